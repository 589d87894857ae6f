//! What the letters say: a demand all that 513/1999 5 a § lists, and neither letter anything that the owner may not threaten with (4 §).

use super::{TODAY, letter, register, reminder};
use crate::common::letters::FEES;
use crate::common::sandbox::TestEnv;

const LIST: &str = "\
customer;invoice;invoice_date;due_date;open;due_agreed;description;reference
Testi Oy;101;1.5.2026;15.5.2026;100,00;yes;Nurkkaharjaus;1232
Aino Esimerkki;102;1.5.2026;15.5.2026;100,00;yes;Nurkkaharjaus;12344
";

/// A business with 100 + 0.89 + 12 = 112.89, a consumer with 100 + 0.81 + 5 = 105.81 (as in `screens`).
fn env(language: &str) -> TestEnv {
    let env = register(&[
        &["company=Testi Oy", "business_id=1234567-1"],
        &["name=Aino Esimerkki"],
    ]);
    let language = format!("language={language}");
    env.run(&[&["describe", language.as_str()], &FEES[..]].concat())
        .ok();
    env.write("open.csv", LIST);
    env
}

/// The business's letter and the consumer's, each blank a plain one and each line end too.
fn letters(env: &TestEnv, act: &str) -> [String; 2] {
    let paper = ["--format", "txt", "--channel", "post", "--output", act];
    letter(env, &["--yes"], act, &paper).ok();
    [1001, 1002].map(|number| {
        let text = env.read(&format!("{act}/{number}.txt"));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

/// By language: the words of 5 a § 1 mom. 6 and 7 (objection, to whom), 4 mom. (basis of interest), and 2 mom. (a consumer's own right to suspension:
/// how to ask, and what follows).
const RIGHTS: [(&str, [&str; 3], &str); 3] = [
    (
        "fi",
        [
            "oikeus esittää huomautus viimeistään",
            "Huomautukset osoitetaan velkojalle: Velkoja Oy",
            "Pyynnöstä annamme maksutta erittelyn saatavasta ja selvityksen korkojen määräytymisestä.",
        ],
        "Teillä on oikeus pyytää perinnän keskeyttämistä ja asian siirtämistä oikeudelliseen perintään. Pyyntö tehdään meille kirjallisesti tai \
         sähköpostilla. Sen jälkeen emme vaadi teiltä kuluja perintätoimista, mutta voimme hakea maksua tuomioistuimessa, jolloin voitte joutua \
         korvaamaan oikeudenkäyntikuluja. Pyyntö ei estä ilmoituksia, joita laki vaatii oikeuksiemme säilyttämiseksi.",
    ),
    (
        "sv",
        [
            "rätt att framställa anmärkningar senast den",
            "Anmärkningarna riktas till borgenären: Velkoja Oy",
            "På begäran ger vi avgiftsfritt en specifikation av fordran och en utredning över hur räntorna bestäms.",
        ],
        "Ni har rätt att begära att indrivningen avbryts och att ärendet överlämnas till rättslig indrivning. Begäran görs till oss skriftligen eller \
         per e-post. Därefter kräver vi inte ersättning av er för indrivningsåtgärder, men vi kan yrka på betalning i domstol, och då kan ni bli \
         skyldiga att ersätta rättegångskostnader. Begäran hindrar inte meddelanden som lagen kräver för att vi ska bevara vår rätt.",
    ),
    (
        "en",
        [
            "you have the right to object by",
            "Objections are to be sent to the creditor: Velkoja Oy",
            "On request we will give you, free of charge, an itemisation of the claim and an account of how the interest is determined.",
        ],
        "You have the right to ask that collection be suspended and the matter be referred to court. Make the request to us in writing or by e-mail. \
         From then on we will not charge you for collection measures, but we may seek payment in court, and you may then have to pay court costs. \
         The request does not prevent notices that the law requires for preserving our rights.",
    ),
];

/// Each sum as the language writes it.
fn written(language: &str, sum: &str) -> String {
    if language == "en" {
        format!("€{sum}")
    } else {
        format!("{} €", sum.replace('.', ","))
    }
}

#[test]
fn a_demand_says_what_the_act_lists() {
    for (language, rights, own_right) in RIGHTS {
        let [business, consumer] = letters(&env(language), "demand");
        for (text, sums, days) in [
            (
                &business,
                ["100.00", "0.89", "12.00", "112.89"],
                ["22.6.2026", "22 juni 2026", "22 June 2026"],
            ),
            (
                &consumer,
                ["100.00", "0.81", "5.00", "105.81"],
                ["2.7.2026", "2 juli 2026", "2 July 2026"],
            ),
        ] {
            // 1 mom. 1 and 2: creditor with address, basis.
            for part in [
                "Velkoja Oy, Katu 2, 92100 RAAHE",
                "Nurkkaharjaus",
                "FI21 1234 5600 0007 85",
            ] {
                assert!(text.contains(part), "{language} {part}\n{text}");
            }
            // 3 and 4: principal, interest, costs, and all together.
            for sum in sums {
                assert!(
                    text.contains(&written(language, sum)),
                    "{language} {sum}\n{text}"
                );
            }
            // 5 and 6: by when to pay, and by when to object.
            let day = days.into_iter().find(|day| text.contains(day)).unwrap();
            assert!(text.matches(day).count() >= 3, "{language} {day}\n{text}");
            for right in rights {
                assert!(text.contains(right), "{language} {right}\n{text}");
            }
        }
        assert!(
            consumer.contains(own_right) && !business.contains(own_right),
            "{language}"
        );
        for reminder in letters(&env(language), "reminder") {
            assert!(
                !reminder.contains(rights[0]) && !reminder.contains(own_right),
                "{language}"
            );
        }
    }
}

/// Credit registers, enforcement, courts, agencies, costs that are not in the letter.
const THREATS: [&str; 30] = [
    "luottotie",
    "maksuhäiri",
    "ulosot",
    "haast",
    "käräjä",
    "konkurs",
    "perintätoimist",
    "perintäyhti",
    "oikeustoim",
    "lisäkul",
    "perintäkul",
    "tratta",
    "kreditupplys",
    "betalningsanmärk",
    "utsök",
    "stämning",
    "tingsrätt",
    "inkasso",
    "rättsliga åtgärder",
    "indrivningskost",
    "credit rating",
    "credit record",
    "enforcement",
    "bailiff",
    "lawsuit",
    "bankrupt",
    "legal action",
    "collection agency",
    "collection costs",
    "summons",
];

#[test]
fn neither_letter_threatens() {
    for (language, _, own_right) in RIGHTS {
        let env = env(language);
        for act in ["reminder", "demand"] {
            for text in letters(&env, act) {
                // Of courts and their costs only the consumer's own right speaks, as the act has it.
                let rest = text.replace(own_right, "").to_lowercase();
                for threat in THREATS.iter().chain(&["oikeude", "domstol", "court"]) {
                    assert!(!rest.contains(threat), "{language} {act}: {threat}\n{text}");
                }
                // Who has paid is told that the letter is not meant for him (4 §: nothing misleading).
                let paid = [
                    "Jos olette jo maksaneet",
                    "Om ni redan har betalat",
                    "If you have already paid",
                ];
                assert!(
                    paid.iter().any(|words| text.contains(words)),
                    "{language} {act}\n{text}"
                );
            }
        }
    }
}

/// `--interest none` waives it: no sum, no rate and no threat of it; `--interest amount` insists on a sum.
#[test]
fn interest_can_be_waived() {
    let env = env("fi");
    let waived = ["--interest", "none"];
    let paper = ["--format", "txt", "--channel", "post", "--output", "o"];
    reminder(&env, &["--yes"], &[&waived[..], &paper].concat()).ok();
    let text = env.read("o/1002.txt").replace('\u{a0}', " ");
    assert!(
        text.contains("105,00 €") && !text.contains("iivästyskor"),
        "{text}"
    );
    let shown = reminder(&env, &["--dry-run"], &waived);
    assert_eq!(
        shown.stderr.matches("interest waived").count(),
        2,
        "{shown}"
    );
}

/// Where the day of sending is not known no interest runs (633/1982 6 §), and then the letter does not speak of any: neither of its rate.
#[test]
fn a_letter_without_a_beginning_of_interest_speaks_of_none() {
    let unknown = "customer;invoice;due_date;open\nTesti Oy;101;15.5.2026;100,00\n";
    for (language, words) in [("fi", "korko"), ("sv", "ränt"), ("en", "interest")] {
        let env = env(language);
        let reminded = |list: &str, out: &str| {
            env.write("open.csv", list);
            let line = ["--date", TODAY, "--yes", "letter", "reminder"];
            let list = ["--receivables", "open.csv", "--channel", "post"];
            let files = ["--format", FORMATS, "--output", out];
            env.run(&[&line[..], &list, &files].concat()).ok();
            let documents = FORMATS.split(',').map(|format| {
                let file = env.path(&format!("{out}/1001.{format}"));
                let text = if format == "pdf" {
                    printed(&file)?
                } else {
                    std::fs::read_to_string(file).unwrap()
                };
                Some(text.to_lowercase())
            });
            documents.flatten().collect::<Vec<_>>()
        };
        for text in reminded(unknown, "unknown") {
            assert!(!text.contains(words), "{language}\n{text}");
        }
        // Of an invoice with a day of sending it does.
        for text in reminded(LIST, "known") {
            assert!(text.contains(words), "{language}\n{text}");
        }
        let first = env.run(&["show", "1001", "--journal", "--json"]).ok();
        let events: serde_json::Value = serde_json::from_str(&first).unwrap();
        let mut told = events.as_array().unwrap().iter().map(|one| &one["basis"]);
        assert_eq!(told.clone().count(), 2);
        assert!(told.any(serde_json::Value::is_null), "{events}");
    }
}

#[cfg(feature = "pdf")]
const FORMATS: &str = "pdf,txt";
#[cfg(not(feature = "pdf"))]
const FORMATS: &str = "txt";

/// The words of a PDF; none where poppler is missing, which has been said aloud.
fn printed(pdf: &std::path::Path) -> Option<String> {
    let mut command = std::process::Command::new(crate::common::tools::tool("pdftotext")?);
    let output = command.arg("-raw").arg(pdf).arg("-").output().unwrap();
    let bytes = crate::common::tools::success(output);
    Some(String::from_utf8(bytes).unwrap())
}
