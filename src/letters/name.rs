//! Template file names: `<name>.<fi|sv|en>.<txt|html|eml|typ>.jinja`, parsed once so that nothing else splits strings.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use super::error::Error;
use super::language::Language;

/// What a template makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text.
    Txt,
    /// A page.
    Html,
    /// An e-mail draft.
    Eml,
    /// Typst source, for PDF.
    Typ,
}

impl Format {
    const ALL: [Self; 4] = [Self::Txt, Self::Html, Self::Eml, Self::Typ];

    /// Returns the format as file names spell it.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Txt => "txt",
            Self::Html => "html",
            Self::Eml => "eml",
            Self::Typ => "typ",
        }
    }

    /// Returns the ending of what it makes: typst source becomes `pdf`.
    pub fn product(self) -> &'static str {
        match self {
            Self::Typ => "pdf",
            other => other.extension(),
        }
    }

    /// Whether this program can make it; owners' files of the others are recognised and refused.
    pub fn is_made(self) -> bool {
        match self {
            Self::Txt | Self::Eml => true,
            Self::Typ => cfg!(feature = "pdf"),
            Self::Html => false,
        }
    }
}

impl Display for Format {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.extension())
    }
}

/// A template's name, language and format. `Display` is its file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TemplateName {
    name: String,
    language: Language,
    format: Format,
}

impl TemplateName {
    /// Joins the three, where `name` is lowercase letters, digits, `-` and `_`.
    pub fn new(name: &str, language: Language, format: Format) -> Result<Self, Error> {
        format!("{name}.{language}.{format}").parse()
    }

    /// Returns the name alone: `reminder`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the language the template is written in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns what the template makes.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether it is a part that other templates include (`_letter`), not a letter of its own.
    pub fn is_part(&self) -> bool {
        self.name.starts_with('_')
    }
}

impl Display for TemplateName {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.jinja", self.name, self.language, self.format)
    }
}

impl FromStr for TemplateName {
    type Err = Error;

    /// Reads a file name; `.jinja` may be left out.
    fn from_str(file: &str) -> Result<Self, Error> {
        split(file).ok_or_else(|| Error::FileName { file: file.into() })
    }
}

fn split(file: &str) -> Option<TemplateName> {
    let stem = file.strip_suffix(".jinja").unwrap_or(file);
    let (rest, format) = stem.rsplit_once('.')?;
    let (name, language) = rest.rsplit_once('.')?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    Some(TemplateName {
        name: name.to_owned(),
        language: Language::ALL
            .into_iter()
            .find(|one| one.code() == language)?,
        format: Format::ALL
            .into_iter()
            .find(|one| one.extension() == format)?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Format, TemplateName};

    #[test]
    fn file_names_are_read_and_printed_back() {
        for file in [
            "reminder.fi.txt.jinja",
            "_letter.en.typ.jinja",
            "price-list_2.sv.html.jinja",
        ] {
            assert_eq!(file.parse::<TemplateName>().unwrap().to_string(), file);
        }
        assert_eq!(
            "contact.en.eml".parse::<TemplateName>().unwrap().format(),
            Format::Eml
        );
    }

    #[test]
    fn other_names_are_refused() {
        for file in [
            "",
            ".jinja",
            "reminder",
            "reminder.fi",
            "reminder.de.txt",
            "reminder.fi.doc.jinja",
            "fi.txt.jinja",
            "Reminder.fi.txt.jinja",
            "reminder.FI.txt.jinja",
            "../x.fi.txt.jinja",
            "a/b.fi.txt.jinja",
            "a.b.fi.txt.jinja",
            "reminder.fi.txt.jinja2",
        ] {
            assert!(file.parse::<TemplateName>().is_err(), "{file}");
        }
    }
}
