//! A register found on disk, not yet opened: its public parts.

use std::path::{Path, PathBuf};

use toml::Value;

use crate::fsio;
use crate::history::{Author, Repo};
use crate::keys::{Identities, Pins, Recipient};
use crate::model::{Description, KeyFault, Ledger, Schema};
use crate::text;

use super::error::Error;
use super::journal::{self, Lost};
use super::layout::{DESCRIPTION, LEDGER, PUBLIC_LIMIT, RECORDS, TEMPLATES};
use super::lines;
use super::recovery::{Recovered, recover_observed};
use super::transaction::{Step, Transaction};
use super::transaction_error::TransactionError;
use super::unlocked::Unlocked;

/// Called after each step of the register's transactions; an error stops one there, as a failing disk would.
pub type Observer = Box<dyn Fn(Step) -> Result<(), TransactionError>>;

/// Told that another program is waited for.
pub type Wait = Box<dyn Fn()>;

/// Asks git who the author is.
pub type AskAuthor = Box<dyn Fn() -> Option<Author>>;

/// A register whose customers are still sealed.
pub struct Register {
    root: PathBuf,
    repo: Repo,
    pins: Pins,
    /// `register.toml` as it was read: a change refuses to go on from another.
    source: String,
    description: Description,
    schema: Schema,
    recovered: Recovered,
    observer: Observer,
    wait: Wait,
    author: AskAuthor,
}

impl Register {
    /// Finds the register whose work tree holds `from` and opens its public parts; `pins` is where trust in it is kept.
    ///
    /// # Errors
    /// `NoRegister` where the work tree is none, `NotRoot` where its files lie deeper than the work tree's root.
    pub fn find(from: &Path, pins: Pins) -> Result<Self, Error> {
        Self::open(&root_of(from)?, pins)
    }

    /// Opens the register in `root`, completing what a crash may have left.
    pub fn open(root: &Path, pins: Pins) -> Result<Self, Error> {
        Self::open_observed(root, pins, Box::new(|_| Ok(())))
    }

    /// The same, telling `observer` of each step of the recovery and of every later transaction. For tests of what a crash leaves.
    pub fn open_observed(root: &Path, pins: Pins, observer: Observer) -> Result<Self, Error> {
        let repo = Repo::open(root)?;
        folders_themselves(root)?;
        let recovered = recover_observed(&repo, &pins, &observer)?;
        let source = read_public(root, DESCRIPTION)?;
        let description = parse_description(&source)?;
        let schema = Schema::new(&description.fields);
        Ok(Self {
            root: root.to_owned(),
            repo,
            pins,
            source,
            description,
            schema,
            recovered,
            observer,
            wait: Box::new(|| ()),
            author: Box::new(|| None),
        })
    }

    /// Has `wait` told when another program writes here and a change waits for it.
    #[must_use]
    pub fn telling(mut self, wait: Wait) -> Self {
        self.wait = wait;
        self
    }

    /// Has git asked who the author of a commit is, once there is one to make.
    #[must_use]
    pub fn asking_author(mut self, author: AskAuthor) -> Self {
        self.author = author;
        self
    }

