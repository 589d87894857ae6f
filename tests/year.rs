//! A year of forty acts, read back from `git log` alone by the pattern of the README: number, act, fields and author of each.

use std::fs;

use crate::common::sandbox::TestEnv;

/// What `git log` must tell of one act, in the README's order.
#[derive(Debug, PartialEq, Eq)]
struct Told {
    author: String,
    act: String,
    customers: String,
    fields: String,
}

/// A register whose owner writes down what she did.
struct Year {
    env: TestEnv,
    author: &'static str,
    acts: Vec<Told>,
}

const CITY: &str = "billing_address.city";
const EMAIL: &str = "customer.email";
const ENDED: &str = "state.ended";
const WHOLE: &str = "billing_address.city billing_address.country billing_address.postcode \
                     billing_address.street customer.email customer.name";

impl Year {
    fn new() -> Self {
        let mut year = Self {
            env: TestEnv::register(),
            author: "Siiri Sepontytär",
            acts: Vec::new(),
        };
        year.told("init", "", "");
        year
    }

    fn told(&mut self, act: &str, customers: &str, fields: &str) {
        self.acts.push(Told {
            author: self.author.to_owned(),
            act: act.to_owned(),
            customers: customers.to_owned(),
            fields: fields.to_owned(),
        });
    }

    /// One command that is one act.
    fn act(&mut self, command: &[&str], act: &str, customers: &str, fields: &str) {
        self.env.run(command).ok();
        self.told(act, customers, fields);
    }

    fn add(&mut self, number: u32) {
        let values = format!(
            "name=Aino Esimerkki {number}\nemail=aino{number}@example.fi\nbilling_address.street=Rantakatu {number}\n\
             billing_address.postcode=92100\nbilling_address.city=Raahe\n"
        );
        let printed = self.env.run_with_input(&["add", "-"], &values).ok();
        assert_eq!(printed, format!("{number}\n"));
        self.told("add", &number.to_string(), WHOLE);
    }

    fn edit(&mut self, number: u32, value: &str, field: &str) {
        let number = number.to_string();
        self.act(&["edit", &number, value], "edit", &number, field);
    }

    fn import(&mut self, text: &str, customers: &str, fields: &str) {
        let file = self.env.root().join("customers.csv");
        fs::write(&file, text).unwrap();
        let file = file.to_str().unwrap().to_owned();
        self.act(&["import", &file, "--yes"], "import", customers, fields);
    }

    /// From now on somebody else types.
    fn hand_over(&mut self, author: &'static str) {
        self.env.git(&["config", "user.name", author]).ok();
        self.env
            .git(&["config", "user.email", "toinen@example.fi"])
            .ok();
        self.author = author;
    }
}

#[test]
fn git_log_alone_tells_of_every_act() {
    let mut year = Year::new();
    spring(&mut year);
    summer(&mut year);
    year.hand_over("Bo Ek");
    autumn(&mut year);
    winter(&mut year);
    assert_eq!(year.acts.len(), 40);
    assert_eq!(read_back(&year.env), year.acts);
    year.env.assert_clean();
}

/// Twelve acts: the register is described and filled.
fn spring(year: &mut Year) {
    year.act(&["describe", "bank.bic=OKOYFIHH"], "describe", "", "");
    year.act(
        &["describe", "fields.customer.phone=Puhelin"],
        "describe",
        "",
        "",
    );
    for number in 1001..=1006 {
        year.add(number);
    }
    year.edit(1001, "email=", EMAIL);
    year.edit(1002, "customer.phone=+358 00 123 4567", "customer.phone");
    year.act(&["end", "1003"], "end", "1003", ENDED);
}

/// Ten acts: a list comes in, and some of it is taken back.
fn summer(year: &mut Year) {
    year.import(
        "number;name;email\n1001;Aino Esimerkki 1001;uusi@example.fi\n1010;Maija Malli;maija@example.fi\n1011;Kalle Kaava;kalle@example.fi\n",
        "1001 1010-1011",
        "customer.email customer.name",
    );
    year.act(&["restore", "1001"], "restore", "1001", EMAIL);
    year.act(
        &["restore", "1003", "--field", ENDED],
        "restore",
        "1003",
        ENDED,
    );
    for number in [1010, 1011, 1004] {
        year.edit(number, &format!("name=Uusi Nimi {number}"), "customer.name");
    }
    year.edit(1005, "billing_address.city=Pattijoki", CITY);
    year.edit(1005, "billing_address.city=Raahe", CITY);
    year.act(&["end", "1006"], "end", "1006", ENDED);
    year.add(1012);
}

/// Eight acts by another hand, two of them taken in from outside the program.
fn autumn(year: &mut Year) {
    year.edit(1012, "email=syksy@example.fi", EMAIL);
    let before = year.env.git(&["show", "HEAD~1:records/10/1012.toml"]).ok();
    year.env.write("records/10/1012.toml", &before);
    year.act(&["commit", "1012", "--yes"], "adopt", "1012", EMAIL);
    let description = year.env.read("records/register.toml");
    let by_hand = format!("# kirjoitettu käsin\n{description}");
    year.env.write("records/register.toml", &by_hand);
    year.act(&["commit", "--yes"], "describe", "", "");
    year.act(
        &["describe", "notice_url=https://example.fi/tietosuoja"],
        "describe",
        "",
        "",
    );
    for number in [1001, 1002, 1004, 1005] {
        year.edit(
            number,
            &format!("name=Syksyn Nimi {number}"),
            "customer.name",
        );
    }
}

/// Ten acts.
fn winter(year: &mut Year) {
    year.import("number;name;email\n1004;;talvi@example.fi\n", "1004", EMAIL);
    year.act(
        &["restore", "1004", "--field", "email"],
        "restore",
        "1004",
        EMAIL,
    );
    for number in 1013..=1016 {
        year.add(number);
    }
    year.edit(1013, "email=talvi13@example.fi", EMAIL);
    year.act(&["end", "1013"], "end", "1013", ENDED);
    year.act(&["end", "1014"], "end", "1014", ENDED);
    year.act(&["restore", "1014"], "restore", "1014", ENDED);
}

/// Runs the README's own command and takes its lines apart.
fn read_back(env: &TestEnv) -> Vec<Told> {
    let readme = include_str!("../README.md");
    let pattern = readme
        .lines()
        .find(|line| line.starts_with("git log --reverse"));
    let output = env.command("sh").args(["-c", pattern.unwrap()]).output();
    let output = String::from_utf8(output.unwrap().stdout).unwrap();
    output.lines().map(told).collect()
}

fn told(line: &str) -> Told {
    let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
    let [commit, author, act, customers, fields] = cells[..] else {
        panic!("{line}");
    };
    assert!(commit.split(' ').count() == 2, "hash and date: {line}");
    Told {
        author: author.to_owned(),
        act: act.to_owned(),
        customers: customers.to_owned(),
        fields: fields.to_owned(),
    }
}
