//! The command line's grammar above the commands: what every command accepts.

use std::path::PathBuf;

use jiff::civil::Date;

use super::commands::Command;
use crate::letters::{Format, Wanted};
use crate::model::{self, Language, Rule};

/// A customer register that fits in a folder
#[derive(clap::Parser)]
#[command(
    name = "rekisteri",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) globals: Globals,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command accepts.
#[derive(clap::Args, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
#[command(next_help_heading = "Global options")]
pub(super) struct Globals {
    /// Folder of the register, instead of the current one (`REKISTERI_DIR`)
    #[arg(short = 'C', global = true, value_name = "DIR")]
    pub(super) directory: Option<PathBuf>,
    /// age identity file that opens the register (`REKISTERI_IDENTITY`)
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) identity: Option<PathBuf>,
    /// Command whose first line is the passphrase (`REKISTERI_PASSPHRASE_COMMAND`)
    #[arg(long, global = true, value_name = "CMD")]
    pub(super) passphrase_command: Option<String>,
    /// JSON instead of text
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Nothing but data, warnings and errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Colours: auto, always or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub(super) color: ColorWhen,
    /// Language of the screen: fi, sv or en
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub(super) lang: Option<Language>,
    /// Date to take for today, for letters, `end` and selections
    #[arg(long, global = true, value_name = "DATE", value_parser = date)]
    pub(super) date: Option<Date>,
    /// No question before a plan is carried out
    #[arg(long, global = true)]
    pub(super) yes: bool,
    /// Nothing but the plan
    #[arg(long, global = true, conflicts_with = "yes")]
    pub(super) dry_run: bool,
}

/// When colours are used.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Parses a language for clap.
pub(super) fn language(text: &str) -> Result<Language, String> {
    text.parse()
        .map_err(|_| "the languages are fi, sv and en".to_owned())
}

/// Parses a date for clap.
pub(super) fn date(text: &str) -> Result<Date, String> {
    model::date::parse(text).map_err(|rule| match rule {
        Rule::NoSuchDay => "the calendar does not have that day".to_owned(),
        _ => "dates are written 3.12.2026 or 2026-12-03".to_owned(),
    })
}

/// One of the file formats of letters.
pub(super) fn format(text: &str) -> Result<Format, String> {
    match text.trim() {
        "pdf" => Ok(Format::Typ),
        "txt" => Ok(Format::Txt),
        "eml" => Ok(Format::Eml),
        _ => Err("letters are written as pdf or txt, drafts of e-mails as eml".into()),
    }
}

/// Parses the way of letters for clap.
pub(super) fn channel(text: &str) -> Result<Wanted, String> {
    text.parse()
        .map_err(|()| "letters go by auto, post or email".to_owned())
}
