//! Names for what has none in the manifests: short, readable, and the same every time.

use std::collections::BTreeSet;

use super::letters::{is_invisible, plain};
use crate::model::Name;

/// Words that tell nothing about a question.
const IDLE: [&str; 49] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "can", "could", "describe", "did", "do",
    "does", "explain", "for", "from", "give", "had", "have", "how", "i", "in", "is", "it", "me",
    "of", "on", "or", "our", "please", "tell", "that", "the", "their", "this", "time", "to", "us",
    "was", "were", "what", "when", "which", "why", "with", "would", "you", "your",
];

/// Most words and characters of a question's name.
const MOST_WORDS: usize = 4;
const MOST_CHARACTERS: usize = 40;

/// Names that are given already.
#[derive(Debug, Clone, Default)]
pub struct Taken(BTreeSet<Name>);

impl Taken {
    /// Notes that a name is given. `false`: it was before.
    pub fn take(&mut self, name: Name) -> bool {
        self.0.insert(name)
    }

    /// The name, or the first of `name-2`, `name-3`, … that is free; taken from now on.
    fn unique(&mut self, wanted: &str, otherwise: &str) -> Option<Name> {
        let wanted = if wanted.is_empty() { otherwise } else { wanted };
        let spelled = |number: usize| {
            if number == 1 {
                return wanted.to_owned();
            }
            let end = format!("-{number}");
            let room = Name::MAX_LENGTH - end.len();
            let start = wanted.get(..room.min(wanted.len())).unwrap_or(otherwise);
            format!("{}{end}", start.trim_end_matches('-'))
        };
        let names = (1..).filter_map(|number| Name::try_from(spelled(number)).ok());
        let mut free = names.filter(|name| !self.0.contains(name));
        let name = free.next()?;
        self.0.insert(name.clone());
        Some(name)
    }
}

impl FromIterator<Name> for Taken {
    fn from_iter<I: IntoIterator<Item = Name>>(names: I) -> Self {
        Self(names.into_iter().collect())
    }
}

/// A name for a question, from the words of its text that say most.
pub fn name_of_text(text: &str, taken: &mut Taken) -> Option<Name> {
    let all: Vec<String> = words(text).collect();
    let telling: Vec<&str> = all
        .iter()
        .map(String::as_str)
        .filter(|word| !IDLE.contains(word))
        .collect();
    let chosen = if telling.is_empty() {
        all.iter().map(String::as_str).collect()
    } else {
        telling
    };
    taken.unique(&joined(&chosen, MOST_WORDS, MOST_CHARACTERS), "question")
}

/// A name for a resource, from its title.
pub fn name_of_title(title: &str, otherwise: &str, taken: &mut Taken) -> Option<Name> {
    let words: Vec<String> = words(title).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    taken.unique(&joined(&words, usize::MAX, Name::MAX_LENGTH), otherwise)
}

/// Words of a title that signs tell apart.
const SIGNED: [(&str, &str); 4] = [
    ("c++", "cpp"),
    ("c#", "csharp"),
    ("f#", "fsharp"),
    (".net", "dotnet"),
];

fn words(text: &str) -> impl Iterator<Item = String> {
    let small = text.to_lowercase();
    let parts = small.split(|c: char| c.is_whitespace() || "/,;()".contains(c));
    let spelled: Vec<String> = parts.flat_map(spelled).collect();
    spelled.into_iter()
}

fn spelled(part: &str) -> Vec<String> {
    let signed = SIGNED.iter().find(|(signed, _)| *signed == part);
    if let Some((_, plain)) = signed {
        return vec![(*plain).to_owned()];
    }
    let mut words = vec![String::new()];
    for letter in part.chars().filter(|letter| !is_invisible(*letter)) {
        let last = words.len() - 1;
        match plain(letter) {
            Some(plain) => words[last].push_str(plain),
            None if letter.is_ascii_alphanumeric() => words[last].push(letter),
            None if letter == '\'' || letter == '’' => {}
            None => words.push(String::new()),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn joined(words: &[&str], most_words: usize, most_characters: usize) -> String {
    let mut name = String::new();
    for word in words.iter().take(most_words) {
        let longer = name.len() + word.len() + usize::from(!name.is_empty());
        if longer > most_characters {
            break;
        }
        if !name.is_empty() {
            name.push('-');
        }
        name.push_str(word);
    }
    if name.is_empty() {
        // One word that is too long by itself: all ASCII, so it can be cut anywhere.
        let first = words.first().copied().unwrap_or("");
        first.chars().take(most_characters).collect()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_says_what_the_question_is_about() {
        let mut taken = Taken::default();
        let mut name = |text| name_of_text(text, &mut taken).unwrap().to_string();
        assert_eq!(
            name("Describe a time when you had to debug a critical production issue."),
            "debug-critical-production-issue"
        );
        assert_eq!(name("How do you design APIs?"), "design-apis");
        assert_eq!(name("How would you design APIs?"), "design-apis-2");
        assert_eq!(name("What is it that you do?"), "what-is-it-that");
        assert_eq!(name("日本語の質問"), "question");
        assert_eq!(name("また"), "question-2");
    }

    #[test]
    fn a_title_is_taken_whole() {
        let mut taken = Taken::default();
        let name = name_of_title("Senior Engineer: Voice Interview", "assessment", &mut taken);
        assert_eq!(name.unwrap().as_str(), "senior-engineer-voice-interview");
    }

    #[test]
    fn letters_of_other_alphabets_are_written_with_ours() {
        let name = |title| {
            let name = name_of_title(title, "assessment", &mut Taken::default());
            name.unwrap().to_string()
        };
        assert_eq!(
            name("Vertriebsmitarbeiter (m/w/d) – Außendienst München"),
            "vertriebsmitarbeiter-m-w-d-aussendienst-muenchen"
        );
        assert_eq!(
            name("Rück\u{ad}fragen & Übergaben"),
            "rueckfragen-uebergaben"
        );
        assert_eq!(name("Złoty – Księgowa"), "zloty-ksiegowa");
        assert_eq!(name("Développeur·se e\u{301}t ✨"), "developpeur-se-et");
        assert_eq!(name("Старший инженер"), "starshiy-inzhener");
        assert_eq!(name("🚀 Growth Hacker 🚀"), "growth-hacker");
        assert_eq!(name("C++ / C# / .NET"), "cpp-csharp-dotnet");
        assert_eq!(name("软件工程师 面试"), "assessment");
    }

    proptest! {
        #[test]
        fn names_are_valid_unique_and_the_same_every_time(texts in proptest::collection::vec("\\PC{0,80}", 0..12)) {
            let name_all = || {
                let mut taken = Taken::default();
                let names = texts.iter().flat_map(|text| {
                    [name_of_text(text, &mut taken), name_of_title(text, "thing", &mut taken)]
                });
                names.collect::<Option<Vec<_>>>()
            };
            let names = name_all().unwrap();
            let unique: BTreeSet<_> = names.iter().collect();
            prop_assert_eq!(unique.len(), texts.len() * 2);
            prop_assert_eq!(names, name_all().unwrap());
        }
    }
}
