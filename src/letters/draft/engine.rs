//! From a template and a customer to a draft. The body is the owner's `.eml` template where there is one, else the letter as text, drawn
//! together: the empty lines are for an envelope's window, which an e-mail does not have.

use crate::letters::context::Context;
use crate::letters::engine::Engine;
use crate::letters::error::Error;
use crate::letters::language::{Language, choose};
use crate::letters::name::{Format, TemplateName};
use crate::letters::sender::{Kind, Sender, said};
use crate::model::{CustomerNumber, Email};

use super::compose::{Attachment, Draft, mailable};
use super::subject::subject;

impl Engine {
    /// Makes the draft of letter `name` in the first of the wanted languages it is written in, with the PDF where one was made.
    ///
    /// # Errors
    /// Those of rendering, and [`Error::SenderEmail`].
    pub fn draft(
        &self,
        name: &str,
        wanted: &[Language],
        context: &Context,
        (customer, to): (CustomerNumber, &Email),
        pdf: Option<&[u8]>,
    ) -> Result<Vec<u8>, Error> {
        let from = context.sender.mailbox().ok_or(Error::SenderEmail)?;
        let template = self.body_of(name, wanted)?;
        let language = template.language();
        let body = drawn_together(&self.render(&template, context)?);
        let heading = match context.kind() {
            Kind::Debtor => None,
            Kind::Notice => self.heading(&template, context),
        };
        let company = said(context.sender.controller.name.as_ref()).unwrap_or_default();
        let reader = &context.addressee;
        let file = format!("{}-{customer}.pdf", file_name(language));
        let draft = Draft {
            from_name: company,
            from: &from,
            to_name: reader
                .name
                .as_ref()
                .or(reader.company.as_ref())
                .map_or("", String::as_str),
            to,
            subject: &subject(heading.as_deref(), company, language),
            body: &body,
            attachment: pdf.map(|pdf| Attachment { name: &file, pdf }),
        };
        Ok(draft.bytes())
    }

    fn body_of(&self, name: &str, wanted: &[Language]) -> Result<TemplateName, Error> {
        self.find(name, wanted, Format::Eml)
            .or_else(|_| self.find(name, wanted, Format::Txt))
    }
}

impl Sender {
    /// Returns the address that drafts are written from, where there is one that they can carry: the contact's, else the company's.
    pub fn mailbox(&self) -> Option<Email> {
        let parties = [&self.contact, &self.controller];
        let given = parties
            .into_iter()
            .find_map(|party| said(party.email.as_ref()))?;
        given.parse().ok().filter(mailable)
    }
}

/// A word for the file that says nothing of the content.
fn file_name(language: Language) -> &'static str {
    choose(language, "kirje", "brev", "letter")
}

/// Of several empty lines one stays, and none at the start.
fn drawn_together(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.trim_start_matches('\n').lines() {
        if !(line.is_empty() && out.ends_with("\n\n")) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::drawn_together;

    #[test]
    fn empty_lines_for_the_window_are_drawn_together() {
        assert_eq!(drawn_together("\n\na\n\n\n\nb\nc\n"), "a\n\nb\nc\n");
    }
}
