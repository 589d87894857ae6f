//! The working day of seven overdue invoices: five letters as PDF, each sum worked out by hand with its section, found in the pages;
//! `all.pdf` has those that are posted and nobody else's; and nobody's data is in another's letter.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{letter, register};
use crate::common::letters::FEES;
use crate::common::sandbox::TestEnv;
use crate::common::tools::{success, tool};

/// One debtor each: what the register holds of him, all of it his alone.
struct Debtor {
    number: u32,
    fields: &'static [&'static str],
    /// What the letter asks for, as it stands in it.
    sums: &'static [&'static str],
    /// The sums of its credit transfers: interest and compensation of each invoice, and the fee on the oldest (513/1999 10 a and 10 e §).
    payments: &'static [&'static str],
    due: &'static str,
    posted: bool,
}

/// Reference rate of 2026 H1: 2.5 (1407/2025). Businesses 10.5 % (633/1982 4 a §), a consumer 9.5 % (4 §). The letters are of 15.6.2026.
const DEBTORS: [Debtor; 5] = [
    // 101: 500 - 50 credited = 450; agreed due date 15.4., so from 16.4. (5 §): 61 days: 450 x 0.105 x 61 / 365 = 7.897.
    // 102: 250; from 5.5.: 42 days: 3.021. Principal 700, interest 7.90 + 3.02 = 10.92; one fee of 12 (513/1999 10 e §).
    // 700 + 10.92 + 12 = 722.92; paid as 450 + 7.90 + 12 = 469.90 and 250 + 3.02 = 253.02. Due 15.6. + 7 = Monday 22.6.
    Debtor {
        number: 1001,
        fields: &[
            "company=Testi Oy",
            "business_id=1234567-1",
            "name=Tapio Testinen",
            "billing_address.street=Testikatu 11",
            "billing_address.postcode=92101",
            "billing_address.city=Testilä",
        ],
        sums: &[
            "50,00 €",
            "450,00 €",
            "250,00 €",
            "700,00 €",
            "7,90 €",
            "3,02 €",
            "10,92 €",
            "12,00 €",
            "722,92 €",
        ],
        payments: &["469,90 €", "253,02 €"],
        due: "22.6.2026",
        posted: true,
    },
    // 201: not agreed, sent 1.5.: from 1.6. (633/1982 6 §): 15 days: 1000 x 0.105 x 15 / 365 = 4.315. 202: sent 20.5.: nothing yet.
    // 1300 + 4.32 + 12 = 1316.32; paid as 1000 + 4.32 + 12 = 1016.32 and 300.
    Debtor {
        number: 1002,
        fields: &[
            "company=Koe Ky",
            "business_id=9000001-1",
            "email=koe@example.com",
            "billing_address.street=Koekuja 22",
            "billing_address.postcode=92102",
            "billing_address.city=Koela",
        ],
        sums: &[
            "1 000,00 €",
            "300,00 €",
            "1 300,00 €",
            "4,32 €",
            "12,00 €",
            "1 316,32 €",
        ],
        payments: &["1 016,32 €", "300,00 €"],
        due: "22.6.2026",
        posted: false,
    },
    // 301: told by the invoice of 1.4., which came by 8.4. (6 § 2 mom.): from 9.5.: 38 days: 80 x 0.095 x 38 / 365 = 0.791; fee 5 (513/1999 10 a and 10 b §).
    // 80 + 0.79 + 5 = 85.79. Due 15.6. + 17 = Thursday 2.7. A consumer's reminder is posted although there is an address.
    Debtor {
        number: 1003,
        fields: &[
            "name=Aino Esimerkki",
            "email=aino@example.fi",
            "billing_address.street=Rantapolku 33",
            "billing_address.postcode=92103",
            "billing_address.city=Rantala",
        ],
        sums: &["80,00 €", "0,79 €", "5,00 €", "85,79 €"],
        payments: &["85,79 €"],
        due: "2.7.2026",
        posted: true,
    },
    // 401: a sole trader is a consumer where nobody says otherwise; not told: no interest yet (6 § 2 mom.); 15.5. + 15 days: fee 5.
    Debtor {
        number: 1004,
        fields: &[
            "company=Tmi Sepon Sähkö",
            "business_id=9000003-8",
            "name=Seppo Sähköinen",
            "billing_address.street=Voimatie 44",
            "billing_address.postcode=92104",
            "billing_address.city=Voimala",
        ],
        sums: &["120,00 €", "5,00 €", "125,00 €"],
        payments: &["125,00 €"],
        due: "2.7.2026",
        posted: true,
    },
    // 501: agreed due date 8.6.: from 9.6.: 7 days: 64.50 x 0.105 x 7 / 365 = 0.130; fee 12 at once (513/1999 10 f §): 76.63.
    Debtor {
        number: 1005,
        fields: &[
            "company=Malli Oyj",
            "business_id=9000004-6",
            "email=malli@example.com",
            "billing_address.street=Mallimäki 55",
            "billing_address.postcode=92105",
            "billing_address.city=Mallila",
        ],
        sums: &["64,50 €", "0,13 €", "12,00 €", "76,63 €"],
        payments: &["76,63 €"],
        due: "22.6.2026",
        posted: false,
    },
];

