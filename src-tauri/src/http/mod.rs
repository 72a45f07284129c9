//! Everything a request passes on its way to a domain and back.

pub mod body;
pub mod cache;
pub mod error;
pub mod events;
pub mod gate;
pub mod router;
pub mod routes;

pub use error::ApiError;
pub use gate::{OptionalUser, SignedIn};
pub use routes::{Routes, Rule};
