//! What `{:?}` shows: of a customer's values nothing, and of a secret not even that it can be formatted.

use std::fmt::Debug;
use std::fs;
use std::marker::PhantomData;
use std::path::Path;

use rekisteri::keys::{Identities, NewIdentity};
use rekisteri::model::{
    CustomerNumber, FieldPath, Record, Reference, Schema, Seen, Selection, changes,
};
use rekisteri::secret::{DataKey, Secret, SecretBytes};
use rekisteri::{letters, receivables, register, sops, text};

/// Tells at compile time whether a type has `Debug`: a constant of the type itself goes before one of a trait.
struct Probe<T>(PhantomData<T>);

trait WithoutDebug {
    const HAS_DEBUG: bool = false;
}

impl<T> WithoutDebug for Probe<T> {}

impl<T: Debug> Probe<T> {
    const HAS_DEBUG: bool = true;
}

macro_rules! without_debug {
    ($($name:ty),+ $(,)?) => {
        $(const { assert!(!<Probe<$name>>::HAS_DEBUG, concat!(stringify!($name), " can be formatted")) };)+
    };
}

#[test]
fn keys_and_opened_records_cannot_be_formatted() {
    const { assert!(<Probe<String>>::HAS_DEBUG, "the probe sees nothing") };
    without_debug!(
        Secret,
        SecretBytes,
        DataKey,
        Identities,
        NewIdentity,
        Seen,
        sops::Leaf,
        sops::Tree,
        sops::Opened,
        register::Unlocked,
        register::Loaded,
        register::Event,
        register::CustomerEvent,
        register::draft::Flaw,
        register::import::Source,
        register::import::Plan,
        register::import::Planned,
        register::import::Changed,
        register::import::Faulty,
        letters::Context,
        letters::Addressee,
        letters::Party,
        receivables::Letter,
        letters::output::Document,
        text::table::Table,
        text::table::Row,
    );
}

const VALUES: [(&str, &str); 7] = [
    ("customer.name", "Kanaria Kettukangas"),
    ("customer.company", "Kanaria Oy"),
    ("customer.email", "kanaria@example.fi"),
    ("customer.business_id", "1234567-1"),
    ("billing_address.street", "Kanarialinnunpolku 7"),
    ("billing_address.postcode", "92100"),
    ("billing_address.city", "Raahe"),
];

fn says_nothing(shown: &str) {
    let lower = shown.to_lowercase();
    for (_, value) in VALUES {
        assert!(!lower.contains(&value.to_lowercase()), "{shown}");
    }
    assert!(!lower.contains("kanaria"), "{shown}");
}

#[test]
fn what_can_be_formatted_shows_no_value() {
    let schema = Schema::default();
    let mut record = Record::new(CustomerNumber::MAX);
    for (field, value) in VALUES {
        record.set(field.parse().unwrap(), value);
    }
    says_nothing(&format!("{record:?} {record:#?}"));
    let changed = changes(&Record::new(CustomerNumber::MAX), &record);
    assert_eq!(changed.len(), VALUES.len());
    says_nothing(&format!("{changed:?}"));
    let checked = schema.parse(record.clone()).unwrap();
    let customer = &checked.customer;
    says_nothing(&format!(
        "{checked:?} {customer:#?} {:?} {:?} {:?}",
        customer.email(),
        customer.business_id(),
        customer.billing_address()
    ));
    record.set(FieldPath::EMAIL, "kanaria");
    record.set(FieldPath::BUSINESS_ID, "kanaria");
    let faults = schema.parse(record).unwrap_err();
    assert!(!faults.is_empty());
    let error = register::Error::Faulty {
        number: Some(CustomerNumber::MAX),
        faults,
    };
    says_nothing(&format!("{error:?} {error}"));
    let meant = Selection::parse(["name=*kanaria*", "email=kanaria@example.fi"], &schema).unwrap();
    says_nothing(&format!("{meant:?} {meant:#?}"));
    for typed in ["Kanaria Kettukangas", "kanaria@example.fi", "1234567-1"] {
        let reference: Reference = typed.parse().unwrap();
        says_nothing(&format!("{reference:?}"));
    }
}

/// A `Debug` that is new in a room of secrets is looked at by whoever adds it here.
#[test]
fn the_rooms_of_secrets_derive_it_for_known_types_only() {
    let known = [
        "Error",
        "Flaw",
        "Found",
        "Kind",
        "Note",
        "Pin",
        "PinPlace",
        "Pins",
        "Recipient",
        "Stamp",
        "Weak",
        // What kind of a line stood where a key was looked for.
        "Unusable",
    ];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![root.join("secret.rs")];
    for room in ["keys", "sops"] {
        let entries = fs::read_dir(root.join(room)).unwrap();
        files.extend(entries.map(|entry| entry.unwrap().path()));
    }
    let mut seen = 0;
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let source = source.split("#[cfg(test)]\nmod tests").next().unwrap();
        let word = |text: &str| {
            let letters = text.chars().take_while(|c| c.is_alphanumeric());
            letters.collect::<String>()
        };
        let written = source.split("Debug for ").skip(1).map(word);
        let derived = source.split("derive(").skip(1).filter_map(|after| {
            let (derived, rest) = after.split_once(")]")?;
            let at = ["struct ", "enum "].map(|kind| rest.find(kind).unwrap_or(usize::MAX));
            let at = *at.iter().min()?;
            derived
                .contains("Debug")
                .then(|| word(rest[at..].split_once(' ').unwrap().1))
        });
        for name in written.chain(derived) {
            assert!(known.contains(&name.as_str()), "{}: {name}", file.display());
            seen += 1;
        }
    }
    assert!(seen >= known.len(), "only {seen} were found");
}
