//! From a template to the bytes that are written: text as it is, typst source through the press.

use super::context::Context;
use super::engine::Engine;
use super::error::Error;
#[cfg(feature = "pdf")]
use super::fault::Fault;
use super::name::{Format, TemplateName};

/// Whether a PDF letter surely has every character of a text that stands in it.
#[cfg(feature = "pdf")]
pub fn is_plain(text: &str) -> bool {
    super::pdf::is_plain(text)
}

/// A program without PDF writes text letters, which can hold any character.
#[cfg(not(feature = "pdf"))]
pub fn is_plain(_: &str) -> bool {
    true
}

impl Engine {
    /// Returns the finished document: the text of a text letter, the PDF of a typst one.
    pub fn print(&self, name: &TemplateName, context: &Context) -> Result<Vec<u8>, Error> {
        let source = self.render(name, context)?;
        match name.format() {
            Format::Typ => self.pdf(name, context, source),
            _ => Ok(source.into_bytes()),
        }
    }

    #[cfg(feature = "pdf")]
    fn pdf(
        &self,
        name: &TemplateName,
        context: &Context,
        source: String,
    ) -> Result<Vec<u8>, Error> {
        use super::pdf::{self, Refusal};

        let file = name.to_string();
        let number = |context: &Context| context.fields.get("customer")?.get("number")?.clone();
        let job = pdf::Job {
            source,
            date: context.date,
        };
        pdf::print(job).map_err(|refusal| match refusal {
            Refusal::Character => Error::Character {
                customers: number(context).into_iter().collect(),
            },
            Refusal::Pages { max } => Error::Pages { file, max },
            Refusal::Slow { limit } => Error::Slow { file, limit },
            Refusal::Fault(fault) => self.refused(&file, &fault),
        })
    }

    /// Typst's words about the letter as the template's owner may see them.
    #[cfg(feature = "pdf")]
    fn refused(&self, file: &str, fault: &super::pdf::Fault) -> Error {
        use super::pdf::{LAYOUT, place, words};

        let files = self.linked(file);
        let mut sources: Vec<&str> = files.iter().map(|(_, source)| *source).collect();
        sources.push(LAYOUT);
        let words = words(&fault.message, &sources);
        let found = fault.line.as_ref().and_then(|line| place(line, &files));
        let (file, line, excerpt) = match found {
            Some((file, line, excerpt)) => (file, Some(line), excerpt.to_owned()),
            None => (file, None, String::new()),
        };
        let (file, fault) = (file.to_owned(), Fault::Typst { words, excerpt });
        Error::Template { file, line, fault }
    }

    /// `render` refuses typst templates in a program without it.
    #[cfg(not(feature = "pdf"))]
    fn pdf(&self, name: &TemplateName, _: &Context, _: String) -> Result<Vec<u8>, Error> {
        let file = name.to_string();
        let format = name.format();
        Err(Error::Format { file, format })
    }
}
