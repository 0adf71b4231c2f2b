//! What the state remembers of the people of one roster, and what to say where that is not enough.

use jiff::SignedDuration;

use super::change::{Action, Cause, Irreversible, NoteSeverity, PersonChange, PlannedCall};
use super::draft::{Draft, Finished};
use super::precondition::Precondition;
use super::visibility::age_words;
use crate::diagnostic::Code;
use crate::model::{Address, Email, Operation, Person, PersonAction, PersonSource, Pointer};
use crate::state::{
    Fingerprint, FingerprintKey, Part, Pending, PendingKey, PersonRecord, Record, RecordChange,
    Recorded,
};

/// The people of one roster, as the state knows them.
#[derive(Clone, Copy)]
pub(super) struct PeopleMemory<'a> {
    /// The roster.
    pub address: &'a Address,
    /// What is remembered of it, if that is about the same live object.
    pub record: Option<&'a Record>,
    /// The whole state.
    pub recorded: &'a Recorded,
}

impl<'a> PeopleMemory<'a> {
    /// The state's key.
    pub(super) const fn key(&self) -> &'a FingerprintKey {
        &self.recorded.fingerprint_key
    }

    /// How the state names a person.
    pub(super) fn print(&self, email: &Email) -> Fingerprint {
        self.recorded.print_of(email)
    }

    /// What is remembered of a person.
    pub(super) fn of(&self, email: &Email) -> Option<&'a PersonRecord> {
        self.record?.people.get(&self.print(email))
    }

    /// A write about a person whose outcome is not known.
    pub(super) fn doubt(&self, email: &Email) -> Option<&'a Pending> {
        self.pending(Part::Person(self.print(email)))
    }

    /// A rejection of a person whose outcome is not known.
    pub(super) fn doubted_rejection(&self, email: &Email) -> Option<&'a Pending> {
        self.pending(Part::Rejection(self.print(email)))
    }

    fn pending(&self, part: Part) -> Option<&'a Pending> {
        let address = self.address.clone();
        self.recorded.pending.get(&PendingKey { address, part })
    }

    /// Why somebody is new.
    pub(super) const fn cause(&self) -> Cause {
        match self.record {
            Some(_) => Cause::Edited,
            None => Cause::Unrecorded,
        }
    }
}

