//! The fonts that letters are set in. They are part of the program, so that a letter looks the same on every machine.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The families a letter uses: its text, and one that knows signs and scripts the first does not. Mathematics is left out.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// Fonts, and the book in which they are looked up.
pub(super) struct Fonts {
    pub(super) book: LazyHash<FontBook>,
    pub(super) all: Vec<Font>,
}

/// Every letter's fonts, read once.
pub(super) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(|font| FAMILIES.contains(&font.info().family.as_str()))
        .collect();
    Fonts {
        book: LazyHash::new(FontBook::from_fonts(&all)),
        all,
    }
});

impl Fonts {
    /// Whether every character of a typst source can be printed, those written as `\u{…}` too.
    pub(super) fn have(&self, source: &str) -> bool {
        let escaped = source.split("\\u{").skip(1).filter_map(|rest| {
            let code = u32::from_str_radix(rest.split('}').next()?, 16).ok()?;
            char::from_u32(code)
        });
        source
            .chars()
            .chain(escaped)
            .all(|c| c.is_ascii() || self.has(c))
    }

    fn has(&self, c: char) -> bool {
        c.is_whitespace()
            || self
                .all
                .iter()
                .any(|font| font.info().coverage.contains(u32::from(c)))
    }
}