const LIST: &str = "\
Asiakas;Lasku;Laskupvm;Eräpäivä;Summa;Avoinna;Sovittu eräpäivä;Korko ilmoitettu;Hyvittää;Viite
Testi Oy;101;1.4.2026;15.4.2026;500,00;500,00;kyllä;;;1232
Testi Oy;102;20.4.2026;4.5.2026;250,00;250,00;kyllä;;;12344
Testi Oy;103;21.4.2026;21.4.2026;-50,00;-50,00;;;101;
9000001-1;201;1.5.2026;15.5.2026;1 000,00;1 000,00;ei;;;40905
9000001-1;202;20.5.2026;3.6.2026;300,00;300,00;ei;;;11112
aino@example.fi;301;1.4.2026;15.4.2026;80,00;80,00;;kyllä;;1234561
Aino Esimerkki;302;1.3.2026;15.3.2026;40,00;0,00;;;;
Tmi Sepon Sähkö;401;1.5.2026;15.5.2026;120,00;120,00;;;;868624
Malli Oyj;501;25.5.2026;8.6.2026;64,50;64,50;kyllä;;;590738390
Malli Oyj;502;16.6.2026;30.6.2026;99,00;99,00;;;;
";

fn env() -> TestEnv {
    let fields = DEBTORS.map(|one| one.fields);
    let env = register(&fields);
    env.run(&[&["describe", "bank.bic=NDEAFIHH"], &FEES[..]].concat())
        .ok();
    env.write("open.csv", LIST);
    env
}

fn letters(env: &TestEnv, act: &str, rest: &[&str]) -> String {
    letter(env, &["--lang", "en", "--yes"], act, rest).ok()
}

/// What a PDF says, in its own order; none where poppler is missing, which has been said aloud.
fn text_of(pdf: &Path) -> Option<String> {
    let mut command = Command::new(tool("pdftotext")?);
    let output = command.arg("-raw").arg(pdf).arg("-").output().unwrap();
    Some(String::from_utf8(success(output)).unwrap())
}

/// The sums of a text, whole: `250,00 €` does not hold `50,00 €`, nor `1 300,00 €` `300,00 €`.
fn sums_of(text: &str) -> BTreeSet<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_group =
        |word: &str| (1..=3).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let sum = |(at, word): (usize, &&str)| {
        if !word.starts_with('€') || at == 0 {
            return None;
        }
        let mut first = at - 1;
        // A group of three has another one before it where that is one.
        while first > 0
            && words[first]
                .split(',')
                .next()
                .is_some_and(|group| group.len() == 3)
            && is_group(words[first - 1])
        {
            first -= 1;
        }
        Some(format!("{} €", words[first..at].join(" ")))
    };
    words.iter().enumerate().filter_map(sum).collect()
}

#[test]
fn a_sum_is_no_part_of_another() {
    let sums = sums_of("Summa 250,00 € 1 300,00\u{a0}€. 3.6.2026 2 000 000,00 € ja 50,00");
    let whole = ["250,00 €", "1 300,00 €", "2 000 000,00 €"];
    assert_eq!(sums, whole.map(str::to_owned).into());
}

