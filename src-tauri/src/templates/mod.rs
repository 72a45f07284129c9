//! Contract templates: `.docx` files with `{{placeholders}}`, versioned per contract type, and what fills each of them.

pub mod docx;
pub mod mapping;
pub mod model;
mod routes;
pub mod source;
mod store;
mod upload;

pub(crate) use model::StoredTemplate;
pub use routes::routes;
pub(crate) use store::of_professional;
