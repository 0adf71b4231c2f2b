//! What every store of states must do, whatever it is made of: one suite, run over files, over a bucket in memory, and,
//! where the environment names one, over real servers (`.ci/stores` starts them).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "what fails here fails a test"
)]

mod bench;
mod commands;
#[cfg(feature = "remote-state")]
mod faults;
mod laws;
#[cfg(feature = "remote-state")]
mod lease;
#[cfg(feature = "remote-state")]
mod outages;
#[cfg(feature = "remote-state")]
mod servers;

/// One test for each law, over the bench that `$bench` makes.
macro_rules! suite {
    (@@ $attribute:tt [$($more:tt)*] $bench:expr, $room:ident $law:ident) => {
        #[tokio::test $attribute]
        $($more)*
        async fn $law() {
            crate::$room::$law(&$bench).await;
        }
    };
    ($name:ident, $attribute:tt $(#[$more:meta])*, $bench:expr, $room:ident: $($law:ident)*) => {
        mod $name {
            suite!(@ $attribute [$(#[$more])*] $bench, $room: $($law)*);
        }
    };
    (@ $attribute:tt $more:tt $bench:expr, $room:ident: $($law:ident)*) => {
        $(suite!(@@ $attribute $more $bench, $room $law);)*
    };
}

macro_rules! every_store {
    ($name:ident, $attribute:tt $(#[$more:meta])*, $bench:expr) => {
        suite!($name, $attribute $(#[$more])*, $bench, laws:
            no_state_yet_is_an_empty_one_and_reading_leaves_no_trace
            what_was_saved_is_loaded_with_the_next_serial
            other_states_in_the_same_place_are_found_and_nothing_else
            another_state_that_cannot_be_read_is_told_and_other_files_are_not
            a_save_over_somebody_elses_is_refused_and_nothing_is_lost
            a_first_save_over_somebody_elses_first_is_refused
            a_save_over_a_state_that_was_removed_is_refused
            of_sixteen_runs_that_race_for_the_lock_one_wins
            a_run_that_finds_the_lock_taken_learns_who_has_it
            a_waiting_run_gets_the_lock_when_it_is_given_back
            what_a_killed_run_did_is_taken_in
            facts_that_arrive_together_are_all_kept_in_order
            noted_facts_are_durable_once_the_journal_is_closed
            a_torn_last_line_is_dropped_and_a_damaged_middle_is_told
            a_spent_journal_is_ignored
            the_journal_of_another_lineage_is_ignored
            a_run_that_was_killed_in_mid_save_has_saved_all_or_nothing
            a_journal_grows_with_its_facts_and_not_with_the_state
            the_lock_of_a_dead_run_can_be_had
            of_somebody_who_was_forgotten_nothing_stays_but_a_mark
        );
    };
}

#[cfg(feature = "remote-state")]
macro_rules! every_bucket {
    ($name:ident, $attribute:tt $(#[$more:meta])*, $bench:expr) => {
        suite!($name, $attribute $(#[$more])*, $bench, lease:
            a_lock_that_is_renewed_is_not_taken_over_by_a_run_whose_clock_is_an_hour_ahead
            a_dead_runs_lock_is_taken_over_after_its_lease_by_a_run_whose_clock_is_an_hour_behind
            short_looks_at_a_dead_runs_lock_add_up_to_its_lease
            short_looks_at_a_lock_that_is_renewed_add_up_to_nothing
            of_sixteen_runs_that_wait_for_a_dead_ones_lock_one_wins
            a_run_whose_lock_was_taken_away_notices
            a_run_whose_lock_was_removed_notices_and_leaves_the_next_ones_alone
            a_run_that_slept_sends_nothing_before_it_has_renewed_its_lock
            whoever_takes_a_lock_over_closes_the_journal_of_the_run_before
            a_lock_is_not_taken_away_from_a_run_that_nobody_was_shown
            a_lock_that_nobody_can_read_runs_out_like_any_other
            a_lock_object_holds_no_address_and_says_which_commit
            a_missing_part_of_a_journal_is_told
        );
    };
}

every_store!(files, (), crate::bench::Bench::files());

#[cfg(feature = "remote-state")]
mod remote {
    every_store!(memory, (start_paused = true), crate::bench::Bench::memory());
    every_bucket!(
        memory_lease,
        (start_paused = true),
        crate::bench::Bench::memory()
    );
    every_store!(s3, () #[ignore = "needs a server, see .ci/stores"], crate::servers::s3());
    every_bucket!(s3_lease, () #[ignore = "needs a server, see .ci/stores"], crate::servers::s3());
    every_store!(azure, () #[ignore = "needs a server, see .ci/stores"], crate::servers::azure());
    every_bucket!(azure_lease, () #[ignore = "needs a server, see .ci/stores"], crate::servers::azure());
}
