//! A sealed record as readable lines, for `git diff` and `git log -p`: git compares what a reader can compare.

use std::fmt::Write as _;

use crate::keys::Identities;
use crate::sops::{Error, Leaf, Sealed};

/// Opens sealed bytes and writes one `table.key = "value"` line a value, in the file's sorted order.
///
/// # Errors
/// When the bytes are no sealed record, or none of the identities opens it.
pub fn lines(bytes: &[u8], identities: &Identities) -> Result<String, Error> {
    let opened = Sealed::parse(bytes)?.open(identities)?;
    let mut text = String::new();
    for (table, key, leaf) in opened.tree().iter() {
        let value = match leaf {
            Leaf::Str(value) => toml::Value::from(value.as_str()),
            Leaf::Int(value) => toml::Value::from(*value),
        };
        let written = writeln!(text, "{table}.{key} = {value}");
        debug_assert!(written.is_ok(), "a String takes everything");
    }
    Ok(text)
}
