//! The journal as tables of texts: `[e0001]`, `[e0002]`, …, read strictly. A fault names the key, never its value. A key that this
//! program does not know is kept, for a newer one wrote it.

use std::collections::BTreeMap;

use super::event::Hash;
use super::{Event, Journal, Line};
use crate::model::{CustomerNumber, Fault, FieldPath, Language, Rule, Text, date};

/// The name of an event's table: `e` and four digits.
const DIGITS: usize = 4;

/// An event's texts by key.
pub type Texts = BTreeMap<String, String>;

impl Journal {
    /// The tables of the sealed file, counted from 1 in the order of the events.
    pub fn print(&self) -> BTreeMap<String, Texts> {
        let events = self.events.iter().enumerate();
        events
            .map(|(at, event)| (table(at), print(event)))
            .collect()
    }

    /// Reads the tables of a sealed file.
    ///
    /// # Errors
    /// Every fault, by key.
    pub fn parse(
        number: CustomerNumber,
        tables: &BTreeMap<String, Texts>,
    ) -> Result<Self, Vec<Fault>> {
        let mut journal = Self::new(number);
        let mut faults = Vec::new();
        for (at, (name, texts)) in tables.iter().enumerate() {
            if *name != table(at) {
                faults.push(fault(name, "date", Rule::EventNumber));
                continue;
            }
            let mut reader = Reader {
                table: name,
                texts: texts.clone(),
                faults: Vec::new(),
            };
            journal.events.extend(reader.event());
            faults.append(&mut reader.faults);
        }
        if faults.is_empty() {
            Ok(journal)
        } else {
            Err(faults)
        }
    }
}

fn table(at: usize) -> String {
    format!("e{:0DIGITS$}", at + 1)
}

fn print(event: &Event) -> Texts {
    let [invoices, sums] = Line::print(&event.lines);
    let text = |text: &Option<Text>| text.as_ref().map(ToString::to_string);
    let texts = [
        ("date", Some(date::iso(event.date))),
        ("act", Some(event.act.to_string())),
        ("document", text(&event.document)),
        (
            "language",
            event.language.map(|language| language.to_string()),
        ),
        ("invoices", invoices),
        ("sums", sums),
        ("due", event.due.map(date::iso)),
        ("channel", text(&event.channel)),
        ("recipient", text(&event.recipient)),
        ("basis", text(&event.basis)),
        (
            "sha256",
            event.sha256.as_ref().map(|hash| hash.as_str().to_owned()),
        ),
        ("note", text(&event.note)),
        ("order", event.order.map(|order| order.to_string())),
    ];
    let there = texts.into_iter();
    let known = there.filter_map(|(key, text)| Some((key.to_owned(), text?)));
    event.unknown.clone().into_iter().chain(known).collect()
}

/// Takes the texts of a table apart; what remains is of keys that this program does not know.
struct Reader<'a> {
    table: &'a str,
    texts: Texts,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn event(&mut self) -> Option<Event> {
        let date = self.required("date", day);
        let act = self.required("act", str::parse);
        let document = self.take("document", str::parse);
        let language = self.take("language", language);
        let lines = self.lines();
        let due = self.take("due", day);
        let [channel, recipient, basis] =
            ["channel", "recipient", "basis"].map(|key| self.take(key, str::parse));
        let sha256 = self.take("sha256", |text| Hash::parse(text).ok_or(Rule::Hash));
        let note = self.take("note", str::parse);
        let order = self.take("order", order);
        let unknown = std::mem::take(&mut self.texts);
        Some(Event {
            date: date?,
            act: act?,
            document,
            language,
            lines,
            due,
            channel,
            recipient,
            basis,
            sha256,
            note,
            order,
            unknown,
        })
    }

    fn lines(&mut self) -> Vec<Line> {
        let lists = ["invoices", "sums"].map(|key| self.texts.remove(key));
        let lines = match lists {
            [None, None] => Ok(Vec::new()),
            [Some(invoices), sums] => Line::parse(&invoices, sums.as_deref()),
            [None, Some(_)] => Err(Rule::InvoicesAndSums),
        };
        lines.unwrap_or_else(|rule| {
            self.fault("invoices", rule);
            Vec::new()
        })
    }

    fn take<T>(&mut self, key: &str, parse: impl FnOnce(&str) -> Result<T, Rule>) -> Option<T> {
        let text = self.texts.remove(key)?;
        parse(&text).map_err(|rule| self.fault(key, rule)).ok()
    }

    fn required<T>(&mut self, key: &str, parse: impl FnOnce(&str) -> Result<T, Rule>) -> Option<T> {
        if !self.texts.contains_key(key) {
            self.fault(key, Rule::Required);
        }
        self.take(key, parse)
    }

    fn fault(&mut self, key: &str, rule: Rule) {
        self.faults.push(fault(self.table, key, rule));
    }
}

fn fault(table: &str, key: &str, rule: Rule) -> Fault {
    // A name that no field has is no name to repeat either.
    match FieldPath::new(table, key) {
        Ok(field) => Fault::of(field, rule),
        Err(_) => Fault::whole(rule),
    }
}

/// One spelling of each day.
fn day(text: &str) -> Result<jiff::civil::Date, Rule> {
    let day = date::parse(text)?;
    (date::iso(day) == text).then_some(day).ok_or(Rule::Date)
}

/// One spelling of each language.
fn language(text: &str) -> Result<Language, Rule> {
    let language: Language = text.parse()?;
    (language.code() == text)
        .then_some(language)
        .ok_or(Rule::Language)
}

