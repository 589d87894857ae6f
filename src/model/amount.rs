//! Sums of money in euros, as people and programs write them.
//!
//! Two decimals at most: a third one is more often a thousands separator that was misread than a fraction of a cent.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Rule;

/// What may follow a sum.
const UNITS: [&str; 5] = ["€", "EUR", "eur", "euroa", "euro"];

/// Reads `310,00`, `310.00`, `310`, `1 310,00`, `1.310,00`, `-310,00`; a euro sign, `EUR` or `euroa` may follow.
pub fn parse(raw: &str) -> Result<Decimal, Rule> {
    parse_within(raw, 12)
}

/// Reads what [`plain`] wrote of a claim with its interest and fees, which has more digits than a sum that somebody types may have.
pub fn parse_total(raw: &str) -> Result<Decimal, Rule> {
    parse_within(raw, 15)
}

fn parse_within(raw: &str, digits_at_most: usize) -> Result<Decimal, Rule> {
    let text = raw.trim();
    let text = UNITS
        .iter()
        .find_map(|unit| text.strip_suffix(unit))
        .unwrap_or(text)
        .trim_end();
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, cents) = split(text);
    let whole = without_groups(whole, text.contains(',')).ok_or(Rule::Amount)?;
    let shaped = (1..=digits_at_most).contains(&whole.len())
        && cents.is_none_or(|c| matches!(c.len(), 1 | 2));
    if !shaped || !digits(&whole) || !digits(cents.unwrap_or_default()) {
        return Err(Rule::Amount);
    }
    let mut sum: Decimal = format!("{whole}.{:0<2}", cents.unwrap_or_default())
        .parse()
        .map_err(|_| Rule::Amount)?;
    sum.set_sign_negative(negative && !sum.is_zero());
    Ok(sum)
}

/// The part before the decimal sign and the part after it. A comma is always the sign; a full stop is, where it stands alone.
fn split(text: &str) -> (&str, Option<&str>) {
    let sign = if text.contains(',') { ',' } else { '.' };
    text.split_once(sign)
        .map_or((text, None), |(whole, cents)| (whole, Some(cents)))
}

/// The digits without thousands separators, each of which must be followed by three digits.
fn without_groups(whole: &str, full_stops: bool) -> Option<String> {
    let is_separator =
        |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}') || (full_stops && c == '.');
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let well = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3));
    well.then(|| groups.concat())
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Writes `1 310,00` with no-break spaces, rounded to cents (half a cent away from zero).
pub fn finnish(sum: Decimal) -> String {
    let text = plain(sum);
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, cents) = text.split_once('.').unwrap_or((text, "00"));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped},{cents}")
}

/// Writes `1310.00`, rounded to cents (half a cent away from zero).
pub fn plain(sum: Decimal) -> String {
    let rounded = sum.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    format!(
        "{:.2}",
        if rounded.is_zero() {
            Decimal::ZERO
        } else {
            rounded
        }
    )
}

/// Writes a sum of less than a cent, such as what a day adds to a small debt, to four decimals rounded down: `0.0052`; none of a sum that is no
/// such.
pub fn below_a_cent(sum: Decimal) -> Option<String> {
    let small = sum > Decimal::ZERO && sum < Decimal::new(1, 2);
    small.then(|| format!("{:.4}", sum.trunc_with_scale(4)))
}

/// A sum in `register.toml`: a string as people write it, or a bare number; blank is none.
pub(super) mod serde_optional {
    use std::fmt;

    use rust_decimal::Decimal;
    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "the shape serde asks for")]
    pub(in crate::model) fn serialize<S: Serializer>(
        sum: &Option<Decimal>,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        out.serialize_str(&sum.map(super::plain).unwrap_or_default())
    }

    pub(in crate::model) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Decimal>, D::Error> {
        from.deserialize_any(SumVisitor)
    }

    struct SumVisitor;

    impl Visitor<'_> for SumVisitor {
        type Value = Option<Decimal>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a sum such as \"5,00\"")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            if text.trim().is_empty() {
                return Ok(None);
            }
            super::parse(text).map(Some).map_err(E::custom)
        }

        fn visit_i64<E: Error>(self, euros: i64) -> Result<Self::Value, E> {
            self.visit_str(&euros.to_string())
        }

        fn visit_f64<E: Error>(self, euros: f64) -> Result<Self::Value, E> {
            self.visit_str(&euros.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_sum() {
        let sum = Decimal::new(131_000, 2);
        for text in [
            "1310",
            "1310,00",
            "1310.00",
            "1 310,0",
            "1\u{a0}310,00",
            "1.310,00",
            "1310,00 €",
            "1310€",
            "1310 EUR",
            "1310 euroa",
            "1 310,00 euro",
        ] {
            assert_eq!(parse(text), Ok(sum), "{text}");
        }
        assert_eq!(parse("\u{2212}310,00"), Ok(Decimal::new(-31_000, 2)));
    }

    #[test]
    fn doubtful_spellings_are_refused() {
        for wrong in [
            "",
            "-",
            "1,310.00",
            "1.310",
            "1,310",
            "13 10,00",
            "1310,",
            ",50",
            "1e3",
            "--1",
            "1310,001",
            "1310 e",
            "euroa",
            "1310 euroa euroa",
        ] {
            assert_eq!(parse(wrong), Err(Rule::Amount), "{wrong}");
        }
    }

    #[test]
    fn printed_in_threes() {
        assert_eq!(finnish(Decimal::new(131_000, 2)), "1\u{a0}310,00");
        assert_eq!(finnish(Decimal::new(-50, 1)), "-5,00");
        assert_eq!(plain(Decimal::new(23_595, 3)), "23.60");
    }
}
