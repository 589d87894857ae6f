//! Lists of other programs: decoding, the table, and the plan of an import into a register of three customers.

use std::collections::BTreeSet;

use rekisteri::keys::Pins;
use rekisteri::model::CustomerNumber;
use rekisteri::register::import::{Columns, Source, plan};
use rekisteri::register::{Register, Unlocked};
use rekisteri::text::decode;
use rekisteri::text::table::{self, Row, Table};

use crate::common::records::test_key;
use crate::common::sandbox::TestEnv;
use crate::corpus;
use crate::run::Target;

const WORDS: &[&str] = &[
    "Asiakasnumero",
    "Nimi",
    "Sähköposti",
    "Y-tunnus",
    "Katuosoite",
    "Postinumero",
    "number",
    "customer.name",
    "billing_address.city",
    "billing_address.country",
    "sep=;\n",
    "1001",
    "1234567-1",
    "aino@example.fi",
    "92100",
    "\"\"",
    "\";\"",
    "\n\n",
    ";;;;",
    "'=1+1",
];

pub(crate) fn target() -> Target {
    let env = TestEnv::three_customers();
    let register = Register::open(env.dir(), Pins::NONE)
        .unwrap()
        .unlock(test_key());
    let corpus = corpus::files(
        "table",
        &["tests/cases/csv", "tests/cases/import", "tests/data"],
    );
    Target {
        corpus,
        words: WORDS,
        laws: Box::new(move |input| {
            // The register lives as long as the laws do.
            assert!(env.dir().exists());
            laws(input, &register);
        }),
    }
}

fn laws(input: &[u8], register: &Unlocked) {
    let Ok(text) = decode(input) else { return };
    for read in [table::read_fitting(&text), table::read_by_position(&text)] {
        let Ok((table, ragged)) = read else { continue };
        written_again(&table);
        let ragged: Vec<Row> = ragged.into_iter().map(|(_, row)| row).collect();
        planned(table, ragged, register);
    }
    assert!(!matches!(table::read(&text), Ok(table) if table.headers.is_empty()));
}

fn written_again(table: &Table) {
    let width = table.headers.len();
    assert!(table.rows.iter().all(|row| row.cells.len() == width));
    let rows = table.rows.iter().map(|row| &row.cells);
    let written = table::write(&table.headers, rows, table.delimiter);
    let Ok(again) = table::read(&written) else {
        // Headers that are all empty make no header line.
        assert!(table.headers.iter().any(String::is_empty), "not read again");
        return;
    };
    let cells = |table: &Table| -> Vec<Vec<String>> {
        let blank = |row: &&Row| row.cells.iter().any(|cell| !cell.trim().is_empty());
        let rows = table.rows.iter().filter(blank);
        rows.map(|row| row.cells.clone()).collect()
    };
    if table.headers.iter().all(|header| !header.is_empty()) {
        assert!(again.headers == table.headers, "the headers written again");
        assert!(cells(&again) == cells(table), "the cells written again");
    }
}

fn planned(table: Table, ragged: Vec<Row>, register: &Unlocked) {
    let Ok(columns) = Columns::of(register.register(), &table) else {
        return;
    };
    let rows = table.rows.len() + ragged.len();
    let Ok(plan) = plan(register, &Source::Table { table, ragged }, &columns) else {
        return;
    };
    let numbers: Vec<CustomerNumber> = plan.new.iter().map(|new| new.record.number).collect();
    let unique: BTreeSet<&CustomerNumber> = numbers.iter().collect();
    assert_eq!(unique.len(), numbers.len(), "a number is given twice");
    let given = |number: &CustomerNumber| (1001..=1003).contains(&number.get());
    assert!(!numbers.iter().any(given), "a number is given again");
    let count = plan.new.len() + plan.changed.len() + plan.unchanged + plan.faulty.len();
    assert!(count <= rows, "{count} of {rows} rows");
}
