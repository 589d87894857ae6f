//! What is not as it was accepted, in the reader's language. Whatever came from elsewhere is shown with its marks, not obeyed.

use super::words::Words;
use crate::register::trust::{Difference, How};
use crate::text;

/// Returns one difference as a sentence; `register.toml` is public, so its values are told.
pub(super) fn difference(words: &Words, difference: &Difference) -> String {
    let key = format!("trust-{}", difference.code());
    let say = |values: &[(&'static str, String)]| {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, text::visible(value).into()))
            .collect();
        words.say_with(&key, &values)
    };
    match difference {
        Difference::Commits {
            count,
            foreign,
            contradicting,
        } => words.say_with(
            &key,
            &[
                ("count", (*count).into()),
                ("foreign", (*foreign).into()),
                ("contradicting", (*contradicting).into()),
            ],
        ),
        Difference::LedgerAhead { last } => say(&[("last", last.to_string())]),
        Difference::Rewritten { accepted, .. } => say(&[("commit", accepted.short())]),
        Difference::Opener { recipient, .. } => say(&[("recipient", recipient.to_string())]),
        Difference::Setting { key, old, new } => {
            let absent = || words.say("absent");
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(absent);
            say(&[
                ("key", key.clone()),
                ("old", shown(old)),
                ("new", shown(new)),
            ])
        }
        Difference::Record {
            number, how, ours, ..
        }
        | Difference::Journal {
            number, how, ours, ..
        } => say(&[
            ("number", number.to_string()),
            ("how", of(words, *how)),
            ("by", by(words, *ours)),
        ]),
        Difference::SealedTo { number, recipient } => say(&[
            ("number", number.to_string()),
            ("recipient", recipient.to_string()),
        ]),
        Difference::File { path, how } => say(&[("path", path.clone()), ("how", of(words, *how))]),
        Difference::Lost | Difference::Description | Difference::LedgerBack => say(&[]),
    }
}

fn of(words: &Words, how: How) -> String {
    let key = format!("trust-how-{}", how.code());
    match how {
        How::CopyOf(other) => words.say_with(&key, &[("number", other.to_string().into())]),
        _ => words.say(&key),
    }
}

/// A comma and who it was not, or nothing.
fn by(words: &Words, ours: bool) -> String {
    if ours {
        String::new()
    } else {
        format!(", {}", words.say("trust-not-ours"))
    }
}
