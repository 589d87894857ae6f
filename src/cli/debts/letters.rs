//! The letters of a plan, found by their debtor.

use crate::model::CustomerNumber;
use crate::receivables::Letter;

/// What each debtor owes, one letter each; nothing in notices.
#[derive(Default)]
pub(in crate::cli) struct Debts(Vec<Letter>);

impl Debts {
    /// Takes a plan's letters, which are in the order of their debtors.
    pub(in crate::cli) fn new(letters: Vec<Letter>) -> Self {
        debug_assert!(letters.is_sorted_by_key(|letter| letter.customer));
        Self(letters)
    }

    /// The letter to one debtor.
    pub(in crate::cli) fn of(&self, customer: CustomerNumber) -> Option<&Letter> {
        self.at(customer).map(|at| &self.0[at])
    }

    /// Lets go of what a letter says: the plan of five thousand is no small thing.
    pub(in crate::cli) fn done_with(&mut self, customer: CustomerNumber) {
        if let Some(at) = self.at(customer) {
            self.0[at].items = Vec::new();
        }
    }

    fn at(&self, customer: CustomerNumber) -> Option<usize> {
        let at = self.0.binary_search_by_key(&customer, |one| one.customer);
        at.ok()
    }
}
