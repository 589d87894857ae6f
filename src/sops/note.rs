//! What is odd about a sealed file without being a reason to refuse it: for `check`.

use std::fmt;

/// A finding in a file that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Tables or keys are not in lexicographic order, or `sops` is not last; put right at the next change.
    Order,
    /// A `[sops]` key that means nothing to us; it survives a rewrite.
    UnknownMetadata {
        /// The key.
        key: String,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Order => f.write_str("not in our order; its next change puts that right"),
            Self::UnknownMetadata { key } => {
                write!(f, "`sops.{}` is unknown and kept", key.escape_debug())
            }
        }
    }
}
