//! What each library error means at the door: its kind, and what to type next. Matched in full, so that a new error gets its
//! hint decided here.

use super::error::CommandError;
use super::hints::{Hint, did_you_mean};
use super::labels;
use crate::{fsio, history, keys, letters, model, receivables, register, sops, text};

impl From<register::Error> for CommandError {
    fn from(error: register::Error) -> Self {
        use register::Error as E;
        let said = Self::from_error(&error);
        match error {
            E::NoRegister { .. } => said.hint(Hint::new("hint-init")),
            E::NotRoot { dir, .. } => said.hint(Hint::new("hint-root").with("root", dir.display())),
            E::Occupied { .. } | E::NotAFolder { .. } => said.hint(Hint::new("hint-occupied")),
            E::NoSuchCustomer { similar, .. } => said
                .hint(did_you_mean(&similar))
                .hint(similar.is_empty().then(|| Hint::new("hint-find"))),
            E::NumberTaken { .. }
            | E::ChangedMeanwhile { .. }
            | E::DescriptionChanged
            | E::PlanIsOld => said.hint(Hint::new("hint-again")),
            E::Faulty {
                number: Some(number),
                faults,
            } => said.hint(of_faults(number, &faults)),
            E::Open { number, source } => match source {
                sops::Error::Key(_) => said.of_keys().hint(Hint::new("hint-wrong-key")),
                source => said.hint(of_sealed(number, &source)),
            },
            E::OtherKey { number } => said.hint(bring_back(number)),
            E::OpenJournal { number, source } => match source {
                sops::Error::Key(_) => said.of_keys().hint(Hint::new("hint-wrong-key")),
                _ => said.hint(bring_journal_back(number)),
            },
            E::SealJournal {
                number,
                source: sops::Error::TooLarge,
            } => said
                .hint(Hint::new("hint-journal-full").with("path", register::journal_path(number))),
            E::FaultyJournal { number, .. } => said.hint(bring_journal_back(number)),
            E::JournalOfAnother { number } => {
                said.hint(Hint::new("hint-journal-of-another").with("number", number))
            }
            E::Unnoted { by_hand, .. } => said.hint(Hint::new(if by_hand {
                "hint-unnoted-by-hand"
            } else {
                "hint-unnoted"
            })),
            E::TemplateIgnored { path } => {
                said.hint(Hint::new("hint-template-ignored").with("path", path))
            }
            E::ImportSealed {
                source: sops::Error::Key(_),
            } => said.of_keys().hint(Hint::new("hint-wrong-key")),
            E::Type { .. } | E::NumberDiffers { .. } => said.hint(Hint::new("hint-check")),
            E::NotPinned { .. } | E::NotAccepted { .. } => said.hint(Hint::new("hint-accept")),
            E::Pin { .. } => said.hint(Hint::new("hint-doctor")),
            E::NoStateFolder => said.hint(Hint::new("hint-state-folder")),
            E::Sample => said.hint(Hint::new("hint-sample")),
            E::Ledger { .. }
            | E::Public {
                file: "records/ledger.toml",
                ..
            } => said.hint(Hint::new("hint-ledger")),
            E::Description(_)
            | E::Public {
                file: "records/register.toml",
                ..
            } => said.hint(Hint::new("hint-mend-description")),
            E::Public { file, .. } => said.hint(Hint::new("hint-mend").with("path", file)),
            E::LedgerShrank => {
                said.hint(Hint::new("hint-mend").with("path", "records/ledger.toml"))
            }
            E::FieldInUse { field, .. } => {
                said.hint(Hint::new("hint-field-in-use").with("field", field))
            }
            E::NoSuchTime { .. } | E::NoSuchDay { .. } | E::TooEarly { .. } | E::NotThen { .. } => {
                said.hint(Hint::new("hint-when"))
            }
            E::Setting(fault) if fault.rule == model::Rule::ClaimColumn => {
                let parts: Vec<&str> = model::import::ClaimColumn::words().collect();
                said.hint(Hint::new("hint-claim-parts").with("parts", parts.join(", ")))
            }
            E::Setting(fault) if fault.rule == model::Rule::ClaimState => {
                let states: Vec<&str> = model::import::ClaimState::words().collect();
                said.hint(Hint::new("hint-claim-states").with("states", states.join(", ")))
            }
            E::NumbersUsedUp
            | E::Setting(_)
            | E::Settings(_)
            | E::Stamp(_)
            | E::Faulty { number: None, .. }
            | E::Seal { .. }
            | E::SealJournal { .. }
            | E::Import(_)
            | E::ImportSealed { .. } => said,
            E::NoUndo(_) | E::ActedOnSince { ours: false, .. } => {
                said.hint(Hint::new("hint-no-undo"))
            }
            E::ActedOnSince { commit, .. } => {
                said.hint(Hint::new("hint-undo-later").with("commit", commit))
            }
            E::Model(error) => error.into(),
            E::History(error) => error.into(),
            E::Files(error) => error.into(),
            E::Keys(error) => error.into(),
            E::Transaction(error) => error.into(),
        }
    }
}

