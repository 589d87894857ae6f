//! Bank barcode and EPC payload: the vectors of the guides as files, and outside programs over many more.

use std::fs;
use std::path::Path;

use rekisteri::receivables::{Barcode, NoCode, Transfer};

use crate::common::tools::{python_with, success};

fn lines(file: &str) -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/vectors/barcode")
        .join(file);
    let text = fs::read_to_string(path).unwrap();
    let cases = text.lines().filter(|line| !line.starts_with('#'));
    let split = |line: &str| {
        line.split_once(" = ")
            .map(|(given, wanted)| (given.to_owned(), wanted.to_owned()))
            .unwrap()
    };
    cases.map(split).collect()
}

/// `account reference sum due`, with `-` and `none` for what is absent.
fn transfer(given: &str) -> Transfer {
    let parts: Vec<&str> = given.split_whitespace().collect();
    let [iban, reference, amount, due] = parts[..] else {
        panic!("{given}")
    };
    Transfer {
        payee: "Esimerkkisepät Oy".to_owned(),
        iban: iban.parse().unwrap(),
        bic: None,
        reference: (reference != "-").then(|| reference.parse().unwrap()),
        amount: amount.parse().unwrap(),
        due: (due != "none").then(|| due.parse().unwrap()),
        message: None,
    }
}

#[test]
fn every_vector_of_the_barcode_holds() {
    let mut cases = 0;
    for (given, wanted) in [lines("version4.txt"), lines("version5.txt")].concat() {
        let code = Barcode::of(&transfer(&given)).unwrap_or_else(|why| panic!("{given}: {why:?}"));
        assert_eq!(
            format!("{} {}", code.digits(), code.check()),
            wanted,
            "{given}"
        );
        let widths = code.widths();
        assert_eq!(
            widths.iter().map(|width| u32::from(*width)).sum::<u32>(),
            332
        );
        assert!(
            code.digits()
                .parse::<Barcode>()
                .is_ok_and(|read| read == code)
        );
        cases += 1;
    }
    assert_eq!(cases, 20);
    for (given, wanted) in lines("none.txt") {
        let why = Barcode::of(&transfer(&given)).err().map(NoCode::word);
        assert_eq!(why, Some(wanted.as_str()), "{given}");
    }
}

#[test]
fn the_epc_payload_is_laid_out_as_the_guideline_says() {
    let mut one = transfer("FI3715903000000776 11112 12.25 2016-12-21");
    one.bic = Some("NDEAFIHH".parse().unwrap());
    insta::assert_snapshot!(one.epc().unwrap(), @r"
    BCD
    002
    1
    SCT
    NDEAFIHH
    Esimerkkisepät Oy
    FI3715903000000776
    EUR12.25

    RF9811112

    ReqdExctnDt/2016-12-21
    ");
    one.reference = None;
    one.due = None;
    one.message = Some("Lasku\n77".to_owned());
    assert!(one.epc().unwrap().ends_with("EUR12.25\n\n\nLasku 77"));
    one.message = None;
    assert!(one.epc().unwrap().ends_with("EUR12.25"));
}

#[test]
fn the_epc_payload_keeps_its_limits() {
    let epc = |given: &str| transfer(given).epc().err();
    assert_eq!(
        epc("FI3715903000000776 1232 0.00 none"),
        Some(NoCode::Amount)
    );
    assert_eq!(
        epc("FI3715903000000776 1232 1000000000.00 none"),
        Some(NoCode::Amount)
    );
    assert_eq!(epc("FI3715903000000776 1232 999999999.99 none"), None);
    assert_eq!(epc("DE89370400440532013000 1232 1.00 none"), None);
    // Great Britain is in SEPA and not in the EEA: only with a BIC. Turkey is in neither.
    assert_eq!(
        epc("GB82WEST12345698765432 1232 1.00 none"),
        Some(NoCode::Account)
    );
    assert_eq!(
        epc("TR330006100519786457841326 1232 1.00 none"),
        Some(NoCode::Account)
    );
    let mut long = transfer("FI3715903000000776 - 1.00 2016-12-21");
    long.payee = "ä".repeat(100);
    long.message = Some("ö".repeat(65));
    let payload = long.epc().unwrap();
    assert!(payload.contains(&format!("\n{}\n", "ä".repeat(70))));
    assert!(payload.len() <= 331 && !payload.contains("ReqdExctnDt"));
    long.message = Some("ö".repeat(140));
    assert_eq!(long.epc(), Err(NoCode::Length));
}

/// segno knows no day to pay by and writes the same lines otherwise.
#[test]
fn segno_writes_the_same_payload() {
    let Some(python) = python_with("segno") else {
        return;
    };
    let script = "import sys\nfrom segno.helpers import _make_epc_qr_data as make\n\
        iban, name, reference, amount, bic = sys.argv[1:]\n\
        made = make(name=name, iban=iban, reference=reference, amount=amount, bic=bic, encoding='utf-8')\n\
        sys.stdout.buffer.write(made[0] if isinstance(made, tuple) else made)";
    for (given, _) in [lines("version4.txt"), lines("version5.txt")].concat() {
        let mut one = transfer(&given);
        one.bic = Some("NDEAFIHH".parse().unwrap());
        one.due = None;
        let Ok(ours) = one.epc() else { continue };
        let reference = one.reference.as_ref().unwrap().to_rf().compact().to_owned();
        let arguments = [
            one.iban.to_string(),
            one.payee.clone(),
            reference,
            one.amount.to_string(),
            "NDEAFIHH".to_owned(),
        ];
        let run = std::process::Command::new(&python)
            .arg("-c")
            .arg(script)
            .args(&arguments)
            .output()
            .unwrap();
        let theirs = String::from_utf8(success(run)).unwrap();
        let plain = |text: &str| {
            text.trim_end()
                .replace(".00\n", "\n")
                .lines()
                .map(amount)
                .collect::<Vec<_>>()
        };
        assert_eq!(plain(&ours), plain(&theirs), "{given}");
    }
}

/// `EUR12.50` and `EUR12.5` are one sum.
fn amount(line: &str) -> String {
    match line
        .strip_prefix("EUR")
        .and_then(|sum| sum.parse::<rust_decimal::Decimal>().ok())
    {
        Some(sum) => format!("EUR{}", sum.normalize()),
        None => line.to_owned(),
    }
}
