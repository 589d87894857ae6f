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
    use super::visible;

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(visible("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(
            visible("\u{202e}IF\u{9b}7\r\n\t"),
            "\\u{202e}IF\\u{9b}7\\r\\n\\t"
        );
        assert_eq!(visible("Åsa Öberg, 3 €"), "Åsa Öberg, 3 €");
    }
}
