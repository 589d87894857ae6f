//! Dates, sums and long numbers as each language writes them, and read back from how people type them.

use jiff::civil::Date;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::amount::below_a_cent;

use super::language::Language;

/// The no-break space, which keeps a sum and its sign on one line.
const NBSP: char = '\u{a0}';

#[rustfmt::skip]
const MONTHS_EN: [&str; 12] = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December"];
#[rustfmt::skip]
const MONTHS_SV: [&str; 12] = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december"];

/// Writes a date: `3.12.2026`, `3 december 2026`, `3 December 2026`; no line ends between day and month.
pub(super) fn date(date: Date, language: Language) -> String {
    let (year, day) = (date.year(), date.day());
    let month = usize::from(date.month().unsigned_abs()) - 1;
    match language {
        Language::Fi => format!("{day}.{}.{year}", month + 1),
        Language::Sv => format!("{day}{NBSP}{} {year}", MONTHS_SV[month]),
        Language::En => format!("{day}{NBSP}{} {year}", MONTHS_EN[month]),
    }
}

/// Reads `3.12.2026` or `2026-12-03`.
pub(super) fn read_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let mut parts = text.split('.');
    if let (Some(day), Some(month), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    {
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    plain.then(|| text.parse().ok()).flatten()
}

/// Writes euros to the cent, half a cent away from zero: `1 310,00 €` with no-break spaces, or `€1,310.00`; less than a cent to four
/// decimals, rounded down.
pub(super) fn money(amount: Decimal, language: Language) -> String {
    if let Some(small) = below_a_cent(amount) {
        return match language {
            Language::Fi | Language::Sv => format!("{}{NBSP}€", small.replace('.', ",")),
            Language::En => format!("€{small}"),
        };
    }
    let rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let sign = if rounded < Decimal::ZERO {
        "\u{2212}"
    } else {
        ""
    };
    let plain = format!("{:.2}", rounded.abs());
    let (euros, cents) = plain.split_once('.').unwrap_or((&plain, "00"));
    match language {
        Language::Fi | Language::Sv => {
            let euros = grouped(euros, 3, NBSP);
            format!("{sign}{euros},{cents}{NBSP}€")
        }
        Language::En => format!("{sign}€{}.{cents}", grouped(euros, 3, ',')),
    }
}

/// Reads `310,00`, `310.00` or `1 310,00`; the spaces may be no-break ones.
pub(super) fn read_money(text: &str) -> Option<Decimal> {
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = packed
        .bytes()
        .all(|b| b.is_ascii_digit() || b",.-+".contains(&b));
    plain
        .then(|| packed.replace(',', ".").parse().ok())
        .flatten()
}

/// Groups counted from the right.
fn grouped(digits: &str, size: usize, between: char) -> String {
    let first = digits.chars().count() % size;
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && at % size == first {
            out.push(between);
        }
        out.push(c);
    }
    out
}

/// Writes an IBAN in fours from the left, as it is printed on paper.
pub(super) fn iban(text: &str) -> String {
    let packed: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let fours: Vec<String> = packed.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{date, iban, money, read_date, read_money};
    use crate::letters::Language;
    use jiff::civil::date as day;

    #[test]
    fn dates_are_written_and_read() {
        let third = day(2026, 12, 3);
        assert_eq!(date(third, Language::Fi), "3.12.2026");
        assert_eq!(date(third, Language::Sv), "3\u{a0}december 2026");
        assert_eq!(date(third, Language::En), "3\u{a0}December 2026");
        for text in ["3.12.2026", "03.12.2026", "2026-12-03", " 3.12.2026 "] {
            assert_eq!(read_date(text), Some(third), "{text}");
        }
        for text in [
            "",
            "3.12.",
            "31.2.2026",
            "3/12/2026",
            "2026-12-03T10:00",
            "soon",
            "1.1.2026.1",
            "20261203",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    #[test]
    fn sums_are_written_and_read() {
        for (text, fi, en) in [
            ("310,00", "310,00\u{a0}€", "€310.00"),
            ("1 310,5", "1\u{a0}310,50\u{a0}€", "€1,310.50"),
            (
                "1234567.005",
                "1\u{a0}234\u{a0}567,01\u{a0}€",
                "€1,234,567.01",
            ),
            ("0,00526", "0,0052\u{a0}€", "€0.0052"),
            ("0,01", "0,01\u{a0}€", "€0.01"),
            ("0", "0,00\u{a0}€", "€0.00"),
            ("-0,001", "0,00\u{a0}€", "€0.00"),
            ("-12", "\u{2212}12,00\u{a0}€", "\u{2212}€12.00"),
        ] {
            let amount = read_money(text).unwrap();
            assert_eq!(money(amount, Language::Fi), fi);
            assert_eq!(money(amount, Language::En), en);
        }
        for text in ["", "1.310,00", "ten", "1e3", "--1", "1_000"] {
            assert_eq!(read_money(text), None, "{text}");
        }
    }

    #[test]
    fn an_iban_stands_in_fours() {
        assert_eq!(iban("FI2112345600000785"), "FI21 1234 5600 0007 85");
        assert_eq!(iban("FI21 1234 5600 0007 85"), "FI21 1234 5600 0007 85");
        assert_eq!(iban(""), "");
    }
}
