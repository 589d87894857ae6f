//! From a template and a customer to a draft. The body is the owner's `.eml` template where there is one, else the letter as text, drawn
//! together: the empty lines are for an envelope's window, which an e-mail does not have. Where the letter is a PDF only, a line says so.

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
        let words = self.words(name, wanted, context, pdf.is_some())?;
        let company = said(context.sender.controller.name.as_ref()).unwrap_or_default();
        let reader = &context.addressee;
        let to_name = reader.name.as_ref().or(reader.company.as_ref());
        let file = format!("{}-{customer}.pdf", file_name(words.language));
        let draft = Draft {
            from_name: company,
            from: &from,
            to_name: to_name.map_or("", String::as_str),
            to,
            subject: &subject(words.heading.as_deref(), company, words.language),
            body: &words.body,
            attachment: pdf.map(|pdf| Attachment { name: &file, pdf }),
        };
        Ok(draft.bytes())
    }

    /// Whether the draft tells a debtor the rate of late interest and when it begins, in its text or in the PDF that goes along.
    pub fn draft_tells_interest(
        &self,
        name: &str,
        wanted: &[Language],
        pdf: Option<&TemplateName>,
    ) -> bool {
        let body = self.body_of(name, wanted).ok();
        let mut documents = body.iter().chain(pdf);
        documents.any(|one| self.tells_interest(one))
    }

    fn words(
        &self,
        name: &str,
        wanted: &[Language],
        context: &Context,
        attached: bool,
    ) -> Result<Words, Error> {
        let template = match self.body_of(name, wanted) {
            Err(Error::NoLanguage { .. }) if attached => return Ok(Words::of_attachment(wanted)),
            found => found?,
        };
        let heading = match context.kind() {
            Kind::Debtor => None,
            Kind::Notice => self.heading(&template, context),
        };
        Ok(Words {
            language: template.language(),
            body: drawn_together(&self.render(&template, context)?),
            heading,
        })
    }

    /// The template of the earliest language wanted; in each, the owner's for e-mail goes before the text.
    fn body_of(&self, name: &str, wanted: &[Language]) -> Result<TemplateName, Error> {
        let of = |language: &Language| {
            let one = |format| self.find(name, std::slice::from_ref(language), format).ok();
            one(Format::Eml).or_else(|| one(Format::Txt))
        };
        let found = wanted.iter().find_map(of);
        found.map_or_else(|| self.find(name, wanted, Format::Txt), Ok)
    }
}

/// What a draft says.
struct Words {
    language: Language,
    body: String,
    heading: Option<String>,
}

impl Words {
    /// The whole of it where the letter itself is in the PDF only.
    fn of_attachment(wanted: &[Language]) -> Self {
        let language = wanted.first().copied().unwrap_or(Language::En);
        let body = choose(
            language,
            "Kirje on liitteenä.\n",
            "Brevet är bifogat.\n",
            "The letter is attached.\n",
        );
        Self {
            language,
            body: body.to_owned(),
            heading: None,
        }
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
    use std::collections::BTreeMap;

    use super::drawn_together;
    use crate::letters::{Addressee, Context, Engine, Error, Language, Party, Sender};
    use crate::model::CustomerNumber;

    fn context(email: Option<&str>) -> Context {
        let text = |text: &str| Some(text.to_owned());
        let controller = Party {
            name: text("Testi Oy"),
            street: text("Katu 1"),
            postcode: text("92100"),
            city: text("Raahe"),
            email: text("firma@example.fi"),
            ..Party::default()
        };
        Context {
            date: jiff::civil::date(2026, 12, 3),
            sender: Sender {
                controller,
                business_id: text("1234567-1"),
                contact: Party {
                    email: email.map(ToOwned::to_owned),
                    ..Party::default()
                },
                ..Sender::default()
            },
            addressee: Addressee {
                name: None,
                company: text("Koe Ky"),
                street: "Katu 2".to_owned(),
                postcode: "92100".to_owned(),
                city: "Raahe".to_owned(),
                country: "FI".to_owned(),
            },
            fields: BTreeMap::new(),
            debt: None,
            set: BTreeMap::new(),
        }
    }

    fn draft(
        templates: &[(&str, &str)],
        context: &Context,
        pdf: Option<&[u8]>,
    ) -> Result<String, Error> {
        let own = |(file, source): &(&str, &str)| ((*file).to_owned(), (*source).to_owned());
        let engine = Engine::new(templates.iter().map(own).collect());
        let to = "aino@example.com".parse().unwrap();
        let to = (CustomerNumber::new(1042).unwrap(), &to);
        let wanted = [Language::Fi, Language::En];
        let bytes = engine.draft("own", &wanted, context, to, pdf)?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    const TEXT: (&str, &str) = ("own.fi.txt.jinja", "\n\npaper\n\n\n\nend\n");
    const MAIL: (&str, &str) = (
        "own.fi.eml.jinja",
        "{% block subject %}Uutisia{% endblock %}",
    );

    #[test]
    fn the_body_is_the_owners_mail_template_else_the_text() {
        let context = context(Some("aino@example.fi"));
        let text = draft(&[TEXT], &context, None).unwrap();
        assert!(text.ends_with("\r\n\r\npaper\r\n\r\nend\r\n"), "{text}");
        for part in [
            "Subject: Viesti: Testi Oy\r\n",
            "To: \"Koe Ky\" <aino@example.com>\r\n",
            "From: \"Testi Oy\" <aino@example.fi>\r\n",
        ] {
            assert!(text.contains(part), "{text}");
        }
        let text = draft(&[TEXT, MAIL], &context, None).unwrap();
        assert!(
            text.contains("Subject: Uutisia\r\n") && !text.contains("paper"),
            "{text}"
        );
        let told = (
            "own.fi.eml.jinja",
            "{% block subject %}Lasku 7{% endblock %}",
        );
        let text = draft(&[told], &context, None).unwrap();
        assert!(text.contains("Subject: Viesti: Testi Oy\r\n"), "{text}");
    }

    #[test]
    fn the_pdf_goes_along_under_a_name_that_tells_nothing() {
        let text = draft(&[TEXT], &context(None), Some(b"%PDF-1.7")).unwrap();
        for part in [
            "From: \"Testi Oy\" <firma@example.fi>\r\n",
            "Content-Type: application/pdf\r\n",
            "filename=\"kirje-1042.pdf\"\r\n",
            "\r\nJVBERi0xLjc=\r\n",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn a_letter_that_is_a_pdf_only_has_a_line_for_a_body() {
        let pdf_only = ("own.en.typ.jinja", "x");
        let text = draft(&[pdf_only], &context(None), Some(b"%PDF-1.7")).unwrap();
        assert!(text.contains("Kirje on liitteen=C3=A4.\r\n"), "{text}");
        let refused = draft(&[pdf_only], &context(None), None);
        assert!(matches!(refused, Err(Error::NoLanguage { .. })));
    }

    #[test]
    fn without_an_address_to_write_from_there_is_no_draft() {
        let mut context = context(Some("info@yhtiö.fi"));
        let refused = draft(&[TEXT], &context, None);
        assert!(matches!(refused, Err(Error::SenderEmail)));
        (
            context.sender.contact.email,
            context.sender.controller.email,
        ) = (None, Some(" ".into()));
        let refused = draft(&[TEXT], &context, None);
        assert!(matches!(refused, Err(Error::SenderEmail)));
    }

    #[test]
    fn empty_lines_for_the_window_are_drawn_together() {
        assert_eq!(drawn_together("\n\na\n\n\n\nb\nc\n"), "a\n\nb\nc\n");
    }
}
