//! What columns of lists of open invoices mean: knowledge as data (`headers.toml`), and for the debtor's columns what lists of customers know.

use std::sync::LazyLock;

use crate::model::FieldPath;
use crate::model::import::{ClaimColumn, CustomerKey, Known, Target, headers};

static KNOWN: LazyLock<Known<ClaimColumn>> =
    LazyLock::new(|| Known::read(include_str!("headers.toml")));

/// Returns what a column holds, if that is known.
pub(super) fn known(header: &str) -> Option<ClaimColumn> {
    let found = KNOWN.get(header).copied();
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
    use super::known;

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
            ("Valuutta", "currency"),
            ("Currency", "currency"),
            ("Valuta", "currency"),
        ] {
            assert_eq!(known(header).unwrap().to_string(), column, "{header}");
        }
        for header in ["", "Puhelin", "Postinumero", "Myyjä"] {
            assert_eq!(known(header), None, "{header}");
        }
    }
}
