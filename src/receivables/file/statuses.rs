//! What words of a status mean: knowledge as data (`statuses.toml`).

use std::sync::LazyLock;

use crate::model::import::{ClaimState, Known};

static KNOWN: LazyLock<Known<ClaimState>> =
    LazyLock::new(|| Known::read(include_str!("statuses.toml")));

/// Returns the state that a word means, if that is known.
pub(super) fn known(word: &str) -> Option<ClaimState> {
    KNOWN.get(word).copied()
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn words_of_three_languages_are_known() {
        for (word, state) in [
            ("Maksettu", "paid"),
            ("LUONNOS", "draft"),
            ("Mitätöity", "cancelled"),
            ("Hyvitetty", "credited"),
            ("Lähetetty", "open"),
            ("Osittain maksettu", "partial"),
            ("Partially Paid", "partial"),
            ("Not paid", "open"),
            ("Canceled", "cancelled"),
            ("Betald", "paid"),
            ("Utkast", "draft"),
            ("Makulerad", "cancelled"),
            ("Credit memo", "credit"),
        ] {
            assert_eq!(known(word).unwrap().to_string(), state, "{word}");
        }
        for word in ["", "Paidx", "Luottotappio", "Valmis"] {
            assert_eq!(known(word), None, "{word}");
        }
    }
}
