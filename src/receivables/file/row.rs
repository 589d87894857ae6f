//! One row of a list: its cells judged one by one, all faults at once.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::import::ClaimColumn as Column;
use crate::model::{CustomerNumber, Letters, Rule, Text, amount, date, yes_or_no};
use crate::receivables::workdays::next_workday;
use crate::receivables::{Claim, CreditNote, Error, Reference, Told};
use crate::text;
use crate::text::table::Row;

use super::cells::Cells;
use super::dates::Dates;
use super::{Columns, Debtors, Fault, sums};

/// What rows are read by.
pub(super) struct Reader<'a> {
    pub(super) columns: &'a Columns,
    pub(super) debtors: &'a Debtors,
    /// The letters' date.
    pub(super) letter: Date,
    pub(super) terms: &'a Letters,
}

/// What a row is.
pub(super) enum Entry {
    /// Nothing is open of it.
    Paid,
    /// An open invoice, and what its row calls the debtor where the register calls him otherwise.
    Claim(Box<Claim>, Vec<String>),
    /// A credit note.
    Credit(Box<CreditNote>),
    /// An open invoice that is not late, of which something else cannot be read: it is nobody's concern yet.
    Undue,
}

/// A row that was read.
pub(super) struct Read {
    /// What it is, or what is wrong with it.
    pub(super) entry: Result<Entry, Vec<Fault>>,
    /// Whose it is, where that can be told.
    pub(super) customer: Option<CustomerNumber>,
    /// The invoice's number as it stands there.
    pub(super) invoice: Option<String>,
    /// Whether it takes something off.
    pub(super) takes_off: bool,
    /// Whether it may be a credit note: without it its debtor would be asked for too much.
    pub(super) may_be_credit: bool,
}

/// Reads one row.
pub(super) fn read(row: &Row, reader: &Reader<'_>) -> Read {
    let cells = Cells::of(row, reader.columns);
    let debtor = reader.debtors.find(cells.keys());
    let customer = debtor.as_ref().ok().copied();
    // Of a row of nobody it is not certain what its columns hold either.
    let hidden = || row.cells.iter().any(|cell| sums::is_below_nothing(cell));
    let mut read = Read {
        entry: Ok(Entry::Paid),
        customer,
        invoice: cells.invoice().cloned(),
        takes_off: sums::takes_off(cells.filled()),
        may_be_credit: sums::may_be_credit(cells.filled()) || customer.is_none() && hidden(),
    };
    let reading = Reading {
        cells,
        line: row.line,
        debtor,
        reader,
    };
    read.entry = reading.entry();
    read
}

/// A row that does not fit under the headers: whose it is and what is open of it is not certain. A lone cell is a heading or a footer.
pub(super) fn ragged(row: &Row, reader: &Reader<'_>) -> Read {
    let cells = Cells::of(row, reader.columns);
    let below = row.cells.iter().any(|cell| sums::is_below_nothing(cell));
    let untold = row.cells.len() > 1 && sums::may_be_credit(cells.filled());
    Read {
        entry: Err(vec![Fault::whole(Rule::Ragged)]),
        customer: None,
        invoice: cells.invoice().cloned(),
        takes_off: sums::takes_off(cells.filled()),
        may_be_credit: below || untold,
    }
}

/// A row on its way to what it is.
struct Reading<'a> {
    cells: Cells,
    line: u64,
    debtor: Result<CustomerNumber, Vec<Fault>>,
    reader: &'a Reader<'a>,
}

