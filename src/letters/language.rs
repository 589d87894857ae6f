//! The choice between forms in each language of letters.

pub use crate::model::Language;

/// Returns the form that belongs to the language.
pub(super) fn choose<T>(language: Language, fi: T, sv: T, en: T) -> T {
    match language {
        Language::Fi => fi,
        Language::Sv => sv,
        Language::En => en,
    }
}
