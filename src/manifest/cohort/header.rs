//! What the header of a file with people calls its columns. A column is called like the field; capitals, blanks, dashes
//! and underscores are a spreadsheet's own. Other words are not guessed at: a column that is taken for another is a
//! person with a wrong name.

use crate::diagnostic::nearest;
use crate::model::is_invisible;

/// What programs call the column with the addresses when they export contacts.
const ADDRESSES: [&str; 2] = ["emailaddress", "emailadresse"];

/// Whether a cell of the header names this column.
pub(super) fn names(written: &str, column: &str) -> bool {
    let form = form(written);
    form == self::form(column) || (column == "email" && ADDRESSES.contains(&&*form))
}

/// Whether a cell of a first line may be meant for a column. A line without any is a person.
pub(in crate::manifest) fn names_a_column(written: &str) -> bool {
    const ALL: [&str; 9] = [
        "email",
        "firstName",
        "lastName",
        "name",
        "jobCandidateId",
        "cvLink",
        "atsCandidateId",
        "stage",
        "rejected",
    ];
    let written = form(written);
    let is_like = |word: &&str| written.contains(*word);
    nearest_column(&written, &ALL).is_some() || ["mail", "name"].iter().any(is_like)
}

/// The column that was probably meant.
pub(super) fn nearest_column<'c>(written: &str, columns: &[&'c str]) -> Option<&'c str> {
    let form = form(written);
    let forms: Vec<String> = columns.iter().map(|column| self::form(column)).collect();
    let near = nearest(&form, forms.iter().map(String::as_str))?;
    let index = forms.iter().position(|form| form == near)?;
    columns.get(index).copied()
}

fn form(text: &str) -> String {
    let is_spelling = |c: char| c.is_whitespace() || is_invisible(c) || "_-.".contains(c);
    let letters = text.chars().filter(|c| !is_spelling(*c));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_its_letters() {
        for (written, column) in [
            ("Email", "email"),
            ("E-Mail", "email"),
            ("e-mail address", "email"),
            ("E-Mail-Adresse", "email"),
            ("EMAIL\u{200b}", "email"),
            ("First Name", "firstName"),
            ("first_name", "firstName"),
            ("FIRSTNAME", "firstName"),
            ("ATS candidate id", "atsCandidateId"),
        ] {
            assert!(names(written, column), "{written}");
        }
        for written in ["mail", "Vorname", "name", "", "first"] {
            assert!(!names(written, "firstName"), "{written}");
        }
        assert!(!names("Email of the recruiter", "email"));
    }

    #[test]
    fn a_slip_finds_its_column() {
        let columns = ["email", "firstName", "lastName"];
        assert_eq!(nearest_column("E-Mial", &columns), Some("email"));
        assert_eq!(nearest_column("Frist Name", &columns), Some("firstName"));
        assert_eq!(nearest_column("Vorname", &columns), None);
    }
}
