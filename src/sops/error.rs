//! Why a file is not accepted, opened or sealed. Each refusal names the key path or the `[sops]` key, never a value.

use crate::keys;
use crate::sops::Flaw;

/// A refusal of the sealed format; a `path` is `table.key`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Larger than any honest record, read or about to be written.
    #[error("larger than {} KiB", Error::MAX_BYTES / 1024)]
    TooLarge,
    /// Not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// Not TOML (or not JSON), for example with conflict markers in it.
    #[error("not readable as {format} at line {line}")]
    Syntax {
        /// `TOML` or `JSON`.
        format: &'static str,
        /// Counted from 1.
        line: usize,
    },
    /// The same key twice, where readers would disagree which one counts.
    #[error("a key stands twice, at line {line}")]
    DuplicateKey {
        /// Counted from 1.
        line: usize,
    },
    /// A file in clear: there is no `[sops]` table.
    #[error("not sealed: there is no `sops` table")]
    NotSealedFile,
    /// A file without a single value.
    #[error("holds no values")]
    NoValues,
    /// A value outside of any table.
    #[error("`{key}` stands outside of a table")]
    TopLevel {
        /// The key.
        key: String,
    },
    /// A table without keys: it would vanish unnoticed, since nothing in it is authenticated.
    #[error("the table `{table}` is empty")]
    EmptyTable {
        /// The table's name.
        table: String,
    },
    /// A table inside a table.
    #[error("`{path}` is a table inside a table")]
    Nested {
        /// The key path.
        path: String,
    },
    /// A list, or a list of tables.
    #[error("`{path}` is a list")]
    List {
        /// The key path.
        path: String,
    },
    /// A JSON null, or the text `null`, which rops would turn into nothing.
    #[error("`{path}` is null")]
    Null {
        /// The key path.
        path: String,
    },
    /// An empty text, which SOPS leaves in clear.
    #[error("`{path}` is empty")]
    EmptyText {
        /// The key path.
        path: String,
    },
    /// A name that SOPS would read as a rule, or that makes two paths one.
    #[error("the name `{}` is not allowed: {why}", name.escape_debug())]
    Name {
        /// The table's or the key's name.
        name: String,
        /// Which rule it breaks.
        why: &'static str,
    },
    /// A value in clear.
    #[error("`{path}` is not sealed")]
    NotSealed {
        /// The key path.
        path: String,
    },
    /// A value that is not one whole, canonical `ENC[…]`.
    #[error("`{path}` is not one whole ENC[…]: {flaw}")]
    Malformed {
        /// The key path.
        path: String,
        /// What is wrong with it.
        flaw: Flaw,
    },
    /// A sealed value of a type other than `str` and `int`.
    #[error("`{path}` has a type other than str and int")]
    Type {
        /// The key path.
        path: String,
    },
    /// A `[sops]` key that is needed and absent.
    #[error("`sops.{key}` is missing")]
    MissingMetadata {
        /// The key.
        key: &'static str,
    },
    /// A `[sops]` key with a value that cannot be one.
    #[error("`sops.{key}` is not readable")]
    Metadata {
        /// The key.
        key: &'static str,
    },
    /// A rule or a key service that is not authenticated, so that anybody could have written it.
    #[error("`sops.{}` is not allowed", key.escape_debug())]
    Rule {
        /// The key.
        key: String,
    },
    /// `unencrypted_suffix` says something else than `_unencrypted`.
    #[error("`sops.unencrypted_suffix` is not `_unencrypted`")]
    Suffix,
    /// A moment that is not spelt `YYYY-MM-DDThh:mm:ssZ`.
    #[error("`sops.lastmodified` is not spelt YYYY-MM-DDThh:mm:ssZ")]
    Stamp,
    /// Nobody could open it.
    #[error("there are no recipients")]
    NoRecipients,
    /// An entry of `[[sops.age]]` that names no age recipient.
    #[error("recipient {number} of `sops.age` is not an age recipient")]
    Recipient {
        /// Counted from 1.
        number: usize,
    },
    /// An entry of `[[sops.age]]` whose recipient stood before.
    #[error("recipient {number} of `sops.age` stands twice")]
    RecipientTwice {
        /// Counted from 1.
        number: usize,
    },
    /// An entry of `[[sops.age]]` whose `enc` is not an armoured age file.
    #[error("`enc` of recipient {number} of `sops.age` is not an armoured age file")]
    Armour {
        /// Counted from 1.
        number: usize,
    },
    /// No key opens it, or the wrapped data key is damaged.
    #[error("the data key does not open")]
    Key(#[source] keys::Error),
    /// A value that was altered, moved from another place, or sealed under another data key.
    #[error("`{path}` does not open: altered, or moved here")]
    Value {
        /// The key path.
        path: String,
    },
    /// A value that opens to something else than its type says.
    #[error("`{path}` does not hold what its type says")]
    Content {
        /// The key path.
        path: String,
    },
    /// The MAC does not open: it, or `lastmodified`, was altered.
    #[error("the MAC does not open: it or `sops.lastmodified` was altered")]
    Mac,
    /// The MAC is not that of the values: one was added, removed, reordered or rolled back.
    #[error("the MAC is not that of the values: one was added, removed or exchanged")]
    MacMismatch,
    /// The data key could not be wrapped.
    #[error("the data key could not be sealed")]
    Wrap(#[source] keys::Error),
    /// The system gives no randomness.
    #[error("no randomness from the system")]
    Randomness,
    /// A text too long for AES-GCM; out of reach below the size limit.
    #[error("`{path}` could not be sealed")]
    Seal {
        /// The key path.
        path: String,
    },
}

impl Error {
    /// The largest sealed file read or written.
    pub const MAX_BYTES: usize = 256 * 1024;
}
