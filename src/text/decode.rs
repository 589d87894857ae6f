//! Bytes to text, as invoicing programs and spreadsheets write them.
//!
//! UTF-8 is tried first; a byte order mark, or a NUL in every second byte, says UTF-16; what is left is Windows-1252, a DOS page or
//! Mac Roman, whichever makes words of it. A damaged file is refused with its line rather than read as mojibake, and UTF-8 that was encoded
//! twice is put right.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::is_nfc;

use super::{Error, codepage, twice};

/// The most bytes that are read as one text: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// Returns the text, composed (NFC) and without a byte order mark.
pub fn decode(bytes: &[u8]) -> Result<String, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => exact(&bytes[mark..], encoding)?,
        None => unmarked(bytes)?,
    };
    refuse_binary(&text)?;
    let text = twice::undo(text);
    Ok(if is_nfc(&text) {
        text
    } else {
        text.nfc().collect()
    })
}

fn unmarked(bytes: &[u8]) -> Result<String, Error> {
    if let Some(looks_like) = other_kind(bytes) {
        return Err(Error::NotText { looks_like });
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return exact(bytes, encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(fault) if is_mostly_utf8(bytes) => {
            let line = line_of(&bytes[..fault.valid_up_to()]);
            Err(Error::Damaged {
                line,
                encoding: "UTF-8",
            })
        }
        Err(_) => eight_bit(bytes),
    }
}

/// What people hand over instead of a CSV, by its first bytes.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "an Excel or LibreOffice workbook"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF", "a PDF"),
        (b"\x1f\x8b", "a compressed archive"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, kind)| *kind)
}

/// UTF-16 without a mark: in the first 4 KiB most bytes of one half are NUL (the letters of European languages are below U+0100) and hardly
/// any of the other. Text in the other encodings has no NUL at all.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    let half = |first: usize| start.iter().skip(first).step_by(2);
    let nuls = |first: usize| half(first).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let most = |n: usize, other: usize| n * 4 > start.len() && other * 10 <= n;
    if most(odd, even) {
        return Some(UTF_16LE);
    }
    most(even, odd).then_some(UTF_16BE)
}

/// Decodes without putting a question mark anywhere: a damaged place is an error.
fn exact(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Error> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    let (patched, _) = encoding.decode_without_bom_handling(bytes);
    let damaged = patched.find('\u{fffd}').unwrap_or(patched.len());
    let line = line_of(&patched.as_bytes()[..damaged]);
    Err(Error::Damaged {
        line,
        encoding: encoding.name(),
    })
}

/// More good multi-byte characters than bad places: a damaged UTF-8 file, which as Windows-1252 would read "MÃ¤kelÃ¤".
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

fn eight_bit(bytes: &[u8]) -> Result<String, Error> {
    let text = codepage::decode(bytes).map_err(|(one, other)| Error::TwoEncodings {
        one: one.name(),
        other: other.name(),
    })?;
    // The five codes of Windows-1252 without a character.
    match text.find(|c| matches!(c, '\u{80}'..='\u{9f}')) {
        Some(at) => Err(Error::UnknownEncoding {
            line: line_of(&text.as_bytes()[..at]),
        }),
        None => Ok(text),
    }
}

/// No text has a NUL; a program, a picture or a database has many.
fn refuse_binary(text: &str) -> Result<(), Error> {
    if text.contains('\0') {
        return Err(Error::NotText {
            looks_like: "binary data",
        });
    }
    Ok(())
}

/// The physical line, from 1, of what follows `before`.
fn line_of(before: &[u8]) -> u64 {
    1 + before
        .iter()
        .map(|byte| u64::from(*byte == b'\n'))
        .sum::<u64>()
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, decode};
    use crate::text::Error;

    const TEXT: &str = "Nimi;Katu\r\nÅsa Sjöström;Norra Esplanaden 1–3 €\r\n";

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let (legacy, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
        let marked = format!("\u{feff}{TEXT}");
        let files = [
            TEXT.as_bytes().to_vec(),
            marked.clone().into_bytes(),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
            utf16(TEXT, u16::to_le_bytes),
            utf16(TEXT, u16::to_be_bytes),
            legacy.into_owned(),
        ];
        for file in files {
            assert_eq!(decode(&file).unwrap(), TEXT);
        }
    }

    #[test]
    fn unmarked_utf16_may_hold_letters_beyond_latin() {
        let text = "number;name\nŠ€€;Āžš\n";
        assert_eq!(decode(&utf16(text, u16::to_le_bytes)).unwrap(), text);
        assert_eq!(decode(&utf16(text, u16::to_be_bytes)).unwrap(), text);
    }

    #[test]
    fn decomposed_letters_are_composed() {
        assert_eq!(
            decode("A\u{30a}sa Sjo\u{308}stro\u{308}m".as_bytes()).unwrap(),
            "Åsa Sjöström"
        );
    }

    fn said(bytes: &[u8]) -> String {
        decode(bytes).unwrap_err().to_string()
    }

    #[test]
    fn damage_is_named_by_line() {
        assert_eq!(
            said(b"M\xc3\xa4kel\xc3\xa4\nM\xc3kel\xc3\xa4"),
            "line 2 is damaged: it is not UTF-8 like the rest of the file"
        );
        assert_eq!(
            said(b"\xff\xfea\0\n\0\x00\xd8"),
            "line 2 is damaged: it is not UTF-16LE like the rest of the file"
        );
        assert_eq!(
            said(b"a\n\xc4M\xe4kel\xe4\xf6\xe5 \x81"),
            "line 2 holds a byte of no encoding that is read; save the file as UTF-8"
        );
    }

    #[test]
    fn other_files_are_named() {
        assert_eq!(
            said(b"PK\x03\x04\x14\x00"),
            "the file is an Excel or LibreOffice workbook, not text"
        );
        assert_eq!(
            said(b"\x7fELF\x02\x01\0\0\0"),
            "the file is binary data, not text"
        );
        assert!(matches!(
            decode(&vec![b'a'; MAX_BYTES + 1]),
            Err(Error::TooLarge)
        ));
    }

    #[test]
    fn an_empty_file_is_empty_text() {
        assert_eq!(decode(b"").unwrap(), "");
        assert_eq!(decode(b"\xef\xbb\xbf").unwrap(), "");
    }
}
