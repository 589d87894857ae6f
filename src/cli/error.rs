//! The one error at the door: a kind that becomes the exit code, what went wrong, what caused it, what to type next.

use std::error::Error;
use std::process::ExitCode;

use super::hints::Hint;

/// What kind of failure it is; the exit codes of the README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Something the user can change.
    User,
    /// The command line does not say enough, or contradicts itself.
    Usage,
    /// `check` found errors; it has said so itself.
    Findings,
    /// No key opens it, or the passphrase is wrong.
    Keys,
    /// Ours.
    Bug,
}

/// What the system says of a disk that takes no more, by its words: git hands on nothing else, and no locale is set.
fn of_the_disk(causes: &[String]) -> Option<Hint> {
    let says = |words: &str| causes.iter().any(|cause| cause.contains(words));
    if says("No space left on device") || says("Disk quota exceeded") {
        Some(Hint::new("hint-full-disk"))
    } else if says("Read-only file system") {
        Some(Hint::new("hint-read-only"))
    } else {
        None
    }
}

/// Why a command failed.
#[derive(Debug)]
pub(super) struct CommandError {
    kind: Kind,
    message: String,
    causes: Vec<String>,
    hints: Vec<Hint>,
}

impl CommandError {
    fn new(kind: Kind, message: String) -> Self {
        Self {
            kind,
            message,
            causes: Vec::new(),
            hints: Vec::new(),
        }
    }

    pub(super) fn user(message: impl Into<String>) -> Self {
        Self::new(Kind::User, message.into())
    }

    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message.into())
    }

    pub(super) fn bug(message: impl Into<String>) -> Self {
        Self::new(Kind::Bug, message.into()).hint(Hint::new("hint-bug"))
    }

    /// A required answer that a terminal would have been asked for.
    pub(super) fn missing(what: &str, flag: &str) -> Self {
        Self::usage(format!(
            "{what} is missing and there is no terminal to ask on"
        ))
        .hint(Hint::new("hint-give-flag").with("flag", flag))
    }

    /// `check` has printed its findings; only the exit code is left.
    pub(super) fn findings() -> Self {
        Self::new(Kind::Findings, String::new())
    }

    /// Takes the message and the causes of a library error.
    pub(super) fn from_error(error: &dyn Error) -> Self {
        let mut causes = Vec::new();
        let mut next = error.source();
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        let said = Self {
            causes,
            ..Self::user(error.to_string())
        };
        let hint = of_the_disk(&said.causes);
        said.hint(hint)
    }

    /// Says that no key opens it.
    pub(super) fn of_keys(self) -> Self {
        Self {
            kind: Kind::Keys,
            ..self
        }
    }

    /// Says that the command line is at fault.
    pub(super) fn of_usage(self) -> Self {
        Self {
            kind: Kind::Usage,
            ..self
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<Option<Hint>>) -> Self {
        self.hints.extend(hint.into());
        self
    }

    /// Puts a hint in the place of another, where whoever calls knows more.
    pub(super) fn hint_instead(mut self, old: &Hint, new: &Hint) -> Self {
        for hint in &mut self.hints {
            if hint == old {
                hint.clone_from(new);
            }
        }
        self
    }

    pub(super) fn hints(&self) -> &[Hint] {
        &self.hints
    }

    pub(super) fn is_silent(&self) -> bool {
        self.kind == Kind::Findings
    }

    /// The message with its causes, each said once.
    pub(super) fn full_message(&self) -> String {
        let mut message = self.message.clone();
        for cause in &self.causes {
            if !message.contains(cause.as_str()) {
                message.push_str(": ");
                message.push_str(cause);
            }
        }
        message
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self.kind {
            Kind::User => 1,
            Kind::Usage => 2,
            Kind::Findings => 3,
            Kind::Keys => 4,
            Kind::Bug => 70,
        })
    }
}
