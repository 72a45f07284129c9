//! What the tests share: databases of both engines, applications, requests, the fake upstream.

mod database;

pub use database::MySqlDatabase;
