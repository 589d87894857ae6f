//! The sample must not slander: real companies stand in it with their public name, address and business ID and nothing else; persons, debtors and
//! every other company are invented, with addresses at example domains and business IDs from a range that is not in use. `shape` checks that it stays awkward.
#![allow(clippy::disallowed_methods, reason = "tests read their cases plainly")]

mod shape;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rekisteri::text::table::{self, Table};
use rekisteri::text::{decode, fold};

/// Public companies and bodies with the business ID they publish; only their postal addresses may stand beside.
const REAL: [(&str, &str); 13] = [
    ("0112038-9", "Nokia Oyj"),
    ("0592509-6", "DNA Oyj"),
    ("1927400-1", "KONE Oyj"),
    ("0108023-3", "Finnair Oyj"),
    ("0109862-8", "Kesko Oyj"),
    ("2336509-6", "Supercell Oy"),
    ("1531864-4", "Posti Group Oyj"),
    ("0245974-7", "Oikeusministeriö"),
    ("1463611-4", "Fortum Oyj"),
    ("1041090-0", "UPM-Kymmene Oyj"),
    ("0201256-6", "Helsingin kaupunki"),
    ("1852302-9", "Neste Oyj"),
    ("2858394-9", "Nordea Bank Abp"),
];

/// The columns a real company may fill; all of them say what everybody's row says or are public.
const PUBLIC: [&str; 18] = [
    "Asiakasnumero",
    "Asiakastyyppi",
    "Nimi",
    "Y-tunnus",
    "Laskutusosoite",
    "Laskutusosoite 2",
    "Laskutuspostinumero",
    "Laskutuspostitoimipaikka",
    "Laskutusmaa",
    "Käyntiosoite",
    "Käyntiosoite 2",
    "Käyntipostinumero",
    "Käyntipostitoimipaikka",
    "Käyntimaa",
    "Kieli",
    "Maksuehto",
    "Laskutustapa",
    "Asiakasryhmä",
];

/// The same for everybody: price list and date of the row.
const NEUTRAL: [&str; 2] = ["Hinnasto", "Luotu"];

type Cells = BTreeMap<String, String>;

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn sample_bytes() -> Vec<u8> {
    std::fs::read(tests().join("data/customers.csv")).unwrap()
}

fn sample() -> Table {
    table::read(&decode(&sample_bytes()).unwrap()).ok().unwrap()
}

fn rows() -> Vec<Cells> {
    let Table { headers, rows, .. } = sample();
    let named = |cells: Vec<String>| headers.iter().cloned().zip(cells).collect();
    rows.into_iter().map(|row| named(row.cells)).collect()
}

/// The check of the decree 288/2001, 3 §, written again here so that the sample does not lean on the code it tests.
fn is_business_id(text: &str) -> bool {
    let Some((digits, check)) = text.split_once('-') else {
        return false;
    };
    let ascii =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    if !ascii(digits, 7) || !ascii(check, 1) {
        return false;
    }
    let value = |byte: u8| u32::from(byte - b'0');
    let sum: u32 = digits
        .bytes()
        .map(value)
        .zip([7, 9, 10, 5, 8, 4, 2])
        .map(|(digit, weight)| digit * weight)
        .sum();
    match sum % 11 {
        1 => false,
        0 => check == "0",
        rest => check == (11 - rest).to_string(),
    }
}

fn is_example(address: &str) -> bool {
    let host = address.rsplit('@').next().unwrap_or_default();
    ["example.fi", "example.com", "example.org"]
        .iter()
        .any(|example| {
            host.strip_suffix(example)
                .is_some_and(|before| before.is_empty() || before.ends_with('.'))
        })
}

fn real_name(id: &str) -> Option<&'static str> {
    REAL.iter()
        .find(|(real, _)| *real == id)
        .map(|(_, name)| *name)
}

#[test]
fn real_companies_have_no_person_no_email_and_no_debt() {
    let mut found = 0;
    for row in rows() {
        let Some(name) = real_name(&row["Y-tunnus"]) else {
            continue;
        };
        found += 1;
        assert_eq!(row["Nimi"], name);
        for (column, cell) in &row {
            let allowed = PUBLIC.contains(&column.as_str()) || NEUTRAL.contains(&column.as_str());
            assert!(
                allowed || cell.is_empty(),
                "{name}: `{column}` must be empty"
            );
        }
    }
    assert!(
        found >= 5,
        "the sample shows what a real company's row looks like"
    );
}

#[test]
fn everybody_else_is_invented() {
    for row in rows() {
        let (number, id, name) = (&row["Asiakasnumero"], &row["Y-tunnus"], fold(&row["Nimi"]));
        if real_name(id).is_some() {
            continue;
        }
        // As far as is known, no business ID below 0100000 was ever issued: the oldest had six digits.
        assert!(
            id.is_empty() || id.starts_with("00000"),
            "{number}: the business ID may be somebody's"
        );
        assert!(
            id.is_empty() || is_business_id(id),
            "{number}: the business ID has a wrong check digit"
        );
        let borrowed = REAL.iter().find(|(_, real)| name == fold(real));
        assert!(
            borrowed.is_none(),
            "{number}: a real company's name without its business ID"
        );
        for column in ["Puhelin", "Matkapuhelin"] {
            // No number can go on with a nought after the country code.
            assert!(
                row[column].is_empty() || row[column].starts_with("+358 00 "),
                "{number}: a number that may ring"
            );
        }
    }
    for (id, name) in REAL {
        assert!(is_business_id(id), "{name}");
    }
}

/// Every word with an @, in the sample and in every case beside it.
#[test]
fn addresses_are_at_example_domains_only() {
    let mut seen = 0;
    for folder in ["data", "cases/import", "cases/csv"] {
        for entry in tests().join(folder).read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "csv") {
                continue;
            }
            let Ok(text) = decode(&std::fs::read(&path).unwrap()) else {
                continue;
            };
            let words = text.split(|c: char| c.is_whitespace() || ";,\"'".contains(c));
            for word in words.filter(|word| word.len() > 2 && word.contains('@')) {
                assert!(
                    is_example(word),
                    "{}: an address that may be somebody's",
                    path.display()
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 50);
    assert!(
        is_example("a@b.example.fi")
            && !is_example("a@notexample.fi")
            && !is_example("a@example.fi.test")
    );
}
