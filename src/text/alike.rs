//! Characters that look like others (UTS 39): in an old and a new value that are drawn alike, what differs is spelt out.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::{MixedScript as _, confusable_detection::skeleton};

use super::visible;

/// Returns a value as [`visible()`] has it, with the characters spelt as `\u{430}` that pass for others: letters of another script
/// than the Latin around them, unusual blanks, and, where `other` is drawn like it, whatever is not the same there.
pub fn spell_alike(value: &str, other: Option<&str>) -> String {
    let is_mixed = !value.is_single_script();
    let differing = other.filter(|other| *other != value && are_alike(value, other));
    // Of two of which one is ASCII, that one is the plain one.
    let differing = differing.filter(|other| other.is_ascii() || !value.is_ascii());
    let differing = differing.map(|other| middle(value, other));
    let mut spelt = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        let differs = differing.as_ref().is_some_and(|it| it.contains(&at));
        let foreign = is_mixed && c.is_alphabetic() && !is_latin(c);
        let blank = c != ' ' && c.is_whitespace() && !c.is_control();
        if differs || foreign || blank || passes_for_ascii(c) {
            write!(spelt, "\\u{{{:x}}}", u32::from(c)).unwrap_or(());
        } else {
            spelt.push_str(&visible(c.encode_utf8(&mut [0; 4])));
        }
    }
    spelt
}

fn are_alike(one: &str, other: &str) -> bool {
    skeleton(one).eq(skeleton(other))
}

/// The bytes of `value` between what it begins with and ends with as `other` does.
fn middle(value: &str, other: &str) -> std::ops::Range<usize> {
    let same = |a: char, b: char| a == b;
    let pairs = value.chars().zip(other.chars());
    let front = pairs.take_while(|(a, b)| same(*a, *b));
    let front: usize = front.map(|(c, _)| c.len_utf8()).sum();
    let (value_rest, other_rest) = (&value[front..], &other[front..]);
    let pairs = value_rest.chars().rev().zip(other_rest.chars().rev());
    let back = pairs.take_while(|(a, b)| same(*a, *b));
    let back: usize = back.map(|(c, _)| c.len_utf8()).sum();
    front..value.len() - back
}

/// A digit that is drawn as a letter or digit of ASCII, or another form of one, such as the full-width `Ｆ`. A letter of another script is
/// judged by the letters around it: a name in Cyrillic only is what it seems.
fn passes_for_ascii(c: char) -> bool {
    if c.is_ascii() || !c.is_alphanumeric() {
        return false;
    }
    let drawn: String = if c.is_alphabetic() {
        c.nfkc().collect()
    } else {
        skeleton(&c.to_string()).collect()
    };
    drawn.len() == 1 && drawn.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::spell_alike;

    #[test]
    fn what_is_drawn_alike_is_spelt_out() {
        for (old, new, spelt) in [
            ("Testi Oy", "T\u{435}sti Oy", "T\\u{435}sti Oy"),
            ("Merikatu 1", "Merikatu\u{a0}1", "Merikatu\\u{a0}1"),
            ("Il 1", "lI 1", "\\u{6c}\\u{49} 1"),
            ("FI21", "\u{ff26}I21", "\\u{ff26}I21"),
            ("a@ex.fi", "a@ex\u{200b}.fi", "a@ex\\u{200b}.fi"),
            ("modern", "modem", "mode\\u{6d}"),
            ("FI21", "F\u{406}21", "F\\u{406}21"),
        ] {
            assert_eq!(spell_alike(new, Some(old)), spelt);
        }
    }

    #[test]
    fn a_lone_value_shows_its_mixture() {
        assert_eq!(spell_alike("t\u{3b5}sti", None), "t\\u{3b5}sti");
        for honest in ["Åsa Öberg, 3 €", "Тесла", "Δ", "FI58", "naïve – “x”", "ﬁ"]
        {
            let spelt = spell_alike(honest, Some("other"));
            assert_eq!(spelt, honest);
        }
    }
}
