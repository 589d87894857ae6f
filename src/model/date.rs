//! Dates as people and programs write them, and as they are stored.
//!
//! `3.12.2026` and `2026-12-03` are read; Finnish letters print the first, records and ledgers hold the second. Lists of other programs have
//! more spellings ([`parse_listed`]).

use jiff::civil::Date;

use super::Rule;
use crate::text;

/// Reads `3.12.2026`, `03.12.2026` or `2026-12-03`; years have four digits.
///
/// # Errors
/// `Date` for what is written otherwise, `NoSuchDay` for a date like 31.9.2026.
pub fn parse(raw: &str) -> Result<Date, Rule> {
    let text = raw.trim();
    let finnish = split(text, '.', &[1..=2, 1..=2, 4..=4]).map(|[d, m, y]| (y, m, d));
    let iso = split(text, '-', &[4..=4, 2..=2, 2..=2]).map(|[y, m, d]| (y, m, d));
    let (year, month, day) = finnish.or(iso).ok_or(Rule::Date)?;
    civil(year, month, day)
}

/// Which of day and month stands first where a list writes both as numbers with strokes, as far as its dates show by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateStyle {
    day_first: bool,
    month_first: bool,
}

impl DateStyle {
    /// Takes in what one cell shows.
    pub fn observe(&mut self, cell: &str) {
        if let Some([first, second, _]) = with_strokes(without_time(cell).0) {
            self.day_first |= first > 12 && second <= 12;
            self.month_first |= second > 12 && first <= 12;
        }
    }
}

/// Reads a date of a list: as [`parse`], and `2026/09/15`, `15. 9. 2026`, `15/9/2026`, `20260915`, `15 Sep 2026`, each with or without a
/// time. Where the time has a zone, the date stands unless it would be another day in Finland.
///
/// # Errors
/// As [`parse`]; `DateTwoWays` for `03/04/2026` where the list's other dates do not show which is the month, and for a time such as
/// `2026-09-14T21:00:00Z`.
pub fn parse_listed(raw: &str, style: DateStyle) -> Result<Date, Rule> {
    let (text, time) = without_time(raw);
    let date = day(text, style)?;
    match time {
        Some(time) if !time.is_same_day() => Err(Rule::DateTwoWays),
        _ => Ok(date),
    }
}

fn day(text: &str, style: DateStyle) -> Result<Date, Rule> {
    let dotted: String = text.split_whitespace().collect();
    let plain = if dotted.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        &dotted
    } else {
        text
    };
    match parse(plain) {
        Err(Rule::Date) => {}
        known => return known,
    }
    let year_first = ['/', '.', '-']
        .iter()
        .find_map(|sign| split(plain, *sign, &[4..=4, 1..=2, 1..=2]));
    if let Some([year, month, day]) = year_first.or_else(|| compact(plain)) {
        return civil(year, month, day);
    }
    if let Some([first, second, year]) = with_strokes(plain) {
        let day_first = match (first > 12, second > 12) {
            (true, _) => true,
            (_, true) => false,
            _ if first == second || (style.day_first && !style.month_first) => true,
            _ if style.month_first && !style.day_first => false,
            _ => return Err(Rule::DateTwoWays),
        };
        return if day_first {
            civil(year, second, first)
        } else {
            civil(year, first, second)
        };
    }
    with_month_word(plain)
}

fn civil(year: i16, month: i16, day: i16) -> Result<Date, Rule> {
    let small = |n: i16| i8::try_from(n).map_err(|_| Rule::NoSuchDay);
    Date::new(year, small(month)?, small(day)?).map_err(|_| Rule::NoSuchDay)
}

/// `15/9/2026`, `15-09-2026`: day and month in one order or the other.
fn with_strokes(text: &str) -> Option<[i16; 3]> {
    ['/', '-']
        .iter()
        .find_map(|sign| split(text, *sign, &[1..=2, 1..=2, 4..=4]))
}

