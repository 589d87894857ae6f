//! Who sends letters, from where, and on what terms: the tables of `register.toml` that have one key a line.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::address::Parts;
use super::by_text::blank;
use super::{Address, Bic, BusinessId, Country, Email, Iban, Text, amount};

/// The controller (GDPR 4(7)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the keys say what they are")]
pub struct Controller {
    #[serde(with = "blank")]
    pub name: Option<Text>,
    #[serde(with = "blank")]
    pub business_id: Option<BusinessId>,
    #[serde(with = "blank")]
    pub street: Option<Text>,
    #[serde(with = "blank")]
    pub postcode: Option<Text>,
    #[serde(with = "blank")]
    pub city: Option<Text>,
    #[serde(with = "blank")]
    pub country: Option<Country>,
    #[serde(with = "blank")]
    pub phone: Option<Text>,
    #[serde(with = "blank")]
    pub email: Option<Email>,
}

/// The contact person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(missing_docs, reason = "the keys say what they are")]
pub struct Contact {
    #[serde(with = "blank")]
    pub name: Option<Text>,
    #[serde(with = "blank")]
    pub street: Option<Text>,
    #[serde(with = "blank")]
    pub postcode: Option<Text>,
    #[serde(with = "blank")]
    pub city: Option<Text>,
    #[serde(with = "blank")]
    pub country: Option<Country>,
    #[serde(with = "blank")]
    pub phone: Option<Text>,
    #[serde(with = "blank")]
    pub email: Option<Email>,
}

/// The account that debtors pay to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bank {
    /// The account.
    #[serde(with = "blank")]
    pub iban: Option<Iban>,
    /// The bank.
    #[serde(with = "blank")]
    pub bic: Option<Bic>,
    /// The registered name of the account's holder, where that is not the controller's: payers' banks compare it with the payee's name
    /// since 9.10.2025 (Regulation (EU) 2024/886).
    #[serde(with = "blank", skip_serializing_if = "Option::is_none")]
    pub holder: Option<Text>,
}

/// Fees and terms. Sums in euros; none is charged if absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Letters {
    /// The fee of a reminder to a consumer, at most [`Self::FEE_CONSUMER_CAP`].
    #[serde(with = "amount::serde_optional")]
    pub reminder_fee_consumer: Option<Decimal>,
    /// The fee of a reminder to a business, at most [`Self::FEE_BUSINESS_CAP`].
    #[serde(with = "amount::serde_optional")]
    pub reminder_fee_business: Option<Decimal>,
    /// The standard compensation from a business, at most [`Self::COMPENSATION_CAP`].
    #[serde(with = "amount::serde_optional")]
    pub compensation: Option<Decimal>,
    /// How many days a letter gives for paying, to consumers and all who are neither businesses nor public bodies; absent, it gives
    /// consumers the least that they must have, and the others [`Self::PAYMENT_DAYS_OTHER`]. Consumers never get less than that least.
    pub payment_days: Option<u16>,
    /// How many days a letter gives a business or a public body.
    pub payment_days_business: u16,
    /// Whether due dates are agreed in the terms of sale, so that interest runs from them (Interest Act 633/1982, section 5); a list of
    /// receivables may say otherwise row by row.
    pub due_agreed: bool,
    /// Whether consumers' claims are payable by contract on a fixed day without any separate notice, as rent is (513/1999, section 10 b);
    /// a list may say otherwise row by row.
    pub no_notice: bool,
    /// Whether invoices state the percentage of late interest and when it begins (section 6); a list may say otherwise row by row.
    pub interest_told: bool,
}

impl Letters {
    /// The greatest fee of a reminder to a consumer, in euros (513/1999, section 10 a).
    pub const FEE_CONSUMER_CAP: u32 = 5;
    /// The greatest fee of a reminder to a business, in euros (section 10 e).
    pub const FEE_BUSINESS_CAP: u32 = 12;
    /// The greatest standard compensation from a business, in euros (section 10 i).
    pub const COMPENSATION_CAP: u32 = 40;
    /// The days for paying that who is neither consumer nor business nor public body gets where none are set.
    pub const PAYMENT_DAYS_OTHER: u16 = 14;
    /// `describe` sets no shorter time for consumers: 10 days from when a letter by post has come at the latest
    /// (decision KKV/378/14.08.01.05/2022).
    pub const PAYMENT_DAYS_LEAST: u16 = 17;
}

impl Default for Letters {
    fn default() -> Self {
        Self {
            reminder_fee_consumer: None,
            reminder_fee_business: None,
            compensation: None,
            payment_days: None,
            payment_days_business: 7,
            due_agreed: false,
            no_notice: false,
            interest_told: false,
        }
    }
}

impl Controller {
    /// The address, if it is whole and right.
    pub fn address(&self) -> Option<Address> {
        Address::from_parts(self.parts()).ok()?
    }

    pub(super) fn parts(&self) -> Parts {
        parts([&self.street, &self.postcode, &self.city], self.country)
    }
}

impl Contact {
    /// The address, if it is whole and right.
    pub fn address(&self) -> Option<Address> {
        Address::from_parts(self.parts()).ok()?
    }

    pub(super) fn parts(&self) -> Parts {
        parts([&self.street, &self.postcode, &self.city], self.country)
    }
}

fn parts(lines: [&Option<Text>; 3], country: Option<Country>) -> Parts {
    let [street, postcode, city] = lines.map(|text| text.as_ref().map(ToString::to_string));
    let country = country.map(|country| country.to_string());
    [street, postcode, city, country]
}
