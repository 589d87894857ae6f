//! Eight-bit encodings, told apart by what each would make of Finnish and Swedish words.
//!
//! Windows programs write Windows-1252, DOS ones code page 850 or 437, old Macs Mac Roman. Every byte is a letter or a sign in each of
//! them, so that a wrong guess is not noticed by a decoder: `Mäkelä` of DOS is `M„kel„` of Windows. Where two readings are about as
//! likely, none is taken.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// The upper half of code page 437, as the Unicode Consortium maps it (CP437.TXT).
const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ\
áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";

/// The upper half of code page 858: 850 with the euro sign (IBM's CP00858).
const CP858: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ\
áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀\
ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// An eight-bit encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Windows1252,
    Cp858,
    Cp437,
    MacRoman,
}

/// How much more likely the best reading must be than the next.
const MARGIN: i64 = 4;

impl Page {
    pub(super) const ALL: [Self; 4] = [Self::Windows1252, Self::Cp858, Self::Cp437, Self::MacRoman];

    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "Windows-1252",
            Self::Cp858 | Self::Cp437 => "DOS (850)",
            Self::MacRoman => "Mac Roman",
        }
    }

    /// The characters of the bytes from 0x80; Windows-1252 leaves five of them without a character, which stay controls.
    pub(super) fn upper_half(self) -> Vec<char> {
        let bytes: Vec<u8> = (0x80..=0xff).collect();
        match self {
            Self::Windows1252 => WINDOWS_1252
                .decode_without_bom_handling(&bytes)
                .0
                .chars()
                .collect(),
            Self::MacRoman => MACINTOSH
                .decode_without_bom_handling(&bytes)
                .0
                .chars()
                .collect(),
            Self::Cp858 => CP858.chars().collect(),
            Self::Cp437 => CP437.chars().collect(),
        }
    }

    fn decode(self, bytes: &[u8]) -> String {
        let upper = self.upper_half();
        let character = |byte: &u8| match byte.checked_sub(0x80) {
            None => char::from(*byte),
            Some(at) => upper[usize::from(at)],
        };
        bytes.iter().map(character).collect()
    }

    /// How likely the text is that this encoding makes of the bytes.
    fn likelihood(self, bytes: &[u8]) -> i64 {
        let upper = self.upper_half();
        let character = |at: usize| {
            let byte = *bytes.get(at)?;
            Some(match byte.checked_sub(0x80) {
                None => char::from(byte),
                Some(at) => upper[usize::from(at)],
            })
        };
        let beyond = bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0x80);
        let points = beyond.map(|(at, _)| {
            let before = at.checked_sub(1).and_then(character);
            character(at).map_or(0, |c| weigh(before, c, character(at + 1)))
        });
        // Of equals, what Windows writes.
        points.sum::<i64>() + if self == Self::Windows1252 { 5 } else { 0 }
    }
}

/// Returns the text, or the two encodings between which the bytes do not decide.
pub(super) fn decode(bytes: &[u8]) -> Result<String, (Page, Page)> {
    let mut pages = Page::ALL.map(|page| (page.likelihood(bytes), page));
    // Stable: of the two DOS pages, which have the letters of the North in common, the European one.
    pages.sort_by_key(|(likelihood, _)| std::cmp::Reverse(*likelihood));
    let (best, page) = pages[0];
    let rival = pages[1..]
        .iter()
        .find(|(_, rival)| rival.name() != page.name());
    match rival {
        Some((next, rival)) if best - next < MARGIN => Err((page, *rival)),
        _ => Ok(page.decode(bytes)),
    }
}