fn of_faults(number: model::CustomerNumber, faults: &[model::Fault]) -> Hint {
    match undeclared(faults) {
        Some(field) => Hint::new("hint-undeclared")
            .with("field", field)
            .with("number", number),
        None => bring_back(number),
    }
}

fn of_sealed(number: model::CustomerNumber, source: &sops::Error) -> Hint {
    match source {
        sops::Error::NotSealedFile => Hint::new("hint-in-clear").with("number", number),
        _ => bring_back(number),
    }
}

fn bring_back(number: model::CustomerNumber) -> Hint {
    Hint::new("hint-restore")
        .with("number", number)
        .with("path", register::record_path(number))
}

fn bring_journal_back(number: model::CustomerNumber) -> Hint {
    Hint::new("hint-journal-back").with("path", register::journal_path(number))
}

/// The first field that no schema declares.
fn undeclared(faults: &[model::Fault]) -> Option<String> {
    let fault = faults
        .iter()
        .find(|fault| matches!(fault.rule, model::Rule::Undeclared { .. }))?;
    fault.field.as_ref().map(ToString::to_string)
}

impl From<register::TransactionError> for CommandError {
    fn from(error: register::TransactionError) -> Self {
        use register::TransactionError as E;
        let said = Self::from_error(&error);
        match error {
            E::Uncommitted { path } | E::InTheWay { path } => {
                said.hint(Hint::new("hint-commit-all").with("path", path))
            }
            E::Unfinished { .. } => said.hint(Hint::new("hint-again")),
            E::Intent { path } => {
                said.hint(Hint::new("hint-own-notes").with("path", path.display()))
            }
            E::Stopped => said,
            E::History(error) => error.into(),
            E::Files(error) => error.into(),
        }
    }
}

impl From<keys::Error> for CommandError {
    fn from(error: keys::Error) -> Self {
        use keys::Error as E;
        let said = Self::from_error(&error).of_keys();
        match error {
            E::WrongPassphrase => said.hint(Hint::new("hint-wrong-passphrase")),
            E::NoKey { .. } => said.hint(Hint::new("hint-wrong-key")),
            E::DamagedIdentity { .. }
            | E::NoneUsable(_)
            | E::NoIdentity
            | E::TooLarge
            | E::NotForPassphrase
            | E::WorkFactor { .. }
            | E::Damaged => said.hint(Hint::new("hint-identity")),
            E::DataKeyLength | E::NotARecipient | E::Seal => said,
        }
    }
}

impl From<letters::Error> for CommandError {
    fn from(error: letters::Error) -> Self {
        use letters::Error as E;
        let said = Self::from_error(&error);
        let similar = did_you_mean(error.similar());
        match error {
            E::Sender { keys } => said.hint(
                Hint::new("hint-missing-keys").with(
                    "keys",
                    keys.iter()
                        .map(|key| format!("{key}=…"))
                        .collect::<Vec<_>>()
                        .join(" "),
                ),
            ),
            E::SenderEmail => {
                said.hint(Hint::new("hint-missing-keys").with("keys", "contact.email=…"))
            }
            E::MissingSettings { missing, .. } => missing.iter().fold(said, |said, setting| {
                let label = setting.label.clone().unwrap_or_default();
                said.hint(
                    Hint::new("hint-set")
                        .with("name", setting)
                        .with("label", label),
                )
            }),
            E::Taken { .. } => said.hint(Hint::new("hint-output-taken")),
            E::Character { .. }
            | E::Format {
                format: letters::Format::Typ,
                ..
            } => said.hint(Hint::new("hint-format-txt")),
            _ => said.hint(similar),
        }
    }
}

