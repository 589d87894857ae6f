//! Nobody's name, address or words become a header of a draft: what the register takes at all comes out as one name and one address.

use std::fs;

use super::register;
use crate::common::sandbox::TestEnv;

/// Line ends of every kind, encoded words, other people's addresses.
const HOSTILE: [&str; 12] = [
    "x\r\nBcc: all@example.com",
    "x\nBcc: all@example.com",
    "x\rBcc: all@example.com",
    "x\u{85}Bcc: all@example.com",
    "x\u{2028}Bcc: all@example.com",
    "x\u{2029}Bcc: all@example.com",
    "x\u{b}Bcc: all@example.com",
    "x\r\n\r\nbody",
    "=?utf-8?Q?x=0D=0ABcc:_all@example.com?=",
    "\" <all@example.com>, \"x",
    "x; y: z <all@example.com>",
    "x\u{202e}moc.elpmaxe@lla :ccB",
];

const HEADERS: [&str; 6] = [
    "X-Unsent",
    "From",
    "To",
    "Subject",
    "MIME-Version",
    "Content-Type",
];

/// The names of a draft's headers, in order; lines that begin with a space go on from the last.
fn headers(draft: &str) -> Vec<String> {
    let (head, _) = draft.split_once("\r\n\r\n").unwrap();
    let lines = head
        .split("\r\n")
        .filter(|line| !line.starts_with([' ', '\t']));
    lines
        .map(|line| line.split_once(':').unwrap().0.to_owned())
        .collect()
}

fn header<'d>(draft: &'d str, name: &str) -> &'d str {
    let from = draft.find(&format!("\r\n{name}: ")).unwrap();
    let rest = &draft[from + 2..];
    let end = rest
        .match_indices("\r\n")
        .find(|(at, _)| !rest[at + 2..].starts_with([' ', '\t']));
    &rest[..end.unwrap().0]
}

/// The draft of 1001, looked at as bytes.
fn draft(env: &TestEnv, folder: &str, line: &[&str]) -> String {
    let out = ["--date", "2026-06-15", "--yes"];
    env.run(&[&out[..], line, &["--output", folder]].concat())
        .ok();
    fs::read_to_string(env.path(folder).join("1001.eml")).unwrap()
}

fn sound(draft: &str, hostile: &str) {
    assert_eq!(headers(draft)[..5], HEADERS[..5], "{hostile:?}\n{draft}");
    assert!(
        headers(draft)[5..]
            .iter()
            .all(|name| name.starts_with("Content-")),
        "{hostile:?}"
    );
    assert!(
        draft.is_ascii() && !draft.replace("\r\n", "").contains(['\r', '\n']),
        "{hostile:?}"
    );
    for (name, address) in [
        ("From", "<siiri@velkoja.example.fi>"),
        ("To", "<aino@example.fi>"),
    ] {
        let header = header(draft, name);
        assert!(header.ends_with(address), "{hostile:?}\n{header}");
        // Whatever else looks like an address stands within quotes or is encoded.
        let name = header[..header.len() - address.len()]
            .replace("\\\\", "")
            .replace("\\\"", "");
        let mut outside = name.split('"').step_by(2);
        assert!(
            outside.all(|part| !part.contains(['@', '<', '>', ','])),
            "{hostile:?}\n{header}"
        );
    }
}

const NOTICE: [&str; 7] = [
    "notice",
    "services",
    "1001",
    "--set",
    "change=x",
    "--set",
    "from=1.1.2027",
];
const LETTER: [&str; 13] = [
    "letter",
    "reminder",
    "1001",
    "--invoice",
    "7",
    "--invoice-date",
    "1.5.2026",
    "--due",
    "15.5.2026",
    "--amount",
    "9,00",
    "--format",
    "txt,eml",
];

