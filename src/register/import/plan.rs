//! The plan of an import: which rows are new, which change what, which are faulty. Nothing is written here.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::history::CommitId;
use crate::model::import::{Index, Match, Row};
use crate::model::{
    Change, Checked, Customer, CustomerNumber, Fault, Numbers, Record, Rule, changes,
};
use crate::register::error::Error;
use crate::register::store::load_ledger;
use crate::register::unlocked::Unlocked;

use super::columns::Columns;
use super::source::{Located, Source};

/// What an import would do.
pub struct Plan {
    /// Customers to add.
    pub new: Vec<Planned>,
    /// Customers to change.
    pub changed: Vec<Changed>,
    /// Rows that say what the register has already.
    pub unchanged: usize,
    /// Rows that cannot be imported.
    pub faulty: Vec<Faulty>,
    /// Columns that are never read.
    pub ignored: Vec<String>,
    pub(super) head: Option<CommitId>,
}

/// A customer to add.
pub struct Planned {
    /// The record as it will be.
    pub record: Record,
    /// Whether the number came with the row.
    pub numbered: bool,
}

/// A customer to change.
pub struct Changed {
    /// The record as it will be.
    pub record: Record,
    /// What is different.
    pub changes: Vec<Change>,
}

/// A row that cannot be imported.
pub struct Faulty {
    /// Its line, or the how-many-th record it is.
    pub line: u64,
    /// All that is wrong with it.
    pub faults: Vec<Fault>,
}

impl Plan {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty()
    }

    /// Whether rows brought customer numbers of their own.
    pub fn brings_numbers(&self) -> bool {
        self.new.iter().any(|planned| planned.numbered)
    }
}

/// Plans an import.
pub fn plan(register: &Unlocked, source: &Source, columns: &Columns) -> Result<Plan, Error> {
    // Asked before anything is read: a commit that lands in between makes the plan an old one.
    let head = register.register().repo().head()?;
    let customers = register.customers()?;
    let mut planner = Planner::new(register, &customers, columns.ignored(), head)?;
    planner.plan.faulty = ragged(source);
    let mut open = Vec::new();
    for (line, row, as_new) in planner.judged(rows(source, columns)) {
        match row {
            // Rows with a number of their own come first, so that no other row is given it.
            Ok(row) if row.number.is_some() => planner.take(line, &row, as_new)?,
            Ok(row) => open.push((line, row)),
            Err(faults) => planner.plan.faulty.push(Faulty { line, faults }),
        }
    }
    for (line, row) in open {
        planner.take(line, &row, None)?;
    }
    planner.plan.faulty.sort_by_key(|faulty| faulty.line);
    planner
        .plan
        .new
        .sort_by_key(|planned| planned.record.number);
    planner
        .plan
        .changed
        .sort_by_key(|changed| changed.record.number);
    Ok(planner.plan)
}

/// A row and its line, or what is wrong with it.
type Read = (u64, Result<Row, Vec<Fault>>);

/// What the schema says of a row as a new customer's, where that was asked already.
type AsNew = Option<Result<Checked, Vec<Fault>>>;

fn rows(source: &Source, columns: &Columns) -> Vec<Read> {
    match source {
        Source::Table { table, .. } => table
            .rows
            .par_iter()
            .map(|row| (row.line, columns.row(&row.cells)))
            .collect(),
        Source::Records(rows) => rows
            .iter()
            .map(|Located { line, row }| (*line, Ok(row.clone())))
            .collect(),
    }
}

/// Rows that do not fit under the header line: which cell is which cannot be known.
fn ragged(source: &Source) -> Vec<Faulty> {
    match source {
        Source::Table { ragged, .. } => ragged
            .iter()
            .map(|row| Faulty {
                line: row.line,
                faults: vec![Fault::whole(Rule::Ragged)],
            })
            .collect(),
        Source::Records(_) => Vec::new(),
    }
}

struct Planner<'a> {
    register: &'a Unlocked,
    existing: std::collections::HashMap<CustomerNumber, &'a Customer>,
    index: Index,
    numbers: Numbers,
    greatest: u32,
    /// The customers that rows were taken for, and the lines of those.
    seen: BTreeMap<CustomerNumber, u64>,
    plan: Plan,
}

