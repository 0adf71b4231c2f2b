//! The behaviours of the model in `tests/proof`, replayed: what befalls each request is as a line of it says, and so must be
//! what is sent then, and what it comes to. In this process all waits are short; the program itself waits as it does with
//! people, so that only some are replayed on it.
//!
//! `VETFORM_PROOF=deep` replays all of them in this process, and more of them on the program.

mod chain;
mod in_process;
mod on_the_program;
mod play;
mod script;
