//! `Interview at ${brand}`: a text with values in it. `$${` is a literal `${`. Knows no values, only where they belong.

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'t> {
    Text(&'t str),
    /// The value of this name.
    Value(&'t str),
}

/// A `${` whose `}` is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unclosed;

pub(super) fn parts(template: &str) -> Result<Vec<Part<'_>>, Unclosed> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find("${") {
        let (before, from) = rest.split_at(at);
        if let Some(before) = before.strip_suffix('$') {
            parts.push(Part::Text(before));
            parts.push(Part::Text("${"));
            rest = &from[2..];
            continue;
        }
        parts.push(Part::Text(before));
        let (name, after) = from[2..].split_once('}').ok_or(Unclosed)?;
        parts.push(Part::Value(name.trim()));
        rest = after;
    }
    parts.push(Part::Text(rest));
    parts.retain(|part| *part != Part::Text(""));
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_text_and_values_in_turns() {
        use Part::{Text, Value};
        for (template, expected) in [
            ("", vec![]),
            ("no value, $5 and {x}", vec![Text("no value, $5 and {x}")]),
            (
                "at ${ brand }!",
                vec![Text("at "), Value("brand"), Text("!")],
            ),
            ("${a}${b}", vec![Value("a"), Value("b")]),
            ("$${a} ${b}", vec![Text("${"), Text("a} "), Value("b")]),
            ("$$${a}", vec![Text("$"), Text("${"), Text("a}")]),
        ] {
            assert_eq!(parts(template), Ok(expected), "{template}");
        }
        assert_eq!(parts("${a} ${b"), Err(Unclosed));
    }
}
