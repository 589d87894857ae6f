//! `demo`: the main job on invented data, by the very commands that the owner has. An ordinary register is left behind.

use std::env;
use std::path::{Path, PathBuf};

use clap::Parser as _;

use crate::cli::args::Cli;
use crate::cli::children;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::clock::rfc3339;
use crate::fsio::{self, Access};
use crate::keys;
use crate::register::{self, DescriptionText, OUTPUT, glue};
use crate::text;

/// An invoicing program's export, invented.
const CUSTOMERS: &[u8] = include_bytes!("../../../tests/data/customers.csv");
/// The description of an invented company in Raahe.
const DESCRIPTION: &[u8] = include_bytes!("../../../records/register.toml");
/// The lowest number of the sample: an invented Finnish customer with a whole address.
const FIRST: &str = "1001";
const KEY: &str = "demo-key.txt";

/// Show the main job on invented customers
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Folder to make, empty or not there yet
    #[arg(value_name = "DIR", default_value = "rekisteri-demo")]
    dir: PathBuf,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let dir =
        std::path::absolute(&args.dir).map_err(|error| CommandError::user(error.to_string()))?;
    let shown = args.dir.display().to_string();
    register::check_free(&dir, &[])?;
    context
        .ui()
        .say("demo-intro", &[("dir", shown.as_str().into())]);
    make(context, &dir)?;
    enter(&dir)?;
    context
        .ui()
        .tell(&format!("\n$ cd {}", text::visible(&shown)));
    for line in script(context) {
        step(context, &dir, &line)?;
    }
    context.ui().say(
        "demo-next",
        &[("dir", shown.into()), ("program", program().into())],
    );
    Ok(())
}

/// What `init` does, with a key of its own that asks for no passphrase, and the file to import beside it.
fn make(context: &Context, dir: &Path) -> Result<(), CommandError> {
    let now = context.clock().now();
    let identity = keys::generate();
    let mut text = DescriptionText::from_file(DESCRIPTION)?;
    let owner = text.owner();
    text.set_keys(&[(owner, identity.recipient().to_string())])?;
    fsio::create_dirs(dir, Access::Private)?;
    let key = identity.plain_file(&rfc3339(now));
    fsio::write_new(&dir.join(KEY), key.expose().as_bytes(), Access::Private)?;
    let pins = context.environment().pins();
    let made = register::create(dir, &text, now, &[KEY.to_owned()], pins, &|| {
        children::git_author(dir)
    })?;
    glue::set_up(made.repo(), &context.environment().program)?;
    fsio::write_new(
        &dir.join(OUTPUT).join("customers.csv"),
        CUSTOMERS,
        Access::Private,
    )?;
    Ok(())
}

/// The commands name their files as seen from the register's folder, as the owner's own would.
fn enter(dir: &Path) -> Result<(), CommandError> {
    env::set_current_dir(dir)
        .map_err(|error| CommandError::user(format!("cannot enter `{}`: {error}", dir.display())))
}

fn script(context: &Context) -> Vec<Vec<String>> {
    let today = context.today();
    let days_ago = |days: i64| (today - jiff::Span::new().days(days)).to_string();
    let lines: [&[&str]; 7] = [
        &["import", "output/customers.csv", "--yes"],
        &["list", "--where", "billing_address.city=Raahe"],
        &["edit", FIRST, "email=laskut@example.fi"],
        &["log", FIRST],
        &[
            "notice",
            "prices",
            FIRST,
            "--set",
            "from=1.1.2027",
            "--set",
            "change=Tuntihinta nousee 62,00 eurosta 65,00 euroon.",
            "--channel",
            "post",
        ],
        &[
            "letter",
            "reminder",
            FIRST,
            "--invoice",
            "2026-118",
            "--invoice-date",
            &days_ago(50),
            "--due",
            &days_ago(36),
            "--amount",
            "310,00",
            "--reference",
            "1234561",
            "--channel",
            "post",
        ],
        &["check"],
    ];
    lines
        .iter()
        .map(|line| line.iter().map(|word| (*word).to_owned()).collect())
        .collect()
}

/// Shows a command as it is typed, and runs it.
fn step(context: &Context, dir: &Path, line: &[String]) -> Result<(), CommandError> {
    context.ui().tell(&format!(
        "\n$ rekisteri --identity {KEY} {}",
        line.iter()
            .map(|word| quoted(word))
            .collect::<Vec<_>>()
            .join(" ")
    ));
    let words = std::iter::once("rekisteri").chain(line.iter().map(String::as_str));
    let cli = Cli::try_parse_from(words).map_err(|error| CommandError::bug(error.to_string()))?;
    let inside = context.with_globals(|globals| {
        globals.directory = Some(dir.to_owned());
        globals.identity = Some(dir.join(KEY));
        globals.yes = cli.globals.yes;
    });
    super::run(&inside, cli.command)
}

/// A word as the shell needs it.
fn quoted(word: &str) -> String {
    let plain = word
        .chars()
        .all(|c| c.is_alphanumeric() || "-_./=,".contains(c));
    if plain {
        word.to_owned()
    } else {
        format!("'{word}'")
    }
}

/// How to type the program's name again: by its path where it is not installed.
fn program() -> String {
    let called = env::args_os().next().map(PathBuf::from).unwrap_or_default();
    let installed = called.components().count() == 1;
    let path = env::current_exe().ok().filter(|_| !installed);
    path.map_or_else(|| "rekisteri".to_owned(), |path| path.display().to_string())
}
