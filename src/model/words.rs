//! The languages of letters and documents, and the owner's words in one of them or in each.
//!
//! In `register.toml` words are a string, meant in the register's language, or a table `{ fi = …, sv = …, en = … }`.

use std::fmt;
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Deserialize as DeriveDeserialize, Serialize};

use super::Rule;
use super::by_text::serde_by_text;

/// A language that the product writes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Finnish.
    #[default]
    Fi,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];

    /// The two-letter code, as in `register.toml` and template names.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fi => "fi",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }
}

impl FromStr for Language {
    type Err = Rule;

    /// Reads a code in either case.
    fn from_str(raw: &str) -> Result<Self, Rule> {
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(raw.trim()))
            .ok_or(Rule::Language)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

serde_by_text!(Language);

/// The owner's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Words {
    /// In the register's language.
    One(String),
    /// In several languages.
    Each(Translations),
}

/// Words by language; those that are missing fall back to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, DeriveDeserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Translations {
    /// Finnish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fi: Option<String>,
    /// Swedish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sv: Option<String>,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Words {
    /// Returns words in all three languages.
    pub fn each(fi: &str, sv: &str, en: &str) -> Self {
        Self::Each(Translations {
            fi: Some(fi.to_owned()),
            sv: Some(sv.to_owned()),
            en: Some(en.to_owned()),
        })
    }

    /// Returns the words in a language, else in the default one, else in any there is.
    pub fn in_language(&self, wanted: Language, default: Language) -> &str {
        match self {
            Self::One(words) => words,
            Self::Each(each) => [wanted, default]
                .into_iter()
                .chain(Language::ALL)
                .find_map(|language| each.get(language))
                .unwrap_or_default(),
        }
    }

    /// Whether there is nothing in any language.
    pub fn is_empty(&self) -> bool {
        self.in_language(Language::Fi, Language::Fi).is_empty()
    }

    /// All the texts, for checking them.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, each) = match self {
            Self::One(words) => (Some(words.as_str()), None),
            Self::Each(each) => (None, Some(each)),
        };
        one.into_iter().chain(each.into_iter().flat_map(|each| {
            Language::ALL
                .into_iter()
                .filter_map(|language| each.get(language))
        }))
    }
}

impl Translations {
    fn get(&self, language: Language) -> Option<&str> {
        let words = match language {
            Language::Fi => &self.fi,
            Language::Sv => &self.sv,
            Language::En => &self.en,
        };
        words.as_deref().filter(|words| !words.is_empty())
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::One(String::new())
    }
}

impl From<&str> for Words {
    fn from(words: &str) -> Self {
        Self::One(words.to_owned())
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WordsVisitor)
    }
}

/// Says which of the two shapes is wrong, which an untagged enum does not.
struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or a table of texts for fi, sv and en")
    }

    fn visit_str<E>(self, words: &str) -> Result<Words, E> {
        Ok(Words::One(words.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Words, A::Error> {
        Translations::deserialize(MapAccessDeserializer::new(map)).map(Words::Each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_languages_fall_back() {
        let words = Words::Each(Translations {
            sv: Some("ja".into()),
            ..Translations::default()
        });
        assert_eq!(words.in_language(Language::En, Language::Fi), "ja");
        assert_eq!(
            Words::from("on").in_language(Language::En, Language::Fi),
            "on"
        );
    }
}
