//! The key's file: readable by nobody else, and not in the folder that it opens.

use std::path::{Path, PathBuf};

use crate::fsio;
use crate::register::check::Finding;
use crate::register::error::Error;

use super::Ill;
use super::patient::{Scene, found};

pub(super) fn findings(scene: Scene<'_>) -> Result<Vec<Finding>, Error> {
    let Some(file) = scene.around.identity.as_deref() else {
        return Ok(Vec::new());
    };
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let mut findings = Vec::new();
    if fsio::readable_by_others(file)? {
        findings.push(found(&file.display().to_string(), Ill::KeyReadable));
    }
    if let Some(inside) = inside(scene.repo.root(), file) {
        findings.push(lies(scene, &inside)?);
    }
    Ok(findings)
}

/// The key's path in the work tree; nothing where it lies elsewhere, wherever links lead.
fn inside(root: &Path, file: &Path) -> Option<String> {
    let real = |path: &Path| -> Option<PathBuf> { path.canonicalize().ok() };
    let inside = real(file)?;
    let inside = inside.strip_prefix(real(root)?).ok()?;
    Some(inside.to_string_lossy().into_owned())
}

fn lies(scene: Scene<'_>, path: &str) -> Result<Finding, Error> {
    let repo = scene.repo;
    let tracked = repo.indexed(&[path])?.iter().any(Option::is_some);
    let ill = if tracked || repo.blob_at(None, path)?.is_some() {
        Ill::KeyTracked
    } else if repo.ignored(path)? {
        Ill::KeyIgnored
    } else {
        Ill::KeyInside
    };
    Ok(found(path, ill))
}
