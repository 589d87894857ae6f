//! A file of known columns: `[[source]]` tables, one a program or a language, each with the headers it writes and what they mean.
//!
//! The knowledge is data, each entry under its source; this is the lookup.

use std::collections::HashMap;
use std::str::FromStr;

use serde::Deserialize;

use crate::text;

/// What is known of columns by their headers; `T` is what a column means.
pub struct Known<T>(HashMap<String, T>);

#[derive(Deserialize)]
struct File {
    source: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    program: String,
    #[serde(default)]
    url: String,
    about: String,
    #[serde(alias = "words")]
    columns: HashMap<String, String>,
}

impl Source {
    /// Whether it says where its columns are from.
    fn is_named(&self) -> bool {
        let web = self.url.is_empty() || self.url.starts_with("https://");
        web && !self.program.is_empty() && !self.about.is_empty()
    }
}

impl<T: FromStr + PartialEq> Known<T> {
    /// Reads one of the program's own files.
    ///
    /// # Panics
    /// If the file is not sound: a source without a name, a meaning that is none, a header that means two things.
    pub fn read(file: &str) -> Self {
        let file: File = toml::from_str(file).expect("the tests read this file too");
        let mut known = HashMap::new();
        for source in file.source {
            assert!(source.is_named(), "`{}`", source.program);
            for (header, meaning) in source.columns {
                let parsed = meaning.parse().ok();
                let other = known.insert(key::<T>(&header), parsed.expect("a meaning"));
                let other = other.filter(|other| meaning.parse().ok().as_ref() != Some(other));
                assert!(other.is_none(), "`{header}` means two things");
            }
        }
        Self(known)
    }

    /// What a column of this header holds, if that is known.
    pub fn get(&self, header: &str) -> Option<&T> {
        self.0.get(&key::<T>(header))
    }
}

/// A path of the record stands for itself (`customer.name` is the person, "Customer name" need not be); of other headers, case, accents, spaces
/// and punctuation do not count.
fn key<T: FromStr>(header: &str) -> String {
    let header = header.trim();
    if header.contains('.') && header.parse::<T>().is_ok() {
        return header.to_owned();
    }
    let folded = text::fold(header);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::Known;

    fn read(columns: &str) -> Known<u8> {
        let head = "[[source]]\nprogram = \"a program\"\nabout = \"its guide\"\n";
        Known::read(&format!("{head}[source.columns]\n{columns}"))
    }

    #[test]
    fn spelling_does_not_matter() {
        let known = read("\"laskun nro\" = \"1\"\n\"LASKUN NRO:\" = \"1\"");
        for header in ["Laskun nro", "LASKUNNRO", " laskun-nro. "] {
            assert_eq!(known.get(header), Some(&1), "{header}");
        }
        assert_eq!(known.get("laskun numero"), None);
    }

    #[test]
    #[should_panic(expected = "means two things")]
    fn a_header_means_one_thing() {
        read("\"nro\" = \"1\"\n\"Nro.\" = \"2\"");
    }

    #[test]
    #[should_panic(expected = "a meaning")]
    fn a_meaning_is_one_of_those_there_are() {
        read("\"nro\" = \"300\"");
    }
}
