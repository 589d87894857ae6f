//! Transfers outside the European Economic Area, as the description tells of them.

use super::review::numbered;
use super::{Country, Description};

impl Description {
    /// Returns the keys that name a country outside the EEA: a transfer that the privacy notice must tell of (GDPR 13(1)(f)).
    pub fn outside_eea(&self) -> Vec<String> {
        let recipients = numbered("recipients", &self.recipients);
        let recipients = recipients.map(|(at, recipient)| (at, recipient.country));
        let processors = numbered("processors", &self.processors);
        let processors = processors.map(|(at, processor)| (at, processor.country));
        let outside = |country: Option<Country>| country.is_some_and(|it| !it.is_in_eea());
        recipients
            .chain(processors)
            .filter(|(_, country)| outside(*country))
            .map(|(at, _)| format!("{at}.country"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfers_outside_the_eea_are_found() {
        let description: Description = toml::from_str(
            "[[processors]]\nname = \"A\"\ncountry = \"FI\"\n[[processors]]\nname = \"B\"\ncountry = \"us\"",
        ).unwrap();
        assert_eq!(description.outside_eea(), ["processors.2.country"]);
    }
}