/// `20260915`.
fn compact(text: &str) -> Option<[i16; 3]> {
    let is_compact = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    if !is_compact {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse().ok();
    let date = [number(0, 4)?, number(4, 6)?, number(6, 8)?];
    (1900..2100).contains(&date[0]).then_some(date)
}

/// The months' names, and how they are shortened, in English, Swedish and Finnish; without accents.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januari", "tammi"], &["february", "feb", "februari", "helmi"], &["march", "mar", "mars", "maalis"],
    &["april", "apr", "huhti"], &["may", "maj", "touko"], &["june", "jun", "juni", "kesa"], &["july", "jul", "juli", "heina"],
    &["august", "aug", "augusti", "elo"], &["september", "sep", "sept", "syys"], &["october", "oct", "okt", "oktober", "loka"],
    &["november", "nov", "marras"], &["december", "dec", "joulu"],
];

/// `15 Sep 2026`, `September 15, 2026`, `15. syyskuuta 2026`.
fn with_month_word(text: &str) -> Result<Date, Rule> {
    let (mut year, mut month, mut day) = (None, None, None);
    let parts = text.split([' ', '.', ',', '-', '/']);
    for part in parts.filter(|part| !part.is_empty()) {
        let number = part.bytes().all(|b| b.is_ascii_digit());
        let slot = match (number, part.len()) {
            (true, 1 | 2) => &mut day,
            (true, 4) => &mut year,
            (false, _) => &mut month,
            _ => return Err(Rule::Date),
        };
        let value = if number {
            part.parse().ok()
        } else {
            named_month(part)
        };
        if slot.is_some() || value.is_none() {
            return Err(Rule::Date);
        }
        *slot = value;
    }
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => civil(year, month, day),
        _ => Err(Rule::Date),
    }
}

fn named_month(word: &str) -> Option<i16> {
    let word = text::fold(word);
    let word = word
        .strip_suffix("kuuta")
        .or_else(|| word.strip_suffix("kuu"))
        .unwrap_or(&word);
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    i16::try_from(at + 1).ok()
}

/// A time of day: minutes since midnight, and its zone's minutes east of Greenwich where it has one.
#[derive(Clone, Copy)]
struct TimeOfDay {
    minutes: i32,
    east: Option<i32>,
}

impl TimeOfDay {
    /// Whether it is the same day in Finland, which is two hours east in winter and three in summer.
    fn is_same_day(self) -> bool {
        let Some(east) = self.east else {
            return true;
        };
        let finland = [120, 180];
        let in_day = |offset: i32| (0..24 * 60).contains(&(self.minutes - east + offset));
        finland.contains(&east) || finland.into_iter().all(in_day)
    }
}

/// The date without the time that may follow it, and the time.
fn without_time(raw: &str) -> (&str, Option<TimeOfDay>) {
    let raw = raw.trim();
    let ends = raw
        .char_indices()
        .filter(|(_, c)| matches!(c, 'T' | ' ' | '\u{a0}'));
    for (at, c) in ends {
        if let Some(time) = time(&raw[at + c.len_utf8()..]) {
            return (raw[..at].trim_end().trim_end_matches(','), Some(time));
        }
    }
    (raw, None)
}

/// Reads `0:00`, `00:00:00.000+03:00`, `12:00 AM`, `klo 0.00`.
fn time(text: &str) -> Option<TimeOfDay> {
    let text = text.trim();
    let text = text.strip_prefix("klo ").unwrap_or(text);
    let (text, east) = zone(text)?;
    let lower = text.to_ascii_lowercase();
    let halves = ["am", "pm", "a.m.", "p.m."];
    let half = halves.iter().find(|half| lower.ends_with(**half));
    let clock = text[..text.len() - half.map_or(0, |half| half.len())].trim_end();
    let mut parts = clock.split([':', '.', ',']);
    let mut number = |length: std::ops::RangeInclusive<usize>, most: i32| {
        let part = parts.next()?;
        let plain = length.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|n| plain && *n <= most)
    };
    let hours: i32 = number(1..=2, 24)?;
    let minutes = number(2..=2, 59)?;
    let rest: Vec<&str> = parts.collect();
    let sound = rest.len() <= 2
        && rest
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let hours = match half {
        Some(half) if half.starts_with('p') => hours % 12 + 12,
        Some(_) => hours % 12,
        None => hours,
    };
    let minutes = hours * 60 + minutes;
    sound.then_some(TimeOfDay { minutes, east })
}

