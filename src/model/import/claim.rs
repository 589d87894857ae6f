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

const WORDS: [(&str, ClaimColumn); 21] = [
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
    use super::{ClaimColumn, WORDS};
    use crate::model::Rule;

    #[test]
    fn columns_print_as_they_parse() {
        for (word, column) in WORDS {
            assert_eq!(word.parse(), Ok(column));
            assert_eq!(column.to_string(), word);
        }
        assert_eq!("due".parse::<ClaimColumn>(), Err(Rule::ClaimColumn));
    }
}
