//! Templates tried before they are accepted: each letter that one of them makes, or has a part in, is rendered for an invented customer.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Context;
use super::engine::Engine;
use super::error::Error;
use super::name::TemplateName;
use super::sender::Kind;

/// What is put in for a setting of which a template does not say what it is; a letter passes that takes one of them.
const WORDS: [&str; 3] = ["1.1.2027", "10,00", "1"];
/// What is put in where a template brings a setting into a form.
const FORMS: [(&str, &str); 3] = [
    ("date", "1.1.2027"),
    ("money", "10,00"),
    ("reference", "1232"),
];

impl Engine {
    /// Renders what the changed files make, within the engine's bounds; typst source is not set. `debtor` is a letter about a debt.
    ///
    /// # Errors
    /// What a template is refused for, by file and line.
    pub fn try_templates(
        &self,
        changed: &BTreeSet<String>,
        notice: &Context,
        debtor: &Context,
    ) -> Result<(), Error> {
        // A format that this program does not make is no fault of the template's.
        let is_fault = |error: &Error| !matches!(error, Error::Format { .. });
        let named = |error: &Error| error.file().is_some_and(|file| changed.contains(file));
        let faults = self.faults().into_iter();
        if let Some(fault) = faults.filter(is_fault).find(named) {
            return Err(fault);
        }
        for name in self.names().iter().filter(|name| name.format().is_made()) {
            let linked = self.linked(&name.to_string());
            if linked.iter().any(|(file, _)| changed.contains(*file)) {
                let context = match Kind::of(name) {
                    Kind::Notice => notice,
                    Kind::Debtor => debtor,
                };
                self.try_letter(name, context)?;
            }
        }
        Ok(())
    }

    fn try_letter(&self, name: &TemplateName, context: &Context) -> Result<(), Error> {
        let mut refused = None;
        for word in WORDS {
            let mut context = context.clone();
            context.set = self.invented(name, word);
            match self.render(name, &context) {
                Ok(_) => return Ok(()),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        refused.map_or(Ok(()), Err)
    }

    fn invented(&self, name: &TemplateName, word: &str) -> BTreeMap<String, String> {
        let linked = self.linked(&name.to_string()).into_iter();
        let sources: String = linked
            .flat_map(|(_, source)| source.split_whitespace())
            .collect();
        let value = |setting: &str| {
            let formed = |form: &str| sources.contains(&format!("set.{setting}|{form}"));
            let form = FORMS.iter().find(|(form, _)| formed(form));
            form.map_or(word, |(_, value)| value).to_owned()
        };
        let settings = self.settings(name).into_iter();
        settings
            .map(|setting| (setting.name.clone(), value(&setting.name)))
            .collect()
    }
}
