//! A postal address: whole or absent.
//!
//! Street, postcode and city belong together; half an address prints a letter that comes back. A missing country is Åland for
//! postcodes 22xxx, the country that town and postcode agree on, else Finland, and is stored. Lines of a long street part are joined by `, `, since no value has line breaks.

use std::collections::BTreeMap;

use super::by_text::redacted;
use super::towns::{self, is_five_digits, is_spaced};
use super::{Country, FieldPath, Rule};
use crate::text;

/// What other programs write before a postcode, and the country it means: two-letter codes mean themselves.
const PREFIXES: [(&str, &str); 13] = [
    ("FIN", "FI"),
    ("S", "SE"),
    ("D", "DE"),
    ("A", "AT"),
    ("N", "NO"),
    ("F", "FR"),
    ("I", "IT"),
    ("E", "ES"),
    ("B", "BE"),
    ("L", "LU"),
    ("H", "HU"),
    ("P", "PT"),
    ("SLO", "SI"),
];

/// An address that can be written on an envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    street: String,
    postcode: String,
    city: String,
    country: Country,
}

/// Parts of an address, cleaned, not yet judged: street, postcode, city, country.
pub(super) type Parts = [Option<String>; 4];

impl Address {
    /// The street, or a box; several lines joined by `, `.
    pub fn street(&self) -> &str {
        &self.street
    }

    /// The postcode.
    pub fn postcode(&self) -> &str {
        &self.postcode
    }

    /// The city, as it was written.
    pub fn city(&self) -> &str {
        &self.city
    }

    /// The country.
    pub fn country(&self) -> Country {
        self.country
    }

    /// The parts in the order street, postcode, city, country.
    pub fn parts(&self) -> [&str; 4] {
        [
            &self.street,
            &self.postcode,
            &self.city,
            self.country.code(),
        ]
    }

    /// Judges the parts of an address; the faults are given with the place of the part, in the order of [`Address::parts`].
    pub(super) fn from_parts(parts: Parts) -> Result<Option<Self>, Vec<(usize, Rule)>> {
        let country = match &parts[3] {
            Some(code) => code.parse().map_err(|rule| vec![(3, rule)]),
            None => Ok(home_of(&parts)),
        };
        let (street, postcode, city) = match parts {
            [None, None, None, None] => return Ok(None),
            [Some(street), Some(postcode), Some(city), _] => (street, postcode, city),
            parts => return Err(missing(&parts, country)),
        };
        let country = country?;
        if country.has_finnish_post() && !is_five_digits(&postcode) {
            return Err(vec![(1, Rule::Postcode)]);
        }
        Ok(Some(Self {
            street,
            postcode,
            city,
            country,
        }))
    }
}

fn missing(parts: &Parts, country: Result<Country, Vec<(usize, Rule)>>) -> Vec<(usize, Rule)> {
    let absent = (0..3).filter(|at| parts[*at].is_none());
    absent
        .map(|at| (at, Rule::AddressPart))
        .chain(country.err().into_iter().flatten())
        .collect()
}

/// The country of an address that came without one.
fn home_of([_, postcode, city, _]: &Parts) -> Country {
    let postcode = postcode.as_deref().unwrap_or_default();
    let city = city.as_deref().unwrap_or_default();
    if let Some(country) = towns::abroad(city, postcode) {
        country
    } else if is_five_digits(postcode) && postcode.starts_with("22") {
        Country::ALAND
    } else {
        Country::FINLAND
    }
}

/// Puts the parts of an address where they belong, as far as they say the same: a postcode in the town's cell (`92100 Raahe`), postcode and
/// town behind the street, a country behind the town, a country's sign before the postcode. What contradicts another part stays.
pub fn tidy_address(fields: &mut BTreeMap<FieldPath, String>, paths: &[FieldPath; 4]) {
    let cleaned = |path: &FieldPath| fields.get(path).map(|value| text::clean(value));
    let before = paths
        .each_ref()
        .map(|path| cleaned(path).filter(|value| !value.is_empty()));
    let mut parts = before.clone();
    split_street(&mut parts);
    split_country(&mut parts);
    split_town(&mut parts);
    take_prefix(&mut parts);
    for ((path, old), new) in paths.iter().zip(before).zip(parts) {
        match new {
            Some(new) if old.as_deref() != Some(&new) => drop(fields.insert(path.clone(), new)),
            _ => {}
        }
    }
}

