//! Where passphrases come from: a command's first line, or a prompt that names what it is for. Never an argument.

use std::io;
use std::process::{ExitStatus, Stdio};

use super::children;
use super::context::Context;
use super::error::CommandError;
use super::hints::Hint;
use super::signals::Hidden;
use crate::keys;
use crate::secret::{Secret, SecretBytes};
use crate::text;

/// No passphrase is longer than this, in bytes.
const LIMIT: usize = 16 * 1024;

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

/// What to try after a wrong passphrase: nobody typed one where a command gave it.
pub(super) fn wrong(context: &Context, error: CommandError) -> CommandError {
    if command(context).is_none() {
        return error;
    }
    let typed = Hint::new("hint-wrong-passphrase");
    error.hint_instead(&typed, &Hint::new("hint-wrong-passphrase-command"))
}

/// Asks for a new passphrase, twice, until it is strong enough; from a command it is refused when weak. Either way it is taken in
/// one spelling, whatever the keyboard or the program writes.
pub(super) fn new(context: &Context, about: &[&str]) -> Result<Secret, CommandError> {
    if let Some(command) = command(context) {
        let secret = keys::composed(&first_line(&command)?);
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
        let first = keys::composed(&prompt(&context.words().say("ask-new-passphrase"))?);
        if keys::strength(first.expose(), about).is_err() {
            context.ui().reply(&context.words().say("passphrase-weak"));
            continue;
        }
        let second = keys::composed(&prompt(&context.words().say("ask-passphrase-again"))?);
        if first.expose() == second.expose() {
            return Ok(first);
        }
        context
            .ui()
            .reply(&context.words().say("passphrases-differ"));
    }
}

fn prompt(question: &str) -> Result<Secret, CommandError> {
    // The terminal must echo again before a signal ends the program.
    let hidden = Hidden::typing();
    let answer = rpassword::prompt_password(format!("{}: ", text::visible(question)));
    drop(hidden);
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
    let (printed, status) =
        output(command).map_err(|error| failed(format!("cannot be started: {error}")))?;
    if !status.success() {
        return Err(failed(format!("failed ({status})")));
    }
    let printed = printed
        .into_text()
        .ok_or_else(|| failed("printed something that is not text".to_owned()))?;
    match printed.expose().lines().next() {
        Some(line) if !line.is_empty() => Ok(Secret::new(line.to_owned())),
        _ => Err(failed("printed nothing".to_owned())),
    }
}

/// What the shell printed for the command, read to where it is wiped, and how it ended.
fn output(command: &str) -> io::Result<(SecretBytes, ExitStatus)> {
    let mut child = children::shell()
        .arg(command)
        .stdout(Stdio::piped())
        .spawn()?;
    let printed = child.stdout.take().map_or_else(
        || Ok(SecretBytes::new(Vec::new())),
        |out| SecretBytes::read(out, LIMIT),
    );
    let status = child.wait()?;
    Ok((printed?, status))
}
