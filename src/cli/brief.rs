//! One customer in one line, for plans of many: who, where, and what else is known.
//!
//! Written as people write it: what explains itself has no label, and Finland is no country to name.

use super::sheet::{label, ordered};
use super::words::Words;
use crate::model::{FieldPath, Language, Record};
use crate::register::Register;
use crate::text::visible;

/// Fields that are told by their value alone.
const PLAIN: [FieldPath; 4] = [
    FieldPath::COMPANY,
    FieldPath::NAME,
    FieldPath::EMAIL,
    FieldPath::BUSINESS_ID,
];

/// Returns a customer in one line.
pub(super) fn line(
    words: &Words,
    register: &Register,
    language: Language,
    record: &Record,
) -> String {
    let value = |field: &FieldPath| record.get(field).map(visible);
    let who = joined([&FieldPath::COMPANY, &FieldPath::NAME].map(value), ", ");
    let billing = place(record, &FieldPath::BILLING);
    let postal =
        place(record, &FieldPath::POSTAL).filter(|postal| Some(postal) != billing.as_ref());
    let postal = postal.map(|place| words.say_with("brief-postal", &[("place", place.into())]));
    let email = value(&FieldPath::EMAIL);
    let id = value(&FieldPath::BUSINESS_ID);
    let others = ordered(register, record)
        .into_iter()
        .filter(|(field, _)| !is_told(field))
        .map(|(field, value)| {
            let label = label(words, register, language, field);
            format!("{}: {}", visible(&label), visible(value))
        });
    let told = [who, billing, postal, email, id].into_iter().flatten();
    told.chain(others).collect::<Vec<_>>().join(" · ")
}

fn is_told(field: &FieldPath) -> bool {
    [&PLAIN, &FieldPath::BILLING, &FieldPath::POSTAL]
        .iter()
        .any(|told| told.contains(field))
}

/// An address on one line.
fn place(record: &Record, [street, postcode, city, country]: &[FieldPath; 4]) -> Option<String> {
    let value = |field: &FieldPath| record.get(field).map(visible);
    let town = joined([postcode, city].map(value), " ");
    let abroad = value(country).filter(|code| code != "FI");
    joined([value(street), town, abroad], ", ")
}

fn joined<const N: usize>(parts: [Option<String>; N], by: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(by))
}
