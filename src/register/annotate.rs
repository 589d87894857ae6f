//! How a new `register.toml` reads: words in three languages on one line each, and above each part what it is.

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value};

use crate::model::Language;

/// Words in three languages read better on one line than as tables of their own.
pub(super) fn inline_words(document: &mut DocumentMut) {
    let tables = document
        .iter_mut()
        .filter_map(|(_, item)| item.as_array_of_tables_mut());
    for table in tables.flat_map(ArrayOfTables::iter_mut) {
        for (mut key, entry) in table.iter_mut() {
            if let Item::Table(words) = entry {
                let inline: InlineTable = std::mem::take(words).into_inline_table();
                *entry = Item::Value(Value::InlineTable(inline));
                key.leaf_decor_mut().set_suffix(" ");
            }
        }
    }
}

/// What stands above each part of a new file, in Finnish and in English.
const PARTS: &[(&str, &str, &str)] = &[
    (
        "controller",
        "Rekisterinpitäjä. Kirjeet tarvitsevat nimen, osoitteen ja Y-tunnuksen.",
        "The controller. Letters need name, address and business ID.",
    ),
    (
        "contact",
        "Yhteyshenkilö rekisteriä koskevissa asioissa.",
        "The contact for matters of the register.",
    ),
    (
        "bank",
        "Tili, jolle maksetaan. Jos tilinomistaja on muu kuin rekisterinpitäjä, holder on hänen rekisteröity nimensä: pankit vertaavat siihen maksun saajan nimeä.",
        "The account that is paid to. Where its holder is not the controller, holder is the registered name: banks compare the payee's name with it.",
    ),
    (
        "keys",
        "Kuka rekisterin saa auki.",
        "Who can open the register.",
    ),
    (
        "purposes",
        "Mihin tietoja käytetään ja millä perusteella.",
        "What the data is used for, and on what basis.",
    ),
    (
        "recipients",
        "Kenelle tietoja säännönmukaisesti luovutetaan, ja mitä.",
        "Who is regularly given data, and which.",
    ),
    (
        "sources",
        "Mistä tiedot saadaan.",
        "Where the data comes from.",
    ),
    (
        "retention",
        "Kuinka kauan tietoja säilytetään.",
        "How long the data is kept.",
    ),
    ("letters", "Kirjeiden asetukset.", "Settings of letters."),
    (
        "rates",
        "Viitekorot, jotka eivät tule ohjelman mukana.",
        "Reference rates that do not come with the program.",
    ),
];

pub(super) fn explain(document: &mut DocumentMut, language: Language) {
    for (part, finnish, english) in PARTS {
        let comment = format!(
            "\n# {}\n",
            if language == Language::Fi {
                finnish
            } else {
                english
            }
        );
        let decor = match document.get_mut(part) {
            Some(Item::Table(table)) => Some(table.decor_mut()),
            Some(Item::ArrayOfTables(tables)) => tables.get_mut(0).map(Table::decor_mut),
            _ => None,
        };
        // What the owner wrote above a part stays.
        let free = decor.filter(|decor| {
            decor
                .prefix()
                .is_none_or(|prefix| prefix.as_str().is_none_or(|text| text.trim().is_empty()))
        });
        if let Some(decor) = free {
            decor.set_prefix(comment);
        }
    }
}
