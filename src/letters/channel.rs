//! By which way a letter goes, and why: a pure rule, so that the plan can tell before anything is written.
//!
//! The law asks a demand's form of those who collect for others only (513/1999 5 and 5 b §). A creditor's own demand is held to the same here,
//! as its content is, out of caution: it goes by e-mail only where the owner says that the debtor agreed to that. No law speaks of a reminder's
//! form; that a consumer's goes by post is caution too.

use std::str::FromStr;

pub use crate::receivables::Channel;
use crate::receivables::{Act, ClaimKind};

/// What the user asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// By e-mail where that can and may be.
    #[default]
    Auto,
    /// All by post.
    Post,
    /// By e-mail wherever there is an address.
    Email,
}

impl FromStr for Wanted {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "auto" => Ok(Self::Auto),
            "post" => Ok(Self::Post),
            "email" => Ok(Self::Email),
            _ => Err(()),
        }
    }
}

/// What the debtor is asked for, where the letter is about money owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Debt {
    /// Reminder or demand.
    pub act: Act,
    /// What the debtor is.
    pub kind: ClaimKind,
}

/// What decides about one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the customer has an e-mail address that a draft can carry.
    pub address: bool,
    /// Whether the register names an address to write from.
    pub sender: bool,
    /// What is owed; nothing in notices.
    pub debt: Option<Debt>,
}

/// Why a letter goes that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The user said so.
    Said,
    /// The customer has an address.
    Address,
    /// The customer has none.
    NoAddress,
    /// The register has none to write from.
    NoSender,
    /// A consumer's reminder goes by e-mail only when that is said: caution, no law.
    ConsumerReminder,
    /// A demand goes by e-mail only by consent, which the register does not know of.
    Demand(ClaimKind),
    /// The user said so of a demand, which presumes consent.
    Consent(ClaimKind),
}

impl Why {
    /// Returns the reason as data spells it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Address => "address",
            Self::NoAddress => "no-address",
            Self::NoSender => "no-sender",
            Self::ConsumerReminder => "consumer-reminder",
            Self::Demand(_) => "demand",
            Self::Consent(_) => "consent",
        }
    }

    /// Returns the section that speaks of consent, which binds those who collect for others: 5 § 2 mom. for a consumer's debt, 5 b § 2 mom. for
    /// any other.
    pub fn section(self) -> Option<&'static str> {
        match self {
            Self::Demand(ClaimKind::Consumer) | Self::Consent(ClaimKind::Consumer) => {
                Some("513/1999 5 § 2 mom.")
            }
            Self::Demand(_) | Self::Consent(_) => Some("513/1999 5 b § 2 mom."),
            _ => None,
        }
    }
}

/// A letter's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The way.
    pub channel: Channel,
    /// And why.
    pub why: Why,
}

impl Route {
    /// Decides one letter.
    pub fn of(wanted: Wanted, facts: Facts) -> Self {
        let (channel, why) = match (wanted, facts) {
            (Wanted::Post, _) => (Channel::Post, Why::Said),
            (_, Facts { address: false, .. }) => (Channel::Post, Why::NoAddress),
            (_, Facts { sender: false, .. }) => (Channel::Post, Why::NoSender),
            (Wanted::Email, Facts { debt, .. }) => (Channel::Email, insisted(debt)),
            (Wanted::Auto, Facts { debt, .. }) => left_to_us(debt),
        };
        Self { channel, why }
    }
}

fn insisted(debt: Option<Debt>) -> Why {
    match debt {
        Some(Debt {
            act: Act::Demand,
            kind,
        }) => Why::Consent(kind),
        _ => Why::Said,
    }
}

fn left_to_us(debt: Option<Debt>) -> (Channel, Why) {
    match debt {
        Some(Debt {
            act: Act::Demand,
            kind,
        }) => (Channel::Post, Why::Demand(kind)),
        Some(Debt {
            kind: ClaimKind::Consumer,
            ..
        }) => (Channel::Post, Why::ConsumerReminder),
        _ => (Channel::Email, Why::Address),
    }
}

#[cfg(test)]
mod tests {
    use super::{Channel, Debt, Facts, Route, Wanted, Why};
    use crate::receivables::{Act, ClaimKind};

    fn way(wanted: Wanted, debt: Option<(Act, ClaimKind)>) -> (Channel, Why) {
        let debt = debt.map(|(act, kind)| Debt { act, kind });
        let (address, sender) = (true, true);
        let facts = Facts {
            address,
            sender,
            debt,
        };
        let route = Route::of(wanted, facts);
        (route.channel, route.why)
    }

    #[test]
    fn law_decides_what_the_user_leaves_open() {
        use Act::{Demand, Reminder};
        use Channel::{Email, Post};
        use ClaimKind::{Business, Consumer, Other};
        let auto = |act, kind| way(Wanted::Auto, Some((act, kind)));
        assert_eq!(way(Wanted::Auto, None), (Email, Why::Address));
        assert_eq!(auto(Reminder, Business), (Email, Why::Address));
        assert_eq!(auto(Reminder, Other), (Email, Why::Address));
        assert_eq!(auto(Reminder, Consumer), (Post, Why::ConsumerReminder));
        for kind in [Consumer, Business, Other] {
            assert_eq!(auto(Demand, kind), (Post, Why::Demand(kind)));
            let said = way(Wanted::Email, Some((Demand, kind)));
            assert_eq!(said, (Email, Why::Consent(kind)));
            let said = way(Wanted::Email, Some((Reminder, kind)));
            assert_eq!(said, (Email, Why::Said));
            let said = way(Wanted::Post, Some((Demand, kind)));
            assert_eq!(said, (Post, Why::Said));
        }
        assert_eq!(Why::Demand(Consumer).section(), Some("513/1999 5 § 2 mom."));
        assert_eq!(Why::Consent(Other).section(), Some("513/1999 5 b § 2 mom."));
    }

    #[test]
    fn without_both_addresses_everything_is_posted() {
        for wanted in [Wanted::Auto, Wanted::Email] {
            for (address, sender, why) in [
                (false, true, Why::NoAddress),
                (false, false, Why::NoAddress),
                (true, false, Why::NoSender),
            ] {
                let facts = Facts {
                    address,
                    sender,
                    debt: None,
                };
                let channel = Channel::Post;
                assert_eq!(Route::of(wanted, facts), Route { channel, why });
            }
        }
    }
}
