//! One row of a list: its cells judged one by one, all faults at once.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::import::{ClaimColumn as Column, ClaimState};
use crate::model::{
    Currency, CustomerNumber, Letters, Rule, Text, amount, date, identity_code, yes_or_no,
};
use crate::receivables::workdays::next_workday;
use crate::receivables::{Claim, CreditNote, Error, Reference, Told};
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
    /// Whether a number or a description may have the form of a personal identity code.
    pub(super) allow_code_form: bool,
}

impl Reader<'_> {
    /// Reads a text that letters show. It may have the form of a personal identity code where the owner has said that it is none.
    fn text(&self, cell: &str) -> Result<Text, Rule> {
        if self.allow_code_form {
            return Text::with_code_form(cell);
        }
        cell.parse().map_err(|rule| match rule {
            Rule::IdentityCode => Rule::IdentityCodeForm,
            rule => rule,
        })
    }
}

/// What a row is.
pub(super) enum Entry {
    /// Nothing is open of it.
    Paid,
    /// An open invoice, and what its row calls the debtor where the register calls him otherwise.
    Claim(Box<Claim>, Vec<String>),
    /// A credit note.
    Credit(Box<CreditNote>),
    /// A row of which its status says that nobody is reminded.
    Closed(ClaimState),
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
    /// The columns whose cells have the form of a personal identity code.
    pub(super) code_forms: Vec<Column>,
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
        may_be_credit: sums::may_be_credit(cells.filled(), reader.columns.sums)
            || customer.is_none() && hidden(),
        code_forms: code_forms(&cells),
    };
    let reading = Reading {
        cells,
        line: row.line,
        debtor,
        reader,
        states: reader.columns.states(&row.cells),
    };
    read.may_be_credit |= reading.is_credit();
    read.entry = reading.entry();
    let overpaid = |faults: &Vec<Fault>| faults.iter().any(|fault| fault.rule == Rule::PaidMisfit);
    read.may_be_credit |= read.entry.as_ref().is_err_and(overpaid);
    read
}

/// A row that does not fit under the headers: whose it is and what is open of it is not certain. A lone cell is a heading or a footer.
pub(super) fn ragged(row: &Row, reader: &Reader<'_>) -> Read {
    let cells = Cells::of(row, reader.columns);
    let below = row.cells.iter().any(|cell| sums::is_below_nothing(cell));
    // What cannot be read need not be the sum.
    let untold =
        row.cells.len() > 1 && !sums::are_above_nothing(cells.filled(), reader.columns.sums);
    Read {
        entry: Err(vec![Fault::whole(Rule::Ragged)]),
        customer: None,
        invoice: cells.invoice().cloned(),
        takes_off: sums::takes_off(cells.filled()),
        may_be_credit: below || untold,
        code_forms: Vec::new(),
    }
}

/// The columns whose cells may have the form of a personal identity code, once the owner has said that they are none.
fn code_forms(cells: &Cells) -> Vec<Column> {
    let columns = [Column::Invoice, Column::Description, Column::Credits];
    let has_form = |column: &Column| {
        let cell = cells.filled().get(column);
        cell.is_some_and(|cell| identity_code::find(cell) == Some(identity_code::Found::Valid))
    };
    columns.into_iter().filter(has_form).collect()
}

/// A row on its way to what it is.
struct Reading<'a> {
    cells: Cells,
    line: u64,
    debtor: Result<CustomerNumber, Vec<Fault>>,
    reader: &'a Reader<'a>,
    /// What its status says; none for a word that nobody knows.
    states: Option<Vec<ClaimState>>,
}

