//! The JSON form of the same tree, for SOPS, which has no TOML: the same sealed values and the same MAC under other punctuation.
//!
//! Nothing is opened on the way: export and import need no key. The layout is that of SOPS 3.13 (tabs, `sops` last).

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::sops::metadata::{Extra, Metadata, SUFFIX, VERSION};
use crate::sops::raw::{Pairs, Raw};
use crate::sops::strict::{self, Floats};
use crate::sops::{Error, Sealed, read};

/// What serde is told about a key that stands twice; JSON would silently let one of them win.
const TWICE: &str = "duplicate key";

/// Reads the JSON form as strictly as the TOML form; absent key services may stand as `null` or `[]`, as older versions write them.
///
/// # Errors
/// As [`Sealed::parse`].
pub fn parse(bytes: &[u8]) -> Result<Sealed, Error> {
    let text = read::text(bytes)?;
    let raw = serde_json::from_str(text).map_err(|error| refusal(&error))?;
    let Raw::Table(mut root) = raw else {
        return Err(Error::NotSealedFile);
    };
    drop_absent(&mut root);
    let document = strict::document(root, Floats::Accepted)?;
    Ok(Sealed(Arc::new(document)))
}

/// Returns the JSON form; its order is the document's.
pub fn export(sealed: &Sealed) -> Vec<u8> {
    let mut root = Map::new();
    for entry in &sealed.0.entries {
        let table = root
            .entry(&entry.table)
            .or_insert_with(|| Map::new().into());
        table[&entry.key] = entry.enc.text.as_str().into();
    }
    root.insert("sops".to_owned(), metadata(&sealed.0.metadata));
    let mut text = Vec::new();
    let tabs = serde_json::ser::PrettyFormatter::with_indent(b"\t");
    let mut writer = serde_json::Serializer::with_formatter(&mut text, tabs);
    let written = serde::Serialize::serialize(&Value::Object(root), &mut writer);
    debug_assert!(written.is_ok(), "strings and maps always serialise");
    text.push(b'\n');
    text
}

fn metadata(metadata: &Metadata) -> Value {
    let wrap = |wrapped: &crate::sops::metadata::Wrapped| serde_json::json!({ "recipient": wrapped.recipient.as_str(), "enc": wrapped.armoured });
    let age: Vec<Value> = metadata.age.iter().map(wrap).collect();
    let mut sops = Map::new();
    let mut put = |key: &str, value: Value| sops.insert(key.to_owned(), value);
    put("age", age.into());
    put("lastmodified", metadata.stamp.as_str().into());
    put("mac", metadata.mac.text.as_str().into());
    put("unencrypted_suffix", SUFFIX.into());
    put("version", VERSION.into());
    for (key, extra) in &metadata.extras {
        put(key, value(extra));
    }
    sops.into()
}

fn value(extra: &Extra) -> Value {
    match extra {
        Extra::Text(text) => text.as_str().into(),
        Extra::Int(number) => (*number).into(),
        Extra::Bool(yes) => (*yes).into(),
    }
}

fn drop_absent(root: &mut Pairs<'_>) {
    let sops = root.iter_mut().find(|(name, _)| name == "sops");
    if let Some((_, Raw::Table(pairs))) = sops {
        let empty = |value: &Raw<'_>| match value {
            Raw::List(list) => list.is_empty(),
            other => matches!(other, Raw::Null),
        };
        pairs.retain(|(key, value)| key == "age" || !empty(value));
    }
}

