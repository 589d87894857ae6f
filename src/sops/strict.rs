//! From pairs to a sealed file: every rule of what may stand in one, each with a refusal of its own that names the place.

use crate::sops::enc::{Enc, Flaw, Kind};
use crate::sops::metadata::Metadata;
use crate::sops::raw::{Pairs, Raw};
use crate::sops::sealed::{Document, Entry};
use crate::sops::tree::{check_name, check_table, path};
use crate::sops::{Error, Note};
use crate::text::clip;

/// Whether whole numbers may be called `float`: only in JSON, where SOPS knows no other number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Floats {
    Refused,
    Accepted,
}

pub(super) fn document(root: Pairs<'_>, floats: Floats) -> Result<Document, Error> {
    let mut metadata = None;
    let mut last = true;
    let mut entries = Vec::with_capacity(16);
    for (name, value) in root {
        if name == "sops" {
            metadata = Some(value);
        } else {
            last &= metadata.is_none();
            read_table(&name, value, &mut entries)?;
        }
    }
    let metadata = match metadata.ok_or(Error::NotSealedFile)? {
        Raw::Table(pairs) => Metadata::read(pairs)?,
        _ => return Err(Error::NotSealedFile),
    };
    let sealed = |(table, key, value)| entry(table, key, value, floats);
    let entries = entries
        .into_iter()
        .map(sealed)
        .collect::<Result<Vec<_>, _>>()?;
    if entries.is_empty() {
        return Err(Error::NoValues);
    }
    let notes = notes(&entries, last, &metadata);
    Ok(Document {
        entries,
        metadata,
        notes,
    })
}

type Place<'a> = (String, String, Raw<'a>);

fn read_table<'a>(name: &str, value: Raw<'a>, into: &mut Vec<Place<'a>>) -> Result<(), Error> {
    let shown = || clip(name).escape_debug().to_string();
    let pairs = match value {
        Raw::Table(pairs) => pairs,
        Raw::List(_) => return Err(Error::List { path: shown() }),
        _ => return Err(Error::TopLevel { key: shown() }),
    };
    check_table(name)?;
    if pairs.is_empty() {
        return Err(Error::EmptyTable { table: shown() });
    }
    for (key, value) in pairs {
        check_name(&key)?;
        into.push((name.to_owned(), key.into_owned(), value));
    }
    Ok(())
}

fn entry(table: String, key: String, value: Raw<'_>, floats: Floats) -> Result<Entry, Error> {
    let path = || path(&table, &key);
    let text = match value {
        Raw::Text(text) => text,
        Raw::Table(_) => return Err(Error::Nested { path: path() }),
        Raw::List(_) => return Err(Error::List { path: path() }),
        Raw::Null => return Err(Error::Null { path: path() }),
        _ => return Err(Error::NotSealed { path: path() }),
    };
    if text.is_empty() {
        return Err(Error::EmptyText { path: path() });
    }
    let enc = Enc::parse(&text).map_err(|flaw| refusal(flaw, path()))?;
    if enc.kind == Kind::Float && floats == Floats::Refused {
        return Err(Error::Type { path: path() });
    }
    Ok(Entry { table, key, enc })
}

fn refusal(flaw: Flaw, path: String) -> Error {
    match flaw {
        Flaw::Clear => Error::NotSealed { path },
        Flaw::Empty => Error::EmptyText { path },
        Flaw::Type => Error::Type { path },
        flaw => Error::Malformed { path, flaw },
    }
}

fn notes(entries: &[Entry], last: bool, metadata: &Metadata) -> Vec<Note> {
    let sorted = entries.is_sorted_by(|a, b| (&a.table, &a.key) < (&b.table, &b.key));
    let order = (!(sorted && last)).then_some(Note::Order);
    let unknown = metadata
        .extras
        .iter()
        .map(|(key, _)| Note::UnknownMetadata { key: clip(key) });
    order.into_iter().chain(unknown).collect()
}

#[cfg(test)]
mod tests {
    use crate::sops::{Note, Sealed};

