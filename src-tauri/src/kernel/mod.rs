//! Small words the whole product shares. Pure: no I/O, no database, no HTTP.

pub mod clock;
pub mod service;
pub mod stamp;
pub mod text;
pub mod unit;

pub use clock::Clock;
pub use service::Service;
pub use unit::ClinicUnit;
