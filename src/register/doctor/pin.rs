//! The pin: what stands in its place and is none stops everything that seals, and only says so here.

use std::path::{Path, PathBuf};

use crate::fsio;
use crate::keys::Found;
use crate::register::check::Finding;
use crate::register::error::Error;
use crate::register::trust;

use super::Ill;
use super::patient::{Scene, found};

pub(super) fn finding(scene: Scene<'_>) -> Result<Option<Finding>, Error> {
    let Some(description) = scene.description else {
        return Ok(None);
    };
    let Some(place) = trust::place(scene.repo, &scene.around.pins, &description.id) else {
        return Ok(None);
    };
    let at = |file: &Path, ill| Some(found(&file.display().to_string(), ill));
    Ok(match place.load() {
        Ok(Found::Nothing) => None,
        Ok(Found::Pin(pin)) if trust::agrees(scene.repo, &pin)? => None,
        Ok(Found::Pin(_)) => {
            let why = "it contradicts the commit that it names".to_owned();
            at(place.file(), Ill::Pin(why))
        }
        Ok(Found::Damaged(file)) => {
            let file = in_the_way(file)?;
            let why = what_it_is(&file);
            at(&file, Ill::Pin(why))
        }
        Err(error) => {
            let folder = place.file().parent().unwrap_or(place.file());
            at(folder, Ill::PinClosed(error.to_string()))
        }
    })
}

/// A file where the pin's folder should be stands in its way, whatever would lie below it.
fn in_the_way(file: PathBuf) -> Result<PathBuf, Error> {
    let above = file.parent().map(fsio::no_folder).transpose()?.flatten();
    Ok(above.unwrap_or(file))
}

fn what_it_is(file: &Path) -> String {
    match fsio::read_own(file, 0) {
        Err(fsio::Error::NotAFile { what, .. }) => format!("it is {what}, not a file"),
        _ => "it is not what the program writes".to_owned(),
    }
}
