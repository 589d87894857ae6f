//! `init`: a new register: description, key, recovery file, first commit.

use std::path::{Path, PathBuf};

use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::cli::new_key::{NewKey, recovery_path, refuse_taken};
use crate::cli::{args, ask, children, identity};
use crate::fsio;
use crate::model::{DataRecipient, Language, Rule, Text};
use crate::register::{self, DescriptionText, Register, glue};

/// A `register.toml` given by `--from` is no larger.
const LIMIT: u64 = 1024 * 1024;

/// What is asked on a terminal, in order: the key of `register.toml`.
const QUESTIONS: &[&str] = &[
    "controller.business_id",
    "controller.street",
    "controller.postcode",
    "controller.city",
    "controller.phone",
    "controller.email",
    "contact.name",
    "contact.email",
    "bank.iban",
    "bank.holder",
    "notice_url",
];

/// Make a new register
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Folder to make it in, empty or not there yet (default: the current one)
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// `register.toml` to take the description from
    #[arg(long, value_name = "FILE", conflicts_with = "controller")]
    from: Option<PathBuf>,
    /// Name of the company or person that keeps the register
    #[arg(long, value_name = "NAME")]
    controller: Option<String>,
    /// Name of the contact person
    #[arg(long, value_name = "NAME")]
    contact: Option<String>,
    /// E-mail of the contact person
    #[arg(long, value_name = "E-MAIL")]
    email: Option<String>,
    /// Accounting firm that helps with overdue receivables, and may be given what that takes
    #[arg(long, value_name = "NAME")]
    accounting_firm: Option<String>,
    /// Language of letters: fi, sv or en
    #[arg(long, value_name = "LANG", value_parser = args::language)]
    language: Option<Language>,
    /// Recovery file (default: `DIR-recovery.txt` beside the folder)
    #[arg(long, value_name = "FILE")]
    recovery: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let dir = match &args.dir {
        Some(dir) => {
            std::path::absolute(dir).map_err(|error| CommandError::user(error.to_string()))?
        }
        None => context.directory()?,
    };
    let beside = beside(&dir, identity::named(context).as_deref());
    register::check_free(&dir, &beside)?;
    let recovery = args.recovery.clone().unwrap_or_else(|| recovery_path(&dir));
    if identity::named(context).is_none() {
        // Better now than after all the questions.
        refuse_taken(&recovery)?;
    }
    let mut text = described(context, args)?;
    let key = NewKey::of(context, &text, &recovery)?;
    let owner = text.owner();
    text.set_keys(&[(owner, key.recipient().to_string())])?;
    key.write(context, &text)?;
    let pins = context.environment().pins();
    let made = register::create(
        &dir,
        &text,
        context.clock().now(),
        &beside,
        pins.clone(),
        &|| children::git_author(&dir),
    );
    // The key of a register that stands is never taken back, however its making ended.
    if made.is_err() && Register::open(&dir, pins).is_err() {
        key.take_back();
    }
    let made = made?;
    glue::set_up(made.repo(), &context.environment().program)?;
    report(context, &dir, &key);
    Ok(())
}

/// The description: from a file, from flags, or from questions.
fn described(context: &Context, args: &Args) -> Result<DescriptionText, CommandError> {
    let language = args.language.unwrap_or(context.letter_language());
    let mut firm = args.accounting_firm.clone().unwrap_or_default();
    let mut text = match (&args.from, &args.controller) {
        (Some(from), _) => DescriptionText::from_file(&fsio::read(from, LIMIT)?)?,
        (None, Some(name)) => DescriptionText::new(name, language)?,
        (None, None) if context.ui().is_terminal() => asked(context, language, &mut firm)?,
        (None, None) => {
            return Err(CommandError::missing(
                "the controller's name",
                "--controller NAME",
            ));
        }
    };
    for (key, value) in [
        ("contact.name", &args.contact),
        ("contact.email", &args.email),
    ] {
        if let Some(value) = value {
            text.set(key, value)?;
        }
    }
    add_firm(&mut text, &firm)?;
    Ok(text)
}

