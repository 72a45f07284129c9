//! Feegow: the web pages behind the login (medical queue) and the core service (reception queue).

/// The service's name in errors.
pub(crate) const SERVICE: &str = "Feegow";
