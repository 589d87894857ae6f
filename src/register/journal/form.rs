//! Between the sealed format's tree and the model's journal: the number is an integer, all else text.

use std::collections::BTreeMap;

use crate::model::journal::{Journal, Texts};
use crate::model::{CustomerNumber, Fault, FieldPath, Rule};
use crate::register::error::Error;
use crate::sops::{self, Leaf, Tree};

const TABLE: &str = "journal";
const NUMBER: &str = "number";

/// Returns the tree that is sealed for a journal.
pub(super) fn to_tree(journal: &Journal) -> Result<Tree, sops::Error> {
    let mut tree = Tree::new();
    tree.insert(TABLE, NUMBER, Leaf::Int(i64::from(journal.number.get())))?;
    for (table, texts) in journal.print() {
        for (key, text) in texts {
            tree.insert(&table, &key, Leaf::Str(text))?;
        }
    }
    Ok(tree)
}

/// Returns the journal in an opened tree, which must carry the number of its file.
pub(super) fn from_tree(number: CustomerNumber, tree: &Tree) -> Result<Journal, Error> {
    let refused = |faults| Error::FaultyJournal { number, faults };
    let mut tables: BTreeMap<String, Texts> = BTreeMap::new();
    let mut inside = None;
    for (table, key, leaf) in tree.iter() {
        match leaf {
            Leaf::Int(value) if (table, key) == (TABLE, NUMBER) => inside = Some(*value),
            Leaf::Str(text) if table != TABLE => {
                let texts = tables.entry(table.to_owned()).or_default();
                texts.insert(key.to_owned(), text.clone());
            }
            _ => return Err(refused(vec![fault(table, key, Rule::JournalKey)])),
        }
    }
    if inside != Some(i64::from(number.get())) {
        return Err(refused(vec![fault(TABLE, NUMBER, Rule::FileNumber)]));
    }
    Journal::parse(number, &tables).map_err(refused)
}

fn fault(table: &str, key: &str, rule: Rule) -> Fault {
    match FieldPath::new(table, key) {
        Ok(field) => Fault::of(field, rule),
        Err(_) => Fault::whole(rule),
    }
}
