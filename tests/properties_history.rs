//! Laws of commit messages: what is printed is read back, and what is read prints the same.

use proptest::collection::btree_set;
use proptest::prelude::*;
use rekisteri::history::{Act, Message};

fn act() -> impl Strategy<Value = Act> {
    proptest::sample::select(Act::ALL.to_vec())
}

fn messages() -> impl Strategy<Value = Message> {
    let numbers = prop_oneof![
        btree_set(1..=999_999_u32, 0..20),
        btree_set(1..60_u32, 0..40)
    ];
    let fields = btree_set("[a-z][a-z0-9_-]{0,12}(\\.[a-z][a-z0-9_]{0,12}){0,2}", 0..6);
    (act(), numbers, fields).prop_map(|(act, n, f)| Message::new(act, n, f).unwrap())
}

proptest! {
    #[test]
    fn parse_after_print_is_the_identity(message in messages()) {
        prop_assert_eq!(Message::parse(&message.to_string()), Some(message));
    }

    #[test]
    fn print_after_parse_is_the_identity(text in "(init|add customer 1|import 2 customers)\n\nRegister-Action: (init|add|import)\n(Register-Customers: [0-9 -]{1,8}\n)?(Register-Fields: [a-z. ]{1,9}\n)?") {
        if let Some(message) = Message::parse(&text) {
            prop_assert_eq!(message.to_string(), text);
        }
    }

    #[test]
    fn no_text_makes_it_stumble(text in "\\PC*\n\nRegister-Action: \\PC*\n\\PC*") {
        prop_assert!(Message::parse(&text).is_none_or(|m| m.to_string() == text));
    }

    #[test]
    fn a_message_has_no_room_for_words(message in messages()) {
        let text = message.to_string();
        prop_assert!(text.is_ascii());
        prop_assert!(!text.contains('@'));
    }
}
