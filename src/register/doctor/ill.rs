//! What can be wrong with a clone, each with its word for the catalogues, how bad it is, and what to type.

use crate::history::{ForeignLock, Obstacle};
use crate::model::CustomerNumber;
use crate::register::check::Severity;

/// Something of the clone or the machine that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ill {
    /// `.gitattributes` (or what outranks it) does not treat the register's files as it must.
    #[error("git treats `{path}` otherwise than it must: `{attribute}` is {value}")]
    Attributes {
        /// A path of the kind that is concerned.
        path: &'static str,
        /// The attribute.
        attribute: &'static str,
        /// Its value, as `git check-attr` prints it.
        value: String,
    },
    /// Git would write sealed records with other line ends.
    #[error("git would change the line ends of sealed records")]
    LineEnds,
    /// A setting by which git calls the program is missing or calls something else.
    #[error("does not call this program, so git cannot show or merge sealed records")]
    NotSet,
    /// It calls a program that is not there.
    #[error("calls `{program}`, which is not there")]
    ProgramGone {
        /// The program.
        program: String,
    },
    /// Git is told to keep what the textconv prints.
    #[error("makes git keep customers in clear under `refs/notes`")]
    Caches,
    /// Git has kept it.
    #[error("holds customers in clear")]
    Cached,
    /// Others can read the key.
    #[error("is your key, and others can read it")]
    KeyReadable,
    /// The key lies in the register's folder.
    #[error("is your key and lies in the register's own folder")]
    KeyInside,
    /// The same, where git ignores it, as in the demonstration.
    #[error(
        "is your key and lies in the register's own folder; git ignores it, copies of the folder do not"
    )]
    KeyIgnored,
    /// The key is in git.
    #[error("is your key, and git tracks it: whoever has the repository has the key")]
    KeyTracked,
    /// What was rendered, or exported, is in git.
    #[error("lies in `output/` in clear, and git tracks it")]
    OutputTracked,
    /// A link or a file stands in its place; a link could lead anywhere.
    #[error("is a link or a file, not the folder that letters are written into")]
    OutputLink,
    /// Git would take it.
    #[error("does not keep `output/` out of git, where letters are written in clear")]
    OutputNotIgnored,
    /// Others can read it.
    #[error("holds letters in clear, and others can read it")]
    OutputOpen,
    /// The clock is behind the last commit.
    #[error("shows a time before the last commit")]
    ClockBehind,
    /// The clock is years ahead of it.
    #[error("shows a time more than three years after the last commit")]
    ClockAhead,
    /// Git has no identity for commits.
    #[error(
        "git does not know who you are; commits are made in the name of the contact in `register.toml`"
    )]
    NoAuthor,
    /// The owner wants commits signed, which ours are not.
    #[error("is not honoured: the program's own commits are not signed")]
    NotSigned,
    /// Git is in the middle of something.
    #[error("git is in the middle of a {state}")]
    Unfinished {
        /// One word.
        state: &'static str,
    },
    /// A merge left a file in conflict.
    #[error("is in conflict since a merge")]
    Unmerged,
    /// The repository is of a kind that the program cannot work with.
    #[error(transparent)]
    Obstacle(Obstacle),
    /// Git is told to overlook changes of the file.
    #[error("is a file whose changes git is told to overlook")]
    Overlooked {
        /// The flag of the index that says so.
        flag: &'static str,
    },
    /// HEAD names a commit.
    #[error("no branch is checked out")]
    Detached,
    /// HEAD is on a branch of another name.
    #[error("the branch is `{branch}`, and a register's is `main`")]
    OtherBranch {
        /// The branch.
        branch: String,
    },
    /// A remote that no `[[processors]]` names.
    #[error(
        "is a place where the register goes, and no `[[processors]]` in `register.toml` names it"
    )]
    Remote,
    /// `register.toml` cannot be read, so that what hangs on it was not looked at.
    #[error("{0}")]
    Description(String),
    /// Our own notes in `.git` cannot be used.
    #[error("{0}; nothing of the register is lost")]
    Notes(String),
    /// Git, or what a killed git left, holds the index.
    #[error("is locked: nothing can be recorded until git, or what it left, gives it back")]
    Locked(ForeignLock),
    /// There is no index, or one that cannot be read.
    #[error("is missing or damaged; nothing of the register is lost")]
    Index,
    /// The branch that is checked out has no commit.
    #[error("names a branch without a commit")]
    Unborn,
    /// HEAD says neither a branch nor a commit.
    #[error("says neither a branch nor a commit; nothing of the register is lost")]
    HeadGarbage,
    /// The branch that is checked out leads to no commit any more.
    #[error("names the branch `{branch}`, which leads to no commit")]
    BranchLost {
        /// The branch.
        branch: String,
        /// The commit that was accepted last, where git still has it.
        commit: Option<String>,
    },
    /// A killed program left objects half written.
    #[error("holds {} that a killed program left half written", crate::text::count(*.files, "file", "files"))]
    HalfWritten {
        /// How many.
        files: usize,
    },
    /// What says what was accepted here is no file, or not what the program writes.
    #[error("says what was accepted in this folder, and cannot be used: {0}")]
    Pin(String),
    /// The system does not let us read it.
    #[error("says what was accepted in this folder, and the system does not let it be read: {0}")]
    PinClosed(String),
    /// Customers in clear outside `records/`, one `git add` away from history.
    #[error("holds customers in clear")]
    ClearFile,
    /// The same, and git tracks it.
    #[error("holds customers in clear, and git tracks it")]
    ClearTracked,
    /// Attributes that outrank the register's own.
    #[error("sets attributes for `records/`, which outrank those of `.gitattributes`")]
    OtherAttributes,
    /// A document of a run of letters that was cut short.
    #[error("is a letter that is in no journal: the program was ended while it wrote letters")]
    LettersUnnoted {
        /// To whom; none for the joint file.
        customer: Option<CustomerNumber>,
    },
    /// One that somebody has taken away.
    #[error(
        "was a letter that is in no journal and was moved away: it may have been posted, and no reminder after it knows"
    )]
    LettersGone {
        /// To whom.
        customer: Option<CustomerNumber>,
    },
    /// HEAD has a record whose content is not there.
    #[error("is in the last commit, and git has lost its content")]
    Lost,
    /// `ledger.toml` is missing or cannot be read, so no number can be given.
    #[error("cannot be read, so no number can be given: {0}")]
    Ledger(String),
}

