//! What was done earlier about an invoice: letters already sent. The journal fills it; without one it is empty.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::journal::{Event, Journal, Line};
use crate::model::{CustomerNumber, Text, amount};
use crate::text;

use super::claim_act::{ClaimEvent, CollectionHold};
use super::{Act, Channel, Claim, law};

/// A letter that named an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Earlier {
    /// The letter's date.
    pub date: Date,
    /// The percentage of late interest that it stated, with the day from which it runs; none where it told no figure.
    pub told_percent: Option<Decimal>,
    /// By which way it went; post where that is not known.
    pub channel: Channel,
    /// Whether it asked for the standard compensation of any invoice.
    pub compensation: bool,
}

/// All earlier letters, by customer and invoice.
#[derive(Clone, Debug, Default)]
pub struct Acts {
    known: HashMap<(CustomerNumber, String), Vec<Earlier>>,
    /// Whole letters.
    letters: HashSet<(CustomerNumber, Whole)>,
    /// What was done about an invoice besides letters.
    claims: HashMap<(CustomerNumber, String), Vec<ClaimEvent>>,
    /// How many letters went to a customer on a day, whatever they were about.
    days: HashMap<(CustomerNumber, Date), usize>,
}

/// What a letter asks: what it is, of which day, what it asks for each invoice, and by when. The fee is in the sums.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Whole {
    act: Text,
    date: Date,
    asked: BTreeSet<(String, Decimal)>,
    due: Option<Date>,
}

impl Acts {
    /// Nothing was done yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// What journals tell of claims.
    pub fn of(journals: &[Journal]) -> Self {
        let mut acts = Self::none();
        for journal in journals {
            acts.take(journal);
        }
        acts
    }

    /// Adds the reminders and demands of a journal, and the acts on claims.
    pub fn take(&mut self, journal: &Journal) {
        for event in &journal.events {
            for (invoice, act) in ClaimEvent::read(event) {
                let acts = self.claims.entry((journal.number, key(invoice)));
                acts.or_default().push(act);
            }
        }
        // Made as several documents, it is one letter; which of them was sent nobody knows, so it told what all of them do, and arrived
        // when the slowest did.
        let mut letters: HashMap<Whole, Earlier> = HashMap::new();
        for event in journal.events.iter().filter(|event| is_letter(event)) {
            let (told_percent, channel) = (told_percent(event), channel(event));
            let letter = letters.entry(Whole::of(event)).or_insert(Earlier {
                date: event.date,
                told_percent,
                channel,
                compensation: false,
            });
            letter.told_percent = letter.told_percent.filter(|one| Some(*one) == told_percent);
            if channel == Channel::Post {
                letter.channel = channel;
            }
            letter.compensation |= rests_on(event, law::COMPENSATION);
        }
        for (whole, earlier) in letters {
            let date = whole.date;
            for (invoice, _) in &whole.asked {
                self.note(journal.number, invoice, earlier);
            }
            *self.days.entry((journal.number, date)).or_default() += 1;
            self.letters.insert((journal.number, whole));
        }
    }

    /// Notes a letter about one invoice; the order does not matter.
    pub fn add(&mut self, customer: CustomerNumber, invoice: &str, earlier: Earlier) {
        self.note(customer, invoice, earlier);
        *self.days.entry((customer, earlier.date)).or_default() += 1;
    }

    /// How many letters to a customer are of that day.
    pub fn of_day(&self, customer: CustomerNumber, day: Date) -> usize {
        self.days.get(&(customer, day)).copied().unwrap_or_default()
    }

    fn note(&mut self, customer: CustomerNumber, invoice: &str, earlier: Earlier) {
        let letters = self.known.entry((customer, key(invoice))).or_default();
        letters.push(earlier);
        letters.sort_unstable();
    }

    /// The letters about an invoice that are of `before` or older, oldest first. One that is older than the invoice was about another
    /// of that number: some programs begin anew each year.
    pub fn about(&self, claim: &Claim, before: Date) -> Vec<Earlier> {
        let is_of_it = |one: &&Earlier| claim.made().is_none_or(|made| one.date >= made);
        let letters = self.naming(claim).filter(is_of_it);
        letters.filter(|one| one.date <= before).copied().collect()
    }

    /// The days of the letters about an invoice that are later than `after` (a letter may be dated back).
    pub fn later(&self, claim: &Claim, after: Date) -> Vec<Date> {
        let days = self.naming(claim).map(|one| one.date);
        days.filter(|day| *day > after).collect()
    }

    /// Whether a claim is disputed or suspended, for a letter of day `letter`. An act that is older than the invoice was about another of
    /// that number. One that is later than the letter counts, but for a settlement: a letter that is dated back would fall into the dispute.
    pub(super) fn hold(&self, claim: &Claim, letter: Date) -> CollectionHold {
        let acts = (claim.customer, key(claim.invoice.as_str()));
        let acts = self.claims.get(&acts).into_iter().flatten().copied();
        CollectionHold::from_acts(
            acts.filter(|act| claim.made().is_none_or(|made| act.date >= made)),
            letter,
        )
    }