    /// Begins a transaction, of which the register's observer is told.
    pub(super) fn transaction(&self) -> Result<Transaction<'_>, TransactionError> {
        let begun = Transaction::begin_after(&self.repo, &self.pins, &self.wait)?;
        Ok(begun.with_observer(&self.observer))
    }

    /// The work tree's root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The repository.
    pub fn repo(&self) -> &Repo {
        &self.repo
    }

    /// Where trust in it is kept.
    pub fn pins(&self) -> &Pins {
        &self.pins
    }

    /// What `register.toml` says.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// `register.toml` as it was read.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Reads `register.toml` again, after a change of our own to it.
    pub(super) fn read_description(&mut self) -> Result<(), Error> {
        let source = read_public(&self.root, DESCRIPTION)?;
        self.description = parse_description(&source)?;
        self.schema = Schema::new(&self.description.fields);
        self.source = source;
        Ok(())
    }

    /// The declared fields.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Refuses to go on when `register.toml` is not what was read at the start; asked under the lock.
    ///
    /// # Errors
    /// `DescriptionChanged`.
    pub(super) fn still_described(&self) -> Result<(), Error> {
        if read_public(&self.root, DESCRIPTION)? == self.source {
            Ok(())
        } else {
            Err(Error::DescriptionChanged)
        }
    }

    /// What the start found of a change that was cut short.
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// The documents of a run of letters that was cut short, of which surely no journal knows; none while one is under way.
    ///
    /// # Errors
    /// Where the run's note or git cannot be read.
    pub fn lost_letters(&self) -> Result<Vec<Lost>, Error> {
        journal::lost(&self.repo)
    }

    /// Removes what a run of letters left half written when it was ended, and returns how many files that were; none while one is
    /// under way.
    ///
    /// # Errors
    /// Where the run's note cannot be read, or a file not removed.
    pub fn sweep_letters(&self) -> Result<usize, Error> {
        journal::sweep(&self.repo)
    }

    /// Who the commits are by: whom git names, else the contact of `register.toml`.
    pub(super) fn author(&self) -> Author {
        (self.author)().unwrap_or_else(|| contact(&self.description))
    }

    /// Who can open the register.
    pub fn recipients(&self) -> Result<Vec<Recipient>, Error> {
        self.description
            .keys
            .iter()
            .map(|key| Ok(key.recipient.parse()?))
            .collect()
    }

    /// Puts the keys in: from here on customers can be read and changed.
    pub fn unlock(self, identities: Identities) -> Unlocked {
        Unlocked::new(self, identities)
    }
}

/// Refuses links in the place of the register's folders: what lies behind them is not what git has.
fn folders_themselves(root: &Path) -> Result<(), Error> {
    let records = root.join(RECORDS);
    for folder in [&records, &root.join(TEMPLATES)] {
        fsio::folder_or_nothing(folder)?;
    }
    let hundreds = |name: &String| name.bytes().all(|byte| byte.is_ascii_digit());
    for name in fsio::entries(&records)?
        .iter()
        .filter(|name| hundreds(name))
    {
        fsio::folder_or_nothing(&records.join(name))?;
    }
    Ok(())
}

/// The root of the register whose work tree holds `from`.
///
/// # Errors
/// As [`Register::find`].
pub(super) fn root_of(from: &Path) -> Result<PathBuf, Error> {
    let no_register = || Error::NoRegister {
        from: from.to_owned(),
    };
    let Some(root) = Repo::root_of(from) else {
        return Err(holder(from).map_or_else(no_register, |dir| not_root(&dir, Path::new("/"))));
    };
    if is_register(&root) {
        return Ok(root);
    }
    let below = holder(from).filter(|dir| dir.starts_with(&root));
    Err(below.map_or_else(no_register, |dir| not_root(&dir, &root)))
}

fn is_register(dir: &Path) -> bool {
    fsio::exists(&dir.join(DESCRIPTION)).unwrap_or(false)
}

/// The nearest folder at or above `from` that holds a register's description.
fn holder(from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .find(|dir| is_register(dir))
        .map(Path::to_owned)
}

fn not_root(dir: &Path, root: &Path) -> Error {
    Error::NotRoot {
        dir: dir.to_owned(),
        root: root.to_owned(),
    }
}

/// A commit needs a name and an address; what the description lacks is filled with what cannot be anybody's (RFC 2606).
pub(super) fn contact(description: &Description) -> Author {
    let (controller, contact) = (&description.controller, &description.contact);
    let name = contact.name.as_ref().or(controller.name.as_ref());
    let email = contact.email.as_ref().or(controller.email.as_ref());
    Author {
        name: name.map_or_else(|| "rekisteri".to_owned(), ToString::to_string),
        email: email.map_or_else(
            || format!("{}@rekisteri.invalid", description.id),
            ToString::to_string,
        ),
    }
}

/// Parses and checks the text of a `register.toml`; faults are named with their line.
pub(super) fn parse_description(source: &str) -> Result<Description, Error> {
    judged(source, |fault| match lines::line_of(source, &fault.key) {
        Some(line) => format!("line {line}: {fault}"),
        None => fault.to_string(),
    })
}

/// The same of a text that stands in no file yet, so that a line would be nobody's.
pub(super) fn parse_unwritten(source: &str) -> Result<Description, Error> {
    judged(source, ToString::to_string)
}

