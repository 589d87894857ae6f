//! Sums of money in euros, as people and programs write them.
//!
//! Two decimals count: a third one is more often a thousands separator that was misread than a fraction of a cent, unless it is a zero
//! that can be nothing else. What has two meanings is read only where the other sums of its list show which is meant.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Currency, Rule};

/// Reads `310,00`, `310.00`, `310`, `1 310,00`, `1.310,00`, `1'310.00`, `310.0000`, `40,-`, `-310,00`; a euro sign, `EUR`, `euroa` or `e`
/// may stand before or behind.
///
/// # Errors
/// `Currency` for another currency, `AmountTwoWays` for `1.310`, `Amount` for what is no sum.
pub fn parse(raw: &str) -> Result<Decimal, Rule> {
    parse_within(raw, 12, None)
}

/// Reads what [`plain`] wrote of a claim with its interest and fees, which has more digits than a sum that somebody types may have.
pub fn parse_total(raw: &str) -> Result<Decimal, Rule> {
    parse_within(raw, 15, None)
}

/// Reads a sum of a list, whose other sums tell what `1,310` means; `1,310.00` is read as well, unless they contradict.
///
/// # Errors
/// As [`parse`].
pub fn parse_listed(raw: &str, style: SumStyle) -> Result<Decimal, Rule> {
    parse_within(raw, 12, Some(style))
}

/// Which sign parts the cents from the euros in a list, as far as its sums show by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SumStyle {
    comma: bool,
    full_stop: bool,
    /// Some sum certainly has three decimals or more.
    long: bool,
}

impl SumStyle {
    /// Takes in what one cell shows.
    pub fn observe(&mut self, cell: &str) {
        let Ok(number) = Number::split(cell) else {
            return;
        };
        match number.sign {
            Sign::Decimal(sign) => {
                self.comma |= sign == ',';
                self.full_stop |= sign == '.';
                self.long |= number.cents.len() > 2;
            }
            Sign::Either(_) | Sign::None => {}
        }
    }

    /// Whether a sum with this decimal sign contradicts the others.
    fn contradicts(self, sign: char) -> bool {
        if sign == ',' {
            self.full_stop
        } else {
            self.comma
        }
    }

    /// Whether `1,310` has three decimals, where the sign is a comma; none where it cannot be told.
    fn is_decimal(self, sign: char) -> Option<bool> {
        match (self.contradicts(sign), self.comma || self.full_stop) {
            (true, _) => (self.comma != self.full_stop).then_some(false),
            (false, true) => self.long.then_some(true),
            (false, false) => None,
        }
    }
}

/// What parts the cents of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Nothing: it has none.
    None,
    /// This character, certainly; of `1.310.000` it would be the comma.
    Decimal(char),
    /// This character, unless it parts thousands.
    Either(char),
}

/// A sum taken apart.
struct Number {
    negative: bool,
    /// The digits before the decimal sign.
    whole: String,
    /// The digits behind it.
    cents: String,
    sign: Sign,
    /// Whether comma and full stop both stand in it.
    both: bool,
}

impl Number {
    fn split(raw: &str) -> Result<Self, Rule> {
        let (negative, text) = bare(raw)?;
        let text: String = text.chars().map(separator).collect();
        let text = ["-", "--", "\u{2013}", "\u{2014}"]
            .iter()
            .find_map(|dash| {
                text.strip_suffix(dash)
                    .filter(|rest| rest.ends_with([',', '.']))
            })
            .map_or_else(|| text.clone(), |euros| format!("{euros}00"));
        let count = |sign: char| text.matches(sign).count();
        let (commas, stops) = (count(','), count('.'));
        let both = commas > 0 && stops > 0;
        let last = if text.rfind(',') > text.rfind('.') {
            ','
        } else {
            '.'
        };
        let (whole, cents, grouping) = match (both, commas + stops) {
            (false, 0) => (text.as_str(), "", None),
            (true, _) | (false, 1) => {
                let (whole, cents) = text.rsplit_once(last).unwrap_or((&text, ""));
                if cents.is_empty() {
                    return Err(Rule::Amount);
                }
                (whole, cents, both.then(|| opposite(last)))
            }
            (false, _) => (text.as_str(), "", Some(last)),
        };
        let sign = match (cents.len(), grouping) {
            (0, None) => Sign::None,
            (0, Some(grouping)) => Sign::Decimal(opposite(grouping)),
            (3, None) if (1..=3).contains(&whole.len()) && !whole.starts_with('0') => {
                Sign::Either(last)
            }
            _ => Sign::Decimal(last),
        };
        let whole = without_groups(whole, grouping).ok_or(Rule::Amount)?;
        if whole.is_empty() || !digits(&whole) || !digits(cents) {
            return Err(Rule::Amount);
        }
        Ok(Self {
            negative,
            whole,
            cents: cents.to_owned(),
            sign,
            both,
        })
    }
}

fn parse_within(
    raw: &str,
    digits_at_most: usize,
    style: Option<SumStyle>,
) -> Result<Decimal, Rule> {
    let mut number = Number::split(raw)?;
    match number.sign {
        Sign::Either(sign) => match style.unwrap_or_default().is_decimal(sign) {
            None => return Err(Rule::AmountTwoWays),
            Some(true) => {}
            Some(false) => number.whole.push_str(&std::mem::take(&mut number.cents)),
        },
        Sign::Decimal(sign) if number.both => match style {
            // Typed alone, only the Finnish way is read.
            None if sign == '.' => return Err(Rule::AmountTwoWays),
            Some(style) if style.contradicts(sign) => return Err(Rule::AmountTwoWays),
            _ => {}
        },
        Sign::Decimal(_) | Sign::None => {}
    }
    let (whole, cents) = (number.whole, number.cents.as_str());
    let (cents, rest) = cents.split_at(cents.len().min(2));
    if whole.len() > digits_at_most || rest.len() > 18 || rest.bytes().any(|b| b != b'0') {
        return Err(Rule::Amount);
    }
    let mut sum: Decimal = format!("{whole}.{cents:0<2}")
        .parse()
        .map_err(|_| Rule::Amount)?;
    sum.set_sign_negative(number.negative && !sum.is_zero());
    Ok(sum)
}

