//! What `check` says of files that git could not merge: what to type, in the words of what git is in the middle of.

use super::words::Words;
use crate::history::Operation;
use crate::register::{Finding, What};

/// The words of a finding about a merge; none for other findings.
pub(super) fn said(words: &Words, finding: &Finding) -> Option<String> {
    let path = finding.path();
    let number = finding.customer.map(|number| number.to_string());
    let is_record = number.is_some();
    let with = |key: &str, operation: Option<Operation>| {
        let other = operation.map(Operation::other_side).unwrap_or_default();
        let number = number.clone().unwrap_or_default();
        let values = [
            ("path", path.as_str().into()),
            ("number", number.into()),
            ("other", other.into()),
        ];
        Some(words.say_with(key, &values))
    };
    match finding.what {
        What::Conflict(operation) => with("finding-conflict", Some(operation)),
        What::OtherCustomer => with("finding-other-customer", None),
        What::ChangedAndDeleted => with("finding-changed-and-deleted", None),
        What::Unmerged if is_record => with("finding-unmerged-record", None),
        What::Unmerged => with("finding-unmerged-file", None),
        What::Unfinished(operation) => with(unfinished(operation), None),
        _ => None,
    }
}

fn unfinished(operation: Operation) -> &'static str {
    match operation {
        Operation::Merge => "finding-unfinished-merge",
        Operation::Rebase => "finding-unfinished-rebase",
        Operation::CherryPick => "finding-unfinished-cherry-pick",
        Operation::Revert => "finding-unfinished-revert",
        Operation::Stash => "finding-unfinished-stash",
    }
}
