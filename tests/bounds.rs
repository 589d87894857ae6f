//! Bounds: a huge or absurdly deep file in every place where one is read gives an error that names file and limit. The program runs
//! with an address space that none of the files fits into; what would overflow the stack or loop without end fails here too.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::process::{Output, Stdio};
use std::thread;
use std::time::Duration;

use crate::common::sandbox::TestEnv;

/// The size of a huge file; sparse, so it costs the disk nothing.
const HUGE: u64 = 1 << 30;
/// The address space of the program, in KiB: with threads and the program itself, far below `HUGE`.
const SPACE: u64 = 768 * 1024;
/// Nothing here may take longer, on a busy machine and without optimisation.
const PATIENCE: Duration = Duration::from_secs(30);

const RECORD: &str = "records/10/1001.toml";
const DESCRIPTION: &str = "records/register.toml";
const LEDGER: &str = "records/ledger.toml";

/// What a bounded run said.
struct Bounded {
    asked: String,
    status: Option<i32>,
    text: String,
}

impl Bounded {
    /// Names the case, for what is said of a failure.
    fn of(self, what: &str) -> Self {
        let asked = format!("{}, {what}", self.asked);
        Self { asked, ..self }
    }

    /// It failed as a user's error does, and named each of these.
    fn names(&self, parts: &[&str]) {
        assert!(
            matches!(self.status, Some(1..=4)) && !self.text.contains("panicked"),
            "{}: {:?}: {}",
            self.asked,
            self.status,
            self.text
        );
        for part in parts {
            let named = self.text.contains(part);
            assert!(named, "{}: no `{part}` in: {}", self.asked, self.text);
        }
        assert!(
            self.text.len() < 20_000,
            "{} bytes are said",
            self.text.len()
        );
    }
}

fn bounded_with(env: &TestEnv, arguments: &[&str], input: &[u8]) -> Bounded {
    let limited = format!("ulimit -v {SPACE} && exec \"$@\"");
    // What never ends is ended, and then has no exit code.
    let mut command = env.command("timeout");
    let seconds = PATIENCE.as_secs().to_string();
    command.args(["-s", "KILL", &seconds, "sh", "-c", &limited, "sh"]);
    // Threads and arenas would take address space by the number of cores.
    command
        .arg(env!("CARGO_BIN_EXE_rekisteri"))
        .args(arguments)
        .env("RAYON_NUM_THREADS", "2")
        .env("MALLOC_ARENA_MAX", "2");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let output: Output = thread::scope(|scope| {
        // A program that reads no more has closed its end.
        scope.spawn(move || drop(pipe.write_all(input)));
        child.wait_with_output().unwrap()
    });
    let text = [output.stdout, output.stderr].concat();
    Bounded {
        asked: arguments.join(" "),
        status: output.status.code(),
        text: String::from_utf8(text).unwrap(),
    }
}

fn bounded(env: &TestEnv, arguments: &[&str]) -> Bounded {
    bounded_with(env, arguments, b"")
}

