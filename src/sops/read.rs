//! The TOML form: bytes to pairs, before any rule of the sealed format. Errors tell the line only, since the text may be in clear.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::sops::raw::{Pairs, Raw};
use crate::sops::{Error, scan};

/// Bounds and decodes a file.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Error> {
    if bytes.len() > Error::MAX_BYTES {
        return Err(Error::TooLarge);
    }
    std::str::from_utf8(bytes).map_err(|_| Error::NotUtf8)
}

/// Reads our own layout the short way, and any other as TOML.
pub(super) fn toml(text: &str) -> Result<Pairs<'_>, Error> {
    scan::canonical(text).map_or_else(|| whole_toml(text), Ok)
}

pub(super) fn whole_toml(text: &str) -> Result<Pairs<'_>, Error> {
    let parsed = DeTable::parse(text).map_err(|error| refusal(text, &error))?;
    Ok(table(parsed.into_inner()))
}

fn refusal(text: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(0, |span| span.start);
    let before = text.as_bytes().iter().take(at);
    let line = before.filter(|&&c| c == b'\n').count() + 1;
    if error.message() == "duplicate key" {
        Error::DuplicateKey { line }
    } else {
        let format = "TOML";
        Error::Syntax { format, line }
    }
}

fn table(table: DeTable<'_>) -> Pairs<'_> {
    let pairs = table.into_iter();
    pairs
        .map(|(key, it)| (key.into_inner(), value(it)))
        .collect()
}

fn value(it: Spanned<DeValue<'_>>) -> Raw<'_> {
    match it.into_inner() {
        DeValue::String(text) => Raw::Text(text),
        DeValue::Boolean(yes) => Raw::Bool(yes),
        DeValue::Integer(digits) if digits.radix() == 10 => {
            digits.as_str().parse().map_or(Raw::Other, Raw::Int)
        }
        DeValue::Array(list) => Raw::List(list.into_iter().map(value).collect()),
        DeValue::Table(inner) => Raw::Table(table(inner)),
        _ => Raw::Other,
    }
}
