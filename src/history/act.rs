//! What can be done to a register: the twelve words of the log.

/// What a commit did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the words of the log, said in `word`")]
pub enum Act {
    Init,
    Add,
    Edit,
    Import,
    Restore,
    End,
    Journal,
    Describe,
    Rekey,
    Erase,
    Adopt,
    Undo,
}

impl Act {
    /// Every act, in the order of the documentation.
    pub const ALL: [Self; 12] = [
        Self::Init,
        Self::Add,
        Self::Edit,
        Self::Import,
        Self::Restore,
        Self::End,
        Self::Journal,
        Self::Describe,
        Self::Rekey,
        Self::Erase,
        Self::Adopt,
        Self::Undo,
    ];

    /// The word in the trailer and at the head of the subject.
    pub fn word(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Add => "add",
            Self::Edit => "edit",
            Self::Import => "import",
            Self::Restore => "restore",
            Self::End => "end",
            Self::Journal => "journal",
            Self::Describe => "describe",
            Self::Rekey => "rekey",
            Self::Erase => "erase",
            Self::Adopt => "adopt",
            Self::Undo => "undo",
        }
    }

    /// Reads the word.
    pub(super) fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }
}
