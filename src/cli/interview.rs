//! A new customer asked field by field, each answer checked before the next question.

use super::ask;
use super::context::Context;
use super::error::CommandError;
use super::sheet;
use super::values::{self, Values};
use crate::model::{CustomerNumber, FieldPath, Record, Rule, Schema};
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
        if !answer.is_empty() {
            values.insert(field, answer);
        }
    }
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
    let faults = schema.parse(record).err().unwrap_or_default();
    let whose = |at: &Option<FieldPath>| match at {
        Some(at) => at == field,
        // Name or company: known to be missing once both were asked.
        None => *field == FieldPath::COMPANY,
    };
    // The rest of an address is still to come.
    let is_early =
        |rule: &Rule| *rule == Rule::AddressPart && answer.is_empty() && field.key() == "street";
    match faults
        .iter()
        .find(|fault| whose(&fault.field) && !is_early(&fault.rule))
    {
        None => Ok(answer.to_owned()),
        Some(fault) => Err(sheet::fault(context.words(), fault)),
    }
}
