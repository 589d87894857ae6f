//! What is stopped: every act that the program has, as its command does it.

use jiff::Timestamp;
use rekisteri::history::Act;
use rekisteri::model::journal::Event;
use rekisteri::model::{FieldPath, Record};
use rekisteri::register::import::{self, Columns, Source};
use rekisteri::register::{DescriptionText, Error, Unlocked, adopt, undo};
use rekisteri::text::table::{Header, Options};

/// The first line is the header.
const AS_IT_STANDS: Options<'static> = Options {
    header: Header::Known(&|_| false),
};

/// The list that is imported: one customer changes, one is new.
pub(super) const CSV: &str =
    "number;name;email\n1001;Aino Esimerkki;uusi@example.fi\n1010;Ville Malli;ville@example.fi\n";

/// What an act does to an opened register.
pub(super) type Run = fn(&Unlocked) -> Result<(), Error>;

pub(super) const ACTS: [(&str, Run); 11] = [
    ("add", add),
    ("edit", |register| {
        edit(register, "customer.email", Act::Edit)
    }),
    ("end", |register| edit(register, "state.ended", Act::End)),
    ("restore", |register| restore(register, "1001")),
    ("restore-lost", |register| restore(register, "1004")),
    ("undo", |register| {
        let register = register.register();
        undo::undo(register, &undo::last_act(register)?, now()).map(drop)
    }),
    // The letter before the last act.
    ("undo-older", |register| {
        let register = register.register();
        undo::undo(register, &undo::act(register, "HEAD~1")?, now()).map(drop)
    }),
    ("import", import),
    ("journal", journal),
    ("describe", describe),
    ("commit", |register| {
        adopt::adopt(register, &["1003".parse().unwrap()], now()).map(drop)
    }),
];

pub(super) fn now() -> Timestamp {
    "2026-11-25T10:00:00Z".parse().unwrap()
}

fn add(register: &Unlocked) -> Result<(), Error> {
    let mut change = register.change(now())?;
    let mut record = Record::new(change.next_number()?);
    record.set("customer.name".parse().unwrap(), "Ville Malli");
    change.put(&[record])?;
    change.commit(Act::Add).map(drop)
}

fn edit(register: &Unlocked, field: &str, act: Act) -> Result<(), Error> {
    let base = register.record("1001".parse().unwrap())?;
    let mut record = base.clone();
    let value = if act == Act::End {
        "2026-11-25"
    } else {
        "uusi@example.fi"
    };
    record.set(field.parse::<FieldPath>().unwrap(), value);
    let mut change = register.change(now())?;
    change.put_over(&base, &record)?;
    change.commit(act).map(drop)
}

fn restore(register: &Unlocked, number: &str) -> Result<(), Error> {
    let number = number.parse().unwrap();
    let base = register.usable(number)?;
    let (old, _) = register
        .record_before(number, base.as_ref(), None)?
        .unwrap();
    let mut change = register.change(now())?;
    change.put_back(base.as_ref(), &old)?;
    change.commit(Act::Restore).map(drop)
}

fn import(register: &Unlocked) -> Result<(), Error> {
    let file = register.register().root().join("../new.csv");
    let source = import::read(register, &file, &AS_IT_STANDS)?;
    let Source::Table { table, .. } = &source else {
        panic!("a table")
    };
    let columns = Columns::of(register.register(), table).unwrap();
    let plan = import::plan(register, &source, &columns)?;
    assert_eq!((plan.new.len(), plan.changed.len()), (1, 1));
    import::apply(register, &plan, &columns, now()).map(drop)
}

/// Two journals in one act: one that is there already, and one that begins.
fn journal(register: &Unlocked) -> Result<(), Error> {
    let event = |day| Event::new(jiff::civil::date(2026, 11, day), "notice".parse().unwrap());
    let mut change = register.change(now())?;
    let to = |number: &str, day| (number.parse().unwrap(), event(day));
    change.note_events(vec![to("1001", 25), to("1002", 25)])?;
    change.commit(Act::Journal).map(drop)
}

fn describe(register: &Unlocked) -> Result<(), Error> {
    let mut text = DescriptionText::load(register.register())?;
    text.set("contact.phone", "+358 40 123 4567")?;
    let mut change = register.change(now())?;
    change.describe(&text);
    change.commit(Act::Describe).map(drop)
}
