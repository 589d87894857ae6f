//! What an envelope's window shows, and what stands beside it. C5 and C65 have a window of 35 × 95 mm, E5 and E65 of 30 × 90 mm, 40 mm from
//! the top and 18 mm from the left; with paper that slips, x 20–94 and y 40–59 mm are seen in all, and x 0–113, y 26–75 mm may be.

use super::page::{Printed, Word};
use super::sheets::{self, ADDRESSES, LANGUAGES, TEMPLATES};

/// The recipient of each address as the window is to show it, word by word; case and country's language left aside.
const RECIPIENTS: [&str; 5] = [
    "meikäläisen saha oy maija meikäläinen sahatie 12 b 3 90100 oulu",
    "pohjois-pohjanmaan ja kainuun metsänhoitopalvelut ja energiapuukorjuu oy maria magdalena hyvärinen-väänänen-ylä-öljymäki \
     vanhan hautausmaantien läntinen rinnakkaiskatu 123 b 45, 3. kerros 91910 pyhäjärvenjokivarrenkylänranta",
    "åsa öström storagatan 2 ax-22100 mariehamn åland",
    "göteborgs ångsåg ab björn åkesson avenyn 3 411 36 göteborg",
    "sawmill & sons ltd zoë brontë 1 high street london n1 9gu",
];

fn in_zone(word: &Word) -> bool {
    word.left < 113.0 && word.bottom > 26.0 && word.top < 75.0
}

/// What may be seen through a window whichever way the paper slips.
fn may_be_seen((x, y): (f64, f64)) -> bool {
    x < 113.0 && y > 26.0 && y < 75.0
}

/// Whether a point lies on a word, or as near to it as an accent or a tail may reach out of its box.
fn on(word: &Word, (x, y): (f64, f64)) -> bool {
    const REACH: f64 = 0.5;
    x > word.left - REACH
        && x < word.right + REACH
        && y > word.top - REACH
        && y < word.bottom + REACH
}

/// Every word of the recipient has ink, and nothing else in the zone has any: no line, no mark, no picture, no edge of a letter.
fn only_the_recipient_has_ink(case: &str, printed: &Printed) -> Option<()> {
    let (pages, ink) = (printed.pages()?, printed.ink(1)?);
    let recipient: Vec<&Word> = pages[0].iter().filter(|word| in_zone(word)).collect();
    let seen: Vec<(f64, f64)> = ink.into_iter().filter(|at| may_be_seen(*at)).collect();
    for word in &recipient {
        assert!(seen.iter().any(|at| on(word, *at)), "{case}: {word:?}");
    }
    for (x, y) in seen {
        let inside = (19.7..94.3).contains(&x) && (39.7..59.3).contains(&y);
        let known = recipient.iter().any(|word| on(word, (x, y)));
        assert!(inside && known, "{case}: ink at {x:.1}, {y:.1} mm");
    }
    Some(())
}

fn every_sheet(check: impl Fn(&str, &str, usize, &[Vec<Word>])) {
    for language in LANGUAGES {
        for template in TEMPLATES {
            for (at, (_, own)) in ADDRESSES.iter().enumerate() {
                let printed = Printed::new(&sheets::print(
                    template,
                    language,
                    &sheets::letter(template, own),
                ));
                let Some(pages) = printed.pages() else { return };
                check(template, language, at, &pages);
            }
        }
    }
}

#[test]
fn the_window_shows_the_recipient_and_nothing_else_comes_near() {
    every_sheet(|template, language, at, pages| {
        let case = format!("{template}.{language} {}", ADDRESSES[at].0);
        let zone: Vec<&Word> = pages[0].iter().filter(|word| in_zone(word)).collect();
        for word in &zone {
            let inside =
                word.left >= 19.99 && word.right <= 94.0 && word.top >= 40.0 && word.bottom <= 59.0;
            assert!(inside, "{case}: {word:?}");
        }
        let shown = zone
            .iter()
            .map(|word| word.text.to_lowercase())
            .collect::<Vec<_>>()
            .join(" ");
        let wanted = RECIPIENTS[at];
        // Abroad the country stands last, in the letter's language.
        let country = if at > 2 { 1..=2 } else { 0..=0 };
        let more = shown
            .strip_prefix(wanted)
            .unwrap_or_else(|| panic!("{case}: {shown}"));
        assert!(
            country.contains(&more.split_whitespace().count()),
            "{case}: {shown}"
        );
        let mut lines: Vec<String> = zone
            .iter()
            .map(|word| format!("{:.1}", word.bottom))
            .collect();
        lines.dedup();
        assert!(
            lines.len() <= if [1, 4].contains(&at) { 6 } else { 5 },
            "{case}: {lines:?}"
        );
    });
}

