//! The commands: one file each, registered in one enum and one match.

mod accept;
mod add;
mod check;
mod claim;
mod commit;
mod completions;
mod demo;
mod describe;
mod diff;
mod doctor;
mod edit;
mod end;
mod export;
mod find;
mod git_merge;
mod git_textconv;
mod import;
mod init;
pub(super) mod letter;
mod list;
mod log;
mod man;
mod notice;
mod rates;
mod restore;
mod show;
mod undo;

use super::context::Context;
use super::error::CommandError;

/// What the program can be told to do.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    Init(init::Args),
    Add(add::Args),
    Edit(edit::Args),
    Show(show::Args),
    List(list::Args),
    Find(find::Args),
    End(end::Args),
    Restore(restore::Args),
    Undo(undo::Args),
    Log(log::Args),
    Diff(diff::Args),
    Import(import::Args),
    Export(export::Args),
    Notice(notice::Args),
    Letter(letter::Args),
    Claim(claim::Args),
    Rates(rates::Args),
    Describe(describe::Args),
    Check(check::Args),
    Doctor(doctor::Args),
    Commit(commit::Args),
    Accept(accept::Args),
    Demo(demo::Args),
    Completions(completions::Args),
    Man(man::Args),
    #[command(hide = true)]
    GitMerge(git_merge::Args),
    #[command(hide = true)]
    GitTextconv(git_textconv::Args),
}

/// The name of a command that changes something and has no plan that it could stop after.
fn without_plan(command: &Command) -> Option<&'static str> {
    match command {
        Command::Init(_) => Some("init"),
        Command::Add(_) => Some("add"),
        Command::Edit(_) => Some("edit"),
        Command::End(_) => Some("end"),
        Command::Restore(_) => Some("restore"),
        Command::Export(_) => Some("export"),
        Command::Describe(_) => Some("describe"),
        Command::Demo(_) => Some("demo"),
        Command::Man(_) => Some("man"),
        _ => None,
    }
}

/// Runs one command.
///
/// # Errors
/// The command's own; usage for `--dry-run` where there is no plan: silently it would do what it was told not to.
pub(super) fn run(context: &Context, command: Command) -> Result<(), CommandError> {
    if let Some(name) = without_plan(&command).filter(|_| context.globals().dry_run) {
        let why = format!("`{name}` shows no plan, so `--dry-run` cannot stop it");
        return Err(CommandError::usage(why));
    }
    match command {
        Command::Init(args) => init::run(context, &args),
        Command::Add(args) => add::run(context, &args),
        Command::Edit(args) => edit::run(context, &args),
        Command::Show(args) => show::run(context, &args),
        Command::List(args) => list::run(context, &args),
        Command::Find(args) => find::run(context, &args),
        Command::End(args) => end::run(context, &args),
        Command::Restore(args) => restore::run(context, &args),
        Command::Undo(args) => undo::run(context, &args),
        Command::Log(args) => log::run(context, &args),
        Command::Diff(args) => diff::run(context, &args),
        Command::Import(args) => import::run(context, &args),
        Command::Export(args) => export::run(context, &args),
        Command::Notice(args) => notice::run(context, &args),
        Command::Letter(args) => letter::run(context, args),
        Command::Claim(args) => claim::run(context, &args),
        Command::Rates(args) => rates::run(context, &args),
        Command::Describe(args) => describe::run(context, &args),
        Command::Check(args) => check::run(context, &args),
        Command::Doctor(args) => doctor::run(context, &args),
        Command::Commit(args) => commit::run(context, &args),
        Command::Accept(args) => accept::run(context, &args),
        Command::Demo(args) => demo::run(context, &args),
        Command::Completions(args) => completions::run(context, &args),
        Command::Man(args) => man::run(context, &args),
        Command::GitMerge(args) => git_merge::run(context, &args),
        Command::GitTextconv(args) => git_textconv::run(context, &args),
    }
}
