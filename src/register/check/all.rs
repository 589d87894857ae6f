//! The whole check: every file of this folder asked, the answers in one order.

use crate::register::error::Error;
use crate::register::trust;
use crate::register::unlocked::Unlocked;

use super::{Finding, description, records, work_tree};

/// Checks everything; findings come worst first, then by customer.
pub fn all(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let mut findings = records::findings(register)?;
    findings.extend(work_tree::findings(register)?);
    findings.extend(description::findings(register));
    findings.extend(trust::findings(register.register())?);
    findings.sort_by(|a, b| {
        (a.severity, a.customer, &a.field).cmp(&(b.severity, b.customer, &b.field))
    });
    Ok(findings)
}
