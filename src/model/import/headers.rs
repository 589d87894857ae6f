//! What columns of other programs' lists of customers mean (`headers.toml`), seen together.

use std::sync::LazyLock;

use super::known::Known;
use crate::model::FieldPath;
use crate::model::import::Target;

/// The table in `headers.toml` of a row's only address.
const ADDRESS: &str = "address";

static KNOWN: LazyLock<Known<Target>> = LazyLock::new(|| Known::read(include_str!("headers.toml")));

/// Returns what each column of a list is read as, seen together:
/// a plain address is the postal address where the list has streets of both kinds, else the billing address;
/// a plain name is the person where the list has a company column.
pub fn known_together<S: AsRef<str>>(headers: &[S]) -> Vec<Option<Target>> {
    let found: Vec<Option<&Target>> = headers
        .iter()
        .map(|header| KNOWN.get(header.as_ref()))
        .collect();
    let fields = || found.iter().flatten().filter_map(|target| target.field());
    let street = |table: &str| fields().any(|path| path.table() == table && path.key() == "street");
    // A country beside a billing street is that street's, unless there is another street that it can belong to.
    let plain = if street("billing_address") && (street(ADDRESS) || street("postal_address")) {
        "postal_address"
    } else {
        "billing_address"
    };
    let company = fields().any(|path| *path == FieldPath::COMPANY);
    let parts = |place| {
        found
            .iter()
            .flatten()
            .any(|target| **target == Target::Part(FieldPath::NAME, place))
    };
    let contact_is_customer = !company && parts(1) && parts(2);
    let read = |target: &Target| match target {
        Target::NameOrCompany if company => Target::Field(FieldPath::NAME),
        target => settle(target, plain),
    };
    let whole = |(header, target): (&S, Option<&Target>)| match target {
        Some(Target::Field(path))
            if *path == FieldPath::NAME
                && contact_is_customer
                && is_contact_name(header.as_ref()) =>
        {
            Some(Target::NameOrCompany)
        }
        target => target.map(read),
    };
    headers
        .iter()
        .zip(found.iter().copied())
        .map(whole)
        .collect()
}

/// Returns pairs of columns, counted from 0, that would fill the same field: who imports must ask which is meant.
pub fn clashes(targets: &[Option<Target>]) -> Vec<(usize, usize)> {
    let clash = |a: &Target, b: &Target| match (a, b) {
        (Target::Part(path, place), Target::Part(other, other_place)) => {
            path == other && place == other_place
        }
        (Target::NameOrCompany, Target::NameOrCompany) | (Target::Number, Target::Number) => true,
        (a, b) => a.field().is_some() && a.field() == b.field(),
    };
    let mut found = Vec::new();
    for (at, first) in targets.iter().enumerate() {
        let later = targets.iter().enumerate().skip(at + 1);
        let both = |second: &Option<Target>| {
            first
                .as_ref()
                .zip(second.as_ref())
                .is_some_and(|(a, b)| clash(a, b))
        };
        found.extend(
            later
                .filter(|(_, second)| both(second))
                .map(|(second, _)| (at, second)),
        );
    }
    found
}

/// Xero's name of the customer, beside which stand the first and last name of its contact person.
fn is_contact_name(header: &str) -> bool {
    header.trim_start_matches('*').trim() == "ContactName"
}

/// Puts a row's only address where it belongs.
fn settle(target: &Target, table: &str) -> Target {
    let plain = target.field().filter(|path| path.table() == ADDRESS);
    match plain.and_then(|path| FieldPath::new(table, path.key()).ok()) {
        Some(path) => target.moved(path),
        None => target.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{clashes, known_together};
    use crate::model::import::Target;

    fn known(header: &str) -> Option<Target> {
        known_together(&[header]).remove(0)
    }

    fn said(headers: &[&str]) -> Vec<String> {
        let targets = known_together(headers);
        targets
            .iter()
            .map(|target| target.as_ref().map_or(String::new(), Target::to_string))
            .collect()
    }

    #[test]
    fn spelling_does_not_matter() {
        for header in ["Y-tunnus", "YTUNNUS", "y tunnus", "Y-TUNNUS:"] {
            assert_eq!(
                known(header).unwrap().to_string(),
                "customer.business_id",
                "{header}"
            );
        }
        assert_eq!(
            known("Sa\u{308}hko\u{308}posti").unwrap().to_string(),
            "customer.email"
        );
        assert_eq!(
            known("billing_address.city").unwrap().to_string(),
            "billing_address.city"
        );
        assert_eq!(
            known("Postitoimipaikka").unwrap().to_string(),
            "billing_address.city"
        );
        for header in ["", "Maksuehto", "Toimitusosoite", "Luottoraja"] {
            assert_eq!(known(header), None, "{header}");
        }
    }

    #[test]
    fn columns_are_read_together() {
        assert_eq!(
            said(&["Nimi", "Osoite", "Maa"]),
            [
                "name_or_company",
                "billing_address.street 1",
                "billing_address.country"
            ]
        );
        let both = [
            "Laskutusosoite",
            "Laskutusosoite 2",
            "Osoite",
            "Postinumero",
        ];
        let read = [
            "billing_address.street 1",
            "billing_address.street 2",
            "postal_address.street 1",
            "postal_address.postcode",
        ];
        assert_eq!(said(&both), read);
        let visited = ["Laskutusosoite", "Käyntiosoite", "Maa"];
        assert_eq!(said(&visited)[2], "postal_address.country");
        assert_eq!(
            said(&["name", "company"]),
            ["customer.name", "customer.company"]
        );
        assert_eq!(
            said(&["Nimi", "Yhteyshenkilö"]),
            ["name_or_company", "customer.name"]
        );
    }

    #[test]
    fn a_plain_country_or_postcode_is_that_of_the_only_street() {
        let headers = [
            "Laskutusosoite",
            "Laskutuspostinumero",
            "Laskutuspostitoimipaikka",
            "Maa",
        ];
        assert_eq!(said(&headers)[3], "billing_address.country");
        assert_eq!(
            said(&["Laskutusosoite", "Postinumero", "Postitoimipaikka"]),
            [
                "billing_address.street 1",
                "billing_address.postcode",
                "billing_address.city"
            ]
        );
        assert_eq!(
            said(&["Osoite", "Laskutusmaa"])[0],
            "billing_address.street 1"
        );
        let twice = ["Laskutusosoite", "Laskutusmaa", "Maa"];
        assert_eq!(
            clashes(&known_together(&twice)),
            [(1, 2)],
            "who imports is asked"
        );
    }

    #[test]
    fn columns_for_the_same_field_clash() {
        let found = |headers: &[&str]| clashes(&known_together(headers));
        assert_eq!(
            found(&["Nimi", "Sähköposti", "E-mail", "Maksuehto", "Maksuehto"]),
            [(1, 2)]
        );
        assert_eq!(found(&["Etunimi", "Sukunimi", "Osoite 1", "Osoite 2"]), []);
        assert_eq!(found(&["Etunimi", "Yhteyshenkilö"]), [(0, 1)]);
        assert_eq!(found(&["Nimi", "Asiakas"]), [(0, 1)]);
    }
}
