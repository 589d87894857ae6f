//! What is wrong with a template, said without a value. The engine's own messages may quote what they stumbled over (a text
//! that is no number, a name computed from a field), so none of them is passed on: kind, place and spelled names are.

use minijinja::{Error as EngineError, ErrorKind};

use crate::text;

use super::catalog;
use super::filters;
use super::scope::{ENGINE, Trace};

/// A fault in a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A name nobody declared, as the template spells it.
    #[error("unknown name `{name}`")]
    Name {
        /// The name with its table.
        name: String,
        /// Names spelt nearly so, with their table.
        similar: Vec<String>,
    },
    /// A computed name that the table does not have.
    #[error("`{table}` has no such name")]
    Key {
        /// The table.
        table: String,
    },
    /// A filter, test, function or method that does not exist.
    #[error("unknown {what}{}", quoted(name))]
    Tool {
        /// `filter`, `test`, `function` or `method`.
        what: &'static str,
        /// The name, as the template spells it; empty where it is computed.
        name: String,
        /// Names spelt nearly so.
        similar: Vec<String>,
    },
    /// A template that is to be included or extended and does not exist.
    #[error("no template{} to include", quoted(name))]
    Include {
        /// The name, as the template spells it; empty where it is computed.
        name: String,
        /// Names spelt nearly so.
        similar: Vec<String>,
    },
    /// The template cannot be read; told before any value is known.
    #[error("{0}")]
    Syntax(String),
    /// A filter was given something it cannot work on.
    #[error("{rule}, in `{excerpt}`")]
    Refused {
        /// What the filter needs.
        rule: &'static str,
        /// The template's line.
        excerpt: String,
    },
    /// Typst refuses what the template made.
    #[error("{}{}", words.as_deref().unwrap_or("typst refuses it"), quoted_line(excerpt))]
    Typst {
        /// Its words, where they hold nothing but words of the template and of typst.
        words: Option<String>,
        /// The template's line; empty where unknown.
        excerpt: String,
    },
    /// The template ran out of steps.
    #[error("too much work for a letter")]
    Steps,
    /// Templates include, or macros call, each other without end.
    #[error("templates include or call each other too deeply")]
    Depth,
    /// Anything else, in the engine's fixed words for its kind.
    #[error("{kind}, in `{excerpt}`")]
    Other {
        /// The kind of fault.
        kind: String,
        /// The template's line.
        excerpt: String,
    },
}

/// A name after a space; nothing where it is computed and so not told.
fn quoted(name: &str) -> String {
    if name.is_empty() {
        return String::new();
    }
    format!(" `{name}`")
}

/// Where on the template's line it is; nothing where that is not known.
fn quoted_line(excerpt: &str) -> String {
    if excerpt.is_empty() {
        return String::new();
    }
    format!(", in `{excerpt}`")
}

impl Fault {
    /// Returns what may have been meant, best first.
    pub fn similar(&self) -> &[String] {
        match self {
            Self::Name { similar, .. }
            | Self::Tool { similar, .. }
            | Self::Include { similar, .. } => similar,
            _ => &[],
        }
    }
}

/// What the chain of an engine's error says in the end.
pub(super) struct Cause<'e> {
    /// The innermost error that knows its template.
    pub(super) error: &'e EngineError,
    trace: Option<&'e Trace>,
}

impl Cause<'_> {
    /// The template's line it happened on.
    pub(super) fn line<'s>(&self, source: &'s str) -> &'s str {
        let at = self.error.line().and_then(|line| line.checked_sub(1));
        let line = at.and_then(|at| source.lines().nth(at));
        line.unwrap_or_default()
    }
}

/// Goes down an error's sources: an include wraps what happened in it.
pub(super) fn cause(error: &EngineError) -> Cause<'_> {
    let mut found = Cause { error, trace: None };
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        if let Some(error) = source.downcast_ref::<EngineError>() {
            found.error = if error.name().is_some() {
                error
            } else {
                found.error
            };
        }
        found.trace = source.downcast_ref::<Trace>().or(found.trace);
        next = source.source();
    }
    found
}

