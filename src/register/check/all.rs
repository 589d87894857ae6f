//! The whole check: every file of this folder asked, the answers in one order.

use crate::register::doctor::{self, Surroundings};
use crate::register::error::Error;
use crate::register::trust;
use crate::register::unlocked::Unlocked;

use super::{Finding, Severity, description, records, work_tree};

/// Checks everything; findings come worst first, then by customer. Of the clone and the machine, notes are left to `doctor`.
pub fn all(register: &Unlocked, around: &Surroundings) -> Result<Vec<Finding>, Error> {
    let mut findings = records::findings(register)?;
    findings.extend(work_tree::findings(register)?);
    findings.extend(description::findings(register));
    findings.extend(trust::findings(register.register())?);
    let (repo, description) = (
        register.register().repo(),
        register.register().description(),
    );
    let clone = doctor::findings(repo, Some(description), around)?.into_iter();
    findings.extend(clone.filter(|finding| finding.severity != Severity::Note));
    findings.sort_by(|a, b| {
        (a.severity, a.customer, &a.field).cmp(&(b.severity, b.customer, &b.field))
    });
    Ok(findings)
}