/// A time without its zone, and the zone's minutes east; none where what looks like a zone is none.
fn zone(text: &str) -> Option<(&str, Option<i32>)> {
    if let Some(rest) = text.strip_suffix('Z').or_else(|| text.strip_suffix("UTC")) {
        return Some((rest.trim_end(), Some(0)));
    }
    let Some(at) = text.rfind(['+', '-', '\u{2212}']) else {
        return Some((text, None));
    };
    let west = !text[at..].starts_with('+');
    let digits: String = text[at..].chars().skip(1).filter(|c| *c != ':').collect();
    let plain = matches!(digits.len(), 2 | 4) && digits.bytes().all(|b| b.is_ascii_digit());
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |text| text.parse().ok())?;
    let east = hours * 60 + minutes;
    plain.then(|| (text[..at].trim_end(), Some(if west { -east } else { east })))
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

    #[test]
    fn lists_write_one_day_in_many_ways() {
        let date = parse("15.9.2026").unwrap();
        for text in [
            "2026-09-15T00:00:00.000+03:00",
            "2026-09-15T00:00:00+02:00",
            "2026-09-15T00:00:00+0200",
            "2026-09-15T00:00:00+01:00",
            "2026-09-15T00:00:00Z",
            "2026-09-15T12:30:00Z",
            "2026-09-15 00:00:00",
            "2026-09-15 00:00:00.000",
            "15.9.2026 0:00",
            "15.9.2026 klo 0.00",
            "15.09.2026 14.35",
            "9/15/2026 12:00:00 AM",
            "2026/09/15",
            "2026.09.15",
            "2026-9-15",
            "15. 9. 2026",
            "15/9/2026",
            "15-09-2026",
            "9/15/2026",
            "20260915",
            "15 Sep 2026",
            "15-Sep-2026",
            "September 15, 2026",
            "15. syyskuuta 2026",
            "15 september 2026 00:00",
        ] {
            assert_eq!(parse_listed(text, DateStyle::default()), Ok(date), "{text}");
        }
    }

    #[test]
    fn days_of_two_meanings_are_refused_unless_other_cells_decide() {
        let read = |others: &[&str], text: &str| {
            let mut style = DateStyle::default();
            for cell in others {
                style.observe(cell);
            }
            parse_listed(text, style).map(iso)
        };
        let two_ways = Err(Rule::DateTwoWays);
        for (others, text, day) in [
            (&[][..], "03/04/2026", two_ways.clone()),
            (&["15/09/2026"], "03/04/2026", Ok("2026-04-03")),
            (&["9/15/2026"], "03/04/2026", Ok("2026-03-04")),
            (&["9/15/2026", "15/9/2026"], "03/04/2026", two_ways.clone()),
            (&[], "04/04/2026", Ok("2026-04-04")),
            (&[], "2026-09-14T21:00:00Z", two_ways.clone()),
            (&[], "2026-09-14T22:30:00Z", two_ways.clone()),
            (&[], "2026-09-15T23:00:00-05:00", two_ways),
            (&[], "15.09.26", Err(Rule::Date)),
            (&[], "15/09/26", Err(Rule::Date)),
            (&[], "15 Sep 26", Err(Rule::Date)),
            (&[], "46280", Err(Rule::Date)),
            (&[], "2026-09-15 25:00", Err(Rule::Date)),
            (&[], "31/09/2026", Err(Rule::NoSuchDay)),
            (&[], "20261315", Err(Rule::NoSuchDay)),
            (&[], "2026-09-15 koe", Err(Rule::Date)),
        ] {
            assert_eq!(
                read(others, text),
                day.map(str::to_owned),
                "{others:?} {text}"
            );
        }
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