/// What the fault is, given the source of the template it lies in and the files there are.
pub(super) fn fault(cause: &Cause<'_>, source: &str, files: &[&str]) -> Fault {
    let line = cause.line(source);
    let detail = cause.error.detail().unwrap_or_default();
    let excerpt = text::clip(line.trim());
    match (cause.trace, cause.error.kind()) {
        (
            Some(Trace::Unknown {
                table,
                name,
                similar,
            }),
            _,
        ) => unknown(table, name, similar, source, line),
        (Some(Trace::Refused(rule)), _) => Fault::Refused { rule, excerpt },
        (_, ErrorKind::SyntaxError) => Fault::Syntax(format!("syntax error: {detail}")),
        (_, ErrorKind::OutOfFuel) => Fault::Steps,
        (_, ErrorKind::TemplateNotFound) => include(line, files),
        (_, ErrorKind::UnknownFilter) => {
            tool("filter", between(detail, "filter "), &filters::NAMES)
        }
        (_, ErrorKind::UnknownTest) => tool("test", between(detail, "test "), &["defined", "none"]),
        (_, ErrorKind::UnknownFunction) => tool("function", between(detail, ""), &ENGINE),
        (_, ErrorKind::UnknownMethod) => method(detail, source),
        (_, ErrorKind::InvalidOperation) if detail == "recursion limit exceeded" => Fault::Depth,
        (_, ErrorKind::InvalidOperation) if detail.contains("invalid value is not callable") => {
            called(line, excerpt)
        }
        (_, kind) => Fault::Other {
            kind: kind.to_string(),
            excerpt,
        },
    }
}

fn unknown(table: &str, name: &str, similar: &[String], source: &str, line: &str) -> Fault {
    let full = |name: &str| match table {
        "" => name.to_owned(),
        table => format!("{table}.{name}"),
    };
    // At the top a name is always spelled out; in a table it may be computed from a value, and then it is not told.
    if !table.is_empty() && !spelled(&format!(".{name}"), source) {
        let table = table.to_owned();
        return Fault::Key { table };
    }
    if table.is_empty() && line.contains(&format!("{name}(")) {
        return tool("function", Some(name), &ENGINE);
    }
    let similar = similar.iter().map(|one| full(one)).collect();
    Fault::Name {
        name: full(name),
        similar,
    }
}

/// Whether the source has this spelling, not followed by more of a word.
fn spelled(word: &str, source: &str) -> bool {
    source.match_indices(word).any(|(at, _)| {
        let next = source[at + word.len()..].chars().next();
        !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

fn tool(what: &'static str, name: Option<&str>, known: &[&str]) -> Fault {
    let name = name.unwrap_or_default().to_owned();
    let similar = text::similar(&name, known.iter().copied());
    Fault::Tool {
        what,
        name,
        similar,
    }
}

/// The name in the engine's `filter x is unknown`, which it takes from the template's code.
fn between<'d>(detail: &'d str, before: &str) -> Option<&'d str> {
    detail.strip_prefix(before)?.strip_suffix(" is unknown")
}

/// The name at the end of the engine's `string has no method named x`.
fn method(detail: &str, source: &str) -> Fault {
    let name = detail.rsplit(' ').next();
    let name = name.filter(|name| {
        spelled(&format!(".{name}("), source) || source.contains(&format!(".{name}("))
    });
    tool("method", name, &filters::NAMES)
}

/// A call of a name that is not there: the first on the line that the engine does not have either.
fn called(line: &str, excerpt: String) -> Fault {
    let words = line
        .split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '(' || c == '.' || c == '|'));
    let calls = words
        .filter_map(|word| word.split_once('('))
        .map(|(name, _)| name);
    let unknown =
        |name: &&str| !name.is_empty() && !name.contains(['.', '|']) && !ENGINE.contains(name);
    match calls.into_iter().find(unknown) {
        Some(name) => tool("function", Some(name), &ENGINE),
        None => Fault::Other {
            kind: "call of something unknown".into(),
            excerpt,
        },
    }
}

/// The first quoted name on the line that is no template; one that is computed is not told.
fn include(line: &str, files: &[&str]) -> Fault {
    let quoted = line.split(['"', '\'']).skip(1).step_by(2);
    let known =
        |name: &str| files.contains(&name) || files.contains(&format!("{name}.jinja").as_str());
    let name = quoted
        .into_iter()
        .find(|name| !known(name))
        .unwrap_or_default();
    let similar = catalog::near(name, files);
    Fault::Include {
        name: name.to_owned(),
        similar,
    }
}
