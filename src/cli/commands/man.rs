//! `man`: the manual pages, made from the same help. Touches no register and no key.

use std::path::PathBuf;

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;

use crate::cli::args::Cli;
use crate::cli::context::Context;
use crate::cli::error::CommandError;
use crate::fsio::{self, Access};

/// Print the manual page, or write one page a command
#[derive(clap::Args)]
pub(in crate::cli) struct Args {
    /// Folder to write all pages to
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(context: &Context, args: &Args) -> Result<(), CommandError> {
    let mut top = Cli::command();
    top.build();
    let Some(folder) = &args.output else {
        return context
            .ui()
            .data(&String::from_utf8_lossy(&page(top, "rekisteri")?));
    };
    fsio::create_dirs(folder, Access::Shared)?;
    let shown: Vec<Command> = top
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set())
        .cloned()
        .collect();
    for sub in shown {
        let name = format!("rekisteri-{}", sub.get_name());
        fsio::write_atomic(
            &folder.join(format!("{name}.1")),
            &page(sub, &name)?,
            Access::Shared,
        )?;
    }
    Ok(fsio::write_atomic(
        &folder.join("rekisteri.1"),
        &page(top, "rekisteri")?,
        Access::Shared,
    )?)
}

fn page(command: Command, title: &str) -> Result<Vec<u8>, CommandError> {
    let mut text = Vec::new();
    let made = Man::new(command).title(title).render(&mut text);
    made.map_err(|error| CommandError::bug(format!("cannot make the manual page: {error}")))?;
    Ok(text)
}
