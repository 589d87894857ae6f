//! Between the sealed format's tree and the model's flat record. Types are checked here: the number is an integer, all else text.

use crate::model::{CustomerNumber, FieldPath, Record};
use crate::sops::{self, Leaf, Tree};
use crate::text::clip;

use super::error::Error;

const TABLE: &str = "customer";
const NUMBER: &str = "number";

/// Returns the tree that is sealed for a record.
pub(super) fn to_tree(record: &Record) -> Result<Tree, sops::Error> {
    let mut tree = Tree::new();
    tree.insert(TABLE, NUMBER, Leaf::Int(i64::from(record.number.get())))?;
    for (field, value) in &record.fields {
        tree.insert(field.table(), field.key(), Leaf::Str(value.clone()))?;
    }
    Ok(tree)
}

/// Returns the record in an opened tree, which must carry the number of its file.
pub(super) fn from_tree(number: CustomerNumber, tree: &Tree) -> Result<Record, Error> {
    let mut record = Record::new(number);
    let mut inside = None;
    for (table, key, leaf) in tree.iter() {
        match leaf {
            Leaf::Int(value) if (table, key) == (TABLE, NUMBER) => inside = Some(*value),
            Leaf::Str(value) if (table, key) != (TABLE, NUMBER) => {
                let field =
                    FieldPath::new(table, key).map_err(|_| misshapen(number, table, key))?;
                record.fields.insert(field, value.clone());
            }
            _ => return Err(misshapen(number, table, key)),
        }
    }
    if inside == Some(i64::from(number.get())) {
        Ok(record)
    } else {
        Err(Error::NumberDiffers { number })
    }
}

fn misshapen(number: CustomerNumber, table: &str, key: &str) -> Error {
    Error::Type {
        number,
        path: clip(&format!("{table}.{key}")),
    }
}
