//! How an address is written on an envelope.
//!
//! Finland: postcode, one space, locality in capitals, no country (Posti). Åland: `AX-` before the postcode and ÅLAND last
//! (Åland Post). Abroad: the country in capitals on the last line, in the letter's language. Great Britain, Ireland and the
//! Crown's islands put the postcode on a line of its own.

use super::country;
use super::language::Language;

/// Postcodes of these stand below the locality.
const POSTCODE_BELOW: [&str; 5] = ["GB", "GG", "IE", "IM", "JE"];

/// Where somebody lives or works. `country` is ISO 3166-1 alpha-2.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) street: &'a str,
    pub(super) postcode: &'a str,
    pub(super) city: &'a str,
    pub(super) country: &'a str,
}

impl Place<'_> {
    /// Returns the lines below the name, as somebody in the country `home` writes them.
    pub(super) fn lines(self, home: &str, language: Language) -> Vec<String> {
        let mut lines = vec![self.street.to_owned()];
        lines.extend(self.locality(home));
        let within = self.country == home || (self.country == "FI" && home == "AX");
        if self.country == "AX" || !within {
            lines.push(self.country_line(language));
        }
        lines
    }

    /// Finland is FINLAND from abroad in every language: it is the foreign post that reads the line.
    fn country_line(self, language: Language) -> String {
        match self.country {
            "FI" => "FINLAND".to_owned(),
            other => country::name(other, language).to_uppercase(),
        }
    }

    fn locality(self, home: &str) -> Vec<String> {
        let city = self.city.to_uppercase();
        let postcode = self.postcode;
        match self.country {
            "AX" => vec![format!("AX-{postcode} {city}")],
            "FI" if home != "FI" && home != "AX" => vec![format!("FI-{postcode} {city}")],
            below if POSTCODE_BELOW.contains(&below) => vec![city, postcode.to_owned()],
            _ => vec![format!("{postcode} {city}")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::letters::Language;

    fn lines(place: [&str; 4], home: &str, language: Language) -> String {
        let [street, postcode, city, country] = place;
        Place {
            street,
            postcode,
            city,
            country,
        }
        .lines(home, language)
        .join("/")
    }

    #[test]
    fn addresses_are_written_as_the_posts_ask() {
        let raahe = ["Rantakatu 1", "92100", "Raahe", "FI"];
        let mariehamn = ["Storagatan 2", "22100", "Mariehamn", "AX"];
        let gothenburg = ["Avenyn 3", "411 36", "Göteborg", "SE"];
        let london = ["1 High Street", "N1 9GU", "London", "GB"];
        for (place, home, language, written) in [
            (raahe, "FI", Language::Fi, "Rantakatu 1/92100 RAAHE"),
            (
                raahe,
                "SE",
                Language::En,
                "Rantakatu 1/FI-92100 RAAHE/FINLAND",
            ),
            (
                mariehamn,
                "FI",
                Language::Sv,
                "Storagatan 2/AX-22100 MARIEHAMN/ÅLAND",
            ),
            (
                mariehamn,
                "FI",
                Language::En,
                "Storagatan 2/AX-22100 MARIEHAMN/ÅLAND",
            ),
            (
                gothenburg,
                "FI",
                Language::Fi,
                "Avenyn 3/411 36 GÖTEBORG/RUOTSI",
            ),
            (
                gothenburg,
                "FI",
                Language::En,
                "Avenyn 3/411 36 GÖTEBORG/SWEDEN",
            ),
            (
                london,
                "FI",
                Language::En,
                "1 High Street/LONDON/N1 9GU/UNITED KINGDOM",
            ),
        ] {
            assert_eq!(lines(place, home, language), written);
        }
    }
}
