//! Values that programs of the format are known to disagree about, as one tree for all of them.

use rekisteri::sops::{Leaf, Tree};
use serde_json::{Value, json};

/// Invented values that look like something else, are long, or are not ASCII.
pub(crate) fn hard() -> Value {
    json!({
        "billing_address": {
            "city": "Raahe",
            "postcode": "02100",
            "street": "Rantakatu 5\nc/o \"Satama\" \\ A",
        },
        "customer": {
            "bool": "true",
            "combining": "Ma\u{308}ki",
            "date": "2026-11-22",
            "emoji": "👩\u{200d}🚒 🏠",
            "enc": "ENC[AES256_GCM,data:AA==]",
            "exponent": "1e5",
            "float": "1.50",
            "hex": "0x1F",
            "infinity": "inf",
            "long": "Öylätti ".repeat(500),
            "markup": "<b> & {{ x }} # '''",
            "name": "Maija Mäki-Öhman",
            "negative": -7,
            "nothing": "~",
            "number": 1042,
            "right_to_left": "שלום \u{202b}مرحبا\u{202c}",
            "time": "2026-11-22T10:00:00Z",
            "whole": "9007199254740993",
            "yes": "yes",
            "zero": 0,
        },
    })
}

/// The tree of a JSON object of objects.
pub(crate) fn to_tree(values: &Value) -> Tree {
    let mut tree = Tree::new();
    for (table, keys) in values.as_object().unwrap() {
        for (key, value) in keys.as_object().unwrap() {
            let text = || Leaf::Str(value.as_str().unwrap().to_owned());
            let leaf = value.as_i64().map_or_else(text, Leaf::Int);
            tree.insert(table, key, leaf).unwrap();
        }
    }
    tree
}

/// The JSON object of a tree.
pub(crate) fn of(tree: &Tree) -> Value {
    let mut values = json!({});
    for (table, key, leaf) in tree.iter() {
        values[table][key] = match leaf {
            Leaf::Int(number) => (*number).into(),
            Leaf::Str(text) => text.as_str().into(),
        };
    }
    values
}
