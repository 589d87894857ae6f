//! `FIELD=VALUE` as typed: on the command line, or a line each on standard input so that nothing lands in the shell's history.

use std::collections::BTreeMap;
use std::io::{self, Read as _};

use super::error::CommandError;
use super::hints::Hint;
use super::labels;
use crate::model::{FieldPath, Record, tidy_address};
use crate::register::Register;

/// The most that is read from standard input.
const LIMIT: u64 = 256 * 1024;

/// Values to set; an empty one removes the field.
pub(super) type Values = BTreeMap<FieldPath, String>;

/// Parses the arguments, or standard input where the only argument is `-`.
pub(super) fn parse(register: &Register, arguments: &[String]) -> Result<Values, CommandError> {
    match arguments {
        [dash] if dash == "-" => parse_lines(register, &standard_input()?),
        arguments => arguments
            .iter()
            .map(|argument| one(register, argument))
            .collect::<Result<Vec<_>, _>>()
            .and_then(each_once),
    }
}

/// Puts values into a record.
pub(super) fn apply(record: &mut Record, values: &Values) {
    for (field, value) in values {
        record.set(field.clone(), value);
    }
}

fn parse_lines(register: &Register, text: &str) -> Result<Values, CommandError> {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let values: Result<Vec<_>, _> = lines.map(|line| one(register, line)).collect();
    each_once(values?)
}

/// Of two values for one field one would be lost in silence.
fn each_once(pairs: Vec<(FieldPath, String)>) -> Result<Values, CommandError> {
    let mut values = Values::new();
    for (field, value) in pairs {
        if values.contains_key(&field) {
            return Err(CommandError::usage(format!("`{field}` is given twice")));
        }
        values.insert(field, value);
    }
    tidy(&mut values);
    Ok(values)
}

/// Puts the parts of addresses where they belong, such as a postcode that was typed before the town.
pub(super) fn tidy(values: &mut Values) {
    for paths in [&FieldPath::BILLING, &FieldPath::POSTAL] {
        tidy_address(values, paths);
    }
}

fn one(register: &Register, argument: &str) -> Result<(FieldPath, String), CommandError> {
    // The argument may be a value by mistake, so the message does not repeat it.
    let (name, value) = argument.split_once('=').ok_or_else(|| {
        CommandError::usage("a value is written FIELD=VALUE").hint(Hint::new("hint-field-value"))
    })?;
    Ok((labels::field(register, name)?, value.trim().to_owned()))
}

/// Reads standard input as text, bounded.
pub(super) fn standard_input() -> Result<String, CommandError> {
    let mut text = String::new();
    let mut input = io::stdin().lock().take(LIMIT + 1);
    let read = input.read_to_string(&mut text);
    read.map_err(|error| CommandError::user(format!("cannot read standard input: {error}")))?;
    // What was cut off would be missed by nobody.
    if text.len() as u64 > LIMIT {
        let why = format!("standard input is larger than {LIMIT} bytes");
        return Err(CommandError::user(why));
    }
    Ok(text)
}
