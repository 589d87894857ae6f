//! Fields by the names that the screen itself shows: what `show` calls `Sähköposti` may be typed so.
//!
//! A label that two fields share means neither, and a path of the record always means itself.

use super::error::CommandError;
use super::hints::{Hint, did_you_mean};
use super::words::Words;
use crate::model::import::{Target, headers};
use crate::model::{FieldPath, Language, Schema, UnknownField};
use crate::register::Register;
use crate::text;

/// Languages in which the screen shows labels.
const SCREENS: [Language; 2] = [Language::Fi, Language::En];

/// Resolves a field name as people write it: a path, or a label in any language of the screen or of the owner's.
pub(super) fn field(register: &Register, name: &str) -> Result<FieldPath, CommandError> {
    register.schema().resolve(name).or_else(|unknown| {
        let meant = labelled(register, name);
        match &meant[..] {
            [only] => Ok(only.clone()),
            meant => Err(no_field(register, unknown, meant)),
        }
    })
}

/// The same for the field of a selector, which is given back by its path; what is no field is left for the selector's own fault.
pub(super) fn selector(register: &Register, typed: &str) -> Result<String, CommandError> {
    let bare = typed.trim();
    let (not, rest) = match bare.strip_prefix('!') {
        Some(rest) => ("!", rest),
        None => ("", bare),
    };
    let (name, value) = rest
        .split_once('=')
        .map_or((rest, None), |(name, value)| (name, Some(value)));
    if name.trim().is_empty() || register.schema().resolve(name).is_ok() {
        return Ok(typed.to_owned());
    }
    let field = field(register, name)?;
    Ok(match value {
        Some(value) => format!("{not}{field}={value}"),
        None => format!("{not}{field}"),
    })
}

/// Every field with this label.
fn labelled(register: &Register, name: &str) -> Vec<FieldPath> {
    let wanted = text::fold(name.trim());
    let mut fields: Vec<FieldPath> = Vec::new();
    for (label, field) in labels(register) {
        if text::fold(&label) == wanted && !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// Every label that the screen may show, with its field.
fn labels(register: &Register) -> Vec<(String, FieldPath)> {
    let catalogues = SCREENS.map(Words::load);
    let schema = register.schema();
    let all = schema.fields().iter().chain(schema.state_fields());
    all.flat_map(|field| {
        let said = catalogues.iter().filter_map(|words| said(words, field));
        let labels = said.chain(declared(register, field));
        labels.map(|label| (label, field.clone()))
    })
    .collect()
}

/// The catalogue's label of a field, where it has one.
pub(super) fn said(words: &Words, field: &FieldPath) -> Option<String> {
    let key = format!("field-{}-{}", field.table(), field.key()).replace('_', "-");
    let said = words.say(&key);
    (said != key).then_some(said)
}

/// The owner's labels of a field, in every language.
fn declared(register: &Register, field: &FieldPath) -> Vec<String> {
    let all = &register.description().fields;
    let labels = all.iter().filter(|declared| declared.path == *field);
    let labels = labels.filter_map(|declared| declared.label.as_ref());
    labels
        .flat_map(|label| label.texts().map(str::to_owned))
        .collect()
}

fn no_field(register: &Register, mut unknown: UnknownField, meant: &[FieldPath]) -> CommandError {
    let known = |field: &FieldPath| register.schema().declares(field);
    if !meant.is_empty() {
        unknown.similar = meant.iter().map(ToString::to_string).collect();
    } else if unknown.similar.is_empty() {
        let named = called(&unknown.name).filter(known);
        let near = named.map_or_else(|| near(register, &unknown.name), |field| vec![field]);
        unknown.similar = near.iter().map(|field| field.short().to_owned()).collect();
    }
    unknown.into()
}

/// The fields whose labels are nearly this.
fn near(register: &Register, name: &str) -> Vec<FieldPath> {
    let labels = labels(register);
    let alike = text::similar(name, labels.iter().map(|(label, _)| label.as_str()));
    let mut fields: Vec<FieldPath> = Vec::new();
    for (_, field) in labels.iter().filter(|(label, _)| alike.contains(label)) {
        if !fields.contains(field) {
            fields.push(field.clone());
        }
    }
    fields
}

/// The field that other programs, and people, call by this name: `puhelin` is `customer.phone`.
fn called(name: &str) -> Option<FieldPath> {
    Some(header(name)?.field()?.clone())
}

fn header(name: &str) -> Option<Target> {
    headers::known_together(&[name]).pop().flatten()
}

/// What to type after a name that is no field: a near one, else a declaration that would be taken.
pub(super) fn hint(unknown: &UnknownField) -> Option<Hint> {
    if header(&unknown.name) == Some(Target::Number) {
        return Some(Hint::new("hint-number"));
    }
    did_you_mean(&unknown.similar).or_else(|| {
        let field = declarable(&unknown.name)?;
        Some(Hint::new("hint-declare").with("field", field))
    })
}

/// The path by which a field of this name can be declared.
fn declarable(name: &str) -> Option<FieldPath> {
    let spelt = text::fold(name.trim()).replace([' ', '-'], "_");
    let path = called(name).or_else(|| spelt.parse().ok())?;
    Schema::may_declare(&path).is_ok().then_some(path)
}
