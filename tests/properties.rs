//! Laws of the sealed format, tried on values nobody thought of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;
use rekisteri::keys::{Identities, Recipient, generate};
use rekisteri::sops::{Leaf, Opened, Sealed, Stamp, Tree, json};

/// A value in a form that proptest may print; the tree's own types do not.
#[derive(Clone, Debug)]
enum Value {
    Text(String),
    Number(i64),
}

type Values = BTreeMap<(String, String), Value>;

struct Key {
    identities: Identities,
    to: [Recipient; 1],
    stamp: Stamp,
}

static KEY: LazyLock<Key> = LazyLock::new(|| {
    let made = generate();
    Key {
        to: [made.recipient().clone()],
        identities: made.into_identities(),
        stamp: "2026-11-22T10:00:00Z".parse().unwrap(),
    }
});

fn name() -> impl Strategy<Value = String> {
    "[a-c][a-z_ .\"\\\\åäö]{0,6}".prop_map(|name| name.replace("unencrypted", "x"))
}

fn value() -> impl Strategy<Value = Value> {
    let text = any::<String>().prop_filter("texts the format has", |text| {
        !text.is_empty() && text != "null"
    });
    prop_oneof![
        text.prop_map(Value::Text),
        any::<i64>().prop_map(Value::Number)
    ]
}

fn values() -> impl Strategy<Value = Values> {
    prop::collection::btree_map((name(), name()), value(), 1..12)
}

fn tree(values: &Values) -> Tree {
    let mut tree = Tree::new();
    for ((table, key), value) in values {
        let leaf = match value {
            Value::Text(text) => Leaf::Str(text.clone()),
            Value::Number(number) => Leaf::Int(*number),
        };
        tree.insert(table, key, leaf).unwrap();
    }
    tree
}

fn seal(opened: &Opened) -> String {
    String::from_utf8(opened.seal(&KEY.to, &KEY.stamp).unwrap()).unwrap()
}

fn open(text: &str) -> Opened {
    Sealed::parse(text.as_bytes())
        .unwrap()
        .open(&KEY.identities)
        .unwrap()
}

/// Every `ENC[…]` of a file, the MAC's too.
fn sealed_values(text: &str) -> BTreeSet<&str> {
    text.split('"')
        .filter(|part| part.starts_with("ENC["))
        .collect()
}

fn iv(sealed: &str) -> &str {
    sealed
        .split(',')
        .find(|part| part.starts_with("iv:"))
        .unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_sealed_opens_to_the_same(values in values()) {
        let tree = tree(&values);
        let text = seal(&Opened::new(tree.clone()));
        let sealed = Sealed::parse(text.as_bytes()).unwrap();
        prop_assert_eq!(sealed.notes(), []);
        let opened = open(&text);
        prop_assert!(*opened.tree() == tree && !opened.is_changed());
        let through = json::export(&sealed);
        let opened = json::parse(&through).unwrap().open(&KEY.identities).unwrap();
        prop_assert!(*opened.tree() == tree);
    }

    #[test]
    fn no_nonce_is_used_twice(values in values(), others in values(), keep in any::<u8>()) {
        let old = seal(&Opened::new(tree(&values)));
        let mut next: Values = values.into_iter().enumerate()
            .filter_map(|(at, value)| (keep >> (at % 8) & 1 == 1).then_some(value)).collect();
        next.extend(others);
        let new = seal(&open(&old).replace(tree(&next)));
        let (before, after) = (sealed_values(&old), sealed_values(&new));
        let used: BTreeSet<&str> = before.iter().map(|sealed| iv(sealed)).collect();
        let fresh: Vec<&str> = after.difference(&before).map(|sealed| iv(sealed)).collect();
        prop_assert!(fresh.iter().all(|iv| !used.contains(iv)));
        prop_assert_eq!(fresh.iter().collect::<BTreeSet<_>>().len(), fresh.len());
        prop_assert!(*open(&new).tree() == tree(&next));
    }
}

static SAMPLE: LazyLock<(Tree, String)> = LazyLock::new(|| {
    let mut tree = Tree::new();
    for (key, text) in [
        ("city", "Raahe"),
        ("email", "maija@example.org"),
        ("name", "Maija Mäki"),
    ] {
        tree.insert("customer", key, Leaf::Str(text.to_owned()))
            .unwrap();
    }
    tree.insert("customer", "number", Leaf::Int(1042)).unwrap();
    let text = seal(&Opened::new(tree.clone()));
    (tree, text)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn a_flipped_bit_never_opens_to_other_values(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let (tree, text) = &*SAMPLE;
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        if let Ok(sealed) = Sealed::parse(&bytes)
            && let Ok(opened) = sealed.open(&KEY.identities)
        {
            prop_assert!(*opened.tree() == *tree, "byte {}", at);
        }
    }

    #[test]
    fn nothing_read_makes_us_panic(text in any::<String>(), at in any::<prop::sample::Index>()) {
        let (_, sample) = &*SAMPLE;
        let mut mixed = sample.clone();
        let at = at.index(sample.len());
        let at = (0..=at).rev().find(|&at| sample.is_char_boundary(at)).unwrap();
        mixed.insert_str(at, &text);
        for input in [&text, &mixed] {
            drop(Sealed::parse(input.as_bytes()));
            drop(json::parse(input.as_bytes()));
        }
    }
}