/// Words are all that `pdftotext` sees; the window shows whatever is printed.
#[test]
fn nothing_but_the_recipient_has_ink_where_a_window_may_be() {
    for language in LANGUAGES {
        for template in TEMPLATES {
            for (kind, own) in ADDRESSES {
                let case = format!("{template}.{language} {kind}");
                let bytes = sheets::print(template, language, &sheets::letter(template, own));
                let Some(()) = only_the_recipient_has_ink(&case, &Printed::new(&bytes)) else {
                    return;
                };
            }
        }
        for template in ["reminder", "demand"] {
            for (kind, own) in sheets::debts() {
                let case = format!("{template}.{language} {kind}");
                let context = crate::letters::context(&own);
                let bytes = sheets::print(template, language, &context);
                let Some(()) = only_the_recipient_has_ink(&case, &Printed::new(&bytes)) else {
                    return;
                };
            }
        }
    }
}

#[test]
fn everything_keeps_the_margins_and_pages_are_counted() {
    every_sheet(|template, language, at, pages| {
        let case = format!("{template}.{language} {}", ADDRESSES[at].0);
        for (number, page) in pages.iter().enumerate() {
            for word in page {
                let inside = word.left >= 19.9
                    && word.right <= 200.0
                    && word.top >= 9.0
                    && word.bottom <= 287.5;
                assert!(inside, "{case}: {word:?}");
            }
            let right = page
                .iter()
                .filter(|word| word.left > 180.0 && word.top < 20.0);
            let numbers: Vec<&str> = right.map(|word| word.text.as_str()).collect();
            assert_eq!(
                numbers,
                [(number + 1).to_string(), format!("({})", pages.len())],
                "{case}"
            );
            let head = page
                .iter()
                .filter(|word| word.bottom < 26.0)
                .map(|word| word.text.as_str());
            assert!(
                head.collect::<String>().contains("EsimerkkisepätOy"),
                "{case}"
            );
        }
    });
}

/// Whether the two stand on each other: their boxes are as tall as the font, so lines set close touch a little.
fn covers(one: &Word, other: &Word) -> bool {
    let wide = one.right.min(other.right) - one.left.max(other.left);
    let high = one.bottom.min(other.bottom) - one.top.max(other.top);
    let lower = (one.bottom - one.top).min(other.bottom - other.top);
    wide > 0.1 && high > 0.4 * lower
}

fn nothing_is_covered(case: &str, pages: &[Vec<Word>]) {
    for page in pages {
        for (at, one) in page.iter().enumerate() {
            let other = page[at + 1..].iter().find(|other| covers(one, other));
            assert!(other.is_none(), "{case}: {one:?} and {other:?}");
        }
    }
}

#[test]
fn no_word_stands_on_another() {
    every_sheet(|template, language, at, pages| {
        nothing_is_covered(&format!("{template}.{language} {}", ADDRESSES[at].0), pages);
    });
}

/// Ten invoices, compensation, interest without a sum, waived, over two half-years.
#[test]
fn every_debt_keeps_its_place() {
    for language in LANGUAGES {
        for template in ["reminder", "demand"] {
            for (kind, own) in sheets::debts() {
                let case = format!("{template}.{language} {kind}");
                let context = crate::letters::context(&own);
                let printed = Printed::new(&sheets::print(template, language, &context));
                let Some(pages) = printed.pages() else { return };
                nothing_is_covered(&case, &pages);
                for word in pages.iter().flatten() {
                    let inside = word.left >= 19.9 && word.right <= 190.1;
                    assert!(inside && word.bottom <= 287.5, "{case}: {word:?}");
                }
                assert_eq!(pages.len() > 2, kind == "ten", "{case}");
            }
        }
    }
}

