//! The subject: what strangers may read. A letter about money owed has a neutral one, and a notice its heading, unless that speaks of
//! debts after all: an owner's template may be anything (513/1999 4 §: nothing may endanger the debtor's privacy).

use crate::letters::language::{Language, choose};
use crate::text;

/// Parts of words that tell of a debt, folded: Finnish, Swedish, English.
#[rustfmt::skip]
const DEBT: [&str; 40] = [
    "eraantyn", "erapaiv", "karhu", "kehotus", "korko", "korot", "lasku", "maksa", "maksu", "muistut", "perimi", "perinna",
    "perinta", "saamis", "saatav", "ulosot", "vaatimus", "velk", "velat", "veloit", "viivast",
    "betal", "droj", "faktur", "fordr", "forfall", "inkasso", "krav", "paminn", "skuld",
    "arrear", "claim", "collect", "debt", "demand", "invoice", "overdue", "owed", "pay", "remind",
];

/// Returns the subject of a letter: its heading where there is one that strangers may read, else a neutral one with the sender's name.
pub(super) fn subject(heading: Option<&str>, sender: &str, language: Language) -> String {
    let heading = heading.map(str::trim).filter(|text| !text.is_empty());
    match heading.filter(|text| !tells_of_debt(text)) {
        Some(heading) => heading.to_owned(),
        None => neutral(sender, language),
    }
}

/// A sender whose very name tells of debts is left to the line that says who writes.
fn neutral(sender: &str, language: Language) -> String {
    let words = choose(language, "Viesti", "Meddelande", "Message");
    if tells_of_debt(sender) {
        return words.to_owned();
    }
    format!("{words}: {sender}")
}

/// Whether any word tells of a debt. Where that is a mistake, a neutral subject harms nobody.
fn tells_of_debt(text: &str) -> bool {
    let folded = text::fold(text);
    DEBT.iter().any(|stem| folded.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::subject;
    use crate::letters::Language;

    #[test]
    fn headings_that_tell_of_debts_are_not_shown() {
        for heading in [
            "Maksumuistutus",
            "MAKSUVAATIMUS 2",
            "Jälkiperintä",
            "Betalningspåminnelse",
            "Payment reminder",
            "Your overdue account",
        ] {
            assert_eq!(
                subject(Some(heading), "Testi Oy", Language::Sv),
                "Meddelande: Testi Oy"
            );
        }
        assert_eq!(subject(None, "Testi Oy", Language::Fi), "Viesti: Testi Oy");
        for (sender, language, neutral) in [
            ("X Perintä Oy", Language::Fi, "Viesti"),
            ("Inkasso Ab", Language::Sv, "Meddelande"),
            ("Debt Collectors Oy", Language::En, "Message"),
        ] {
            for heading in [None, Some("Maksumuistutus")] {
                assert_eq!(subject(heading, sender, language), neutral);
            }
        }
        let news = "Hintamme muuttuvat 1.1.2027 alkaen";
        assert_eq!(subject(Some(news), "Testi Oy", Language::Fi), news);
        assert_eq!(
            subject(Some(" \n"), "Testi Oy", Language::En),
            "Message: Testi Oy"
        );
    }
}
