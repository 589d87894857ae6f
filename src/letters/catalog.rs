//! Which templates there are: the built-in ones, and the owner's in their place. Names only; nothing is compiled here.

use std::collections::{BTreeMap, BTreeSet};

use crate::text;

use super::builtin::TEMPLATES;
use super::error::Error;
use super::language::Language;
use super::name::{Format, TemplateName};

/// Every template by file name.
pub(super) struct Catalog {
    sources: BTreeMap<String, String>,
    own: BTreeSet<String>,
    misnamed: Vec<String>,
}

impl Catalog {
    /// Lays the owner's files over the built-in ones. Files that do not end in `.jinja` are none of ours.
    pub(super) fn new(overrides: Vec<(String, String)>) -> Self {
        let builtin = |(file, source): &(&str, &str)| ((*file).to_owned(), (*source).to_owned());
        let mut catalog = Self {
            sources: TEMPLATES.iter().map(builtin).collect(),
            own: BTreeSet::new(),
            misnamed: Vec::new(),
        };
        let ours = |(file, _): &(String, String)| file.strip_suffix(".jinja").is_some();
        for (file, source) in overrides.into_iter().filter(ours) {
            if file.parse::<TemplateName>().is_err() {
                catalog.misnamed.push(file);
            } else {
                catalog.own.insert(file.clone());
                catalog.sources.insert(file, source);
            }
        }
        catalog
    }

    /// Every template's file name and source, sorted.
    pub(super) fn all(&self) -> &BTreeMap<String, String> {
        &self.sources
    }

    /// The source of a file; empty where there is none.
    pub(super) fn source(&self, file: &str) -> &str {
        self.sources.get(file).map_or("", String::as_str)
    }

    /// Every file name, sorted.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// The owner's files among them.
    pub(super) fn own(&self) -> &BTreeSet<String> {
        &self.own
    }

    /// The owner's files that are no templates for their names.
    pub(super) fn misnamed(&self) -> impl Iterator<Item = Error> {
        let told = |file: &String| Error::FileName { file: file.clone() };
        self.misnamed.iter().map(told)
    }

    /// The letters, parts left out.
    pub(super) fn letters(&self) -> Vec<TemplateName> {
        let names = self
            .files()
            .filter_map(|file| file.parse::<TemplateName>().ok());
        names.filter(|name| !name.is_part()).collect()
    }

    /// The letter `name` in the first of the wanted languages it is written in.
    pub(super) fn find(
        &self,
        name: &str,
        wanted: &[Language],
        format: Format,
    ) -> Result<TemplateName, Error> {
        let letters = self.letters();
        let named: Vec<&TemplateName> = letters.iter().filter(|one| one.name() == name).collect();
        if named.is_empty() {
            return Err(unknown(name, &letters));
        }
        let written: Vec<&TemplateName> = named
            .into_iter()
            .filter(|one| one.format() == format)
            .collect();
        let fit = |language: &Language| written.iter().find(|one| one.language() == *language);
        let found = wanted.iter().find_map(fit).map(|found| (*found).clone());
        found.ok_or_else(|| Error::NoLanguage {
            name: name.to_owned(),
            wanted: wanted.to_vec(),
            written: written.iter().map(|one| one.language()).collect(),
        })
    }

    /// The file and every one it names, in turn: includes are spelled as quoted file names.
    pub(super) fn linked(&self, file: &str) -> Vec<&str> {
        let mut found: Vec<&str> = self.files().filter(|one| *one == file).collect();
        let mut at = 0;
        while let Some(file) = found.get(at) {
            let source = self.source(file);
            let named = |one: &&str| {
                source.contains(one.trim_end_matches(".jinja")) && !found.contains(one)
            };
            let next: Vec<&str> = self.files().filter(named).collect();
            found.extend(next);
            at += 1;
        }
        found
    }
}

/// Files whose name proper is spelt nearly like the wanted one's, of the same language and format where there are any: the
/// endings that all files share would otherwise make all of them look alike.
pub(super) fn near(wanted: &str, files: &[&str]) -> Vec<String> {
    let (stem, ending) = wanted.split_once('.').unwrap_or((wanted, ""));
    let parts: Vec<(&str, &str)> = files
        .iter()
        .filter_map(|file| file.split_once('.'))
        .collect();
    let alike = |one: &str| one.trim_end_matches(".jinja") == ending.trim_end_matches(".jinja");
    let any = parts.iter().any(|part| alike(part.1));
    let fit: Vec<&(&str, &str)> = parts.iter().filter(|part| !any || alike(part.1)).collect();
    let stems: BTreeSet<&str> = fit.iter().map(|part| part.0).collect();
    let mut near = Vec::new();
    for name in text::similar(stem, stems.into_iter()) {
        let files = fit.iter().filter(|part| part.0 == name);
        near.extend(files.map(|part| format!("{}.{}", part.0, part.1)));
    }
    near
}

fn unknown(name: &str, letters: &[TemplateName]) -> Error {
    let names: BTreeSet<&str> = letters.iter().map(TemplateName::name).collect();
    Error::NoTemplate {
        name: name.to_owned(),
        similar: text::similar(name, names.into_iter()),
    }
}
