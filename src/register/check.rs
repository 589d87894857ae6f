//! What `check` finds: errors (cannot be opened, breaks the schema), warnings (odd), notes (what letters will miss).

use std::collections::HashSet;

use crate::model::{Customer, CustomerNumber, Duplicate, Fault, Seen};

use super::adopt::is_public;
use super::error::Error;
use super::layout::{DESCRIPTION, LEDGER, RECORDS, number_of};
use super::trust;
use super::unlocked::{Loaded, Unlocked, files_in};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Cannot be opened, or breaks the schema.
    Error,
    /// Odd, and perhaps right.
    Warning,
    /// What letters will miss.
    Note,
}

impl Severity {
    /// The word of the JSON form and of the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What was found; says so in English, without a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// The record cannot be opened or read.
    #[error("{0}")]
    Unreadable(String),
    /// A value breaks, or nearly breaks, a rule.
    #[error("{0}")]
    Value(Fault),
    /// Another customer may be the same.
    #[error("may be the same customer as {}: {}", .0.number, .0.why)]
    Duplicate(Duplicate),
    /// The sealed file differs from what the program writes.
    #[error("{0}")]
    Format(String),
    /// A file was changed outside the program and not committed.
    #[error("has changes that are not committed")]
    Uncommitted,
    /// A file that is no part of a register.
    #[error("is no file of a register")]
    Foreign,
    /// A key of `register.toml` that letters need.
    #[error("is not set; letters need it")]
    LettersMiss,
    /// The privacy notice's address is not set.
    #[error("is not set; customers are to be told where the privacy notice is (GDPR article 13)")]
    NoNotice,
    /// The record is sealed to other keys than `register.toml` names.
    #[error("is sealed to other keys than `register.toml` names")]
    OtherKeys,
    /// Nothing of the register was accepted in this work tree.
    #[error("the register was never accepted in this folder")]
    NotPinned,
    /// Something is not as it was accepted.
    #[error("not accepted: {0}")]
    NotAccepted(trust::Difference),
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// Whose record.
    pub customer: Option<CustomerNumber>,
    /// Which field, key or file.
    pub field: Option<String>,
    /// What it is.
    pub what: What,
}

impl Finding {
    fn of(severity: Severity, customer: CustomerNumber, what: What) -> Self {
        Self {
            severity,
            customer: Some(customer),
            field: None,
            what,
        }
    }

    fn at(severity: Severity, place: &str, what: What) -> Self {
        Self {
            severity,
            customer: None,
            field: Some(place.to_owned()),
            what,
        }
    }
}

/// Checks everything; findings come worst first, then by customer.
pub fn all(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let (mut findings, customers) = records(register)?;
    findings.extend(same(&customers));
    findings.extend(files(register)?);
    findings.extend(uncommitted(register)?);
    findings.extend(description(register));
    findings.extend(trust::findings(register.register())?);
    findings.sort_by(|a, b| {
        (a.severity, a.customer, &a.field).cmp(&(b.severity, b.customer, &b.field))
    });
    Ok(findings)
}

/// Opens every record.
fn records(register: &Unlocked) -> Result<(Vec<Finding>, Vec<Customer>), Error> {
    let recipients: HashSet<String> = register
        .register()
        .recipients()?
        .iter()
        .map(ToString::to_string)
        .collect();
    let each = register.each(|number, loaded| match loaded {
        Ok(loaded) => (record(number, &loaded, &recipients), Some(loaded.customer)),
        Err(error) => (refused(number, error), None),
    })?;
    let (findings, customers): (Vec<_>, Vec<_>) = each.into_iter().unzip();
    Ok((
        findings.into_iter().flatten().collect(),
        customers.into_iter().flatten().collect(),
    ))
}

fn record(number: CustomerNumber, loaded: &Loaded, recipients: &HashSet<String>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = loaded
        .warnings
        .iter()
        .map(|fault| value(Severity::Warning, number, fault.clone()))
        .collect();
    findings.extend(
        loaded
            .sealed
            .notes()
            .iter()
            .map(|note| Finding::of(Severity::Warning, number, What::Format(note.to_string()))),
    );
    let sealed_to: HashSet<String> = loaded
        .sealed
        .recipients()
        .iter()
        .map(ToString::to_string)
        .collect();
    if &sealed_to != recipients {
        findings.push(Finding::of(Severity::Warning, number, What::OtherKeys));
    }
    findings
}

fn refused(number: CustomerNumber, error: Error) -> Vec<Finding> {
    match error {
        Error::Faulty { faults, .. } => faults
            .into_iter()
            .map(|fault| value(Severity::Error, number, fault))
            .collect(),
        other => vec![Finding::of(
            Severity::Error,
            number,
            What::Unreadable(chain(&other)),
        )],
    }
}

fn value(severity: Severity, number: CustomerNumber, fault: Fault) -> Finding {
    let field = fault.field.as_ref().map(ToString::to_string);
    Finding {
        severity,
        customer: Some(number),
        field,
        what: What::Value(fault),
    }
}

/// Each pair of likely duplicates once, at the later number.
fn same(customers: &[Customer]) -> Vec<Finding> {
    let mut seen = Seen::default();
    let mut findings = Vec::new();
    for customer in customers {
        let like = seen.like(customer).into_iter();
        findings.extend(like.map(|duplicate| {
            Finding::of(
                Severity::Warning,
                customer.number(),
                What::Duplicate(duplicate),
            )
        }));
        seen.insert(customer);
    }
    findings
}

/// Files under `records/` that are neither records nor the two public ones.
fn files(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let root = register.register().root();
    let mut findings = Vec::new();
    for path in files_in(root, RECORDS)? {
        if number_of(&path).is_some() || path == DESCRIPTION || path == LEDGER {
            continue;
        }
        findings.push(Finding::at(Severity::Warning, &path, What::Foreign));
    }
    Ok(findings)
}

/// What `commit` would take in; a file that is no part of a register is named once, by [`files`].
fn uncommitted(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let dirty = register.register().repo().status()?;
    // What `commit` takes in; any other file is foreign and was found as that.
    let ours = dirty
        .into_iter()
        .filter(|dirty| number_of(&dirty.path).is_some() || is_public(&dirty.path));
    Ok(ours
        .map(|dirty| Finding::at(Severity::Warning, &dirty.path, What::Uncommitted))
        .collect())
}

fn description(register: &Unlocked) -> Vec<Finding> {
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

/// An error and what caused it, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
