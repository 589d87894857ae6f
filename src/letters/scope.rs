//! The names a template may use. A declared field without a value is `none`; a name nobody declared is an error that carries
//! the name and its neighbours. The engine's own strictness knows neither name nor neighbours, so tables answer themselves.

use std::collections::BTreeMap;
use std::fmt::{self, Debug, Display, Formatter};
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, Value};
use minijinja::{Error, ErrorKind};

use crate::text;

/// Names of the engine itself, looked up after ours.
pub(super) const ENGINE: [&str; 7] = [
    "range",
    "dict",
    "namespace",
    "loop",
    "self",
    "super",
    "caller",
];

/// What a scope answers to a name it does not hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// The engine's own names lie behind it.
    Top,
    /// An error.
    Closed,
    /// Undefined.
    Open,
}

/// A table of names. Its Debug tells none of the values.
pub(super) struct Scope {
    reach: Reach,
    table: String,
    entries: BTreeMap<String, Value>,
}

impl Scope {
    /// The names at the top.
    pub(super) fn top(entries: BTreeMap<String, Value>) -> Value {
        Self::value(Reach::Top, String::new(), entries)
    }

    /// A closed table: an unknown name in it is an error.
    pub(super) fn table(name: &str, entries: BTreeMap<String, Value>) -> Value {
        Self::value(Reach::Closed, name.to_owned(), entries)
    }

    /// An open table: an unknown name in it is merely undefined, so that `is defined` can be asked.
    pub(super) fn open(name: &str, entries: BTreeMap<String, Value>) -> Value {
        Self::value(Reach::Open, name.to_owned(), entries)
    }

    fn value(reach: Reach, table: String, entries: BTreeMap<String, Value>) -> Value {
        Value::from_object(Self {
            reach,
            table,
            entries,
        })
    }

    fn unknown(&self, name: &str) -> Value {
        let trace = Trace::Unknown {
            table: self.table.clone(),
            name: name.to_owned(),
            similar: text::similar(name, self.entries.keys().map(String::as_str)),
        };
        Value::from(Error::new(ErrorKind::UndefinedError, "unknown name").with_source(trace))
    }
}

impl Debug for Scope {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

impl Object for Scope {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        match self.entries.get(key) {
            Some(value) => Some(value.clone()),
            None if self.reach == Reach::Open => None,
            None if self.reach == Reach::Top && ENGINE.contains(&key) => None,
            None => Some(self.unknown(key)),
        }
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.entries.keys().map(Value::from).collect())
    }
}

/// What our own code says to `fault` through the engine's errors. Never shown: a name may have been computed from a value.
#[derive(Debug)]
pub(super) enum Trace {
    /// A name nobody declared.
    Unknown {
        /// The table it was sought in; empty at the top.
        table: String,
        /// The name.
        name: String,
        /// Names of that table spelt nearly so.
        similar: Vec<String>,
    },
    /// A filter's refusal, in fixed words.
    Refused(&'static str),
}

impl Display for Trace {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("told by `fault`")
    }
}

impl std::error::Error for Trace {}
