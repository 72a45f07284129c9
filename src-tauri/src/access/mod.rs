//! Who people are and what they may do: users, sessions, page rights.

pub mod bootstrap;
pub mod model;
