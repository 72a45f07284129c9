//! The desktop window on the same router.
