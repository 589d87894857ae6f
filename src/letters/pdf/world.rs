//! Everything typst can see while it sets one letter: its source and the built-in layout. Nothing else exists.

use std::ops::Range;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::fonts::FONTS;

/// What letters import as `/letter.typ`.
pub(in crate::letters) const LAYOUT: &str = include_str!("../../../templates/letter.typ");

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static SHARED: LazyLock<Source> = LazyLock::new(|| Source::new(id("letter.typ"), LAYOUT.into()));

/// The world of one letter.
pub(super) struct Desk {
    main: Source,
}

impl Desk {
    pub(super) fn new(source: String) -> Self {
        let main = Source::new(id("main.typ"), source);
        Self { main }
    }

    /// The line of the letter's own source that a place lies on.
    pub(super) fn line_of(
        &self,
        place: Option<Range<usize>>,
        file: Option<FileId>,
    ) -> Option<String> {
        let start = place.filter(|_| file == Some(self.main.id()))?.start;
        let lines = self.main.lines();
        let line = lines.line_to_range(lines.byte_to_line(start)?)?;
        self.main
            .text()
            .get(line)
            .map(|line| line.trim().to_owned())
    }
}

/// The id of a file at the root; the names are ours and valid.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("`{name}` is a plain name"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &SHARED]
            .into_iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| FileError::Other(Some("letters read no files".into())))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.source(id)
            .map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    /// A letter's date is the letter's, never the machine's: equal input gives equal bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
