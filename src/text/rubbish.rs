//! Cells that hold no data: what programs write where a value is missing, failed, did not fit or was decoded wrongly.

/// Why a cell of a list is not the value that its author meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rubbish {
    /// An error value of a spreadsheet, in any of its languages: `#REF!`, `#PUUTTUU!`, `Err:502`.
    ErrorValue,
    /// `########`: what a spreadsheet shows of a number in a narrow column.
    TooNarrow,
    /// What a database or a program writes for "nothing": `NULL`, `\N`, `None`, `NaN`.
    Placeholder,
    /// A number whose digits are lost: `2,02612E+11`.
    Scientific,
    /// A replacement character: an earlier program could not read the letter.
    Damaged,
    /// Letters that an earlier program decoded wrongly: `MÃ¤kelÃ¤`, `M„kel„`.
    Misread,
}

/// Error values that end in neither `!` nor `?`, in capitals: English, German, French, Spanish, Portuguese, Italian, Dutch, Danish, Norwegian,
/// Swedish, Finnish, Hungarian, Turkish, Czech and Russian Excel, and what is shown while a value is fetched.
const ERROR_VALUES: [&str; 14] = [
    "#N/A",
    "#N/A N/A",
    "#NV",
    "#N/D",
    "#ND",
    "#N/B",
    "#I/T",
    "#SAKNAS",
    "#PUUTTUU",
    "#HIÁNYZIK",
    "#YOK",
    "#NENÍ_K_DISPOZICI",
    "#Н/Д",
    "#GETTING_DATA",
];

/// What stands for "nothing" whatever its case. `NA`, `Nil` and a dash are not among them: Namibia, a name, and a sum of nought.
const PLACEHOLDERS: [&str; 8] = [
    "null",
    "(null)",
    "<null>",
    "[null]",
    "n/a",
    "undefined",
    "#null#",
    "[object object]",
];

/// The same, spelled so and not otherwise: Nan is a given name.
const SPELLED: [&str; 9] = [
    "\\N", "None", "none", "NONE", "nan", "NaN", "NAN", "NaT", "<NA>",
];

/// Returns why a trimmed cell is no data; none where it may be.
pub fn rubbish(cell: &str) -> Option<Rubbish> {
    if is_error_value(cell) {
        Some(Rubbish::ErrorValue)
    } else if cell.len() > 1 && cell.bytes().all(|byte| byte == b'#') {
        Some(Rubbish::TooNarrow)
    } else if SPELLED.contains(&cell) || PLACEHOLDERS.contains(&cell.to_lowercase().as_str()) {
        Some(Rubbish::Placeholder)
    } else if is_scientific(cell) {
        Some(Rubbish::Scientific)
    } else if cell.contains('\u{fffd}') {
        Some(Rubbish::Damaged)
    } else {
        is_misread(cell).then_some(Rubbish::Misread)
    }
}

/// `#`, capitals, and `!` or `?` at the end are an error value in every language; so are `Err:` and a number.
fn is_error_value(cell: &str) -> bool {
    let upper = cell.to_uppercase();
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if upper.strip_prefix("ERR:").is_some_and(number) || ERROR_VALUES.contains(&upper.as_str()) {
        return true;
    }
    let word = cell
        .strip_prefix('#')
        .and_then(|rest| rest.strip_suffix(['!', '?']));
    word.is_some_and(|word| {
        let sign =
            |c: char| c.is_alphanumeric() || matches!(c, '/' | '_' | '.' | ' ' | '-' | '¡' | '¿');
        !word.is_empty() && word.chars().all(sign) && word.chars().any(char::is_alphabetic)
    })
}

