//! What the tests share: databases of both engines, applications, requests, the fake upstream.

mod app;
pub mod archives;
pub mod bucket;
mod database;
pub mod legacy;
mod people;
mod site;
mod upstream;

#[allow(unused_imports)] // each is used by some test file
pub use app::{Reply, START, TestApp, each_app};
#[allow(unused_imports)] // each is used by some test file
pub use database::{MySqlDatabase, TestDatabase, databases, empty_databases};
#[allow(unused_imports)] // used by the tests of sign-in
pub use people::{PASSWORD, password_hash};
#[allow(unused_imports)] // used by the tests of the monitors
pub use site::{Log, Site};
#[allow(unused_imports)] // used by the tests of connectors and workers
pub use upstream::Upstream;