impl From<model::Error> for CommandError {
    fn from(error: model::Error) -> Self {
        use model::Error as E;
        let said = Self::from_error(&error);
        match error {
            E::UnknownField(unknown) => unknown.into(),
            E::UnknownKey { similar, .. } => said
                .hint(did_you_mean(&similar))
                .hint(Hint::new("hint-settings")),
            E::Selector | E::EmptySelector { .. } | E::Range => said.of_usage(),
            E::Reference(_) => said.of_usage().hint(Hint::new("hint-find")),
        }
    }
}

impl From<model::UnknownField> for CommandError {
    fn from(error: model::UnknownField) -> Self {
        Self::from_error(&error).hint(labels::hint(&error))
    }
}

impl From<fsio::Error> for CommandError {
    fn from(error: fsio::Error) -> Self {
        let hint = match &error {
            fsio::Error::NotInMemory => Some(Hint::new("hint-no-scratch")),
            fsio::Error::Io { path, .. } if error.is_taken() => {
                Some(Hint::new("hint-taken").with("path", path.display()))
            }
            other => misplaced(other),
        };
        Self::from_error(&error).hint(hint)
    }
}

/// What stands in the place of a file or folder; our own notes in `.git` are made again.
fn misplaced(error: &fsio::Error) -> Option<Hint> {
    let (fsio::Error::NotAFile { path, .. } | fsio::Error::NotAFolder { path }) = error else {
        return None;
    };
    let hint = if path.iter().any(|part| part == ".git") {
        "hint-own-notes"
    } else {
        "hint-not-a-file"
    };
    Some(Hint::new(hint).with("path", path.display()))
}

impl From<history::Error> for CommandError {
    fn from(error: history::Error) -> Self {
        let hint = match &error {
            history::Error::NoSuchCommit { .. } | history::Error::Ambiguous { .. } => {
                Some(Hint::new("hint-when"))
            }
            history::Error::Detached => Some(Hint::new("hint-switch")),
            history::Error::NoHead { .. } => Some(Hint::new("hint-no-head")),
            history::Error::Head { .. } | history::Error::Unborn => Some(Hint::new("hint-doctor")),
            history::Error::Twice { .. } | history::Error::Large | history::Error::Missing => {
                Some(Hint::new("hint-fsck"))
            }
            history::Error::Locked(lock) => {
                let hint = if lock.may_be_alive() {
                    "hint-locked-alive"
                } else {
                    "hint-locked"
                };
                let path = format!("'{}'", lock.path.display());
                Some(
                    Hint::new(hint)
                        .with("age", lock.age_text())
                        .with("fix", lock.remedy(&path)),
                )
            }
            history::Error::Obstacle(obstacle) => {
                Some(Hint::new("hint-obstacle").with("fix", obstacle.remedy()))
            }
            history::Error::Git {
                action: "read the index" | "compare the work tree" | "update the index",
                ..
            } => Some(Hint::new("hint-index")),
            history::Error::Files(
                error @ (fsio::Error::NotAFile { .. } | fsio::Error::NotAFolder { .. }),
            ) => misplaced(error),
            history::Error::Moved => Some(Hint::new("hint-again")),
            history::Error::InProgress { .. } => Some(Hint::new("hint-merge-check")),
            _ => None,
        };
        Self::from_error(&error).hint(hint)
    }
}

impl From<text::Error> for CommandError {
    fn from(error: text::Error) -> Self {
        Self::from_error(&error)
    }
}

impl From<receivables::Error> for CommandError {
    fn from(error: receivables::Error) -> Self {
        use receivables::Error as E;
        let said = Self::from_error(&error);
        match error {
            E::NoColumn { headers, .. } => {
                said.hint(Hint::new("hint-map-claims").with("columns", headers.join(", ")))
            }
            E::TwoColumns { other, .. } => {
                said.hint(Hint::new("hint-two-columns").with("column", other))
            }
            E::MappedTwice { other, .. } => {
                said.hint(Hint::new("hint-mapped-twice").with("column", other))
            }
            E::Mapping { column } => {
                said.hint(Hint::new("hint-clash-claims").with("column", column))
            }
            E::NoRate { halves } => halves.iter().fold(said, |said, half| {
                said.hint(Hint::new("hint-add-rate").with("half", half))
            }),
            E::NotDisputed => said.hint(Hint::new("hint-not-disputed")),
            E::Suspended => said.hint(Hint::new("hint-suspended")),
            E::NotOverdue | E::InvoiceDates | E::Amount => said,
            E::InvoiceNumber(_) | E::ReferenceShape | E::ReferenceCheck => said.of_usage(),
        }
    }
}
