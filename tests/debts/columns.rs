//! The list's own columns: mapped by `describe`, debtors named by whatever key, numbers only where they are the invoicing program's.

use super::{plan, register, reminder, totals};
use crate::common::sandbox::TestEnv;

const CUSTOMERS: [&[&str]; 4] = [
    &[
        "company=Testi Oy",
        "business_id=1234567-1",
        "email=toimisto@example.com",
    ],
    &["name=Aino Esimerkki", "email=aino@example.fi"],
    &["name=Aino Esimerkki", "email=toinen@example.fi"],
    &["company=Koe Ky", "business_id=9000001-1"],
];

/// A list as a program of her own writes it: no header means anything to rekisteri, and one would be misread.
const OWN: &str = "\
Laskutettava;Tosite;Pvm;Maksettava viimeistään;Jäljellä;Sovittiin;Summa
1234567-1;A1;1.5.2026;15.5.2026;100,00;kyllä;ei tiedossa
Koe Ky;A2;1.5.2026;15.5.2026;50,00;kyllä;ei tiedossa
";

const MAPPING: [&str; 7] = [
    "import.receivables.Laskutettava=customer",
    "import.receivables.Tosite=invoice",
    "import.receivables.Pvm=invoice_date",
    "import.receivables.Maksettava viimeistään=due_date",
    "import.receivables.Jäljellä=open",
    "import.receivables.Sovittiin=due_agreed",
    "import.receivables.Summa=description",
];

#[test]
fn a_list_with_columns_of_her_own_is_mapped_by_describe() {
    let env = register(&CUSTOMERS);
    env.write("open.csv", OWN);
    let unknown = reminder(&env, &["--dry-run"], &[]).fails(2);
    for said in [
        "5 columns are not known: `Laskutettava`",
        "no column is known to hold `customer`",
    ] {
        assert!(unknown.stderr.contains(said), "{said}\n{unknown}");
    }
    env.run(&[&["describe"], &MAPPING[..]].concat()).ok();
    env.assert_subject();
    let plan = plan(&env, OWN, &[]);
    // 15.5. to 15.6.: 31 days at 10.5 %: 0.892 and 0.446.
    assert_eq!(
        totals(&plan),
        ["1001 business 100.89", "1004 business 50.45"]
    );
    assert_eq!(plan["ignored_columns"], serde_json::json!([]));
    let shown = env.run(&["describe"]).ok();
    assert!(shown.contains("Maksettava viimeistään"), "{shown}");
}

#[test]
fn a_mapping_to_nothing_is_refused_at_once_and_a_blank_one_is_taken_away() {
    let env = register(&CUSTOMERS);
    let before = env.state();
    let wrong = [
        "--lang",
        "en",
        "describe",
        "import.receivables.Lasku nro=laskunumero",
    ];
    let refused = env.run(&wrong).fails(1);
    for part in [
        "not a part of a claim",
        "customer.number, ",
        " invoice_date, due_date, ",
        "is quoted",
    ] {
        assert!(refused.stderr.contains(part), "{part}: {refused}");
    }
    assert_eq!(env.state(), before);
    env.run(&[&["describe"], &MAPPING[..]].concat()).ok();
    env.run(&["describe", "import.receivables.Laskutettava="])
        .ok();
    env.write("open.csv", OWN);
    let unknown = reminder(&env, &["--dry-run"], &[]).fails(2);
    assert!(unknown.stderr.contains("`customer`"), "{unknown}");
}

#[test]
fn two_columns_for_one_part_and_a_missing_one_are_named() {
    let env = register(&CUSTOMERS);
    for (list, said) in [
        (
            "customer;invoice;due_date;open;balance\n",
            "both hold `open`",
        ),
        (
            "customer;invoice;open\n",
            "no column of the file is known to hold `due_date`",
        ),
        (
            "customer;due_date;open\n",
            "no column of the file is known to hold `invoice`",
        ),
        (
            "customer;invoice;due_date\n",
            "no column of the file is known to hold `open` or `amount`",
        ),
    ] {
        env.write("open.csv", &format!("{list}x;x;x;x;x\n"));
        let refused = reminder(&env, &["--dry-run"], &[]).fails(1);
        assert!(refused.stderr.contains(said), "{said}\n{refused}");
    }
}

/// Case does not tell two columns apart, so it does not tell two mappings apart either; what the hint says mends it.
#[test]
fn a_column_that_is_mapped_twice_is_refused_until_one_is_taken_away() {
    let env = register(&CUSTOMERS);
    env.write(
        "open.csv",
        "customer;invoice;due_date;summa;open\nTesti Oy;1;15.5.2026;100,00;9,00\n",
    );
    for mapping in ["Summa=amount", "SUMMA=description"] {
        env.run(&["describe", &format!("import.receivables.{mapping}")])
            .ok();
    }
    let refused = reminder(&env, &["--dry-run"], &[]).fails(1);
    for said in [
        "`import.receivables.SUMMA` and `import.receivables.Summa` are the same column",
        "`rekisteri describe \"import.receivables.Summa=\"`",
    ] {
        assert!(refused.stderr.contains(said), "{said}\n{refused}");
    }
    env.run(&["describe", "import.receivables.Summa="]).ok();
    assert_eq!(reminder(&env, &["--dry-run"], &[]).status, 0);
}

