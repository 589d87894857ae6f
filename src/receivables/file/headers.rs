//! What columns of lists of open invoices mean: knowledge as data (`headers.toml`), and for the debtor's columns what lists of customers know.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::FieldPath;
use crate::model::import::{ClaimColumn, CustomerKey, Target, headers};
use crate::text;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "for those who read the file, and the tests")
    )]
    program: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "as above"))]
    about: String,
    columns: HashMap<String, String>,
}

#[derive(Deserialize)]
struct File {
    source: Vec<Source>,
}

static KNOWN: LazyLock<HashMap<String, ClaimColumn>> = LazyLock::new(|| {
    let columns = sources().into_iter().flat_map(|source| source.columns);
    columns
        .filter_map(|(header, column)| Some((key(&header), column.parse().ok()?)))
        .collect()
});

fn sources() -> Vec<Source> {
    let file: File =
        toml::from_str(include_str!("headers.toml")).expect("the tests read this file too");
    file.source
}

fn key(header: &str) -> String {
    let folded = text::fold(header);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns what a column holds, if that is known.
pub(super) fn known(header: &str) -> Option<ClaimColumn> {
    let found = KNOWN.get(&key(header)).copied();
    found.or_else(|| debtor(header).map(ClaimColumn::Customer))
}

/// The debtor, as lists of customers call him.
fn debtor(header: &str) -> Option<CustomerKey> {
    match headers::known_together(&[header]).pop().flatten()? {
        Target::Number => Some(CustomerKey::Number),
        Target::NameOrCompany => Some(CustomerKey::Name),
        Target::Field(path) => of_field(&path),
        Target::Part(..) => None,
    }
}

fn of_field(path: &FieldPath) -> Option<CustomerKey> {
    let keys = [
        (FieldPath::NAME, CustomerKey::Name),
        (FieldPath::COMPANY, CustomerKey::Company),
        (FieldPath::BUSINESS_ID, CustomerKey::BusinessId),
        (FieldPath::EMAIL, CustomerKey::Email),
    ];
    let found = keys.into_iter().find(|(known, _)| known == path);
    found.map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::{key, known, sources};
    use crate::model::import::ClaimColumn;
    use std::collections::HashMap;

    #[test]
    fn the_file_is_sound() {
        let mut seen: HashMap<String, String> = HashMap::new();
        for source in sources() {
            assert!(!source.program.is_empty() && !source.about.is_empty());
            for (header, column) in source.columns {
                let parsed: ClaimColumn = column.parse().unwrap();
                assert_eq!(parsed.to_string(), column);
                let other = seen.insert(key(&header), column.clone());
                assert!(other.is_none_or(|other| other == column), "`{header}`");
            }
        }
    }

    #[test]
    fn both_lists_are_known() {
        for (header, column) in [
            ("Asiakas", "customer"),
            ("Asiakasnumero", "customer.number"),
            ("Y-tunnus", "customer.business_id"),
            ("Nimi", "customer.name"),
            ("Yritys", "customer.company"),
            ("Sähköposti", "customer.email"),
            ("ERÄPÄIVÄ", "due_date"),
            ("due_date", "due_date"),
            ("Avoinna", "open"),
        ] {
            assert_eq!(known(header).unwrap().to_string(), column, "{header}");
        }
        for header in ["", "Puhelin", "Postinumero", "Myyjä"] {
            assert_eq!(known(header), None, "{header}");
        }
    }
}
