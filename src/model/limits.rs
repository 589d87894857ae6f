//! What one value of `register.toml` may be, whether `describe` sets it or a hand wrote it: published words, addresses on the web,
//! sums under the law's cap, and days.

use rust_decimal::Decimal;

use super::{Rule, name};

/// Several lines are fine in the owner's words; other control characters are not.
pub(super) fn words(text: &str) -> Result<(), Rule> {
    text.split(['\n', '\t'])
        .try_for_each(|line| name::checked(line.trim_end_matches('\r')).map(drop))
}

/// Blank, or an address on the web.
pub(super) fn url(url: &str) -> Result<(), Rule> {
    let url = name::checked(url)?.unwrap_or_default();
    let host = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    let well = host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace));
    if url.is_empty() || well {
        Ok(())
    } else {
        Err(Rule::Url)
    }
}

/// From nothing to the law's cap in euros.
pub(super) fn fee(sum: Decimal, cap: u32) -> Result<(), Rule> {
    if sum.is_sign_negative() {
        Err(Rule::Amount)
    } else if sum > Decimal::from(cap) {
        Err(Rule::AboveCap)
    } else {
        Ok(())
    }
}

/// Days that a letter gives for paying: from one to a year.
pub(super) fn days(days: u16) -> Result<(), Rule> {
    let possible = (1..=365).contains(&days);
    possible.then_some(()).ok_or(Rule::Days)
}
