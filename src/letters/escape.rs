//! A value in a template is text, never markup: how each format is kept from taking it for its own.

use minijinja::value::Value;
use minijinja::{AutoEscape, Error, Output, State};

use super::name::{Format, TemplateName};

/// The name of the escaping of typst sources.
const TYPST: &str = "typst";

/// The escaping that a template of this file name needs. What has no such name is a fragment of ours that is not printed.
pub(super) fn of(file: &str) -> AutoEscape {
    match file.parse::<TemplateName>().map(|name| name.format()) {
        Ok(Format::Html) => AutoEscape::Html,
        Ok(Format::Typ) => AutoEscape::Custom(TYPST.into()),
        Ok(Format::Txt | Format::Eml) | Err(_) => AutoEscape::None,
    }
}

/// Prints a text under the template's escaping. What `typ` made is code already.
pub(super) fn print(
    out: &mut Output<'_>,
    state: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    if *state.auto_escape() == AutoEscape::Custom(TYPST.into()) {
        let text = value.to_string();
        let text = if value.is_safe() { text } else { typst(&text) };
        return out.write_str(&text).map_err(Error::from);
    }
    minijinja::escape_formatter(out, state, value)
}

/// The text as typst reads it in markup and between quotes alike: letters, digits and spaces stand for themselves, anything
/// else is written as its code point, so that no character of a name can start a command, end a string or make a list.
pub(super) fn typst(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' {
            escaped.push(c);
        } else {
            escaped.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::typst;

    #[test]
    fn only_letters_digits_and_spaces_stand_for_themselves() {
        assert_eq!(typst("Ääkköset 12"), "Ääkköset 12");
        assert_eq!(typst("#a(\"x\")"), r"\u{23}a\u{28}\u{22}x\u{22}\u{29}");
        assert_eq!(typst("a\\b\nc"), r"a\u{5c}b\u{a}c");
    }
}