/// The regular disclosure of `requirements.md` row 5, where there is one.
fn add_firm(text: &mut DescriptionText, name: &str) -> Result<(), CommandError> {
    if name.is_empty() {
        Ok(())
    } else {
        Ok(text.add_recipient(&DataRecipient::accounting_firm(name))?)
    }
}

fn asked(
    context: &Context,
    language: Language,
    firm: &mut String,
) -> Result<DescriptionText, CommandError> {
    context.ui().say("init-intro", &[]);
    let mut text = ask::until(context, "init-controller-name", &[], "", |name| {
        DescriptionText::new(name, language).map_err(|error| unfit(context, &error))
    })?;
    let name = text.get("name").unwrap_or_default();
    ask_into(context, &mut text, "name", &name)?;
    for key in QUESTIONS {
        let default = match *key {
            "contact.email" => text.get("controller.email"),
            "bank.holder" => text.get("controller.name"),
            _ => None,
        };
        // An account that is not given has no holder.
        if *key == "bank.holder" && text.get("bank.iban").unwrap_or_default().is_empty() {
            continue;
        }
        ask_into(context, &mut text, key, &default.unwrap_or_default())?;
    }
    if text.get("bank.holder") == text.get("controller.name") {
        text.set("bank.holder", "")?;
    }
    *firm = ask::until(context, "init-accounting-firm", &[], firm, |answer| {
        let judged = match answer {
            "" => Ok(()),
            name => name.parse::<Text>().map(drop),
        };
        judged.map_err(|rule| said(context, &rule))?;
        Ok(answer.to_owned())
    })?;
    context.ui().say("init-defaults", &[]);
    Ok(text)
}

fn ask_into(
    context: &Context,
    text: &mut DescriptionText,
    key: &str,
    default: &str,
) -> Result<(), CommandError> {
    let question = format!("init-{}", key.replace(['.', '_'], "-"));
    *text = ask::until(context, &question, &[], default, |answer| {
        let mut next = text.clone();
        if !answer.is_empty() {
            next.set(key, answer)
                .map_err(|error| unfit(context, &error))?;
            // The rest of the address is asked later, and half of one is never at fault.
            if let Some(fault) = next.fault_once_whole() {
                return Err(unfit(context, &register::Error::Setting(fault)));
            }
        }
        Ok(next)
    })?;
    Ok(())
}

/// Why an answer will not do, in the reader's language.
fn unfit(context: &Context, error: &register::Error) -> String {
    match error {
        register::Error::Setting(fault) => {
            format!("{} {}", fault.key, said(context, &fault.rule))
        }
        other => other.to_string(),
    }
}

fn said(context: &Context, rule: &Rule) -> String {
    context.words().rule(rule)
}

fn report(context: &Context, dir: &Path, key: &NewKey) {
    let shown = |path: &Path| path.display().to_string();
    context.ui().say("init-made", &[("dir", shown(dir).into())]);
    if let Some([key, recovery]) = key.places() {
        context.ui().say(
            "init-key",
            &[
                ("key", shown(key).into()),
                ("recovery", shown(recovery).into()),
            ],
        );
    } else if let Some(path) = identity::named(context) {
        context
            .ui()
            .warn("init-own-key", &[("key", shown(&path).into())]);
    }
    context.ui().say("init-next", &[("dir", shown(dir).into())]);
}

/// A key file that the owner keeps inside the folder is not in the way, and git is told to ignore it.
fn beside(dir: &Path, identity: Option<&Path>) -> Vec<String> {
    let inside = identity
        .and_then(|path| std::path::absolute(path).ok())
        .filter(|path| path.parent() == Some(dir));
    inside
        .and_then(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .into_iter()
        .collect()
}
