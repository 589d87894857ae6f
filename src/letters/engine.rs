//! The template engine, bounded and strict: owners' templates over built-in ones, one environment for each language.
//!
//! A broken template breaks only itself: it is reported when it is asked for, or by `faults` for all at once.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Environment, Error as EngineError, ErrorKind};

use super::catalog::{self, Catalog};
use super::context::Context;
use super::environment;
use super::error::Error;
use super::fault::{self, Cause, Fault};
use super::language::Language;
use super::name::{Format, TemplateName};
use super::sender::{Kind, missing};
use super::settings::{self, Setting};
use super::tags::unbearable;

/// The largest template, in bytes.
const TEMPLATE_MAX: usize = 256 * 1024;
/// The largest letter, in bytes.
const LETTER_MAX: usize = 1024 * 1024;

/// The templates of a register, ready to render.
pub struct Engine {
    catalog: Catalog,
    environments: Vec<(Language, Environment<'static>)>,
    /// The names each template looks up outside itself, with their first attribute: `set.from`.
    uses: BTreeMap<String, BTreeSet<String>>,
}

impl Engine {
    /// Takes the owner's templates as (file name, source); a built-in of the same name is replaced.
    ///
    /// Files that do not end in `.jinja` are left alone. What cannot be used is told by [`Engine::faults`].
    pub fn new(overrides: Vec<(String, String)>) -> Self {
        let catalog = Catalog::new(overrides);
        let mut base = environment::bare();
        let mut uses = BTreeMap::new();
        for (file, source) in catalog.all() {
            let fits = source.len() <= TEMPLATE_MAX && unbearable(source).is_none();
            // What does not compile stays out; `fault_of` tells why when it is asked for.
            let names = fits.then(|| compiled(&mut base, file, source));
            if let Some(names) = names.flatten() {
                uses.insert(file.clone(), names);
            }
        }
        let each = |language| (language, environment::in_language(&base, language));
        let environments = Language::ALL.into_iter().map(each).collect();
        Self {
            catalog,
            environments,
            uses,
        }
    }

    /// Returns the letters there are, parts left out, sorted by name.
    pub fn names(&self) -> Vec<TemplateName> {
        self.catalog.letters()
    }

    /// Returns a template's source, parts included.
    pub fn source(&self, name: &TemplateName) -> Option<&str> {
        self.catalog
            .all()
            .get(&name.to_string())
            .map(String::as_str)
    }

    /// Whether the template is the owner's.
    pub fn is_own(&self, name: &TemplateName) -> bool {
        self.catalog.own().contains(&name.to_string())
    }

    /// Whether the file is the owner's.
    pub(super) fn is_owners(&self, file: &str) -> bool {
        self.catalog.own().contains(file)
    }

    /// Finds the letter `name` in the first of the wanted languages it is written in.
    pub fn find(
        &self,
        name: &str,
        wanted: &[Language],
        format: Format,
    ) -> Result<TemplateName, Error> {
        self.catalog.find(name, wanted, format)
    }

    /// Returns what the template, and those it includes, ask for with `--set`.
    pub fn settings(&self, name: &TemplateName) -> Vec<Setting> {
        let linked = self.catalog.linked(&name.to_string());
        let sources: Vec<&str> = linked
            .iter()
            .map(|file| self.catalog.source(file))
            .collect();
        let used = linked
            .iter()
            .filter_map(|file| self.uses.get(*file))
            .flatten();
        settings::all(
            &sources,
            used.filter_map(|name| Some(name.strip_prefix("set.")?.to_owned())),
        )
    }

    /// Returns what is wrong with the owner's templates, one fault a file.
    pub fn faults(&self) -> Vec<Error> {
        let own = self
            .catalog
            .own()
            .iter()
            .filter_map(|file| self.fault_of(file));
        self.catalog.misnamed().chain(own).collect()
    }

    /// Renders one letter: lines without trailing spaces, one line end at the end.
    pub fn render(&self, name: &TemplateName, context: &Context) -> Result<String, Error> {
        let file = name.to_string();
        self.check(name, &file, context)?;
        let rendered = self
            .environment(name.language())
            .get_template(&file)
            .and_then(|template| template.render(context.scope(name.language())))
            .map_err(|error| self.explain(&error, &file, context))?;
        if rendered.len() > LETTER_MAX {
            let max = LETTER_MAX;
            return Err(Error::LetterSize { file, max });
        }
        let lines = rendered.trim_end().lines();
        let lines: Vec<&str> = lines.map(|line| line.trim_end_matches(' ')).collect();
        Ok(format!("{}\n", lines.join("\n")))
    }

    /// Renders the template's block `subject`, on one line; nothing where it has none.
    pub(super) fn heading(&self, name: &TemplateName, context: &Context) -> Option<String> {
        let environment = self.environment(name.language());
        let template = environment.get_template(&name.to_string()).ok()?;
        let mut captured = template
            .render_captured(context.scope(name.language()))
            .ok()?;
        captured
            .with_state_mut(|state| state.render_block("subject"))
            .ok()
    }

    /// Everything that can be known before rendering.
    fn check(&self, name: &TemplateName, file: &str, context: &Context) -> Result<(), Error> {
        if !self.catalog.all().contains_key(file) {
            let files: Vec<&str> = self.catalog.files().collect();
            let similar = catalog::near(file, &files);
            let name = file.to_owned();
            return Err(Error::NoTemplate { name, similar });
        }
        if let Some(error) = self.fault_of(file) {
            return Err(error);
        }
        let kind = context.kind();
        if Kind::of(name) == Kind::Debtor && kind != Kind::Debtor {
            let file = file.to_owned();
            return Err(Error::NoInvoice { file });
        }
        let keys = missing(&context.sender, kind);
        if !keys.is_empty() {
            return Err(Error::Sender { keys });
        }
        self.check_settings(name, file, context)
    }

