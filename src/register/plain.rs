//! Whether a file looks like customers in clear, by its beginning alone: a table as invoicing programs and `export` write it, our
//! JSON, or a record that somebody decrypted. A list without a header line, a letter or a workbook is not known for what it is.

use crate::model::FieldPath;
use crate::model::import::{Target, headers};
use crate::text;

/// So many bytes of a file are looked at.
pub(super) const START: u64 = 64 * 1024;

/// The tables of a record that hold what a person would not have others read.
const TABLES: [&str; 3] = ["customer", "billing_address", "postal_address"];
/// The keys of them by which JSON is known.
const KEYS: [&str; 5] = ["name", "company", "business_id", "email", "street"];
/// What begins a value that is sealed.
const SEALED: &str = "ENC[";

/// Whether the beginning of a file looks like customers in clear.
pub(super) fn holds_customers(start: &[u8]) -> bool {
    let text = text::decode(start).unwrap_or_else(|_| String::from_utf8_lossy(start).into_owned());
    !text.contains('\0') && (is_record(&text) || is_json(&text) || is_table(&text))
}

/// TOML with a value in clear in one of a record's tables.
fn is_record(text: &str) -> bool {
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        if let Some(table) = line.strip_prefix('[') {
            let table = table.trim_matches(['[', ']', ' ']);
            inside = TABLES.contains(&table);
        } else if let (true, Some((key, value))) = (inside, line.split_once('='))
            && !key.starts_with('#')
            && key.trim() != FieldPath::NUMBER.key()
            && is_clear(value)
        {
            return true;
        }
    }
    false
}

/// JSON with a record's addresses or table of the customer, and a value in clear.
fn is_json(text: &str) -> bool {
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    let tables = || {
        TABLES
            .iter()
            .any(|table| text.contains(&format!("\"{table}\"")))
    };
    let clear = |key: &&str| {
        let quoted = format!("\"{key}\"");
        let mut values = text.split(quoted.as_str()).skip(1);
        values.any(|rest| rest.trim_start().strip_prefix(':').is_some_and(is_clear))
    };
    begins.starts_with(['{', '[']) && tables() && KEYS.iter().any(clear)
}

/// A text that is not empty and not sealed.
fn is_clear(value: &str) -> bool {
    let value = value.trim_start();
    let long = ["\"\"\"", "'''"]
        .iter()
        .find_map(|quotes| value.strip_prefix(quotes));
    let inside = long.or_else(|| value.strip_prefix(['"', '\'']));
    inside.is_some_and(|inside| !inside.starts_with(['"', '\'']) && !inside.starts_with(SEALED))
}

/// A line of headers that name customers, and a line below it of as many columns.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    if first.starts_with('#') {
        return false;
    }
    [';', ',', '\t'].into_iter().any(|delimiter| {
        let columns = |line: &str| line.matches(delimiter).count();
        let quotes = |cell: &str| cell.trim().trim_matches('"').to_owned();
        let cells: Vec<String> = first.split(delimiter).map(quotes).collect();
        let known: Vec<Target> = headers::known_together(&cells)
            .into_iter()
            .flatten()
            .collect();
        cells.len() > 1 && columns(second) >= columns(first) && 2 * known.len() >= cells.len() && {
            known.len() > 1 && known.iter().any(is_telling)
        }
    })
}

/// A column that says who somebody is.
fn is_telling(target: &Target) -> bool {
    let fields = [
        FieldPath::NAME,
        FieldPath::COMPANY,
        FieldPath::EMAIL,
        FieldPath::BUSINESS_ID,
    ];
    matches!(target, Target::NameOrCompany)
        || target.field().is_some_and(|path| fields.contains(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_in_clear_are_known() {
        for text in [
            "Asiakasnumero;Nimi;Y-tunnus\n1010;Testi Oy;1234567-1\n",
            "\u{feff}customer.number,customer.name,customer.email\r\n1,\"A, B\",a@example.fi\r\n",
            "[customer]\nname = \"Aino\"\nnumber = 1001\n",
            "[billing_address]\ncity = \"ENC[x]\"\nstreet = 'Rantakatu 1'\n",
            "[{\"number\": 1, \"name\": \"Aino\", \"billing_address\": null}]",
            "{\"customer\":{\"email\":\"a@example.fi\"}}",
        ] {
            assert!(holds_customers(text.as_bytes()), "{text}");
        }
        let wide: Vec<u8> = "\u{feff}Nimi;Sähköposti\nAino;a@example.fi\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(holds_customers(&wide));
    }

    #[test]
    fn other_files_are_not() {
        for text in [
            "",
            "# Notes\n\nName, address and the like are in records/.\n",
            "Nimi;Sähköposti\n",
            "invoice;due;open\n1;2026-01-01;3\n",
            "[controller]\nname = \"Testi Oy\"\n[contact]\nemail = \"a@example.fi\"\n",
            "[customer]\nname = \"ENC[AES256_GCM,data:x]\"\nnumber = 1001\n# name = \"x\"\n",
            "{\"customer\":{\"email\":\"ENC[AES256_GCM,data:x]\",\"name\":\"\"}}",
            "{\"name\":\"rekisteri\",\"version\":\"1\"}",
            "\u{7f}ELF\0name;email\na;b\n",
        ] {
            assert!(!holds_customers(text.as_bytes()), "{text}");
        }
    }
}
