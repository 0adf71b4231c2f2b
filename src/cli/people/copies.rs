//! Copies of the state that lie beside it: whoever is to be forgotten is taken out of them too.

use super::super::failure::CommandFailure;
use crate::model::Email;
use crate::state::StateCopy;

/// Takes people out of every copy. Returns the files that were changed.
pub(super) fn clean(
    copies: Vec<StateCopy>,
    people: &[Email],
) -> Result<Vec<String>, CommandFailure> {
    let mut changed = Vec::new();
    for mut copy in copies {
        let known = people
            .iter()
            .filter(|one| !copy.recorded.traces_of(one).is_empty());
        let known: Vec<&Email> = known.collect();
        if known.is_empty() {
            continue;
        }
        for person in known {
            copy.recorded.erase(person);
        }
        copy.save()?;
        changed.push(copy.file.to_string());
    }
    Ok(changed)
}
