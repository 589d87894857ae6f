//! Several runs as one text: what was typed, then everything a user would see. One snapshot holds a theme.

use rekisteri::text::visible;

use super::sandbox::{Run, TestEnv};

/// What was typed and what came back. In a typed line `$TEST` and `$PROJECT` stand for the folders, and quotes hold blanks together.
pub(crate) struct Transcript<'env> {
    env: &'env TestEnv,
    text: String,
}

impl<'env> Transcript<'env> {
    pub(crate) fn of(env: &'env TestEnv) -> Self {
        Self {
            env,
            text: String::new(),
        }
    }

    /// Runs the program with a line of arguments, without a terminal and with nothing on standard input.
    pub(crate) fn run(&mut self, line: &str) -> &mut Self {
        self.with_input(line, "")
    }

    /// The same, with text on standard input.
    pub(crate) fn with_input(&mut self, line: &str, input: &str) -> &mut Self {
        let run = self.env.run_with_input(&as_str(&self.words(line)), input);
        self.note(&format!("$ rekisteri {}", visible(line)), &run)
    }

    /// A line that has to change nothing: neither the history nor the work tree.
    pub(crate) fn refused(&mut self, line: &str) -> &mut Self {
        let before = self.env.state();
        self.run(line);
        assert_eq!(self.env.state(), before, "{line}");
        self
    }

    /// Lines that have to change nothing, on an English screen and then on a Finnish one.
    pub(crate) fn refused_in_both(&mut self, lines: &[&str]) -> &mut Self {
        for lang in ["en", "fi"] {
            for line in lines {
                self.refused(&format!("--lang {lang} {line}"));
            }
        }
        self
    }

    /// A line that has to work and to leave the register clean; its subject in the history is looked at too.
    pub(crate) fn done(&mut self, line: &str) -> &mut Self {
        self.run(line);
        assert!(self.text.ends_with("--- exit 0\n\n"), "{}", self.text);
        self.env.assert_clean();
        self.env.assert_subject();
        self
    }

    /// A line that has to work and changes nothing in the register's folder.
    pub(crate) fn done_elsewhere(&mut self, line: &str) -> &mut Self {
        self.refused(line);
        assert!(self.text.ends_with("--- exit 0\n\n"), "{}", self.text);
        self
    }

    fn note(&mut self, typed: &str, run: &Run) -> &mut Self {
        self.text.push_str(&format!("{typed}\n{run}\n\n"));
        self
    }

    /// Compares with `tests/snapshots`, without what differs from run to run.
    pub(crate) fn assert(&self, name: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        for (pattern, replacement) in [
            // Whether a letter's date has come is up to the clock; the warning has a test of its own.
            (
                r"(?m)^\w+: (the date is in the (future|past)|päivä on (tulevaisuudessa|menneisyydessä)): .*\n",
                "",
            ),
            (r"\b[0-9a-f]{40}\b", "<commit>"),
            (r"(?m)^20\d\d-\d\d-\d\d [0-9a-f]+ ·", "<day> <commit> ·"),
            (r"\bid: [0-9a-f]{16}\b", "id: <id>"),
            (r#""new": "[0-9a-f]{16}""#, r#""new": "<id>""#),
            (r#""time": "[^"]*""#, r#""time": "<time>""#),
            (r"\b[0-9a-f]{16}\.age", "<id>.age"),
            (r"\bid = [0-9a-f]{16}", "id = <id>"),
            (r"\b20\d\d-\d\d-\d\d [0-9a-f]{7,12} ·", "<day> <commit> ·"),
            (
                r"(Accepted as of|Hyväksytty kirjaukseen) [0-9a-f]+",
                "$1 <commit>",
            ),
        ] {
            settings.add_filter(pattern, replacement);
        }
        settings.bind(|| insta::assert_snapshot!(name, &self.text));
    }

    fn words(&self, line: &str) -> Vec<String> {
        let root = std::fs::canonicalize(self.env.root()).unwrap();
        let line = line
            .replace("$TEST", root.to_str().unwrap())
            .replace("$PROJECT", env!("CARGO_MANIFEST_DIR"));
        split(&line)
    }
}

fn as_str(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// Splits at blanks outside of single quotes, as a shell does.
pub(crate) fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
