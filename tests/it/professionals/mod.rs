//! The register of professionals: what is read, what is written, what is refused.

mod contracts;
mod hostile;
mod options;
mod reading;
mod sample;
mod watch;
pub mod writing;