fn huge(env: &TestEnv, path: &str) {
    let path = env.path(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().set_len(HUGE).unwrap();
}

#[test]
fn a_huge_record_is_named_and_the_others_are_read() {
    let env = TestEnv::three_customers();
    huge(&env, RECORD);
    let limit = ["records/10/1001.toml", "larger than 256 KiB"];
    bounded(&env, &["show", "1001"]).names(&limit);
    bounded(&env, &["edit", "1001", "name=x"]).names(&["1001"]);
    let listed = bounded(&env, &["list"]);
    listed.names(&["1001"]);
    assert!(listed.text.contains("Testi Oy"), "{}", listed.text);
    bounded(&env, &["check"]).names(&["1001"]);
    bounded(&env, &["commit", "1001", "--yes"]).names(&["1001"]);
    // git diff must not fail for one file.
    let shown = bounded(&env, &["git-textconv", RECORD]);
    assert!(shown.text.len() < 20_000, "{:?}", shown.status);
}

#[test]
fn a_huge_public_file_is_named() {
    let env = TestEnv::three_customers();
    let description = env.read(DESCRIPTION);
    let limit = "larger than 1048576 bytes";
    huge(&env, DESCRIPTION);
    bounded(&env, &["list"]).names(&[DESCRIPTION, limit]);
    bounded(&env, &["check"]).names(&[DESCRIPTION, limit]);
    env.write(DESCRIPTION, &description);
    huge(&env, LEDGER);
    bounded(&env, &["add", "name=x"]).names(&[LEDGER, limit]);
    bounded(&env, &["check"]).names(&[LEDGER]);
}

#[test]
fn a_huge_file_from_outside_is_named() {
    let env = TestEnv::three_customers();
    huge(&env, "../huge");
    bounded(&env, &["import", "../huge", "--yes"]).names(&["huge", "larger than 67108864 bytes"]);
    bounded(&env, &["list", "--identity", "../huge"]).names(&["huge", "larger than"]);
    bounded(&env, &["notice", "services", "--from", "../huge"]).names(&["huge", "larger than"]);
    let new = ["init", "../new", "--from", "../huge"];
    bounded(&env, &new).names(&["huge", "larger than"]);
    huge(&env, "templates/omat.fi.txt.jinja");
    bounded(&env, &["notice", "omat", "1001"]).names(&["omat.fi.txt.jinja", "larger than"]);
}

#[test]
fn what_a_crash_left_is_bounded_too() {
    let env = TestEnv::three_customers();
    for entry in fs::read_dir(env.path(".git/rekisteri")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        huge(&env, &format!(".git/rekisteri/{name}"));
    }
    huge(&env, ".git/rekisteri/journal");
    bounded(&env, &["list"]).names(&["rekisteri/journal", "larger than"]);
}

#[test]
fn what_comes_through_a_pipe_is_bounded() {
    let env = TestEnv::three_customers();
    let input = vec![b'x'; 64 << 20];
    bounded_with(&env, &["add", "-"], &input).names(&["standard input"]);
    bounded_with(&env, &["notice", "services", "--from", "-"], &input).names(&["standard input"]);
}

/// Texts that are deep or wide beyond sense, each as large as `most` allows.
fn absurd(most: usize) -> Vec<(&'static str, String)> {
    let nested = |open: &str, inside: &str, close: &str| {
        let times = (most - 200) / (open.len() + close.len());
        format!("{}{inside}{}", open.repeat(times), close.repeat(times))
    };
    let tables: String = (0..).map(|n| format!("[a{n}]\n")).take(10_000).collect();
    let depths: String = (1..200).fold(String::new(), |mut text, depth| {
        writeln!(text, "[{}a]\nb = 1", "a.".repeat(depth)).unwrap();
        text
    });
    vec![
        ("ten thousand tables", tables),
        (
            "a path of tables",
            format!("[{}a]\nb = 1\n", nested("a.", "", "")),
        ),
        ("tables below each other", depths),
        ("a dotted key", format!("{}a = 1\n", nested("a.", "", ""))),
        ("lists in lists", format!("a = {}\n", nested("[", "", "]"))),
        ("open lists", format!("a = {}\n", nested("[", "", ""))),
        (
            "tables in tables",
            format!("a = {}\n", nested("{a=", "1", "}")),
        ),
        ("open tables", format!("a = {}\n", nested("{a=", "", ""))),
        ("dotted tables", format!("[[{}a]]\n", nested("a.", "", ""))),
        ("one long name", format!("{} = 1\n", "a".repeat(most - 200))),
        (
            "one long text",
            format!("a = \"{}\"\n", "a".repeat(most - 200)),
        ),
        ("one long line", "a".repeat(most - 200)),
        (
            "quotation marks",
            format!("a = {}", "\"".repeat(most - 200)),
        ),
        ("line ends", "\n".repeat(most - 200)),
        ("digits", format!("a = {}\n", "9".repeat(most - 200))),
    ]
}

#[test]
fn a_record_of_absurd_shape_is_refused() {
    let env = TestEnv::three_customers();
    let sealed = env.read(RECORD);
    for (what, text) in absurd(256 << 10) {
        let room = text.len() + sealed.len() <= 256 << 10;
        for text in [text.clone(), format!("{text}\n{sealed}")] {
            env.write(RECORD, &text);
            let shown = bounded(&env, &["show", "1001"]);
            // Blank lines change nothing.
            if what != "line ends" || !room || shown.status != Some(0) {
                shown.of(what).names(&["1001"]);
            }
        }
    }
}

#[test]
fn a_public_file_of_absurd_shape_is_refused() {
    let env = TestEnv::three_customers();
    let (description, ledger) = (env.read(DESCRIPTION), env.read(LEDGER));
    for (what, text) in absurd(1 << 20) {
        if what == "line ends" {
            continue;
        }
        env.write(DESCRIPTION, &format!("{text}\n{description}"));
        bounded(&env, &["list"]).of(what).names(&[DESCRIPTION]);
        env.write(DESCRIPTION, &description);
        env.write(LEDGER, &format!("{text}\n{ledger}"));
        bounded(&env, &["add", "name=x"]).of(what).names(&[LEDGER]);
        env.write(LEDGER, &ledger);
    }
}

#[test]
fn a_table_without_end_is_refused() {
    let env = TestEnv::three_customers();
    let most = 64 << 20;
    let cases: [(&str, String, &str); 7] = [
        (
            "a line without end",
            format!("number;name\n{}", "a".repeat(most - 20)),
            "line 2",
        ),
        ("a header without end", "a".repeat(most - 20), "line 1"),
        (
            "a row of empty cells",
            format!("number;name\n{}", ";".repeat(most - 20)),
            "line 2",
        ),
        (
            "an open quotation mark",
            format!("number;name\n\"{}", "a\n".repeat(most / 2 - 20)),
            "line 2",
        ),
        ("a header of empty cells", ";".repeat(most - 20), "line 1"),
        ("JSON in JSON", "[".repeat(most - 20), "recursion limit"),
        (
            "objects in JSON",
            "{\"a\":".repeat(most / 5 - 20),
            "recursion limit",
        ),
    ];
    for (what, text, place) in cases {
        fs::write(env.path("../table.csv"), text).unwrap();
        bounded(&env, &["import", "../table.csv", "--yes"])
            .of(what)
            .names(&[place]);
    }
}

/// Templates that are long or deep by one part said many times: what stands before it, the part, how many times, and what follows.
const REPEATED: &[(&str, &str, &str, usize, &str)] = &[
    ("a sum", "{{ 1", "+1", 125_000, " }}"),
    ("a text", "{{ 1", "~1", 125_000, " }}"),
    ("powers", "{{ 1", "**1", 80_000, " }}"),
    ("signs", "{{ ", "-", 250_000, "1 }}"),
    ("not", "{{ ", "not ", 60_000, "1 }}"),
    ("and", "{{ 1", " and 1", 40_000, " }}"),
    ("in", "{{ 1", " in 1", 50_000, " }}"),
    ("else", "{{ 1", " if 1 else 1", 20_000, " }}"),
    ("attributes", "{{ customer", ".name", 50_000, " }}"),
    ("places", "{{ customer", "[0]", 80_000, " }}"),
    ("calls", "{{ customer", "()", 120_000, " }}"),
    ("filters", "{{ 1", "|string", 35_000, " }}"),
    ("tests", "{{ 1", " is odd", 35_000, " }}"),
    ("elif", "{% if 0 %}", "{% elif 0 %}", 20_000, "{% endif %}"),
    ("blocks", "", "{% if 1 %}", 20_000, ""),
    ("what is said", ROW, "a", 200_000, "{% endfor %}"),
];

const ROW: &str = "{% for a in range(90000) %}";

/// Templates that are short and make much.
const GROWING: &[(&str, &str)] = &[
    (
        "loops",
        "{% for a in range(90000) %}{% for a in range(90000) %}x{% endfor %}{% endfor %}",
    ),
    (
        "a wide range",
        "{% for a in range(999999999) %}x{% endfor %}",
    ),
    ("a long text", "{{ 'a' * 999999999 }}"),
    ("a width", "{{ '%999999999s' | format('a') }}"),
    ("a column", "{{ 'a' | column(999999999) }}"),
    ("an indent", "{{ 'a\\nb' | indent(999999999) }}"),
    (
        "what is printed",
        "{% for a in range(90000) %}{{ 'a' * 100000 }}{% endfor %}",
    ),
    (
        "a macro",
        "{% macro a(x) %}{{ a(x) }}{{ a(x) }}{% endmacro %}{{ a(1) }}",
    ),
];

#[test]
fn a_template_has_an_end() {
    let env = TestEnv::three_customers();
    fs::create_dir_all(env.path("templates")).unwrap();
    let growing = GROWING
        .iter()
        .map(|(what, text)| (*what, (*text).to_owned()));
    let repeated = REPEATED.iter().map(|(what, before, part, times, after)| {
        (*what, format!("{before}{}{after}", part.repeat(*times)))
    });
    let nested = [("brackets", ["(", ")"]), ("lists", ["[", "]"])];
    let nested = nested.map(|(what, [open, close])| {
        let [open, close] = [open, close].map(|bracket| bracket.repeat(50_000));
        (what, format!("{{{{ {open}1{close} }}}}"))
    });
    for (what, text) in growing.chain(repeated).chain(nested) {
        env.write("templates/omat.fi.txt.jinja", &text);
        // It is tried before it is committed, within the same bounds.
        let tried = bounded(&env, &["commit", "--yes"]);
        if tried.status != Some(0) {
            tried.of(what).names(&["omat.fi.txt.jinja"]);
            continue;
        }
        let told = bounded(&env, &["notice", "omat", "1001"]);
        // A letter is written where the bound is met in another way: by a width that is cut, for example.
        if told.status == Some(0) {
            let letter = told.text.lines().next().unwrap();
            assert!(fs::metadata(letter).unwrap().len() < 1 << 20, "{what}");
        } else {
            told.of(what).names(&["omat.fi.txt.jinja"]);
        }
    }
}

#[test]
fn forged_trailers_cost_what_they_weigh() {
    let env = TestEnv::three_customers();
    let commit = |message: &str| {
        env.git_by_hand(&["commit", "-q", "--allow-empty", "-m", message])
            .ok();
    };
    for _ in 0..30 {
        commit("edit 999999 customers\n\nRegister-Action: edit\nRegister-Customers: 1-999999");
    }
    let again = "1-999999 ".repeat(10_000);
    commit(&format!(
        "edit 1 customers\n\nRegister-Action: edit\nRegister-Customers: {again}"
    ));
    let logged = bounded(&env, &["log"]);
    assert_eq!(logged.status, Some(0), "{}", logged.text);
    let told = bounded(&env, &["undo", "--yes"]);
    assert!(matches!(told.status, Some(0 | 1)), "{}", told.text);
    for command in [&["accept", "--yes"][..], &["check"]] {
        let done = bounded(&env, command);
        assert_eq!(done.status, Some(0), "{}", done.text);
    }
}
