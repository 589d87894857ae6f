//! By which way a letter goes, and how long that may take: a consumer's days count from when the letter at the latest reaches him.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::Letters;

/// How a letter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// As paper.
    Post,
    /// As a draft that the owner sends.
    Email,
}

/// A consumer has so many days to pay from when the letter reached him (decision KKV/378/14.08.01.05/2022).
const CONSUMER_DAYS: u16 = 10;

impl Channel {
    /// Returns the channel as data and the journal spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Email => "email",
        }
    }

    /// The days that a letter takes at the most: post arrives on the fourth weekday as a rule, and nearly all of it on the fifth.
    const fn days(self) -> u16 {
        match self {
            Self::Post => 7,
            Self::Email => 1,
        }
    }

    /// Returns the day on which a letter of that day has reached its debtor at the latest.
    pub fn latest_arrival(self, sent: Date) -> Date {
        sent.saturating_add(i32::from(self.days()).days())
    }

    /// How many days from its date a letter must give a consumer for paying.
    pub const fn consumer_floor(self) -> u16 {
        self.days() + CONSUMER_DAYS
    }
}

/// What `describe` accepts gives a consumer enough by either way.
const _: () = assert!(Letters::PAYMENT_DAYS_LEAST == Channel::Post.consumer_floor());
