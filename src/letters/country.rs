//! Country names for the last line of an address abroad, in the letter's language.
//!
//! Europe whole (ISO 3166-1 alpha-2, names as the Finnish, Swedish and English lists of states give them), and the few
//! others a small Finnish company is likely to post to.

use super::language::{Language, choose};

#[rustfmt::skip]
const NAMES: [(&str, &str, &str, &str); 65] = [
    ("AD", "Andorra", "Andorra", "Andorra"), ("AL", "Albania", "Albanien", "Albania"),
    ("AT", "Itävalta", "Österrike", "Austria"), ("AU", "Australia", "Australien", "Australia"),
    ("AX", "Åland", "Åland", "Åland"),
    ("BA", "Bosnia ja Hertsegovina", "Bosnien och Hercegovina", "Bosnia and Herzegovina"),
    ("BE", "Belgia", "Belgien", "Belgium"), ("BG", "Bulgaria", "Bulgarien", "Bulgaria"),
    ("BY", "Valko-Venäjä", "Belarus", "Belarus"), ("CA", "Kanada", "Kanada", "Canada"),
    ("CH", "Sveitsi", "Schweiz", "Switzerland"), ("CN", "Kiina", "Kina", "China"),
    ("CY", "Kypros", "Cypern", "Cyprus"), ("CZ", "Tšekki", "Tjeckien", "Czechia"),
    ("DE", "Saksa", "Tyskland", "Germany"), ("DK", "Tanska", "Danmark", "Denmark"),
    ("EE", "Viro", "Estland", "Estonia"), ("ES", "Espanja", "Spanien", "Spain"),
    ("FI", "Suomi", "Finland", "Finland"), ("FO", "Färsaaret", "Färöarna", "Faroe Islands"),
    ("FR", "Ranska", "Frankrike", "France"), ("GB", "Iso-Britannia", "Storbritannien", "United Kingdom"),
    ("GE", "Georgia", "Georgien", "Georgia"), ("GG", "Guernsey", "Guernsey", "Guernsey"),
    ("GI", "Gibraltar", "Gibraltar", "Gibraltar"), ("GL", "Grönlanti", "Grönland", "Greenland"),
    ("GR", "Kreikka", "Grekland", "Greece"), ("HR", "Kroatia", "Kroatien", "Croatia"),
    ("HU", "Unkari", "Ungern", "Hungary"), ("IE", "Irlanti", "Irland", "Ireland"),
    ("IL", "Israel", "Israel", "Israel"), ("IM", "Mansaari", "Isle of Man", "Isle of Man"),
    ("IN", "Intia", "Indien", "India"), ("IS", "Islanti", "Island", "Iceland"),
    ("IT", "Italia", "Italien", "Italy"), ("JE", "Jersey", "Jersey", "Jersey"),
    ("JP", "Japani", "Japan", "Japan"), ("KR", "Etelä-Korea", "Sydkorea", "South Korea"),
    ("LI", "Liechtenstein", "Liechtenstein", "Liechtenstein"), ("LT", "Liettua", "Litauen", "Lithuania"),
    ("LU", "Luxemburg", "Luxemburg", "Luxembourg"), ("LV", "Latvia", "Lettland", "Latvia"),
    ("MC", "Monaco", "Monaco", "Monaco"), ("MD", "Moldova", "Moldavien", "Moldova"),
    ("ME", "Montenegro", "Montenegro", "Montenegro"), ("MK", "Pohjois-Makedonia", "Nordmakedonien", "North Macedonia"),
    ("MT", "Malta", "Malta", "Malta"), ("NL", "Alankomaat", "Nederländerna", "Netherlands"),
    ("NO", "Norja", "Norge", "Norway"), ("NZ", "Uusi-Seelanti", "Nya Zeeland", "New Zealand"),
    ("PL", "Puola", "Polen", "Poland"), ("PT", "Portugali", "Portugal", "Portugal"),
    ("RO", "Romania", "Rumänien", "Romania"), ("RS", "Serbia", "Serbien", "Serbia"),
    ("RU", "Venäjä", "Ryssland", "Russia"), ("SE", "Ruotsi", "Sverige", "Sweden"),
    ("SI", "Slovenia", "Slovenien", "Slovenia"), ("SJ", "Huippuvuoret", "Svalbard", "Svalbard"),
    ("SK", "Slovakia", "Slovakien", "Slovakia"), ("SM", "San Marino", "San Marino", "San Marino"),
    ("TR", "Turkki", "Turkiet", "Turkey"), ("UA", "Ukraina", "Ukraina", "Ukraine"),
    ("US", "Yhdysvallat", "Förenta staterna", "United States"), ("VA", "Vatikaani", "Vatikanstaten", "Vatican City"),
    ("XK", "Kosovo", "Kosovo", "Kosovo"),
];

/// Returns the country's name, or its code where this list has no name for it.
pub(super) fn name(code: &str, language: Language) -> &str {
    let row = NAMES.iter().find(|row| row.0 == code);
    row.map_or(code, |row| choose(language, row.1, row.2, row.3))
}

#[cfg(test)]
mod tests {
    use super::{NAMES, name};
    use crate::letters::Language;

    #[test]
    fn codes_are_sorted_and_single() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn a_country_without_a_name_keeps_its_code() {
        assert_eq!(name("SE", Language::Fi), "Ruotsi");
        assert_eq!(name("BR", Language::Fi), "BR");
    }
}
