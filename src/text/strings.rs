//! The one form in which text is kept: composed, trimmed, without control characters.
//!
//! "Jyväskylä" typed on a Mac and on Windows are different bytes; composed (NFC) they are equal, so that an import changes nothing
//! that reads the same.

use unicode_normalization::UnicodeNormalization as _;

/// What ends a line in some program: line feed, vertical tab (databases), form feed, carriage return, next line, and Unicode's two separators.
pub const LINE_BREAKS: [char; 7] = [
    '\n', '\u{b}', '\u{c}', '\r', '\u{85}', '\u{2028}', '\u{2029}',
];

/// Returns the text composed (NFC), trimmed, and without characters that show nothing: they would make two names of one.
pub fn clean(text: &str) -> String {
    let text = text.trim();
    // Most values are, and have nothing to compose.
    if text.is_ascii() {
        return text.to_owned();
    }
    let shown: String = text.nfc().filter(|c| !is_invisible(*c)).collect();
    // White space may have stood behind an invisible character, and a letter before its accent.
    shown.trim().nfc().collect()
}

/// Soft hyphens, zero-width characters, direction marks and overrides, byte order marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    ) || turns(c)
}

/// Whether the text holds a control character: C0, C1, a line or paragraph separator, or a character that turns the direction of writing
/// around (which can make one account number look like another).
pub fn has_control(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_control() || turns(c) || matches!(c, '\u{2028}' | '\u{2029}'))
}

/// Bidirectional embeddings, overrides and isolates (Unicode Annex 9), but not the harmless marks.
pub(super) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{clean, has_control};

    #[test]
    fn decomposed_text_is_composed_and_trimmed() {
        assert_eq!(
            clean("\u{feff} Ma\u{308}kela\u{308}\u{a0}\u{200b}"),
            "Mäkelä"
        );
        assert_eq!(clean("a\u{a0} b"), "a\u{a0} b");
        assert_eq!(
            clean("\u{200b} B\u{ad}o\u{200e} \u{202d}Ko\u{2060}\u{308}e \u{feff}"),
            "Bo Köe"
        );
        assert_eq!(clean(" \t\n"), "");
    }

    #[test]
    fn controls_are_found() {
        for bad in [
            "a\nb",
            "\t",
            "\u{1b}[31m",
            "\u{85}",
            "\u{202e}cod",
            "a\u{2028}",
            "\u{2066}",
        ] {
            assert!(has_control(bad), "{bad:?}");
        }
        assert!(!has_control("Sjöström-O'Hara 3 \u{200f}"));
    }
}