/// `Torikatu 2, 90100 Oulu`: the end is taken off where the other parts say the same, or nothing.
fn split_street([street, postcode, city, country]: &mut Parts) {
    let Some(whole) = street.as_deref() else {
        return;
    };
    let behind = country_behind(whole);
    let (line, foreign) = behind.map_or((whole, None), |(line, country)| (line, Some(country)));
    let Some((rest, code, town)) = behind_street(line) else {
        return;
    };
    let alone = postcode.is_none() && city.is_none();
    if alone || (agrees(postcode.as_deref(), &code) && is_town(city.as_deref(), &town)) {
        if alone {
            *postcode = Some(code);
            *city = Some(town);
            *country = country
                .take()
                .or(foreign.map(|country| country.to_string()));
        }
        *street = Some(rest);
    }
}

/// `Stockholm, Sverige`.
fn split_country([_, _, city, country]: &mut Parts) {
    let Some((town, named)) = city.as_deref().and_then(country_behind) else {
        return;
    };
    let given = country
        .as_deref()
        .and_then(|given| Country::parse_loose(given).ok());
    if country.is_none() || given == Some(named) {
        *country = Some(named.to_string());
        *city = Some(town.to_owned());
    }
}

fn split_town([_, postcode, city, _]: &mut Parts) {
    if let Some((code, town)) = city.as_deref().and_then(postcode_and_town)
        && (postcode.is_none() || agrees(postcode.as_deref(), &code))
    {
        *postcode = postcode.take().or(Some(code));
        *city = Some(town);
    }
    if let Some((code, town)) = postcode.as_deref().and_then(postcode_and_town)
        && (city.is_none() || is_town(city.as_deref(), &town))
    {
        *postcode = Some(code);
        *city = city.take().or(Some(town));
    }
}

/// `SE-111 22`: the sign names the country where nothing else does, and is no part of the postcode but in Latvia.
fn take_prefix([_, postcode, _, country]: &mut Parts) {
    let Some((sign, code)) = postcode.as_deref().and_then(signed) else {
        return;
    };
    let given = country
        .as_deref()
        .and_then(|given| Country::parse_loose(given).ok());
    match given {
        // A Finnish sign stands before Åland's postcodes too, so it names neither.
        None | Some(Country::FINLAND | Country::ALAND) if sign == Country::FINLAND => {}
        None if country.is_none() => *country = Some(sign.to_string()),
        _ => return,
    }
    if sign.code() != "LV" {
        *postcode = Some(code.to_owned());
    }
}

/// A country's sign before a postcode, and what follows it.
fn signed(postcode: &str) -> Option<(Country, &str)> {
    let (sign, code) = postcode.split_once('-')?;
    let sign = sign.trim().to_ascii_uppercase();
    let known = PREFIXES.iter().find(|known| known.0 == sign);
    let country = known.map_or(sign.as_str(), |known| known.1).parse().ok()?;
    let code = code.trim();
    let numeric = code
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace());
    (numeric && !code.is_empty()).then_some((country, code))
}

/// A country's name or code behind a last comma.
fn country_behind(text: &str) -> Option<(&str, Country)> {
    let (rest, country) = text.rsplit_once(',')?;
    let country = Country::parse_loose(country).ok()?;
    Some((rest.trim(), country))
}

