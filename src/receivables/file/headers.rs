//! What columns of lists of open invoices mean: knowledge as data (`headers.toml`), and for the debtor's columns what lists of customers know.

use std::str::FromStr;
use std::sync::LazyLock;

use crate::model::import::{ClaimColumn, CustomerKey, Known, Target, headers};
use crate::model::{Currency, FieldPath, Rule};

static KNOWN: LazyLock<Known<Header>> = LazyLock::new(|| Known::read(include_str!("headers.toml")));

/// What a header says of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// It holds a part of a claim.
    Part(ClaimColumn),
    /// The same, in a currency that is not asked for.
    Foreign(ClaimColumn),
    /// It holds what no letter needs, such as the debtor's telephone or the tax.
    Unneeded,
}

impl FromStr for Header {
    type Err = Rule;

    fn from_str(typed: &str) -> Result<Self, Rule> {
        if typed == "unneeded" {
            return Ok(Self::Unneeded);
        }
        typed.parse().map(Self::Part)
    }
}

/// Returns what a column holds, if that is known. A currency may stand in the header: `Avoinna EUR`, `Total in SEK`.
pub(super) fn known(header: &str) -> Option<Header> {
    if let Some(known) = plain(header) {
        return Some(known);
    }
    let (rest, currency) = without_currency(header)?;
    match (plain(&rest)?, currency) {
        (Header::Part(column), Currency::Foreign) if is_sum(column) => {
            Some(Header::Foreign(column))
        }
        (Header::Part(column), Currency::Euro) if is_sum(column) => Some(Header::Part(column)),
        (Header::Unneeded, _) => Some(Header::Unneeded),
        _ => None,
    }
}

/// Whether the column holds sums of money.
pub(super) fn is_sum(column: ClaimColumn) -> bool {
    matches!(
        column,
        ClaimColumn::Amount | ClaimColumn::Open | ClaimColumn::Paid
    )
}

fn plain(header: &str) -> Option<Header> {
    KNOWN.get(header).copied().or_else(|| debtor(header))
}

/// The header without the currency that it begins or ends with.
fn without_currency(header: &str) -> Option<(String, Currency)> {
    let is_between = |c: char| c.is_whitespace() || "()[],:;/_-".contains(c);
    let words: Vec<&str> = header
        .split(is_between)
        .filter(|word| !word.is_empty())
        .collect();
    let (first, last) = (words.first()?, words.last()?);
    // A lone letter is no currency in a header.
    let currency = |word: &str| (word != "e").then(|| Currency::parse(word)).flatten();
    let (rest, currency) = match (currency(last), currency(first)) {
        (Some(currency), _) => (&words[..words.len() - 1], currency),
        (None, Some(currency)) => (&words[1..], currency),
        (None, None) => return None,
    };
    let rest = rest
        .strip_suffix(&["in"])
        .or_else(|| rest.strip_suffix(&["i"]))
        .unwrap_or(rest);
    Some((rest.join(" "), currency))
}

/// The debtor, as lists of customers call him; what else they know of him is not needed.
fn debtor(header: &str) -> Option<Header> {
    let key = match headers::known_together(&[header]).pop().flatten()? {
        Target::Number => Some(CustomerKey::Number),
        Target::NameOrCompany => Some(CustomerKey::Name),
        Target::Field(path) => of_field(&path),
        Target::Part(..) => None,
    };
    Some(key.map_or(Header::Unneeded, |key| {
        Header::Part(ClaimColumn::Customer(key))
    }))
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
    use super::{Header, known};

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
            ("Avoinna EUR", "open"),
            ("Summa (€)", "amount"),
            ("EUR Avoinna", "open"),
            ("Amount Due Signed", "open"),
            ("Open balance", "open"),
            ("Num", "invoice"),
            ("Tila", "status"),
            ("Maksettu", "paid"),
            ("Valuutta", "currency"),
            ("Currency", "currency"),
            ("Valuta", "currency"),
        ] {
            let part = Header::Part(column.parse().unwrap());
            assert_eq!(known(header), Some(part), "{header}");
        }
        for (header, column) in [("Total in SEK", "amount"), ("Avoinna USD", "open")] {
            let part = Header::Foreign(column.parse().unwrap());
            assert_eq!(known(header), Some(part), "{header}");
        }
        for header in ["Puhelin", "Postinumero", "ALV", "Veroton summa EUR"] {
            assert_eq!(known(header), Some(Header::Unneeded), "{header}");
        }
        for header in [
            "",
            "Myyntitili",
            "Rästi",
            "Avoinna valuutassa",
            "EUR",
            "Valuutta EUR",
        ] {
            assert_eq!(known(header), None, "{header}");
        }
    }
}