/// The words of a PDF, one plain blank apart.
fn words(pdf: &Path) -> Option<String> {
    let text = text_of(pdf)?;
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn pages(pdf: &Path) -> Option<Vec<String>> {
    let text = text_of(pdf)?;
    let pages = text.split('\u{c}').filter(|page| !page.trim().is_empty());
    Some(
        pages
            .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect(),
    )
}

/// All that is one debtor's alone: what the register holds, invoices and references.
fn own(debtor: &Debtor) -> Vec<String> {
    let values = debtor
        .fields
        .iter()
        .filter_map(|field| field.split_once('='));
    let values = values
        .map(|(_, value)| value.to_owned())
        .filter(|value| !value.is_empty());
    let mut own: Vec<String> = values.collect();
    let rows = LIST.lines().skip(1).filter(|row| {
        let (key, _) = row.split_once(';').unwrap();
        own.iter().any(|value| value == key)
    });
    let rows: Vec<&str> = rows.collect();
    for row in rows {
        let cells: Vec<&str> = row.split(';').collect();
        own.push(format!("Lasku {}", cells[1]));
    }
    own.push(debtor.sums.last().unwrap().to_string());
    own
}

#[test]
fn five_letters_with_every_sum_in_their_pages() {
    for act in ["reminder", "demand"] {
        // A reminder of the same day would forbid the demand's fee.
        let env = env();
        let out = format!("{act}-paper");
        let listed = letters(&env, act, &["--channel", "post", "--output", &out]);
        assert_eq!(listed.lines().count(), 6, "{listed}");
        for debtor in &DEBTORS {
            let pdf = env.path(&out).join(format!("{}.pdf", debtor.number));
            let Some(printed) = text_of(&pdf) else { return };
            let sums = sums_of(&printed);
            for sum in debtor.sums.iter().chain(debtor.payments) {
                assert!(
                    sums.contains(*sum),
                    "{act} {} {sum}\n{printed}",
                    debtor.number
                );
            }
            let text = printed.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(
                text.matches("TILISIIRTO").count(),
                debtor.payments.len(),
                "{text}"
            );
            assert!(text.contains(debtor.due), "{text}");
            // Each barcode carries its payment's cents and the new due date.
            for payment in debtor.payments {
                let cents: String = payment.chars().filter(char::is_ascii_digit).collect();
                let day = if debtor.due.starts_with("22") {
                    "260622"
                } else {
                    "260702"
                };
                let coded = text.split(' ').any(|word| {
                    word.len() == 54
                        && word.starts_with("42112345600000785")
                        && word[17..25] == format!("{cents:0>8}")
                        && word.ends_with(day)
                });
                assert!(coded, "{} {payment}\n{text}", debtor.number);
            }
        }
    }
}

#[test]
fn the_joint_file_has_exactly_the_posted_letters() {
    let env = env();
    let listed = letters(&env, "reminder", &["--output", "o"]);
    let names: Vec<&str> = listed
        .lines()
        .map(|path| path.rsplit_once('/').map_or(path, |(_, name)| name))
        .collect();
    assert_eq!(
        names,
        [
            "1001.pdf", "1002.eml", "1003.pdf", "1004.pdf", "1005.eml", "all.pdf"
        ]
    );
    let folder = env.path("o");
    let Some(joint) = pages(&folder.join("all.pdf")) else {
        return;
    };
    let each = DEBTORS.iter().filter(|one| one.posted);
    let each: Vec<String> = each
        .flat_map(|one| pages(&folder.join(format!("{}.pdf", one.number))).unwrap())
        .collect();
    assert_eq!(joint, each);
    let joint = joint.join(" ");
    for debtor in &DEBTORS {
        let company = own(debtor)[0].clone();
        assert_eq!(joint.contains(&company), debtor.posted, "{company}");
    }
}

/// Everything that is written for a debtor: page, text, and draft or what is posted instead of one; none without poppler.
fn documents(env: &TestEnv, number: u32) -> Option<[String; 3]> {
    let pdf = words(&env.path(&format!("paper/{number}.pdf")))?;
    let text = env.read(&format!("paper/{number}.txt"));
    let draft = env.path(&format!("mail/{number}.eml"));
    let draft = if draft.exists() {
        fs::read_to_string(draft).unwrap()
    } else {
        env.read(&format!("mail/{number}.txt"))
    };
    let draft = draft
        .replace("=\r\n", "")
        .replace("=C2=A0", " ")
        .replace("=C3=A4", "ä")
        .replace("=C3=B6", "ö");
    Some([pdf, text, draft].map(|text| plain(&text)))
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ").to_lowercase()
}

#[test]
fn nobodys_data_is_in_anothers_letter() {
    let env = env();
    let paper = ["--channel", "post", "--format", "pdf,txt"];
    let mail = ["--channel", "email", "--format", "txt,eml"];
    for (act, ways, folder) in [("demand", paper, "paper"), ("reminder", mail, "mail")] {
        letters(&env, act, &[&ways[..], &["--output", folder]].concat());
    }
    for debtor in &DEBTORS {
        let number = debtor.number;
        let Some(documents) = documents(&env, number) else {
            return;
        };
        for other in &DEBTORS {
            let mine = other.number == number;
            for value in own(other) {
                // The e-mail address and the business ID of a debtor stand in no letter but the draft's header.
                let value = plain(&value);
                for document in &documents {
                    assert!(
                        mine || !document.contains(&value),
                        "{number}: `{value}`\n{document}"
                    );
                }
            }
            let mut fields = other.fields.iter();
            let street = fields.find_map(|field| field.strip_prefix("billing_address.street="));
            let street = plain(street.unwrap());
            for document in &documents {
                assert_eq!(document.contains(&street), mine, "{number}: {street}");
            }
        }
    }
}
