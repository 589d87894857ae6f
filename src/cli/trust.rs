//! What a tree changes in what is accepted, in the reader's language: `accept`, `commit`, `undo` and `restore` show it alike. Whatever
//! came from elsewhere is shown with its marks, not obeyed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::context::Context;
use super::error::CommandError;
use super::words::Words;
use super::{identity, journal, json as shapes, plan, sheet};
use crate::history::{BlobId, CommitId};
use crate::model::{Change, CustomerNumber};
use crate::register::trust::{self, Difference, SealedChange, Weight};
use crate::register::{CustomerEvent, Error, TEMPLATES, Unlocked};
use crate::text::{self, clip, spell_alike};

/// So many ordinary records, other files and odd records are listed where not all are asked for.
const FEW: usize = 20;

/// Differences to be shown, and what became of the records and journals among them.
pub(super) struct Effects<'d> {
    pub(super) differences: &'d [Difference],
    /// Whether nothing was accepted before, so that there is no old value to show.
    pub(super) is_first: bool,
    /// Whether all are listed, however many they are.
    pub(super) all: bool,
    /// What is said of those that are not listed.
    pub(super) more: &'static str,
    pub(super) events: Vec<CustomerEvent>,
}

impl<'d> Effects<'d> {
    pub(super) fn new(differences: &'d [Difference]) -> Self {
        Self {
            differences,
            is_first: false,
            all: false,
            more: "trust-more",
            events: Vec::new(),
        }
    }

    /// Opens the records and journals that are listed, with a register that is open.
    pub(super) fn opened(
        self,
        register: &Unlocked,
        contents: &BTreeMap<BlobId, Vec<u8>>,
    ) -> Result<Self, CommandError> {
        let listed = self.groups().into_iter().flat_map(|(shown, _)| shown);
        let events = trust::open(register, listed, contents)?;
        Ok(Self { events, ..self })
    }

    /// The same where the key is at hand. The judgement does not need it, so its absence is said and no obstacle.
    pub(super) fn opened_if_possible(self, context: &Context) -> Result<Self, CommandError> {
        let is_sealed =
            |it: &Difference| matches!(it, Difference::Record(_) | Difference::Journal(_));
        if !self.differences.iter().any(is_sealed) {
            return Ok(self);
        }
        let register = context.register()?;
        match identity::find(context, &register) {
            Ok(identities) => self.opened(&register.unlock(identities), &BTreeMap::new()),
            Err(error) => {
                let why = error.full_message();
                context.ui().warn("accept-no-key", &[("why", why.into())]);
                Ok(self)
            }
        }
    }

    /// The differences of one weight after the other: those that are listed, and how many more there are.
    fn groups(&self) -> Vec<(&'d [Difference], usize)> {
        let weight = Difference::weight;
        let groups = self.differences.chunk_by(|a, b| weight(a) == weight(b));
        let cut = |group: &'d [Difference]| {
            let many = matches!(
                group[0].weight(),
                Weight::Record | Weight::File | Weight::OddRecord
            );
            let most = if many && !self.all { FEW } else { group.len() };
            (
                &group[..most.min(group.len())],
                group.len().saturating_sub(most),
            )
        };
        groups.map(cut).collect()
    }

    /// One line each, the weightiest last.
    pub(super) fn lines(&self, context: &Context) -> Vec<String> {
        let words = context.words();
        let mut lines = Vec::new();
        for (shown, more) in self.groups() {
            for difference in shown {
                let said = sentence(words, difference, self.is_first);
                lines.push(format!("  {said}"));
                lines.extend(self.details(context, difference));
            }
            if more > 0 {
                let said = words.say_with(self.more, &[("n", more.into())]);
                lines.push(format!("  {said}"));
            }
        }
        lines
    }

    fn details(&self, context: &Context, difference: &Difference) -> Vec<String> {
        let about = difference.customer();
        let event = self.events.iter().find(|one| Some(one.number) == about);
        match (difference, event) {
            (Difference::Record(_), Some(event)) => changes(context, &event.changes),
            (Difference::Journal(_), Some(event)) => {
                let said = journal::told(context, event);
                said.lines().map(|line| format!("    {line}")).collect()
            }
            (Difference::Rewritten { accepted, kept }, _) => {
                vec![format!("    {}", way_back(context, *accepted, *kept))]
            }
            _ => Vec::new(),
        }
    }

    /// The file names of templates that are new or another.
    pub(super) fn templates(&self) -> BTreeSet<String> {
        let name = |difference: &Difference| match difference {
            Difference::File { path, how, .. } if *how != trust::How::Removed => {
                let name = path.strip_prefix(TEMPLATES)?.strip_prefix('/')?;
                Some(name.to_owned())
            }
            _ => None,
        };
        self.differences.iter().filter_map(name).collect()
    }

    /// As data (README, "JSON").
    pub(super) fn shapes(&self) -> Vec<Value> {
        let shape = |difference| shape(difference, &self.events);
        self.differences.iter().map(shape).collect()
    }
}

fn changes(context: &Context, changes: &Result<Vec<Change>, Error>) -> Vec<String> {
    match changes {
        Ok(changes) => {
            let line = |change| format!("      {}", sheet::change(context.words(), change));
            changes.iter().map(line).collect()
        }
        Err(error) => {
            let why = CommandError::from_error(error).full_message();
            let said = context
                .words()
                .say_with("log-unreadable", &[("why", why.into())]);
            vec![format!("      {}", text::visible(&said))]
        }
    }
}

