//! A point in the past as people name it, and the commit that it means.

use std::str::FromStr;

use jiff::civil::Date;

use crate::clock::Clock;
use crate::history::{self, CommitId};
use crate::model::{Rule, date};
use crate::register::error::Error;
use crate::register::unlocked::Unlocked;

/// A point in the register's history as people name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The end of that day.
    Date(Date),
    /// A commit, by its hash or the beginning of it, `HEAD~1`, `MERGE_HEAD`, or `refs/heads/main`.
    Commit(String),
}

impl FromStr for When {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match date::parse(text) {
            Ok(date) => return Ok(Self::Date(date)),
            Err(Rule::NoSuchDay) => {
                let text = text.to_owned();
                return Err(Error::NoSuchDay { text });
            }
            Err(_) => {}
        }
        if text.is_empty() || text.chars().any(char::is_whitespace) {
            return Err(no_such_time(text));
        }
        Ok(Self::Commit(text.to_owned()))
    }
}

fn no_such_time(text: &str) -> Error {
    let text = text.to_owned();
    Error::NoSuchTime { text }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{date}"),
            Self::Commit(hash) => f.write_str(hash),
        }
    }
}

impl Unlocked {
    /// Returns the commit that was the newest at `when`.
    pub fn commit_at(&self, when: &When, clock: Clock) -> Result<CommitId, Error> {
        let none = || Error::TooEarly {
            when: when.to_string(),
        };
        let repo = self.register().repo();
        match when {
            When::Commit(name) => match repo.resolve(name) {
                Err(history::Error::NoSuchCommit { text }) => Err(no_such_time(&text)),
                resolved => Ok(resolved?),
            },
            When::Date(date) => repo
                .at(clock.end_of(*date).ok_or_else(none)?)?
                .ok_or_else(none),
        }
    }

    /// The commit that was the newest when a day began, or that is named; `None` where the register was made on that day.
    pub(super) fn commit_before(
        &self,
        when: &When,
        clock: Clock,
    ) -> Result<Option<CommitId>, Error> {
        // A day before the first is refused, as it is where its end is asked for.
        let at_end = self.commit_at(when, clock)?;
        let When::Date(date) = when else {
            return Ok(Some(at_end));
        };
        let before = date.yesterday().ok().and_then(|day| clock.end_of(day));
        let commit = before.map(|moment| self.register().repo().at(moment));
        Ok(commit.transpose()?.flatten())
    }
}
