//! Credit notes: each takes its sum off the one invoice that it names.
//!
//! It names an invoice by saying so (`credits`), else by carrying its number, else by its reference, else by the number among the words of its
//! description. Whatever fits none, several, or takes off more than is open cannot be placed by a program.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::Text;
use crate::text;

use super::{Claim, CreditNote};

/// Why a credit note cannot be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It names no open invoice of the list.
    None,
    /// It names several.
    Several,
    /// It is greater than what is open of its invoice.
    Exceeds,
}

/// A claim, and what was taken off it.
type Credited = (Arc<Claim>, Decimal);

/// Takes the notes off the claims; each claim comes back with what was taken off it.
pub(super) fn apply<'a>(
    claims: Vec<Arc<Claim>>,
    notes: impl Iterator<Item = &'a CreditNote>,
) -> Result<Vec<Credited>, (&'a CreditNote, Misfit)> {
    let mut credited: Vec<Credited> = claims
        .into_iter()
        .map(|claim| (claim, Decimal::ZERO))
        .collect();
    for note in notes {
        let fault = |misfit| (note, misfit);
        let at = place(note, &credited).map_err(fault)?;
        let (claim, off) = &mut credited[at];
        if note.sum > claim.open {
            return Err(fault(Misfit::Exceeds));
        }
        Arc::make_mut(claim).open -= note.sum;
        *off += note.sum;
    }
    Ok(credited)
}

/// Whether a note says of an invoice by number that it is its own: the ways of [`place`] but for the reference.
pub(super) fn names(note: &CreditNote, invoice: &str) -> bool {
    let invoice = text::fold(invoice);
    let same = |one: &Text| text::fold(one.as_str()) == invoice;
    if let Some(named) = &note.credits {
        return same(named);
    }
    same(&note.number) || words(note).contains(&invoice)
}

fn place(note: &CreditNote, claims: &[Credited]) -> Result<usize, Misfit> {
    let same = |one: &Text, other: &Text| text::fold(one.as_str()) == text::fold(other.as_str());
    if let Some(named) = &note.credits {
        return one(claims, |claim| same(&claim.invoice, named));
    }
    let by_number = one(claims, |claim| same(&claim.invoice, &note.number));
    let by_reference = || {
        let Some(reference) = &note.reference else {
            return Err(Misfit::None);
        };
        one(claims, |claim| claim.reference.as_ref() == Some(reference))
    };
    let by_words = || {
        let words = words(note);
        one(claims, |claim| {
            words.contains(&text::fold(claim.invoice.as_str()))
        })
    };
    by_number
        .or_else(|misfit| {
            if misfit == Misfit::None {
                by_reference()
            } else {
                Err(misfit)
            }
        })
        .or_else(|misfit| {
            if misfit == Misfit::None {
                by_words()
            } else {
                Err(misfit)
            }
        })
}

/// The words of a note's description, folded.
fn words(note: &CreditNote) -> Vec<String> {
    let text = note.description.as_ref().map_or("", Text::as_str);
    let parts = text.split([' ', ',', ';', ':', '.', '(', ')']);
    parts.map(text::fold).collect()
}

fn one(claims: &[Credited], fits: impl Fn(&Claim) -> bool) -> Result<usize, Misfit> {
    let mut found = claims
        .iter()
        .enumerate()
        .filter(|(_, (claim, _))| fits(claim));
    match (found.next(), found.next()) {
        (None, _) => Err(Misfit::None),
        (Some((at, _)), None) => Ok(at),
        (Some(_), Some(_)) => Err(Misfit::Several),
    }
}