/// What to type about a commit that is no longer in the history: where git still has it, it can be looked at and kept.
fn way_back(context: &Context, accepted: CommitId, kept: bool) -> String {
    let word = if kept { "accept-rescue" } else { "accept-gone" };
    let commit = [("commit", accepted.to_string().into())];
    context.words().say_with(word, &commit)
}

/// Shows what an act changes in what is accepted; where it is grave, or was never in force here, whether to go on.
pub(super) fn agreed(
    context: &Context,
    effects: &Effects<'_>,
    (is_grave, is_known): (bool, bool),
) -> Result<bool, CommandError> {
    let asked = is_grave || !is_known || context.globals().dry_run;
    let mut lines = effects.lines(context);
    if !is_known {
        lines.push(context.words().say("trust-unknown-source"));
    }
    for line in lines {
        if asked {
            plan::tell(context, &line);
        } else {
            context.ui().tell(&line);
        }
    }
    Ok(!asked || plan::agreed(context)?)
}

/// Returns one difference as a sentence; `register.toml` is public, so its values are shown.
pub(super) fn difference(words: &Words, difference: &Difference) -> String {
    sentence(words, difference, false)
}

fn sentence(words: &Words, difference: &Difference, is_first: bool) -> String {
    let code = difference.code();
    let first = matches!(code, "opener-added" | "setting" | "file").then_some("first-");
    let first = first.filter(|_| is_first).unwrap_or_default();
    let say = |values: &[(&'static str, String)]| {
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, text::visible(value).into()))
            .collect();
        words.say_with(&format!("trust-{first}{code}"), &values)
    };
    match difference {
        Difference::LedgerAhead { last, greatest } => say(&[
            ("last", last.to_string()),
            ("greatest", greatest.to_string()),
        ]),
        Difference::Rewritten { accepted, .. } => say(&[("commit", accepted.short())]),
        Difference::Opener {
            name, recipient, ..
        }
        | Difference::NoRecipient { name, recipient } => say(&[
            ("name", spell_alike(&clip(name), None)),
            ("recipient", spell_alike(&clip(recipient), None)),
        ]),
        Difference::Setting { key, old, new } => {
            let shown = |value: &Option<String>, other: &Option<String>| match value {
                Some(value) => clip(&spell_alike(value, other.as_deref())),
                None => words.say("absent"),
            };
            say(&[
                ("key", spell_alike(&clip(key), None)),
                ("old", shown(old, new)),
                ("new", shown(new, old)),
            ])
        }
        Difference::Record(change) | Difference::Journal(change) => say(&[
            ("number", change.number.to_string()),
            ("how", how(words, change.how)),
            ("remarks", remarks(words, change)),
        ]),
        Difference::SealedTo { number, recipient } => say(&[
            ("number", number.to_string()),
            ("recipient", recipient.clone()),
        ]),
        Difference::File {
            path,
            kind,
            how: became,
        } => say(&[
            ("path", clip(path)),
            ("kind", words.say(&format!("trust-kind-{}", kind.code()))),
            ("how", how(words, *became)),
        ]),
        Difference::MoreFiles { count } => say(&[("count", count.to_string())]),
        Difference::Lost
        | Difference::SameFiles
        | Difference::Description
        | Difference::LedgerBack => say(&[]),
    }
}

fn how(words: &Words, how: trust::How) -> String {
    let key = format!("trust-how-{}", how.code());
    match how {
        trust::How::CopyOf(other) => words.say_with(&key, &[("number", other.to_string().into())]),
        _ => words.say(&key),
    }
}

/// A comma and each remark, or nothing.
fn remarks(words: &Words, change: &SealedChange) -> String {
    let remarks = change.remarks.iter();
    let said = remarks.map(|remark| {
        let said = words.say(&format!("trust-remark-{}", remark.code()));
        format!(", {said}")
    });
    said.collect()
}

fn shape(difference: &Difference, events: &[CustomerEvent]) -> Value {
    let mut shape = json!({
        "kind": difference.code(),
        "customer": difference.customer().map(CustomerNumber::get),
        "message": difference.to_string(),
        "grave": difference.is_grave(),
    });
    match difference {
        Difference::Setting { key, old, new } => {
            shape["key"] = json!(key);
            shape["old"] = json!(old);
            shape["new"] = json!(new);
        }
        Difference::Opener {
            name, recipient, ..
        }
        | Difference::NoRecipient { name, recipient } => {
            shape["name"] = json!(name);
            shape["recipient"] = json!(recipient);
        }
        Difference::Record(change) => {
            sealed(&mut shape, change);
            let event = events.iter().find(|it| it.number == change.number);
            let changes = event.and_then(|event| event.changes.as_ref().ok());
            let changes = changes.map(|all| all.iter().map(shapes::change).collect::<Vec<_>>());
            shape["changes"] = json!(changes);
        }
        Difference::Journal(change) => {
            sealed(&mut shape, change);
            let event = events.iter().find(|it| it.number == change.number);
            shape["journal"] = json!(event.and_then(journal::noted));
        }
        Difference::Rewritten { accepted, kept } => {
            shape["accepted"] = json!(accepted.to_string());
            shape["kept"] = json!(kept);
        }
        Difference::File { path, kind, how } => {
            shape["path"] = json!(path);
            shape["file"] = json!(kind.code());
            shape["how"] = json!(how.code());
        }
        _ => {}
    }
    shape
}

fn sealed(shape: &mut Value, change: &SealedChange) {
    let remarks = change.remarks.iter().map(|remark| remark.code());
    shape["how"] = json!(change.how.code());
    shape["remarks"] = json!(remarks.collect::<Vec<_>>());
}
