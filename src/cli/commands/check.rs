//! `check`: says what is wrong, what is odd and what letters will miss.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::trust;
use crate::model::CustomerNumber;
use crate::register::{Finding, Severity, What, check};
use crate::text;

/// Check every record and the register itself
#[derive(clap::Args)]
pub(in crate::cli) struct Args {}

pub(super) fn run(context: &Context, _args: &Args) -> Result<(), CommandError> {
    let register = context.unlocked()?;
    let findings = check::all(&register)?;
    if context.globals().json {
        context
            .ui()
            .json(&json!({ "findings": findings.iter().map(shape).collect::<Vec<_>>() }))?;
    } else {
        context.ui().data(
            &findings
                .iter()
                .map(|finding| line(context, finding))
                .collect::<String>(),
        )?;
        summary(context, register.numbers()?.len(), &findings);
    }
    if findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        Err(CommandError::findings())
    } else {
        Ok(())
    }
}

fn line(context: &Context, finding: &Finding) -> String {
    let severity = context.words().say(finding.severity.code());
    let place = [
        finding.customer.map(|number| number.to_string()),
        finding.field.clone(),
    ];
    let place: Vec<String> = place.into_iter().flatten().collect();
    let place = if place.is_empty() {
        String::new()
    } else {
        format!("{} ", place.join(" "))
    };
    format!(
        "{severity}: {place}{}\n",
        text::visible(&said(context, finding))
    )
}

/// What was found, in the reader's language.
fn said(context: &Context, finding: &Finding) -> String {
    let words = context.words();
    let field = finding.field.clone().unwrap_or_default();
    match &finding.what {
        What::Unreadable(detail) | What::Format(detail) => detail.clone(),
        What::Value(fault) => words.say(&format!("rule-{}", fault.rule.code())),
        What::Duplicate(duplicate) => {
            let why = words.say(duplicate.why.code());
            words.say_with(
                "finding-duplicate",
                &[
                    ("number", duplicate.number.to_string().into()),
                    ("why", why.into()),
                ],
            )
        }
        What::Uncommitted => words.say("finding-uncommitted"),
        What::Foreign => words.say("finding-foreign"),
        What::LettersMiss => words.say_with("finding-letters-miss", &[("field", field.into())]),
        What::NoNotice => words.say("finding-no-notice"),
        What::NotPinned => words.say("finding-not-pinned"),
        What::NotAccepted(difference) => {
            let said = trust::difference(words, difference);
            words.say_with("finding-not-accepted", &[("what", said.into())])
        }
        What::OtherKeys => words.say("finding-other-keys"),
    }
}

fn summary(context: &Context, customers: usize, findings: &[Finding]) {
    let count = |severity| {
        findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let numbers = [
        ("customers", customers.into()),
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("notes", count(Severity::Note).into()),
    ];
    context.ui().say("check-summary", &numbers);
}

fn shape(finding: &Finding) -> Value {
    json!({
        "severity": finding.severity.code(),
        "customer": finding.customer.map(CustomerNumber::get),
        "field": finding.field,
        "message": finding.what.to_string(),
    })
}
