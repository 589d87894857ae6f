//! The last step of a run of letters: the documents are written, then noted in the journal, and only then said to be there.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::context::Context;
use super::error::CommandError;
use super::noting::{self, Written};
use super::posting::Posting;
use crate::letters::output::{Document, Run};
use crate::model::journal::Hash;
use crate::register::{OUTPUT, Register, Tally, Unlocked, Watch};

/// What a run writes.
pub(super) struct Delivery {
    /// Its files.
    pub(super) documents: Vec<Document>,
    /// Its letters.
    pub(super) written: Vec<Written>,
}

/// Writes the documents, each as it is made, notes them, and tells where they are: see [`crate::register::Noting`].
pub(super) fn deliver(
    context: &Context,
    register: &Unlocked,
    posting: &Posting<'_>,
    delivery: &Delivery,
    make: impl Fn(usize) -> Result<Vec<u8>, CommandError> + Sync,
) -> Result<(), CommandError> {
    let documents = &delivery.documents;
    let mut events = noting::events(context, posting, &delivery.written)?;
    let mut noting = register.noting(posting.planned, context.clock().now())?;
    noting.room(&events)?;
    let run = match posting.output {
        Some(folder) => Run::straight(folder)?,
        None => Run::dated(&register.register().root().join(OUTPUT), context.today())?,
    };
    if let Err(error) = noting.begin(run.paths(documents)) {
        run.forget(documents);
        return Err(error.into());
    }
    let hashes: Vec<OnceLock<Hash>> = documents.iter().map(|_| OnceLock::new()).collect();
    let taken = |place: usize| -> Result<Vec<u8>, CommandError> {
        let bytes = make(place)?;
        let hash = noting::hash(&bytes)?;
        hashes[place].get_or_init(|| hash);
        Ok(bytes)
    };
    let tally = noting.tally()?;
    let paths = match write(context, &run, &tally, documents, taken) {
        Ok(paths) => paths,
        Err(error) => {
            noting.abandon(&run.written());
            return Err(error);
        }
    };
    for (one, (_, event)) in delivery.written.iter().zip(&mut events) {
        event.sha256 = hashes[one.place].get().cloned();
    }
    // First what is so, then the paths: standard output may take none, and the letters are noted all the same.
    match noting.finish(events, || run.forget(documents)) {
        Ok(finished) => {
            let lies = lies(register.register(), run.folder());
            tell(context, lies.as_ref().ok(), &run, documents.len());
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
            print(context, &paths)?;
            lies.map(drop)
        }
        Err(error) if error.is_unfinished() => {
            tell(context, None, &run, documents.len());
            print(context, &paths)?;
            Err(error.into())
        }
        Err(error) => Err(error.into()),
    }
}

fn write(
    context: &Context,
    run: &Run,
    tally: &Tally,
    documents: &[Document],
    make: impl Fn(usize) -> Result<Vec<u8>, CommandError> + Sync,
) -> Result<Vec<PathBuf>, CommandError> {
    let progress = context.progress();
    if let Some(progress) = &progress {
        progress.begin_rendering(documents.len());
    }
    let paths = run.write(documents, make, |path| {
        tally.made(path);
        progress.iter().for_each(Watch::one);
    });
    progress.iter().for_each(Watch::end);
    paths
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
