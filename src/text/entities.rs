//! HTML in cells: `M&auml;kel&auml; &amp; Koe` is `Mäkelä & Koe`.

use std::borrow::Cow;

/// How long the name of an entity may be.
const LONGEST: usize = 12;

/// HTML 4's names of the characters from U+00A0 to U+00FF, in their order.
const LATIN_1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
    para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc \
    Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
    agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc \
    otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Those beyond, and what XML itself has.
const OTHERS: [(&str, &str); 16] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("euro", "€"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
    ("trade", "™"),
    ("Scaron", "Š"),
    ("scaron", "š"),
];

/// Returns the text with entities written out, twice where they were made twice (`&amp;auml;`). What is no entity stays.
pub(super) fn undo(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let once = undo_once(text);
    Cow::Owned(undo_once(&once))
}

fn undo_once(text: &str) -> String {
    let mut undone = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        undone.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let character = end.and_then(|end| resolve(&rest[1..end]));
        if let (Some(character), Some(end)) = (character, end) {
            undone.push_str(&character);
            rest = &rest[end + 1..];
        } else {
            undone.push('&');
            rest = &rest[1..];
        }
    }
    undone.push_str(rest);
    undone
}

fn resolve(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        let other = OTHERS.iter().find(|(known, _)| *known == name);
        let latin = || {
            let at = LATIN_1.split_whitespace().position(|known| known == name)?;
            char::from_u32(0xa0 + u32::try_from(at).ok()?)
        };
        return other
            .map(|(_, character)| (*character).to_owned())
            .or_else(|| latin().map(String::from));
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let character = char::from_u32(code.ok()?)?;
    (!character.is_control()).then(|| character.to_string())
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn entities_are_written_out() {
        for (html, text) in [
            ("M&auml;kel&#228; &amp; &#xD6;rn", "Mäkelä & Örn"),
            ("M&amp;auml;ki", "Mäki"),
            ("&Aring;sa &yuml;&nbsp;&rsquo;", "Åsa ÿ\u{a0}’"),
            ("R&D; Oy", "R&D; Oy"),
            ("Koe & Poika", "Koe & Poika"),
            ("&#7;&#xffffffff;&;&", "&#7;&#xffffffff;&;&"),
            ("a&nbsp;b", "a\u{a0}b"),
        ] {
            assert_eq!(undo(html), text);
        }
    }
}
