//! `completions`: what a shell needs to complete commands and options. Touches no register and no key.

use clap::CommandFactory as _;
use clap_complete::{Generator, Shell};
use clap_complete_nushell::Nushell;

use crate::cli::args::Cli;
use crate::cli::context::Context;
use crate::cli::error::CommandError;

/// Print completions for a shell
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Kind,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Kind {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
    Nushell,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    match args.shell {
        Kind::Bash => print(context, Shell::Bash),
        Kind::Zsh => print(context, Shell::Zsh),
        Kind::Fish => print(context, Shell::Fish),
        Kind::PowerShell => print(context, Shell::PowerShell),
        Kind::Nushell => print(context, Nushell),
    }
}

fn print(context: &Context, shell: impl Generator) -> Result<(), CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "rekisteri", &mut script);
    context.ui().data(&String::from_utf8_lossy(&script))
}
