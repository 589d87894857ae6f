//! Claims as they come in: from a file, or typed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::args::DebtArgs;
use super::{columns, typed};
use crate::cli::ask;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::faulty::Rejects;
use crate::cli::hints::Hint;
use crate::cli::words::Words;
use crate::fsio;
use crate::model::{Customer, CustomerNumber};
use crate::receivables::file::{self, Columns, Debtors, Terms};
use crate::receivables::{ClaimKind, Kinds, List, Plan, likely_kind};
use crate::register::Unlocked;
use crate::text;
use crate::text::table::{ListFile, Row, Skipped};

/// No list is larger than this.
const LIMIT: u64 = 64 * 1024 * 1024;

/// What is owed, and by whom.
pub(in crate::cli) struct Owed {
    /// Whom the list is about, by number.
    customers: Vec<Customer>,
    list: List,
    ignored: Vec<String>,
    /// What the owner has said of columns and statuses, to be kept in `register.toml`.
    new_mapping: BTreeMap<String, String>,
    skipped: Vec<Skipped>,
    faulty: Option<Rejects>,
}

impl Owed {
    /// Reads the list, or takes the one invoice that was typed.
    pub(in crate::cli) fn read(
        context: &Context,
        register: &Unlocked,
        args: &DebtArgs,
    ) -> Result<Self, CommandError> {
        match (&args.receivables, &args.customer) {
            (Some(path), _) => Self::listed(context, register, path, args),
            (None, Some(customer)) => Self::typed(context, register, customer, args),
            (None, None) => Err(CommandError::usage("no customers were named")),
        }
    }

    fn listed(
        context: &Context,
        register: &Unlocked,
        path: &Path,
        args: &DebtArgs,
    ) -> Result<Self, CommandError> {
        let description = register.register().description();
        let known = |name: &str| Columns::is_known(&description.import.receivables, name);
        let file = ListFile::open(&fsio::read(path, LIMIT)?)?;
        let (table, ragged) = file.read(&args.list.options(&known))?;
        drop(file);
        let ragged: Vec<Row> = ragged.into_iter().map(|(_, row)| row).collect();
        let mut columns = Columns::of(&description.import.receivables, &table)?;
        columns::account(context, &mut columns, &table, &args.map)?;
        let customers = register.customers()?;
        let debtors = Debtors::of(&customers, description.numbers);
        let read = |allow_code_form| {
            let terms = Terms {
                letter: context.today(),
                letters: &description.letters,
                allow_code_form,
            };
            file::read((&table, &ragged), &columns, &debtors, terms)
        };
        let mut list = read(args.not_identity_codes);
        let asks = context.ui().is_terminal() && !context.globals().yes;
        if !list.code_forms.is_empty() && !args.not_identity_codes && asks {
            let lines: Vec<u64> = list.code_forms.keys().copied().collect();
            if columns::are_no_codes(context, &lines)? {
                list = read(true);
            }
        }
        let ignored = columns.ignored();
        let new_mapping = columns.new_mapping().clone();
        let lines: Vec<u64> = list.faulty.iter().map(|row| row.line).collect();
        let skip = args.skip_faulty.clone();
        let mut owed = Self {
            customers,
            list,
            ignored,
            new_mapping,
            skipped: table.skipped.clone(),
            faulty: skip.map(|file| Rejects::of((&table, &ragged), &lines, file)),
        };
        owed.keep_whom_it_is_about();
        Ok(owed)
    }

    fn typed(
        context: &Context,
        register: &Unlocked,
        customer: &str,
        args: &DebtArgs,
    ) -> Result<Self, CommandError> {
        let (customer, claim) = typed::read(context, register, customer, args)?;
        Ok(Self {
            customers: vec![customer],
            list: List::of(claim),
            ignored: Vec::new(),
            new_mapping: BTreeMap::new(),
            skipped: Vec::new(),
            faulty: None,
        })
    }

    /// Lets go of the register's other customers.
    fn keep_whom_it_is_about(&mut self) {
        let list = &self.list;
        let claims = list.claims.iter().map(|one| one.customer);
        let notes = list.credits.iter().map(|one| one.customer);
        let whom: BTreeSet<CustomerNumber> = claims.chain(notes).collect();
        self.customers.retain(|one| whom.contains(&one.number()));
        self.customers.shrink_to_fit();
    }

