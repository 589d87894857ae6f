//! Records: each opened and held against the schema, the keys of `register.toml` and the other records.

use std::collections::HashSet;

use crate::model::{Customer, CustomerNumber, Fault, Seen};
use crate::register::error::Error;
use crate::register::unlocked::{Loaded, Unlocked};
use crate::sops;

use super::{Finding, Severity, What};

/// What is wrong or odd with the records, one by one and together.
pub(super) fn findings(register: &Unlocked) -> Result<Vec<Finding>, Error> {
    let (mut findings, customers) = opened(register)?;
    findings.extend(same(&customers));
    Ok(findings)
}

/// Opens every record.
fn opened(register: &Unlocked) -> Result<(Vec<Finding>, Vec<Customer>), Error> {
    let recipients = keys(register)?;
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

/// Who `register.toml` says can open it.
pub(super) fn keys(register: &Unlocked) -> Result<HashSet<String>, Error> {
    let recipients = register.register().recipients()?;
    Ok(recipients.iter().map(ToString::to_string).collect())
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
        Error::Open {
            source: sops::Error::NotSealedFile,
            ..
        } => vec![Finding::of(Severity::Error, number, What::InClear)],
        other if other.is_keys() => {
            let what = What::NoKey(chain(&other));
            vec![Finding::of(Severity::Error, number, what)]
        }
        other => vec![Finding::of(
            Severity::Error,
            number,
            What::Unreadable(chain(&other)),
        )],
    }
}

fn value(severity: Severity, number: CustomerNumber, fault: Fault) -> Finding {
    let field = fault.field.as_ref().map(ToString::to_string);
    Finding::new(severity, Some(number), field, What::Value(fault))
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

/// An error and what caused it, in one line.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
