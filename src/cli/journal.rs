//! Events of a journal for the eye and as data.

use serde_json::{Value, json};

use super::context::Context;
use super::error::CommandError;
use super::words::{Argument, Words};
use crate::model::journal::{Event, Journal, Line};
use crate::model::{amount, date};
use crate::register::{CustomerEvent, Noted};
use crate::text;

/// A journal, one line an event, oldest first.
pub(super) fn sheet(words: &Words, journal: &Journal) -> String {
    let events = journal.events.iter();
    events.map(|event| line(words, event) + "\n").collect()
}

/// An event in one line: day, act, then what is known of it.
pub(super) fn line(words: &Words, event: &Event) -> String {
    let invoices: Vec<&str> = event.lines.iter().map(Line::invoice).collect();
    let money = |sum| format!("{}\u{a0}€", amount::finnish(sum));
    let owned = |text: &crate::model::Text| text.to_string();
    let unknown: Vec<&str> = event.unknown.keys().map(String::as_str).collect();
    let unknown = unknown.join(", ");
    let parts = [
        (
            "invoices",
            Some(invoices.join(", ")).filter(|it| !it.is_empty()),
        ),
        ("sum", event.total().map(money)),
        ("due", event.due.map(date::finnish)),
        (
            "channel",
            event
                .channel
                .as_ref()
                .map(|it| code(words, "channel", it.as_str())),
        ),
        ("recipient", event.recipient.as_ref().map(owned)),
        ("basis", event.basis.as_ref().map(owned)),
        (
            "document",
            event
                .document
                .as_ref()
                .map(|it| document(words, it.as_str())),
        ),
        ("note", event.note.as_ref().map(owned)),
        ("unknown", Some(unknown).filter(|keys| !keys.is_empty())),
    ];
    let day = date::finnish(event.date);
    let mut said = vec![format!("{day}  {}", code(words, "act", event.act.as_str()))];
    for (key, value) in parts {
        let Some(value) = value else { continue };
        let value: [Argument<'_>; 2] = [
            ("value", text::visible(&value).into()),
            ("count", event.lines.len().into()),
        ];
        said.push(words.say_with(&format!("journal-{key}"), &value));
    }
    said.join(" · ")
}

/// A word of the file in the reader's language; itself where the catalogue has none.
fn code(words: &Words, kind: &str, word: &str) -> String {
    let key = format!("journal-{kind}-{word}");
    let said = words.say(&key);
    if said == key {
        text::visible(word)
    } else {
        said
    }
}

/// What kind of document came of a template; its name where that tells none.
fn document(words: &Words, template: &str) -> String {
    let (_, form) = template.rsplit_once('.').unwrap_or_default();
    let kind = code(words, "document", form);
    if kind == form {
        text::visible(template)
    } else {
        kind
    }
}

/// What a commit noted in a customer's journal or took back, a line each.
pub(super) fn told(context: &Context, event: &CustomerEvent) -> String {
    let words = context.words();
    let line = |noted: &Noted| match noted {
        Noted::Added(event) => ("journal-noted", line(words, event)),
        Noted::TakenBack(event) => ("journal-taken-back", line(words, event)),
    };
    let said: Vec<String> = match &event.journal {
        Ok(noted) => noted
            .iter()
            .map(line)
            .map(|(key, event)| words.say_with(key, &[("event", event.into())]))
            .collect(),
        Err(error) => {
            let why = CommandError::from_error(error).full_message();
            vec![words.say_with("log-unreadable", &[("why", why.into())])]
        }
    };
    said.iter()
        .map(|line| format!("  {}  {line}\n", event.number))
        .collect()
}

/// The same as data; null where it cannot be told.
pub(super) fn noted(event: &CustomerEvent) -> Option<Vec<Value>> {
    let shape = |noted: &Noted| match noted {
        Noted::Added(event) => json!({ "what": "noted", "event": shape(event) }),
        Noted::TakenBack(event) => json!({ "what": "taken-back", "event": shape(event) }),
    };
    let noted = event.journal.as_ref().ok()?;
    Some(noted.iter().map(shape).collect())
}

/// An event as data: dates are ISO, sums are texts in euros with two decimals, what is not known is null.
pub(super) fn shape(event: &Event) -> Value {
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(ToString::to_string);
    let line =
        |line: &Line| json!({ "invoice": line.invoice(), "sum": line.sum().map(amount::plain) });
    json!({
        "date": date::iso(event.date),
        "act": event.act.as_str(),
        "document": text(&event.document),
        "language": event.language.map(|language| language.to_string()),
        "invoices": event.lines.iter().map(line).collect::<Vec<_>>(),
        "due": event.due.map(date::iso),
        "channel": text(&event.channel),
        "recipient": text(&event.recipient),
        "basis": text(&event.basis),
        "sha256": event.sha256.as_ref().map(|hash| hash.as_str().to_owned()),
        "note": text(&event.note),
        "unknown": event.unknown,
    })
}
