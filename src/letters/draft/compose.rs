//! The bytes of a draft (RFC 5322, 2045, 2047, 2231). `X-Unsent: 1` has classic Outlook open it as one to be sent.
//!
//! Addresses are [`Email`]s, which hold neither brackets nor line ends; names and subjects lose their control characters before the library
//! encodes them, so that nobody's name becomes a header.

use std::borrow::Cow;

use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

use crate::model::Email;

/// Whether a draft can carry the address. One with an international domain needs a program that writes it otherwise, and not all do.
pub fn mailable(email: &Email) -> bool {
    email.as_str().is_ascii()
}

/// An e-mail to one person.
pub struct Draft<'a> {
    /// Who writes, as the reader sees it.
    pub from_name: &'a str,
    /// And from where.
    pub from: &'a Email,
    /// Who reads.
    pub to_name: &'a str,
    /// And where.
    pub to: &'a Email,
    /// What stands in the list of messages, for anybody who looks over a shoulder.
    pub subject: &'a str,
    /// Plain text.
    pub body: &'a str,
    /// A file that goes along.
    pub attachment: Option<Attachment<'a>>,
}

/// A PDF that goes along.
pub struct Attachment<'a> {
    /// Its name, which says nothing of the content.
    pub name: &'a str,
    /// Its content.
    pub pdf: &'a [u8],
}

impl Draft<'_> {
    /// Returns the draft's bytes, with CRLF at each line's end. Equal drafts give equal bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let body = crlf(self.body);
        let boundary = boundary(&body);
        let mut part = match &self.attachment {
            None => text(body),
            Some(file) => {
                let mixed = ContentType::new("multipart/mixed").attribute("boundary", boundary);
                let pdf = MimePart::new("application/pdf", file.pdf).attachment(plain(file.name));
                MimePart::new(mixed, vec![text(body), pdf])
            }
        };
        part.headers.splice(0..0, self.headers());
        let mut bytes = Vec::new();
        part.write_part(&mut bytes);
        bytes
    }

    fn headers(&self) -> Vec<(Cow<'static, str>, HeaderType<'static>)> {
        let mailbox = |name: &str, email: &Email| {
            let name = Some(plain(name)).filter(|name| !name.is_empty());
            HeaderType::from(Address::new_address(name, email.to_string()))
        };
        vec![
            ("X-Unsent".into(), Raw::new("1").into()),
            ("From".into(), mailbox(self.from_name, self.from)),
            ("To".into(), mailbox(self.to_name, self.to)),
            ("Subject".into(), Text::new(plain(self.subject)).into()),
            ("MIME-Version".into(), Raw::new("1.0").into()),
        ]
    }
}

fn text(body: String) -> MimePart<'static> {
    MimePart::new("text/plain", BodyPart::from(body))
}

/// The text on one line: whatever is no visible character, and a no-break space, becomes a space, and of several spaces one stays. What would
/// be read as an encoded word (RFC 2047) is broken in two.
fn plain(text: &str) -> String {
    let spaced = |c: char| c.is_control() || c == '\u{a0}';
    let visible = |c: char| if spaced(c) { ' ' } else { c };
    let spaced: String = text.chars().map(visible).collect();
    let spaced = spaced.replace("=?", "= ?");
    let words: Vec<&str> = spaced.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Every line end as e-mail has it; one of old Macs would be half of one.
fn crlf(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = text.lines().collect::<Vec<_>>().join("\r\n");
    lines.push_str("\r\n");
    lines
}

/// A line between the parts that no part contains: `=_` cannot come of an encoded part (RFC 2045 6.7), and of plain text it is looked for.
fn boundary(body: &str) -> String {
    let mut n = 0_usize;
    loop {
        let tried = format!("=_rekisteri_{n}");
        if !body.contains(&tried) {
            return tried;
        }
        n += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Attachment, Draft, boundary, mailable, plain};

    fn draft(name: &str, subject: &str, body: &str, pdf: Option<&[u8]>) -> String {
        let bytes = Draft {
            from_name: "Testi Oy",
            from: &"toimisto@example.fi".parse().unwrap(),
            to_name: name,
            to: &"aino@example.com".parse().unwrap(),
            subject,
            body,
            attachment: pdf.map(|pdf| Attachment {
                name: "kirje-1001.pdf",
                pdf,
            }),
        }
        .bytes();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_plain_draft_is_these_bytes() {
        let expected = "X-Unsent: 1\r\nFrom: \"Testi Oy\" <toimisto@example.fi>\r\nTo: \"Aino Esimerkki\" <aino@example.com>\r\n\
            Subject: Hello\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n\
            Content-Transfer-Encoding: 7bit\r\n\r\none\r\n\r\ntwo\r\n";
        assert_eq!(
            draft("Aino Esimerkki", "Hello", "one\n\ntwo\n", None),
            expected
        );
    }

    #[test]
    fn nothing_in_a_name_or_subject_starts_a_header() {
        let evil = "x\r\nBcc: all@example.com\r\n\r\n<b>\u{85}\u{2028}\0";
        for text in [draft(evil, "s", "b", None), draft("n", evil, "b", None)] {
            let (head, _) = text.split_once("\r\n\r\n").unwrap();
            let starts = head.split("\r\n").filter(|line| !line.starts_with(' '));
            assert_eq!(starts.count(), 7, "{head}");
            assert!(!head.contains("\r\nBcc"), "{head}");
        }
        assert_eq!(plain(" a\r\n\tb\u{7f}c  d\u{a0}e "), "a b c d e");
        assert_eq!(plain("=?utf-8?B?QmNjOg==?="), "= ?utf-8?B?QmNjOg== ?=");
    }

    #[test]
    fn the_boundary_is_in_no_part() {
        assert_eq!(boundary("text"), "=_rekisteri_0");
        let body = "--=_rekisteri_0\n--=_rekisteri_1--\n";
        let text = draft("n", "s", body, Some(b"%PDF"));
        assert_eq!(text.matches("--=_rekisteri_2\r\n").count(), 2, "{text}");
    }

    #[test]
    fn equal_drafts_are_equal_bytes_with_crlf_only() {
        let make = || {
            draft(
                "Åke Öhman",
                "Ä",
                "Hyvää päivää\nrivi\r\ntoinen\rloppu",
                Some(&[0; 999]),
            )
        };
        assert_eq!(make(), make());
        assert!(!make().replace("\r\n", "").contains(['\r', '\n']));
        assert!(make().is_ascii());
    }

    #[test]
    fn an_international_domain_is_not_for_drafts() {
        assert!(mailable(&"a@example.fi".parse().unwrap()));
        assert!(!mailable(&"a@yhtiö.fi".parse().unwrap()));
    }
}
