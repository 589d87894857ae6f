//! The TOML form, byte for byte as rops writes it too, so that a file edited there differs only where it was edited.

use crate::sops::Stamp;
use crate::sops::metadata::{Extra, SUFFIX, VERSION, Wrapped};

/// One sealed value on its line.
pub(super) struct Line<'a> {
    pub(super) table: &'a str,
    pub(super) key: &'a str,
    pub(super) enc: String,
}

/// Writes a whole file; `lines` are in the order of the tree.
pub(super) fn toml(
    lines: &[Line<'_>],
    mac: &str,
    stamp: &Stamp,
    age: &[Wrapped],
    extras: &[(String, Extra)],
) -> String {
    let mut out = String::with_capacity(256 * (lines.len() + 1) + 640 * age.len());
    for table in lines.chunk_by(|a, b| a.table == b.table) {
        push(&mut out, &["[", &name(table[0].table), "]\n"]);
        for line in table {
            push(&mut out, &[&name(line.key), " = \"", &line.enc, "\"\n"]);
        }
        out.push('\n');
    }
    push(
        &mut out,
        &["[sops]\nlastmodified = \"", stamp.as_str(), "\"\n"],
    );
    push(
        &mut out,
        &[
            "mac = \"",
            mac,
            "\"\nunencrypted_suffix = \"",
            SUFFIX,
            "\"\n",
        ],
    );
    push(&mut out, &["version = \"", VERSION, "\"\n"]);
    for (key, value) in extras {
        push(&mut out, &[&name(key), " = ", &literal(value), "\n"]);
    }
    for wrapped in age {
        let recipient = wrapped.recipient.as_str();
        push(
            &mut out,
            &["\n[[sops.age]]\nrecipient = \"", recipient, "\"\n"],
        );
        // TOML drops a newline right after the quotes; one at the end is age's own.
        push(&mut out, &["enc = \"\"\"\n", &wrapped.armoured, "\"\"\"\n"]);
    }
    out
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// A key, in quotes where TOML needs them.
fn name(name: &str) -> String {
    let bare = |c: u8| c.is_ascii_alphanumeric() || c == b'_' || c == b'-';
    if name.bytes().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

fn literal(value: &Extra) -> String {
    match value {
        Extra::Text(text) => quoted(text),
        Extra::Int(number) => number.to_string(),
        Extra::Bool(yes) => yes.to_string(),
    }
}

/// A basic string; control characters were refused on the way in.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
