//! How long an expression of a template may be. The engine bounds the depth of brackets and blocks, but not of `1 + 1 + …`,
//! `not not …` or `elif`: it goes one call deeper for each, and folds the first in quadratic time, so a long row overflowed the stack.

/// The longest tag, in bytes: some hundred names and operators.
const TAG_MAX: usize = 2048;
/// The most `elif` of a template.
const ELIF_MAX: usize = 200;

/// Returns what the engine could not bear, and its line, counted from 1.
pub(super) fn unbearable(source: &str) -> Option<(usize, String)> {
    let line = |at: usize| source[..at].matches('\n').count() + 1;
    if let Some(at) = long_tag(source) {
        let why = format!("longer than {TAG_MAX} bytes between its brackets");
        return Some((line(at), why));
    }
    let (at, _) = source.match_indices("elif").nth(ELIF_MAX)?;
    Some((line(at), format!("more than {ELIF_MAX} `elif`")))
}

/// Returns where the first `{{ … }}` or `{% … %}` begins that is too long.
fn long_tag(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    // Whatever may be a tag is measured, even one in a comment or inside of another.
    let mut starts = (0..bytes.len()).filter(|&at| matches!(bytes[at..], [b'{', b'{' | b'%', ..]));
    starts.find(|at| tag(&bytes[at + 2..]) > TAG_MAX)
}

/// How far it is to the end of a tag; brackets and the ends of tags in quotation marks do not count.
fn tag(source: &[u8]) -> usize {
    let (mut quote, mut depth, mut at) = (None, 0_usize, 0);
    while at < source.len() && at <= TAG_MAX {
        let c = source[at];
        match quote {
            Some(_) if c == b'\\' => at += 1,
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if depth == 0 && matches!(&source[at..], [b'}' | b'%', b'}', ..]) => return at,
            None => match c {
                b'"' | b'\'' => quote = Some(c),
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            },
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_between_brackets_counts() {
        let long = "+1".repeat(TAG_MAX);
        let at = |text: &str| unbearable(text).map(|(line, _)| line);
        assert_eq!(at(&format!("a {{{{ b }}}} {long} {{% c %}}")), None);
        assert_eq!(at(&format!("a\n{{{{ b }}}}\n{{{{ 1{long} }}}}")), Some(3));
        for hidden in ["'}}'", "'%}'", "\"\\\"}}\"", "{'a': {}}", "[{'a': {}}]"] {
            assert_eq!(
                at(&format!("{{{{ {hidden}{long} }}}}")),
                Some(1),
                "{hidden}"
            );
        }
        for before in ["{# ' #}", "{# {{ ' #}", "{% raw %}{{ '{% endraw %}", "it's"] {
            assert_eq!(
                at(&format!("{before}{{{{ 1{long} }}}}")),
                Some(1),
                "{before}"
            );
        }
        assert_eq!(at(&"{% elif a %}\n".repeat(ELIF_MAX)), None);
        assert_eq!(at(&"{% elif a %}\n".repeat(ELIF_MAX + 1)), Some(201));
    }
}
