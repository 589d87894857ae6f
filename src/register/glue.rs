//! What git has to be told, so that it shows, merges and keeps sealed files as what they are. The one place for it: `init` sets
//! it up, `doctor` compares and mends.
//!
//! Settings live in `.git/config`, which no clone inherits (a repository that could set programs would run them).

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::fsio;
use crate::history::Repo;

use super::error::Error;
use super::layout::ATTRIBUTES as ATTRIBUTES_FILE;
use super::lines;

/// Sealed files are bytes to git; the public ones are not records, which the first pattern alone would make them.
pub(super) const ATTRIBUTES_TEXT: &str = "\
records/**/*.toml -text diff=rekisteri merge=rekisteri
records/register.toml !diff !merge text eol=lf
records/ledger.toml !diff merge=rekisteri
";

/// What comes of [`ATTRIBUTES_TEXT`]: a path of each kind, an attribute, and its value as `git check-attr` prints it.
const ATTRIBUTES: &[(&str, &str, &str)] = &[
    ("records/10/1001.toml", "text", "unset"),
    ("records/10/1001.toml", "diff", "rekisteri"),
    ("records/10/1001.toml", "merge", "rekisteri"),
    ("records/register.toml", "text", "set"),
    ("records/register.toml", "eol", "lf"),
    ("records/register.toml", "diff", "unspecified"),
    ("records/register.toml", "merge", "unspecified"),
    ("records/ledger.toml", "text", "unset"),
    ("records/ledger.toml", "diff", "unspecified"),
    ("records/ledger.toml", "merge", "rekisteri"),
];

const TEXTCONV: &str = "diff.rekisteri.textconv";
const MERGE_NAME: &str = "merge.rekisteri.name";
const MERGE_DRIVER: &str = "merge.rekisteri.driver";
const MERGE_BASES: &str = "merge.rekisteri.recursive";
/// The register to merge in: the folder that git calls from.
const HERE: &str = " -C .";
/// Git's cache of what a textconv printed; it would keep customers in clear under `refs/notes`.
pub(super) const CACHE: &str = "diff.rekisteri.cachetextconv";

/// What is wrong with one of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Glue {
    /// It is not set, or does not call us.
    NotSet(&'static str),
    /// It calls a program that is not there.
    ProgramGone(&'static str, String),
}

/// Sets up git in this clone to call `program`; returns the settings that were something else before.
///
/// # Errors
/// Git's, where its settings cannot be written.
pub fn set_up(repo: &Repo, program: &Path) -> Result<Vec<&'static str>, Error> {
    let mut changed = Vec::new();
    for (key, value) in settings(program) {
        if repo.config_get(key)?.as_deref() != Some(value.as_str()) {
            repo.config_set(key, &value)?;
            changed.push(key);
        }
    }
    Ok(changed)
}

/// How git calls us. Where the program is missing or stumbles, the sealed text is shown: a textconv that fails would end
/// `git log -p`. A merge driver has to fail then, for git to keep the conflict; git asks it from the work tree's root, and whatever
/// register the environment names, it is this one. A base that git puts together from several is for comparing only: no key and
/// no new number for it (`binary` takes the oldest).
fn settings(program: &Path) -> [(&'static str, String); 4] {
    let program = quoted(&program.to_string_lossy());
    [
        (
            TEXTCONV,
            format!("f() {{ {program} git-textconv \"$1\" || cat \"$1\"; }}; f"),
        ),
        (MERGE_NAME, "sealed records, field by field".to_owned()),
        (
            MERGE_DRIVER,
            format!("{program}{HERE} git-merge %O %A %B %P"),
        ),
        (MERGE_BASES, "binary".to_owned()),
    ]
}

/// Compares the settings that call us; `search` is the PATH that git looks for programs in.
pub(super) fn faults(repo: &Repo, search: Option<&OsStr>) -> Result<Vec<Glue>, Error> {
    let mut faults = Vec::new();
    for (key, command) in [(TEXTCONV, "git-textconv"), (MERGE_DRIVER, "git-merge")] {
        let value = repo.config_get(key)?.unwrap_or_default();
        match program_of(&value, command) {
            None => faults.push(Glue::NotSet(key)),
            Some(program) if is_there(&program, search) => {}
            Some(program) => faults.push(Glue::ProgramGone(key, program)),
        }
    }
    Ok(faults)
}

/// The first attribute that is not what it must be: path, attribute, value.
pub(super) fn wrong_attribute(
    repo: &Repo,
) -> Result<Option<(&'static str, &'static str, String)>, Error> {
    for (path, attribute, wanted) in ATTRIBUTES {
        let value = repo.attribute_value(path, attribute)?;
        if value != *wanted {
            return Ok(Some((path, attribute, value)));
        }
    }
    missing_line(repo)
}

/// What a line means that the work file lacks. Git reads the work file or, where there is none, the index; libgit2 falls back
/// to the index line by line, and would find there what git no longer sees.
fn missing_line(repo: &Repo) -> Result<Option<(&'static str, &'static str, String)>, Error> {
    let Some(bytes) = repo.work_bytes(ATTRIBUTES_FILE)? else {
        return Ok(None);
    };
    let text = String::from_utf8_lossy(&bytes);
    let text = lines::without_mark(&text);
    let stands = |wanted: &str| text.lines().any(|line| line.trim_end() == wanted);
    let mut means = [
        ("records/10/1001.toml", "text", "unspecified"),
        ("records/register.toml", "merge", "rekisteri"),
        ("records/ledger.toml", "diff", "rekisteri"),
    ]
    .into_iter()
    .zip(ATTRIBUTES_TEXT.lines());
    let missing = means.find(|(_, line)| !stands(line));
    Ok(missing.map(|((path, attribute, value), _)| (path, attribute, value.to_owned())))
}

/// A shell's word for any text.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// The program that a setting calls with our command; nothing where it does not.
fn program_of(setting: &str, command: &str) -> Option<String> {
    let (before, _) = setting.split_once(&format!(" {command} "))?;
    let before = before.strip_suffix(HERE).unwrap_or(before);
    let Some(inside) = before.strip_suffix('\'') else {
        return before.split_whitespace().next_back().map(str::to_owned);
    };
    // A quote within the word is written `'\''`, so the word begins at the first quote of all.
    let (_, word) = inside.split_once('\'')?;
    Some(word.replace(r"'\''", "'"))
}

fn is_there(program: &str, search: Option<&OsStr>) -> bool {
    let there = |path: &Path| fsio::is_program(path).unwrap_or(false);
    if program.contains('/') {
        return there(Path::new(program));
    }
    let folders: Vec<PathBuf> = search
        .map(|search| std::env::split_paths(search).collect())
        .unwrap_or_default();
    folders.iter().any(|folder| there(&folder.join(program)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_read_back_from_what_was_set() {
        for program in ["/usr/bin/rekisteri", "/a b/rek", "/it's/mine"] {
            let [textconv, _, merge, _] = settings(Path::new(program));
            let read = |setting: &str, command| program_of(setting, command);
            assert_eq!(read(&textconv.1, "git-textconv").as_deref(), Some(program));
            assert_eq!(read(&merge.1, "git-merge").as_deref(), Some(program));
        }
        let bare = "f() { rekisteri git-textconv \"$1\" || cat \"$1\"; }; f";
        assert_eq!(
            program_of(bare, "git-textconv").as_deref(),
            Some("rekisteri")
        );
        assert_eq!(program_of("cat", "git-textconv"), None);
    }
}
