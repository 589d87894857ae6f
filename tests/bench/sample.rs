//! Invented customers as an invoicing program exports them: eleven fields and a number each.

use std::fmt::Write as _;

/// The first number of the sample, as invoicing programs like it.
pub(crate) const FIRST: u32 = 1001;
/// The number of records that numbers and business IDs suffice for.
pub(crate) const MOST: u32 = 500_000;

/// Table and key of each field, in the order of the sealed file.
const FIELDS: [(&str, &str); 11] = [
    ("billing_address", "city"),
    ("billing_address", "country"),
    ("billing_address", "postcode"),
    ("billing_address", "street"),
    ("customer", "business_id"),
    ("customer", "company"),
    ("customer", "email"),
    ("postal_address", "city"),
    ("postal_address", "country"),
    ("postal_address", "postcode"),
    ("postal_address", "street"),
];

/// One customer.
pub(crate) struct Record {
    pub(crate) number: u32,
    /// Table, key and value.
    pub(crate) fields: Vec<(&'static str, &'static str, String)>,
}

pub(crate) fn records(count: u32) -> Vec<Record> {
    let ids = (1_000_000..).filter_map(business_id);
    let numbers = FIRST..FIRST + count;
    numbers
        .zip(ids)
        .map(|(number, id)| record(number, id))
        .collect()
}

fn record(number: u32, id: String) -> Record {
    let place = |at: u32| {
        let (postcode, city) = [
            ("92100", "Raahe"),
            ("90100", "Oulu"),
            ("33100", "Tampere"),
            ("65100", "Vaasa"),
        ][at as usize % 4];
        let street = format!("Esimerkkikatu {} B {}", at % 97 + 1, at % 13 + 1);
        [
            city.to_owned(),
            "FI".to_owned(),
            postcode.to_owned(),
            street,
        ]
    };
    let company = format!("Rakennus ja Remontti Esimerkki {number} Oy");
    let email = format!("laskut.{number}@yritys{number}.example.org");
    let values = place(number)
        .into_iter()
        .chain([id, company, email])
        .chain(place(number / 7));
    let fields = FIELDS.into_iter().zip(values);
    let fields = fields.map(|((table, key), value)| (table, key, value));
    Record {
        number,
        fields: fields.collect(),
    }
}

/// Seven digits and their check digit (decree 288/2001, 3 §); none where there can be no check digit.
fn business_id(digits: u32) -> Option<String> {
    let weights = [7, 9, 10, 5, 8, 4, 2];
    let text = digits.to_string();
    let sum: u32 = text
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    match sum % 11 {
        0 => Some(format!("{text}-0")),
        1 => None,
        rest => Some(format!("{text}-{}", 11 - rest)),
    }
}

/// The records as a table that an import reads.
pub(crate) fn csv(records: &[Record]) -> String {
    let mut text = "number".to_owned();
    for (table, key) in FIELDS {
        let _ = write!(text, ";{table}.{key}");
    }
    for record in records {
        let _ = write!(text, "\n{}", record.number);
        for (_, _, value) in &record.fields {
            let _ = write!(text, ";{value}");
        }
    }
    text + "\n"
}