/// Digits and an exponent, as spreadsheets show a number that is too long: with a decimal sign, or with a sign of its own before the exponent.
/// `12E34` may be somebody's invoice number.
fn is_scientific(cell: &str) -> bool {
    let unsigned = cell.trim_start_matches(['+', '-', '−']);
    let Some((mantissa, exponent)) = unsigned.split_once(['e', 'E']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let bare = exponent.trim_start_matches(['+', '-', '−']);
    match mantissa.split_once(['.', ',']) {
        Some((whole, decimals)) => digits(whole) && digits(decimals) && digits(bare),
        None => digits(mantissa) && digits(bare) && bare != exponent,
    }
}

/// Letters of UTF-8 or of DOS that were taken for Windows-1252, or the other way round.
fn is_misread(cell: &str) -> bool {
    let drawing = |c: char| matches!(c, '\u{2500}'..='\u{259f}' | '\u{80}'..='\u{9f}');
    if cell.is_ascii() {
        return false;
    }
    if cell.chars().any(drawing) {
        return true;
    }
    let chars: Vec<char> = cell.chars().collect();
    chars.iter().enumerate().any(|(at, c)| {
        let before = at.checked_sub(1).map(|at| chars[at]);
        let after = chars.get(at + 1).copied();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        match c {
            // The first byte of ä, ö, å in UTF-8; before a capital it is Portuguese.
            'Ã' => after.is_some_and(|c| !c.is_alphabetic() && !c.is_whitespace()),
            // DOS and Mac letters: no sign of that kind stands within a word.
            '„' | '‡' | '‰' | '†' => letter(before) && letter(after),
            '”' | '™' | '“' => letter(before) && after.is_some_and(char::is_lowercase),
            'Š' | 'Œ' | 'Ž' => before.is_some_and(char::is_lowercase),
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Rubbish, rubbish};

    #[test]
    fn rubbish_is_recognised() {
        use Rubbish::{Damaged, ErrorValue, Misread, Placeholder, Scientific, TooNarrow};
        let cases: [(Rubbish, &[&str]); 6] = [
            (
                ErrorValue,
                &[
                    "#N/A",
                    "#n/a",
                    "#PUUTTUU!",
                    "#REF!",
                    "#VIITTAUS!",
                    "#NAME?",
                    "#NIMI?",
                    "#ARVO!",
                    "#JAKO/0!",
                    "#DIV/0!",
                    "#SAKNAS!",
                    "#VÄRDEFEL!",
                    "#LUKU!",
                    "#TYHJÄ!",
                    "#SPILL!",
                    "#NV",
                    "#¿NOMBRE?",
                    "#¡VALOR!",
                    "Err:502",
                    "#GETTING_DATA",
                    "#Н/Д",
                    "#ССЫЛКА!",
                    "#BEZUG!",
                ],
            ),
            (TooNarrow, &["##", "########"]),
            (
                Placeholder,
                &[
                    "NULL",
                    "Null",
                    "null",
                    "(null)",
                    "(NULL)",
                    "\\N",
                    "None",
                    "nan",
                    "NaN",
                    "N/A",
                    "n/a",
                    "undefined",
                ],
            ),
            (
                Scientific,
                &[
                    "2,02612E+11",
                    "2.02612E+11",
                    "2.02612e11",
                    "2E+11",
                    "1E-05",
                    "-4,5E+3",
                ],
            ),
            (Damaged, &["M\u{fffd}kel\u{fffd}"]),
            (
                Misread,
                &[
                    "MÃ¤kelÃ¤",
                    "M„kel„inen",
                    "S”derstr”m",
                    "Sj†berg",
                    "M├ñkel├ñ",
                    "MŠkelŠ",
                    "K\u{84}rki",
                ],
            ),
        ];
        for (kind, cells) in cases {
            for cell in cells {
                assert_eq!(rubbish(cell), Some(kind), "{cell}");
            }
        }
    }

    #[test]
    fn data_is_left_alone() {
        for cell in [
            "",
            "Nan",
            "Nil",
            "NA",
            "Nullberg",
            "Jan Null",
            "-",
            "#",
            "#3",
            "A#",
            "Aino #1!",
            "12E34",
            "2026E12",
            "E+11",
            "Mäkelä",
            "”Kahvila” Oy",
            "Brand™ Oy",
            "O’Hara",
            "Šimek",
            "SÃO",
            "CAFÉ",
            "Miloš",
            "Oy „Koe”",
            "3” putki",
            "ETELÄ–POHJANMAA",
            "ŠÍP",
            "Matti †",
            "Err: 5",
            "#Yhdessä",
            "Huh!",
        ] {
            assert_eq!(rubbish(cell), None, "{cell}");
        }
    }
}
