//! Numbers with their noun, for messages.

/// Writes a number with the noun that fits it: "1 fault", "3 faults".
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn one_and_many() {
        let said: Vec<_> = [0, 1, 2].map(|n| count(n, "fault", "faults")).into();
        assert_eq!(said, ["0 faults", "1 fault", "2 faults"]);
    }
}
