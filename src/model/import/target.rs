//! Where the columns of another program's file go. The same words stand in `[import.customers]` of a register.

use std::fmt;
use std::str::FromStr;

use crate::model::{FieldPath, Rule, Schema, UnknownField};

/// Where a column goes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The customer's number.
    Number,
    /// The only name column: a company's where the row has a business ID, else a person's.
    NameOrCompany,
    /// The whole of a field. Where several columns go to one field, their cells are joined.
    Field(FieldPath),
    /// A part of a field that several columns share (`billing_address.street 2`), joined in the order of their numbers.
    Part(FieldPath, u8),
}

impl Target {
    /// Reads `number`, `name_or_company`, a declared field, `customer.` left out at will, or a numbered part of one.
    pub fn parse(typed: &str, schema: &Schema) -> Result<Self, UnknownField> {
        let typed = typed.trim();
        match (of_words(typed), part(typed)) {
            (Some(target), _) => Ok(target),
            (None, Some((field, place))) => {
                schema.resolve(field).map(|path| Self::Part(path, place))
            }
            (None, None) => schema.resolve(typed).map(Self::Field),
        }
    }

    /// The field; none for the number and for the one name column, which depends on the row.
    pub fn field(&self) -> Option<&FieldPath> {
        match self {
            Self::Field(path) | Self::Part(path, _) => Some(path),
            Self::Number | Self::NameOrCompany => None,
        }
    }

    /// The same target in another field.
    #[must_use]
    pub fn moved(&self, path: FieldPath) -> Self {
        match self {
            Self::Part(_, place) => Self::Part(path, *place),
            Self::Field(_) => Self::Field(path),
            Self::Number | Self::NameOrCompany => self.clone(),
        }
    }

    /// Where a part stands among the parts of its field.
    pub(super) fn place(&self) -> u8 {
        match self {
            Self::Part(_, place) => *place,
            _ => 0,
        }
    }
}

impl FromStr for Target {
    type Err = Rule;

    /// Reads a target whose field need not be declared.
    fn from_str(typed: &str) -> Result<Self, Rule> {
        match (of_words(typed), part(typed)) {
            (Some(target), _) => Ok(target),
            (None, Some((field, place))) => Ok(Self::Part(field.parse()?, place)),
            (None, None) => typed.parse().map(Self::Field),
        }
    }
}

fn of_words(typed: &str) -> Option<Target> {
    match typed {
        "number" | "customer.number" => Some(Target::Number),
        "name_or_company" => Some(Target::NameOrCompany),
        _ => None,
    }
}

/// A field and the number behind it.
fn part(typed: &str) -> Option<(&str, u8)> {
    let (field, place) = typed.rsplit_once(' ')?;
    Some((field, place.parse().ok()?))
}

impl Target {
    /// The field in its short form, for people: which line of a street a column holds is no matter.
    pub fn short(&self) -> &str {
        match self {
            Self::Number => "number",
            Self::NameOrCompany => "name_or_company",
            Self::Field(path) | Self::Part(path, _) => path.short(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number => f.write_str("customer.number"),
            Self::NameOrCompany => f.write_str("name_or_company"),
            Self::Field(path) => path.fmt(f),
            Self::Part(path, place) => write!(f, "{path} {place}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_print_as_they_parse() {
        for text in [
            "customer.number",
            "name_or_company",
            "customer.email",
            "billing_address.street 2",
        ] {
            assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
        }
        assert_eq!(
            "email".parse::<Target>().unwrap().to_string(),
            "customer.email"
        );
        for text in [
            "",
            "Sähköposti",
            "a.b.c",
            "a.",
            "customer.name x",
            "billing_address.street  2",
        ] {
            assert!(text.parse::<Target>().is_err(), "{text}");
        }
    }
}
