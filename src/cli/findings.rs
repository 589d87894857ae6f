//! Findings on the screen and as data: `check` and `doctor` say them alike.

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::trust;
use crate::cli::unmerged;
use crate::model::CustomerNumber;
use crate::register::doctor::Ill;
use crate::register::{Finding, Severity, What};
use crate::text;

/// Prints them, one a line.
pub(super) fn print(context: &Context, findings: &[Finding]) -> Result<(), CommandError> {
    let severity = |finding: &Finding| finding.severity.code();
    let lines = findings.iter().map(|finding| {
        let (line, fix) = (line(context, severity(finding), finding), finding.remedy());
        // A merge's sentence tells of more than one way, this one among them.
        if line.contains(&format!("`{fix}`")) {
            return line + "\n";
        }
        let fix = [("fix", text::visible(&fix).into())];
        line + &context.words().say_with("finding-fix", &fix) + "\n"
    });
    context.ui().data(&lines.collect::<String>())
}

/// One without its line end, after a word of the catalogue.
pub(super) fn line(context: &Context, word: &str, finding: &Finding) -> String {
    let word = context.words().say(word);
    let place = [
        finding.customer.map(|number| number.to_string()),
        finding.field.clone(),
    ];
    let place: String = place.into_iter().flatten().map(|part| part + " ").collect();
    let said = said(context, finding);
    format!("{word}: {}", text::visible(&(place + &said)))
}

/// What was found, in the reader's language.
fn said(context: &Context, finding: &Finding) -> String {
    let words = context.words();
    let field = finding.field.clone().unwrap_or_default();
    match &finding.what {
        What::Unreadable(detail) | What::NoKey(detail) | What::Format(detail) => detail.clone(),
        What::Value(fault) => words.rule(&fault.rule),
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
        What::OtherKeys => words.say("finding-other-keys"),
        What::Conflict(_)
        | What::OtherCustomer
        | What::ChangedAndDeleted
        | What::Unmerged
        | What::Unfinished(_) => unmerged::said(words, finding).unwrap_or_default(),
        What::NotPinned => words.say("finding-not-pinned"),
        What::NotAccepted(difference) => {
            let said = trust::difference(words, difference);
            words.say_with("finding-not-accepted", &[("what", said.into())])
        }
        What::JournalOfErased => {
            words.say_with("finding-journal-of-erased", &[("path", field.into())])
        }
        What::JournalAlone => {
            let number = finding.customer.map(|number| number.to_string());
            let number = number.unwrap_or_default();
            let values = [("path", field.into()), ("number", number.into())];
            words.say_with("finding-journal-alone", &values)
        }
        What::NewerEvent => words.say("finding-newer-event"),
        What::InClear => words.say("finding-in-clear"),
        What::Clone(ill) => of_clone(context, ill, field),
    }
}

fn of_clone(context: &Context, ill: &Ill, field: String) -> String {
    let values = match ill {
        Ill::Attributes {
            path,
            attribute,
            value,
        } => vec![
            ("path", (*path).into()),
            ("attribute", (*attribute).into()),
            ("value", value.as_str().into()),
        ],
        Ill::ProgramGone { program } => vec![("program", program.as_str().into())],
        Ill::Unfinished { state } => vec![("state", (*state).into())],
        Ill::OtherBranch { branch } | Ill::BranchLost { branch, .. } => {
            vec![("branch", branch.as_str().into())]
        }
        Ill::Locked(lock) => vec![("age", lock.age_text().into())],
        Ill::Obstacle(obstacle) => vec![("why", obstacle.to_string().into())],
        Ill::Remote => vec![("remote", field.into())],
        Ill::HalfWritten { files } => vec![("n", (*files).into())],
        Ill::Description(why)
        | Ill::Ledger(why)
        | Ill::Notes(why)
        | Ill::Pin(why)
        | Ill::PinClosed(why) => vec![("why", why.as_str().into())],
        _ => Vec::new(),
    };
    context
        .words()
        .say_with(&format!("finding-{}", ill.code()), &values)
}

/// How many of each severity, on stderr.
pub(super) fn summary(context: &Context, customers: Option<usize>, findings: &[Finding]) {
    let count = |severity| {
        let of = findings
            .iter()
            .filter(|finding| finding.severity == severity);
        of.count()
    };
    let mut numbers = vec![
        ("errors", count(Severity::Error).into()),
        ("warnings", count(Severity::Warning).into()),
        ("notes", count(Severity::Note).into()),
    ];
    if let Some(customers) = customers {
        numbers.push(("customers", customers.into()));
        context.ui().say("check-summary", &numbers);
    } else {
        context.ui().say("doctor-summary", &numbers);
    }
}

/// The exit code: `check` and `doctor` fail for errors only.
pub(super) fn outcome(findings: &[Finding]) -> Result<(), CommandError> {
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    if findings.iter().any(is_error) {
        Err(CommandError::findings())
    } else {
        Ok(())
    }
}

/// The array of the JSON form.
pub(super) fn shapes(findings: &[Finding]) -> Value {
    findings.iter().map(shape).collect()
}

fn shape(finding: &Finding) -> Value {
    json!({
        "severity": finding.severity.code(),
        "customer": finding.customer.map(CustomerNumber::get),
        "field": finding.field,
        "message": finding.what.to_string(),
        "fix": finding.remedy(),
    })
}
