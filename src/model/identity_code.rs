//! The personal identity code (henkilötunnus): found so that it is never stored.
//!
//! Form `DDMMYY`, a sign of the century, three digits, a check character: the six and three digits as one number, modulo 31.
//! Signs: `+` for the 1800s, `-` and `U`-`Y` for the 1900s, `A`-`F` for the 2000s (the reform in force since 1 January 2023).
//! Individual numbers run from 002 to 899; 900 to 999 are temporary ones of hospitals and are people's data as well.

use jiff::civil::Date;

/// The check characters in the order of the remainder.
const CHECK: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// What was found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// A code with a real date and the right check character.
    Valid,
    /// The same with a wrong check character: a typing error, or another number of that shape.
    Shape,
}

/// Looks for a code anywhere in the text; a valid one outranks one that only has the shape.
pub fn find(text: &str) -> Option<Found> {
    // Most values have no three digits; they are done here.
    if text.chars().filter(|c| digit(*c).is_some()).count() < 9 {
        return None;
    }
    let plain = plain(text);
    (0..plain.len())
        .filter_map(|at| judge(&plain, at))
        .max_by_key(|found| *found == Found::Valid)
}

/// The text in one byte a character: digits and hyphens of all sorts as ASCII, invisible characters gone, blanks around a
/// sign gone, other characters `.`.
fn plain(text: &str) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        let byte = match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => b'-',
            '\u{ff0b}' => b'+',
            c if c.is_whitespace() => b' ',
            c => digit(c).unwrap_or_else(|| letter(c)),
        };
        plain.push(byte);
    }
    without_blanks_around_signs(&plain)
}

fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => u8::try_from(c).ok(),
        '\u{ff10}'..='\u{ff19}' => u8::try_from(u32::from(c) - 0xff10).ok().map(|n| b'0' + n),
        _ => None,
    }
}

fn letter(c: char) -> u8 {
    u8::try_from(c)
        .ok()
        .filter(u8::is_ascii)
        .map_or(if c.is_alphanumeric() { b'x' } else { b'.' }, |b| {
            b.to_ascii_uppercase()
        })
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn without_blanks_around_signs(plain: &[u8]) -> Vec<u8> {
    let is_sign = |at: usize| plain.get(at).is_some_and(|b| matches!(b, b'-' | b'+'));
    plain
        .iter()
        .enumerate()
        .filter(|(at, b)| {
            **b != b' ' || !(is_sign(at + 1) || at.checked_sub(1).is_some_and(is_sign))
        })
        .map(|(_, b)| *b)
        .collect()
}

fn judge(plain: &[u8], at: usize) -> Option<Found> {
    let code = plain.get(at..at + 11)?;
    let day = number(&code[..6])?;
    let individual = number(&code[7..10])?;
    let born = Date::new(
        century(code[6])? + i16::try_from(day % 100).ok()?,
        i8::try_from(day / 100 % 100).ok()?,
        i8::try_from(day / 10_000).ok()?,
    );
    if born.is_err() || individual < 2 {
        return None;
    }
    let remainder = usize::try_from((day * 1000 + individual) % 31).ok()?;
    if code[10] == CHECK[remainder] {
        return Some(Found::Valid);
    }
    let apart = |at: Option<usize>| {
        at.and_then(|at| plain.get(at))
            .is_none_or(|b| !b.is_ascii_alphanumeric())
    };
    (CHECK.contains(&code[10]) && apart(at.checked_sub(1)) && apart(Some(at + 11)))
        .then_some(Found::Shape)
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, b| {
        b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0'))
    })
}

fn century(sign: u8) -> Option<i16> {
    match sign {
        b'+' => Some(1800),
        b'-' | b'U'..=b'Y' => Some(1900),
        b'A'..=b'F' => Some(2000),
        _ => None,
    }
}
