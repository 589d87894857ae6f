//! What the children do, and how the register looks from outside: enough to tell before from after.

use std::process::{Child, Stdio};

use crate::common::sandbox::{Run, TestEnv};
use crate::letters;

pub(crate) const ACTS: [&str; 7] = ["add", "edit", "import", "restore", "undo", "end", "letter"];

/// The register as an owner sees it, history included.
#[derive(PartialEq)]
pub(crate) struct View {
    pub(crate) head: String,
    pub(crate) parent: String,
    pub(crate) subject: String,
    /// All committed files, journals too.
    tree: String,
    /// Every customer with every value.
    pub(crate) list: serde_json::Value,
    /// What git calls changed, which is the owner's own work all along.
    status: String,
}

/// A register with customers, and with the owner's unfinished work in it.
pub(crate) fn register() -> TestEnv {
    let env = TestEnv::three_customers();
    crate::letters::describe(&env);
    env.run(&["edit", "1001", "email=toinen@example.fi"]).ok();
    env.reseal(
        "records/10/1002.toml",
        "customer",
        "email",
        "kasin@example.fi",
    );
    env.write("staged.txt", "staged");
    env.git(&["add", "staged.txt"]).ok();
    env.write("staged.txt", "changed since");
    env.write("untracked.txt", "untracked");
    env
}

/// Looks; also says what the program said of a change that was cut short.
pub(crate) fn look(env: &TestEnv) -> (View, Vec<String>) {
    let run = env.run(&["list", "--all", "--json"]);
    let said = run.stderr.lines().filter(|line| line.contains("cut short"));
    let said = said.map(ToOwned::to_owned).collect();
    let log = env.git(&["log", "-1", "--format=%H%n%P%n%s%n%T"]).ok();
    let line = |n| log.lines().nth(n).unwrap_or_default().to_owned();
    let view = View {
        head: line(0),
        parent: line(1),
        subject: line(2),
        tree: line(3),
        list: serde_json::from_str(&run.ok()).unwrap(),
        status: env
            .git(&["status", "--porcelain", "--untracked-files=all"])
            .ok(),
    };
    (view, said)
}

impl View {
    pub(crate) fn customers(&self) -> usize {
        self.list.as_array().unwrap().len()
    }

    /// The owner's own work is as it was.
    pub(crate) fn same_work(&self, other: &Self) -> bool {
        self.status == other.status
    }
}

/// Starts one act; `n` makes its values its own.
pub(crate) fn start(env: &TestEnv, act: &str, n: usize) -> Child {
    let value = format!("email=m{n}@example.fi");
    let name = format!("name=Lisätty {n}");
    let file = format!("../import-{n}.csv");
    let invoice = format!("L-{n}");
    let reminder = letters::arguments(env, &invoice);
    let reminder: Vec<&str> = reminder.iter().map(String::as_str).collect();
    let arguments: &[&str] = match act {
        "add" => &["add", &name],
        "edit" => &["edit", "1001", &value],
        "end" => &["end", "1003"],
        "letter" => &reminder,
        "restore" => &["restore", "1001"],
        "import" => {
            let rows = (0..3).map(|row| format!("Tuotu {n}-{row};m{n}-{row}@example.fi\n"));
            let text = format!("name;email\n{}", rows.collect::<String>());
            std::fs::write(env.path(&file), text).unwrap();
            &["import", &file, "--yes"]
        }
        _ => &["undo", "--yes"],
    };
    let mut command = env.rekisteri(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(Stdio::piped()).spawn().unwrap()
}

/// Writes a letter without being killed.
pub(crate) fn letter(env: &TestEnv, invoice: &str, more: &[&str]) -> Run {
    let reminder = letters::arguments(env, invoice);
    let reminder: Vec<&str> = reminder.iter().map(String::as_str).collect();
    env.run(&[more, &reminder].concat())
}

/// What must be true of a register in which the act has happened.
pub(crate) fn has_happened(act: &str, n: usize, before: &View, after: &View) -> bool {
    let grown = after.customers().checked_sub(before.customers());
    let list = after.list.to_string();
    match act {
        "add" => grown == Some(1) && list.contains(&format!("Lisätty {n}")),
        "import" => grown == Some(3) && list.contains(&format!("m{n}-2@example.fi")),
        "edit" => grown == Some(0) && list.contains(&format!("m{n}@example.fi")),
        "end" => grown.is_some() && after.subject == "end customer 1003",
        "letter" => grown == Some(0) && after.subject == "journal 2 customers",
        // Of a letter, which is not in the list.
        "undo" => after.subject.starts_with("undo") && before.tree != after.tree,
        _ => after.subject.starts_with(act) && before.list != after.list,
    }
}
