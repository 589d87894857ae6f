//! One credit transfer as a debtor is to make it, and why it has no payment code where it has none.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Bic, Iban};

use super::Reference;

/// What a payer fills in. No `Debug`: it is people's data.
#[derive(Clone)]
pub struct Transfer {
    /// The registered name of the account's holder: payers' banks compare it (Regulation (EU) 2024/886).
    pub payee: String,
    /// To which account.
    pub iban: Iban,
    /// The account's bank.
    pub bic: Option<Bic>,
    /// What tells the payment apart.
    pub reference: Option<Reference>,
    /// In euros; more than nothing.
    pub amount: Decimal,
    /// The day to pay by.
    pub due: Option<Date>,
    /// Words in place of a reference.
    pub message: Option<String>,
}

/// Why a transfer has no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCode {
    /// The bank barcode holds Finnish accounts only; the QR code those of the SEPA countries, outside the EEA with a BIC.
    Account,
    /// The sum is more than the code has room for, or nothing.
    Amount,
    /// There is no reference, or one with letters, which the barcode cannot hold.
    Reference,
    /// Names and words are too long for the code.
    Length,
}

impl NoCode {
    /// The word by which templates know it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Amount => "amount",
            Self::Reference => "reference",
            Self::Length => "length",
        }
    }
}
