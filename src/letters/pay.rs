//! The names under which a template finds the credit transfers of a debtor's letter: `transfers`, one an invoice, each with what its
//! payment codes hold. A code that the rules do not allow is `none`, and `no_barcode` or `no_epc` says why.

use std::collections::BTreeMap;

use minijinja::value::Value;

use crate::receivables::{Barcode, Letter, NoCode, Payment, Transfer};

use super::language::Language;
use super::scope::Scope;
use super::sender::{Sender, said};

type Entries = BTreeMap<String, Value>;

/// Returns the transfers of a letter; none where the sender has no account that can be read as one.
pub(super) fn transfers(letter: &Letter, sender: &Sender, language: Language) -> Vec<Transfer> {
    let iban = said(sender.iban.as_ref()).and_then(|iban| iban.parse().ok());
    let (Some(iban), Some(payee)) = (iban, sender.payee()) else {
        return Vec::new();
    };
    let one = |payment: Payment<'_>| Transfer {
        payee: payee.to_owned(),
        iban: crate::model::Iban::clone(&iban),
        bic: said(sender.bic.as_ref()).and_then(|bic| bic.parse().ok()),
        reference: payment.reference.cloned(),
        amount: payment.sum,
        due: Some(letter.due),
        message: Some(format!("{} {}", invoice(language), payment.claim.invoice)),
    };
    letter.payments().into_iter().map(one).collect()
}

/// The word before an invoice's number in a payment's message.
fn invoice(language: Language) -> &'static str {
    match language {
        Language::Fi => "Lasku",
        Language::Sv => "Faktura",
        Language::En => "Invoice",
    }
}

/// The names of the transfers.
pub(super) fn names(transfers: &[Transfer]) -> Value {
    transfers
        .iter()
        .map(|one| Scope::table("transfer", entries(one)))
        .collect()
}

fn entries(transfer: &Transfer) -> Entries {
    let text = |value: Option<String>| value.map_or(Value::from(()), Value::from);
    let (barcode, epc) = (Barcode::of(transfer), transfer.epc());
    let message = transfer
        .message
        .clone()
        .filter(|_| transfer.reference.is_none());
    let entries = [
        ("payee", Some(transfer.payee.clone())),
        ("iban", Some(transfer.iban.to_string())),
        ("bic", transfer.bic.as_ref().map(ToString::to_string)),
        (
            "reference",
            transfer.reference.as_ref().map(ToString::to_string),
        ),
        ("amount", Some(transfer.amount.to_string())),
        ("due", transfer.due.map(|due| due.to_string())),
        ("message", message),
        ("no_barcode", why(barcode.as_ref().err())),
        ("no_epc", why(epc.as_ref().err())),
        ("barcode", barcode.ok().map(|code| code.digits().to_owned())),
        ("epc", epc.ok()),
    ];
    entries
        .map(|(key, value)| (key.to_owned(), text(value)))
        .into()
}

fn why(no: Option<&NoCode>) -> Option<String> {
    no.map(|no| no.word().to_owned())
}