/// A window's text of which one line is too long: that one is broken or smaller, the others can be read. The letter's own text is 11 points.
#[test]
fn a_long_name_leaves_the_other_lines_readable() {
    let words = "Pohjolan Energiapuu ".repeat(9);
    let spaced = &words[..171];
    let whole = "Energiapuukorjuupalvelut".repeat(8);
    for language in LANGUAGES {
        for (long, country) in [
            (spaced, "FI"),
            (&whole[..171], "FI"),
            (&spaced[..60], "FI"),
            (spaced, "GB"),
        ] {
            let own = format!(
                "[customer]\nnumber = '1042'\ncompany = '{long}'\nname = 'Maija Raitio'\n[postal_address]\nstreet = 'Rantakatu 1'\n\
                 postcode = '92100'\ncity = 'Raahe'\ncountry = '{country}'\n"
            );
            let context = sheets::letter("reminder", &own);
            let printed = Printed::new(&sheets::print("reminder", language, &context));
            let Some(pages) = printed.pages() else { return };
            let zone: Vec<&Word> = pages[0].iter().filter(|word| in_zone(word)).collect();
            let height = |word: &Word| word.bottom - word.top;
            let body = pages[0].iter().find(|word| word.top > 95.0).unwrap();
            let points = |word: &Word| 11.0 * height(word) / height(body);
            for word in &zone {
                let case = format!("{language} {} {country}: {word:?}", long.len());
                let across = word.left >= 19.99 && word.right <= 94.0;
                assert!(across && word.top >= 40.0 && word.bottom <= 59.0, "{case}");
                let short = ["Maija", "Raitio", "Rantakatu", "92100", "RAAHE"];
                if short.contains(&word.text.as_str()) {
                    assert!(points(word) >= 7.99, "{case}: {} points", points(word));
                }
            }
            let shown: String = zone.iter().map(|word| word.text.as_str()).collect();
            assert!(shown.starts_with(&long.replace(' ', "")), "{shown}");
            let mut lines: Vec<String> = zone
                .iter()
                .map(|word| (word.bottom * 10.0).round().to_string())
                .collect();
            lines.dedup();
            assert!(lines.len() <= 6, "{language} {country}: {lines:?}");
            nothing_is_covered(language, &pages);
        }
    }
}

/// A table of five and of six columns, the invoice number of each row longer than the last one's.
#[test]
fn long_invoice_numbers_keep_to_the_sheet_and_cover_nothing() {
    for language in LANGUAGES {
        for template in ["reminder", "demand"] {
            for compensation in [false, true] {
                let case = format!("{template}.{language} compensation: {compensation}");
                let context = crate::letters::context(&sheets::long_numbers(compensation));
                let printed = Printed::new(&sheets::print(template, language, &context));
                let (Some(pages), Some(flow)) = (printed.pages(), printed.flow()) else {
                    return;
                };
                nothing_is_covered(&case, &pages);
                for word in pages.iter().flatten() {
                    let inside = word.left >= 19.9 && word.right <= 190.1;
                    assert!(inside && word.bottom <= 287.5, "{case}: {word:?}");
                }
                let flow = flow.replace(' ', "");
                for length in sheets::LENGTHS {
                    // In the table, beside its interest, where it runs from, and on its transfer.
                    let found = flow.matches(&sheets::long_number(length)).count();
                    assert!(found >= 4, "{case}: {length}, {found} times in {flow}");
                }
            }
        }
    }
}

#[test]
fn an_ordinary_reminder_is_one_page() {
    for language in LANGUAGES {
        let printed = Printed::new(&sheets::print(
            "reminder",
            language,
            &sheets::letter("reminder", ""),
        ));
        let Some(pages) = printed.pages() else { return };
        assert_eq!(pages.len(), 1, "{language}");
    }
}