fn judged(source: &str, said: impl Fn(&KeyFault) -> String) -> Result<Description, Error> {
    let description = read_description(source)?;
    let faults = description.faults();
    if faults.is_empty() {
        Ok(description)
    } else {
        Err(Error::Description(faults.iter().map(said).collect()))
    }
}

/// Reads the text of a `register.toml` as what it is documented to be, whatever its values are worth.
pub(super) fn read_description(source: &str) -> Result<Description, Error> {
    let description: Description =
        toml::from_str(source).map_err(|error| public(DESCRIPTION, source, &error))?;
    if let Some(key) = misplaced_list(source, &description) {
        let line =
            lines::line_of(source, &key).map_or(String::new(), |line| format!("line {line}: "));
        let fault = format!(
            "{line}`{}` is a list, and no list is meant",
            text::clip(&key)
        );
        return Err(Error::Description(vec![fault]));
    }
    Ok(description)
}

/// The first key whose value is a list where the description has a table or a text: serde would take a list for a table, and two
/// readers would see two things.
fn misplaced_list(source: &str, description: &Description) -> Option<String> {
    let said: toml::Table = source.parse().ok()?;
    let meant = toml::Table::try_from(description).ok()?;
    said.iter()
        .find_map(|(key, value)| list_in(key, value, meant.get(key)))
}

fn list_in(key: &str, said: &Value, meant: Option<&Value>) -> Option<String> {
    match (said, meant) {
        // What is blank is left out again.
        (Value::Array(list), None) if list.is_empty() => None,
        (Value::Array(list), Some(Value::Array(meant))) => {
            let mut pairs = list.iter().enumerate();
            pairs.find_map(|(at, said)| list_in(key, said, meant.get(at)))
        }
        (Value::Array(_), _) => Some(key.to_owned()),
        (Value::Table(table), meant) => table.iter().find_map(|(inner, value)| {
            let inner_meant = meant.and_then(|meant| meant.get(inner));
            list_in(&format!("{key}.{inner}"), value, inner_meant)
        }),
        _ => None,
    }
}

/// Reads `ledger.toml` as it stands in the work tree.
pub(super) fn load_ledger(root: &Path) -> Result<Ledger, Error> {
    match read_public(root, LEDGER) {
        Err(Error::Files(source)) => Err(Error::Ledger { source }),
        read => ledger_of(&read?),
    }
}

/// The same from any version's bytes.
pub(super) fn parse_ledger(bytes: Vec<u8>) -> Result<Ledger, Error> {
    ledger_of(&utf8(LEDGER, bytes)?)
}

fn ledger_of(source: &str) -> Result<Ledger, Error> {
    toml::from_str(source).map_err(|error| public(LEDGER, source, &error))
}

pub(super) fn read_public(root: &Path, file: &'static str) -> Result<String, Error> {
    utf8(file, fsio::read_own(&root.join(file), PUBLIC_LIMIT)?)
}

fn utf8(file: &'static str, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        Error::Public {
            file,
            line: 1 + line_ends(before),
            message: "is not UTF-8".to_owned(),
        }
    })
}

/// `register.toml` is public, so the parser's message may be shown; its excerpt would only repeat the line. What is no TOML has no key to name.
fn public(file: &'static str, source: &str, error: &toml::de::Error) -> Error {
    let at = error.span().map_or(0, |span| span.start.min(source.len()));
    let line = 1 + line_ends(&source.as_bytes()[..at]);
    let said = error.message().replace('\n', "; ");
    let key = lines::key_at(source, line).filter(|_| source.parse::<toml::Table>().is_ok());
    let message = key.map_or_else(|| said.clone(), |key| subject(&key, &said));
    Error::Public {
        file,
        line,
        message: text::clip(&message),
    }
}

/// The parser's words are a sentence of their own, a rule's go on from the key.
fn subject(key: &str, said: &str) -> String {
    let own = [
        "unknown",
        "missing",
        "invalid",
        "duplicate",
        "data",
        "expected",
    ];
    if own.iter().any(|word| said.starts_with(word)) {
        format!("`{key}`: {said}")
    } else {
        format!("`{key}` {said}")
    }
}

fn line_ends(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte == b'\n').count()
}
