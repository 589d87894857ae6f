//! The last step of a run of letters: the documents are written, then noted in the journal, and only then said to be there.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::context::Context;
use super::error::CommandError;
use super::noting::{self, Written};
use super::posting::Posting;
use super::signals::{self, Orderly};
use crate::fsio::Mark;
use crate::letters::output::{Document, Run};
use crate::model::journal::Hash;
use crate::register::{Documents, Finished, OUTPUT, Register, Tally, Unlocked, Watch};

/// What a run writes.
pub(super) struct Delivery {
    /// Its files.
    pub(super) documents: Vec<Document>,
    /// Its letters.
    pub(super) written: Vec<Written>,
}

/// Writes the documents, each as it is made, notes them, and tells where they are: see [`Documents`] for the order. A signal ends it
/// between two of them, and they are taken back.
pub(super) fn deliver(
    context: &Context,
    register: &Unlocked,
    posting: &Posting<'_>,
    delivery: &Delivery,
    make: impl Fn(usize) -> Result<Vec<u8>, CommandError> + Sync,
) -> Result<(), CommandError> {
    let folder = match posting.output {
        Some(folder) => Folder::Named(folder.to_owned()),
        None => Folder::Dated(register.register().root().join(OUTPUT)),
    };
    let mut letters = Letters {
        context,
        delivery,
        make,
        folder,
        run: None,
        paths: Vec::new(),
        hashes: delivery.documents.iter().map(|_| OnceLock::new()).collect(),
    };
    let events = noting::events(context, posting, &delivery.written)?;
    let now = context.clock().now();
    let orderly = Orderly::begin();
    let written = register.write_letters(posting.planned, now, events, &mut letters);
    // Who reads what is printed may keep us waiting.
    drop(orderly);
    let finished = written?;
    let Some(run) = &letters.run else {
        return Err(CommandError::bug("letters without a folder"));
    };
    let n = delivery.documents.len();
    // First what is so, then the paths: standard output may take none, and the letters are noted all the same.
    if let Some(unfinished) = finished.unfinished {
        tell(context, None, run, n);
        print(context, &letters.paths)?;
        return Err(unfinished.into());
    }
    noted(
        context,
        register.register(),
        (run, n),
        finished,
        &letters.paths,
    )
}

/// Where the letters of a run go.
enum Folder {
    /// Straight into the one that the owner named.
    Named(PathBuf),
    /// Into the next one of the day in this.
    Dated(PathBuf),
}

/// The documents of a run, being written.
struct Letters<'a, M> {
    context: &'a Context,
    delivery: &'a Delivery,
    make: M,
    folder: Folder,
    run: Option<Run>,
    /// Where they lie, once all of them do.
    paths: Vec<PathBuf>,
    hashes: Vec<OnceLock<Hash>>,
}

impl<M: Fn(usize) -> Result<Vec<u8>, CommandError> + Sync> Letters<'_, M> {
    /// Makes one, and keeps its hash.
    fn made(&self, place: usize) -> Result<Vec<u8>, CommandError> {
        let bytes = (self.make)(place)?;
        let hash = noting::hash(&bytes)?;
        self.hashes[place].get_or_init(|| hash);
        Ok(bytes)
    }

    fn written(&self, run: &Run, tally: &Tally) -> Result<Vec<PathBuf>, CommandError> {
        let documents = &self.delivery.documents;
        let progress = self.context.progress();
        if let Some(progress) = &progress {
            progress.begin_rendering(documents.len());
        }
        let one = |place| self.made(place);
        let paths = run.write(documents, one, |path| {
            tally.made(path);
            progress.iter().for_each(Watch::one);
        });
        progress.iter().for_each(Watch::end);
        paths
    }
}

impl<M: Fn(usize) -> Result<Vec<u8>, CommandError> + Sync> Documents for Letters<'_, M> {
    type Error = CommandError;

    fn begin(&mut self) -> Result<(Vec<PathBuf>, Mark), CommandError> {
        let run = match &self.folder {
            Folder::Named(folder) => Run::straight(folder)?,
            Folder::Dated(output) => Run::dated(output, self.context.today())?,
        };
        let run = self.run.insert(run.until(Box::new(signals::told)));
        Ok((run.paths(&self.delivery.documents), run.mark().clone()))
    }

    fn write(&mut self, tally: &Tally) -> Result<(), CommandError> {
        if let Some(run) = &self.run {
            self.paths = self.written(run, tally)?;
        }
        Ok(())
    }

    fn left(&self) -> Vec<PathBuf> {
        self.run.as_ref().map(Run::written).unwrap_or_default()
    }

    fn forget(&self) {
        if let Some(run) = &self.run {
            run.forget(&self.delivery.documents);
        }
    }

    fn hash(&self, event: usize) -> Option<Hash> {
        self.hashes[self.delivery.written[event].place]
            .get()
            .cloned()
    }
}

/// Tells what was done: where the letters lie, that they are noted, and last their paths.
fn noted(
    context: &Context,
    register: &Register,
    (run, n): (&Run, usize),
    finished: Finished,
    paths: &[PathBuf],
) -> Result<(), CommandError> {
    let lies = lies(register, run.folder());
    tell(context, lies.as_ref().ok(), run, n);
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
    print(context, paths)?;
    lies.map(drop)
}

fn print(context: &Context, paths: &[PathBuf]) -> Result<(), CommandError> {
    let lines = paths.iter().map(|path| format!("{}\n", path.display()));
    context.ui().data(&lines.collect::<String>())
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
