//! Reader and writer over real loopback connections, against answers as documented, as varied, and as broken.

mod broken;
mod fixtures;
mod listing;
mod observing;
mod singles;
mod writes;
