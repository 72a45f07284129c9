//! The register of professionals: what is read, what is written, what is refused.

mod reading;
mod sample;
mod writing;
