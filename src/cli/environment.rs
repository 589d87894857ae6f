//! The environment, read once and in one place.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::keys::Pins;
use crate::secret::Secret;

/// What the program takes from its surroundings.
#[derive(Clone, Default)]
pub(super) struct Environment {
    pub(super) home: Option<PathBuf>,
    config_home: Option<PathBuf>,
    state_home: Option<PathBuf>,
    runtime_dir: Option<PathBuf>,
    pub(super) dir: Option<PathBuf>,
    pub(super) identity: Option<PathBuf>,
    pub(super) passphrase_command: Option<String>,
    pub(super) sops_age_key_file: Option<PathBuf>,
    pub(super) sops_age_key: Option<Secret>,
    pub(super) editor: Option<OsString>,
    /// Where programs are looked for.
    pub(super) search: Option<OsString>,
    /// This program's own file.
    pub(super) program: PathBuf,
    pub(super) language: Option<String>,
    pub(super) no_color: bool,
    /// The day by the clock, in builds for tests.
    pub(super) today: Option<Date>,
    /// The index of the git that runs us.
    pub(super) git_index: Option<PathBuf>,
    /// Commits that git is about to merge: it names them in variables.
    pub(super) git_heads: Vec<String>,
}

impl Environment {
    pub(super) fn read() -> Self {
        Self {
            home: path("HOME"),
            config_home: absolute("XDG_CONFIG_HOME"),
            state_home: absolute("XDG_STATE_HOME"),
            runtime_dir: absolute("XDG_RUNTIME_DIR"),
            dir: path("REKISTERI_DIR"),
            identity: path("REKISTERI_IDENTITY"),
            passphrase_command: text("REKISTERI_PASSPHRASE_COMMAND"),
            sops_age_key_file: path("SOPS_AGE_KEY_FILE"),
            sops_age_key: text("SOPS_AGE_KEY").map(Secret::new),
            editor: first_set(&["VISUAL", "EDITOR"]),
            search: env::var_os("PATH"),
            program: env::current_exe().unwrap_or_else(|_| PathBuf::from("rekisteri")),
            // POSIX order: LC_ALL outranks LC_MESSAGES, which outranks LANG.
            language: ["LC_ALL", "LC_MESSAGES", "LANG"]
                .iter()
                .find_map(|name| text(name)),
            no_color: env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            today: today(),
            git_index: path("GIT_INDEX_FILE").and_then(|path| std::path::absolute(path).ok()),
            git_heads: env::vars_os()
                .filter_map(|(name, _)| git_head(&name))
                .collect(),
        }
    }

    /// `$XDG_CONFIG_HOME/rekisteri`, by the XDG base directory specification `~/.config/rekisteri`.
    pub(super) fn config_dir(&self) -> Option<PathBuf> {
        let base = self
            .config_home
            .clone()
            .or_else(|| Some(self.home.as_ref()?.join(".config")))?;
        Some(base.join("rekisteri"))
    }

    /// Where pins are kept: `$XDG_STATE_HOME/rekisteri`, by the XDG base directory specification `~/.local/state/rekisteri`.
    pub(super) fn pins(&self) -> Pins {
        let home = || Some(self.home.as_ref()?.join(".local/state"));
        let base = self.state_home.clone().or_else(home);
        Pins::new(base.map(|base| base.join("rekisteri")))
    }

    /// Where memory-backed storage may be found, best first.
    pub(super) fn scratch_candidates(&self) -> Vec<PathBuf> {
        self.runtime_dir
            .iter()
            .cloned()
            .chain([PathBuf::from("/dev/shm")])
            .collect()
    }
}

/// `GITHEAD_<commit>` names what `git merge` brings in.
fn git_head(name: &OsStr) -> Option<String> {
    name.to_str()?.strip_prefix("GITHEAD_").map(str::to_owned)
}

fn text(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// What the tests take for today, so that they do not change while they grow old: a claim of this year is time-barred in some. A released
/// program knows no such variable, for it would collect what is barred.
fn today() -> Option<Date> {
    let given = text("REKISTERI_TODAY").filter(|_| cfg!(debug_assertions))?;
    given.parse().ok()
}

fn path(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

/// A folder of the XDG base directory specification, which has a relative path ignored.
fn absolute(name: &str) -> Option<PathBuf> {
    path(name).filter(|path| path.is_absolute())
}

fn first_set(names: &[&str]) -> Option<OsString> {
    names
        .iter()
        .find_map(|name| env::var_os(name).filter(|value| !value.is_empty()))
}
