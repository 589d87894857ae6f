//! One version of a record, opened, and what three of them say together.

use crate::model::merge::{Merged, may_be_one, three_way, two_way};
use crate::model::{CustomerNumber, Record};
use crate::register::error::Error;
use crate::register::unlocked::Unlocked;
use crate::sops::{Opened, Sealed};

/// A version of a record.
pub(super) struct Version {
    pub(super) sealed: Sealed,
    pub(super) opened: Opened,
    pub(super) record: Record,
}

/// What the versions say.
pub(super) enum Judged {
    /// They are of one customer.
    One(Merged),
    /// Two customers were added under one number.
    Added,
    /// A customer was changed that is another one here; whether it is the base that our side does not know.
    Other,
}

impl Version {
    /// Opens a version, which must carry the number of its file.
    pub(super) fn open(
        register: &Unlocked,
        number: CustomerNumber,
        bytes: &[u8],
    ) -> Result<Self, Error> {
        let (sealed, opened, record) = register.reader().open_sealed(number, bytes)?;
        Ok(Self {
            sealed,
            opened,
            record,
        })
    }

    /// Whether two versions are of one customer: sealed under one data key, or with a telling value in common. A customer
    /// sealed anew for other recipients has a new data key; one that was given the number elsewhere has neither.
    fn is_of(&self, other: &Self) -> bool {
        self.opened.shares_key(&other.opened) || may_be_one(&self.record, &other.record)
    }
}

/// Judges three versions.
pub(super) fn judge(base: Option<&Version>, ours: &Version, theirs: &Version) -> Judged {
    match base {
        Some(base) if base.is_of(ours) && base.is_of(theirs) => {
            Judged::One(three_way(&base.record, &ours.record, &theirs.record))
        }
        Some(_) => Judged::Other,
        None if ours.record == theirs.record || ours.opened.shares_key(&theirs.opened) => {
            Judged::One(two_way(&ours.record, &theirs.record))
        }
        None => Judged::Added,
    }
}
