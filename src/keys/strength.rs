//! Whether a passphrase would stand: zxcvbn's estimate, with what is known about the register counted as guessed first.
//!
//! Only the kind of weakness leaves this file, as an enum: the door words it in the user's language.

use zxcvbn::Score;
use zxcvbn::feedback::Warning;

/// Why a passphrase is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Nothing was typed.
    Empty,
    /// One of the passwords that are tried first, or near one.
    Common,
    /// A single word.
    Word,
    /// A name.
    Name,
    /// A date or a year.
    Date,
    /// A pattern on the keyboard.
    Keyboard,
    /// One piece again and again.
    Repeated,
    /// A run such as `abcd` or `6543`.
    Sequence,
    /// Too few guesses for no single reason: it is short, or made of what is known about the register.
    Guessable,
}

/// Judges a passphrase; `about` is what a guesser knows: names, company, e-mail.
///
/// # Errors
/// [`Weak`] below zxcvbn's score 3 (10^8 guesses; at scrypt's log N = 18 each of them costs about a second).
pub fn strength(passphrase: &str, about: &[&str]) -> Result<(), Weak> {
    if passphrase.is_empty() {
        return Err(Weak::Empty);
    }
    let judged = zxcvbn::zxcvbn(passphrase, about);
    if judged.score() >= Score::Three {
        return Ok(());
    }
    let warning = judged
        .feedback()
        .and_then(zxcvbn::feedback::Feedback::warning);
    Err(warning.map_or(Weak::Guessable, reason))
}

fn reason(warning: Warning) -> Weak {
    use Warning as W;
    match warning {
        W::ThisIsATop10Password
        | W::ThisIsATop100Password
        | W::ThisIsACommonPassword
        | W::ThisIsSimilarToACommonlyUsedPassword => Weak::Common,
        W::AWordByItselfIsEasyToGuess => Weak::Word,
        W::NamesAndSurnamesByThemselvesAreEasyToGuess | W::CommonNamesAndSurnamesAreEasyToGuess => {
            Weak::Name
        }
        W::RecentYearsAreEasyToGuess | W::DatesAreOftenEasyToGuess => Weak::Date,
        W::StraightRowsOfKeysAreEasyToGuess | W::ShortKeyboardPatternsAreEasyToGuess => {
            Weak::Keyboard
        }
        W::RepeatsLikeAaaAreEasyToGuess | W::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            Weak::Repeated
        }
        W::SequencesLikeAbcAreEasyToGuess => Weak::Sequence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_ones_are_refused_with_a_reason() {
        assert_eq!(strength("", &[]), Err(Weak::Empty));
        assert_eq!(strength("password1", &[]), Err(Weak::Common));
        assert_eq!(strength("aaaaaaaaaa", &[]), Err(Weak::Repeated));
        assert_eq!(strength("3.12.2026", &[]), Err(Weak::Date));
        assert!(strength("lumi", &[]).is_err());
    }

    #[test]
    fn what_is_known_of_the_register_counts_as_guessed() {
        assert_eq!(strength("Pohjanlahdenkorjaamo", &[]), Ok(()));
        assert!(strength("Pohjanlahdenkorjaamo", &["Pohjanlahdenkorjaamo"]).is_err());
    }

    #[test]
    fn a_few_words_pass() {
        assert_eq!(strength("hauki uimari saunavihta lumikenka", &[]), Ok(()));
    }
}