fn refusal(error: &serde_json::Error) -> Error {
    let line = error.line();
    if error.to_string().starts_with(TWICE) {
        Error::DuplicateKey { line }
    } else {
        let format = "JSON";
        Error::Syntax { format, line }
    }
}

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Raw<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw<'de>, E> {
        Ok(Raw::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Raw<'de>, E> {
        Ok(Raw::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Raw<'de>, E> {
        Ok(Raw::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Raw<'de>, E> {
        Ok(i64::try_from(number).map_or(Raw::Other, Raw::Int))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw<'de>, E> {
        Ok(Raw::Other)
    }

    fn visit_unit<E>(self) -> Result<Raw<'de>, E> {
        Ok(Raw::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Raw<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = from.next_element()? {
            list.push(value);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Raw<'de>, A::Error> {
        let mut pairs: Pairs<'de> = Vec::new();
        let mut seen = HashSet::new();
        while let Some((key, value)) = from.next_entry::<String, Raw<'de>>()? {
            if !seen.insert(key.clone()) {
                return Err(A::Error::custom(TWICE));
            }
            pairs.push((key.into(), value));
        }
        Ok(Raw::Table(pairs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{Identities, generate};
    use crate::sops::{Leaf, Opened, Tree};

    fn sealed() -> (Identities, Sealed) {
        let made = generate();
        let mut tree = Tree::new();
        tree.insert("b", "x", Leaf::Int(7)).unwrap();
        tree.insert("a", "y", Leaf::Str("z".to_owned())).unwrap();
        let stamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let file = Opened::new(tree)
            .seal(&[made.recipient().clone()], &stamp)
            .unwrap();
        (made.into_identities(), Sealed::parse(&file).unwrap())
    }

    fn text() -> (Identities, String) {
        let (keys, sealed) = sealed();
        (keys, String::from_utf8(export(&sealed)).unwrap())
    }

    #[test]
    fn the_layout_is_that_of_sops() {
        let (_, text) = text();
        assert!(text.starts_with("{\n\t\"a\": {\n\t\t\"y\": \"ENC["));
        assert!(
            text.contains(
                "\n\t\"sops\": {\n\t\t\"age\": [\n\t\t\t{\n\t\t\t\t\"recipient\": \"age1"
            )
        );
        assert!(text.ends_with(
            "\n\t\t\"unencrypted_suffix\": \"_unencrypted\",\n\t\t\"version\": \"3.13.2\"\n\t}\n}\n"
        ));
    }

    #[test]
    fn it_opens_to_the_same_values() {
        let (keys, toml) = sealed();
        let json = parse(&export(&toml)).unwrap();
        assert_eq!(export(&json), export(&toml));
        let (a, b) = (toml.open(&keys).unwrap(), json.open(&keys).unwrap());
        assert!(a.tree() == b.tree());
    }

    #[test]
    fn absent_services_may_be_spelt_out() {
        let (keys, text) = text();
        let older = text.replace(
            "\t\"age\": [",
            "\t\"kms\": null, \"gcp_kms\": [], \"pgp\": null, \"age\": [",
        );
        assert!(parse(older.as_bytes()).unwrap().open(&keys).is_ok());
        let used = older.replace("\"kms\": null", "\"kms\": [{}]");
        assert_eq!(
            parse(used.as_bytes()).err().unwrap().to_string(),
            "`sops.kms` is not allowed"
        );
    }

    #[test]
    fn a_number_that_json_made_a_float_is_one_of_ours_again() {
        let (keys, text) = text();
        let float = text.replace("type:int", "type:float");
        let opened = parse(float.as_bytes()).unwrap().open(&keys).unwrap();
        assert_eq!(opened.tree().get("b", "x").unwrap().as_int(), Some(7));
        let stamp = "2026-11-22T10:00:00Z".parse().unwrap();
        let toml = opened.seal(&keys.recipients(), &stamp).unwrap();
        assert!(Sealed::parse(&toml).unwrap().open(&keys).is_ok());
    }

    #[test]
    fn refusals_are_those_of_the_format() {
        let (_, text) = text();
        let refused = |from: &str, to: &str| {
            let text = text.replacen(from, to, 1);
            parse(text.as_bytes()).err().unwrap().to_string()
        };
        assert_eq!(
            refused("\"a\": {", "\"b\": {},\n\"a\": {"),
            "a key stands twice, at line 8"
        );
        assert_eq!(refused("\"a\": {", "\"a\": {\"c\": null,"), "`a.c` is null");
        assert_eq!(
            refused("\"a\": {", "\"a\": {\"c\": 1.5,"),
            "`a.c` is not sealed"
        );
        assert_eq!(
            refused("\"a\": {", "\"c\": {}, \"a\": {"),
            "the table `c` is empty"
        );
        assert_eq!(refused("{", "[{"), "not readable as JSON at line 21");
        assert_eq!(
            parse(b"[]").err().unwrap().to_string(),
            "not sealed: there is no `sops` table"
        );
    }
}
