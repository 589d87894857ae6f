//! Names of countries that customers of a Finnish company are likely to have.
//!
//! Each line: code, then the name in Finnish, Swedish, English, then in the country's own language and other spellings.

/// A country's code and its names.
pub(super) type Names = (&'static str, &'static [&'static str]);

pub(super) const NAMES: &[Names] = &[
    ("AD", &["Andorra", "Andorra", "Andorra"]),
    ("AT", &["Itävalta", "Österrike", "Austria", "Österreich"]),
    ("AU", &["Australia", "Australien", "Australia"]),
    (
        "AX",
        &["Ahvenanmaa", "Åland", "Åland Islands", "Åland Islands"],
    ),
    (
        "BE",
        &["Belgia", "Belgien", "Belgium", "België", "Belgique"],
    ),
    ("BG", &["Bulgaria", "Bulgarien", "Bulgaria", "България"]),
    ("CA", &["Kanada", "Kanada", "Canada"]),
    (
        "CH",
        &["Sveitsi", "Schweiz", "Switzerland", "Suisse", "Svizzera"],
    ),
    ("CN", &["Kiina", "Kina", "China"]),
    ("CY", &["Kypros", "Cypern", "Cyprus", "Κύπρος"]),
    (
        "CZ",
        &[
            "Tšekki",
            "Tjeckien",
            "Czechia",
            "Česko",
            "Czech Republic",
            "Tsekki",
        ],
    ),
    ("DE", &["Saksa", "Tyskland", "Germany", "Deutschland"]),
    ("DK", &["Tanska", "Danmark", "Denmark"]),
    ("EE", &["Viro", "Estland", "Estonia", "Eesti"]),
    ("ES", &["Espanja", "Spanien", "Spain", "España"]),
    ("FI", &["Suomi", "Finland", "Finland", "Suomi/Finland"]),
    ("FO", &["Färsaaret", "Färöarna", "Faroe Islands", "Føroyar"]),
    ("FR", &["Ranska", "Frankrike", "France"]),
    (
        "GB",
        &[
            "Iso-Britannia",
            "Storbritannien",
            "United Kingdom",
            "Great Britain",
            "UK",
            "Englanti",
            "England",
        ],
    ),
    (
        "GL",
        &["Grönlanti", "Grönland", "Greenland", "Kalaallit Nunaat"],
    ),
    ("GR", &["Kreikka", "Grekland", "Greece", "Ελλάδα"]),
    ("HR", &["Kroatia", "Kroatien", "Croatia", "Hrvatska"]),
    ("HU", &["Unkari", "Ungern", "Hungary", "Magyarország"]),
    ("IE", &["Irlanti", "Irland", "Ireland", "Éire"]),
    ("IN", &["Intia", "Indien", "India"]),
    ("IS", &["Islanti", "Island", "Iceland", "Ísland"]),
    ("IT", &["Italia", "Italien", "Italy"]),
    ("JP", &["Japani", "Japan", "Japan"]),
    ("LI", &["Liechtenstein", "Liechtenstein", "Liechtenstein"]),
    ("LT", &["Liettua", "Litauen", "Lithuania", "Lietuva"]),
    ("LU", &["Luxemburg", "Luxemburg", "Luxembourg"]),
    ("LV", &["Latvia", "Lettland", "Latvia", "Latvija"]),
    ("MC", &["Monaco", "Monaco", "Monaco"]),
    ("MT", &["Malta", "Malta", "Malta"]),
    (
        "NL",
        &[
            "Alankomaat",
            "Nederländerna",
            "Netherlands",
            "Nederland",
            "Hollanti",
            "The Netherlands",
        ],
    ),
    ("NO", &["Norja", "Norge", "Norway", "Noreg"]),
    ("PL", &["Puola", "Polen", "Poland", "Polska"]),
    ("PT", &["Portugali", "Portugal", "Portugal"]),
    ("RO", &["Romania", "Rumänien", "Romania", "România"]),
    ("RS", &["Serbia", "Serbien", "Serbia", "Srbija"]),
    ("RU", &["Venäjä", "Ryssland", "Russia", "Россия"]),
    ("SE", &["Ruotsi", "Sverige", "Sweden"]),
    ("SI", &["Slovenia", "Slovenien", "Slovenia", "Slovenija"]),
    ("SK", &["Slovakia", "Slovakien", "Slovakia", "Slovensko"]),
    ("TR", &["Turkki", "Turkiet", "Turkey", "Türkiye"]),
    ("UA", &["Ukraina", "Ukraina", "Ukraine", "Україна"]),
    (
        "US",
        &[
            "Yhdysvallat",
            "Förenta staterna",
            "United States",
            "USA",
            "United States of America",
        ],
    ),
];
