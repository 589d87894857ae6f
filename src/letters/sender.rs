//! Who writes: what `register.toml` says of the controller, the contact and the bank account, and what it does not say yet.

use super::address::Place;
use super::language::Language;
use super::name::TemplateName;

/// What a letter is about, which decides what its sender must have said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// News for customers.
    Notice,
    /// About money owed: it must say where to pay.
    Debtor,
}

impl Kind {
    /// Returns the kind of the built-in letters; a template of another name is a notice unless an invoice is given to it.
    pub fn of(template: &TemplateName) -> Self {
        match template.name() {
            "reminder" | "demand" => Self::Debtor,
            _ => Self::Notice,
        }
    }
}

/// A party of `register.toml`: `[controller]` or `[contact]`. Empty texts count as absent.
#[derive(Clone, Default)]
pub struct Party {
    /// The name.
    pub name: Option<String>,
    /// Street and house number.
    pub street: Option<String>,
    /// The postcode.
    pub postcode: Option<String>,
    /// The locality.
    pub city: Option<String>,
    /// ISO 3166-1 alpha-2; Finland where absent.
    pub country: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
}

impl Party {
    /// Returns the address below the name, as somebody in the country `reader` is to answer it; empty where it is not whole.
    pub(super) fn lines(&self, reader: &str, language: Language) -> Vec<String> {
        let parts = (
            said(self.street.as_ref()),
            said(self.postcode.as_ref()),
            said(self.city.as_ref()),
        );
        let (Some(street), Some(postcode), Some(city)) = parts else {
            return Vec::new();
        };
        let place = Place {
            street,
            postcode,
            city,
            country: said(self.country.as_ref()).unwrap_or("FI"),
        };
        place.lines(reader, language)
    }
}

/// Everything a letter says of its sender.
#[derive(Clone, Default)]
pub struct Sender {
    /// The company.
    pub controller: Party,
    /// The company's Y-tunnus.
    pub business_id: Option<String>,
    /// Who answers questions.
    pub contact: Party,
    /// Where to pay, with or without spaces.
    pub iban: Option<String>,
    /// The bank's code.
    pub bic: Option<String>,
    /// The account holder's registered name, where it is not the company's.
    pub holder: Option<String>,
    /// Where the privacy notice is published; stands at the foot of every letter.
    pub notice_url: Option<String>,
}

impl Sender {
    /// Returns whom debtors pay: the account's holder.
    pub(super) fn payee(&self) -> Option<&str> {
        said(self.holder.as_ref()).or_else(|| said(self.controller.name.as_ref()))
    }
}

/// Returns the text, unless it is blank.
pub(super) fn said(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

/// Returns the keys of `register.toml` that a letter of this kind cannot go out without.
pub fn missing(sender: &Sender, kind: Kind) -> Vec<&'static str> {
    let company = &sender.controller;
    let needed = [
        ("controller.name", &company.name),
        ("controller.business_id", &sender.business_id),
        ("controller.street", &company.street),
        ("controller.postcode", &company.postcode),
        ("controller.city", &company.city),
        ("bank.iban", &sender.iban),
    ];
    let asked = |key: &str| key != "bank.iban" || kind == Kind::Debtor;
    let absent =
        |(key, value): &(&str, &Option<String>)| asked(key) && said(value.as_ref()).is_none();
    needed
        .into_iter()
        .filter(absent)
        .map(|(key, _)| key)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Kind, Sender, missing};

    #[test]
    fn an_empty_description_misses_everything_and_notices_ask_for_no_account() {
        let mut sender = Sender::default();
        assert_eq!(missing(&sender, Kind::Debtor).len(), 6);
        assert!(!missing(&sender, Kind::Notice).contains(&"bank.iban"));
        sender.controller.name = Some("  ".into());
        assert_eq!(missing(&sender, Kind::Notice)[0], "controller.name");
    }
}
