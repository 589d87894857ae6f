//! Whom the keys of a row point to, one after the other: all must mean the same customer, and one at least must be enough by itself.

use crate::model::import::Found;
use crate::model::{CustomerNumber, Rule};

/// Whom a key, or several together, may mean.
#[derive(Clone)]
pub(super) struct Pointed {
    /// Those whom it is enough for.
    pub(super) alone: Found,
    /// Those whom it does not contradict; the others are among them.
    pub(super) beside: Found,
    /// Why it is not enough for the rest.
    pub(super) weak: Option<Rule>,
}

impl Pointed {
    /// A key that is enough for all that it is of.
    pub(super) fn to(found: Found) -> Self {
        Self {
            beside: found.clone(),
            alone: found,
            weak: None,
        }
    }
}

/// What all keys of a row say together.
pub(super) struct Together {
    /// Those whom each key is enough for.
    each: Found,
    /// Those whom some key is enough for.
    some: Found,
    /// Those whom none contradicts.
    all: Found,
}

impl Together {
    /// What a key adds to those before it; none where it points to others.
    pub(super) fn with(before: Option<&Self>, pointed: &Pointed) -> Option<Self> {
        let Pointed { alone, beside, .. } = pointed;
        let Some(before) = before else {
            return Some(Self {
                each: alone.clone(),
                some: alone.clone(),
                all: beside.clone(),
            });
        };
        let all = &before.all & beside;
        (!all.is_empty()).then(|| Self {
            each: &before.each & alone,
            some: &before.some | alone,
            all,
        })
    }

    /// Whom they mean: those whom each key is enough for, else those whom one is enough for and the others do not contradict.
    pub(super) fn meant(&self) -> Vec<CustomerNumber> {
        let meant = if self.each.is_empty() {
            &self.all & &self.some
        } else {
            self.each.clone()
        };
        meant.into_iter().collect()
    }
}
