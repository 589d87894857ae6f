//! The rules under which templates run: strict names, bounded work, no way to print everything at once.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};

use super::escape;
use super::filters;
use super::language::Language;

/// Steps of one rendering; a built-in letter takes under a thousand.
const STEPS: u64 = 100_000;
/// Nested includes and macros; an include counts as ten.
const DEPTH: usize = 200;

/// An environment with our rules and without templates.
pub(super) fn bare() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(escape::of);
    env.set_formatter(filters::print);
    env.set_fuel(Some(STEPS));
    env.set_recursion_limit(DEPTH);
    // `debug()` prints every value there is; `attr` looks names up behind the back of the strict tables.
    env.remove_global("debug");
    env.remove_filter("attr");
    env.set_path_join_callback(|name, _| match name.strip_suffix(".jinja") {
        Some(_) => name.into(),
        None => format!("{name}.jinja").into(),
    });
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    if let Ok(syntax) = syntax {
        env.set_syntax(syntax);
    }
    env
}

/// The same with the filters of one language.
pub(super) fn in_language(base: &Environment<'static>, language: Language) -> Environment<'static> {
    let mut env = base.clone();
    filters::install(&mut env, language);
    env
}
