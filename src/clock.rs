//! What time it is: the one place that asks the system, so that everything else can be tried at any date.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// The system's clock, or a fixed moment.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's clock and time zone.
    System,
    /// A clock that stands still, read in UTC.
    Fixed(Timestamp),
}

impl Clock {
    /// Returns the present moment.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the system"
    )]
    pub fn now(self) -> Timestamp {
        match self {
            Self::System => Timestamp::now(),
            Self::Fixed(moment) => moment,
        }
    }

    /// Whether the present moment has a date: a broken hardware clock may say a year after 9999, which [`Self::now`] cannot return.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the system"
    )]
    pub fn is_in_calendar(self) -> bool {
        match self {
            Self::System => Timestamp::try_from(std::time::SystemTime::now()).is_ok(),
            Self::Fixed(_) => true,
        }
    }

    /// Returns the present date where the user is.
    pub fn today(self) -> Date {
        self.now().to_zoned_datetime(self.zone()).date()
    }

    /// Returns the last second of `date` where the user is: what "as of that day" means.
    pub fn end_of(self, date: Date) -> Option<Timestamp> {
        let next = date.tomorrow().ok()?.to_zoned_datetime(self.zone()).ok()?;
        next.timestamp().checked_sub(1.second()).ok()
    }

    /// Returns the date of a moment where the user is.
    pub fn date_of(self, moment: Timestamp) -> Date {
        moment.to_zoned_datetime(self.zone()).date()
    }

    fn zone(self) -> TimeZone {
        match self {
            Self::System => TimeZone::system(),
            Self::Fixed(_) => TimeZone::UTC,
        }
    }
}

/// Writes a moment as SOPS writes `lastmodified`: `YYYY-MM-DDThh:mm:ssZ`, UTC, whole seconds.
pub fn rfc3339(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
