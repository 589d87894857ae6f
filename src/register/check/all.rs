//! The whole check: every file of this folder asked, the answers in one order.

use crate::register::doctor::{self, Ill, Surroundings};
use crate::register::error::Error;
use crate::register::merge;
use crate::register::trust;
use crate::register::unlocked::Unlocked;

use super::{Finding, Severity, What, description, journals, records, work_tree};

/// Checks everything; findings come worst first, then by customer. Of the clone and the machine, notes are left to `doctor`.
pub fn all(register: &Unlocked, around: &Surroundings) -> Result<Vec<Finding>, Error> {
    let mut findings = records::findings(register)?;
    findings.extend(journals::findings(register)?);
    let work_tree = work_tree::findings(register, &mut findings)?;
    findings.extend(work_tree);
    findings.extend(merge::findings(register)?);
    findings.extend(description::findings(register));
    findings.extend(trust::findings(register.register())?);
    let (repo, description) = (
        register.register().repo(),
        register.register().description(),
    );
    let clone = doctor::findings(repo, Some(description), around)?.into_iter();
    findings
        .extend(clone.filter(|finding| finding.severity != Severity::Note && !is_merges(finding)));
    findings.sort_by(|a, b| {
        (a.severity, a.customer, &a.field).cmp(&(b.severity, b.customer, &b.field))
    });
    Ok(findings)
}

/// What the merge says better: which field, and how it goes on.
fn is_merges(finding: &Finding) -> bool {
    matches!(
        &finding.what,
        What::Clone(Ill::Unmerged | Ill::Unfinished { .. })
    )
}
