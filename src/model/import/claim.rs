//! Where the columns of a list of open invoices go. The same words stand in `[import.receivables]` of a register.

use std::fmt;
use std::str::FromStr;

use crate::model::Rule;

/// What a column of a list of open invoices holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimColumn {
    /// Who owes; any key that finds a customer.
    Customer(CustomerKey),
    /// The invoice's number.
    Invoice,
    /// The day on the invoice.
    InvoiceDate,
    /// The day it fell due.
    DueDate,
    /// The invoice's sum.
    Amount,
    /// What is still unpaid of it.
    Open,
    /// What was paid of it so far.
    Paid,
    /// Its state, such as paid, draft or cancelled; several columns may say it.
    Status,
    /// The currency of the sums: only euros are asked for.
    Currency,
    /// The day it was sent, where that is not the day on it.
    SentDate,
    /// The reference to pay with.
    Reference,
    /// What the claim is for.
    Description,
    /// `consumer`, `business`, `public` or `other`.
    Kind,
    /// Whether the due date was agreed.
    DueAgreed,
    /// Whether it is payable on a fixed day without any separate notice.
    NoNotice,
    /// Whether, since when and at what percentage the debtor was told the rate of late interest and when it begins.
    InterestTold,
    /// Whether the debtor disputes the claim with grounds.
    Disputed,
    /// The invoice that a credit note reduces.
    Credits,
}

/// By what a customer is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CustomerKey {
    /// A number, a name, an e-mail address or a business ID, as the cell looks.
    Any,
    /// The invoicing program's customer number.
    Number,
    /// The person's or the company's name.
    Name,
    /// The company's name; a person's is taken as well.
    Company,
    /// The business ID.
    BusinessId,
    /// The e-mail address.
    Email,
}

const WORDS: [(&str, ClaimColumn); 23] = [
    ("customer", ClaimColumn::Customer(CustomerKey::Any)),
    (
        "customer.number",
        ClaimColumn::Customer(CustomerKey::Number),
    ),
    ("customer.name", ClaimColumn::Customer(CustomerKey::Name)),
    (
        "customer.company",
        ClaimColumn::Customer(CustomerKey::Company),
    ),
    (
        "customer.business_id",
        ClaimColumn::Customer(CustomerKey::BusinessId),
    ),
    ("customer.email", ClaimColumn::Customer(CustomerKey::Email)),
    ("invoice", ClaimColumn::Invoice),
    ("invoice_date", ClaimColumn::InvoiceDate),
    ("due_date", ClaimColumn::DueDate),
    ("amount", ClaimColumn::Amount),
    ("open", ClaimColumn::Open),
    ("paid", ClaimColumn::Paid),
    ("status", ClaimColumn::Status),
    ("currency", ClaimColumn::Currency),
    ("sent_date", ClaimColumn::SentDate),
    ("reference", ClaimColumn::Reference),
    ("description", ClaimColumn::Description),
    ("kind", ClaimColumn::Kind),
    ("due_agreed", ClaimColumn::DueAgreed),
    ("no_notice", ClaimColumn::NoNotice),
    ("interest_told", ClaimColumn::InterestTold),
    ("disputed", ClaimColumn::Disputed),
    ("credits", ClaimColumn::Credits),
];

/// What a list says of an invoice in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimState {
    /// Sent and unpaid, or paid in part: what is open of it is asked for.
    Open,
    /// A part of it is paid.
    Partial,
    /// Paid.
    Paid,
    /// Not sent.
    Draft,
    /// Annulled.
    Cancelled,
    /// Taken back by a credit note.
    Credited,
    /// With a collection agency.
    Collection,
    /// The debtor disputes it with grounds.
    Disputed,
    /// No invoice but a credit note or a payment.
    Credit,
}

const STATES: [(&str, ClaimState); 9] = [
    ("open", ClaimState::Open),
    ("partial", ClaimState::Partial),
    ("paid", ClaimState::Paid),
    ("draft", ClaimState::Draft),
    ("cancelled", ClaimState::Cancelled),
    ("credited", ClaimState::Credited),
    ("collection", ClaimState::Collection),
    ("disputed", ClaimState::Disputed),
    ("credit", ClaimState::Credit),
];

impl ClaimState {
    /// The words of all states, in the order in which they are told.
    pub fn words() -> impl Iterator<Item = &'static str> {
        STATES.iter().map(|(word, _)| *word)
    }

    /// Whether no letter may remind of such an invoice.
    pub fn is_closed(self) -> bool {
        matches!(
            self,
            Self::Paid | Self::Draft | Self::Cancelled | Self::Credited | Self::Collection
        )
    }
}

impl FromStr for ClaimState {
    type Err = Rule;

    fn from_str(typed: &str) -> Result<Self, Rule> {
        let typed = typed.trim();
        let found = STATES.iter().find(|(word, _)| *word == typed);
        found.map(|(_, state)| *state).ok_or(Rule::ClaimState)
    }
}

impl fmt::Display for ClaimState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = STATES.iter().find(|(_, state)| state == self);
        f.write_str(found.map_or("", |(word, _)| word))
    }
}

/// Before the word of a status in `[import.receivables]`: `"status:Perinnässä" = "collection"`.
pub const STATUS_PREFIX: &str = "status:";

/// Checks an entry of `[import.receivables]`, a column and its part or a status and its state, and returns the meaning as it is stored. A
/// blank meaning is a column that is not read.
///
/// # Errors
/// `ClaimColumn` or `ClaimState`.
pub fn check_claim_mapping(key: &str, meaning: &str) -> Result<String, Rule> {
    if key.starts_with(STATUS_PREFIX) {
        meaning.parse::<ClaimState>().map(|state| state.to_string())
    } else if meaning.trim().is_empty() {
        Ok(String::new())
    } else {
        meaning
            .parse::<ClaimColumn>()
            .map(|column| column.to_string())
    }
}

impl ClaimColumn {
    /// The words of all parts, in the order in which they are told.
    pub fn words() -> impl Iterator<Item = &'static str> {
        WORDS.iter().map(|(word, _)| *word)
    }
}

impl FromStr for ClaimColumn {
    type Err = Rule;

    fn from_str(typed: &str) -> Result<Self, Rule> {
        let typed = typed.trim();
        let found = WORDS.iter().find(|(word, _)| *word == typed);
        found.map(|(_, column)| *column).ok_or(Rule::ClaimColumn)
    }
}

impl fmt::Display for ClaimColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = WORDS.iter().find(|(_, column)| column == self);
        f.write_str(found.map_or("", |(word, _)| word))
    }
}

#[cfg(test)]
mod tests {
    use super::{ClaimColumn, STATES, WORDS};
    use crate::model::Rule;

    #[test]
    fn columns_print_as_they_parse() {
        for (word, column) in WORDS {
            assert_eq!(word.parse(), Ok(column));
            assert_eq!(column.to_string(), word);
        }
        assert_eq!("due".parse::<ClaimColumn>(), Err(Rule::ClaimColumn));
        for (word, state) in STATES {
            assert_eq!(word.parse(), Ok(state));
            assert_eq!(state.to_string(), word);
        }
    }
}
