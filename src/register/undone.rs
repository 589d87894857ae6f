//! What taking back an undo comes to: the act at the bottom of it is in force again, or once more not.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::history::{Act, BlobId, Entry, Message, Repo};

use super::error::Error;
use super::layout::LEDGER;

/// What becomes of which act.
pub struct Effect {
    /// The act that is in force again, or taken back.
    pub act: Message,
    /// Whether it is in force again.
    pub again: bool,
}

/// Follows undos of undos back to the act they are about; an undo of which nothing is found is told as it is.
pub(super) fn effect(repo: &Repo, entry: &Entry, message: &Message) -> Result<Effect, Error> {
    let mut effect = Effect {
        act: message.clone(),
        again: false,
    };
    if message.act() != Act::Undo {
        return Ok(effect);
    }
    let paths: Vec<&str> = entry.paths.iter().map(|s| s.path.as_str()).collect();
    let (mut reached, mut undo) = (false, changed(entry));
    effect.again = true;
    repo.walk(Some(&paths), |earlier| {
        if !reached || changed(&earlier) != turned(&undo) {
            reached |= earlier.id == entry.id;
            return ControlFlow::Continue(());
        }
        let Some(message) = earlier.message.clone() else {
            return ControlFlow::Break(());
        };
        effect.act = message;
        if effect.act.act() != Act::Undo {
            return ControlFlow::Break(());
        }
        effect.again = !effect.again;
        undo = changed(&earlier);
        ControlFlow::Continue(())
    })?;
    Ok(effect)
}

/// A commit's files and what they were before and after; the ledger is never taken back.
type Changed = BTreeSet<(String, [Option<BlobId>; 2])>;

fn changed(entry: &Entry) -> Changed {
    let states = entry.paths.iter().filter(|state| state.path != LEDGER);
    let states = states.map(|state| (state.path.clone(), [state.old, state.new]));
    states.collect()
}

fn turned(changed: &Changed) -> Changed {
    let turned = changed.iter().cloned();
    turned
        .map(|(path, [old, new])| (path, [new, old]))
        .collect()
}
