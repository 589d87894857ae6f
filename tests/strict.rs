//! Strict reading (the promises of the sealed format): a record damaged at every byte, one after another, and values, stanzas and
//! whole records put where they do not belong. Each is made from a valid file; none opens to anything but what was sealed.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use rayon::prelude::*;
use rekisteri::keys::Identities;
use rekisteri::sops::{Error, Leaf, Opened, Sealed, Tree, json};

use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;

const STAMP: &str = "2026-11-22T10:00:00Z";
const AINO: &str = "records/10/1001.toml";
const BO: &str = "records/10/1003.toml";

static KEY: LazyLock<Identities> = LazyLock::new(test_key);

/// A short record: every kind of line that a sealed file has, few bytes.
static SHORT: LazyLock<(Tree, Vec<u8>)> = LazyLock::new(|| {
    let tree = tree(&[("email", "aino@example.fi"), ("name", "Aino Äö")], 1001);
    let bytes = seal(&Opened::new(tree.clone()));
    (tree, bytes)
});

fn tree(texts: &[(&str, &str)], number: i64) -> Tree {
    let mut tree = Tree::new();
    for (key, text) in texts {
        let text = Leaf::Str((*text).to_owned());
        tree.insert("customer", key, text).unwrap();
    }
    tree.insert("customer", "number", Leaf::Int(number))
        .unwrap();
    tree
}

fn seal(opened: &Opened) -> Vec<u8> {
    let to = include_str!("common/keys/test-key.txt")
        .lines()
        .find_map(|line| line.strip_prefix("# public key: "));
    let to = to.unwrap().parse().unwrap();
    opened.seal(&[to], &STAMP.parse().unwrap()).unwrap()
}

fn open(bytes: &[u8]) -> Result<Opened, Error> {
    Sealed::parse(bytes)?.open(&KEY)
}

fn open_json(bytes: &[u8]) -> Result<Opened, Error> {
    json::parse(bytes)?.open(&KEY)
}

/// How one place of a file is damaged.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Bit(u8),
    Deleted,
    Doubled,
    /// Another byte in its place: those that mean something to TOML, JSON and `ENC[…]`.
    Byte(u8),
    /// Exchanged with the next.
    Swapped,
    /// The file ends here.
    Torn,
}

const DAMAGES: &[Damage] = &[
    Damage::Bit(0),
    Damage::Bit(1),
    Damage::Bit(2),
    Damage::Bit(3),
    Damage::Bit(4),
    Damage::Bit(5),
    Damage::Bit(6),
    Damage::Bit(7),
    Damage::Deleted,
    Damage::Doubled,
    Damage::Byte(0),
    Damage::Byte(b'\n'),
    Damage::Byte(b'"'),
    Damage::Byte(b'#'),
    Damage::Byte(b']'),
    Damage::Swapped,
    Damage::Torn,
];

fn damaged(bytes: &[u8], at: usize, damage: Damage) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    match damage {
        Damage::Bit(bit) => bytes[at] ^= 1 << bit,
        Damage::Deleted => drop(bytes.remove(at)),
        Damage::Doubled => bytes.insert(at, bytes[at]),
        Damage::Byte(byte) => bytes[at] = byte,
        Damage::Swapped if at + 1 < bytes.len() => bytes.swap(at, at + 1),
        Damage::Swapped => {}
        Damage::Torn => bytes.truncate(at),
    }
    bytes
}

/// Damages every byte in every way. What opens all the same holds the same values, and is sealed to the same keys.
fn damage_all(
    bytes: &[u8],
    read: impl Fn(&[u8]) -> Result<Opened, Error> + Sync,
) -> (usize, usize) {
    let tree = &SHORT.0;
    let try_one = |at: usize, damage: Damage| {
        let other = damaged(bytes, at, damage);
        let result = catch_unwind(AssertUnwindSafe(|| read(&other)));
        let place = String::from_utf8_lossy(&bytes[at.saturating_sub(20)..at]).into_owned();
        let result = result.unwrap_or_else(|_| panic!("{damage:?} at {at}, after {place:?}"));
        let opened = result.is_ok_and(|opened| {
            let same = opened.tree() == tree && !opened.is_changed();
            assert!(same, "{damage:?} at {at}, after {place:?}");
            true
        });
        (usize::from(!opened), usize::from(opened))
    };
    (0..bytes.len())
        .into_par_iter()
        .flat_map_iter(|at| DAMAGES.iter().map(move |&damage| (at, damage)))
        .map(|(at, damage)| try_one(at, damage))
        .reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
}

#[test]
fn a_record_damaged_at_any_byte_is_refused_or_the_same() {
    let (refused, same) = damage_all(&SHORT.1, open);
    assert!(refused > 15_000, "{refused} refused, {same} the same");
    // Blank lines, line ends and the version may be otherwise; nothing else.
    assert!(same < refused / 20, "{refused} refused, {same} the same");
}

#[test]
fn a_record_in_json_damaged_at_any_byte_is_refused_or_the_same() {
    let bytes = json::export(&Sealed::parse(&SHORT.1).unwrap());
    let (refused, same) = damage_all(&bytes, open_json);
    assert!(refused > 15_000, "{refused} refused, {same} the same");
    assert!(same < refused / 5, "{refused} refused, {same} the same");
}

