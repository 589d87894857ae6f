//! Git: attributes, the settings that call us, what must not be in it, and the state it is in.

use crate::fsio;
use crate::history::{self, HeadFault, Kind, Obstacle, Repo};
use crate::register::TransactionError;
use crate::register::check::Finding;
use crate::register::error::Error;
use crate::register::glue::{self, Glue};
use crate::register::intent;
use crate::register::layout::{ATTRIBUTES, PUBLIC_LIMIT, RECORDS};
use crate::register::lines;
use crate::register::trust;
use crate::register::unlocked::files_in;

use super::Ill;
use super::patient::{Scene, found};

/// The branch of every register.
const MAIN: &str = "main";
/// Where `cachetextconv` keeps what a textconv printed; each name after it is a driver's.
pub(super) const CACHED: &str = "refs/notes/textconv/*";

pub(super) fn findings(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    let mut findings: Vec<Finding> = attributes(scene.repo)?.into_iter().collect();
    findings.extend(calls(scene)?);
    findings.extend(in_clear(scene.repo)?);
    findings.extend(state(scene.repo)?);
    findings.extend(remotes(scene)?);
    Ok(findings)
}

/// What of `.git` itself is damaged or held.
pub(super) fn broken(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    let repo = scene.repo;
    let mut findings = Vec::new();
    if let Some(error) = intent::fault(repo) {
        let path = match &error {
            TransactionError::Intent { .. } => ".git/rekisteri/journal",
            _ => ".git/rekisteri",
        };
        findings.push(found(path, Ill::Notes(error.to_string())));
    }
    // A hook is run by the git that holds the index.
    let index = scene.around.index.as_deref();
    if !index.is_some_and(|file| repo.is_own_index(file))
        && let Some(lock) = repo.foreign_lock()?
    {
        let place = lock.path.strip_prefix(repo.root()).unwrap_or(&lock.path);
        let place = place.display().to_string();
        findings.push(found(&place, Ill::Locked(lock)));
    }
    let obstacles = repo.obstacles()?;
    let bars_index = obstacles.iter().any(Obstacle::bars_index);
    findings.extend(obstacles.into_iter().map(obstacle));
    if let Some(fault) = repo.head_fault()? {
        findings.push(found("HEAD", no_commit(scene, fault)?));
        return Ok(findings);
    }
    let half = repo.half_written(scene.around.now)?.len();
    if half > 0 {
        findings.push(found(".git/objects", Ill::HalfWritten { files: half }));
    }
    let head = repo.head()?.ok_or(history::Error::Unborn)?;
    if !bars_index && !repo.has_index()? {
        findings.push(found(".git/index", Ill::Index));
    }
    findings.extend(other_attributes(repo)?);
    let lost = repo.lost_at(head, RECORDS)?;
    findings.extend(lost.iter().map(|path| found(path, Ill::Lost)));
    Ok(findings)
}

/// The repository as a whole is of that kind.
pub(super) fn obstacle(obstacle: Obstacle) -> Finding {
    found(".git", Ill::Obstacle(obstacle))
}

/// What it takes to have a commit again: the branch of every register, or where that is lost, the commit that was accepted last.
fn no_commit(scene: Scene<'_>, fault: HeadFault) -> Result<Ill, Error> {
    let branch = match fault {
        HeadFault::Garbage => return Ok(Ill::HeadGarbage),
        HeadFault::Unborn { branch } if branch != MAIN => return Ok(Ill::Unborn),
        HeadFault::Unborn { branch } | HeadFault::Broken { branch } => branch,
    };
    let id = scene.description.map(|description| description.id.as_str());
    let commit = id.map(|id| trust::last_accepted(scene.repo, &scene.around.pins, id));
    let commit = commit.transpose()?.flatten();
    let commit = commit.map(|commit| commit.to_string());
    Ok(Ill::BranchLost { branch, commit })
}

