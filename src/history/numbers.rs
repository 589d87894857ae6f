//! Customer numbers as a commit message writes them: ascending, runs joined, `1001-1030 1042`.
//!
//! They are kept as runs, never spread out: anybody who can push can write `1-999999` into every commit of a history.

/// The greatest customer number there can be.
pub(super) const MAX: u32 = 999_999;

/// Customer numbers, ascending and each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<(u32, u32)>);

impl Numbers {
    /// Takes numbers in any order; nothing where one is outside 1 to 999999.
    pub(super) fn of(numbers: impl IntoIterator<Item = u32>) -> Option<Self> {
        let mut numbers: Vec<u32> = numbers.into_iter().collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ if (1..=MAX).contains(&number) => runs.push((number, number)),
                _ => return None,
            }
        }
        let fits = runs.last().is_none_or(|(_, last)| *last <= MAX);
        fits.then_some(Self(runs))
    }

    /// Reads what [`Numbers::print`] writes, in that one spelling.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for run in text.split(' ') {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            let (first, last) = (number(first)?, number(last)?);
            // Two runs that touch are one.
            let follows = runs.last().is_none_or(|(_, before)| *before + 1 < first);
            if first > last || !follows {
                return None;
            }
            runs.push((first, last));
        }
        let numbers = Self(runs);
        (numbers.print() == text).then_some(numbers)
    }

    /// Writes the numbers; two neighbours are a run.
    pub(super) fn print(&self) -> String {
        let runs: Vec<String> = self.0.iter().copied().map(run).collect();
        runs.join(" ")
    }

    /// The numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().flat_map(|&(first, last)| first..=last)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0
            .iter()
            .map(|(first, last)| (last - first) as usize + 1)
            .sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The least of them.
    pub fn first(&self) -> Option<u32> {
        self.0.first().map(|(first, _)| *first)
    }
}

fn run((first, last): (u32, u32)) -> String {
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
    }
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
        let numbers = Numbers::of([7, 1, 2, 4, 6, 8, 2, 999_999]).unwrap();
        assert_eq!(numbers.print(), "1-2 4 6-8 999999");
        assert_eq!(Numbers::parse("1-2 4 6-8 999999").as_ref(), Some(&numbers));
        assert_eq!((numbers.len(), numbers.first()), (7, Some(1)));
        assert_eq!(
            numbers.iter().collect::<Vec<_>>(),
            [1, 2, 4, 6, 7, 8, 999_999]
        );
    }

    #[test]
    fn there_is_one_spelling() {
        for text in ["0", "1000000", "1,2", "2-1", "3-3", "01", "+1", "1-", ""] {
            assert_eq!(Numbers::parse(text), None, "{text:?}");
        }
        for text in ["1 1", "1-3 2-4", "1-2 3", "4 1", "1  3"] {
            assert_eq!(Numbers::parse(text), None, "{text:?}");
        }
        assert_eq!(Numbers::of([0]), None);
        assert_eq!(Numbers::of([999_999, 1_000_000]), None);
    }

    #[test]
    fn a_run_is_not_spread_out() {
        let all = Numbers::parse("1-999999").unwrap();
        assert_eq!((all.len(), all.0.capacity() < 16), (999_999, true));
    }
}
