//! Help that fits a screen: the commands in groups, each with its first line.

use clap::Command;

/// The groups of the command table, in reading order.
pub(super) const GROUPS: &[(&str, &[&str])] = &[
    (
        "Daily",
        &[
            "init", "add", "edit", "show", "list", "find", "end", "restore", "undo", "log", "diff",
            "import", "export",
        ],
    ),
    ("Letters", &["notice", "letter", "claim", "rates"]),
    (
        "Upkeep",
        &[
            "describe",
            "check",
            "doctor",
            "commit",
            "accept",
            "demo",
            "completions",
            "man",
        ],
    ),
];

const OPTIONS: &str = "\
Options for every command (more with `rekisteri COMMAND --help`):
  -C DIR           the register's folder     --json       data as JSON
  --identity FILE  key that opens it         --yes        do not ask
  --date DATE      taken for today           --dry-run    show the plan and stop
  --lang fi|sv|en  language of the screen    -q, --quiet  only data and errors
";

/// Gives the top command its grouped help.
pub(super) fn grouped(command: Command) -> Command {
    let text = text(&command);
    command.override_help(text)
}

fn text(command: &Command) -> String {
    let about = |name: &str| {
        command
            .find_subcommand(name)
            .and_then(Command::get_about)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let mut help = format!(
        "{}\n\nUsage: rekisteri [OPTIONS] COMMAND\n",
        command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default()
    );
    for (group, names) in GROUPS {
        help.push_str(&format!("\n{group}:\n"));
        for name in *names {
            help.push_str(&format!("  {name:<12}{}\n", about(name)));
        }
    }
    help.push('\n');
    help.push_str(OPTIONS);
    help
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::Cli;

    #[test]
    fn every_command_stands_in_one_group() {
        let command = Cli::command();
        let visible: BTreeSet<&str> = command
            .get_subcommands()
            .filter(|sub| !sub.is_hide_set())
            .map(Command::get_name)
            .collect();
        let listed: Vec<&str> = GROUPS
            .iter()
            .flat_map(|(_, names)| names.iter().copied())
            .collect();
        assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), visible);
        assert_eq!(listed.len(), visible.len());
    }

    #[test]
    fn help_fits_a_screen() {
        let help = text(&Cli::command());
        assert!(help.lines().count() <= 40, "{help}");
        assert!(
            help.lines().all(|line| line.chars().count() <= 80),
            "{help}"
        );
    }

    #[test]
    fn the_grammar_is_sound() {
        Cli::command().debug_assert();
    }
}
