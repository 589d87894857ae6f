//! Whether a letter tells the rate of late interest and when it begins: a consumer owes none before he was told both (633/1982 6 § 2 mom.),
//! and an owner's template may say neither.

use super::engine::Engine;
use super::name::TemplateName;

/// Says the rate: how far it is above the reference rate tells nobody what it is.
const RATE: &str = "claim.percent";
/// Says from when interest runs.
const BEGINNING: &str = "claim.starts";

impl Engine {
    /// Whether documents of this template tell both, by the names that it and its parts look up. Where that is doubtful they do not.
    pub fn tells_interest(&self, template: &TemplateName) -> bool {
        let file = template.to_string();
        let files = self.parts_of(&file);
        let names: Vec<&str> = files.iter().flat_map(|file| self.names_in(file)).collect();
        names.contains(&RATE) && names.contains(&BEGINNING)
    }

    /// The file and those that it takes in, in turn.
    fn parts_of<'e>(&'e self, file: &str) -> Vec<&'e str> {
        let linked = self.linked(file);
        let mut parts: Vec<&str> = linked.iter().map(|(one, _)| *one).take(1).collect();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            let source = linked.iter().find(|(one, _)| one == part);
            let source = without_comments(source.map_or("", |(_, source)| source));
            let named = |one: &&str| source.contains(&format!("\"{one}\"")) && !parts.contains(one);
            let next: Vec<&str> = linked.iter().map(|(one, _)| *one).filter(named).collect();
            parts.extend(next);
            at += 1;
        }
        parts
    }
}

/// A file that only a comment names is not taken in.
fn without_comments(source: &str) -> String {
    let mut said = String::with_capacity(source.len());
    for (at, part) in source.split("{#").enumerate() {
        let rest = part.split_once("#}").map_or("", |(_, rest)| rest);
        said.push_str(if at == 0 { part } else { rest });
    }
    said
}

#[cfg(test)]
mod tests {
    use crate::letters::{Engine, Format, Kind, TemplateName};

    fn tells(templates: &[(&str, &str)]) -> bool {
        let own = |(file, source): &(&str, &str)| ((*file).to_owned(), (*source).to_owned());
        let engine = Engine::new(templates.iter().map(own).collect());
        engine.tells_interest(&"reminder.fi.txt.jinja".parse().unwrap())
    }

    #[test]
    fn every_built_in_letter_to_debtors_tells() {
        let engine = Engine::new(Vec::new());
        let all = engine.names().into_iter();
        let debts: Vec<TemplateName> = all.filter(|one| Kind::of(one) == Kind::Debtor).collect();
        assert_eq!(debts.len(), 12);
        for one in debts {
            assert!(engine.tells_interest(&one), "{one}");
            assert!(matches!(one.format(), Format::Txt | Format::Typ));
        }
    }

    #[test]
    fn an_owners_letter_tells_what_it_looks_up() {
        let whole =
            "{{ claim.percent }}{% for start in claim.starts %}{{ start.from }}{% endfor %}";
        for (source, told) in [
            (whole, true),
            ("{% include \"_claim.fi.txt.jinja\" %}", true),
            ("Maksa {{ payment.due | date }}.", false),
            ("{{ claim.percent }}", false),
            (
                "{{ claim.addition }}{% for start in claim.starts %}{{ start.from }}{% endfor %}",
                false,
            ),
            (
                "{% for start in claim.starts %}{{ start.from }}{% endfor %}",
                false,
            ),
            ("{# like \"_claim.fi.txt.jinja\" #}x", false),
            ("_claim.fi.txt.jinja", false),
        ] {
            assert_eq!(
                tells(&[("reminder.fi.txt.jinja", source)]),
                told,
                "{source}"
            );
        }
        assert!(!tells(&[("_claim.fi.txt.jinja", "{{ payment.total }}")]));
        let part = ("_own.fi.txt.jinja", whole);
        let letter = "{% include \"_own.fi.txt.jinja\" %}";
        assert!(tells(&[part, ("reminder.fi.txt.jinja", letter)]));
    }
}
