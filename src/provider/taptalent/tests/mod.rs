//! Reader and writer over real loopback connections, against answers as documented, as varied, and as broken.

mod ahead;
mod broken;
mod candidates;
mod contradictions;
mod fixtures;
mod listing;
mod observing;
mod people;
mod singles;
mod writes;
