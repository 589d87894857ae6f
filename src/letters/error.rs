//! What can keep a letter from being written. Template text and names may be told, a value from a record never; that is why
//! no error of the template engine is kept as a source.

use crate::fsio;

use super::fault::Fault;
use super::language::Language;
use super::name::Format;
use super::settings::Setting;

/// A letter that is not written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A template's file name does not follow the grammar.
    #[error("`{file}` is not named `<name>.<fi|sv|en>.<txt|html|eml|typ>.jinja`")]
    FileName {
        /// The file.
        file: String,
    },
    /// The file name is fine, and the format is not made: not yet, or not by a program built without it.
    #[error("`{file}`: {}", match format {
        Format::Typ => "this program was built without `pdf`".to_owned(),
        other => format!("letters cannot be made as `{other}` yet"),
    })]
    Format {
        /// The file.
        file: String,
        /// Its format.
        format: Format,
    },
    /// A signal came while they were made.
    #[error("a signal ended the run of letters; none of them was noted")]
    Stopped,
    /// A character of the letter stands in none of the fonts.
    #[error("the fonts of PDF letters lack a character of the letter to {}", customers.iter().map(|one| format!("customer `{one}`")).collect::<Vec<_>>().join(", "))]
    Character {
        /// The customers' numbers.
        customers: Vec<String>,
    },
    /// A template makes more pages than any letter has.
    #[error("`{file}` makes a letter of more than {max} pages")]
    Pages {
        /// The template's file name.
        file: String,
        /// The limit.
        max: usize,
    },
    /// A template keeps the press busy for too long.
    #[error("`{file}` takes longer than {} seconds to set", limit.as_secs())]
    Slow {
        /// The template's file name.
        file: String,
        /// The limit.
        limit: std::time::Duration,
    },
    /// A template's source is larger than letters need.
    #[error("`{file}` is larger than {max} bytes")]
    TemplateSize {
        /// The file.
        file: String,
        /// The limit.
        max: usize,
    },
    /// There is no template of that name in any language.
    #[error("no template `{name}`")]
    NoTemplate {
        /// The name asked for.
        name: String,
        /// Names spelt nearly so, best first.
        similar: Vec<String>,
    },
    /// There is one, in other languages.
    #[error("template `{name}` is not written in {}", wanted.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" or "))]
    NoLanguage {
        /// The name asked for.
        name: String,
        /// The languages asked for, in order.
        wanted: Vec<Language>,
        /// The languages it is written in.
        written: Vec<Language>,
    },
    /// A template is wrong.
    #[error("`{file}`{}: {fault}", line.map(|line| format!(" line {line}")).unwrap_or_default())]
    Template {
        /// The template's file name.
        file: String,
        /// Its line, from 1, where known.
        line: Option<usize>,
        /// What is wrong.
        fault: Fault,
    },
    /// The template needs words that only the owner can give.
    #[error("`{file}` needs {}", missing.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(" and "))]
    MissingSettings {
        /// The template's file name.
        file: String,
        /// What to add with `--set`.
        missing: Vec<Setting>,
    },
    /// A `--set` that the template writes as a date, and is none.
    #[error("the setting `{name}` is not a date such as 3.12.2026 or 2026-12-03")]
    NotADate {
        /// The setting's name.
        name: String,
    },
    /// A `--set` that the template does not use.
    #[error("`{file}` uses no setting `{name}`")]
    UnknownSetting {
        /// The template's file name.
        file: String,
        /// The setting's name.
        name: String,
        /// Settings spelt nearly so, or all the template has.
        similar: Vec<String>,
    },
    /// The rendered letter is larger than any letter.
    #[error("`{file}` makes a letter of more than {max} bytes")]
    LetterSize {
        /// The template's file name.
        file: String,
        /// The limit.
        max: usize,
    },
    /// The register's description does not say yet who writes.
    #[error("a letter needs {}", keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", "))]
    Sender {
        /// Keys of `register.toml`.
        keys: Vec<&'static str>,
    },
    /// There is no address that e-mail drafts can be written from.
    #[error("an e-mail draft needs `contact.email`, in plain ASCII")]
    SenderEmail,
    /// A template for debtors was asked for without an invoice.
    #[error("`{file}` needs an invoice")]
    NoInvoice {
        /// The template's file name.
        file: String,
    },
    /// A letter of that number would replace a file.
    #[error("`{}` exists already", path.display())]
    Taken {
        /// The file.
        path: std::path::PathBuf,
    },
    /// A letter to be joined is not a PDF of this program.
    #[error("`{}` is not a letter that this program made", path.display())]
    NotOurs {
        /// The file.
        path: std::path::PathBuf,
    },
    /// Too many folders carry the letter's date.
    #[error("no free folder for that date under `{}`", path.display())]
    NoFolder {
        /// The output folder.
        path: std::path::PathBuf,
    },
    /// The index of rendered letters cannot be read as one.
    #[error("`{}` is not an index of letters", path.display())]
    Index {
        /// The file.
        path: std::path::PathBuf,
    },
    /// A file could not be read or written.
    #[error("cannot keep the letters")]
    File {
        /// What the file system said.
        #[from]
        source: fsio::Error,
    },
}

impl Error {
    /// Returns the template that it is about.
    pub(super) fn file(&self) -> Option<&str> {
        match self {
            Self::FileName { file }
            | Self::TemplateSize { file, .. }
            | Self::Template { file, .. }
            | Self::LetterSize { file, .. } => Some(file),
            _ => None,
        }
    }

    /// Returns what may have been meant, best first, for a "did you mean".
    pub fn similar(&self) -> &[String] {
        match self {
            Self::NoTemplate { similar, .. } | Self::UnknownSetting { similar, .. } => similar,
            Self::Template { fault, .. } => fault.similar(),
            _ => &[],
        }
    }
}
