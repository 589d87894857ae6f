//! What a command has at hand: the words it was called with, the screen, the clock, and the register once it is asked for.

use std::path::PathBuf;

use jiff::civil::Date;

use super::args::Globals;
use super::children;
use super::environment::Environment;
use super::error::CommandError;
use super::identity;
use super::progress::Progress;
use super::ui::Ui;
use super::words::Words;
use crate::clock::Clock;
use crate::fsio;
use crate::history::Obstacle;
use crate::model::{Language, date};
use crate::register::doctor::Surroundings;
use crate::register::trust::Standing;
use crate::register::{Error, Recovered, Register, Unlocked, Watch};

/// A command's surroundings.
pub(super) struct Context {
    globals: Globals,
    environment: Environment,
    clock: Clock,
    ui: Ui,
}

impl Context {
    pub(super) fn new(globals: Globals, environment: Environment) -> Self {
        let language = globals
            .lang
            .unwrap_or_else(|| of_environment(environment.language.as_deref()));
        let ui = Ui::new(
            Words::load(language),
            globals.quiet,
            globals.color,
            environment.no_color,
        );
        Self {
            globals,
            environment,
            clock: Clock::System,
            ui,
        }
    }

    /// The same surroundings with other options; the demo opens what it made as a user would.
    pub(super) fn with_globals(&self, change: impl FnOnce(&mut Globals)) -> Self {
        let mut globals = self.globals.clone();
        change(&mut globals);
        Self::new(globals, self.environment.clone())
    }

    pub(super) fn globals(&self) -> &Globals {
        &self.globals
    }

    pub(super) fn environment(&self) -> &Environment {
        &self.environment
    }

    pub(super) fn ui(&self) -> &Ui {
        &self.ui
    }

    pub(super) fn words(&self) -> &Words {
        self.ui.words()
    }

    pub(super) fn clock(&self) -> Clock {
        self.clock
    }

    pub(super) fn language(&self) -> Language {
        self.globals
            .lang
            .unwrap_or_else(|| of_environment(self.environment.language.as_deref()))
    }

    /// What the command takes for today: `--date`, else the clock's.
    pub(super) fn today(&self) -> Date {
        self.globals.date.unwrap_or_else(|| self.clock_today())
    }

    /// The day by the clock, whatever `--date` says.
    pub(super) fn clock_today(&self) -> Date {
        self.environment.today.unwrap_or_else(|| self.clock.today())
    }

    /// Warns, where `--date` is a day that has not come yet, of what that means for this command.
    pub(super) fn warn_of_future(&self, key: &str) {
        let today = self.clock_today();
        if let Some(day) = self.globals.date.filter(|day| *day > today) {
            self.ui.warn(key, &[("date", date::finnish(day).into())]);
        }
    }

    /// The same where `--date` is a day that has passed.
    pub(super) fn warn_of_past(&self, key: &str) {
        let today = self.clock_today();
        if let Some(day) = self.globals.date.filter(|day| *day < today) {
            self.ui.warn(key, &[("date", date::finnish(day).into())]);
        }
    }

    /// Where the command works: `-C`, `REKISTERI_DIR`, else the current folder.
    pub(super) fn directory(&self) -> Result<PathBuf, CommandError> {
        let named = self
            .globals
            .directory
            .clone()
            .or_else(|| self.environment.dir.clone());
        let here = named.unwrap_or_else(|| PathBuf::from("."));
        std::path::absolute(&here)
            .map_err(|error| CommandError::user(format!("`{}`: {error}", here.display())))
    }

    /// Finds the register, closed.
    pub(super) fn register(&self) -> Result<Register, CommandError> {
        self.sweep();
        let register = Register::find(&self.directory()?, self.environment.pins())?;
        self.report_recovery(&register);
        if register.repo().is_sparse()? {
            let fix = Obstacle::Sparse.remedy();
            self.ui.warn("sparse", &[("fix", fix.into())]);
        }
        let root = register.root().to_owned();
        let author = Box::new(move || children::git_author(&root));
        let register = register.asking_author(author);
        Ok(register.telling(self.ui.said_later("waiting")))
    }

    /// Finds the register, closed, for reading: what was not accepted is warned of, in one line.
    pub(super) fn reading(&self) -> Result<Register, CommandError> {
        let register = self.register()?;
        self.warn_of_standing(&register)?;
        Ok(register)
    }