impl Reading<'_> {
    fn entry(mut self) -> Result<Entry, Vec<Fault>> {
        let states = self.states.clone().unwrap_or_default();
        if let Some(state) = states.into_iter().find(|state| state.is_closed()) {
            return Ok(Entry::Closed(state));
        }
        if self.states.is_none() {
            self.cells.fault(Column::Status, Rule::ClaimState);
        }
        let (amount, open) = self.sums();
        if self.is_credit() && open.is_some_and(|open| open.is_sign_positive() && !open.is_zero()) {
            self.cells.fault(Column::Status, Rule::CreditAboveNothing);
        }
        match open.filter(|_| self.cells.faults.is_empty()) {
            Some(open) if open.is_zero() => return Ok(Entry::Paid),
            _ => {}
        }
        match open {
            Some(open) if open.is_sign_negative() => self.credit(amount, open),
            open => self.invoice(amount, open),
        }
    }

    /// Whether its status says that it is a credit note or a payment.
    fn is_credit(&self) -> bool {
        self.has(ClaimState::Credit)
    }

    fn has(&self, state: ClaimState) -> bool {
        self.states.iter().flatten().any(|one| *one == state)
    }

    /// What was invoiced, and what is open of it: what the list says is, else what is not paid; all, only where the list has no column for
    /// either.
    fn sums(&mut self) -> (Option<Decimal>, Option<Decimal>) {
        let partial = self.has(ClaimState::Partial);
        let columns = self.reader.columns;
        let cells = &mut self.cells;
        let sum = |text: &str| amount::parse_listed(text, columns.sums);
        let amount = if cells.states_open {
            cells.read(Column::Amount, sum)
        } else {
            cells.required(Column::Amount, sum)
        };
        let paid = cells.read(Column::Paid, sum);
        let open = if cells.states_open {
            if !cells.filled().contains_key(&Column::Open) {
                cells.fault(Column::Open, Rule::OpenUnsaid);
            }
            cells.read(Column::Open, sum)
        } else if cells.states_paid {
            let unreadable = cells.filled().contains_key(&Column::Paid) && paid.is_none();
            amount
                .filter(|_| !unreadable)
                .map(|amount| amount - paid.unwrap_or_default())
        } else {
            amount
        };
        if partial && !cells.states_open && paid.is_none_or(|paid| paid.is_zero()) {
            cells.fault(Column::Open, Rule::OpenUnknown);
        }
        let misfits = |amount: Decimal, open: Decimal, paid: Decimal| {
            // Together they may be less than the sum, where a part was credited.
            let turned = paid.is_sign_negative() != amount.is_sign_negative() && !paid.is_zero();
            turned || paid.abs() > amount.abs() || (open + paid).abs() > amount.abs()
        };
        let misfit = amount
            .zip(open)
            .zip(paid)
            .is_some_and(|((amount, open), paid)| misfits(amount, open, paid));
        if misfit {
            cells.fault(Column::Paid, Rule::PaidMisfit);
        }
        for (column, value) in [
            (Column::Amount, amount),
            (Column::Open, open),
            (Column::Paid, paid),
        ] {
            if columns.is_foreign(column) && value.is_some_and(|sum| !sum.is_zero()) {
                cells.fault(column, Rule::Currency);
            }
        }
        (amount, open.filter(|_| !misfit))
    }

    fn invoice(
        mut self,
        amount: Option<Decimal>,
        open: Option<Decimal>,
    ) -> Result<Entry, Vec<Fault>> {
        let dates = self.reader.columns.dates;
        let due = self
            .cells
            .required(Column::DueDate, |text| date::parse_listed(text, dates));
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
        let is_disputed = self.has(ClaimState::Disputed);
        let (terms, reader) = (self.reader.terms, self.reader);
        let cells = &mut self.cells;
        let invoice = cells.required(Column::Invoice, |text| reader.text(text));
        let dates = Dates::read(cells, due, reader.letter, reader.columns.dates);
        let by_terms = if terms.interest_told {
            Told::ByInvoice
        } else {
            Told::No
        };
        compare(cells, amount, open);
        cells.read(Column::Currency, euros);
        let reference = cells.read(Column::Reference, reference);
        let description = cells.read(Column::Description, |text| reader.text(text));
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
            disputed: disputed.unwrap_or_default() || is_disputed,
        })
    }

    fn credit(mut self, amount: Option<Decimal>, open: Decimal) -> Result<Entry, Vec<Fault>> {
        let customer = self.customer();
        let reader = self.reader;
        let cells = &mut self.cells;
        let number = cells.required(Column::Invoice, |text| reader.text(text));
        let credits = cells.read(Column::Credits, |text| reader.text(text));
        let reference = cells.read(Column::Reference, reference);
        let description = cells.read(Column::Description, |text| reader.text(text));
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
    let euro = Currency::parse(text) == Some(Currency::Euro);
    euro.then_some(()).ok_or(Rule::Currency)
}

fn reference(text: &str) -> Result<Reference, Rule> {
    text.parse().map_err(|error| match error {
        Error::ReferenceCheck => Rule::ReferenceNumberCheck,
        _ => Rule::ReferenceNumber,
    })
}
