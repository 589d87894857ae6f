//! UTF-8 that was taken for an eight-bit encoding and encoded again: `MÃ¤kelÃ¤` or `M├ñkel├ñ` for `Mäkelä`.

use super::codepage::Page;

/// How often a file may have gone through the wrong door.
const ROUNDS: usize = 3;

/// Returns the text with such letters put right; letters that are right stay. Where only some could be, the others are left to be named.
pub(super) fn undo(text: String) -> String {
    let mut text = text;
    for _ in 0..ROUNDS {
        let undone = Page::ALL
            .into_iter()
            .find_map(|page| undo_once(&text, page));
        match undone {
            Some(better) => text = better,
            None => break,
        }
    }
    text
}

/// Reads every run of characters beyond ASCII as the bytes that the page makes of it; none where no run is UTF-8.
fn undo_once(text: &str, page: Page) -> Option<String> {
    let upper = page.upper_half();
    // The first byte of the letters from U+00C0, seen through the page, never stands before such a sign in a name.
    let lead = upper[0x43];
    if !text.contains(lead) {
        return None;
    }
    let byte = |c: char| {
        // Read as Latin-1, the bytes below 0xA0 are controls.
        if let code @ 0x80..=0x9f = u32::from(c) {
            return u8::try_from(code).ok();
        }
        let at = upper.iter().position(|it| *it == c)?;
        u8::try_from(0x80 + at).ok()
    };
    let (mut undone, mut changed) = (String::with_capacity(text.len()), false);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let run = &rest[start..];
        let end = run.find(|c: char| c.is_ascii()).unwrap_or(run.len());
        undone.push_str(&rest[..start]);
        let run = &run[..end];
        let bytes: Option<Vec<u8>> = run.chars().map(byte).collect();
        match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(letters) if letters.chars().all(is_plausible) => {
                undone.push_str(&letters);
                changed = true;
            }
            _ => undone.push_str(run),
        }
        rest = &rest[start + end..];
    }
    undone.push_str(rest);
    changed.then_some(undone)
}

/// Letters and signs of European lists.
fn is_plausible(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{17f}' | '\u{2010}'..='\u{2026}' | '€' | '™' | '\u{feff}')
        // What was encoded three times.
        || Page::Windows1252.upper_half().contains(&c)
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn double_utf8_is_undone() {
        for (twice, right) in [
            ("MÃ¤kelÃ¤", "Mäkelä"),
            ("SÃ¤hkÃ¶posti;Mäki", "Sähköposti;Mäki"),
            ("Ã…sa Ã–rn Ã„ijÃ¤lÃ¤", "Åsa Örn Äijälä"),
            ("\u{c3}\u{84}ij\u{c3}\u{a4}", "Äijä"),
            ("MÃƒÂ¤kelÃƒÂ¤", "Mäkelä"),
            ("M├ñki, S├╢derstr├╢m", "Mäki, Söderström"),
            ("M√§ki √Ösa", "Mäki Åsa"),
            ("HÃ¤me â‚¬ â€“ Å\u{a0}tÃ¤", "Häme € – Štä"),
        ] {
            assert_eq!(undo(twice.to_owned()), right);
        }
    }

    #[test]
    fn right_letters_stay() {
        for text in [
            "Mäkelä",
            "SÃO PAULO",
            "ETELÄ–POHJANMAA",
            "ALÅ–Bolag",
            "CAFÉ’S",
            "äÃ¤",
            "Ã",
        ] {
            assert_eq!(undo(text.to_owned()), text);
        }
    }
}