impl Ill {
    /// The word of the catalogues: `finding-` and this.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Attributes { .. } => "attributes",
            Self::LineEnds => "line-ends",
            Self::NotSet => "not-set",
            Self::ProgramGone { .. } => "program-gone",
            Self::Caches => "caches",
            Self::Cached => "cached",
            Self::KeyReadable => "key-readable",
            Self::KeyInside => "key-inside",
            Self::KeyIgnored => "key-ignored",
            Self::KeyTracked => "key-tracked",
            Self::OutputTracked => "output-tracked",
            Self::OutputLink => "output-link",
            Self::OutputNotIgnored => "output-not-ignored",
            Self::OutputOpen => "output-open",
            Self::ClockBehind => "clock-behind",
            Self::ClockAhead => "clock-ahead",
            Self::NoAuthor => "no-author",
            Self::NotSigned => "not-signed",
            Self::Unfinished { .. } => "unfinished",
            Self::Unmerged => "unmerged",
            Self::Obstacle(obstacle) => obstacle.code(),
            Self::Overlooked { .. } => "overlooked",
            Self::Detached => "detached",
            Self::OtherBranch { .. } => "other-branch",
            Self::Remote => "remote",
            Self::Description(_) => "description",
            Self::Ledger(_) => "ledger",
            Self::Notes(_) => "notes",
            Self::Locked(lock) if lock.may_be_alive() => "locked-alive",
            Self::Locked(_) => "locked",
            Self::Index => "index",
            Self::Unborn => "unborn",
            Self::HeadGarbage => "head-garbage",
            Self::BranchLost { .. } => "branch-lost",
            Self::HalfWritten { .. } => "half-written",
            Self::Pin(_) => "pin",
            Self::PinClosed(_) => "pin-closed",
            Self::ClearFile => "clear-file",
            Self::ClearTracked => "clear-tracked",
            Self::LettersUnnoted { .. } => "letters-unnoted",
            Self::LettersGone { .. } => "letters-gone",
            Self::Lost => "lost",
            Self::OtherAttributes => "other-attributes",
        }
    }

    /// How bad it is: *error* where customers are or will be in clear in git, or the register cannot be worked in.
    pub fn severity(&self) -> Severity {
        match self {
            Self::LineEnds
            | Self::Caches
            | Self::Cached
            | Self::KeyTracked
            | Self::OutputTracked
            | Self::OutputLink
            | Self::Unmerged
            | Self::Obstacle(_)
            | Self::Overlooked { .. }
            | Self::Description(_)
            | Self::Ledger(_)
            | Self::Notes(_)
            | Self::Locked(_)
            | Self::Index
            | Self::Unborn
            | Self::HeadGarbage
            | Self::BranchLost { .. }
            | Self::Pin(_)
            | Self::PinClosed(_)
            | Self::ClearTracked
            | Self::Lost
            | Self::OtherAttributes => Severity::Error,
            Self::Attributes { .. }
            | Self::NotSet
            | Self::ProgramGone { .. }
            | Self::KeyReadable
            | Self::KeyInside
            | Self::OutputNotIgnored
            | Self::OutputOpen
            | Self::ClockBehind
            | Self::Unfinished { .. }
            | Self::ClearFile
            | Self::LettersUnnoted { .. }
            | Self::LettersGone { .. }
            | Self::Detached
            | Self::OtherBranch { .. } => Severity::Warning,
            Self::KeyIgnored
            | Self::HalfWritten { .. }
            | Self::ClockAhead
            | Self::NoAuthor
            | Self::NotSigned
            | Self::Remote => Severity::Note,
        }
    }

    /// Whether nothing else can be asked of git.
    pub(super) fn is_blinding(&self) -> bool {
        match self {
            Self::Index | Self::Unborn | Self::HeadGarbage | Self::BranchLost { .. } => true,
            Self::Obstacle(obstacle) => obstacle.bars_index(),
            _ => false,
        }
    }

    /// Whether `doctor --fix` mends it.
    pub fn is_mendable(&self) -> bool {
        matches!(
            self,
            Self::Attributes { .. }
                | Self::LineEnds
                | Self::NotSet
                | Self::ProgramGone { .. }
                | Self::Caches
                | Self::Cached
                | Self::KeyReadable
                | Self::OutputNotIgnored
                | Self::OutputOpen
                | Self::Ledger(_)
                | Self::HalfWritten { .. }
                | Self::LettersUnnoted { .. }
                | Self::LettersGone { .. }
        )
    }

    /// What to type; `place` is the file, setting or name that it was found at.
    pub fn remedy(&self, place: &str) -> String {
        match self {
            _ if self.is_mendable() => "rekisteri doctor --fix".to_owned(),
            Self::KeyInside | Self::KeyIgnored | Self::ClearFile => format!("mv {place} ~/"),
            Self::HeadGarbage => {
                "rm -f .git/HEAD; echo 'ref: refs/heads/main' > .git/HEAD".to_owned()
            }
            Self::BranchLost {
                branch,
                commit: Some(commit),
            } => format!(
                "rm -f .git/refs/heads/{branch}; git update-ref refs/heads/{branch} {commit}"
            ),
            Self::BranchLost { .. } => "git fsck --lost-found".to_owned(),
            Self::Pin(_) => format!("rm -r {place}; rekisteri accept"),
            Self::PinClosed(_) => format!("chmod -R u+rwX {place}"),
            Self::KeyTracked | Self::ClearTracked => format!("git rm --cached {place}"),
            Self::OutputLink => "rm output".to_owned(),
            Self::OutputTracked => "git rm -r --cached output".to_owned(),
            Self::ClockBehind | Self::ClockAhead => "date".to_owned(),
            Self::NoAuthor => "git config user.name NAME; git config user.email E-MAIL".to_owned(),
            Self::NotSigned => "git config commit.gpgsign false".to_owned(),
            Self::Unfinished { .. } | Self::Unmerged => "git status".to_owned(),
            Self::Obstacle(obstacle) => obstacle.remedy(),
            Self::Overlooked { flag } => format!("git update-index --no-{flag} {place}"),
            Self::Locked(lock) => lock.remedy(place),
            Self::Notes(_) | Self::OtherAttributes => format!("rm -r {place}"),
            Self::Index => "rm -f .git/index; git reset".to_owned(),
            Self::Lost => "git fsck; git fetch CLONE-OR-BACKUP".to_owned(),
            Self::Remote => "rekisteri commit".to_owned(),
            Self::Detached | Self::OtherBranch { .. } | Self::Unborn => {
                "git switch main".to_owned()
            }
            _ => "git diff records/register.toml".to_owned(),
        }
    }
}
