//! Mending: settings of this clone, modes, and the register's lines of `.gitattributes` and `.gitignore`. Nothing else is touched,
//! and a file that git tracks is left for the owner to commit.

use crate::fsio::{self, Access, Lock};
use crate::register::check::{Finding, What};
use crate::register::error::Error;
use crate::register::glue;
use crate::register::intent;
use crate::register::journal;
use crate::register::layout::{ATTRIBUTES, IGNORE, OUTPUT, PUBLIC_LIMIT};
use crate::register::lines;

use super::{Ill, Patient, Surroundings, ledger};

impl Patient {
    /// Mends what can be mended and returns it; what was right is left alone.
    ///
    /// # Errors
    /// Where a setting, mode or file cannot be changed.
    pub fn mend(&self, around: &Surroundings) -> Result<Vec<Finding>, Error> {
        let mut mended = Vec::new();
        for finding in self.look(around)? {
            if let (What::Clone(ill), Some(place)) = (&finding.what, &finding.field)
                && ill.is_mendable()
            {
                self.mend_one(ill, place, around)?;
                mended.push(finding);
            }
        }
        Ok(mended)
    }

    fn mend_one(&self, ill: &Ill, place: &str, around: &Surroundings) -> Result<(), Error> {
        let repo = self.repo()?;
        match ill {
            Ill::NotSet | Ill::ProgramGone { .. } => {
                glue::set_up(repo, &around.program)?;
            }
            Ill::Attributes { .. } | Ill::LineEnds => {
                self.add_lines(ATTRIBUTES, glue::ATTRIBUTES_TEXT)?;
            }
            Ill::OutputNotIgnored => self.add_lines(IGNORE, &format!("/{OUTPUT}/\n"))?,
            // Set to false, not removed: it may stand in the owner's own settings, which are not ours to touch.
            Ill::Caches => repo.config_set(glue::CACHE, "false")?,
            Ill::Cached => repo.delete_ref(place)?,
            Ill::Ledger(_) => ledger::rewrite(repo, &around.pins, self.id())?,
            Ill::HalfWritten { .. } => {
                let _lock = Lock::acquire(&intent::lock_file(repo)?)?;
                repo.sweep_half_written(around.now)?;
            }
            // The first of them takes them all.
            Ill::LettersUnnoted { .. } | Ill::LettersGone { .. } => journal::let_go(repo)?,
            Ill::OutputOpen => fsio::make_private(&repo.root().join(place))?,
            Ill::KeyReadable => {
                let file = around.identity.as_deref();
                file.map_or(Ok(()), fsio::make_private)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts lines at a file's end, where they outrank what stands before them; the same lines further up go.
    fn add_lines(&self, file: &str, lines: &str) -> Result<(), Error> {
        let path = self.repo()?.root().join(file);
        let before = match fsio::read_own(&path, PUBLIC_LIMIT) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.is_missing() => String::new(),
            Err(error) => return Err(error.into()),
        };
        let ours = |line: &&str| !lines.lines().any(|our| our == line.trim_end());
        let mut text: String = lines::without_mark(&before)
            .lines()
            .filter(ours)
            .fold(String::new(), |text, line| text + line + "\n");
        text.push_str(lines);
        Ok(fsio::write_atomic(&path, text.as_bytes(), Access::Shared)?)
    }
}
