//! Carrying a plan out: one commit, and only if the register is still what the plan was made from.

use jiff::Timestamp;

use crate::history::{Act, CommitId};
use crate::model::Record;
use crate::register::describe::DescriptionText;
use crate::register::error::Error;
use crate::register::unlocked::Unlocked;

use super::columns::Columns;
use super::plan::Plan;

/// Imports what the plan says as one commit, and keeps the mapping of columns; `None` when there is nothing to do.
///
/// # Errors
/// `PlanIsOld` when the register has changed since the plan was made.
pub fn apply(
    register: &Unlocked,
    plan: &Plan,
    columns: &Columns,
    now: Timestamp,
) -> Result<Option<CommitId>, Error> {
    let mut change = register.change(now)?;
    if register.register().repo().head()? != plan.head {
        return Err(Error::PlanIsOld);
    }
    for planned in &plan.new {
        change.take_number(planned.record.number)?;
    }
    let new = plan.new.iter().map(|planned| &planned.record);
    let records: Vec<Record> = new
        .chain(plan.changed.iter().map(|changed| &changed.record))
        .cloned()
        .collect();
    change.put(&records)?;
    let mut text = DescriptionText::load(register.register())?;
    let before = text.to_string();
    for (column, target) in columns.new_mapping() {
        text.map_column(column, target)?;
    }
    if plan.brings_numbers() {
        text.numbers_are_imported();
    }
    if text.to_string() != before {
        change.describe(&text);
    }
    change.commit(Act::Import)
}
