//! The whole list: its rows sorted by what they are, and what only shows between rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::import::{ClaimColumn, ClaimState};
use crate::model::{CustomerNumber, Letters, Rule};
use crate::receivables::{Claim, ClaimKind, CreditNote};
use crate::text::table::{Row, Table};

use super::row::{self, Entry, Read, Reader};
use super::twice::{Counted, Numbered, Numbers};
use super::{Columns, Debtors, Fault, Faulty};

/// A list of open invoices, read. No `Debug`: it is people's data.
#[derive(Default)]
pub struct List {
    /// Open invoices, late or not; letters share them.
    pub claims: Vec<Arc<Claim>>,
    /// Credit notes that are not used up.
    pub credits: Vec<CreditNote>,
    /// Rows of which nothing is open.
    pub paid: usize,
    /// Rows that nobody is reminded of, since their status says so.
    pub closed: BTreeMap<ClaimState, usize>,
    /// Rows with the form of a personal identity code, by line, and the columns that have it.
    pub code_forms: BTreeMap<u64, Vec<ClaimColumn>>,
    /// Rows that are not late, and of which something else cannot be read.
    pub undue: usize,
    /// What rows call their debtors who are called otherwise in the register.
    pub called: BTreeMap<CustomerNumber, BTreeSet<String>>,
    /// Debtors with a row that cannot be used and may be a credit note, and its line.
    pub doubtful: BTreeMap<CustomerNumber, u64>,
    /// Lines of rows that cannot be used and may be a credit note, of whom cannot be told: any letter might ask for too much.
    pub nobodys: Vec<u64>,
    /// Rows that cannot be used, by line.
    pub faulty: Vec<Faulty>,
}

/// What rows are judged by, beside their cells.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The letters' date.
    pub letter: Date,
    /// What the owner's terms of payment and invoices say.
    pub letters: &'a Letters,
    /// Whether an invoice's number or a description may have the form of a personal identity code: the owner has said that it is none.
    pub allow_code_form: bool,
}

/// Reads the rows of a table, and names those that do not fit under its headers.
pub fn read(
    (table, ragged): (&Table, &[Row]),
    columns: &Columns,
    debtors: &Debtors,
    terms: Terms<'_>,
) -> List {
    let reader = Reader {
        columns,
        debtors,
        letter: terms.letter,
        terms: terms.letters,
        allow_code_form: terms.allow_code_form,
    };
    let (mut list, mut numbers) = (List::default(), Numbers::default());
    for row in ragged {
        let read = row::ragged(row, &reader);
        list.take(row, read, &mut numbers);
    }
    for row in &table.rows {
        let read = row::read(row, &reader);
        list.take(row, read, &mut numbers);
    }
    list.refuse_twice(numbers);
    list.refuse_two_kinds();
    list.faulty.sort_by_key(|faulty| faulty.line);
    list
}

impl List {
    /// A list of one invoice, as typed.
    pub fn of(claim: Claim) -> Self {
        Self {
            claims: vec![claim.into()],
            ..Self::default()
        }
    }

    /// Sorts a row by what it is.
    fn take(&mut self, row: &Row, read: Read, numbers: &mut Numbers) {
        let counted = match &read.entry {
            Ok(Entry::Paid) => Counted::Paid,
            Ok(Entry::Undue) => Counted::Undue,
            Ok(Entry::Closed(state)) => Counted::Closed(*state),
            _ => Counted::Otherwise,
        };
        if let Some(invoice) = read.invoice.clone().filter(|_| !read.takes_off) {
            numbers.add(Numbered {
                line: row.line,
                invoice,
                customer: read.customer,
                counted,
            });
        }
        let is_read = matches!(read.entry, Ok(Entry::Claim(..) | Entry::Credit(_)) | Err(_));
        if is_read && !read.code_forms.is_empty() {
            self.code_forms.insert(row.line, read.code_forms);
        }
        match read.entry {
            Ok(Entry::Closed(state)) => *self.closed.entry(state).or_default() += 1,
            Ok(Entry::Paid) => self.paid += 1,
            Ok(Entry::Undue) => self.undue += 1,
            Ok(Entry::Claim(claim, names)) => {
                if !names.is_empty() {
                    let called = self.called.entry(claim.customer).or_default();
                    called.extend(names);
                }
                self.claims.push(claim.into());
            }
            Ok(Entry::Credit(note)) => self.credits.push(*note),
            Err(faults) => {
                if read.may_be_credit {
                    self.doubt(read.customer, row.line);
                }
                self.faulty.push(Faulty {
                    line: row.line,
                    faults,
                    customer: read.customer,
                    invoice: read.invoice,
                });
            }
        }
    }

    /// Without that row its debtor, or anybody, might be asked for too much.
    fn doubt(&mut self, customer: Option<CustomerNumber>, line: u64) {
        match customer {
            Some(customer) => {
                self.doubtful.entry(customer).or_insert(line);
            }
            None => self.nobodys.push(line),
        }
    }

    /// Names every row of an invoice that stands on several.
    fn refuse_twice(&mut self, numbers: Numbers) {
        let known = self.faulty.iter().enumerate();
        let known: HashMap<u64, usize> = known.map(|(at, row)| (row.line, at)).collect();
        let mut lines = BTreeSet::new();
        for row in numbers.twice() {
            lines.insert(row.line);
            self.paid -= usize::from(row.counted == Counted::Paid);
            self.undue -= usize::from(row.counted == Counted::Undue);
            if let Counted::Closed(state) = row.counted {
                self.closed.entry(state).and_modify(|n| *n -= 1);
            }
            let fault = Fault::of(ClaimColumn::Invoice, Rule::InvoiceTwice);
            match known.get(&row.line) {
                Some(at) => self.faulty[*at].faults.push(fault),
                None => self.faulty.push(Faulty {
                    line: row.line,
                    faults: vec![fault],
                    customer: row.customer,
                    invoice: Some(row.invoice),
                }),
            }
        }
        self.claims.retain(|claim| !lines.contains(&claim.line));
    }

    /// A letter has one kind of debtor.
    fn refuse_two_kinds(&mut self) {
        let mut kinds: BTreeMap<CustomerNumber, Vec<ClaimKind>> = BTreeMap::new();
        for claim in &self.claims {
            let known = kinds.entry(claim.customer).or_default();
            known.extend(claim.kind.filter(|kind| !known.contains(kind)));
        }
        let disagree = |claim: &Arc<Claim>| {
            let several = kinds
                .get(&claim.customer)
                .is_some_and(|kinds| kinds.len() > 1);
            several && claim.kind.is_some()
        };
        let (bad, good): (Vec<Arc<Claim>>, _) = std::mem::take(&mut self.claims)
            .into_iter()
            .partition(disagree);
        self.claims = good;
        self.faulty.extend(bad.into_iter().map(|claim| Faulty {
            line: claim.line,
            faults: vec![Fault::of(ClaimColumn::Kind, Rule::KindsDisagree)],
            customer: Some(claim.customer),
            invoice: Some(claim.invoice.to_string()),
        }));
    }
}