/// One spelling of each place in a day's order; the first has none.
fn order(text: &str) -> Result<u16, Rule> {
    let order: u16 = text.parse().map_err(|_| Rule::EventOrder)?;
    (order > 1 && order.to_string() == text)
        .then_some(order)
        .ok_or(Rule::EventOrder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number() -> CustomerNumber {
        "1042".parse().unwrap()
    }

    fn tables(events: &[&[(&str, &str)]]) -> BTreeMap<String, Texts> {
        let texts = |event: &&[(&str, &str)]| {
            let pair = |(key, text): &(&str, &str)| ((*key).to_owned(), (*text).to_owned());
            event.iter().map(pair).collect::<Texts>()
        };
        let numbered = events.iter().enumerate();
        numbered
            .map(|(at, event)| (table(at), texts(event)))
            .collect()
    }

    const HASH: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    const REMINDER: &[(&str, &str)] = &[
        ("date", "2026-12-03"),
        ("act", "reminder"),
        ("document", "reminder.fi.txt"),
        ("language", "fi"),
        ("invoices", "101; 102"),
        ("sums", "500.00; 262.35"),
        ("due", "2026-12-17"),
        ("basis", "633/1982"),
        ("sha256", HASH),
    ];

    fn faults(event: &[(&str, &str)]) -> Vec<String> {
        let faults = Journal::parse(number(), &tables(&[event])).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_read_is_printed_again() {
        let tables = tables(&[&[("date", "2026-11-01"), ("act", "notice")], REMINDER]);
        let journal = Journal::parse(number(), &tables).unwrap();
        assert!(journal.print() == tables);
        let last = journal.events.last().unwrap();
        assert_eq!(last.total().unwrap().to_string(), "762.35");
        assert_eq!(
            format!("{journal:?} {last:?}"),
            "Journal 1042, 2 events Event"
        );
    }

    #[test]
    fn an_event_out_of_order_finds_its_place_and_one_twice_stands_once() {
        let first: &[(&str, &str)] = &[("date", "2026-11-01"), ("act", "notice")];
        let journal = Journal::parse(number(), &tables(&[REMINDER, first, REMINDER])).unwrap();
        assert!(journal.print() == tables(&[first, REMINDER]));
    }

    #[test]
    fn every_fault_is_named_without_a_value() {
        let with = |key: &str, value: &'static str| {
            let others = REMINDER.iter().filter(|(known, _)| *known != key);
            let mut event: Vec<(&str, &str)> = others.copied().collect();
            if !value.is_empty() {
                event.push((Box::leak(key.to_owned().into_boxed_str()), value));
            }
            faults(&event)
        };
        assert_eq!(with("date", ""), ["`e0001.date` is required"]);
        assert_eq!(with("act", ""), ["`e0001.act` is required"]);
        for (key, value) in [
            ("date", "3.12.2026"),
            ("due", "2026-13-01"),
            ("language", "FI"),
            ("invoices", "101"),
            ("invoices", ""),
            ("order", "1"),
            ("order", "02"),
            ("order", "70000"),
            ("note", "a\u{7}"),
            ("sums", "x; y"),
            ("sha256", "abc"),
            ("channel", "a\u{7}"),
        ] {
            let found = with(key, value);
            assert_eq!(found.len(), 1, "{key}: {found:?}");
            assert!(found[0].starts_with("`e0001."), "{found:?}");
        }
    }

    #[test]
    fn an_act_on_a_claim_names_the_invoice_without_a_sum() {
        let disputed: &[(&str, &str)] = &[
            ("date", "2026-12-03"),
            ("act", "disputed"),
            ("invoices", "101"),
            ("note", "Väittää tavaran jääneen tulematta"),
            ("order", "2"),
        ];
        let tables = tables(&[disputed]);
        let journal = Journal::parse(number(), &tables).unwrap();
        assert!(journal.print() == tables);
        let event = journal.events.first().unwrap();
        assert_eq!((event.total(), event.order), (None, Some(2)));
        assert_eq!(
            faults(&[("date", "2026-12-03"), ("act", "x"), ("sums", "1.00")]).len(),
            1
        );
    }

    /// A newer program may have noted more than this one knows.
    #[test]
    fn a_key_that_is_not_known_is_kept() {
        let newer = [REMINDER, &[("received", "2026-12-05"), ("witness", "x")]].concat();
        let tables = tables(&[&newer, REMINDER]);
        let journal = Journal::parse(number(), &tables).unwrap();
        let known: Vec<usize> = journal.events.iter().map(|it| it.unknown.len()).collect();
        assert_eq!(known, [0, 2]);
        let again = Journal::parse(number(), &journal.print()).unwrap();
        assert!(again == journal);
    }

    #[test]
    fn events_are_counted_from_one_without_a_gap() {
        for name in ["e0002", "e1", "e00001", "customer"] {
            let gap = BTreeMap::from([(name.to_owned(), Texts::new())]);
            let faults = Journal::parse(number(), &gap).unwrap_err();
            assert_eq!(faults[0].rule, Rule::EventNumber, "{name}");
        }
    }

    #[test]
    fn a_semicolon_of_an_invoice_number_does_not_part_the_list() {
        let line = Line::new("A; 1", rust_decimal::Decimal::new(100_005, 3)).unwrap();
        let mut event = Event::new(jiff::civil::date(2026, 12, 3), "demand".parse().unwrap());
        event.lines = vec![line];
        let mut journal = Journal::new(number());
        journal.events.insert(event);
        let again = Journal::parse(number(), &journal.print()).unwrap();
        assert!(again == journal);
        assert_eq!(journal.print()["e0001"]["sums"], "100.01");
    }
}