/// `92100 Raahe`, `Raahe 92100`, `FI-92100 RAAHE`, `111 22 Stockholm`: the postcode, and the rest.
fn postcode_and_town(cell: &str) -> Option<(String, String)> {
    let words: Vec<&str> = cell
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let spaced = |words: &[&str]| is_spaced(&bare(&words.join(" ")));
    let (code, rest) = match words[..] {
        [first, second, ref rest @ ..] if spaced(&[first, second]) => {
            (format!("{first} {second}"), rest)
        }
        [first, ref rest @ ..] if is_code(first) => (first.to_owned(), rest),
        [ref rest @ .., first, second] if spaced(&[first, second]) => {
            (format!("{first} {second}"), rest)
        }
        [ref rest @ .., last] if is_code(last) => (last.to_owned(), rest),
        _ => return None,
    };
    // `Praha 1` is a town with its district.
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic) || word.len() <= 2;
    let town = rest.join(" ");
    let named = town.chars().any(char::is_alphabetic) && rest.iter().all(is_word);
    named.then_some((code, town))
}

/// Four or five digits, with or without a country's sign.
fn is_code(word: &str) -> bool {
    let bare = bare(word);
    matches!(bare.len(), 4 | 5) && bare.bytes().all(|b| b.is_ascii_digit())
}

fn bare(code: &str) -> String {
    signed(code).map_or(code, |(_, code)| code).to_owned()
}

