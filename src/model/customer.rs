//! A customer whose every value has been parsed: what the rest of the program works with.
//!
//! Made by [`super::Schema::parse`] only; back to flat text by [`Customer::to_record`]. `Debug` shows the number and nothing else.

use std::collections::BTreeMap;
use std::fmt;

use super::{
    Address, BusinessId, CompanyName, CustomerNumber, Email, FieldPath, Language, PersonName,
    Record, Text,
};

/// One customer.
#[derive(Clone, PartialEq, Eq)]
pub struct Customer {
    pub(super) number: CustomerNumber,
    pub(super) name: Option<PersonName>,
    pub(super) company: Option<CompanyName>,
    pub(super) billing_address: Option<Address>,
    pub(super) postal_address: Option<Address>,
    pub(super) email: Option<Email>,
    pub(super) business_id: Option<BusinessId>,
    /// Fields declared beyond the six, and `[state]`.
    pub(super) more: BTreeMap<FieldPath, Text>,
}

impl Customer {
    /// The customer's number.
    pub fn number(&self) -> CustomerNumber {
        self.number
    }

    /// The person.
    pub fn name(&self) -> Option<&PersonName> {
        self.name.as_ref()
    }

    /// The company.
    pub fn company(&self) -> Option<&CompanyName> {
        self.company.as_ref()
    }

    /// Where invoices go.
    pub fn billing_address(&self) -> Option<&Address> {
        self.billing_address.as_ref()
    }

    /// Where the customer is visited and other post goes.
    pub fn postal_address(&self) -> Option<&Address> {
        self.postal_address.as_ref()
    }

    /// The e-mail address.
    pub fn email(&self) -> Option<&Email> {
        self.email.as_ref()
    }

    /// The business ID.
    pub fn business_id(&self) -> Option<&BusinessId> {
        self.business_id.as_ref()
    }

    /// The name to show: the company's, else the person's.
    pub fn title(&self) -> &str {
        let company = self.company.as_ref().map(CompanyName::as_str);
        let person = self.name.as_ref().map(PersonName::as_str);
        company.or(person).unwrap_or_default()
    }

    /// The language of letters to this customer, where `customer.language` is declared and set to one that we write.
    pub fn language(&self) -> Option<Language> {
        self.more.get(&FieldPath::LANGUAGE)?.as_str().parse().ok()
    }

    /// Whether the relationship has ended: kept, but hidden from lists.
    pub fn is_ended(&self) -> bool {
        self.more.contains_key(&FieldPath::ENDED)
    }

    /// The value of any field as text.
    pub fn get(&self, path: &FieldPath) -> Option<&str> {
        let value = match path.as_str() {
            "customer.name" => self.name.as_ref().map(PersonName::as_str),
            "customer.company" => self.company.as_ref().map(CompanyName::as_str),
            "customer.email" => self.email.as_ref().map(Email::as_str),
            "customer.business_id" => self.business_id.as_ref().map(BusinessId::as_str),
            _ => None,
        };
        value
            .or_else(|| part(self.billing_address.as_ref(), &FieldPath::BILLING, path))
            .or_else(|| part(self.postal_address.as_ref(), &FieldPath::POSTAL, path))
            .or_else(|| self.more.get(path).map(Text::as_str))
    }

    /// All values that are set, in the order in which they are shown: the six, then the others by path.
    pub fn values(&self) -> impl Iterator<Item = (&FieldPath, &str)> {
        super::path::SIX
            .iter()
            .chain(self.more.keys())
            .filter_map(|path| Some((path, self.get(path)?)))
    }

    /// The same as flat text.
    pub fn to_record(&self) -> Record {
        let fields = self
            .values()
            .map(|(path, value)| (path.clone(), value.to_owned()))
            .collect();
        Record {
            number: self.number,
            fields,
        }
    }
}

fn part<'a>(
    address: Option<&'a Address>,
    paths: &[FieldPath; 4],
    path: &FieldPath,
) -> Option<&'a str> {
    let at = paths.iter().position(|known| known == path)?;
    Some(address?.parts()[at])
}

impl fmt::Debug for Customer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Customer {}", self.number)
    }
}
