//! What to type next: a catalogue sentence with its values, kept until somebody prints it.

use super::words::Words;

/// One hint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hint {
    key: &'static str,
    values: Vec<(&'static str, String)>,
}

impl Hint {
    pub(super) fn new(key: &'static str) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "numbers, paths and texts alike read best as they are"
    )]
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }

    pub(super) fn say(&self, words: &Words) -> String {
        let values: Vec<_> = self
            .values
            .iter()
            .map(|(name, value)| (*name, value.as_str().into()))
            .collect();
        words.say_with(self.key, &values)
    }
}

/// "did you mean", when something is near.
pub(super) fn did_you_mean<T: ToString>(similar: &[T]) -> Option<Hint> {
    if similar.is_empty() {
        return None;
    }
    let quoted: Vec<String> = similar
        .iter()
        .map(|near| format!("`{}`", near.to_string()))
        .collect();
    Some(Hint::new("hint-did-you-mean").with("near", quoted.join(", ")))
}