    const ENC: &str = "\"ENC[AES256_GCM,data:BIBmAXQ=,iv:u3DGUhs7Ce1BoM+tAdx8ak65CzP/ZmQ79iUpNaszBmg=,tag:sXF8owRO8vTrBfDbBeQneA==,type:str]\"";
    const AGE: &str = "[[sops.age]]\nrecipient = \"age1nw5l4pzqsj0xmw590rjlttftkq8hey8axkdzst2432h0vmhq0f0qqa9zac\"\n\
        enc = \"\"\"\n-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE-----\n\"\"\"\n";
    const STAMP: &str = "lastmodified = \"2026-11-22T10:00:00Z\"\n";

    /// `ENC` stands for a sealed value wherever it is written.
    fn file(values: &str, sops: &str, age: &str) -> String {
        format!("{values}\n[sops]\n{sops}\n{age}").replace("ENC\n", &format!("{ENC}\n"))
    }

    fn sops() -> String {
        format!("{STAMP}mac = ENC\n")
    }

    fn refused(text: &str) -> String {
        Sealed::parse(text.as_bytes())
            .err()
            .expect("refused")
            .to_string()
    }

    fn notes(text: &str) -> Vec<Note> {
        Sealed::parse(text.as_bytes())
            .expect("accepted")
            .notes()
            .to_vec()
    }

    #[test]
    fn values_are_in_tables_sealed_and_whole() {
        let cases = [
            ("[a]\nb = ENC\nb = ENC\n", "a key stands twice, at line 3"),
            (
                "[a]\nb = ENC\n[a]\nc = ENC\n",
                "a key stands twice, at line 3",
            ),
            (
                "[a]\nb = ENC\n<<<<<<< ours\n",
                "not readable as TOML at line 3",
            ),
            ("b = ENC\n", "`b` stands outside of a table"),
            ("b = 1\n", "`b` stands outside of a table"),
            ("", "holds no values"),
            ("[a]\n", "the table `a` is empty"),
            ("[a]\nb = {}\n", "`a.b` is a table inside a table"),
            ("[a.b]\nc = ENC\n", "`a.b` is a table inside a table"),
            ("[[a]]\nb = ENC\n", "`a` is a list"),
            ("[a]\nb = []\n", "`a.b` is a list"),
            ("[a]\nb = \"\"\n", "`a.b` is empty"),
            ("[a]\nb = \"Raahe\"\n", "`a.b` is not sealed"),
            ("[a]\nb = 1042\n", "`a.b` is not sealed"),
            ("[a]\nb = 2026-11-22\n", "`a.b` is not sealed"),
            (
                "[a]\n\"b:c\" = ENC\n",
                "the name `b:c` is not allowed: it contains `:`",
            ),
            (
                "[a_unencrypted]\nb = ENC\n",
                "the name `a_unencrypted` is not allowed: it ends in `_unencrypted`",
            ),
            (
                "[a]\nb_unencrypted = ENC\n",
                "the name `b_unencrypted` is not allowed: it ends in `_unencrypted`",
            ),
            (
                "[a]\n\"\" = ENC\n",
                "the name `` is not allowed: it is empty",
            ),
            (
                "[a]\n\"\\n\" = ENC\n",
                "the name `\\n` is not allowed: it contains control characters",
            ),
        ];
        for (values, wanted) in cases {
            assert_eq!(refused(&file(values, &sops(), AGE)), wanted);
        }
    }

    #[test]
    fn flaws_of_a_value_name_its_place() {
        let cases = [
            (
                ("BIBmAXQ=", "BIBmAXR="),
                "`a.b` is not one whole ENC[…]: `data` is not canonical base64",
            ),
            (("BIBmAXQ=", ""), "`a.b` is empty"),
            (
                ("type:str]", "type:str]x"),
                "`a.b` is not one whole ENC[…]: its parts are not data, iv, tag and type up to a last `]`",
            ),
            (
                ("type:str", "type:bool"),
                "`a.b` has a type other than str and int",
            ),
            (
                ("type:str", "type:float"),
                "`a.b` has a type other than str and int",
            ),
            (("ENC[", " ENC["), "`a.b` is not sealed"),
        ];
        for ((from, to), wanted) in cases {
            let enc = ENC.replace(from, to);
            assert_eq!(
                refused(&file(&format!("[a]\nb = {enc}\n"), &sops(), AGE)),
                wanted
            );
        }
    }