/// Attributes besides `.gitattributes` at the root, which we write: whatever they say of one record, they are not the register's.
fn other_attributes(repo: &Repo) -> Result<Vec<Finding>, Error> {
    let nested = files_in(repo.root(), RECORDS)?;
    let nested = nested
        .into_iter()
        .filter(|path| path.ends_with("/.gitattributes"));
    let mut findings: Vec<Finding> = nested
        .map(|path| found(&path, Ill::OtherAttributes))
        .collect();
    let own = repo.git_dir().join("info/attributes");
    if fsio::exists(&own)? {
        let text = fsio::read_own(&own, PUBLIC_LIMIT)?;
        let text = String::from_utf8_lossy(&text);
        if lines::without_mark(&text).lines().any(touches_records) {
            findings.push(found(".git/info/attributes", Ill::OtherAttributes));
        }
    }
    Ok(findings)
}

fn touches_records(line: &str) -> bool {
    let pattern = line.split_whitespace().next().unwrap_or("#");
    let named = pattern.contains(RECORDS) || pattern.contains("toml");
    !pattern.starts_with('#') && (named || pattern.trim_matches(['*', '/']).is_empty())
}

fn attributes(repo: &Repo) -> Result<Option<Finding>, Error> {
    let Some((path, attribute, value)) = glue::wrong_attribute(repo)? else {
        return Ok(None);
    };
    let converts = repo.is_true("core.autocrlf")? || repo.config_get("core.eol")?.is_some();
    let text = attribute == "text" && path != crate::register::layout::DESCRIPTION;
    let ill = match value.as_str() {
        "set" | "auto" | "input" if text => Ill::LineEnds,
        "unspecified" if text && converts => Ill::LineEnds,
        _ => Ill::Attributes {
            path,
            attribute,
            value,
        },
    };
    Ok(Some(found(ATTRIBUTES, ill)))
}

fn calls(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    let faults = glue::faults(scene.repo, scene.around.search.as_deref())?;
    let faults = faults.into_iter().map(|fault| match fault {
        Glue::NotSet(key) => found(key, Ill::NotSet),
        Glue::ProgramGone(key, program) => found(key, Ill::ProgramGone { program }),
    });
    Ok(faults.collect())
}

fn in_clear(repo: &Repo) -> Result<Vec<Finding>, Error> {
    let mut findings: Vec<Finding> = repo
        .refs(CACHED)?
        .iter()
        .map(|name| found(name, Ill::Cached))
        .collect();
    if repo.is_true(glue::CACHE)? {
        findings.push(found(glue::CACHE, Ill::Caches));
    }
    Ok(findings)
}

fn state(repo: &Repo) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    let overlooked = repo.overlooked()?;
    let overlooked = overlooked.into_iter();
    findings.extend(overlooked.map(|(path, flag)| found(&path, Ill::Overlooked { flag })));
    match repo.branch_name()? {
        None => findings.push(found("HEAD", Ill::Detached)),
        Some(branch) if branch != MAIN => {
            findings.push(found("HEAD", Ill::OtherBranch { branch }));
        }
        Some(_) => {}
    }
    if let Some(state) = repo.in_progress() {
        findings.push(found(".git", Ill::Unfinished { state }));
    }
    let dirty = repo.status()?.into_iter();
    let conflicts = dirty.filter(|dirty| dirty.kind == Kind::Conflicted);
    findings.extend(conflicts.map(|dirty| found(&dirty.path, Ill::Unmerged)));
    Ok(findings)
}

/// Remotes are places where data goes: the register's description has to name who keeps them (GDPR articles 13(1)(e), 28).
fn remotes(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    let Some(description) = scene.description else {
        return Ok(Vec::new());
    };
    let processors = &description.processors;
    let declared = |name: &String| {
        processors
            .iter()
            .any(|processor| processor.remote.as_ref() == Some(name))
    };
    let remotes = scene.repo.remotes()?;
    let undeclared = remotes.iter().filter(|name| !declared(name));
    Ok(undeclared.map(|name| found(name, Ill::Remote)).collect())
}
