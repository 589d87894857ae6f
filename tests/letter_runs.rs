//! What a run of letters does when something stands in its way: what it says, what it keeps and what it leaves free for the next.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use rekisteri::fsio::{Lock, Mark};
use rekisteri::history::Act;
use rekisteri::model::journal::Event;
use rekisteri::model::{Customer, CustomerNumber};
use rekisteri::register::{Documents, Error, Finished, Register, Step, Tally, Unlocked};

use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;
use crate::journal::{events, register, remind};

const BIN: &str = env!("CARGO_BIN_EXE_rekisteri");

fn opened(env: &TestEnv, observer: impl Fn(Step) + 'static) -> Unlocked {
    let observer = Box::new(move |step| {
        observer(step);
        Ok(())
    });
    let register = Register::open_observed(env.dir(), env.pins(), observer).unwrap();
    register.unlock(test_key())
}

fn event() -> Event {
    Event::new(jiff::civil::date(2026, 5, 4), "notice".parse().unwrap())
}

/// One document, made by nobody's template.
pub(crate) struct One(pub(crate) PathBuf);

impl Documents for One {
    type Error = Error;

    fn begin(&mut self) -> Result<(Vec<PathBuf>, Mark), Error> {
        Ok((vec![self.0.clone()], Mark::random()))
    }

    fn write(&mut self, tally: &Tally) -> Result<(), Error> {
        fs::create_dir_all(self.0.parent().unwrap()).unwrap();
        fs::write(&self.0, "a letter").unwrap();
        tally.made(&self.0);
        Ok(())
    }

