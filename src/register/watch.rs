//! Someone who watches long work. The library draws nothing; it tells how many records there are and each one that is done.

use super::unlocked::Unlocked;

/// What is being done to many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Records are read from the disk and opened.
    Opening,
    /// Records are sealed.
    Sealing,
    /// The commit is made and the files are put in their places.
    Writing,
}

/// Told of long work while it goes on, one work at a time, each record from any thread.
pub trait Watch: Send + Sync {
    /// Work on so many records begins.
    fn begin(&self, work: Work, records: usize);
    /// One more of them is done.
    fn one(&self);
    /// The work is over, well or not.
    fn end(&self);
}

/// Work that is watched, until it is dropped.
pub(super) struct Watched<'a>(Option<&'a dyn Watch>);

impl Watched<'_> {
    pub(super) fn one(&self) {
        if let Some(watch) = self.0 {
            watch.one();
        }
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        if let Some(watch) = self.0 {
            watch.end();
        }
    }
}

impl Unlocked {
    /// Has long work watched.
    #[must_use]
    pub fn watched(mut self, watch: Option<Box<dyn Watch>>) -> Self {
        self.watch = watch;
        self
    }

    pub(super) fn begin(&self, work: Work, records: usize) -> Watched<'_> {
        let watch = self.watch.as_deref();
        if let Some(watch) = watch {
            watch.begin(work, records);
        }
        Watched(watch)
    }
}