    #[test]
    fn metadata_is_what_can_do_no_harm() {
        let with = |extra: &str| format!("{}{extra}\n", sops());
        let cases = [
            ("mac = ENC\n".to_owned(), "`sops.lastmodified` is missing"),
            (STAMP.to_owned(), "`sops.mac` is missing"),
            (
                "lastmodified = 2026-11-22T10:00:00Z\nmac = ENC\n".to_owned(),
                "`sops.lastmodified` is not spelt YYYY-MM-DDThh:mm:ssZ",
            ),
            (
                "lastmodified = \"2026-11-22T10:00:00+00:00\"\n".to_owned(),
                "`sops.lastmodified` is not spelt YYYY-MM-DDThh:mm:ssZ",
            ),
            (format!("{STAMP}mac = 1\n"), "`sops.mac` is not readable"),
            (
                format!("{STAMP}mac = \"\"\n"),
                "`sops.mac` is not one whole ENC[…]: it is in clear",
            ),
            (
                with("unencrypted_suffix = \"_plain\""),
                "`sops.unencrypted_suffix` is not `_unencrypted`",
            ),
            (
                with("unencrypted_regex = \"^email$\""),
                "`sops.unencrypted_regex` is not allowed",
            ),
            (
                with("encrypted_suffix = \"_x\""),
                "`sops.encrypted_suffix` is not allowed",
            ),
            (
                with("mac_only_encrypted = true"),
                "`sops.mac_only_encrypted` is not allowed",
            ),
            (
                with("shamir_threshold = 1"),
                "`sops.shamir_threshold` is not allowed",
            ),
            (with("kms = []"), "`sops.kms` is not allowed"),
            (with("pgp = []"), "`sops.pgp` is not allowed"),
            (with("notes = []"), "`sops.notes` is not allowed"),
            (with("version = 3"), "`sops.version` is not readable"),
        ];
        for (sops, wanted) in cases {
            assert_eq!(refused(&file("[a]\nb = ENC\n", &sops, AGE)), wanted);
        }
    }

    #[test]
    fn recipients_are_age_keys_once_each() {
        let cases = [
            (String::new(), "there are no recipients"),
            (
                format!("{AGE}{AGE}"),
                "recipient 2 of `sops.age` stands twice",
            ),
            (
                AGE.replace("age1n", "age1m"),
                "recipient 1 of `sops.age` is not an age recipient",
            ),
            (
                AGE.replace("YWdl", "\\u0022"),
                "`enc` of recipient 1 of `sops.age` is not an armoured age file",
            ),
            (
                format!("{AGE}created_at = \"x\"\n"),
                "`sops.age.created_at` is not allowed",
            ),
        ];
        for (age, wanted) in cases {
            assert_eq!(refused(&file("[a]\nb = ENC\n", &sops(), &age)), wanted);
        }
    }

    #[test]
    fn files_that_are_none() {
        assert_eq!(
            refused("[a]\nb = \"Raahe\"\n"),
            "not sealed: there is no `sops` table"
        );
        assert_eq!(
            refused("sops = 1\n"),
            "not sealed: there is no `sops` table"
        );
        assert_eq!(refused(&"#".repeat(256 * 1024 + 1)), "larger than 256 KiB");
        assert_eq!(
            Sealed::parse(b"\xff").err().unwrap().to_string(),
            "not UTF-8"
        );
    }

    #[test]
    fn order_and_unknown_keys_are_notes() {
        let tidy = file("[a]\nb = ENC\nc = ENC\n[b]\na = ENC\n", &sops(), AGE);
        assert_eq!(notes(&tidy), []);
        let keys = file("[a]\nc = ENC\nb = ENC\n", &sops(), AGE);
        let tables = file("[b]\nc = ENC\n[a]\nb = ENC\n", &sops(), AGE);
        let early = file("", &sops(), AGE) + &format!("[a]\nb = {ENC}\n");
        for odd in [keys, tables, early] {
            assert_eq!(notes(&odd), [Note::Order]);
        }
        let extra = file(
            "[a]\nb = ENC\n",
            &format!("{}made_by = \"x\"\n", sops()),
            AGE,
        );
        let key = "made_by".to_owned();
        assert_eq!(notes(&extra), [Note::UnknownMetadata { key }]);
    }
}
