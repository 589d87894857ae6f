//! What can go wrong with a key. No variant carries a secret or a line of the file it came from.

use crate::keys::Recipient;

/// Why a key file, a recipient or a wrapped data key was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The passphrase does not open the identity file.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// A line that begins as an X25519 identity and is none: cut off, or mistyped.
    #[error("line {line} is a damaged age identity")]
    DamagedIdentity {
        /// Counted from 1, in the opened file.
        line: usize,
    },
    /// Lines, and none of them a key that can be used here.
    #[error("the file holds no key that can be used here: {}", lines_of(.0))]
    NoneUsable(
        /// The first of them, by line counted from 1 in the opened file.
        Vec<(usize, Unusable)>,
    ),
    /// Comments and empty lines only.
    #[error("the file holds no age identity")]
    NoIdentity,
    /// An identity file larger than any honest one.
    #[error("the file is too large for an age identity file")]
    TooLarge,
    /// An age file that is sealed to keys where a passphrase was expected.
    #[error("the identity file is sealed to keys, not to a passphrase")]
    NotForPassphrase,
    /// An scrypt work factor that would take hours and gigabytes.
    #[error(
        "the work factor {log_n} of the identity file is above {}",
        crate::keys::Error::MAX_LOG_N
    )]
    WorkFactor {
        /// The base-two logarithm of scrypt's N.
        log_n: u8,
    },
    /// Not age's format, cut off, or altered.
    #[error("damaged age file")]
    Damaged,
    /// None of the identities at hand belongs to a recipient of the file.
    #[error("no key at hand opens it; it is sealed to {}", text_of(recipients))]
    NoKey {
        /// Whom the file was sealed to.
        recipients: Vec<Recipient>,
    },
    /// What was wrapped is not a data key of 32 bytes.
    #[error("the wrapped data key is not 32 bytes long")]
    DataKeyLength,
    /// Not an X25519 recipient (`age1…`).
    #[error("not an age recipient")]
    NotARecipient,
    /// Age could not seal; in practice, no randomness from the system.
    #[error("age could not seal")]
    Seal,
}

/// What stands where a key was looked for. Only a plugin's name leaves the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// An identity that an age plugin holds, such as that of a security token.
    #[error("the identity of an age plugin (`age-plugin-{0}`)")]
    Plugin(String),
    /// `AGE-SECRET-KEY-PQ-1…`.
    #[error("a post-quantum identity")]
    PostQuantum,
    /// A key of OpenSSH or another in PEM.
    #[error("an SSH key")]
    Ssh,
    /// `age1…`, which seals and does not open.
    #[error("a public key, which opens nothing")]
    Recipient,
    /// Anything else.
    #[error("no age identity")]
    Unknown,
}

impl Error {
    /// The greatest scrypt work factor (log N) accepted: 4 GiB of memory and some 16 seconds; we write 18.
    pub const MAX_LOG_N: u8 = 22;
}

fn lines_of(lines: &[(usize, Unusable)]) -> String {
    let named = lines
        .iter()
        .map(|(line, what)| format!("line {line} is {what}"));
    named.collect::<Vec<_>>().join(", ")
}

fn text_of(recipients: &[Recipient]) -> String {
    let names: Vec<String> = recipients.iter().map(Recipient::to_string).collect();
    names.join(", ")
}
