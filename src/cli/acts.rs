//! Acts in the words of the screen: git's subjects are in English and for every reader alike, a plan is for the one who is asked.

use super::words::Words;
use crate::history::Message;

/// What an act did, made from its trailers, such as `letters to 7 customers`.
pub(super) fn named(words: &Words, message: &Message) -> String {
    let customers = message.customers();
    let number = customers.first().unwrap_or_default().to_string();
    let arguments = [("n", customers.len().into()), ("number", number.into())];
    words.say_with(&format!("act-{}", message.act().word()), &arguments)
}
