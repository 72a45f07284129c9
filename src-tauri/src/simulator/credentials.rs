//! The simulator's fixed credentials: public constants, no secrets.

/// User of the Feegow web login.
pub const WEB_USER: &str = "sim-user";
/// Password of the Feegow web login.
pub const WEB_PASSWORD: &str = "sim-pass";
/// Token of the Feegow REST API and of the contracts service.
pub const API_TOKEN: &str = "sim-api-token";
/// Complete `Cookie` header of Clinia.
pub const CLINIA_COOKIE: &str = "clinia_session=sim";
/// E-mail of the Google service account.
pub const GOOGLE_ACCOUNT: &str = "hub@simulador.invalid";
/// Access token that Google hands out for a good assertion.
pub const GOOGLE_TOKEN: &str = "sim-google-token";
/// Id of the CRC spreadsheet.
pub const CRC_SHEET: &str = "sim-crc";
/// Id of the reception spreadsheet.
pub const RECEPTION_SHEET: &str = "sim-recepcao";
/// The name of the web session's cookie.
pub const SESSION_COOKIE: &str = "ASPSESSIONIDSIM";

/// The `x-access-token` of the reception queue of a unit (2, 3 or 12).
pub fn unit_token(unit: i64) -> String {
    format!("sim-unit-token-{unit}-aaaaaaaaaaaa")
}

/// The `Cookie` header of the reception queue of a unit (2, 3 or 12).
pub fn unit_cookie(unit: i64) -> String {
    format!("core_session=sim-{unit}")
}
