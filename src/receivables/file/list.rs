//! The whole list: its rows sorted by what they are, and what only shows between rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use crate::model::import::ClaimColumn;
use crate::model::{CustomerNumber, Letters, Rule, amount};
use crate::receivables::{Claim, ClaimKind, CreditNote};
use crate::text;
use crate::text::table::{Row, Table};

use super::row::{self, Entry};
use super::{Columns, Debtors, Fault, Faulty};

/// A list of open invoices, read. No `Debug`: it is people's data.
#[derive(Default)]
pub struct List {
    /// Open invoices, late or not.
    pub claims: Vec<Claim>,
    /// Credit notes that are not used up.
    pub credits: Vec<CreditNote>,
    /// Rows of which nothing is open.
    pub paid: usize,
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

/// Reads the rows of a table, and names those that do not fit under its headers.
pub fn read(
    (table, ragged): (&Table, &[Row]),
    columns: &Columns,
    debtors: &Debtors,
    letter: Date,
    terms: &Letters,
) -> List {
    let mut list = List::default();
    for row in ragged {
        if row.cells.iter().any(|cell| is_below_nothing(cell)) {
            list.nobodys.push(row.line);
        }
        list.faulty.push(Faulty {
            line: row.line,
            faults: vec![Fault::whole(Rule::Ragged)],
            customer: None,
            invoice: None,
        });
    }
    for row in &table.rows {
        let cells = columns.row(&row.cells);
        match row::read(&cells, row.line, debtors, letter, terms) {
            Ok(Entry::Paid) => list.paid += 1,
            Ok(Entry::Undue) => list.undue += 1,
            Ok(Entry::Claim(claim, names)) => {
                if !names.is_empty() {
                    let called = list.called.entry(claim.customer).or_default();
                    called.extend(names);
                }
                list.claims.push(*claim);
            }
            Ok(Entry::Credit(note)) => list.credits.push(*note),
            Err(refused) => {
                match refused.customer {
                    Some(customer) if refused.may_be_credit => {
                        list.doubtful.entry(customer).or_insert(row.line);
                    }
                    None if row.cells.iter().any(|cell| is_below_nothing(cell)) => {
                        list.nobodys.push(row.line);
                    }
                    _ => {}
                }
                list.faulty.push(Faulty {
                    line: row.line,
                    faults: refused.faults,
                    customer: refused.customer,
                    invoice: refused.invoice,
                });
            }
        }
    }
    list.refuse_twice();
    list.refuse_two_kinds();
    list.faulty.sort_by_key(|faulty| faulty.line);
    list
}

/// Whether a cell is a sum that takes something off.
fn is_below_nothing(cell: &str) -> bool {
    amount::parse(cell).is_ok_and(|sum| sum.is_sign_negative())
}

impl List {
    /// A list of one invoice, as typed.
    pub fn of(claim: Claim) -> Self {
        Self {
            claims: vec![claim],
            ..Self::default()
        }
    }

    /// One invoice on two rows would be asked for twice: which row is right cannot be known.
    fn refuse_twice(&mut self) {
        let mut rows: HashMap<String, usize> = HashMap::new();
        for claim in &self.claims {
            *rows.entry(text::fold(claim.invoice.as_str())).or_default() += 1;
        }
        self.refuse_where(ClaimColumn::Invoice, &Rule::InvoiceTwice, |claim| {
            rows.get(&text::fold(claim.invoice.as_str()))
                .is_some_and(|n| *n > 1)
        });
    }

    /// A letter has one kind of debtor.
    fn refuse_two_kinds(&mut self) {
        let mut kinds: BTreeMap<CustomerNumber, Vec<ClaimKind>> = BTreeMap::new();
        for claim in &self.claims {
            let known = kinds.entry(claim.customer).or_default();
            known.extend(claim.kind.filter(|kind| !known.contains(kind)));
        }
        self.refuse_where(ClaimColumn::Kind, &Rule::KindsDisagree, |claim| {
            let several = kinds
                .get(&claim.customer)
                .is_some_and(|kinds| kinds.len() > 1);
            several && claim.kind.is_some()
        });
    }

    fn refuse_where(&mut self, column: ClaimColumn, rule: &Rule, wrong: impl Fn(&Claim) -> bool) {
        let (bad, good) = std::mem::take(&mut self.claims)
            .into_iter()
            .partition(|claim| wrong(claim));
        self.claims = good;
        let bad: Vec<Claim> = bad;
        for claim in bad {
            self.faulty.push(Faulty {
                line: claim.line,
                faults: vec![Fault::of(column, rule.clone())],
                customer: Some(claim.customer),
                invoice: Some(claim.invoice.to_string()),
            });
        }
    }
}
