//! What the tests share: databases of both engines, applications, requests, the fake upstream.

mod database;

#[allow(unused_imports)] // each is used by some test file
pub use database::{MySqlDatabase, TestDatabase, databases};
