//! One row of a list: its cells judged one by one, all faults at once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::import::{ClaimColumn as Column, CustomerKey};
use crate::model::{CustomerNumber, Letters, Rule, Text, amount, date, yes_or_no};
use crate::receivables::{Claim, CreditNote, Error, Reference, Told};
use crate::text;

use super::{Debtors, Fault};

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

/// A row that cannot be used.
pub(super) struct Refused {
    pub(super) faults: Vec<Fault>,
    /// Whose it is, where that can be told.
    pub(super) customer: Option<CustomerNumber>,
    /// The invoice's number as it stands there.
    pub(super) invoice: Option<String>,
    /// Whether it may be a credit note: without it its debtor would be asked for too much.
    pub(super) may_be_credit: bool,
}

/// The cells of one row, and what was found wrong so far.
struct Reading<'a> {
    cells: BTreeMap<Column, String>,
    faults: Vec<Fault>,
    letter: Date,
    terms: &'a Letters,
}

/// Reads one row.
pub(super) fn read(
    cells: &BTreeMap<Column, &str>,
    line: u64,
    debtors: &Debtors,
    letter: Date,
    terms: &Letters,
) -> Result<Entry, Refused> {
    let cells = cells
        .iter()
        .map(|(column, cell)| (*column, text::clean(cell)))
        .filter(|(_, cell)| !cell.is_empty())
        .collect();
    let mut row = Reading {
        cells,
        faults: Vec::new(),
        letter,
        terms,
    };
    row.entry(line, debtors).map_err(|faults| Refused {
        faults,
        customer: row.customer(debtors),
        invoice: row.cells.get(&Column::Invoice).cloned(),
        may_be_credit: row.may_be_credit(),
    })
}

