//! One customer's record in the past.

use crate::clock::Clock;
use crate::history::CommitId;
use crate::model::{CustomerNumber, FieldPath, Record};
use crate::register::error::Error;
use crate::register::layout::record_path;
use crate::register::unlocked::Unlocked;

use super::When;

impl Unlocked {
    /// Returns the record as it was in a commit; `None` where the commit has none.
    pub fn record_at(
        &self,
        number: CustomerNumber,
        commit: &CommitId,
    ) -> Result<Option<Record>, Error> {
        let bytes = self
            .register()
            .repo()
            .read(Some(commit), &record_path(number))?;
        bytes
            .map(|bytes| Ok(self.reader().open(number, &bytes)?.1))
            .transpose()
    }

    /// Returns the record as it was at a time, whatever the schema says today, and the commit it stands in.
    ///
    /// # Errors
    /// `NotThen` when the register did not have it.
    pub fn record_then(
        &self,
        number: CustomerNumber,
        when: &When,
        clock: Clock,
    ) -> Result<(Record, CommitId), Error> {
        let commit = self.commit_at(when, clock)?;
        let record = self.record_at(number, &commit)?;
        let record = record.ok_or_else(|| Error::NotThen {
            number,
            when: when.to_string(),
        })?;
        Ok((record, commit))
    }

    /// Returns the newest committed version of a record that differs from `now`, in that field or in any, and the commit;
    /// damaged ones are passed over.
    pub fn record_before(
        &self,
        number: CustomerNumber,
        now: Option<&Record>,
        field: Option<&FieldPath>,
    ) -> Result<Option<(Record, CommitId)>, Error> {
        let differs = |then: &Record| match (now, field) {
            (Some(now), Some(field)) => then.get(field) != now.get(field),
            (now, _) => Some(then) != now,
        };
        for entry in self.register().repo().log(Some(&[&record_path(number)]))? {
            match self.record_at(number, &entry.id) {
                Ok(Some(then)) if differs(&then) => return Ok(Some((then, entry.id))),
                Ok(_) => {}
                Err(error) => match self.judged(error) {
                    error if error.is_damage() => {}
                    error => return Err(error),
                },
            }
        }
        Ok(None)
    }

    /// Whether the register has or ever had that customer.
    pub fn knows(&self, number: CustomerNumber) -> Result<bool, Error> {
        let path = record_path(number);
        let here = crate::fsio::exists(&self.register().root().join(&path))?;
        Ok(here || !self.register().repo().log(Some(&[&path]))?.is_empty())
    }
}
