//! Questions in another language than the interview's. Silent unless it is sure: long texts only, where the commonest words
//! leave no doubt, or a detector agrees with them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use whatlang::{Lang, Script};

use super::finding::Findings;
use super::texts::{AQuestion, called, of_draft};
use crate::manifest::check::{Body, Draft, Shared};
use crate::model::taptalent::AssessmentField;
use crate::model::{FieldValue, Kind, Name};

/// Characters below which nobody can tell a language.
const SHORTEST: usize = 48;

/// So many of the commonest words tell that a text is in a language; so few that it is not.
const MANY: usize = 3;
const FEW: usize = 1;

pub(super) fn check(drafts: &[Draft], found: &mut Findings<'_>) {
    let shared: BTreeMap<&Name, &Draft> = drafts
        .iter()
        .filter(|draft| draft.kind == Kind::Question)
        .filter_map(|draft| Some((draft.name.as_ref()?, draft)))
        .collect();
    // A shared question is reported for one of its assessments, not for each.
    let mut done: BTreeSet<&Name> = BTreeSet::new();
    for draft in drafts {
        let Some((language, used)) = interview(draft) else {
            continue;
        };
        for question in of_draft(draft) {
            judge(&question, draft, language, found);
        }
        for name in used {
            let question = shared.get(name).filter(|_| done.insert(name));
            for question in question.map(|other| of_draft(other)).iter().flatten() {
                judge(question, draft, language, found);
            }
        }
    }
}

/// The language that an assessment declares, if it is one that can be told, and the shared questions that it uses.
fn interview(draft: &Draft) -> Option<(Lang, Vec<&Name>)> {
    let Some(Body::Assessment(assessment)) = &draft.body else {
        return None;
    };
    let Some(FieldValue::Text(language)) = assessment.fields.get(&AssessmentField::AiLanguage)
    else {
        return None;
    };
    let questions = assessment.questions.iter().flatten().flatten();
    let used = questions.filter_map(|question| match &question.shared {
        Shared::Use(name) => Some(name),
        Shared::No(_) => None,
    });
    Some((named(language)?, used.collect()))
}

fn judge(question: &AQuestion<'_>, interview: &Draft, declared: Lang, found: &mut Findings<'_>) {
    let text = &question.content.question;
    if let Some(written) = surely_another(text, declared) {
        found.report(
            question.spot(),
            format!(
                "the question is in {}, and `aiLanguage` of {} is {}",
                written.eng_name(),
                called(interview),
                declared.eng_name().to_lowercase()
            ),
            "translate the question, or fix `aiLanguage`",
        );
    }
}

/// A language by its English name, as `aiLanguage` has it. Only those whose common words are known below.
fn named(name: &str) -> Option<Lang> {
    let name = name.trim();
    let mut known = KNOWN.into_iter();
    known.find(|lang| lang.eng_name().eq_ignore_ascii_case(name))
}

/// The language of a text, if that is surely not the declared one.
fn surely_another(text: &str, declared: Lang) -> Option<Lang> {
    if text.len() < SHORTEST {
        return None;
    }
    let words = CommonWords::in_text(text);
    // Nearly every text ends here: the detector is slow.
    if words.of(declared) > FEW {
        return None;
    }
    if whatlang::detect_script(text)? != Script::Latin {
        return whatlang::detect_lang(text).filter(|written| *written != declared);
    }
    // The detector alone always finds something.
    let is_told = |lang: Lang| lang != declared && words.of(lang) >= MANY;
    if !KNOWN.into_iter().any(is_told) {
        return None;
    }
    let written = words.surely().or_else(|| {
        let known = KNOWN.to_vec();
        whatlang::Detector::with_allowlist(known).detect_lang(text)
    })?;
    is_told(written).then_some(written)
}

/// How many words of a text are among the commonest of each language.
struct CommonWords([usize; KNOWN.len()]);

impl CommonWords {
    fn in_text(text: &str) -> Self {
        let mut counts = [0; KNOWN.len()];
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let in_capitals = word.chars().any(char::is_uppercase);
            let common = if in_capitals {
                COMMON_IN.get(&*word.to_lowercase())
            } else {
                COMMON_IN.get(word)
            };
            for at in common.into_iter().flatten() {
                counts[*at] += 1;
            }
        }
        Self(counts)
    }

    fn of(&self, lang: Lang) -> usize {
        let at = KNOWN.iter().position(|known| *known == lang);
        at.map_or(0, |at| self.0[at])
    }

    /// The language that so many words tell that no detector is needed: all others together have far fewer.
    fn surely(&self) -> Option<Lang> {
        let (most, lang) = self.0.iter().zip(KNOWN).max_by_key(|(count, _)| **count)?;
        let others = self.0.iter().sum::<usize>() - most;
        (*most >= 2 * MANY && *most >= 4 * others).then_some(lang)
    }
}