impl Reading<'_> {
    fn entry(mut self) -> Result<Entry, Vec<Fault>> {
        let (amount, open) = self.sums();
        match open.filter(|_| self.cells.faults.is_empty()) {
            Some(open) if open.is_zero() => return Ok(Entry::Paid),
            _ => {}
        }
        match open {
            Some(open) if open.is_sign_negative() => self.credit(amount, open),
            open => self.invoice(amount, open),
        }
    }

    /// What was invoiced, and what is open of it: all, only where the list has no column for that.
    fn sums(&mut self) -> (Option<Decimal>, Option<Decimal>) {
        let cells = &mut self.cells;
        if !cells.states_open {
            let amount = cells.required(Column::Amount, amount::parse);
            return (amount, amount);
        }
        let amount = cells.read(Column::Amount, amount::parse);
        if !cells.filled().contains_key(&Column::Open) {
            cells.fault(Column::Open, Rule::OpenUnsaid);
        }
        let open = cells.read(Column::Open, amount::parse);
        (amount, open)
    }

    fn invoice(
        mut self,
        amount: Option<Decimal>,
        open: Option<Decimal>,
    ) -> Result<Entry, Vec<Fault>> {
        let due = self.cells.required(Column::DueDate, date::parse);
        let known = self.cells.faults.is_empty();
        let undue = due.is_some_and(|due| self.reader.letter <= next_workday(due));
        let debtors = self.reader.debtors;
        match self.claim(amount, open, due) {
            Some(claim) if self.cells.faults.is_empty() => {
                let names = debtors.other_names(claim.customer, self.cells.keys());
                Ok(Entry::Claim(Box::new(claim), names))
            }
            _ if undue && known => Ok(Entry::Undue),
            _ => Err(self.cells.faults),
        }
    }

    fn claim(
        &mut self,
        amount: Option<Decimal>,
        open: Option<Decimal>,
        due: Option<Date>,
    ) -> Option<Claim> {
        let customer = self.customer();
        let terms = self.reader.terms;
        let cells = &mut self.cells;
        let invoice = cells.required(Column::Invoice, str::parse::<Text>);
        let dates = Dates::read(cells, due, self.reader.letter);
        let by_terms = if terms.interest_told {
            Told::ByInvoice
        } else {
            Told::No
        };
        compare(cells, amount, open);
        cells.read(Column::Currency, euros);
        let reference = cells.read(Column::Reference, reference);
        let description = cells.read(Column::Description, str::parse::<Text>);
        let kind = cells.read(Column::Kind, str::parse);
        let due_agreed = cells.read(Column::DueAgreed, yes_or_no);
        let no_notice = cells.read(Column::NoNotice, yes_or_no);
        let disputed = cells.read(Column::Disputed, yes_or_no);
        Some(Claim {
            customer: customer?,
            line: self.line,
            invoice: invoice?,
            invoice_date: dates.invoice,
            sent_date: dates.sent,
            due: due?,
            amount,
            open: open?,
            reference,
            description,
            kind,
            due_agreed: due_agreed.unwrap_or(terms.due_agreed),
            no_notice: no_notice.unwrap_or(terms.no_notice),
            told: dates.told.map_or(by_terms, |(told, _)| told),
            told_percent: dates.told.and_then(|(_, percent)| percent),
            disputed: disputed.unwrap_or_default(),
        })
    }

    fn credit(mut self, amount: Option<Decimal>, open: Decimal) -> Result<Entry, Vec<Fault>> {
        let customer = self.customer();
        let cells = &mut self.cells;
        let number = cells.required(Column::Invoice, str::parse::<Text>);
        let credits = cells.read(Column::Credits, str::parse::<Text>);
        let reference = cells.read(Column::Reference, reference);
        let description = cells.read(Column::Description, str::parse::<Text>);
        compare(cells, amount, Some(open));
        cells.read(Column::Currency, euros);
        match (customer, number) {
            (Some(customer), Some(number)) if self.cells.faults.is_empty() => {
                Ok(Entry::Credit(Box::new(CreditNote {
                    customer,
                    line: self.line,
                    number,
                    credits,
                    reference,
                    description,
                    sum: open.abs(),
                })))
            }
            _ => Err(self.cells.faults),
        }
    }

    fn customer(&mut self) -> Option<CustomerNumber> {
        if let Err(faults) = &self.debtor {
            self.cells.faults.extend(faults.iter().cloned());
        }
        self.debtor.as_ref().ok().copied()
    }
}

/// More open than was invoiced, or owed the other way round: one of the two is wrong.
fn compare(cells: &mut Cells, amount: Option<Decimal>, open: Option<Decimal>) {
    let (Some(amount), Some(open)) = (amount, open) else {
        return;
    };
    if open.is_sign_negative() && !amount.is_sign_negative() {
        cells.fault(Column::Open, Rule::OpenBelowNothing);
    } else if open.is_sign_negative() != amount.is_sign_negative() || open.abs() > amount.abs() {
        cells.fault(Column::Open, Rule::OpenAboveAmount);
    }
}

/// No sum is converted: at which day's rate it is owed the list does not say.
fn euros(text: &str) -> Result<(), Rule> {
    let euro = ["eur", "euro", "euroa"].contains(&text::fold(text).as_str());
    (euro || text == "€").then_some(()).ok_or(Rule::Currency)
}

fn reference(text: &str) -> Result<Reference, Rule> {
    text.parse().map_err(|error| match error {
        Error::ReferenceCheck => Rule::ReferenceNumberCheck,
        _ => Rule::ReferenceNumber,
    })
}
