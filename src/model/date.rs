//! Dates as people and programs write them, and as they are stored.
//!
//! `3.12.2026` and `2026-12-03` are read; Finnish letters print the first, records and ledgers hold the second.

use jiff::civil::Date;

use super::Rule;

/// Reads `3.12.2026`, `03.12.2026` or `2026-12-03`; years have four digits.
///
/// # Errors
/// `Date` for what is written otherwise, `NoSuchDay` for a date like 31.9.2026.
pub fn parse(raw: &str) -> Result<Date, Rule> {
    let text = raw.trim();
    let finnish = split(text, '.', &[1..=2, 1..=2, 4..=4]).map(|[d, m, y]| (y, m, d));
    let iso = split(text, '-', &[4..=4, 2..=2, 2..=2]).map(|[y, m, d]| (y, m, d));
    let (year, month, day) = finnish.or(iso).ok_or(Rule::Date)?;
    let small = |n: i16| i8::try_from(n).map_err(|_| Rule::NoSuchDay);
    Date::new(year, small(month)?, small(day)?).map_err(|_| Rule::NoSuchDay)
}

/// Three ASCII numbers of the given lengths.
fn split(
    text: &str,
    separator: char,
    lengths: &[std::ops::RangeInclusive<usize>; 3],
) -> Option<[i16; 3]> {
    let parts: Vec<&str> = text.split(separator).collect();
    let numbers: Option<Vec<i16>> = parts
        .iter()
        .zip(lengths)
        .map(|(part, length)| {
            let plain = length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| part.parse().ok()).flatten()
        })
        .collect();
    (parts.len() == 3).then_some(numbers?)?.try_into().ok()
}

/// Writes `3.12.2026`.
pub fn finnish(date: Date) -> String {
    format!("{}.{}.{:04}", date.day(), date.month(), date.year())
}

/// Writes `2026-12-03`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// A date in a TOML file: a string, since the sealed format has no dates and one spelling is enough.
pub(super) mod serde_iso {
    use jiff::civil::Date;
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the shape serde asks for"
    )]
    pub(in crate::model) fn serialize<S: Serializer>(
        date: &Date,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        out.serialize_str(&super::iso(*date))
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Date, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        super::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_one_date() {
        let date = parse("3.12.2026").unwrap();
        assert_eq!(parse("2026-12-03"), Ok(date));
        assert_eq!(parse(" 03.12.2026 "), Ok(date));
        assert_eq!(
            (finnish(date).as_str(), iso(date).as_str()),
            ("3.12.2026", "2026-12-03")
        );
    }

    /// A year of two digits that was filled up with zeros, as a mistyped list may have it.
    #[test]
    fn an_early_year_is_written_as_it_is_read() {
        let date = parse("0026-12-03").unwrap();
        assert_eq!(finnish(date), "3.12.0026");
        assert_eq!(parse(&finnish(date)), Ok(date));
    }

    #[test]
    fn other_spellings_are_refused() {
        for wrong in [
            "",
            "3.12.26",
            "3.12.",
            "2026-2-3",
            "12/3/2026",
            "3.12.2026.",
            "٣.12.2026",
            "+3.12.2026",
        ] {
            assert_eq!(parse(wrong), Err(Rule::Date), "{wrong}");
        }
    }

    #[test]
    fn a_day_that_there_is_not_is_called_so() {
        for wrong in [
            "31.9.2026",
            "9.13.2026",
            "0.1.2026",
            "29.2.2026",
            "2026-02-30",
        ] {
            assert_eq!(parse(wrong), Err(Rule::NoSuchDay), "{wrong}");
        }
    }
}