impl Reading<'_> {
    fn entry(&mut self, line: u64, debtors: &Debtors) -> Result<Entry, Vec<Fault>> {
        let amount = self.read(Column::Amount, amount::parse);
        let stated = self.read(Column::Open, amount::parse);
        let open = stated.or(amount);
        if open.is_none() && self.faults.is_empty() {
            self.faults.push(Fault::of(Column::Open, Rule::Required));
        }
        if let (Some(open), true) = (open, self.faults.is_empty())
            && open.is_zero()
        {
            return Ok(Entry::Paid);
        }
        if open.is_some_and(|open| open.is_sign_negative()) {
            return self.credit(line, debtors, amount, open.unwrap_or_default());
        }
        let due = self.required(Column::DueDate, date::parse);
        let known = self.faults.is_empty();
        let claim = self.claim(line, debtors, amount, open, due);
        let undue =
            due.is_some_and(|due| self.letter <= crate::receivables::workdays::next_workday(due));
        match claim {
            Err(_) if undue && known => Ok(Entry::Undue),
            claim => claim.map(|claim| {
                let names = debtors.other_names(claim.customer, self.keys());
                Entry::Claim(Box::new(claim), names)
            }),
        }
    }

    fn claim(
        &mut self,
        line: u64,
        debtors: &Debtors,
        amount: Option<Decimal>,
        open: Option<Decimal>,
        due: Option<Date>,
    ) -> Result<Claim, Vec<Fault>> {
        let customer = self.customer(debtors);
        let invoice = self.required(Column::Invoice, str::parse::<Text>);
        let invoice_date = self.read(Column::InvoiceDate, date::parse);
        let sent_date = self.read(Column::SentDate, date::parse);
        let reference = self.read(Column::Reference, reference);
        let description = self.read(Column::Description, str::parse::<Text>);
        let kind = self.read(Column::Kind, str::parse);
        let due_agreed = self.read(Column::DueAgreed, yes_or_no);
        let told = self.read(Column::InterestTold, told);
        let disputed = self.read(Column::Disputed, yes_or_no).unwrap_or_default();
        self.compare(amount, open);
        self.compare_dates(due, invoice_date, sent_date, told);
        let terms = self.terms;
        let by_terms = if terms.interest_told {
            Told::ByInvoice
        } else {
            Told::No
        };
        match (customer, invoice, due, open) {
            (Some(customer), Some(invoice), Some(due), Some(open)) if self.faults.is_empty() => {
                Ok(Claim {
                    customer,
                    line,
                    invoice,
                    invoice_date,
                    sent_date,
                    due,
                    amount,
                    open,
                    reference,
                    description,
                    kind,
                    due_agreed: due_agreed.unwrap_or(terms.due_agreed),
                    told: told.unwrap_or(by_terms),
                    disputed,
                })
            }
            _ => Err(std::mem::take(&mut self.faults)),
        }
    }

    fn credit(
        &mut self,
        line: u64,
        debtors: &Debtors,
        amount: Option<Decimal>,
        open: Decimal,
    ) -> Result<Entry, Vec<Fault>> {
        let customer = self.customer(debtors);
        let number = self.required(Column::Invoice, str::parse::<Text>);
        let credits = self.read(Column::Credits, str::parse::<Text>);
        let reference = self.read(Column::Reference, reference);
        let description = self.read(Column::Description, str::parse::<Text>);
        self.compare(amount, Some(open));
        match (customer, number) {
            (Some(customer), Some(number)) if self.faults.is_empty() => {
                Ok(Entry::Credit(Box::new(CreditNote {
                    customer,
                    line,
                    number,
                    credits,
                    reference,
                    description,
                    sum: open.abs(),
                })))
            }
            _ => Err(std::mem::take(&mut self.faults)),
        }
    }

    /// Whether its sum is below nothing, or cannot be told.
    fn may_be_credit(&self) -> bool {
        let cells = [Column::Open, Column::Amount].map(|column| self.cells.get(&column));
        let sums: Vec<_> = cells
            .into_iter()
            .flatten()
            .map(|cell| amount::parse(cell))
            .collect();
        sums.is_empty()
            || sums
                .iter()
                .any(|sum| sum.as_ref().map_or(true, Decimal::is_sign_negative))
    }

    /// The cells that name the debtor.
    fn keys(&self) -> impl Iterator<Item = (CustomerKey, &str)> {
        self.cells.iter().filter_map(|(column, cell)| match column {
            Column::Customer(key) => Some((*key, cell.as_str())),
            _ => None,
        })
    }

    fn customer(&mut self, debtors: &Debtors) -> Option<CustomerNumber> {
        match debtors.find(self.keys()) {
            Ok(number) => Some(number),
            Err(faults) => {
                self.faults.extend(faults);
                None
            }
        }
    }

    /// More open than was invoiced, or owed the other way round: one of the two is wrong.
    fn compare(&mut self, amount: Option<Decimal>, open: Option<Decimal>) {
        if let (Some(amount), Some(open)) = (amount, open)
            && (open.is_sign_negative() != amount.is_sign_negative() || open.abs() > amount.abs())
        {
            self.faults
                .push(Fault::of(Column::Open, Rule::OpenAboveAmount));
        }
    }

    fn compare_dates(
        &mut self,
        due: Option<Date>,
        invoice: Option<Date>,
        sent: Option<Date>,
        told: Option<Told>,
    ) {
        if due.zip(invoice).is_some_and(|(due, invoice)| due < invoice) {
            self.faults
                .push(Fault::of(Column::DueDate, Rule::DueBeforeInvoice));
        }
        let told = match told {
            Some(Told::On(day)) => Some(day),
            _ => None,
        };
        for (column, day) in [(Column::SentDate, sent), (Column::InterestTold, told)] {
            if day.is_some_and(|day| day > self.letter) {
                self.faults.push(Fault::of(column, Rule::SentAfterToday));
            }
        }
    }

    fn required<T>(
        &mut self,
        column: Column,
        parse: impl Fn(&str) -> Result<T, Rule>,
    ) -> Option<T> {
        if !self.cells.contains_key(&column) {
            self.faults.push(Fault::of(column, Rule::Required));
        }
        self.read(column, parse)
    }

    fn read<T>(&mut self, column: Column, parse: impl Fn(&str) -> Result<T, Rule>) -> Option<T> {
        match parse(self.cells.get(&column)?) {
            Ok(value) => Some(value),
            Err(rule) => {
                self.faults.push(Fault::of(column, rule));
                None
            }
        }
    }
}

fn reference(text: &str) -> Result<Reference, Rule> {
    text.parse().map_err(|error| match error {
        Error::ReferenceCheck => Rule::ReferenceNumberCheck,
        _ => Rule::ReferenceNumber,
    })
}

/// Yes, no, or the day on which it was told.
fn told(text: &str) -> Result<Told, Rule> {
    match (yes_or_no(text), date::parse(text)) {
        (Ok(true), _) => Ok(Told::ByInvoice),
        (Ok(false), _) => Ok(Told::No),
        (_, Ok(day)) => Ok(Told::On(day)),
        _ => Err(Rule::YesOrNo),
    }
}