    fn naming(&self, claim: &Claim) -> impl Iterator<Item = &Earlier> {
        let letters = (claim.customer, key(claim.invoice.as_str()));
        self.known.get(&letters).into_iter().flatten()
    }

    /// Whether exactly this letter was written, sum for sum: one that is planned now is that letter made again, and no reminder before
    /// itself. One that asks for another sum or another day is another letter.
    pub fn has(&self, customer: CustomerNumber, letter: &Event) -> bool {
        self.letters.contains(&(customer, Whole::of(letter)))
    }
}

impl Whole {
    fn of(event: &Event) -> Self {
        let asked = event.lines.iter();
        Self {
            act: event.act.clone(),
            date: event.date,
            asked: asked
                .filter_map(|line| Some((key(line.invoice()), line.sum()?)))
                .collect(),
            due: event.due,
        }
    }
}

/// An invoice as lists and journals both spell it.
pub(super) fn key(invoice: &str) -> String {
    text::fold(&Line::spelt(invoice))
}

/// Whether the letter rests on that law, as [`super::Letter::event`] writes it.
fn rests_on(event: &Event, law: &str) -> bool {
    bases(event).any(|one| one == law)
}

/// The percentage that the letter stated. An earlier version noted the act without one, also of letters that stated none: they told nothing.
fn told_percent(event: &Event) -> Option<Decimal> {
    let stated = bases(event).find_map(|one| one.strip_prefix(law::INTEREST));
    let percent = stated?.trim().strip_suffix('%')?;
    amount::parse(percent.trim()).ok()
}

fn bases(event: &Event) -> impl Iterator<Item = &str> {
    let basis = event.basis.as_ref().map_or("", Text::as_str);
    basis.split(law::JOINT)
}

fn channel(event: &Event) -> Channel {
    let name = event.channel.as_ref().map(Text::as_str);
    if name == Some(Channel::Email.name()) {
        Channel::Email
    } else {
        Channel::Post
    }
}

/// Whether the event asked for payment.
pub(super) fn is_letter(event: &Event) -> bool {
    [Act::Reminder, Act::Demand]
        .iter()
        .any(|act| act.name() == event.act.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(invoice: &str, sum: i64) -> Event {
        let date = jiff::civil::date(2026, 5, 4);
        let mut event = Event::new(date, Act::Reminder.name().parse().unwrap());
        event.lines = vec![Line::new(invoice, Decimal::new(sum, 2)).unwrap()];
        event.due = Some(jiff::civil::date(2026, 5, 18));
        event
    }

    #[test]
    fn only_the_very_letter_is_the_same() {
        let customer = CustomerNumber::new(1).unwrap();
        let mut journal = Journal::new(customer);
        let mut written = letter("A;1", 8500);
        written.channel = Some("post".parse().unwrap());
        journal.events.insert(written);
        let acts = Acts::of(&[journal]);
        assert!(acts.has(customer, &letter("a,1", 8500)));
        assert!(!acts.has(customer, &letter("a,1", 8400)), "another fee");
        assert!(!acts.has(customer, &letter("a,2", 8500)), "another invoice");
        let mut later = letter("a,1", 8500);
        later.due = Some(jiff::civil::date(2026, 5, 19));
        assert!(!acts.has(customer, &later), "another due date");
        let other = CustomerNumber::new(2).unwrap();
        assert!(!acts.has(other, &letter("a,1", 8500)), "another debtor");
    }

    /// Nobody knows which document of a letter was sent, so a consumer was told of interest by it only if every one of them says so.
    #[test]
    fn a_letter_told_the_percentage_that_all_its_documents_state() {
        let customer = CustomerNumber::new(1).unwrap();
        let told = |bases: [Option<&str>; 2]| {
            let mut journal = Journal::new(customer);
            for (basis, format) in bases.into_iter().zip(["pdf", "txt"]) {
                let mut event = letter("1", 8500);
                event.basis = basis.map(|basis| basis.parse().unwrap());
                event.document = Some(format.parse().unwrap());
                journal.events.insert(event);
            }
            let acts = Acts::of(&[journal]);
            let known = &acts.known[&(customer, key("1"))];
            assert_eq!(known.len(), 1);
            known[0].told_percent
        };
        let interest = Some("633/1982 9,5 %");
        assert_eq!(told([interest, interest]), Some(Decimal::new(95, 1)));
        let both = Some("633/1982 9,5 %; 513/1999 10 i §");
        assert_eq!(told([both, both]), Some(Decimal::new(95, 1)));
        for untold in [
            [interest, None],
            [None, interest],
            [None, None],
            [interest, Some("633/1982 10,5 %")],
            // An earlier version noted no percentage.
            [Some("633/1982"), Some("633/1982")],
        ] {
            assert_eq!(told(untold), None, "{untold:?}");
        }
    }
}