    /// Hands over the customers who get a letter of the plan; what is kept is no more than the faulty rows.
    pub(in crate::cli) fn handed_over(self, plan: &Plan) -> (Vec<Customer>, Option<Rejects>) {
        let Self {
            mut customers,
            faulty,
            ..
        } = self;
        let letters = &plan.letters;
        let gets = |one: &Customer| {
            let place = letters.binary_search_by_key(&one.number(), |letter| letter.customer);
            place.is_ok()
        };
        customers.retain(gets);
        (customers, faulty)
    }

    pub(in crate::cli) fn customers(&self) -> &[Customer] {
        &self.customers
    }

    pub(in crate::cli) fn customer(&self, number: CustomerNumber) -> Option<&Customer> {
        let place = self
            .customers
            .binary_search_by_key(&number, Customer::number);
        place.ok().map(|at| &self.customers[at])
    }

    pub(in crate::cli) fn list(&self) -> &List {
        &self.list
    }

    /// What the list calls a debtor whom the register calls otherwise.
    pub(super) fn called(&self, customer: CustomerNumber) -> Option<Vec<&str>> {
        let names = self.list.called.get(&customer)?;
        Some(names.iter().map(String::as_str).collect())
    }

    pub(in crate::cli) fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// What the owner has said of columns and statuses, to be kept in `register.toml`.
    pub(in crate::cli) fn new_mapping(&self) -> &BTreeMap<String, String> {
        &self.new_mapping
    }

    /// Lines of the list that are no rows.
    pub(super) fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Who owes something of the list.
    pub(in crate::cli) fn debtors(&self) -> Vec<CustomerNumber> {
        let debtors: BTreeSet<CustomerNumber> =
            self.list.claims.iter().map(|one| one.customer).collect();
        debtors.into_iter().collect()
    }

    /// Whether some row is that customer's, even one that cannot be used.
    pub(in crate::cli) fn names(&self, customer: CustomerNumber) -> bool {
        let claims = self.list.claims.iter().map(|one| one.customer);
        let credits = self.list.credits.iter().map(|one| one.customer);
        let faulty = self.list.faulty.iter().filter_map(|row| row.customer);
        claims
            .chain(credits)
            .chain(faulty)
            .any(|one| one == customer)
    }

    /// Faulty rows stop everything, unless they go into a file of their own and none of them can make a letter ask for too much.
    pub(in crate::cli) fn stop_if_faulty(&self) -> Result<(), CommandError> {
        if let (Some(line), Some(_)) = (self.list.nobodys.iter().min(), &self.faulty) {
            return Err(CommandError::user(format!(
                "no letter was written: the faulty row on line {line} may be a credit note, and nobody can tell whose"
            ))
            .hint(Hint::new("hint-nobodys-credit")));
        }
        let n = self.list.faulty.len();
        if n == 0 {
            return Ok(());
        }
        if let Some(rejects) = &self.faulty {
            return rejects.can_be_written();
        }
        let rows = text::count(n, "row is", "rows are");
        Err(
            CommandError::user(format!("no letter was written: {rows} faulty"))
                .hint(Hint::new("hint-skip-faulty")),
        )
    }
}

/// Asks what each doubtful debtor is; Enter: a consumer, or other where the name tells.
pub(in crate::cli) fn ask_kinds(
    context: &Context,
    customers: &[Customer],
    doubtful: &[CustomerNumber],
    kinds: &mut Kinds,
) -> Result<(), CommandError> {
    for number in doubtful {
        let customer = customers.iter().find(|one| one.number() == *number);
        let name = customer.map_or("", Customer::title);
        let values = [
            ("number", number.to_string().into()),
            ("name", text::visible(name).into()),
        ];
        let words = context.words();
        let likely = customer.map_or(ClaimKind::Consumer, likely_kind);
        let default = letter_of(words, likely);
        let kind = ask::until(context, "letter-ask-kind", &values, &default, |answer| {
            answered(words, answer).ok_or_else(|| words.say("letter-ask-kind-again"))
        })?;
        kinds.each.insert(*number, kind);
    }
    Ok(())
}

/// The letter that stands for a kind on this screen.
fn letter_of(words: &Words, kind: ClaimKind) -> String {
    words.say(&format!("letter-kind-{kind}"))
}

/// A kind by its letter or its word.
fn answered(words: &Words, answer: &str) -> Option<ClaimKind> {
    let letter = text::fold(answer.trim());
    ClaimKind::ALL
        .into_iter()
        .find(|kind| letter_of(words, *kind) == letter)
        .or_else(|| answer.parse().ok())
}
