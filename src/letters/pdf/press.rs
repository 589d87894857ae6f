//! Sets one letter and exports it as PDF/A-2a and PDF/UA-1; equal input gives equal bytes.

use std::time::Duration;

use jiff::civil::Date;
use typst::WorldExt as _;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::world::Desk;

/// More pages than a letter has; a template that makes more has lost its way.
const PAGES_MAX: usize = 100;
/// How many letters a result stays in memory unused: the layout's and the fonts' results are used by each, a customer's by none.
const KEPT: usize = 4;

/// A letter to set.
pub(in crate::letters) struct Job {
    /// Typst source.
    pub(in crate::letters) source: String,
    /// The letter's date, which the document carries.
    pub(in crate::letters) date: Date,
}

/// Why there is no PDF.
pub(in crate::letters) enum Refusal {
    /// A character, or a combination of them, stands in no font or in no PDF/A.
    Character,
    /// More pages than a letter has.
    Pages {
        /// The limit.
        max: usize,
    },
    /// It took too long.
    Slow {
        /// The limit.
        limit: Duration,
    },
    /// Typst refuses the source.
    Fault(Fault),
}

/// What typst says.
pub(in crate::letters) struct Fault {
    /// The line of the typst source, as it stands there; it holds values of the record.
    pub(in crate::letters) line: Option<String>,
    /// Its words; they may repeat what the letter says.
    pub(in crate::letters) message: String,
}

/// Returns the bytes of the PDF that the source describes.
pub(super) fn set(job: Job) -> Result<Vec<u8>, Refusal> {
    let result = export(&Desk::new(job.source), job.date);
    typst::comemo::evict(KEPT);
    result
}

fn export(desk: &Desk, date: Date) -> Result<Vec<u8>, Refusal> {
    let told = |errors: &[SourceDiagnostic]| Refusal::Fault(fault(desk, errors));
    let compiled = typst::compile::<PagedDocument>(desk);
    let document = compiled.output.map_err(|errors| told(&errors))?;
    if document.pages().len() > PAGES_MAX {
        return Err(Refusal::Pages { max: PAGES_MAX });
    }
    typst_pdf::pdf(&document, &options(date)).map_err(|errors| {
        if errors.iter().any(is_of_characters) {
            Refusal::Character
        } else {
            told(&errors)
        }
    })
}

/// How typst says, as it writes the PDF, that the fonts lack a character, or that PDF/A has no place for it. It has no other sign of that, and
/// which marks a font can set on which character is known only once the text is set.
const OF_CHARACTERS: [&str; 3] = ["could not be displayed with", "codepoint", "code point"];

fn is_of_characters(error: &SourceDiagnostic) -> bool {
    OF_CHARACTERS
        .iter()
        .any(|words| error.message.contains(words))
}

fn options(date: Date) -> PdfOptions {
    let standards = [PdfStandard::A_2a, PdfStandard::Ua_1];
    PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some("rekisteri".into())),
        timestamp: day(date).map(Timestamp::new_utc),
        page_ranges: None,
        standards: PdfStandards::new(&standards).unwrap_or_default(),
        tagged: true,
        pretty: false,
    }
}

fn day(date: Date) -> Option<Datetime> {
    let part = |number: i8| u8::try_from(number).ok();
    let (month, day) = (part(date.month())?, part(date.day())?);
    Datetime::from_ymd_hms(date.year().into(), month, day, 0, 0, 0)
}

fn fault(desk: &Desk, errors: &[SourceDiagnostic]) -> Fault {
    let first = errors.first();
    // Where the fault lies in the layout, the letter's line that called it is the one to tell.
    let calls = first
        .into_iter()
        .flat_map(|one| one.trace.iter().map(|point| point.span.into()));
    let mut spans = first.map(|one| one.span).into_iter().chain(calls);
    let line = spans.find_map(|span: DiagSpan| desk.line_of(desk.range(span), span.id()));
    Fault {
        line,
        message: first.map(|one| one.message.to_string()).unwrap_or_default(),
    }
}
