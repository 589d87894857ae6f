//! The owner's editor on memory-backed storage: what it shows is in clear, so it never touches a disk.

use std::ffi::OsString;

use super::children;
use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;
use super::signals::{Held, Waited};
use crate::fsio::{self, Access, Scratch};

/// What comes back is read up to this.
const LIMIT: u64 = 256 * 1024;

/// An editor and a private place for one file.
pub(super) struct Editor {
    program: OsString,
    scratch: Scratch,
    // After the folder: it is gone before signals end the program again.
    signals: Held,
}

impl Editor {
    /// Finds `$VISUAL` or `$EDITOR` and a memory-backed folder.
    pub(super) fn find(context: &Context) -> Result<Self, CommandError> {
        let program = context.environment().editor.clone();
        let program = program.ok_or_else(|| {
            CommandError::usage("no editor is set").hint(Hint::new("hint-set-editor"))
        })?;
        let signals = Held::all()
            .map_err(|error| CommandError::user(format!("cannot hold signals back: {error}")))?;
        let scratch = Scratch::new(&context.environment().scratch_candidates())?;
        Ok(Self {
            program,
            scratch,
            signals,
        })
    }

    /// Shows `text` in the editor and returns what was saved.
    pub(super) fn edit(&self, name: &str, text: &[u8]) -> Result<Vec<u8>, CommandError> {
        let path = self.scratch.path().join(name);
        fsio::write_atomic(&path, text, Access::Private)?;
        self.run(&path)?;
        Ok(fsio::read_own(&path, LIMIT)?)
    }

    /// Runs the editor by the shell, as git does, since `$EDITOR` may carry arguments (`code --wait`).
    fn run(&self, path: &std::path::Path) -> Result<(), CommandError> {
        let mut command = self.program.clone();
        command.push(" \"$@\"");
        let failed = |why: String| {
            CommandError::user(format!("the editor {why}; nothing was changed"))
                .hint(Hint::new("hint-set-editor"))
        };
        let waited = children::shell()
            .arg(&command)
            .arg("editor")
            .arg(path)
            .spawn()
            .and_then(|mut child| self.signals.wait(&mut child));
        match waited.map_err(|error| failed(format!("cannot be started: {error}")))? {
            Waited::For(status) if status.success() => Ok(()),
            Waited::For(status) => Err(failed(format!("failed ({status})"))),
            Waited::Interrupted => Err(CommandError::user(
                "a signal ended the command; nothing was changed",
            )),
        }
    }
}
