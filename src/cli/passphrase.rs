//! Where passphrases come from: a command's first line, or a prompt that names what it is for. Never an argument.

use std::io;
use std::process::{Command, Stdio};

use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;
use super::signals::Held;
use crate::keys;
use crate::secret::Secret;
use crate::text;

/// Asks for the passphrase of an existing key.
pub(super) fn existing(context: &Context, register: &str) -> Result<Secret, CommandError> {
    match command(context) {
        Some(command) => first_line(&command),
        // It is typed at the terminal itself, so standard input may carry values (`edit ID - < FILE`).
        None if context.ui().shows_terminal() => prompt(
            &context
                .words()
                .say_with("ask-passphrase", &[("register", register.into())]),
        ),
        None => Err(CommandError::usage(
            "the key is passphrase-protected and there is no terminal to ask on",
        )
        .hint(Hint::new("hint-passphrase-command"))),
    }
}

/// Asks for a new passphrase, twice, until it is strong enough; from a command it is refused when weak.
pub(super) fn new(context: &Context, about: &[&str]) -> Result<Secret, CommandError> {
    if let Some(command) = command(context) {
        let secret = first_line(&command)?;
        return match keys::strength(secret.expose(), about) {
            Ok(()) => Ok(secret),
            Err(_) => Err(CommandError::user("the passphrase is too weak")
                .hint(Hint::new("hint-strong-passphrase"))),
        };
    }
    if !context.ui().is_terminal() {
        return Err(CommandError::missing(
            "the passphrase",
            "--passphrase-command CMD",
        ));
    }
    ask_until_strong(context, about)
}

fn ask_until_strong(context: &Context, about: &[&str]) -> Result<Secret, CommandError> {
    loop {
        let first = prompt(&context.words().say("ask-new-passphrase"))?;
        if keys::strength(first.expose(), about).is_err() {
            context.ui().reply(&context.words().say("passphrase-weak"));
            continue;
        }
        let second = prompt(&context.words().say("ask-passphrase-again"))?;
        if first.expose() == second.expose() {
            return Ok(first);
        }
        context
            .ui()
            .reply(&context.words().say("passphrases-differ"));
    }
}

fn prompt(question: &str) -> Result<Secret, CommandError> {
    // The terminal must echo again before Ctrl-C ends the program.
    let held = Held::keyboard();
    let answer = rpassword::prompt_password(format!("{}: ", text::visible(question)));
    drop(held);
    answer
        .map(Secret::new)
        .map_err(|error| CommandError::user(format!("cannot read the passphrase: {error}")))
}

fn command(context: &Context) -> Option<String> {
    context
        .globals()
        .passphrase_command
        .clone()
        .or_else(|| context.environment().passphrase_command.clone())
}

/// Runs the command by the shell, as git runs its own, with its talk on the terminal.
fn first_line(command: &str) -> Result<Secret, CommandError> {
    let failed = |why: String| {
        CommandError::user(format!("the passphrase command {why}"))
            .hint(Hint::new("hint-try-passphrase-command"))
    };
    let output = Command::new("sh")
        .arg("-c")
        .arg(command)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output();
    let output =
        output.map_err(|error: io::Error| failed(format!("cannot be started: {error}")))?;
    if !output.status.success() {
        return Err(failed(format!("failed ({})", output.status)));
    }
    let printed = Secret::new(
        String::from_utf8(output.stdout)
            .map_err(|_| failed("printed something that is not text".to_owned()))?,
    );
    match printed.expose().lines().next() {
        Some(line) if !line.is_empty() => Ok(Secret::new(line.to_owned())),
        _ => Err(failed("printed nothing".to_owned())),
    }
}
