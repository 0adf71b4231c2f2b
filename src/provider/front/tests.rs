//! The front over real loopback connections.