impl<'a> Planner<'a> {
    fn new(
        register: &'a Unlocked,
        customers: &'a [Customer],
        ignored: Vec<String>,
        head: Option<CommitId>,
    ) -> Result<Self, Error> {
        Ok(Self {
            register,
            existing: customers
                .iter()
                .map(|customer| (customer.number(), customer))
                .collect(),
            index: customers.iter().collect(),
            // A register without customers has no numbers of its own to protect.
            numbers: if customers.is_empty() {
                Numbers::Imported
            } else {
                register.register().description().numbers
            },
            greatest: greatest(register)?,
            seen: BTreeMap::new(),
            plan: Plan {
                new: Vec::new(),
                changed: Vec::new(),
                unchanged: 0,
                faulty: Vec::new(),
                ignored,
                head,
            },
        })
    }

    /// Judges on all cores the rows that bring a number nobody has: nearly always new customers.
    fn judged(&self, rows: Vec<Read>) -> Vec<(u64, Result<Row, Vec<Fault>>, AsNew)> {
        let (schema, existing) = (self.register.register().schema(), &self.existing);
        let as_new = |row: &Row| {
            let number = row.number.filter(|number| !existing.contains_key(number))?;
            Some(schema.parse(row.merge(number, None)))
        };
        let judged = |(line, row): Read| {
            let as_new = row.as_ref().ok().and_then(as_new);
            (line, row, as_new)
        };
        rows.into_par_iter().map(judged).collect()
    }

    fn take(&mut self, line: u64, row: &Row, as_new: AsNew) -> Result<(), Error> {
        let outcome = match self.index.find(row, self.numbers) {
            Ok(Match::Update(number)) => match self.seen.get(&number) {
                Some(&line) => Err(vec![Fault::whole(Rule::Repeated { line })]),
                None => self.update(line, row, number),
            },
            Ok(Match::Add) => self.add(line, row, as_new)?,
            Err(fault) => Err(vec![fault]),
        };
        if let Err(faults) = outcome {
            self.withdraw(line, row);
            self.plan.faulty.push(Faulty { line, faults });
        }
        Ok(())
    }

    /// Takes back earlier rows about the customers that a faulty row points to: which of the rows is right cannot be known.
    fn withdraw(&mut self, faulty: u64, row: &Row) {
        for number in self.index.pointed_to(row) {
            let Some(line) = self.seen.get(&number).copied() else {
                continue;
            };
            let plan = &mut self.plan;
            if plan.faulty.iter().any(|faulty| faulty.line == line) {
                continue;
            }
            let planned = plan.new.len() + plan.changed.len();
            plan.new.retain(|new| new.record.number != number);
            plan.changed
                .retain(|changed| changed.record.number != number);
            if plan.new.len() + plan.changed.len() == planned {
                plan.unchanged -= 1;
            }
            plan.faulty.push(Faulty {
                line,
                faults: vec![Fault::whole(Rule::Repeated { line: faulty })],
            });
        }
    }

    fn update(&mut self, line: u64, row: &Row, number: CustomerNumber) -> Result<(), Vec<Fault>> {
        let old = self
            .existing
            .get(&number)
            .map(|customer| customer.to_record());
        let checked = self
            .register
            .register()
            .schema()
            .parse(row.merge(number, old.as_ref()))?;
        let record = checked.customer.to_record();
        self.seen.insert(number, line);
        let changes = changes(&old.unwrap_or_else(|| Record::new(number)), &record);
        if changes.is_empty() {
            self.plan.unchanged += 1;
        } else {
            self.plan.changed.push(Changed { record, changes });
        }
        Ok(())
    }

    fn add(
        &mut self,
        line: u64,
        row: &Row,
        as_new: AsNew,
    ) -> Result<Result<(), Vec<Fault>>, Error> {
        let number = match row.number {
            Some(number) => number,
            None => CustomerNumber::new(self.greatest + 1).map_err(|_| Error::NumbersUsedUp)?,
        };
        let schema = self.register.register().schema();
        let checked = match as_new.unwrap_or_else(|| schema.parse(row.merge(number, None))) {
            Ok(checked) => checked,
            Err(faults) => return Ok(Err(faults)),
        };
        self.greatest = self.greatest.max(number.get());
        self.seen.insert(number, line);
        self.index.insert(&checked.customer);
        self.plan.new.push(Planned {
            record: checked.customer.to_record(),
            numbered: row.number.is_some(),
        });
        Ok(Ok(()))
    }
}

/// The greatest number that is or was in use, as far as a reader can see; the change itself looks again under the lock.
fn greatest(register: &Unlocked) -> Result<u32, Error> {
    let ledger = load_ledger(register.register().root())?;
    let pinned = register.register().greatest_accepted()?;
    let numbers = register.numbers()?.into_iter().chain(pinned);
    let next = ledger.next_number(numbers).ok_or(Error::NumbersUsedUp)?;
    Ok(next.get() - 1)
}
