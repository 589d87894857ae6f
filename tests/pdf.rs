//! PDF letters: what stands where on the page, what is read from it, and what cannot be printed.

mod batch;
mod codes;
mod command;
mod faults;
mod hostile;
mod page;
mod reading;
mod sheets;
mod window;

use std::fs;
use std::path::PathBuf;

/// Writes every sheet into `$REKISTERI_SHEETS`, to be looked at: `REKISTERI_SHEETS=/tmp/sheets cargo test --test it sheets_to_look_at`.
#[test]
fn sheets_to_look_at() {
    let scratch = tempfile::tempdir().unwrap();
    let dir = std::env::var_os("REKISTERI_SHEETS").map_or(scratch.path().to_owned(), PathBuf::from);
    fs::create_dir_all(&dir).unwrap();
    for language in sheets::LANGUAGES {
        for template in sheets::TEMPLATES {
            for (kind, own) in sheets::ADDRESSES {
                let bytes = sheets::print(template, language, &sheets::letter(template, own));
                fs::write(dir.join(format!("{template}-{language}-{kind}.pdf")), bytes).unwrap();
            }
        }
    }
    for language in sheets::LANGUAGES {
        for template in ["reminder", "demand"] {
            for (kind, own) in sheets::debts() {
                let bytes = sheets::print(template, language, &crate::letters::context(&own));
                fs::write(dir.join(format!("{template}-{language}-{kind}.pdf")), bytes).unwrap();
            }
            for compensation in [false, true] {
                let context = crate::letters::context(&sheets::long_numbers(compensation));
                let file = format!("{template}-{language}-numbers-{compensation}.pdf");
                fs::write(dir.join(file), sheets::print(template, language, &context)).unwrap();
            }
        }
    }
    assert_eq!(
        fs::read_dir(&dir)
            .unwrap()
            .filter(|entry| entry
                .as_ref()
                .unwrap()
                .path()
                .extension()
                .is_some_and(|e| e == "pdf"))
            .count(),
        75 + 42 + 12
    );
}
