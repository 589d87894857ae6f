//! Names from files, where they are told: a name of a megabyte tells nothing more than its beginning.

/// Longer than any honest name, path or message about one.
const MOST: usize = 240;

/// Returns the text, or its beginning and `…` where it is longer than some 240 characters.
pub fn clip(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_told_by_its_beginning() {
        assert_eq!(clip("billing_address.city"), "billing_address.city");
        let most = "ä".repeat(MOST);
        assert_eq!(clip(&most), most);
        assert_eq!(clip(&"ä".repeat(1 << 20)), format!("{most}…"));
    }
}
