//! The words people see: one Fluent catalogue per language, found by key.
//!
//! Error messages name formats and files and stay in one language; questions, plans, headings and hints are here.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::{Language, Rule};
use crate::text;

const ENGLISH: &str = include_str!("words/en.ftl");
const FINNISH: &str = include_str!("words/fi.ftl");

/// A value put into a sentence.
pub(super) type Argument<'a> = (&'static str, FluentValue<'a>);

/// The catalogue of one language, English behind it.
pub(super) struct Words {
    chosen: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

impl Words {
    /// Loads the catalogue of `language`; Swedish has none yet and reads English.
    pub(super) fn load(language: Language) -> Self {
        let english = || bundle("en", ENGLISH);
        let chosen = match language {
            Language::Fi => bundle("fi", FINNISH),
            Language::En | Language::Sv => english(),
        };
        Self {
            chosen,
            english: english(),
        }
    }

    /// Returns the sentence of `key`.
    pub(super) fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// Returns what is wrong with a value, going on after the field's name.
    pub(super) fn rule(&self, rule: &Rule) -> String {
        let values = rule.values();
        let values: Vec<Argument<'_>> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str().into()))
            .collect();
        self.say_with(&format!("rule-{}", rule.code()), &values)
    }

    /// Returns the sentence of `key` with its values put in.
    pub(super) fn say_with(&self, key: &str, arguments: &[Argument<'_>]) -> String {
        // Values come from files that others may have written, and go to a terminal.
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| (*name, shown(value)))
            .collect();
        [&self.chosen, &self.english]
            .into_iter()
            .find_map(|bundle| format(bundle, key, &arguments))
            // A test holds that every key is in both catalogues.
            .unwrap_or_else(|| key.to_owned())
    }
}

fn shown<'a>(value: &'a FluentValue<'a>) -> FluentValue<'a> {
    match value {
        FluentValue::String(value) => text::visible(value).into(),
        other => other.clone(),
    }
}

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let language: Option<LanguageIdentifier> = language.parse().ok();
    let mut bundle = FluentBundle::new_concurrent(language.into_iter().collect());
    // Terminals show the isolation marks of bidirectional text as boxes.
    bundle.set_use_isolating(false);
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
    bundle.add_resource_overriding(resource);
    bundle
}

fn format(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    arguments: &FluentArgs<'_>,
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    Some(
        bundle
            .format_pattern(pattern, Some(arguments), &mut errors)
            .into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(source: &str) -> BTreeSet<&str> {
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        source
            .lines()
            .filter(is_key)
            .filter_map(|line| line.split(" =").next())
            .collect()
    }

    #[test]
    fn catalogues_parse_and_have_the_same_keys() {
        for source in [ENGLISH, FINNISH] {
            FluentResource::try_new(source.to_owned()).unwrap();
        }
        assert_eq!(keys(ENGLISH), keys(FINNISH));
    }

    #[test]
    fn both_languages_put_in_the_same_values() {
        let values = |source: &str| {
            let mut found = BTreeSet::new();
            let mut key = "";
            for line in source.lines() {
                if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                    key = line.split(" =").next().unwrap();
                }
                for part in line.split("{ $").skip(1) {
                    let name: String = part
                        .chars()
                        .take_while(|c| c.is_alphanumeric() || *c == '-')
                        .collect();
                    found.insert((key.to_owned(), name));
                }
            }
            found
        };
        assert_eq!(values(ENGLISH), values(FINNISH));
    }

    /// Every key that the room's sources name is in the catalogue.
    #[test]
    fn no_key_is_missing() {
        let known = keys(ENGLISH);
        let room = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
        let mut named = 0;
        for entry in walkdir::WalkDir::new(room) {
            let path = entry.unwrap().into_path();
            if path.extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let source = String::from_utf8(crate::fsio::read(&path, 1 << 20).unwrap()).unwrap();
            for said in [
                ".say(\"",
                ".warn(\"",
                ".warn_of_future(\"",
                ".warn_of_past(\"",
                ".say_with(\"",
                "Hint::new(\"",
            ] {
                for rest in source.split(said).skip(1) {
                    let key = rest.split('"').next().unwrap();
                    assert!(known.contains(key), "{}: `{key}`", path.display());
                    named += 1;
                }
            }
        }
        assert!(named > 50, "only {named} keys were found");
    }

    /// Every rule of the model has its words.
    #[test]
    fn every_rule_has_words() {
        let source = include_str!("../model/fault.rs");
        let codes = source
            .split("=> \"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next());
        let known = keys(ENGLISH);
        for code in codes {
            assert!(known.contains(format!("rule-{code}").as_str()), "{code}");
        }
    }

    /// Everything that `doctor` finds has its words.
    #[test]
    fn every_ill_has_words() {
        let source = include_str!("../register/doctor/ill.rs");
        let (_, codes) = source.split_once("pub fn code(").unwrap();
        let (codes, _) = codes.split_once("pub fn severity(").unwrap();
        let known = keys(ENGLISH);
        let codes: Vec<&str> = codes.split('"').skip(1).step_by(2).collect();
        assert!(codes.len() > 20, "{codes:?}");
        for code in codes {
            assert!(known.contains(format!("finding-{code}").as_str()), "{code}");
        }
    }

    /// Every act has its words.
    #[test]
    fn every_act_has_words() {
        let known = keys(ENGLISH);
        for act in crate::history::Act::ALL {
            let key = format!("act-{}", act.word());
            assert!(known.contains(key.as_str()), "{key}");
        }
    }

    #[test]
    fn numbers_choose_their_form() {
        let words = Words::load(Language::Fi);
        assert_eq!(words.say_with("customers", &[("n", 1.into())]), "1 asiakas");
        assert_eq!(
            words.say_with("customers", &[("n", 2.into())]),
            "2 asiakasta"
        );
    }
}
