//! Everything a request passes on its way to a domain and back.

mod assets;
pub mod attachment;
pub mod body;
pub mod cache;
mod envelope;
pub mod error;
pub mod events;
pub mod gate;
mod health;
pub mod json;
pub mod openapi;
mod pages;
pub mod params;
mod protect;
pub mod router;
pub mod routes;
pub mod server;
pub mod spool;
mod trace;
pub mod upload;

pub use error::ApiError;
pub use gate::{OptionalUser, SignedIn};
pub use json::JsonBody;
pub use routes::{Routes, Rule};