/// The languages that each of the commonest words is one of, by their places in [`COMMON`].
static COMMON_IN: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, (_, words)) in COMMON.iter().enumerate() {
        for word in *words {
            languages.entry(word).or_default().push(at);
        }
    }
    languages
});

/// The commonest words of languages in Latin letters, without those that several of them share.
const COMMON: [(Lang, &[&str]); 7] = [
    (
        Lang::Eng,
        &[
            "the", "and", "you", "what", "how", "of", "is", "that", "your", "with", "would", "did",
            "when", "about", "are", "for", "was", "to",
        ],
    ),
    (
        Lang::Deu,
        &[
            "der", "die", "das", "und", "sie", "ist", "ein", "eine", "wie", "nicht", "mit", "zu",
            "den", "auf", "für", "ihre", "haben", "ich", "von", "einer", "einem",
        ],
    ),
    (
        Lang::Fra,
        &[
            "le", "les", "des", "et", "vous", "est", "une", "dans", "pour", "avec", "votre",
            "comment", "quel", "quelle", "avez", "ce", "du", "au",
        ],
    ),
    (
        Lang::Spa,
        &[
            "el", "los", "las", "y", "es", "por", "usted", "cómo", "qué", "cuál", "del", "su",
            "ha", "una", "cuando",
        ],
    ),
    (
        Lang::Por,
        &[
            "os", "as", "é", "uma", "não", "com", "você", "seu", "sua", "qual", "do", "da", "em",
            "um", "quando",
        ],
    ),
    (
        Lang::Ita,
        &[
            "il", "gli", "che", "è", "di", "lei", "suo", "quale", "nel", "della", "ha", "una",
            "come", "cosa", "sua",
        ],
    ),
    (
        Lang::Nld,
        &[
            "het", "een", "van", "je", "dat", "wat", "hoe", "met", "voor", "niet", "op", "uw",
            "bent", "hebt", "en",
        ],
    ),
];

/// The languages of [`COMMON`].
const KNOWN: [Lang; COMMON.len()] = {
    let mut known = [Lang::Eng; COMMON.len()];
    let mut at = 0;
    while at < COMMON.len() {
        known[at] = COMMON[at].0;
        at += 1;
    }
    known
};

#[cfg(test)]
mod tests {
    use super::*;

    const GERMAN: &str =
        "Erzählen Sie von einem Ausfall, den Sie selbst behoben haben. Wie sind Sie vorgegangen?";
    const ENGLISH: &str =
        "Tell me about an outage that you have fixed yourself. How did you go about it?";

    #[test]
    fn a_long_text_in_another_language_is_found() {
        assert_eq!(surely_another(GERMAN, Lang::Eng), Some(Lang::Deu));
        assert_eq!(surely_another(ENGLISH, Lang::Deu), Some(Lang::Eng));
        let russian = "Расскажите о сбое, который вы устранили сами. Как вы действовали?";
        assert_eq!(surely_another(russian, Lang::Eng), Some(Lang::Rus));
        let spanish =
            "¿Cuál fue el error más difícil de su carrera y cómo lo resolvió usted con los demás?";
        assert_eq!(surely_another(spanish, Lang::Eng), Some(Lang::Spa));
    }

    #[test]
    fn many_common_words_of_one_language_need_no_detector() {
        assert_eq!(CommonWords::in_text(ENGLISH).surely(), Some(Lang::Eng));
        assert_eq!(CommonWords::in_text("Erzählen Sie von Rust").surely(), None);
        let both = "What is your favourite way to do the work, and das ist nicht die Frage?";
        assert_eq!(CommonWords::in_text(both).surely(), None);
    }

    #[test]
    fn what_is_right_short_or_full_of_foreign_words_is_left_alone() {
        assert_eq!(surely_another(GERMAN, Lang::Deu), None);
        assert_eq!(surely_another(ENGLISH, Lang::Eng), None);
        assert_eq!(surely_another("Warum Rust?", Lang::Eng), None);
        let technical = "Wie skalieren Sie ein Kubernetes Deployment mit Horizontal Pod Autoscaler und Custom Metrics?";
        assert_eq!(surely_another(technical, Lang::Deu), None);
        let names = "Rust, Go, Kotlin, TypeScript, Python, Elixir, Haskell, OCaml, Scala, Swift: favourites?";
        assert_eq!(surely_another(names, Lang::Eng), None);
    }

    #[test]
    fn a_language_goes_by_its_english_name() {
        assert_eq!(named("english"), Some(Lang::Eng));
        assert_eq!(named(" German"), Some(Lang::Deu));
        assert_eq!(named("klingon"), None);
    }
}
