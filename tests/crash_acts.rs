//! Every act of the program, stopped after every step: by a full disk, and by a real abort. The register is as before or as after,
//! the next start says which in one line, and what the owner has changed, staged or left lying about stays so.

mod acts;
mod place;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rekisteri::fsio;
use rekisteri::register::{Observer, Register, Step, TransactionError};

use crate::common::records::test_key;
use acts::ACTS;
use place::{Place, View, pins};

/// Notes every step and stops at the one counted `at` from 1.
fn stop_at(
    at: usize,
    stop: impl Fn() -> TransactionError + 'static,
) -> (Rc<RefCell<Vec<Step>>>, Observer) {
    let steps = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&steps);
    let observer = move |step| {
        seen.borrow_mut().push(step);
        if seen.borrow().len() == at {
            Err(stop())
        } else {
            Ok(())
        }
    };
    (steps, Box::new(observer))
}

fn disk_full() -> TransactionError {
    fsio::Error::Io {
        action: "write",
        path: PathBuf::from("x"),
        source: std::io::Error::from_raw_os_error(rustix::io::Errno::NOSPC.raw_os_error()),
    }
    .into()
}

/// Not a test of its own: what the tests below start, and what aborts at a step of an act, or of the recovery (`start`).
#[test]
fn killed_child() {
    let Some(root) =
        std::env::var_os("REKISTERI_CRASH_ACT").and(std::env::var_os("REKISTERI_CRASH_DIR"))
    else {
        return;
    };
    let at = std::env::var("REKISTERI_CRASH_AT")
        .unwrap()
        .parse()
        .unwrap();
    let wanted = std::env::var("REKISTERI_CRASH_ACT").unwrap();
    let (_, observer) = stop_at(at, || std::process::abort());
    let register =
        Register::open_observed(Path::new(&root), pins(Path::new(&root)), observer).unwrap();
    let (_, act) = ACTS.iter().find(|(name, _)| *name == wanted).unwrap();
    act(&register.unlock(test_key())).unwrap();
}

/// One act, stopped everywhere in both ways; then the recovery of it, stopped everywhere in both ways.
fn stopped_everywhere(name: &str) {
    let (_, act) = *ACTS.iter().find(|(known, _)| *known == name).unwrap();
    let place = Place::new();
    let before = place.view();
    let (steps, observer) = stop_at(0, disk_full);
    place.run(act, observer).unwrap();
    let steps = steps.take();
    let after = place.view();
    assert!(before != after && place.said() == 0);
    assert_eq!(steps.last(), Some(&Step::Finished));
    let published = steps
        .iter()
        .position(|step| *step == Step::Published)
        .unwrap();
    let check = |at: usize, how: &str| {
        let cut_short = (published..steps.len()).contains(&at);
        let said = place.said();
        assert_eq!(said, usize::from(cut_short), "{name}, {how} at {at}");
        let wanted = if at > published { &after } else { &before };
        assert_eq!(&place.view(), wanted, "{name}, {how} at {at}");
        place.assert_sound();
        assert_eq!(place.said(), 0, "{name}, {how} at {at}: said twice");
    };
    for at in 1..=steps.len() {
        place.again();
        place.run(act, stop_at(at, disk_full).1).unwrap_err();
        check(at, "a full disk");
        place.again();
        place.killed(name, at);
        check(at, "an abort");
    }
    recovery_stopped_everywhere(name, &place, &after, published + 1);
}

/// A start that has to finish an act and does not come to its own end either: the one after it does.
fn recovery_stopped_everywhere(name: &str, place: &Place, after: &View, at: usize) {
    let stops = Cell::new(0);
    for step in 1.. {
        for abort in [false, true] {
            place.again();
            place.killed(name, at);
            if abort {
                place.killed("undo", step);
            } else if place.open(stop_at(step, disk_full).1).is_ok() {
                // One step more than the recovery has.
                assert!(stops.get() >= 3, "{name}: steps of the recovery");
                return;
            }
            stops.set(step);
            place.said();
            assert_eq!(&place.view(), after, "{name}, recovery stopped at {step}");
            place.assert_sound();
            assert_eq!(place.said(), 0);
        }
    }
}

#[test]
fn add_is_whole_or_not_at_all() {
    stopped_everywhere("add");
}

#[test]
fn edit_is_whole_or_not_at_all() {
    stopped_everywhere("edit");
}

#[test]
fn end_is_whole_or_not_at_all() {
    stopped_everywhere("end");
}

#[test]
fn restore_is_whole_or_not_at_all() {
    stopped_everywhere("restore");
    stopped_everywhere("restore-lost");
}

#[test]
fn undo_is_whole_or_not_at_all() {
    stopped_everywhere("undo");
    stopped_everywhere("undo-older");
}

#[test]
fn import_is_whole_or_not_at_all() {
    stopped_everywhere("import");
}

#[test]
fn journal_is_whole_or_not_at_all() {
    stopped_everywhere("journal");
}

#[test]
fn describe_is_whole_or_not_at_all() {
    stopped_everywhere("describe");
}

#[test]
fn commit_is_whole_or_not_at_all() {
    stopped_everywhere("commit");
}
