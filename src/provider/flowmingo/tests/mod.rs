//! Reader and writer over real loopback connections, against answers as documented, as varied, and as broken.
