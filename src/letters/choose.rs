//! Which templates a customer's letter is made from: the formats asked for, or else PDF, unless the owner wrote her own text.

use super::engine::Engine;
use super::error::Error;
use super::language::Language;
use super::name::{Format, TemplateName};

impl Engine {
    /// Returns a template for each format asked for, in order. Where none is: the typst one, or the text one where there is no other,
    /// where only it is in an earlier language, or where it is the owner's (whole or in part) and the typst one is not.
    pub fn choose(
        &self,
        name: &str,
        wanted: &[Language],
        formats: &[Format],
    ) -> Result<Vec<TemplateName>, Error> {
        if formats.is_empty() {
            return Ok(vec![self.default(name, wanted)?]);
        }
        formats
            .iter()
            .map(|format| self.find(name, wanted, *format))
            .collect()
    }

    fn default(&self, name: &str, wanted: &[Language]) -> Result<TemplateName, Error> {
        let txt = self.find(name, wanted, Format::Txt);
        let typ = self.find(name, wanted, Format::Typ);
        let (Ok(typ), true) = (typ, Format::Typ.is_made()) else {
            return txt;
        };
        let Ok(txt) = txt else { return Ok(typ) };
        let rank = |one: &TemplateName| {
            wanted
                .iter()
                .position(|language| *language == one.language())
        };
        let hers = |one: &TemplateName| {
            self.linked(&one.to_string())
                .iter()
                .any(|(file, _)| self.is_owners(file))
        };
        let hers_first = rank(&txt) < rank(&typ)
            || (txt.language() == typ.language() && hers(&txt) && !hers(&typ));
        Ok(if hers_first { txt } else { typ })
    }
}