    fn left(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    fn forget(&self) {}

    fn announce(
        &self,
        room: &mut dyn FnMut(CustomerNumber, Event) -> Result<(), Error>,
    ) -> Result<(), Error> {
        room("1001".parse().unwrap(), event())
    }

    fn events(&mut self) -> Result<Vec<(CustomerNumber, Event)>, Error> {
        Ok(vec![("1001".parse().unwrap(), event())])
    }
}

/// One letter, written and noted, while something happens after a step of the commit.
fn letter(
    env: &TestEnv,
    document: &Path,
    observer: impl Fn(Step) + 'static,
) -> Result<Finished, Error> {
    let register = opened(env, observer);
    let head = register.register().repo().head().unwrap();
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    register.write_letters(head, now, &mut One(document.to_owned()))
}

#[test]
fn the_file_for_faulty_rows_is_written_once_the_letters_are() {
    let env = register();
    let list = "customer;invoice;invoice_date;due_date;open\nBo Ek;102;2026-03-01;2026-04-20;250,00\nBo Ek;103;2026-03-01;never;250,00\n";
    env.write("../list.csv", list);
    let letters = || {
        env.run(&[
            "--date",
            "2026-05-04",
            "--lang",
            "en",
            "--yes",
            "letter",
            "reminder",
            "--receivables",
            "../list.csv",
            "--skip-faulty",
            "../faulty.csv",
            "--kind",
            "consumer",
            "--format",
            "txt",
        ])
    };
    env.run(&["describe", "bank.iban="]).ok();
    for _ in 0..2 {
        let run = letters().fails(1);
        assert!(run.stderr.contains("bank.iban"), "{run}");
        assert!(!env.path("../faulty.csv").exists());
    }
    env.run(&["describe", "bank.iban=FI2112345600000785"]).ok();
    letters().ok();
    assert!(
        fs::read_to_string(env.path("../faulty.csv"))
            .unwrap()
            .contains("never")
    );
    // A file that is there stops the run before it writes anything.
    let before = fs::read_dir(env.path("output")).unwrap().count();
    let run = letters().fails(1);
    assert!(
        run.stderr.contains("exists already") && run.stderr.contains("hint: "),
        "{run}"
    );
    assert_eq!(fs::read_dir(env.path("output")).unwrap().count(), before);
}

#[test]
fn what_is_noted_is_said_before_standard_output_refuses_the_paths() {
    let env = register();
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let notice = [
        "--date",
        "2026-05-04",
        "--lang",
        "en",
        "notice",
        "contact",
        "1001",
        "--set",
        "from=1.6.2026",
        "--set",
        "change=x",
        "--format",
        "txt",
    ];
    let output = env.command(BIN).args(notice).stdout(full).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    for part in [
        "output/2026-05-04-1",
        "Noted in the journal",
        "cannot write to standard output",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(events(&env, "1001").len(), 1);
}

#[test]
fn who_waits_for_another_says_so() {
    let env = register();
    let file = env.path(".git/rekisteri/lock");
    for quiet in [false, true] {
        let lock = Lock::acquire(&file).unwrap();
        let mut command = env.command(BIN);
        command.args(["--lang", "en", "edit", "1001"]);
        command.args(if quiet {
            &["--quiet", "email=a@example.fi"][..]
        } else {
            &["email=b@example.fi"]
        });
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        if !quiet {
            err.read_line(&mut said).unwrap();
            assert_eq!(said, "another rekisteri is writing here; waiting\n");
        }
        drop(lock);
        assert!(child.wait().unwrap().success());
        let mut rest = String::new();
        err.read_to_string(&mut rest).unwrap();
        assert!(!rest.contains("waiting"), "{rest}");
    }
}

#[test]
fn a_full_journal_is_found_before_a_document_is_made() {
    let env = register();
    let register = opened(&env, |_| ());
    let now = "2026-11-25T10:00:00Z".parse().unwrap();
    let number = "1001".parse().unwrap();
    for length in [1000, 1] {
        let events = |n: usize| -> Vec<_> {
            let one = |at: usize| {
                let mut event = event();
                event.recipient = Some(format!("{at}{}", "x".repeat(length)).parse().unwrap());
                (number, event)
            };
            (0..n).map(one).collect()
        };
        let fits = |n: usize| register.change(now).unwrap().note_events(events(n)).is_ok();
        let most = (1..300).collect::<Vec<_>>().partition_point(|n| fits(*n));
        let mut change = register.change(now).unwrap();
        change.note_events(events(most)).unwrap();
        change.commit(Act::Journal).unwrap();
    }
    let run = remind(&env, "2026-06-04", &["--output", "../letters"]).fails(1);
    assert!(run.stderr.contains("larger than 256 KiB"), "{run}");
    assert!(
        run.stderr.contains("git rm records/10/1001.journal.toml"),
        "{run}"
    );
    assert!(!env.path("../letters").exists());
    // What the hint says is a way on.
    env.git(&["rm", "-q", "records/10/1001.journal.toml"]).ok();
    env.run(&["commit", "--yes"]).ok();
    remind(&env, "2026-06-04", &["--output", "../letters"]).ok();
}

#[test]
fn documents_stay_where_nobody_can_tell_whether_the_branch_moved() {
    let env = register();
    let document = env.path("output/1001.txt");
    let head = env.path(".git/HEAD");
    let spoil = move |step| {
        if step == Step::Journalled {
            fs::write(&head, "garbage").unwrap();
        }
    };
    let stopped = letter(&env, &document, spoil).unwrap().unfinished;
    assert!(stopped.is_some_and(|error| error.is_unfinished()));
    assert!(document.exists() && env.path(".git/rekisteri/letters").exists());
}

#[test]
fn a_note_that_stays_is_no_failure_of_the_letters() {
    let env = register();
    let note: PathBuf = env.path(".git/rekisteri/letters");
    let spoil = move |step| {
        if step == Step::Published {
            fs::remove_file(&note).unwrap();
            fs::create_dir(&note).unwrap();
        }
    };
    let finished = letter(&env, &env.path("output/1001.txt"), spoil).unwrap();
    assert!(finished.commit.is_some() && finished.note.is_some());
}

#[test]
fn a_file_in_the_way_is_named_with_a_way_on() {
    let env = register();
    fs::create_dir(env.path("../letters")).unwrap();
    env.write("../letters/1001.txt", "theirs");
    let run = remind(&env, "2026-06-04", &["--output", "../letters"]).fails(1);
    assert!(
        run.stderr.contains("exists already") && run.stderr.contains("`--output DIR`"),
        "{run}"
    );
    assert_eq!(
        fs::read_to_string(env.path("../letters/1001.txt")).unwrap(),
        "theirs"
    );
}

/// Customers are opened again for their own letters: as they were when the letters were planned and found committed, or not at all.
#[test]
fn a_record_that_changes_while_letters_are_made_is_refused() {
    let env = TestEnv::three_customers();
    let register = opened(&env, |_| ());
    let numbers: Vec<CustomerNumber> = ["1001", "1002"].map(|it| it.parse().unwrap()).to_vec();
    let customers = numbers
        .iter()
        .map(|it| register.load(*it).unwrap().customer);
    let customers: Vec<Customer> = customers.collect();
    let committed = register.committed(&customers).unwrap();
    env.run(&["edit", "1001", "customer.email=uusi@example.fi"])
        .ok();
    let refused = committed.load(numbers[0]).err();
    assert!(matches!(refused, Some(Error::ChangedMeanwhile { number }) if number == numbers[0]));
    assert_eq!(committed.load(numbers[1]).unwrap().number(), numbers[1]);
    let stranger = "1003".parse().unwrap();
    assert!(committed.load(stranger).is_err(), "nobody asked for it");
}
