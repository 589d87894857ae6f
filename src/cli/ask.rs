//! Questions to a person at a terminal.

use std::io::{self, BufRead as _};

use super::context::Context;
use super::error::CommandError;
use super::words::Argument;
use crate::text as strings;

/// Asks a catalogue question, showing the default in brackets; an empty answer takes the default.
pub(super) fn text(
    context: &Context,
    key: &str,
    arguments: &[Argument<'_>],
    default: &str,
) -> Result<String, CommandError> {
    let question = context.words().say_with(key, arguments);
    let prompt = if default.is_empty() {
        format!("{question}: ")
    } else {
        format!("{question} [{default}]: ")
    };
    // Labels and defaults come from files that others may have written.
    context.ui().prompt(&strings::visible(&prompt));
    let answer = line(context)?;
    Ok(if answer.is_empty() {
        default.to_owned()
    } else {
        answer
    })
}

/// Asks until the answer passes; the fault is shown on top of the next try.
pub(super) fn until<T>(
    context: &Context,
    key: &str,
    arguments: &[Argument<'_>],
    default: &str,
    mut check: impl FnMut(&str) -> Result<T, String>,
) -> Result<T, CommandError> {
    loop {
        let answer = text(context, key, arguments, default)?;
        match check(&answer) {
            Ok(value) => return Ok(value),
            Err(fault) => context.ui().reply(&strings::visible(&fault)),
        }
    }
}

/// Asks yes or no; the answer must be given, since Enter alone is too easily typed.
pub(super) fn yes(context: &Context, key: &str) -> Result<bool, CommandError> {
    loop {
        context
            .ui()
            .prompt(&format!("{} ", context.words().say(key)));
        match line(context)?.to_lowercase().as_str() {
            "y" | "yes" | "k" | "kyllä" | "kylla" | "j" | "ja" => return Ok(true),
            "n" | "no" | "e" | "ei" | "nej" => return Ok(false),
            _ => context.ui().reply(&context.words().say("ask-yes-or-no")),
        }
    }
}

fn line(context: &Context) -> Result<String, CommandError> {
    let mut answer = String::new();
    let read = io::stdin()
        .lock()
        .read_line(&mut answer)
        .map_err(|error| CommandError::user(format!("cannot read the answer: {error}")))?;
    if read == 0 {
        // The question's line is still open.
        context.ui().reply("");
        return Err(CommandError::user("the answers ended before the questions"));
    }
    Ok(answer.trim().to_owned())
}
