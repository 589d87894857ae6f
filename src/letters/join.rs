//! The joint file of the posted letters, `all.pdf`: one letter after the other, so that a print shop or an office printer gets one job.
//!
//! It is put together from our own PDFs, one letter in memory at a time: their pages, with what these need, under new numbers. Tags,
//! title and metadata stay behind in the single letters: this file is for paper.

use crate::fsio::{self, Stream};
use std::path::Path;

use super::error::Error;
use super::objects::{Letter, Token};

/// The largest letter that is joined.
const LETTER_MAX: u64 = 64 * 1024 * 1024;
/// The catalog and the list of pages, written last.
const CATALOG: usize = 1;
const PAGES: usize = 2;

/// Writes one PDF of the pages of others, in order, as long as `go_on` says so.
pub(super) fn join(
    target: Stream,
    letters: impl IntoIterator<Item = impl AsRef<Path>>,
    go_on: impl Fn() -> Result<(), Error>,
) -> Result<(), Error> {
    let mut joint = Joint::new(target)?;
    for letter in letters {
        go_on()?;
        let path = letter.as_ref();
        let bytes = fsio::read(path, LETTER_MAX)?;
        let foreign = || Error::NotOurs {
            path: path.to_owned(),
        };
        let letter = Letter::parse(&bytes).ok_or_else(foreign)?;
        joint.add(&letter)?.ok_or_else(foreign)?;
    }
    joint.finish()
}

struct Joint {
    stream: Stream,
    written: u64,
    /// Where each object begins, by number less one; 0 where it is not written yet.
    offsets: Vec<u64>,
    pages: Vec<usize>,
}

impl Joint {
    fn new(stream: Stream) -> Result<Self, Error> {
        let (offsets, pages) = (vec![0; PAGES], Vec::new());
        let mut joint = Self {
            stream,
            written: 0,
            offsets,
            pages,
        };
        joint.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")?;
        Ok(joint)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.stream.add(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Takes over a letter's pages and all they refer to; nothing where the letter refers to what it does not have.
    fn add(&mut self, letter: &Letter<'_>) -> Result<Option<()>, Error> {
        let Some(pages) = letter.pages() else {
            return Ok(None);
        };
        // The letter's numbers in the order of their new ones.
        let mut order = pages.clone();
        let first = self.offsets.len() + 1;
        let mut at = 0;
        while let Some(old) = order.get(at).copied() {
            let Some(object) = letter.object(old) else {
                return Ok(None);
            };
            let is_page = at < pages.len();
            let mut text = Vec::new();
            for token in object.tokens(is_page) {
                match token {
                    Token::Plain(bytes) => text.extend_from_slice(bytes),
                    Token::Parent => {
                        text.extend_from_slice(format!("/Parent {PAGES} 0 R").as_bytes());
                    }
                    Token::Reference(old) => {
                        let new = position(&mut order, old) + first;
                        text.extend_from_slice(format!("{new} 0 R").as_bytes());
                    }
                }
            }
            self.offsets.push(self.written);
            self.write(format!("{} 0 obj\n", first + at).as_bytes())?;
            self.write(&text)?;
            self.write(object.data)?;
            at += 1;
        }
        self.pages.extend((0..pages.len()).map(|page| first + page));
        Ok(Some(()))
    }

    fn finish(mut self) -> Result<(), Error> {
        let kids: String = self
            .pages
            .iter()
            .map(|page| format!("{page} 0 R "))
            .collect();
        let count = self.pages.len();
        self.offsets[CATALOG - 1] = self.written;
        self.write(
            format!("{CATALOG} 0 obj\n<</Type/Catalog/Pages {PAGES} 0 R>>\nendobj\n").as_bytes(),
        )?;
        self.offsets[PAGES - 1] = self.written;
        self.write(
            format!("{PAGES} 0 obj\n<</Type/Pages/Count {count}/Kids[{kids}]>>\nendobj\n")
                .as_bytes(),
        )?;
        let (table, size) = (self.written, self.offsets.len() + 1);
        self.write(format!("xref\n0 {size}\n0000000000 65535 f\r\n").as_bytes())?;
        for offset in std::mem::take(&mut self.offsets) {
            self.write(format!("{offset:010} 00000 n\r\n").as_bytes())?;
        }
        self.write(
            format!("trailer\n<</Size {size}/Root {CATALOG} 0 R>>\nstartxref\n{table}\n%%EOF\n")
                .as_bytes(),
        )?;
        Ok(self.stream.finish()?)
    }
}

/// The place of an object in the order, at its end where it has none yet.
fn position(order: &mut Vec<usize>, old: usize) -> usize {
    order.iter().position(|one| *one == old).unwrap_or_else(|| {
        order.push(old);
        order.len() - 1
    })
}
