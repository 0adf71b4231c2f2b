//! What costs time before the first call: reading manifests, working out a plan, pairing questions, showing words.
//!
//! `cargo bench` shows them; items a second that stay the same from 1,000 to 4,000 mean that the cost is linear. Nothing
//! here asserts a time: machines differ.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops where it is surprised"
)]

mod world;

use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use vetform::model::{Desired, Live};
use vetform::plan::{Plan, Policy};
use vetform::render::{Paint, PlanText, plan_text};
use vetform::state::Recorded;
use world::{Layout, Project, live, nothing_recorded, recorded_after};

const QUESTIONS: usize = 10;

fn main() {
    divan::main();
}

/// Sizes of projects. A run that measures nothing (`cargo test --bench plan`) does everything once, and small.
fn sizes() -> [usize; 2] {
    if measures() { [1_000, 4_000] } else { [10, 40] }
}

fn measures() -> bool {
    let asked = |flag: &str| std::env::args().any(|argument| argument == flag);
    asked("--bench") && !asked("--test")
}

/// What is declared, what is live, what is remembered.
struct Scene {
    desired: Desired,
    live: Live,
    recorded: Recorded,
}

impl Scene {
    fn plan(&self) -> Plan {
        let Self {
            desired,
            live,
            recorded,
        } = self;
        vetform::plan::plan(desired, live, recorded, Policy::default()).unwrap()
    }

    fn items(&self) -> ItemsCount {
        ItemsCount::new(self.desired.taptalent.assessments.len())
    }
}

/// Both sizes, read once.
fn desired(size: usize) -> Desired {
    static READ: LazyLock<[Desired; 2]> = LazyLock::new(|| {
        sizes().map(|size| Project::new(size, QUESTIONS, Layout::FileEach).desired())
    });
    let at = sizes().iter().position(|known| *known == size).unwrap();
    READ[at].clone()
}

fn empty_account(size: usize) -> Scene {
    Scene {
        desired: desired(size),
        live: Live::default(),
        recorded: nothing_recorded(),
    }
}

fn unrecorded(size: usize) -> Scene {
    let desired = desired(size);
    let live = live(&desired, str::to_owned);
    Scene {
        desired,
        live,
        recorded: nothing_recorded(),
    }
}

fn settled(size: usize) -> Scene {
    let scene = unrecorded(size);
    let recorded = recorded_after(&scene.plan());
    Scene { recorded, ..scene }
}

fn edited_by_hand(size: usize) -> Scene {
    let scene = settled(size);
    let live = live(&scene.desired, reworded);
    Scene { live, ..scene }
}

fn reworded(text: &str) -> String {
    text.replace(
        "what you measured first",
        "what you looked at before anything else",
    )
}

mod load {
    use super::{Bencher, ItemsCount, Layout, Project, QUESTIONS, sizes};

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn a_file_each(bencher: Bencher<'_, '_>, size: usize) {
        let project = Project::new(size, QUESTIONS, Layout::FileEach);
        bencher
            .counter(ItemsCount::new(size))
            .bench(|| project.load());
    }

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn one_file(bencher: Bencher<'_, '_>, size: usize) {
        let project = Project::new(size, QUESTIONS, Layout::OneFile);
        bencher
            .counter(ItemsCount::new(size))
            .bench(|| project.load());
    }
}

mod plan {
    use super::{Bencher, edited_by_hand, empty_account, settled, sizes, unrecorded};

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn create_everything(bencher: Bencher<'_, '_>, size: usize) {
        let scene = empty_account(size);
        bencher.counter(scene.items()).bench(|| scene.plan());
    }

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn adopt_everything(bencher: Bencher<'_, '_>, size: usize) {
        let scene = unrecorded(size);
        bencher.counter(scene.items()).bench(|| scene.plan());
    }

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn nothing_to_do(bencher: Bencher<'_, '_>, size: usize) {
        let scene = settled(size);
        assert!(!scene.plan().has_pending_changes());
        bencher.counter(scene.items()).bench(|| scene.plan());
    }

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn every_question_edited(bencher: Bencher<'_, '_>, size: usize) {
        let scene = edited_by_hand(size);
        bencher.counter(scene.items()).bench(|| scene.plan());
    }
}

/// All questions of one assessment re-worded, and no record of any: every text is held against every other.
#[divan::bench(args = if measures() { [50, 200] } else { [5, 20] }, sample_count = 10, sample_size = 1)]
fn pair_questions(bencher: Bencher<'_, '_>, questions: usize) {
    let desired = Project::new(1, questions, Layout::OneFile).desired();
    let live = live(&desired, reworded);
    let scene = Scene {
        desired,
        live,
        recorded: nothing_recorded(),
    };
    bencher
        .counter(ItemsCount::new(questions * questions))
        .bench(|| scene.plan());
}

mod show {
    use super::{
        Bencher, BytesCount, Paint, Plan, PlanText, edited_by_hand, empty_account, plan_text, sizes,
    };

    fn bench(bencher: Bencher<'_, '_>, plan: &Plan) {
        bencher
            .counter(BytesCount::of_str(&text_of(plan)))
            .bench(|| text_of(plan));
    }

    fn text_of(plan: &Plan) -> String {
        let look = PlanText {
            workspace: "bench",
            width: 100,
            paint: Paint::new(false),
            requests_per_second: None,
            show_candidates: false,
            occasion: vetform::render::Occasion::Holding,
            links: false,
            locate: &|_| None,
            titles: &vetform::render::Titles::NONE,
            effects: None,
        };
        plan_text(plan, look)
    }

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn new_texts(bencher: Bencher<'_, '_>, size: usize) {
        bench(bencher, &empty_account(size).plan());
    }

    #[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
    fn word_diffs(bencher: Bencher<'_, '_>, size: usize) {
        bench(bencher, &edited_by_hand(size).plan());
    }
}
