//! The plan of an import: which rows are new, which change what, which are faulty. Nothing is written here.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::history::CommitId;
use crate::model::import::{Index, Match, Row};
use crate::model::{
    Change, Checked, Customer, CustomerNumber, Fault, FieldPath, Numbers, Record, Rule, changes,
};
use crate::register::error::Error;
use crate::register::store::load_ledger;
use crate::register::unlocked::Unlocked;
use crate::text;

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
    /// What the owner should know of rows that can be imported, each under its line.
    pub notes: Vec<Faulty>,
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

/// A row that cannot be imported, or that has a remark.
pub struct Faulty {
    /// Its line, or the how-many-th record it is.
    pub line: u64,
    /// All that is wrong with it, or odd.
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
    planner.plan.notes.sort_by_key(|note| note.line);
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

/// What is known of a row that no key tells apart from others.
enum Known {
    /// Nobody is called so.
    Nothing,
    /// It says what a customer or an earlier row says.
    SameAs(Rule),
    /// A customer of the same name at the same address.
    Update(CustomerNumber),
    /// Several of those.
    Several(Vec<CustomerNumber>),
    /// Somebody of the same name; nothing else tells that it is the same.
    Namesake(CustomerNumber),
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
                notes: Vec::new(),
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
            Ok(Match::Add) => match self.known_by_name(row) {
                Known::Nothing => self.add(line, row, as_new)?,
                Known::SameAs(rule) => {
                    self.unchanged(line, row, rule);
                    Ok(())
                }
                Known::Update(number) => self.update(line, row, number),
                Known::Several(numbers) => Err(vec![Fault::of(
                    FieldPath::NAME,
                    Rule::SeveralMatch { numbers },
                )]),
                Known::Namesake(number) => {
                    let added = self.add(line, row, as_new)?;
                    if added.is_ok() {
                        self.note(
                            line,
                            vec![Fault::of(FieldPath::NAME, Rule::Namesake { number })],
                        );
                    }
                    added
                }
            },
            Err(fault) => Err(vec![fault]),
        };
        if let Err(faults) = outcome {
            self.withdraw(line, row);
            self.plan.faulty.push(Faulty { line, faults });
        }
        Ok(())
    }

    /// What the register or this list knows of a row that no key tells apart from others: the same list imported again adds nobody twice.
    fn known_by_name(&self, row: &Row) -> Known {
        if row.number.is_some() || row.fields.contains_key(&FieldPath::BUSINESS_ID) {
            return Known::Nothing;
        }
        let namesakes = self.index.namesakes(row);
        let stored = |number: &CustomerNumber| self.existing.contains_key(number);
        if !row.is_without_key() {
            let namesake = namesakes.into_iter().find(stored);
            return namesake.map_or(Known::Nothing, Known::Namesake);
        }
        let records: Vec<(CustomerNumber, Record)> = namesakes
            .iter()
            .filter_map(|number| Some((*number, self.planned(*number)?)))
            .collect();
        if let Some((number, _)) = records
            .iter()
            .find(|(_, record)| self.says_nothing_new(row, record))
        {
            return Known::SameAs(match self.seen.get(number) {
                Some(&line) if !stored(number) => Rule::SameAsLine { line },
                _ => Rule::SameAsCustomer { number: *number },
            });
        }
        let at_home = records.iter().filter(|(number, record)| {
            stored(number) && !self.seen.contains_key(number) && row.shares_home(record)
        });
        match at_home.map(|(number, _)| *number).collect::<Vec<_>>()[..] {
            [] => records
                .first()
                .map_or(Known::Nothing, |(number, _)| Known::Namesake(*number)),
            [number] => Known::Update(number),
            ref several => Known::Several(several.to_vec()),
        }
    }

    /// A customer as the register has it, or as a row of this list made it.
    fn planned(&self, number: CustomerNumber) -> Option<Record> {
        let stored = self
            .existing
            .get(&number)
            .map(|customer| customer.to_record());
        stored.or_else(|| {
            let mut new = self.plan.new.iter();
            new.find(|planned| planned.record.number == number)
                .map(|planned| planned.record.clone())
        })
    }

    /// Where no address tells who is meant, the case of letters says nothing either.
    fn says_nothing_new(&self, row: &Row, record: &Record) -> bool {
        let folded = |value: &Option<String>| value.as_deref().map(text::fold_case);
        let is_same =
            |change: &Change| !row.has_home() && folded(&change.old) == folded(&change.new);
        let merged = row.merge(record.number, Some(record));
        let parsed = self.register.register().schema().parse(merged);
        parsed.is_ok_and(|checked| {
            let changes = changes(record, &checked.customer.to_record());
            changes.iter().all(is_same)
        })
    }

    /// A row that adds nothing. That it names nobody but by name is told, unless an address tells who is meant.
    fn unchanged(&mut self, line: u64, row: &Row, rule: Rule) {
        let is_line = matches!(rule, Rule::SameAsLine { .. });
        if !is_line {
            self.plan.unchanged += 1;
        }
        if is_line || !row.has_home() {
            self.note(line, vec![Fault::whole(rule)]);
        }
    }

    fn note(&mut self, line: u64, faults: Vec<Fault>) {
        if !faults.is_empty() {
            self.plan.notes.push(Faulty { line, faults });
        }
    }

    /// Keeps what is odd about a row; what contradicts itself in an address that the row brings is a fault.
    fn judge(&mut self, line: u64, row: &Row, checked: &Checked) -> Result<(), Vec<Fault>> {
        let contradicts = |fault: &&Fault| {
            let own = fault
                .field
                .as_ref()
                .is_some_and(|field| row.fields.contains_key(field));
            own && matches!(fault.rule, Rule::TownDigits | Rule::StreetPostcode)
        };
        let faults: Vec<Fault> = checked
            .warnings
            .iter()
            .filter(contradicts)
            .cloned()
            .collect();
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut notes = row.notes.clone();
        notes.extend(checked.warnings.iter().cloned());
        let customer = &checked.customer;
        if row.name_or_company.is_some()
            && customer.company().is_some()
            && customer.business_id().is_none()
        {
            notes.push(Fault::of(FieldPath::COMPANY, Rule::WithoutBusinessId));
        }
        self.note(line, notes);
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
            plan.notes.retain(|note| note.line != line);
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
        let changes = changes(&old.unwrap_or_else(|| Record::new(number)), &record);
        if changes.is_empty() {
            self.seen.insert(number, line);
            self.plan.unchanged += 1;
        } else {
            self.judge(line, row, &checked)?;
            self.seen.insert(number, line);
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
        if let Err(faults) = self.judge(line, row, &checked) {
            return Ok(Err(faults));
        }
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
