//! Kills, and what each left behind. Half of them come at any moment of the act; half once the change is about to be published,
//! which is a small part of the time and the whole of the danger. Some hit the recovery too.

use std::fmt;
use std::io::Read as _;
use std::process::Child;
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::acts::{self, ACTS, View};
use crate::common::harness::say;
use crate::common::sandbox::TestEnv;
use crate::letters;

/// A register is used for so many kills: `git fsck` reads all of its history each time.
const KILLS_EACH: usize = 50;
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(Default)]
struct Counts {
    kills: usize,
    too_late: usize,
    before: usize,
    after: usize,
    completed: usize,
    dropped: usize,
    recoveries_killed: usize,
    fsck_silent: usize,
    /// Letters killed between their document and the journal.
    unnoted: usize,
    /// Files of letters that the kill left half written.
    halves: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} kills: {} as before, {} as after; {} with a change cut short: {} completed, {} never happened \
             ({} of these recoveries killed as well); git fsck silent {} times; {} runs of letters in no journal, each named; {} files half written, \
             all removed; {} acts ended before their kill",
            self.kills,
            self.before,
            self.after,
            self.completed + self.dropped,
            self.completed,
            self.dropped,
            self.recoveries_killed,
            self.fsck_silent,
            self.unnoted,
            self.halves,
            self.too_late
        )
    }
}

/// Kills until there were `kills`, or for some time.
pub(crate) fn run(kills: Option<usize>, time: Duration, seed: u64) {
    let mut rng = Rng::with_seed(seed);
    let mut counts = Counts::default();
    let begun = Instant::now();
    let done =
        |counts: &Counts| kills.map_or(begun.elapsed() >= time, |kills| counts.kills >= kills);
    while !done(&counts) {
        let mut one = Register::new();
        for n in 0..KILLS_EACH {
            if done(&counts) {
                break;
            }
            one.round(n, &mut rng, &mut counts);
        }
    }
    say(&format!(
        "kill: {counts}, {:.1} s",
        begun.elapsed().as_secs_f64()
    ));
    assert!(counts.kills > 0 && counts.before + counts.after == counts.kills + counts.too_late);
}

struct Register {
    env: TestEnv,
    view: View,
    /// How long each act took when nothing killed it.
    takes: Vec<Duration>,
}

impl Register {
    fn new() -> Self {
        let env = acts::register();
        let time = |act| {
            let begun = Instant::now();
            ended(acts::start(&env, act, 9999));
            begun.elapsed()
        };
        let takes = ACTS.into_iter().map(time).collect();
        let (view, _) = acts::look(&env);
        Self { env, view, takes }
    }

    /// One act, one kill, one look.
    fn round(&mut self, n: usize, rng: &mut Rng, counts: &mut Counts) {
        let which = rng.usize(..ACTS.len());
        // A relationship ends once.
        let which = if ACTS[which] == "end" && self.view.list.to_string().contains("\"ended\"") {
            0
        } else {
            which
        };
        let act = ACTS[which];
        let letters = (act == "letter").then(|| letters::look(&self.env));
        let mut child = acts::start(&self.env, act, n);
        if letters.is_some() && rng.bool() {
            self.await_half(&mut child);
        } else if rng.bool() {
            self.await_journal(&mut child);
            thread::sleep(share(rng, self.takes[which] / 4));
        } else {
            thread::sleep(share(rng, self.takes[which]));
        }
        let was_killed = killed(child, act);
        if letters.is_some() {
            counts.halves += letters::halves(&self.env);
        }
        let recovery_killed = rng.u8(..4) == 0 && self.kill_recovery(rng);
        let (view, said) = acts::look(&self.env);
        self.judge(act, n, &view, &said);
        if let Some(before) = letters {
            let unnoted = letters::judge(&self.env, &before, view.head != self.view.head);
            counts.unnoted += usize::from(unnoted);
        }
        counts.kills += usize::from(was_killed);
        counts.too_late += usize::from(!was_killed);
        let happened = usize::from(view.head != self.view.head);
        counts.after += happened;
        counts.before += 1 - happened;
        let completed = said
            .iter()
            .filter(|line| line.contains("was completed"))
            .count();
        counts.completed += completed;
        counts.dropped += said.len() - completed;
        counts.recoveries_killed += usize::from(recovery_killed);
        counts.fsck_silent += 1;
        self.view = view;
    }

    /// Nothing in between, nothing of the owner's touched, nothing that git finds wrong, and at most one line about it.
    fn judge(&self, act: &str, n: usize, view: &View, said: &[String]) {
        assert!(said.len() <= 1, "{act}: {said:?}");
        assert!(view.same_work(&self.view), "{act}: the owner's own files");
        if view.head == self.view.head {
            assert!(
                view.list == self.view.list,
                "{act}: values without a commit"
            );
        } else {
            assert_eq!(view.parent, self.view.head, "{act}: more than one commit");
            let happened = acts::has_happened(act, n, &self.view, view);
            assert!(happened, "{act}: half done, as `{}`", view.subject);
        }
        let fsck = self
            .env
            .git(&["fsck", "--strict", "--full", "--no-dangling"]);
        assert_eq!((&*fsck.stdout, &*fsck.stderr, fsck.status), ("", "", 0));
        let staged = self.env.git(&["show", ":staged.txt"]).ok();
        assert_eq!(staged, "staged");
        assert_eq!(self.env.read("staged.txt"), "changed since");
    }

    /// Waits until the change is about to be published, or the child has ended.
    fn await_journal(&self, child: &mut Child) {
        let journal = self.env.path(".git/rekisteri/journal");
        awaited(child, || journal.exists());
    }

    /// Waits until a letter, or what joins them, is half written, or the child has ended.
    fn await_half(&self, child: &mut Child) {
        awaited(child, || letters::halves(&self.env) > 0);
    }

    /// Where a change was cut short, kills the next start as well; says whether it did.
    fn kill_recovery(&self, rng: &mut Rng) -> bool {
        if !self.env.path(".git/rekisteri/journal").exists() {
            return false;
        }
        let mut command = self.env.rekisteri(&["list"]);
        let mut child = command
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(share(rng, Duration::from_millis(30)));
        child.kill().unwrap();
        !child.wait().unwrap().success() && self.env.path(".git/rekisteri/journal").exists()
    }
}

fn awaited(child: &mut Child, has_come: impl Fn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !has_come() && child.try_wait().unwrap().is_none() {
        assert!(Instant::now() < deadline, "the act neither writes nor ends");
        thread::yield_now();
    }
}

/// A random part of a time.
fn share(rng: &mut Rng, time: Duration) -> Duration {
    time.mul_f64(rng.f64())
}

/// Kills a child; false where it had ended well before.
fn killed(mut child: Child, act: &str) -> bool {
    child.kill().unwrap();
    let status = child.wait().unwrap();
    if status.code().is_none() {
        return true;
    }
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(status.success(), "{act}: {status}: {said}");
    false
}

fn ended(child: Child) {
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
