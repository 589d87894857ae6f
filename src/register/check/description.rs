//! `register.toml`: what letters and the law will miss.

use crate::register::unlocked::Unlocked;

use super::{Finding, Severity, What};

/// What is not set and will be needed.
pub(super) fn findings(register: &Unlocked) -> Vec<Finding> {
    let description = register.register().description();
    let missing = description.missing_for_letters();
    let mut findings: Vec<Finding> = missing
        .into_iter()
        .map(|key| Finding::at(Severity::Note, key, What::LettersMiss))
        .collect();
    if description.notice_url.is_empty() {
        findings.push(Finding::at(Severity::Note, "notice_url", What::NoNotice));
    }
    findings
}