/// The number without its currency and minus, and whether it had a minus.
fn bare(raw: &str) -> Result<(bool, &str), Rule> {
    let is_unit = |c: char| c.is_alphabetic() || matches!(c, '€' | '$' | '£' | '¥' | '₽' | '₴');
    let minus = |text: &str| text.starts_with(['-', '\u{2212}']);
    let without = |text: &str| text.trim_start_matches(['-', '\u{2212}']).len();
    let mut text = raw.trim();
    let mut negative = false;
    let mut units = 0;
    // `-310,00 €`, `€ -310,00` and `-€310,00` are one sum; a second minus is none.
    for _ in 0..2 {
        if minus(text) {
            let rest = &text[text.len() - without(text)..];
            if negative || text.chars().count() - rest.chars().count() != 1 {
                return Err(Rule::Amount);
            }
            (negative, text) = (true, rest.trim_start());
        }
        let rest = text.trim_start_matches(is_unit);
        if rest.len() < text.len() {
            unit(&text[..text.len() - rest.len()])?;
            units += 1;
            text = rest.trim_start();
        }
    }
    let rest = text.trim_end_matches('.').trim_end_matches(is_unit);
    let behind = text[rest.len()..].trim_end_matches('.');
    if !behind.is_empty() {
        unit(behind)?;
        units += 1;
        text = rest.trim_end();
    }
    if units > 1 {
        Err(Rule::Amount)
    } else {
        Ok((negative, text))
    }
}

fn unit(word: &str) -> Result<(), Rule> {
    match Currency::parse(word) {
        Some(Currency::Euro) => Ok(()),
        Some(Currency::Foreign) => Err(Rule::Currency),
        None => Err(Rule::Amount),
    }
}

/// Blanks and apostrophes only ever part thousands.
fn separator(c: char) -> char {
    match c {
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}' | '\u{2bc}' => ' ',
        c => c,
    }
}

fn opposite(sign: char) -> char {
    if sign == ',' { '.' } else { ',' }
}

/// The digits without thousands separators, each of which must be followed by three digits.
fn without_groups(whole: &str, sign: Option<char>) -> Option<String> {
    let groups: Vec<&str> = whole.split(|c| c == ' ' || Some(c) == sign).collect();
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
            "€ 1310",
            "EUR 1 310,00",
            "1310,00 EURO",
            "1310 e",
            "1310.0000",
            "1310,-",
            "1'310.00",
            "1\u{2019}310,00",
            "1\u{202f}310,00",
        ] {
            assert_eq!(parse(text), Ok(sum), "{text}");
        }
        for text in ["\u{2212}310,00", "-€310,00", "EUR -310,00", "-310,00 €"] {
            assert_eq!(parse(text), Ok(Decimal::new(-31_000, 2)), "{text}");
        }
    }

    #[test]
    fn doubtful_spellings_are_refused() {
        for wrong in [
            "",
            "-",
            "13 10,00",
            "1310,",
            ",50",
            "1e3",
            "--1",
            "1310,001",
            "450.459999999999999927",
            "euroa",
            "1310 euroa euroa",
            "€ 1310 €",
            "310,00 CR",
            "310,00-",
            "(310,00)",
            "-,50",
        ] {
            assert_eq!(parse(wrong), Err(Rule::Amount), "{wrong}");
        }
        for wrong in ["1,310.00", "1.310", "1,310"] {
            assert_eq!(parse(wrong), Err(Rule::AmountTwoWays), "{wrong}");
        }
        for wrong in ["310,00 SEK", "$310.00", "310 kr"] {
            assert_eq!(parse(wrong), Err(Rule::Currency), "{wrong}");
        }
    }

    #[test]
    fn other_sums_of_a_list_decide_what_a_separator_is() {
        let read = |others: &[&str], sum: &str| {
            let mut style = SumStyle::default();
            [others, &[sum]]
                .concat()
                .iter()
                .for_each(|cell| style.observe(cell));
            parse_listed(sum, style).map(|sum| sum.normalize().to_string())
        };
        let two_ways = Err(Rule::AmountTwoWays);
        for (others, sum, read_as) in [
            (&["310,00"][..], "1.310", Ok("1310")),
            (&["310.00"], "1,310", Ok("1310")),
            (&["310.00"], "1,310.00", Ok("1310")),
            (&[], "1,310.00", Ok("1310")),
            (&["1.310.000"], "1.310", Ok("1310")),
            (&["0,500"], "1,310", Ok("1.31")),
            (&[], "1,310", two_ways.clone()),
            (&["90", "1.310"], "2.500", two_ways.clone()),
            (&["310,00"], "1,310", two_ways.clone()),
            (&["310,00", "310.00"], "1,310", two_ways.clone()),
            (&["310,00"], "1,310.00", two_ways.clone()),
            (&["310.00"], "1.310,00", two_ways),
        ] {
            assert_eq!(
                read(others, sum),
                read_as.map(str::to_owned),
                "{others:?} {sum}"
            );
        }
    }

    #[test]
    fn printed_in_threes() {
        assert_eq!(finnish(Decimal::new(131_000, 2)), "1\u{a0}310,00");
        assert_eq!(finnish(Decimal::new(-50, 1)), "-5,00");
        assert_eq!(plain(Decimal::new(23_595, 3)), "23.60");
    }
}
