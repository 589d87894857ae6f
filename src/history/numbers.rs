//! Customer numbers as a commit message writes them: ascending, runs joined, `1001-1030 1042`.

use std::collections::BTreeSet;

/// The greatest customer number there can be.
pub(super) const MAX: u32 = 999_999;

/// Writes the numbers; two neighbours are a run.
pub(super) fn print(numbers: &BTreeSet<u32>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let runs: Vec<String> = runs.into_iter().map(run).collect();
    runs.join(" ")
}

fn run((first, last): (u32, u32)) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
}

/// Reads what [`print()`] writes; other spellings of the same numbers may pass, the caller compares.
pub(super) fn parse(text: &str) -> Option<BTreeSet<u32>> {
    let mut numbers = BTreeSet::new();
    for run in text.split(' ') {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let (first, last) = (number(first)?, number(last)?);
        numbers.extend(first..=last);
    }
    Some(numbers)
}

fn number(text: &str) -> Option<u32> {
    let number = text.parse().ok()?;
    (1..=MAX).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_read_back() {
        let numbers = BTreeSet::from([1, 2, 4, 6, 7, 8, 999_999]);
        assert_eq!(print(&numbers), "1-2 4 6-8 999999");
        assert_eq!(parse("1-2 4 6-8 999999"), Some(numbers));
        assert_eq!(parse("0"), None);
        assert_eq!(parse("1000000"), None);
        assert_eq!(parse("1,2"), None);
    }
}
