//! Barcode and QR code, read back from the page as a scanner sees it: drawn by poppler, read by zxing-cpp.

use std::path::Path;
use std::process::Command;

use super::page::Printed;
use super::sheets;
use crate::common::tools::{python_with, success};

/// Reads a grey picture without any other library: zxing takes whatever has the shape of an image.
const SCRIPT: &str = "import sys, zxingcpp\n\
    data = open(sys.argv[1], 'rb').read()\n\
    magic, size, top, rest = data.split(b'\\n', 3)\n\
    width, height = map(int, size.split())\n\
    image = memoryview(rest[:width * height]).cast('B', (height, width))\n\
    for code in zxingcpp.read_barcodes(image):\n\
    \x20   print(str(code.format).split('.')[-1], code.bytes.hex())";

/// The codes of a picture, sorted: kind and content.
fn read(picture: &Path) -> Option<Vec<(String, String)>> {
    let python = python_with("zxingcpp")?;
    let output = Command::new(python)
        .arg("-c")
        .arg(SCRIPT)
        .arg(picture)
        .output()
        .unwrap();
    let text = String::from_utf8(success(output)).unwrap();
    let mut codes: Vec<(String, String)> = text
        .lines()
        .map(|line| {
            let (kind, hex) = line.rsplit_once(' ').unwrap();
            let bytes: Vec<u8> = (0..hex.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
                .collect();
            (
                kind.replace([' ', '_'], "").to_lowercase(),
                String::from_utf8(bytes).unwrap(),
            )
        })
        .collect();
    codes.sort();
    Some(codes)
}

#[test]
fn both_codes_of_a_reminder_are_read_from_the_page() {
    for language in sheets::LANGUAGES {
        let printed = Printed::new(&sheets::print(
            "reminder",
            language,
            &sheets::letter("reminder", ""),
        ));
        let Some(picture) = printed.picture(1, 200) else {
            return;
        };
        let Some(codes) = read(&picture) else { return };
        let kinds: Vec<&str> = codes.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["code128", "qrcode"], "{language}: {codes:?}");
        let wanted = format!(
            "4{}{:08}000{:0>20}261211",
            "2112345600000785", 31823, "1232"
        );
        assert_eq!(codes[0].1, wanted, "{language}");
        let epc = "BCD\n002\n1\nSCT\nNDEAFIHH\nEsimerkkisepät Oy\nFI2112345600000785\nEUR318.23\n\nRF111232\n\nReqdExctnDt/2026-12-11";
        assert_eq!(codes[1].1, epc, "{language}");
        // The digits can be copied.
        let Some(text) = printed.text() else { return };
        assert!(text.contains(&wanted), "{language}");
    }
}

/// What each of ten invoices is paid with, written out by hand: its reference in the EPC form and in the barcode (version 4: national, filled
/// up to 23 digits; version 5: the check digits, then filled up to 21), and the sum with its interest in cents, the first one's with the fee.
const PAYMENTS: [(&str, &str, u32); 10] = [
    ("RF111232", "400000000000000000001232", 31823),
    ("RF0812344", "400000000000000000012344", 31324),
    ("RF1140905", "400000000000000000040905", 31325),
    ("RF9811112", "400000000000000000011112", 31326),
    ("RF10868624", "510000000000000000868624", 31327),
    ("RF66590738390", "400000000000000590738390", 31328),
    ("RF951357914", "400000000000000001357914", 31329),
    ("RF341234561", "534000000000000001234561", 31330),
    ("RF556666668", "400000000000000006666668", 31331),
    ("RF601511890656", "400000000000001511890656", 31332),
];

/// The barcode and the QR code of a payment due on 11.12.2026.
fn both_codes((epc, bars, cents): (&str, &str, u32)) -> [String; 2] {
    let (version, reference) = bars.split_at(1);
    let (euros, rest) = (cents / 100, cents % 100);
    [
        format!("{version}2112345600000785{cents:08}{reference}261211"),
        format!(
            "BCD\n002\n1\nSCT\nNDEAFIHH\nEsimerkkisepät Oy\nFI2112345600000785\nEUR{euros}.{rest:02}\n\n{epc}\n\nReqdExctnDt/2026-12-11"
        ),
    ]
}

#[test]
fn each_of_ten_invoices_has_its_own_codes() {
    let context = crate::letters::context(&sheets::invoices(10));
    let printed = Printed::new(&sheets::print("demand", "fi", &context));
    let Some(pages) = printed.pages() else { return };
    let mut payments = PAYMENTS.into_iter();
    for page in 2..=pages.len() {
        let Some(picture) = printed.picture(page, 200) else {
            return;
        };
        let Some(codes) = read(&picture) else { return };
        let blocks = pages[page - 1]
            .iter()
            .filter(|word| word.text == "TILISIIRTO")
            .count();
        let mut found: Vec<String> = codes.into_iter().map(|(_, content)| content).collect();
        let mut wanted: Vec<String> = payments
            .by_ref()
            .take(blocks)
            .flat_map(both_codes)
            .collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "page {page}");
    }
    assert_eq!(payments.next(), None);
    // The first payment carries the fee, and says so.
    let Some(flow) = printed.flow() else { return };
    assert_eq!(
        flow.matches("Summaan sisältyy muistutusmaksu 5,00 €.")
            .count(),
        1
    );
}

#[test]
fn where_the_rules_forbid_a_code_a_note_says_why() {
    let invoice = |amount: &str, reference: &str| {
        format!(
            "[invoice]\nnumber = '7'\namount = '{amount}'\ndate = '2026-10-01'\ndue = '2026-10-15'\n{reference}[claim]\nkind = 'business'\n"
        )
    };
    let bank = "[bank]\niban = 'DE89370400440532013000'\nbic = 'COBADEFFXXX'\n";
    let cases = [
        (
            format!("{bank}{}", invoice("310.00", "reference = '1232'\n")),
            "Viivakoodia ei ole, koska tili ei ole suomalainen.",
            true,
        ),
        (
            invoice("1000000.00", "reference = '1232'\n"),
            "Viivakoodia ei ole, koska summa on yli 999 999,99 euroa.",
            true,
        ),
        (
            invoice("310.00", ""),
            "Viivakoodia ei ole, koska maksulla ei ole numeerista viitettä.",
            true,
        ),
        (
            invoice("310.00", "reference = 'RF185390075470Y'\n"),
            "Viivakoodia ei ole, koska maksulla ei ole numeerista viitettä.",
            true,
        ),
    ];
    for (own, note, qr) in cases {
        let context = crate::letters::context(&own);
        let printed = Printed::new(&sheets::print("reminder", "fi", &context));
        let Some(flow) = printed.flow() else { return };
        assert!(flow.contains(note), "{flow}");
        assert_eq!(flow.contains("Lue pankkisovelluksella"), qr, "{flow}");
        assert!(!flow.contains("Virtuaaliviivakoodi"), "{flow}");
    }
}
