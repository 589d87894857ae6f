//! "Did you mean": the near ones among the names that exist.

use super::fold;

/// How many are offered.
const OFFERED: usize = 3;

/// Returns the names that are probably meant by `wanted`, best first, at most three.
///
/// A name is near when a third of its letters or fewer were mistyped (Damerau-Levenshtein, so that swapped letters are one mistake), or when
/// the whole reads much alike (Jaro-Winkler from 0.9, which forgives a missing ending). Case and accents do not count.
pub fn similar<'a>(wanted: &str, among: impl Iterator<Item = &'a str>) -> Vec<String> {
    let wanted = fold(wanted);
    let mut near: Vec<(usize, f64, &str)> = among
        .filter_map(|name| {
            let (mistakes, likeness) = compare(&wanted, &fold(name));
            let allowed = (wanted.chars().count() / 3).max(1);
            (mistakes <= allowed || likeness >= 0.9).then_some((mistakes, likeness, name))
        })
        .collect();
    near.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    near.dedup_by_key(|(_, _, name)| *name);
    near.into_iter()
        .take(OFFERED)
        .map(|(_, _, name)| name.to_owned())
        .collect()
}

fn compare(wanted: &str, name: &str) -> (usize, f64) {
    (
        strsim::damerau_levenshtein(wanted, name),
        strsim::jaro_winkler(wanted, name),
    )
}

#[cfg(test)]
mod tests {
    use super::similar;

    const FIELDS: [&str; 6] = [
        "email",
        "company",
        "name",
        "business_id",
        "billing_address.city",
        "postal_address.city",
    ];

    fn meant(wanted: &str) -> Vec<String> {
        similar(wanted, FIELDS.into_iter())
    }

    #[test]
    fn near_names_best_first() {
        assert_eq!(meant("emial"), ["email"]);
        assert_eq!(meant("E-Mail"), ["email"]);
        assert_eq!(meant("buisness_id"), ["business_id"]);
        assert_eq!(meant("billing_adress.city")[0], "billing_address.city");
        assert_eq!(
            similar("sjostrom", ["Sjöström", "Sjögren"].into_iter())[0],
            "Sjöström"
        );
    }

    #[test]
    fn far_names_are_not_offered() {
        assert_eq!(meant("telephone"), [""; 0]);
        assert_eq!(meant("x"), [""; 0]);
        assert_eq!(meant(""), [""; 0]);
    }

    #[test]
    fn at_most_three() {
        assert_eq!(
            similar("1042", ["1041", "1043", "1044", "1045"].into_iter()).len(),
            3
        );
    }
}