fn refused(text: &str) -> String {
    open(text.as_bytes()).err().expect("refused").to_string()
}

/// The whole line of a key, with its line end.
fn line<'a>(text: &'a str, key: &str) -> &'a str {
    let start = format!("{key} = ");
    text.split_inclusive('\n')
        .find(|line| line.starts_with(&start))
        .unwrap()
}

fn value<'a>(text: &'a str, key: &str) -> &'a str {
    line(text, key).split_once(" = ").unwrap().1
}

/// Every recipient of a file with the data key wrapped to it.
fn stanzas(text: &str) -> &str {
    &text[text.find("[[sops.age]]").unwrap()..]
}

fn short() -> String {
    String::from_utf8(SHORT.1.clone()).unwrap()
}

#[test]
fn a_value_opens_in_its_own_place_only() {
    let text = short();
    let (email, name) = (value(&text, "email"), value(&text, "name"));
    let exchanged = text
        .replace(email, "\u{1}")
        .replace(name, email)
        .replace('\u{1}', name);
    assert_eq!(
        refused(&exchanged),
        "`customer.email` does not open: altered, or moved here"
    );
    let copied = text.replace(name, email);
    assert_eq!(
        refused(&copied),
        "`customer.name` does not open: altered, or moved here"
    );
    let elsewhere = text.replace("[customer]", "[state]");
    assert_eq!(
        refused(&elsewhere),
        "`state.email` does not open: altered, or moved here"
    );
}

#[test]
fn a_value_of_an_older_version_is_named() {
    let old = short();
    let edited = open(old.as_bytes()).unwrap().replace(tree(
        &[("email", "uusi@example.fi"), ("name", "Aino Äö")],
        1001,
    ));
    let new = String::from_utf8(seal(&edited)).unwrap();
    assert!(open(new.as_bytes()).unwrap().tree() == edited.tree());
    let mismatch = "the MAC is not that of the values: one was added, removed or exchanged";
    let value_back = new.replace(line(&new, "email"), line(&old, "email"));
    assert_eq!(refused(&value_back), mismatch);
    let mac_back = new.replace(line(&new, "mac"), line(&old, "mac"));
    assert_eq!(refused(&mac_back), mismatch);
    let removed = new.replace(line(&new, "email"), "");
    assert_eq!(refused(&removed), mismatch);
}

#[test]
fn the_data_key_of_another_file_opens_nothing() {
    let text = short();
    let other = String::from_utf8(seal(&Opened::new(SHORT.0.clone()))).unwrap();
    let first = "`customer.email` does not open: altered, or moved here";
    assert_eq!(
        refused(&text.replace(stanzas(&text), stanzas(&other))),
        first
    );
    let mixed = text.replace(line(&text, "email"), line(&other, "email"));
    assert_eq!(refused(&mixed), first);
    let mac = text.replace(line(&text, "mac"), line(&other, "mac"));
    assert_eq!(
        refused(&mac),
        "the MAC does not open: it or `sops.lastmodified` was altered"
    );
}

#[test]
fn a_file_over_256_kib_is_not_even_parsed() {
    let fill = |length: usize| {
        let mut bytes = SHORT.1.clone();
        bytes.extend(
            b"# "
                .iter()
                .chain(std::iter::repeat(&b'x'))
                .take(length - bytes.len()),
        );
        bytes
    };
    assert!(open(&fill(Error::MAX_BYTES)).unwrap().tree() == &SHORT.0);
    let error = open(&fill(Error::MAX_BYTES + 1)).err().unwrap();
    assert_eq!(error.to_string(), "larger than 256 KiB");
}

/// The error line of a `show` that must fail.
fn not_shown(env: &TestEnv, number: &str) -> String {
    let run = env.run(&["show", number]).fails(1);
    assert_eq!(run.stdout, "");
    let line = run.stderr.lines().find(|line| line.starts_with("error: "));
    line.unwrap().to_owned()
}

#[test]
fn a_record_of_another_customer_is_refused_by_its_number() {
    let env = TestEnv::three_customers();
    env.write(BO, &env.read(AINO));
    assert_eq!(
        not_shown(&env, "1003"),
        "error: customer `1003`: the number inside the record is not the number of its file"
    );
    let checked = env.run(&["check"]).fails(3);
    assert!(checked.stdout.contains("1003"), "{checked}");
    drop(env.run(&["commit", "1003", "--yes"]).fails(1));
}

#[test]
fn a_type_that_is_not_the_fields_is_refused() {
    let env = TestEnv::three_customers();
    env.reseal(AINO, "customer", "number", "1001");
    let number = not_shown(&env, "1001");
    assert!(number.contains("customer.number"), "{number}");
    let sealed = Sealed::parse(env.read(BO).as_bytes()).unwrap();
    let opened = sealed.open(&KEY).unwrap();
    let mut tree = opened.tree().clone();
    tree.insert("billing_address", "postcode", Leaf::Int(22100))
        .unwrap();
    let bytes = seal(&opened.replace(tree));
    env.write(BO, &String::from_utf8(bytes).unwrap());
    let postcode = not_shown(&env, "1003");
    assert!(postcode.contains("billing_address.postcode"), "{postcode}");
}
