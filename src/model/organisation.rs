//! Names that only organisations have: a legal form, or the word for a public body, an association or a foundation.
//!
//! Told by the form alone, whatever the case. Words that are names of people too count at the end of the name only.

use crate::text;

/// Folded forms that no person's name holds, wherever they stand.
const ANYWHERE: [&str; 19] = [
    "oy",
    "oyj",
    "oyab",
    "ab",
    "abp",
    "tmi",
    "toiminimi",
    "osakeyhtio",
    "aktiebolag",
    "kommandiittiyhtio",
    "avoinyhtio",
    "asunto-osakeyhtio",
    "gmbh",
    "ltd",
    "llc",
    "inc",
    "plc",
    "ehf",
    "spzoo",
];

/// Folded forms that end a name, of companies, associations and public bodies.
const LAST: [&str; 22] = [
    "ky",
    "kb",
    "ay",
    "osk",
    "ry",
    "rf",
    "ou",
    "as",
    "aps",
    "sia",
    "uab",
    "kunta",
    "kaupunki",
    "kommun",
    "stad",
    "yhtyma",
    "virasto",
    "ministerio",
    "seura",
    "sallskap",
    "valtio",
    "staten",
];

/// Endings of such last words, for Finnish and Swedish put words together.
const ENDINGS: [&str; 14] = [
    "osakeyhtio",
    "aktiebolag",
    "osuuskunta",
    "andelslag",
    "yhdistys",
    "forening",
    "saatio",
    "stiftelse",
    "seurakunta",
    "forsamling",
    "kuntayhtyma",
    "samkommun",
    "hyvinvointialue",
    "valfardsomrade",
];

/// Whether a name is an organisation's by its form: `Koe Oy`, `Oy Testi Ab, Raahe`, `Raahen kaupunki`.
pub fn is_organisation(name: &str) -> bool {
    let folded = text::fold(name).replace(['.', ':', '/'], "");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let bare = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    if words
        .iter()
        .map(bare)
        .any(|word| ANYWHERE.contains(&word.as_str()))
        && words.len() > 1
    {
        return true;
    }
    // What stands behind a comma or in brackets is a branch.
    let named = folded.split([',', '(']).next().unwrap_or_default();
    let words: Vec<String> = named.split_whitespace().map(|word| bare(&word)).collect();
    let Some(last) = words.last() else {
        return false;
    };
    let ends = ENDINGS.iter().any(|ending| last.ends_with(ending));
    ends || (words.len() > 1 && LAST.contains(&last.as_str()))
}

#[cfg(test)]
mod tests {
    use super::is_organisation;

    #[test]
    fn forms_tell_organisations_from_people() {
        for name in [
            "Koe Oy",
            "KOE OY",
            "Oy Testi Ab",
            "Oy Ab Testi",
            "Kesko Oyj, Raahe",
            "Asunto Oy Raahen Ranta",
            "As. Oy Koe",
            "Koe Ky",
            "T:mi Aino Esimerkki",
            "Tmi Aino Esimerkki",
            "Raahen Naiset ry",
            "Raahen Naiset r.y.",
            "Hem i Raahe r.f.",
            "Koe osk",
            "Raahen kaupunki",
            "Raahen seurakunta",
            "Kokemäen säätiö",
            "Pohjois-Pohjanmaan hyvinvointialue",
            "Karleby stad",
            "Beispiel GmbH",
            "Näide OÜ",
            "Sample Ltd.",
            "Metsästysyhdistys",
            "Koe Oy (Oulu)",
            "Testi A/S",
        ] {
            assert!(is_organisation(name), "{name}");
        }
        for name in [
            "Aino Esimerkki",
            "Ky Nguyen",
            "Aino-Oy",
            "Oy",
            "Matti Rysä",
            "As Peter",
            "Stad Anna",
            "Kaupunki Liisa",
            "Åsa Ryberg",
            "",
            "Roy Abrahamsson",
            "Seppo Kuntala",
        ] {
            assert!(!is_organisation(name), "{name}");
        }
    }
}
