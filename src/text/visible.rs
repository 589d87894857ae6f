//! Values on a terminal: shown, never obeyed.
//!
//! A name in a CSV from elsewhere may hold an escape sequence that rewrites the screen, or an override that turns an account number around.

use std::fmt::Write as _;

use super::strings::turns;

/// Returns the text with everything that a terminal would obey, or not show at all, written out: `\n`, `\u{1b}`, `\u{202e}`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if is_hidden(c) => write!(shown, "\\u{{{:x}}}", u32::from(c)).unwrap_or(()),
            c => shown.push(c),
        }
    }
    shown
}

/// The same for text of several lines, whose line ends and tabs stay.
pub fn visible_lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for part in text.split_inclusive(['\n', '\t']) {
        let line = part.trim_end_matches(['\n', '\t']);
        shown.push_str(&visible(line));
        shown.push_str(&part[line.len()..]);
    }
    shown
}

/// Returns JSON text with the same characters spelled `\\u202e` (RFC 8259, 7), which reads as the same value. Line ends stay.
pub fn visible_json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_hidden(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                write!(shown, "\\u{unit:04x}").unwrap_or(());
            }
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Controls, direction characters, separators, invisible spaces and tag characters.
fn is_hidden(c: char) -> bool {
    let invisible = matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    );
    let separator = matches!(c, '\u{2028}' | '\u{2029}' | '\u{e0000}'..='\u{e007f}');
    c.is_control() || turns(c) || invisible || separator
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_json, visible_lines};

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(visible("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(
            visible("\u{202e}IF\u{9b}7\r\n\t"),
            "\\u{202e}IF\\u{9b}7\\r\\n\\t"
        );
        assert_eq!(visible("Åsa Öberg, 3 €"), "Åsa Öberg, 3 €");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(visible_lines("a\u{1b}\n\n\tb\r\n"), "a\\u{1b}\n\n\tb\\r\n");
        assert_eq!(visible_lines(""), "");
    }

    #[test]
    fn json_reads_as_the_same_value() {
        let value = serde_json::json!({ "name": "a\u{1b}\u{9b}7\u{202e}\u{e0041}\u{7f}\n€" });
        let shown = visible_json(&format!("{value:#}"));
        assert!(
            shown.contains("\\u202e") && shown.contains("\\udb40\\udc41"),
            "{shown}"
        );
        assert!(!shown.chars().any(|c| c != '\n' && super::is_hidden(c)));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&shown).unwrap(),
            value
        );
    }
}
