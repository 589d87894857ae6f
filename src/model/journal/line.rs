//! What an event says of one invoice. In the file, all of an event's stand in two parallel lists, joined by `; `.

use rust_decimal::Decimal;

use crate::model::{Rule, Text, amount};

const JOINT: &str = "; ";

/// An invoice and what was asked for it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    invoice: Text,
    sum: Decimal,
}

impl Line {
    /// Takes an invoice's number and what was asked for it, in euros and whole cents.
    ///
    /// # Errors
    /// When the number is no text.
    pub fn new(invoice: &str, sum: Decimal) -> Result<Self, Rule> {
        let invoice = Self::spelt(invoice).parse()?;
        let sum = amount::parse_total(&amount::plain(sum))?;
        Ok(Self { invoice, sum })
    }

    /// The spelling of an invoice's number in a journal: a semicolon, which parts the list, becomes a comma.
    pub fn spelt(invoice: &str) -> String {
        invoice.replace(';', ",")
    }

    /// The invoice's number, as [`Self::spelt`].
    pub fn invoice(&self) -> &str {
        self.invoice.as_str()
    }

    /// What was asked for it.
    pub fn sum(&self) -> Decimal {
        self.sum
    }

    /// The two lists; none where there is no line.
    pub(super) fn print(lines: &[Self]) -> Option<[String; 2]> {
        let joined = |part: &dyn Fn(&Self) -> String| {
            let parts: Vec<String> = lines.iter().map(part).collect();
            parts.join(JOINT)
        };
        let invoices = joined(&|line| line.invoice.to_string());
        let sums = joined(&|line| amount::plain(line.sum));
        (!lines.is_empty()).then_some([invoices, sums])
    }

    /// Reads the two lists, which are equally long.
    pub(super) fn parse(invoices: &str, sums: &str) -> Result<Vec<Self>, Rule> {
        let invoices: Vec<&str> = invoices.split(JOINT).collect();
        let sums: Vec<&str> = sums.split(JOINT).collect();
        if invoices.len() != sums.len() {
            return Err(Rule::InvoicesAndSums);
        }
        let line = |(invoice, sum): (&&str, &&str)| Self::new(invoice, amount::parse_total(sum)?);
        invoices.iter().zip(&sums).map(line).collect()
    }
}
