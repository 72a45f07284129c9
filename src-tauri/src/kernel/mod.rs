//! Small words the whole product shares. Pure: no I/O, no database, no HTTP.

pub mod cents;
pub mod clock;
pub mod period;
pub mod service;
pub mod stamp;
pub mod text;
pub mod unit;

pub use cents::Cents;
pub use clock::Clock;
pub use period::Period;
pub use service::Service;
pub use unit::ClinicUnit;