impl Draft<'_> {
    /// Shows what happens to a person.
    pub(super) fn person(&mut self, person: &impl Person, action: PersonAction, cause: Cause) {
        self.people.push(PersonChange {
            who: person.email().clone(),
            action,
            cause,
            source: person.source().clone(),
        });
    }

    /// Ends the draft of a roster.
    pub(super) fn finish_roster(self, id: Option<String>, precondition: Precondition) -> Finished {
        let action = Action::of_people(&self.people);
        self.finish(action, id, precondition, Some(0))
    }

    /// Adds a write about people. What to remember is told by its answer, person by person.
    pub(super) fn people_call(&mut self, operation: Operation) {
        let irreversible = if operation.mails() {
            Irreversible::Mail
        } else {
            Irreversible::Entry
        };
        self.calls.push(PlannedCall {
            operation,
            remember: Vec::new(),
            irreversible: Some(irreversible),
            follows_mail: false,
        });
    }

    /// Nobody can tell whether a person was mailed: that takes a human being.
    pub(super) fn note_doubt(
        &mut self,
        person: &impl Person,
        memory: PeopleMemory<'_>,
        pending: &Pending,
    ) {
        self.note_unknown(person, memory, pending, "the system does not show it");
    }

    /// The system shows who is there, and this person is not, though a request for them may have been done.
    pub(super) fn note_unseen(
        &mut self,
        person: &impl Person,
        memory: PeopleMemory<'_>,
        pending: &Pending,
    ) {
        let what = format!(
            "the request {}, and the person is not there yet",
            pending.fate()
        );
        self.note_unknown(person, memory, pending, &what);
    }

    fn note_unknown(
        &mut self,
        person: &impl Person,
        memory: PeopleMemory<'_>,
        pending: &Pending,
        why: &str,
    ) {
        let address = memory.address;
        let (who, name) = (person.email(), memory.print(person.email()));
        let what = if memory.doubted_rejection(who).is_some() {
            "rejected"
        } else {
            "entered and mailed"
        };
        let place = place_words(person.source());
        let name = name.short();
        self.note(Code::InviteInDoubt, NoteSeverity::Warning, format!(
            "{who}{place} may have been {what} by the run of {since}: {why}; nothing more is sent until you have \
             checked and run `vetform state settle {address} {name} --sent`, or `--not-sent` to try again",
            since = pending.since,
        ));
    }

    /// An invite that nobody heard the end of is sent once more.
    pub(super) fn note_again(&mut self, person: &impl Person, pending: &Pending) {
        let (who, place) = (person.email(), place_words(person.source()));
        self.note(Code::InviteAgain, NoteSeverity::Info, format!(
            "{who}{place} may have been invited by the run of {}; the invite is sent once more to find out, since \
             the system refuses a duplicate (DUPLICATE_INVITE)",
            pending.since
        ));
    }

    /// Takes a request of another roster for the same person, of which nobody heard the end, for one of this roster: it is
    /// waited for and counted before this one sends another.
    pub(super) fn take_over_doubt(&mut self, memory: PeopleMemory<'_>, who: &Email, of: &Pending) {
        if memory.doubt(who).is_none() {
            self.records.push(RecordChange::Started {
                part: Part::Person(memory.print(who)),
                pending: of.clone(),
            });
        }
    }

    /// Whom a read shows is not waited for any more.
    pub(super) fn remember_seen(
        &mut self,
        known: Option<&PersonRecord>,
        who: impl FnOnce() -> Fingerprint,
    ) {
        if known.is_some_and(|known| known.entered.is_some()) {
            self.records.push(RecordChange::PersonSeen { who: who() });
        }
    }

    /// A person whom we entered is not there: somebody took care of that outside, so it is not undone; or the read is older
    /// than what was sent a moment ago.
    pub(super) fn note_gone(
        &mut self,
        person: &impl Person,
        entered_ago: Option<SignedDuration>,
        gone: &str,
        place: &str,
    ) {
        match entered_ago {
            None => self.note_once(Code::PersonGone, person, gone),
            Some(age) => {
                let what = format!(
                    "was entered {} ago and is not yet among {place}",
                    age_words(age)
                );
                self.note_once(Code::NotVisibleYet, person, &what);
            }
        }
    }

    /// What was done about a person a moment ago, and the read does not show.
    pub(super) fn note_not_visible(&mut self, person: &impl Person, what: &str) {
        let (who, place) = (person.email(), place_words(person.source()));
        self.note(
            Code::NotVisibleYet,
            NoteSeverity::Warning,
            format!("{who}{place} {what}, which is not visible yet; it is not done twice"),
        );
    }

    /// A person who is there more than once, and was mailed as often.
    pub(super) fn note_person_twice(
        &mut self,
        person: &impl Person,
        what: &str,
        ids: &[&str],
        way_out: &str,
    ) {
        let (who, place) = (person.email(), place_words(person.source()));
        let ids = ids.join(", ");
        self.note(
            Code::LiveTwice,
            NoteSeverity::Warning,
            format!(
                "{who}{place} {what} ({ids}): two runs without a common lock, or a run and a person, entered them \
                 at the same time; {way_out}, and let all runs share one state"
            ),
        );
    }

    /// A person whose key we took away ourselves, since the manifest said so then.
    pub(super) fn note_key_revoked(&mut self, person: &impl Person) {
        self.note_once(Code::KeyRevoked, person, "had a key, which was revoked");
    }

    fn note_once(&mut self, code: Code, person: &impl Person, what: &str) {
        let (who, place) = (person.email(), place_words(person.source()));
        self.note(
            code,
            NoteSeverity::Warning,
            format!("{who}{place} {what}; nobody is entered twice"),
        );
    }
}

/// Who is in something that was read a moment before, and that is said not to exist when its people are asked for.
pub(super) fn block_lost(draft: &mut Draft<'_>, what: &str) {
    draft.block(
        Code::NotVisibleYet,
        Pointer::root().key("spec"),
        format!("the system shows the object, but says that {what} do not exist"),
        "wait a little and run the command again; if the problem persists, check the object in the web app",
    );
}

/// ` (cohort.csv:7)`
pub(super) fn place_words(source: &PersonSource) -> String {
    match source {
        PersonSource::Manifest(_) => String::new(),
        PersonSource::Row { file, line } => format!(" ({file}:{line})"),
    }
}
