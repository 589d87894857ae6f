//! One customer, and changes of one, for the eye: a line a field with its label.

use super::hints::did_you_mean;
use super::labels;
use super::words::Words;
use crate::model::{Change, Fault, FieldPath, Language, Record, UnknownField};
use crate::register::Register;
use crate::text;

/// Returns a record as `label: value` lines under its number, in the order of the schema.
pub(super) fn record(
    words: &Words,
    register: &Register,
    language: Language,
    record: &Record,
) -> String {
    let number = (words.say("column-number"), record.number.to_string());
    let fields = ordered(register, record)
        .into_iter()
        .map(|(field, value)| (label(words, register, language, field), value.to_owned()));
    let lines: Vec<(String, String)> = std::iter::once(number).chain(fields).collect();
    let width = lines
        .iter()
        .map(|(label, _)| label.chars().count())
        .max()
        .unwrap_or(0);
    lines
        .iter()
        .map(|(label, value)| {
            format!(
                "{:<width$}  {}\n",
                text::visible(label),
                text::visible(value)
            )
        })
        .collect()
}

/// Returns one changed field as `field: old → new`.
pub(super) fn change(words: &Words, change: &Change) -> String {
    let shown = |value: &Option<String>| {
        value
            .as_deref()
            .map_or_else(|| words.say("absent"), text::visible)
    };
    format!(
        "{}: {} → {}",
        change.field.short(),
        shown(&change.old),
        shown(&change.new)
    )
}

/// Returns a fault in the reader's language, after the field it is about.
pub(super) fn fault(words: &Words, fault: &Fault) -> String {
    let rule = words.rule(&fault.rule);
    match &fault.field {
        Some(field) => format!("{} {rule}", field.short()),
        None => rule,
    }
}

/// Returns why a field name will not do, with names that may have been meant.
pub(super) fn unknown(words: &Words, unknown: &UnknownField) -> String {
    let near = did_you_mean(&unknown.similar).map(|hint| format!("; {}", hint.say(words)));
    let rule = words.say("rule-undeclared");
    format!(
        "`{}` {rule}{}",
        text::visible(&unknown.name),
        near.unwrap_or_default()
    )
}

/// The owner's label where she declared one, else the catalogue's, else the path.
pub(super) fn label(
    words: &Words,
    register: &Register,
    language: Language,
    field: &FieldPath,
) -> String {
    let description = register.description();
    let declared = description
        .fields
        .iter()
        .find(|declared| declared.path == *field);
    if let Some(label) = declared.and_then(|declared| declared.label.as_ref()) {
        return label.in_language(language, description.language).to_owned();
    }
    labels::said(words, field).unwrap_or_else(|| field.short().to_owned())
}

/// Returns the fields of a record that have a value, in the order of the schema.
pub(super) fn ordered<'a>(
    register: &Register,
    record: &'a Record,
) -> Vec<(&'a FieldPath, &'a str)> {
    let place = |field: &FieldPath| {
        register
            .schema()
            .fields()
            .iter()
            .position(|known| known == field)
            .unwrap_or(usize::MAX)
    };
    let mut fields: Vec<_> = record
        .fields
        .iter()
        .map(|(field, value)| (field, value.as_str()))
        .collect();
    fields.sort_by_key(|(field, _)| place(field));
    fields
}
