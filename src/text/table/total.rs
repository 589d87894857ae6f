//! Rows that count the others: `Yhteensä 2 asiakasta`, `Total;;;350,00`. They are nobody's.

use super::scan::Record;
use crate::text::{clean, fold};

/// Words of a sum, folded.
const TOTALS: [&str; 27] = [
    "yhteensa",
    "yht",
    "kaikkiaan",
    "summa",
    "summat",
    "kokonaissumma",
    "loppusumma",
    "valisumma",
    "total",
    "totals",
    "totalt",
    "totalsumma",
    "totalbelopp",
    "subtotal",
    "sum",
    "sums",
    "sammanlagt",
    "delsumma",
    "slutsumma",
    "grandtotal",
    "insgesamt",
    "gesamt",
    "gesamtsumme",
    "summe",
    "kokku",
    "ialt",
    "celkem",
];

/// What is counted, and words between; folded.
const COUNTED: [&str; 46] = [
    "asiakas",
    "asiakasta",
    "asiakkaat",
    "asiakkaita",
    "asiakkaiden",
    "jasenta",
    "jasenet",
    "jasenia",
    "rivi",
    "rivia",
    "rivit",
    "riveja",
    "lasku",
    "laskua",
    "laskut",
    "laskuja",
    "kpl",
    "maara",
    "lukumaara",
    "avoinna",
    "avoimia",
    "avoimet",
    "eur",
    "euroa",
    "sivu",
    "customers",
    "customer",
    "rows",
    "records",
    "invoices",
    "invoice",
    "count",
    "page",
    "open",
    "kunder",
    "kund",
    "rader",
    "fakturor",
    "antal",
    "st",
    "sida",
    "oppna",
    "grand",
    "sub",
    "amount",
    "kaikki",
];

/// Whether a row is a sum or a count of the others: every filled cell is words of that kind, or a number, and one of them says so.
pub(super) fn is_total(record: &Record) -> bool {
    let mut says_so = false;
    for cell in &record.cells {
        let cell = fold(&clean(cell));
        match role(&cell) {
            _ if cell.is_empty() => {}
            CellRole::Total => says_so = true,
            CellRole::Number => {}
            CellRole::Data => return false,
        }
    }
    says_so
}

enum CellRole {
    Total,
    Number,
    Data,
}

fn role(cell: &str) -> CellRole {
    let words: Vec<&str> = cell
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &&&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let total = words.iter().filter(|word| TOTALS.contains(word)).count();
    let counted = words.iter().filter(|word| COUNTED.contains(word)).count();
    let numbers = words.iter().filter(number).count();
    if total + counted + numbers < words.len() || words.is_empty() {
        return if words.is_empty() {
            CellRole::Number
        } else {
            CellRole::Data
        };
    }
    if total > 0 || (counted > 0 && numbers > 0 && words != ["1", "st"] && !is_money(&words)) {
        return CellRole::Total;
    }
    if is_key(cell) {
        CellRole::Data
    } else {
        CellRole::Number
    }
}

/// `310,00 EUR` is a sum; it says nothing of the row.
fn is_money(words: &[&str]) -> bool {
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    words
        .iter()
        .all(|word| matches!(*word, "eur" | "euroa") || digits(word))
}

/// A date, a business ID, a number of ten digits: what only a customer or an invoice has.
fn is_key(cell: &str) -> bool {
    let parts: Vec<&str> = cell.split(['.', '-', '/']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let date = parts.len() == 3 && parts.iter().all(digits);
    let business_id =
        parts.len() == 2 && cell.contains('-') && parts[0].len() == 7 && parts[1].len() == 1;
    let long = cell.len() >= 10 && cell.bytes().all(|byte| byte.is_ascii_digit());
    date || business_id || long
}

#[cfg(test)]
mod tests {
    use super::super::scan::Record;
    use super::is_total;

    #[test]
    fn totals_are_told_from_customers() {
        let row = |text: &str| Record {
            line: 1,
            cells: text.split(';').map(str::to_owned).collect(),
        };
        for text in [
            "Yhteensä 2 asiakasta;;;",
            "Total;;",
            "Summa;;;310,00 €",
            ";;Yhteensä:;310,00",
            "Grand total;;;1 310.00",
            "YHT.;;2",
            "Asiakkaita yhteensä: 2;",
            "2 asiakasta;;",
            "Totalt;EUR;90,00",
            "Sivu 1 / 2;;",
            "Yhteensä avoinna;;;310,00 EUR",
        ] {
            assert!(is_total(&row(text)), "{text}");
        }
        for text in [
            "Yhteensä Oy;0112038-9",
            "Total;0112038-9;",
            "Summa;Katu 1;92100",
            "Total Oy;;",
            "1050;Aino;",
            ";;",
            "310,00;EUR",
            "Total;2026001;15.9.2026;310,00",
            "Kim;Sum",
            "Alla;;",
            "1;2;3",
            "Koe Oy;310,00",
        ] {
            assert!(!is_total(&row(text)), "{text}");
        }
    }
}