    fn check_settings(
        &self,
        name: &TemplateName,
        file: &str,
        context: &Context,
    ) -> Result<(), Error> {
        let settings = self.settings(name);
        let missing = settings::lacking(&settings, &context.set);
        let unused =
            settings::unused(&settings, &context.set).filter(|_| !self.walks_settings(file));
        let file = file.to_owned();
        if let Some((name, similar)) = unused {
            return Err(Error::UnknownSetting {
                file,
                name,
                similar,
            });
        }
        if !missing.is_empty() {
            return Err(Error::MissingSettings { file, missing });
        }
        let sources = self.linked(&file).into_iter().map(|(_, source)| source);
        match settings::undated(&sources.collect::<Vec<_>>(), &context.set) {
            Some(name) => Err(Error::NotADate { name }),
            None => Ok(()),
        }
    }

    /// The template and those it names in turn, with their sources.
    pub(super) fn linked<'e>(&'e self, file: &str) -> Vec<(&'e str, &'e str)> {
        let files = self.catalog.linked(file).into_iter();
        files
            .map(|file| (file, self.catalog.source(file)))
            .collect()
    }

    /// The names that a file looks up outside of itself.
    pub(super) fn names_in(&self, file: &str) -> impl Iterator<Item = &str> {
        let names = self.uses.get(file).into_iter().flatten();
        names.map(String::as_str)
    }

    /// Whether the template uses `set` as a whole, so that any name may be given.
    fn walks_settings(&self, file: &str) -> bool {
        let linked = self.catalog.linked(file);
        let mut uses = linked.iter().filter_map(|file| self.uses.get(*file));
        uses.any(|names| names.contains("set"))
    }

    fn environment(&self, language: Language) -> &Environment<'static> {
        let found = self.environments.iter().find(|(one, _)| *one == language);
        &found.unwrap_or(&self.environments[0]).1
    }

    /// Why a file cannot be rendered at all, if so.
    fn fault_of(&self, file: &str) -> Option<Error> {
        let source = self.catalog.all().get(file)?;
        let format = file.parse::<TemplateName>().ok()?.format();
        let (file, max) = (file.to_owned(), TEMPLATE_MAX);
        if !format.is_made() {
            return Some(Error::Format { file, format });
        }
        if source.len() > max {
            return Some(Error::TemplateSize { file, max });
        }
        if let Some((line, why)) = unbearable(source) {
            let (line, fault) = (Some(line), Fault::Syntax(why));
            return Some(Error::Template { file, line, fault });
        }
        if self.uses.contains_key(&file) {
            return None;
        }
        let environment = self.environment(Language::Fi);
        let error = environment.template_from_named_str(&file, source).err()?;
        Some(self.told(&fault::cause(&error), &file))
    }

    /// Turns the engine's error into ours; a missing setting is told as one.
    fn explain(&self, error: &EngineError, file: &str, context: &Context) -> Error {
        let cause = fault::cause(error);
        let inner = cause.error.name().unwrap_or(file);
        if cause.error.kind() == ErrorKind::UndefinedError {
            let mut missing = self.settings_on(inner, cause.line(self.catalog.source(inner)));
            missing.retain(|one| !context.set.contains_key(&one.name));
            if !missing.is_empty() {
                let file = inner.to_owned();
                return Error::MissingSettings { file, missing };
            }
        }
        self.told(&cause, file)
    }

    fn settings_on(&self, file: &str, line: &str) -> Vec<Setting> {
        let name = file.parse::<TemplateName>();
        let mut settings = name.map(|name| self.settings(&name)).unwrap_or_default();
        settings.retain(|one| line.contains(&format!("set.{}", one.name)));
        settings
    }

    fn told(&self, cause: &Cause<'_>, file: &str) -> Error {
        let file = cause.error.name().unwrap_or(file).to_owned();
        let source = self.catalog.source(&file);
        let files: Vec<&str> = self.catalog.files().collect();
        let fault = fault::fault(cause, source, &files);
        // What is to be included exists and does not compile: its own fault is the one to tell.
        let broken = match &fault {
            Fault::Include { name, .. } if name.is_empty() => self.broken_on(cause.line(source)),
            _ => None,
        };
        let line = cause.error.line();
        broken.unwrap_or(Error::Template { file, line, fault })
    }

    fn broken_on(&self, line: &str) -> Option<Error> {
        let named = |file: &&str| line.contains(file.trim_end_matches(".jinja"));
        self.catalog
            .files()
            .filter(named)
            .find_map(|file| self.fault_of(file))
    }
}

/// Adds a template, and returns the names it uses; nothing where it does not compile.
fn compiled(env: &mut Environment<'_>, file: &str, source: &str) -> Option<BTreeSet<String>> {
    let added = env.add_template_owned(file.to_owned(), source.to_owned());
    added.ok().map(|()| used_by(env, file))
}

fn used_by(env: &Environment<'_>, file: &str) -> BTreeSet<String> {
    let template = env.get_template(file);
    let names = template.map(|one| one.undeclared_variables(true));
    names.unwrap_or_default().into_iter().collect()
}