/// How well a character beyond ASCII stands between its neighbours.
fn weigh(before: Option<char>, c: char, after: Option<char>) -> i64 {
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    let (letter_before, letter_after) = (
        is(before, char::is_alphabetic),
        is(after, char::is_alphabetic),
    );
    let digit = is(before, |c| c.is_ascii_digit()) || is(after, |c| c.is_ascii_digit());
    if c.is_control() {
        return -20;
    }
    // Accents that stand alone count as letters in Unicode.
    if !c.is_alphabetic() || matches!(c, '\u{2b0}'..='\u{2ff}') {
        return match c {
            '’' => 5,
            // Abbreviations and numbers stand beside these.
            '€' | '°' | '½' | '§' | '–' | '—' | '…' | '\u{a0}' | '\u{ad}' | '´' | '·' | '×' => {
                if letter_before && letter_after {
                    -4
                } else {
                    2
                }
            }
            '”' | '“' | '‘' | '„' | '«' | '»' | '®' | '™' | '©' | '²' | '³' | 'º' | 'ª' => {
                if letter_before && letter_after {
                    -10
                } else {
                    2
                }
            }
            _ if letter_before || letter_after => -10,
            _ => -2,
        };
    }
    let lower = c.is_lowercase();
    // A capital within a small word, or a small letter before a capital.
    let odd_case = if lower {
        is(after, char::is_uppercase)
    } else {
        is(before, char::is_lowercase)
            || (is(after, char::is_lowercase) && is(before, char::is_uppercase))
    };
    if odd_case || digit {
        return -6;
    }
    if matches!(c, 'ª' | 'º' | 'ƒ' | 'ı' | 'µ') {
        return -6;
    }
    if !matches!(c, 'ä' | 'ö' | 'å' | 'Ä' | 'Ö' | 'Å') {
        let western = matches!(
            c,
            'é' | 'É'
                | 'ü'
                | 'Ü'
                | 'è'
                | 'á'
                | 'à'
                | 'ó'
                | 'ø'
                | 'Ø'
                | 'æ'
                | 'Æ'
                | 'õ'
                | 'ñ'
                | 'ß'
        );
        return if western { 3 } else { 2 };
    }
    let back = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'o' | 'u');
    if is(before, back) || is(after, back) {
        return -2;
    }
    if !letter_before && !letter_after {
        return 0;
    }
    // Names begin with a capital.
    if lower && !letter_before { 4 } else { 10 }
}

#[cfg(test)]
mod tests {
    use super::{Page, decode};

    fn encode(page: Page, text: &str) -> Vec<u8> {
        let upper = page.upper_half();
        let byte = |c: char| {
            let beyond = || upper.iter().position(|it| *it == c).expect("in the page");
            u8::try_from(if c.is_ascii() {
                c as usize
            } else {
                0x80 + beyond()
            })
            .unwrap()
        };
        text.chars().map(byte).collect()
    }

    #[test]
    fn pages_are_whole() {
        for page in Page::ALL {
            assert_eq!(page.upper_half().len(), 128, "{page:?}");
        }
    }

    #[test]
    fn every_page_gives_the_same_names() {
        for text in [
            "Nimi;Osoite\nPekka Mäkelä;Hämeenkatu 3\nÖrn Söderström;Åkervägen 2\n",
            "Mäkelä",
            "Pekka Sjöberg",
            "MÄKELÄ",
            "Åsa Öberg",
            "Öberg",
            "ÅSA SJÖSTRÖM",
            "Nimi;Katu;Sähköposti\n",
            "Jyväskylä;Käsityöläiskatu 4\nRené Lindström;Bönäs\n",
        ] {
            for page in Page::ALL {
                let read = decode(&encode(page, text));
                // One letter may be too little; it is never read as another.
                assert!(
                    read.as_deref() == Ok(text) || (read.is_err() && text.len() < 20),
                    "{page:?} {text}: {read:?}"
                );
            }
        }
    }

    #[test]
    fn windows_keeps_what_is_windows() {
        for text in [
            "Oy ”Kahvila” Ab",
            "”Kahvila” Oy",
            "Norra Esplanaden 1–3",
            "O’Hara",
            "90 €",
            "Müller",
            "Brand™ Oy",
            "Bjørn Ærø",
            "Miloš",
            "3” putki",
            "André",
            "Mäki – Šari",
            "½ hehtaaria",
            "Äänekoski",
        ] {
            assert_eq!(
                decode(&encode(Page::Windows1252, text)).as_deref(),
                Ok(text)
            );
        }
    }

    #[test]
    fn what_is_in_doubt_is_not_guessed() {
        assert_eq!(
            decode(&encode(Page::Windows1252, "Želimir")),
            Err((Page::Cp858, Page::Windows1252))
        );
    }
}