/// Street, postcode and town of one line. Without a comma only five digits between words are a postcode, and not those of a box.
fn behind_street(line: &str) -> Option<(String, String, String)> {
    if let Some((rest, end)) = line.rsplit_once(',') {
        let (code, town) =
            postcode_and_town(end).filter(|(code, _)| end.trim().starts_with(code.as_str()))?;
        return Some((rest.trim().to_owned(), code, town));
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.iter().rposition(|word| is_five_digits(&bare(word)))?;
    let (street, rest) = words.split_at(at);
    let boxed = street
        .last()
        .is_some_and(|word| ["pl", "pb", "box"].contains(&text::fold(word).as_str()));
    let town = rest[1..].join(" ");
    let named = !town.is_empty() && !town.chars().any(|c| c.is_ascii_digit());
    (named && !boxed && street.len() > 1).then(|| (street.join(" "), rest[0].to_owned(), town))
}

fn agrees(postcode: Option<&str>, code: &str) -> bool {
    let digits = |code: &str| {
        code.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    postcode.is_some_and(|postcode| digits(postcode) == digits(code))
}

fn is_town(city: Option<&str>, town: &str) -> bool {
    city.is_some_and(|city| text::fold(city) == text::fold(town))
}

impl Address {
    /// What is odd about an address that can be stored, by the place of the part; `country_given`: the country came with it.
    pub(super) fn doubts(&self, country_given: bool) -> Vec<(usize, Rule)> {
        let country = self.country;
        let mut doubts = Vec::new();
        if !country.has_finnish_post() {
            if !country_given {
                doubts.push((3, Rule::CountryTaken { country }));
            }
            return doubts;
        }
        if behind_street(&self.street).is_some() {
            doubts.push((0, Rule::StreetPostcode));
        }
        if self.city.chars().any(|c| c.is_ascii_digit()) {
            doubts.push((2, Rule::TownDigits));
        }
        if let Some(country) = towns::abroad(&self.city, &self.postcode) {
            doubts.push((3, Rule::TownAbroad { country }));
        } else if !country_given && country == Country::ALAND && !towns::is_in_aland(&self.city) {
            doubts.push((1, Rule::AlandPostcode));
        }
        doubts
    }
}

redacted!(Address);

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(parts: [&str; 4]) -> [String; 4] {
        let mut fields: BTreeMap<FieldPath, String> = FieldPath::BILLING
            .into_iter()
            .zip(parts)
            .filter(|(_, part)| !part.is_empty())
            .map(|(path, part)| (path, part.to_owned()))
            .collect();
        tidy_address(&mut fields, &FieldPath::BILLING);
        FieldPath::BILLING.map(|path| fields.get(&path).cloned().unwrap_or_default())
    }

    #[test]
    fn what_says_the_same_stands_once() {
        let raahe = ["Rantakatu 1", "92100", "RAAHE", ""];
        for parts in [
            ["Rantakatu 1", "92100", "92100 RAAHE", ""],
            ["Rantakatu 1", "92100", "RAAHE 92100", ""],
            ["Rantakatu 1", "92100", "FI-92100 RAAHE", ""],
            ["Rantakatu 1", "", "FI-92100 RAAHE", ""],
            ["Rantakatu 1", "", "RAAHE, 92100", ""],
            ["Rantakatu 1", "92100 RAAHE", "", ""],
            ["Rantakatu 1", "92100 Raahe", "RAAHE", ""],
            ["Rantakatu 1, 92100 RAAHE", "", "", ""],
            ["Rantakatu 1 92100 RAAHE", "", "", ""],
            ["Rantakatu 1, 92100 Raahe", "92100", "RAAHE", ""],
            ["Rantakatu 1", "FIN-92100", "RAAHE", ""],
        ] {
            assert_eq!(tidied(parts), raahe, "{parts:?}");
        }
        assert_eq!(
            tidied(["Storgatan 1, 111 22 Stockholm, Sverige", "", "", ""]),
            ["Storgatan 1", "111 22", "Stockholm", "SE"]
        );
        assert_eq!(
            tidied(["Storgatan 1", "SE-111 22", "Stockholm", ""]),
            ["Storgatan 1", "111 22", "Stockholm", "SE"]
        );
        assert_eq!(
            tidied(["Platz 1", "", "D-10115 Berlin", ""]),
            ["Platz 1", "10115", "Berlin", "DE"]
        );
        assert_eq!(
            tidied(["Iela 1", "LV-1010", "Riga", ""]),
            ["Iela 1", "LV-1010", "Riga", "LV"]
        );
        assert_eq!(
            tidied(["Ulice 1", "", "110 00 Praha 1", "CZ"]),
            ["Ulice 1", "110 00", "Praha 1", "CZ"]
        );
    }

    #[test]
    fn what_contradicts_or_may_be_something_else_stays() {
        for parts in [
            ["Rantakatu 1", "92100", "90100 Oulu", ""],
            ["Torikatu 2, 90100 Oulu", "92100", "Raahe", ""],
            ["PL 55", "00101", "Helsinki", ""],
            ["c/o Bo Koe, Rantakatu 1 B 12", "92100", "Raahe", "FI"],
            ["Rantakatu 1", "92100", "Praha 1", ""],
            ["1 High Street", "SW1A 1AA", "London", "GB"],
            ["Rua 1", "1000-205", "Lisboa", "PT"],
        ] {
            assert_eq!(tidied(parts), parts, "{parts:?}");
        }
    }

    #[test]
    fn a_missing_country_is_told_by_town_and_postcode() {
        let judge = |postcode: &str, city: &str, country: Option<&str>| {
            let given = |value: &str| Some(value.to_owned());
            let parts = [
                given("Katu 1"),
                given(postcode),
                given(city),
                country.map(ToOwned::to_owned),
            ];
            let address = Address::from_parts(parts).unwrap().unwrap();
            let doubts: Vec<&str> = address
                .doubts(country.is_some())
                .iter()
                .map(|(_, rule)| rule.code())
                .collect();
            format!("{} {}", address.country(), doubts.join(" "))
        };
        assert_eq!(judge("92100", "Raahe", None), "FI ");
        assert_eq!(judge("22100", "Mariehamn", None), "AX ");
        assert_eq!(judge("22100", "Byträsk", None), "AX aland-postcode");
        assert_eq!(judge("22100", "Lund", None), "SE country-taken");
        assert_eq!(judge("111 22", "Stockholm", None), "SE country-taken");
        assert_eq!(judge("10111", "Tallinn", None), "EE country-taken");
        assert_eq!(judge("10115", "Berlin", Some("FI")), "FI town-abroad");
        assert_eq!(judge("10115", "Berlin", Some("DE")), "DE ");
        assert_eq!(judge("92100", "90100 Oulu", None), "FI town-digits");
    }
}
