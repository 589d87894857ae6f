//! The sample is shaped like an invoicing program's export, and awkward in every way that real ones are.

use std::collections::BTreeSet;

use rekisteri::model::import::headers;

use super::{real_name, rows, sample, sample_bytes};

#[test]
fn the_sample_is_shaped_like_an_export() {
    let (table, rows) = (sample(), rows());
    assert_eq!((table.headers.len(), table.rows.len()), (30, 60));
    assert_eq!(table.duplicates(), []);
    let numbers: BTreeSet<u32> = rows
        .iter()
        .map(|row| row["Asiakasnumero"].parse().unwrap())
        .collect();
    assert_eq!(
        (numbers.len(), numbers.first(), numbers.last()),
        (60, Some(&1001), Some(&1060))
    );
    let targets = headers::known_together(&table.headers);
    assert_eq!(headers::clashes(&targets), []);
    assert_eq!(
        targets.iter().flatten().count(),
        17,
        "the columns we know, phones among them"
    );
}

#[test]
fn addresses_are_whole_or_absent() {
    for row in rows() {
        for (street, rest) in [("Laskutusosoite", "Laskutus"), ("Käyntiosoite", "Käynti")] {
            let filled = |column: String| !row[&column].trim().is_empty();
            let parts = [
                filled(street.into()),
                filled(format!("{rest}postinumero")),
                filled(format!("{rest}postitoimipaikka")),
            ];
            assert!(
                parts.iter().all(|part| *part == parts[0]),
                "{}: half an address",
                row["Asiakasnumero"]
            );
            let alone = filled(format!("{street} 2")) || filled(format!("{rest}maa"));
            assert!(
                parts[0] || !alone,
                "{}: a country or a second line alone",
                row["Asiakasnumero"]
            );
        }
    }
}

#[test]
fn the_lowest_number_is_an_invented_finn_with_everything_a_letter_needs() {
    let rows = rows();
    let first = rows
        .iter()
        .find(|row| row["Asiakasnumero"] == "1001")
        .unwrap();
    assert_eq!(
        (real_name(&first["Y-tunnus"]), first["Laskutusmaa"].as_str()),
        (None, "FI")
    );
    for column in [
        "Nimi",
        "Yhteyshenkilö",
        "Sähköposti",
        "Laskutusosoite",
        "Laskutuspostinumero",
        "Laskutuspostitoimipaikka",
    ] {
        assert!(!first[column].is_empty(), "{column}");
    }
}

#[test]
fn the_sample_is_awkward() {
    let (rows, bytes) = (rows(), sample_bytes());
    let raw = String::from_utf8(bytes).unwrap();
    let any = |column: &str, test: &dyn Fn(&str) -> bool| rows.iter().any(|row| test(&row[column]));
    assert!(
        raw.starts_with('\u{feff}') && raw.contains("\r\n") && raw.contains('\u{308}'),
        "mark, CRLF, decomposed letters"
    );
    for country in ["AX", "SE", "DE", ""] {
        assert!(any("Laskutusmaa", &|cell| cell == country), "{country}");
    }
    assert!(any("Nimi", &|cell| cell.contains(';')) && any("Nimi", &|cell| cell.contains('"')));
    assert!(
        any("Nimi", &|cell| cell.contains('\''))
            && any("Nimi", &|cell| cell.contains(|c: char| c.is_ascii_digit()))
    );
    assert!(
        any("Nimi", &|cell| cell.ends_with(' ')) && any("Nimi", &|cell| cell.chars().count() > 90)
    );
    assert!(any("Lisätietoja", &|cell| cell.contains('\n')));
    assert!(
        any("Laskutusosoite 2", &|cell| !cell.is_empty())
            && any("Laskutusosoite", &|cell| cell.starts_with("PL "))
    );
    assert!(any("Laskutusosoite", &str::is_empty) && any("Sähköposti", &str::is_empty));
    let names: BTreeSet<&String> = rows.iter().map(|row| &row["Nimi"]).collect();
    assert_eq!(names.len(), 59, "two customers of one name");
}
