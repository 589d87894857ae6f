//! What the owner says of the columns of lists of open invoices, kept so that the next list asks nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::history::{Act, CommitId};
use crate::register::describe::DescriptionText;
use crate::register::error::Error;
use crate::register::unlocked::Unlocked;

impl Unlocked {
    /// Keeps columns and statuses in `[import.receivables]` as one commit, if nothing was committed since `planned`; returns the last commit
    /// then.
    ///
    /// # Errors
    /// `PlanIsOld`; as [`Unlocked::change`].
    pub fn keep_claim_columns(
        &mut self,
        mapping: &BTreeMap<String, String>,
        planned: Option<CommitId>,
        now: Timestamp,
    ) -> Result<Option<CommitId>, Error> {
        let mut text = DescriptionText::load(self.register())?;
        let before = text.to_string();
        for (column, meaning) in mapping {
            text.map_claim_column(column, meaning)?;
        }
        if text.to_string() == before {
            return Ok(planned);
        }
        let mut change = self.change(now)?;
        if self.register().repo().head()? != planned {
            return Err(Error::PlanIsOld);
        }
        change.describe(&text);
        change.commit(Act::Describe)?;
        self.register_mut().read_description()?;
        self.register().repo().head().map_err(Error::from)
    }
}
