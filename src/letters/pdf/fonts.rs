//! The fonts that letters are set in. They are part of the program, so that a letter looks the same on every machine.

use std::collections::HashSet;
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

/// The characters that every face of the text's family has: of such words none can lack a glyph. Private ones are left out, for PDF/A
/// forbids them.
static PLAIN: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let text = |font: &&Font| font.info().family == FAMILIES[0];
    let faces = FONTS.all.iter().filter(text);
    let faces = faces.map(|font| font.info().coverage.iter().collect::<HashSet<u32>>());
    let common = faces.reduce(|all, face| &all & &face).unwrap_or_default();
    let common = common.into_iter().filter_map(char::from_u32);
    common
        .filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c))
        .collect()
});

/// Whether the text's own font has all characters, as they are and in capitals. Where it has not, another font may, or none.
pub(in crate::letters) fn is_plain(text: &str) -> bool {
    let plain = |c: char| PLAIN.contains(&c) && c.to_uppercase().all(|c| PLAIN.contains(&c));
    text.is_ascii() || text.chars().all(|c| c.is_ascii() || plain(c))
}