/// Through each field of customer and register that a draft takes words from: refused when it is set, or harmless.
#[test]
fn no_field_of_the_register_becomes_a_header() {
    let env = register(&[&[
        "name=Aino Esimerkki",
        "company=Testi Oy",
        "email=aino@example.fi",
    ]]);
    let (mut refused, mut drafted) = (0, 0);
    for (at, hostile) in HOSTILE.into_iter().enumerate() {
        for (of, key) in [
            ("edit", "name"),
            ("edit", "company"),
            ("edit", "billing_address.street"),
            ("edit", "billing_address.city"),
            ("describe", "controller.name"),
            ("describe", "contact.name"),
        ] {
            let value = format!("{key}={hostile}");
            let line = if of == "edit" {
                vec!["edit", "1001", &value]
            } else {
                vec!["describe", &value]
            };
            let set = env.run(&line);
            // A control character is refused, and the refusal does not repeat it.
            if set.status != 0 {
                assert!(!set.stderr.contains("Bcc"), "{set}");
                refused += 1;
                continue;
            }
            assert!(
                !hostile.chars().any(char::is_control),
                "{key}: {hostile:?} was taken"
            );
            let folder = format!("{at}-{key}");
            sound(&draft(&env, &format!("n{folder}"), &NOTICE), hostile);
            sound(&draft(&env, &format!("l{folder}"), &LETTER), hostile);
            drafted += 1;
            let plain = format!("{key}=Raahe");
            let back = if of == "edit" {
                vec!["edit", "1001", &plain]
            } else {
                vec!["describe", &plain]
            };
            env.run(&back).ok();
        }
        let address = format!("email=aino@example.fi{hostile}");
        assert_eq!(env.run(&["edit", "1001", &address]).status, 1);
        let address = format!("contact.email=siiri@velkoja.example.fi{hostile}");
        assert_eq!(env.run(&["describe", &address]).status, 1);
    }
    assert!(
        refused > 0 && drafted > 0,
        "{refused} refused, {drafted} drafted"
    );
}

/// The words of `--set`, which an owner's template may put into the subject.
#[test]
fn no_word_of_the_owner_becomes_a_header() {
    let env = register(&[&["name=Aino Esimerkki", "email=aino@example.fi"]]);
    fs::create_dir_all(env.path("templates")).unwrap();
    env.write(
        "templates/news.fi.eml.jinja",
        "{# setting title: the subject #}\n{% block subject %}{{ set.title }}{% endblock %}\n\nHei {{ set.title }}\n",
    );
    env.write("templates/news.fi.txt.jinja", "Hei {{ set.title }}\n");
    env.run(&["commit", "--yes"]).ok();
    for (at, hostile) in HOSTILE.into_iter().enumerate() {
        let title = format!("title={hostile}");
        let line = [
            "notice", "news", "1001", "--format", "eml,txt", "--set", &title,
        ];
        let draft = draft(&env, &at.to_string(), &line);
        sound(&draft, hostile);
    }
}

/// A cell of a list may hold line ends: they stay in the text or are refused, and reach no header.
#[test]
fn no_cell_of_a_list_becomes_a_header() {
    let env = register(&[&[
        "company=Testi Oy",
        "business_id=1234567-1",
        "email=aino@example.fi",
    ]]);
    for (at, hostile) in HOSTILE.into_iter().enumerate() {
        let cell = format!("\"{}\"", hostile.replace('"', "\"\""));
        let list = format!(
            "customer;invoice;due_date;open;description\nTesti Oy;{cell};15.5.2026;9,00;{cell}\n"
        );
        env.write("open.csv", &list);
        let line = [
            "letter",
            "reminder",
            "--receivables",
            "open.csv",
            "--format",
            "txt,eml",
        ];
        let out = format!("out{at}");
        let run = env.run(
            &[
                &["--date", "2026-06-15", "--yes"],
                &line[..],
                &["--output", &out],
            ]
            .concat(),
        );
        if run.status == 0 {
            let draft = fs::read_to_string(env.path(&out).join("1001.eml")).unwrap();
            sound(&draft, hostile);
        } else {
            assert!(run.status == 1 && !run.stderr.contains("Bcc"), "{run}");
        }
    }
}