fn own(numbers: &str) -> TestEnv {
    let env = register(&CUSTOMERS);
    if numbers == "imported" {
        let list = "number;company;business_id\n77;Malli Oyj;9000004-6\n";
        env.write("customers.csv", list);
        env.run(&["import", "customers.csv", "--yes"]).ok();
    }
    env
}

/// The register gives its own numbers until an import brings the invoicing program's: then a row with a number only counts.
#[test]
fn a_number_alone_counts_only_where_it_is_the_invoicing_programs() {
    let list = "customer;invoice;due_date;open\n1001;1;15.5.2026;100,00\n";
    let env = own("own");
    env.write("open.csv", list);
    let refused = reminder(&env, &["--dry-run"], &[]).fails(1);
    let said = "line 2: customer is the invoicing program's number, and the register gives its own";
    assert!(refused.stderr.contains(said), "{refused}");
    // Beside another key it says nothing, even where it is another customer's.
    let both = "customer.number;name;invoice;due_date;open\n1004;Testi Oy;1;15.5.2026;100,00\n";
    let mapped = [
        "describe",
        "import.receivables.customer.number=customer.number",
    ];
    env.run(&mapped).ok();
    assert_eq!(totals(&plan(&env, both, &[])), ["1001 business 100.00"]);
    let env = own("imported");
    let list = "customer;invoice;due_date;open\n0077;1;15.5.2026;100,00\n1001;2;15.5.2026;10,00\n";
    assert_eq!(
        totals(&plan(&env, list, &[])),
        ["77 business 100.00", "1001 business 10.00"]
    );
    env.write(
        "open.csv",
        "customer;invoice;due_date;open\n78;1;15.5.2026;1,00\n",
    );
    let refused = reminder(&env, &["--dry-run"], &[]).fails(1);
    assert!(
        refused
            .stderr
            .contains("line 2: customer is of no customer here"),
        "{refused}"
    );
}

#[test]
fn every_key_of_a_row_points_to_the_same_customer() {
    let env = own("imported");
    let header = "Asiakasnumero;Nimi;Y-tunnus;Sähköposti;Lasku;Eräpäivä;Avoinna\n";
    for (keys, said) in [
        (
            "1001;Testi Oy;1234567-1;toimisto@example.com",
            Ok("1001 business 9.00"),
        ),
        ("1002;Aino Esimerkki;;", Ok("1002 consumer 9.00")),
        (
            ";Aino Esimerkki;;toinen@example.fi",
            Ok("1003 consumer 9.00"),
        ),
        (";AINO ESIMERKKI;;AINO@example.fi", Ok("1002 consumer 9.00")),
        (
            ";Aino Esimerkki;;",
            Err("customer points to several customers: 1002, 1003"),
        ),
        (
            "1001;Koe Ky;;",
            Err("points to another customer than the other keys of this row"),
        ),
        (
            "1001;;9000001-1;",
            Err("points to another customer than the other keys of this row"),
        ),
        (
            ";Testi Oy;1234567-1;aino@example.fi",
            Err("points to another customer"),
        ),
        (
            ";;1234567-2;",
            Err("customer.business_id has a wrong check digit"),
        ),
        (";Nobody;;", Err("customer.name is of no customer here")),
        (";;;", Err("customer is required")),
    ] {
        let list = format!("{header}{keys};1;15.5.2026;9,00\n");
        match said {
            Ok(total) => assert_eq!(totals(&plan(&env, &list, &[])), [total], "{keys}"),
            Err(said) => {
                env.write("open.csv", &list);
                let refused = reminder(&env, &["--dry-run"], &[]).fails(1);
                assert!(refused.stderr.contains(said), "{keys}\n{refused}");
            }
        }
    }
}

/// The same file habits as the customers' list: Windows-1252, a byte order mark, tabs, quotes, a footer of nothing.
#[test]
fn lists_come_as_programs_write_them() {
    let env = register(&CUSTOMERS);
    let list = "Asiakas;Lasku;Eräpäivä;Avoinna\n\"Testi Oy\";1;15.5.2026;\"1 000,00 €\"\n;;;\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(list);
    let tabs = list.replace(';', "\t");
    for bytes in [
        windows.into_owned(),
        format!("\u{feff}{list}").replace('\n', "\r\n").into_bytes(),
        tabs.into_bytes(),
    ] {
        std::fs::write(env.path("open.csv"), bytes).unwrap();
        let run = reminder(&env, &["--json", "--dry-run"], &[]).ok();
        let plan: serde_json::Value = serde_json::from_str(&run).unwrap();
        assert_eq!(totals(&plan), ["1001 business 1000.00"]);
    }
}
