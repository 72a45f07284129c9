//! Its rows.
