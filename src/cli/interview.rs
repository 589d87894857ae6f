//! A new customer asked field by field, each answer checked before the next question.

use super::ask;
use super::context::Context;
use super::error::CommandError;
use super::sheet;
use super::values::{self, Values};
use crate::model::{CustomerNumber, FieldPath, Record, Schema};
use crate::register::Register;

/// Asks for every declared field.
pub(super) fn customer(context: &Context, register: &Register) -> Result<Values, CommandError> {
    context.ui().say("add-intro", &[]);
    let mut values = Values::new();
    for field in order(register.schema()) {
        if is_skipped(&values, &field) {
            continue;
        }
        let label = sheet::label(context.words(), register, context.language(), &field);
        let answer = ask::until(
            context,
            "ask-field",
            &[("label", label.into())],
            default(&field),
            |answer| check(context, register.schema(), &values, &field, answer),
        )?;
        // The country that is offered is left to the postcode, which may be one of Åland.
        if !answer.is_empty() && answer != default(&field) {
            values.insert(field, answer);
        }
    }
    values::tidy(&mut values);
    Ok(values)
}

/// The schema's order, but an address's country before its postcode, which depends on it.
fn order(schema: &Schema) -> Vec<FieldPath> {
    let mut fields = schema.fields().to_vec();
    for [street, _, _, country] in [&FieldPath::BILLING, &FieldPath::POSTAL] {
        fields.retain(|field| field != country);
        if let Some(at) = fields.iter().position(|field| field == street) {
            fields.insert(at + 1, country.clone());
        }
    }
    fields
}

/// An address without a street is absent, so the rest of it is not asked.
fn is_skipped(values: &Values, field: &FieldPath) -> bool {
    let addresses = [&FieldPath::BILLING, &FieldPath::POSTAL];
    let rest_of = addresses
        .into_iter()
        .find(|address| address[1..].contains(field));
    rest_of.is_some_and(|address| !values.contains_key(&address[0]))
}

fn default(field: &FieldPath) -> &'static str {
    if field.key() == "country" { "FI" } else { "" }
}

/// Lets the schema judge what there is so far, and picks out what it says of this field.
fn check(
    context: &Context,
    schema: &Schema,
    values: &Values,
    field: &FieldPath,
    answer: &str,
) -> Result<String, String> {
    let mut record = Record::new(CustomerNumber::MAX);
    values::apply(&mut record, values);
    record.set(field.clone(), answer);
    stand_in_for_the_rest(&mut record, field);
    let faults = schema.parse(record).err().unwrap_or_default();
    let whose = |at: &Option<FieldPath>| match at {
        Some(at) => at == field,
        // Name or company: known to be missing once both were asked.
        None => *field == FieldPath::COMPANY,
    };
    match faults.iter().find(|fault| whose(&fault.field)) {
        None => Ok(answer.to_owned()),
        Some(fault) => Err(sheet::fault(context.words(), fault)),
    }
}

/// An address is judged as a whole, so what is asked after `field` is taken for given while `field` is judged.
fn stand_in_for_the_rest(record: &mut Record, field: &FieldPath) {
    for [street, postcode, city, country] in [&FieldPath::BILLING, &FieldPath::POSTAL] {
        let asked = [street, country, postcode, city];
        let at = asked.iter().position(|part| *part == field);
        if let (Some(at), true) = (at, record.get(street).is_some()) {
            for part in asked[at + 1..].iter().filter(|part| **part != country) {
                record.set((*part).clone(), "00000");
            }
        }
    }
}
