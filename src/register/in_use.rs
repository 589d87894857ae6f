//! Declared fields that records use: the declaration of one cannot be taken back, or its records could not be opened any more.

use std::collections::BTreeSet;

use super::describe::DescriptionText;
use super::error::Error;
use super::unlocked::Unlocked;

impl Unlocked {
    /// Refuses a description that no longer declares a field which records still use.
    ///
    /// # Errors
    /// `FieldInUse` with how many use it.
    pub fn check_fields_in_use(&self, text: &DescriptionText) -> Result<(), Error> {
        let new = text.description()?;
        let after: BTreeSet<_> = new.fields.iter().map(|field| &field.path).collect();
        let before = self.register().description().fields.iter();
        let before = before.map(|field| &field.path);
        let gone: Vec<_> = before.filter(|path| !after.contains(path)).collect();
        if gone.is_empty() {
            return Ok(());
        }
        let customers = self.customers()?;
        for path in gone {
            let uses = customers
                .iter()
                .filter(|customer| customer.to_record().get(path).is_some());
            let customers = uses.count();
            if customers > 0 {
                let field = path.to_string();
                return Err(Error::FieldInUse { field, customers });
            }
        }
        Ok(())
    }
}
