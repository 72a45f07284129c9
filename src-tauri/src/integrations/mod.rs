//! The integrations' credentials, kept in `integrations_config`.
