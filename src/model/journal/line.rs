//! What an event says of one invoice. In the file, all of an event's stand in two parallel lists, joined by `; `; an event that asks
//! for no money has the first list only.

use rust_decimal::Decimal;

use crate::model::{Rule, Text, amount};

const JOINT: &str = "; ";

/// An invoice and what was asked for it. Of one event, all lines have a sum or none has.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    invoice: Text,
    sum: Option<Decimal>,
}

impl Line {
    /// Takes an invoice's number and what was asked for it, in euros and whole cents.
    ///
    /// # Errors
    /// When the number is no text.
    pub fn new(invoice: &str, sum: Decimal) -> Result<Self, Rule> {
        let sum = amount::parse_total(&amount::plain(sum))?;
        Ok(Self {
            sum: Some(sum),
            ..Self::without_sum(invoice)?
        })
    }

    /// Takes an invoice's number, of an event that asks for nothing.
    ///
    /// # Errors
    /// When the number is no text.
    pub fn without_sum(invoice: &str) -> Result<Self, Rule> {
        // Its form was judged when the invoice was read.
        let invoice = Text::with_code_form(&Self::spelt(invoice))?;
        Ok(Self { invoice, sum: None })
    }

    /// The spelling of an invoice's number in a journal: a semicolon, which parts the list, becomes a comma.
    pub fn spelt(invoice: &str) -> String {
        invoice.replace(';', ",")
    }

    /// The invoice's number, as [`Self::spelt`].
    pub fn invoice(&self) -> &str {
        self.invoice.as_str()
    }

    /// What was asked for it; none of an event that asks for nothing.
    pub fn sum(&self) -> Option<Decimal> {
        self.sum
    }

    /// The two lists, each where there is one.
    pub(super) fn print(lines: &[Self]) -> [Option<String>; 2] {
        let joined = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join(JOINT));
        let invoices = lines.iter().map(|line| line.invoice.to_string());
        let sums = lines.iter().filter_map(|line| line.sum.map(amount::plain));
        [joined(invoices.collect()), joined(sums.collect())]
    }

    /// Reads the list of invoices, and that of sums where there is one, which is equally long.
    pub(super) fn parse(invoices: &str, sums: Option<&str>) -> Result<Vec<Self>, Rule> {
        let invoices = invoices.split(JOINT);
        let Some(sums) = sums else {
            return invoices.map(Self::without_sum).collect();
        };
        let (invoices, sums): (Vec<&str>, Vec<&str>) =
            (invoices.collect(), sums.split(JOINT).collect());
        if invoices.len() != sums.len() {
            return Err(Rule::InvoicesAndSums);
        }
        let line = |(invoice, sum): (&&str, &&str)| Self::new(invoice, amount::parse_total(sum)?);
        invoices.iter().zip(&sums).map(line).collect()
    }
}
