//! What to type about a finding: one line for a shell, the way on where there is one, else where to look.

use crate::history::{Kind, Operation};
use crate::model::{Fault, Rule};

use super::finding::{Finding, What};

/// The commands; `…` and capitals stand for what only the owner knows.
pub(super) fn remedy(finding: &Finding) -> String {
    let path = shell(&finding.path());
    let place = finding.field.as_deref().unwrap_or_default();
    let number = finding.customer.map(|number| number.to_string());
    let number = number.unwrap_or_default();
    match &finding.what {
        What::NotPinned | What::NotAccepted(_) => "rekisteri accept".to_owned(),
        What::Clone(ill) => ill.remedy(&shell(place)),
        What::NoKey(_) => "rekisteri --identity FILE check".to_owned(),
        What::JournalOfErased => format!("git rm {path}"),
        What::InClear => in_clear(finding, &path, &number),
        What::Unreadable(_) | What::Value(_) if is_changed(finding) => back(finding, &path),
        What::Unreadable(_) | What::Value(_) if is_journal(finding) => versions(&path),
        What::Unreadable(_) | What::JournalAlone => format!("rekisteri restore {number}"),
        What::Value(fault) => value(fault, &number),
        What::Duplicate(duplicate) => format!("rekisteri show {}", duplicate.number),
        What::NewerEvent => format!("rekisteri show {number} --journal"),
        // It is written anew with its next event.
        What::Format(_) | What::OtherKeys if is_journal(finding) => {
            format!("rekisteri show {number} --journal")
        }
        What::Format(_) | What::OtherKeys => format!("rekisteri edit {number}"),
        What::Uncommitted => "rekisteri commit".to_owned(),
        What::Foreign => format!("mv {path} ~/"),
        What::LettersMiss => format!("rekisteri describe {place}=…"),
        What::NoNotice => format!("rekisteri describe {place}=https://…"),
        What::Conflict(_) | What::OtherCustomer | What::ChangedAndDeleted => {
            format!("git add {path}")
        }
        What::Unmerged if finding.customer.is_some() => format!("git checkout --merge {path}"),
        What::Unmerged => format!("git add {path}"),
        What::Unfinished(operation) => ends(*operation).to_owned(),
    }
}

fn is_journal(finding: &Finding) -> bool {
    finding.file.is_some()
}

/// Where to look for one to bring back: a journal has no command of its own for that.
fn versions(path: &str) -> String {
    format!("git log --oneline -- {path}")
}

fn is_changed(finding: &Finding) -> bool {
    finding.changed.is_some()
}

/// Puts the committed file back, or takes away one that git does not know.
fn back(finding: &Finding, path: &str) -> String {
    match finding.changed {
        Some(Kind::Untracked) => format!("mv {path} ~/"),
        Some(Kind::Staged) => format!("git restore --staged --worktree {path}"),
        _ => format!("git restore {path}"),
    }
}

/// The values are somebody's work, so the file is kept, outside of the register.
fn in_clear(finding: &Finding, path: &str, number: &str) -> String {
    match finding.changed {
        None if is_journal(finding) => versions(path),
        None if finding.customer.is_some() => format!("rekisteri restore {number}"),
        None | Some(Kind::Untracked) => format!("mv {path} ~/"),
        Some(_) => format!("mv {path} ~/; {}", back(finding, path)),
    }
}

fn value(fault: &Fault, number: &str) -> String {
    match (&fault.field, &fault.rule) {
        (Some(field), Rule::Undeclared { .. }) => format!("rekisteri describe fields.{field}=…"),
        (Some(field), _) => format!("rekisteri edit {number} {}=…", field.short()),
        (None, _) => format!("rekisteri edit {number}"),
    }
}

fn ends(operation: Operation) -> &'static str {
    match operation {
        Operation::Merge => "git commit --no-edit",
        Operation::Rebase => "git rebase --continue",
        Operation::CherryPick => "git cherry-pick --continue",
        Operation::Revert => "git revert --continue",
        Operation::Stash => "git reset",
    }
}

/// A path as a shell takes it.
fn shell(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-".contains(c);
    if !path.starts_with('-') && path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_one_word() {
        assert_eq!(shell("records/äiti.txt"), "records/äiti.txt");
        assert_eq!(shell("records/a b"), "'records/a b'");
        assert_eq!(
            shell("records/it's; rm -r ~"),
            r"'records/it'\''s; rm -r ~'"
        );
    }
}
