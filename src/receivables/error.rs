//! What can be wrong with what is owed. The rule is named, the value never.

use crate::model::Rule;
use crate::model::import::ClaimColumn;

/// A payment particular or a list of open invoices that breaks its rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Neither 4–20 digits nor `RF` and 3–23 letters and digits.
    #[error(
        "a reference number is 4 to 20 digits, or `RF`, two digits and 1 to 21 letters or digits"
    )]
    ReferenceShape,
    /// The check digit does not fit the digits before it.
    #[error("the reference number's check digit is wrong")]
    ReferenceCheck,
    /// A list of open invoices without a column that it needs.
    #[error("no column of the file is known to hold {}", columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(" or "))]
    NoColumn {
        /// What is missing: one of these would do.
        columns: Vec<ClaimColumn>,
        /// The headers that there are.
        headers: Vec<String>,
    },
    /// Two columns that say the same.
    #[error("the columns `{one}` and `{other}` both hold `{column}`")]
    TwoColumns {
        /// What they hold.
        column: ClaimColumn,
        /// The first.
        one: String,
        /// The second.
        other: String,
    },
    /// `register.toml` maps a column to nothing that there is.
    #[error("`import.receivables.{column}` is not a part of a claim such as `due_date`")]
    Mapping {
        /// The column.
        column: String,
    },
    /// `register.toml` maps a column twice: case, accents and spaces of headers do not count.
    #[error("`import.receivables.{one}` and `import.receivables.{other}` are the same column")]
    MappedTwice {
        /// The first.
        one: String,
        /// The second.
        other: String,
    },
    /// An invoice that is not late on the letter's date.
    #[error("the invoice is not overdue on the letter's date")]
    NotOverdue,
    /// An invoice dated after its due date.
    #[error("the invoice is dated after its due date")]
    InvoiceDates,
    /// Nothing, less than nothing, or parts of a cent.
    #[error("the amount owed must be more than zero, in whole cents")]
    Amount,
    /// The number of an invoice that is no text.
    #[error("the invoice's number {0}")]
    InvoiceNumber(Rule),
    /// A settlement of a claim that is not disputed on its day.
    #[error("the journal has no dispute of that invoice to settle on that day")]
    NotDisputed,
    /// A settlement of a claim whose collection is suspended.
    #[error(
        "collection of that invoice is suspended, which a settlement does not end (513/1999 4 c §)"
    )]
    Suspended,
    /// Interest was to be asked for as a sum, and rates are missing.
    #[error("the reference rate of {} is not known, so interest has no sum", halves.join(" and "))]
    NoRate {
        /// The half-years.
        halves: Vec<String>,
    },
}
