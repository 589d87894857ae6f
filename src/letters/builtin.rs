//! The templates that come with the program: the files of `templates/`, embedded, so that what is read there is what runs.

/// Every file of `templates/` by name; `tests/letters.rs` checks that none is left out.
#[rustfmt::skip]
pub(super) const TEMPLATES: [(&str, &str); 14] = [
    ("_letter.en.txt.jinja", include_str!("../../templates/_letter.en.txt.jinja")),
    ("_letter.fi.txt.jinja", include_str!("../../templates/_letter.fi.txt.jinja")),
    ("contact.en.txt.jinja", include_str!("../../templates/contact.en.txt.jinja")),
    ("contact.fi.txt.jinja", include_str!("../../templates/contact.fi.txt.jinja")),
    ("_claim.en.txt.jinja", include_str!("../../templates/_claim.en.txt.jinja")),
    ("_claim.fi.txt.jinja", include_str!("../../templates/_claim.fi.txt.jinja")),
    ("demand.en.txt.jinja", include_str!("../../templates/demand.en.txt.jinja")),
    ("demand.fi.txt.jinja", include_str!("../../templates/demand.fi.txt.jinja")),
    ("prices.en.txt.jinja", include_str!("../../templates/prices.en.txt.jinja")),
    ("prices.fi.txt.jinja", include_str!("../../templates/prices.fi.txt.jinja")),
    ("reminder.en.txt.jinja", include_str!("../../templates/reminder.en.txt.jinja")),
    ("reminder.fi.txt.jinja", include_str!("../../templates/reminder.fi.txt.jinja")),
    ("services.en.txt.jinja", include_str!("../../templates/services.en.txt.jinja")),
    ("services.fi.txt.jinja", include_str!("../../templates/services.fi.txt.jinja")),
];