    /// Finds the register and opens it with the owner's key, for reading.
    pub(super) fn unlocked(&self) -> Result<Unlocked, CommandError> {
        self.opened(self.reading()?)
    }

    /// The same for a command that goes by what the register says: `trusted` refuses what was not accepted, before anything is
    /// asked.
    pub(super) fn trusted(
        &self,
        trusted: impl FnOnce(&Register) -> Result<(), Error>,
    ) -> Result<Unlocked, CommandError> {
        let register = self.register()?;
        trusted(&register)?;
        self.opened(register)
    }

    fn opened(&self, register: Register) -> Result<Unlocked, CommandError> {
        let identities = identity::find(self, &register)?;
        let watch = self
            .progress()
            .map(|progress| Box::new(progress) as Box<dyn Watch>);
        Ok(register.unlock(identities).watched(watch))
    }

    /// A line for long work, where somebody sees it.
    pub(super) fn progress(&self) -> Option<Progress> {
        Progress::on_terminal(self.words(), self.globals.quiet)
    }

    fn warn_of_standing(&self, register: &Register) -> Result<(), CommandError> {
        match register.standing()? {
            Standing::Accepted(_) => {}
            // The project's own sample is nobody's work tree, and nothing can be sealed to it.
            Standing::Unpinned { damaged: None } if register.description().sample => {}
            Standing::Unpinned { damaged: None } => self.ui.warn("not-pinned", &[]),
            Standing::Unpinned {
                damaged: Some(file),
            } => {
                let path = file.display().to_string();
                self.ui.warn("pin-damaged", &[("path", path.into())]);
            }
            Standing::Moved(_) => self.ui.warn("not-accepted", &[]),
        }
        Ok(())
    }

    /// What of the machine `doctor` and `check` judge; `id` is the register's, by which its key is found.
    pub(super) fn surroundings(&self, id: Option<&str>) -> Surroundings {
        Surroundings {
            program: self.environment.program.clone(),
            search: self.environment.search.clone(),
            identity: match id {
                Some(id) => identity::file(self, id),
                None => identity::named(self),
            },
            index: self.environment.git_index.clone(),
            // A note, which `doctor` alone tells and asks git for.
            author_known: true,
            pins: self.environment.pins(),
            now: self.clock.now(),
        }
    }

    /// What letters are written in where nothing else is said: the screen's language, and Finnish where that is English.
    pub(super) fn letter_language(&self) -> Language {
        match self.language() {
            Language::Sv => Language::Sv,
            Language::Fi | Language::En => Language::Fi,
        }
    }

    /// Wipes what an editor showed in clear when its command was killed.
    fn sweep(&self) {
        let swept = fsio::sweep_scratch(&self.environment.scratch_candidates());
        if swept > 0 {
            self.ui.say("scratch-swept", &[("n", swept.into())]);
        }
    }

    /// Says in one line what became of a change that was cut short.
    fn report_recovery(&self, register: &Register) {
        match register.recovered() {
            Recovered::Nothing => {}
            Recovered::Dropped => self.ui.say("recovered-dropped", &[]),
            Recovered::Completed { kept, .. } => {
                self.ui.say("recovered", &[]);
                for path in kept {
                    self.ui
                        .say("recovered-kept", &[("path", path.as_str().into())]);
                }
            }
        }
        let swept = register.sweep_letters().unwrap_or_default();
        if swept > 0 {
            self.ui.say("letters-swept", &[("n", swept.into())]);
        }
        // Where even that cannot be read, `doctor` and the next letters say why.
        let lost = register.lost_letters().unwrap_or_default();
        if let Some(first) = lost.first() {
            let path = first.file.display().to_string();
            let said = [("n", lost.len().into()), ("path", path.into())];
            self.ui.warn("letters-unnoted", &said);
        }
    }
}

/// `fi_FI.UTF-8` is Finnish; what is neither Finnish nor Swedish reads English.
fn of_environment(locale: Option<&str>) -> Language {
    match locale.and_then(|locale| locale.get(..2)) {
        Some("fi") => Language::Fi,
        Some("sv") => Language::Sv,
        _ => Language::En,
    }
}
