//! Where passphrases come from: a command's first line, or a prompt that names what it is for. Never an argument.

use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::SIGPIPE;

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
/// How long a passphrase command may take to end after its first line.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often it is looked at whether it did.
const PAUSE: Duration = Duration::from_millis(5);

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
    // Writing on after its line, it may have been ended by the pipe that nobody reads; a shell says so by its exit code.
    let by_pipe = |status: &ExitStatus| {
        status.signal() == Some(SIGPIPE) || status.code() == Some(128 + SIGPIPE)
    };
    if let Some(status) = status.filter(|status| !status.success() && !by_pipe(status)) {
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

/// The first line that the shell printed for the command, read to where it is wiped, and how the command ended. One that has
/// printed its line and does not end is ended, and has done what was asked: `None`.
fn output(command: &str) -> io::Result<(SecretBytes, Option<ExitStatus>)> {
    let mut child = children::shell()
        .arg(command)
        .stdout(Stdio::piped())
        .spawn()?;
    // The pipe is closed after the line: most programs end when they go on writing into it.
    let printed = child.stdout.take().map_or_else(
        || Ok(SecretBytes::new(Vec::new())),
        |out| SecretBytes::read_line(out, LIMIT),
    );
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((printed?, Some(status)));
        }
        if start.elapsed() > PATIENCE {
            // One that has ended meanwhile cannot be killed.
            drop(child.kill());
            child.wait()?;
            return Ok((printed?, None));
        }
        thread::sleep(PAUSE);
    }
}
