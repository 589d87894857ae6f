//! The last step of a run of letters: the documents are written, then noted in the journal, and only then said to be there.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::context::Context;
use super::error::CommandError;
use super::job::{Job, Written};
use super::noting::{self, Digits};
use super::signals::{self, Orderly};
use crate::fsio::{self, Mark};
use crate::letters::output::{Document, Run};
use crate::model::CustomerNumber;
use crate::model::journal::Event;
use crate::register::{Documents, Error, Finished, OUTPUT, Register, Tally, Unlocked, Watch};

/// So many paths are printed at a time.
const LINES: usize = 512;

/// Writes the documents, each as it is made, notes them, and tells where they are: see [`Documents`] for the order. A signal ends it
/// between two of them, and they are taken back.
pub(super) fn deliver(
    context: &Context,
    register: &Unlocked,
    job: Job<'_>,
) -> Result<(), CommandError> {
    let planned = job.posting().planned;
    let mut letters = Letters::new(context, register.register(), job);
    let now = context.clock().now();
    let written = register.write_letters(planned, now, &mut letters);
    // Who reads what is printed may keep us waiting.
    drop(letters.orderly.take());
    let (finished, documents) = (written?, letters.documents);
    let Some(run) = &letters.run else {
        return Err(CommandError::bug("letters without a folder"));
    };
    // First what is so, then the paths: standard output may take none, and the letters are noted all the same.
    if let Some(unfinished) = finished.unfinished {
        tell(context, None, run, documents.len());
        print(context, run, &documents)?;
        return Err(unfinished.into());
    }
    noted(context, register.register(), (run, &documents), finished)
}

/// Where the letters of a run go.
enum Folder {
    /// Straight into the one that the owner named.
    Named(PathBuf),
    /// Into the next one of the day in this.
    Dated(PathBuf),
}

/// The documents of a run, being written.
struct Letters<'a> {
    context: &'a Context,
    /// What they are made from, until they are made: what they say is let go before the journals are sealed, so that the one does not
    /// add to the other in memory.
    job: Option<Job<'a>>,
    documents: Vec<Document>,
    written: Vec<Written>,
    folder: Folder,
    run: Option<Run>,
    hashes: Vec<OnceLock<Digits>>,
    /// Holds signals back from the first document to the commit, and not while another program's lock is waited for.
    orderly: Option<Orderly>,
}

impl<'a> Letters<'a> {
    fn new(context: &'a Context, register: &Register, job: Job<'a>) -> Self {
        let folder = match job.posting().output {
            Some(folder) => Folder::Named(folder.to_owned()),
            None => Folder::Dated(register.root().join(OUTPUT)),
        };
        let documents = job.documents();
        Self {
            context,
            written: job.letters(),
            hashes: documents.iter().map(|_| OnceLock::new()).collect(),
            documents,
            folder,
            run: None,
            job: Some(job),
            orderly: None,
        }
    }

    fn make(&self, job: &Job<'_>, run: &Run, tally: &Tally) -> Result<(), CommandError> {
        let progress = self.context.progress();
        if let Some(progress) = &progress {
            progress.begin_rendering(self.documents.len());
        }
        let make = |place: usize| -> Result<Vec<u8>, CommandError> {
            let bytes = job.make(place)?;
            let hash = noting::hash(&bytes)?;
            self.hashes[place].get_or_init(|| hash);
            Ok(bytes)
        };
        let written = run.write(&self.documents, make, |path| {
            tally.made(path);
            progress.iter().for_each(Watch::one);
        });
        progress.iter().for_each(Watch::end);
        written
    }
}

impl Documents for Letters<'_> {
    type Error = CommandError;

    fn announce(
        &self,
        room: &mut dyn FnMut(CustomerNumber, Event) -> Result<(), Error>,
    ) -> Result<(), CommandError> {
        let Some(job) = &self.job else { return Ok(()) };
        for one in &self.written {
            let (customer, event) = noting::event(self.context, job, one)?;
            room(customer, event)?;
        }
        Ok(())
    }

    fn begin(&mut self) -> Result<(Vec<PathBuf>, Mark), CommandError> {
        self.orderly = Orderly::begin();
        let run = match &self.folder {
            Folder::Named(folder) => Run::straight(folder)?,
            Folder::Dated(output) => Run::dated(output, self.context.today())?,
        };
        let run = self.run.insert(run.until(Box::new(signals::told)));
        Ok((run.paths(&self.documents).collect(), run.mark().clone()))
    }

    fn write(&mut self, tally: &Tally) -> Result<(), CommandError> {
        match (&self.job, &self.run) {
            (Some(job), Some(run)) => self.make(job, run, tally),
            _ => Err(CommandError::bug("letters without a folder")),
        }
    }

    fn events(&mut self) -> Result<Vec<(CustomerNumber, Event)>, CommandError> {
        let letters = std::mem::take(&mut self.written);
        // The threads that set the letters leave much free, which sealing the journals on others has no use for.
        fsio::give_back();
        let Some(job) = self.job.take() else {
            return Ok(Vec::new());
        };
        let events = noting::events(self.context, job, letters, &self.hashes);
        events.inspect_err(|_| {
            if let Some(run) = &self.run {
                run.take_back(&self.documents);
            }
        })
    }

    fn left(&self) -> Vec<PathBuf> {
        self.run.as_ref().map(Run::written).unwrap_or_default()
    }

    fn forget(&self) {
        if let Some(run) = &self.run {
            run.forget(&self.documents);
        }
    }
}

/// Tells what was done: where the letters lie, that they are noted, and last their paths.
fn noted(
    context: &Context,
    register: &Register,
    (run, documents): (&Run, &[Document]),
    finished: Finished,
) -> Result<(), CommandError> {
    let lies = lies(register, run.folder());
    tell(context, lies.as_ref().ok(), run, documents.len());
    let said = match finished.commit {
        Some(_) => "letters-noted",
        None => "letters-noted-before",
    };
    context.ui().say(said, &[]);
    if let Some(why) = finished.note {
        let why = CommandError::from(why).full_message();
        context
            .ui()
            .warn("letters-note-left", &[("why", why.into())]);
    }
    print(context, run, documents)?;
    lies.map(drop)
}

fn print(context: &Context, run: &Run, documents: &[Document]) -> Result<(), CommandError> {
    let mut paths = run.paths(documents);
    loop {
        let some = paths.by_ref().take(LINES);
        let lines: String = some.map(|path| format!("{}\n", path.display())).collect();
        if lines.is_empty() {
            return Ok(());
        }
        context.ui().data(&lines)?;
    }
}

fn tell(context: &Context, lies: Option<&Lies>, run: &Run, n: usize) {
    let folder = run.folder().display().to_string();
    let said = [("n", n.into()), ("path", folder.into())];
    match lies {
        Some(Lies::Ignored) | None => context.ui().say("letters-written", &said),
        Some(Lies::Outside) => context.ui().say("letters-written-outside", &said),
        Some(Lies::Open) => context.ui().warn("letters-written-open", &said),
    }
}

/// Where letters lie, as git sees it.
enum Lies {
    /// In the register, and git ignores it.
    Ignored,
    /// Elsewhere.
    Outside,
    /// In the register, where git would take it in.
    Open,
}

fn lies(register: &Register, folder: &Path) -> Result<Lies, CommandError> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (root, folder) = (real(register.root()), real(folder));
    let Ok(inside) = folder.strip_prefix(&root) else {
        return Ok(Lies::Outside);
    };
    let ignored = register.repo().ignored(&format!("{}/", inside.display()))?;
    Ok(if ignored { Lies::Ignored } else { Lies::Open })
}
