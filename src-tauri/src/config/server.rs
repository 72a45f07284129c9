//! Where the server listens, its public address, its root key, its data folder.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
};

use secrecy::{ExposeSecret, SecretString};

use super::{env::Reader, normalize_public_url};

/// Shortest accepted `NEXTAUTH_SECRET`, in bytes.
const SECRET_MIN_BYTES: usize = 32;
/// The port when none is given.
const DEFAULT_PORT: u16 = 3000;

/// How this process was started; decides what is an error and what has a fallback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunAs {
    /// `hub serve`: settings must be right.
    Headless,
    /// The window or the demonstration: anything missing has a safe local fallback.
    Local,
    /// A command that neither serves nor decrypts (`migrate`, `openapi`): the server's own settings do not matter.
    Command,
}

/// The root key from which keys for secrets at rest are derived.
#[derive(Debug, Clone)]
pub enum Secret {
    Given(SecretString),
    /// Kept in this file of the data folder, made on first use.
    File(PathBuf),
}

impl Secret {
    /// The key material.
    ///
    /// # Errors
    /// The file cannot be read or made.
    pub fn material(&self) -> std::io::Result<SecretString> {
        match self {
            Self::Given(secret) => Ok(secret.clone()),
            Self::File(path) => read_or_create(path),
        }
    }
}

/// Settings of the HTTP server.
#[derive(Debug, Clone)]
pub struct ServerConfig {
    /// Where to listen.
    pub bind: SocketAddr,
    /// `scheme://host[:port]` that people open; decides cookies' `Secure` and the CSRF check.
    pub public_origin: String,
    pub secret: Secret,
    /// Secrets are stored in clear while an older program still reads them.
    pub credentials_in_clear: bool,
    /// Folder of the embedded database, the local documents and the generated secret.
    pub data_dir: PathBuf,
    /// Whether this is the hosting platform.
    pub hosted: bool,
    /// Name and password of the first administrator, used once on an empty user table.
    pub first_admin: Option<(String, SecretString)>,
    /// Number of proxies in front whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: usize,
}

impl ServerConfig {
    pub(super) fn read(reader: &mut Reader<'_>, run_as: RunAs) -> Self {
        let hosted = hosted(reader);
        let data_dir = reader.get("HUB_DATA_DIR").map_or_else(default_data_dir, PathBuf::from);
        let bind = bind_address(reader, hosted);
        let public_origin = public_origin(reader, run_as, bind);
        let secret = secret(reader, run_as, &data_dir);
        let first_admin = first_admin(reader);
        let credentials_in_clear = reader.get("CREDENTIALS_AT_REST").is_some_and(|v| v.eq_ignore_ascii_case("plain"));
        let trusted_proxies = reader.number("HUB_TRUSTED_PROXIES", usize::from(hosted), 0, 5);
        Self { bind, public_origin, secret, credentials_in_clear, data_dir, hosted, first_admin, trusted_proxies }
    }

    /// Whether people reach the server over https, so that cookies are marked `Secure`.
    pub fn is_https(&self) -> bool {
        self.public_origin.starts_with("https://")
    }
}

/// Whether the process runs on the hosting platform.
pub(super) fn hosted(reader: &Reader<'_>) -> bool {
    reader.get("RAILWAY_ENVIRONMENT").is_some() || reader.get("RAILWAY_PROJECT_ID").is_some()
}

fn bind_address(reader: &mut Reader<'_>, hosted: bool) -> SocketAddr {
    let everywhere = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
    let default = if hosted { everywhere } else { IpAddr::V4(Ipv4Addr::LOCALHOST) };
    let address = match reader.get("HUB_BIND") {
        None => default,
        Some(text) => text.parse().unwrap_or_else(|_| {
            reader.problem("HUB_BIND", format!("HUB_BIND={text}: not an IP address; give for example 127.0.0.1"));
            default
        }),
    };
    SocketAddr::new(address, reader.number("PORT", DEFAULT_PORT, 0, u16::MAX))
}

fn public_origin(reader: &mut Reader<'_>, run_as: RunAs, bind: SocketAddr) -> String {
    let name = if reader.get("NEXTAUTH_URL").is_some() { "NEXTAUTH_URL" } else { "AUTH_URL" };
    let raw = reader.get(name);
    let fallback = format!("http://{}", SocketAddr::new(loopback_of(bind.ip()), bind.port()));
    match normalize_public_url(raw) {
        Ok(Some(url)) => {
            if url.repaired {
                reader.warn(format!("{name} was corrected to {}: set it to exactly that", url.origin));
            }
            url.origin
        }
        Ok(None) => {
            if run_as == RunAs::Headless && !bind.ip().is_loopback() {
                reader.warn("NEXTAUTH_URL is not set: give the address people open, e.g. https://painel.example.com");
            }
            fallback
        }
        Err(reason) => {
            let shown = raw.filter(|text| !text.contains('@')).map(|text| format!(" ({text})")).unwrap_or_default();
            let message = format!("Invalid URL: {name}: {reason}{shown}; give for example https://painel.example.com");
            match run_as {
                RunAs::Headless => reader.problem("NEXTAUTH_URL", message),
                RunAs::Local | RunAs::Command => reader.warn(message),
            }
            fallback
        }
    }
}

fn loopback_of(address: IpAddr) -> IpAddr {
    if address.is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { address }
}

fn secret(reader: &mut Reader<'_>, run_as: RunAs, data_dir: &Path) -> Secret {
    let file = Secret::File(data_dir.join("secret.key"));
    let given = reader.secret("NEXTAUTH_SECRET").or_else(|| reader.secret("AUTH_SECRET"));
    match given {
        Some(text) if text.expose_secret().len() >= SECRET_MIN_BYTES => Secret::Given(text),
        Some(_) => {
            reader.problem(
                "NEXTAUTH_SECRET",
                format!(
                    "NEXTAUTH_SECRET: shorter than {SECRET_MIN_BYTES} bytes; make one with: openssl rand -base64 48"
                ),
            );
            file
        }
        None => {
            if run_as == RunAs::Headless && (hosted(reader) || uses_mysql(reader)) {
                reader.problem(
                    "NEXTAUTH_SECRET",
                    format!(
                        "NEXTAUTH_SECRET: not set; give at least {SECRET_MIN_BYTES} bytes, e.g. of: openssl rand -base64 48"
                    ),
                );
            }
            file
        }
    }
}

fn uses_mysql(reader: &Reader<'_>) -> bool {
    let provider = reader.get("DB_PROVIDER").map(str::to_ascii_lowercase);
    let has_url = reader.get("MYSQL_URL").is_some() || reader.get("MYSQL_PUBLIC_URL").is_some();
    provider.as_deref() == Some("mysql") || (provider.is_none() && has_url)
}

fn first_admin(reader: &mut Reader<'_>) -> Option<(String, SecretString)> {
    match (reader.get("HUB_ADMIN_EMAIL"), reader.secret("HUB_ADMIN_PASSWORD")) {
        (Some(email), Some(password)) => Some((email.to_owned(), password)),
        (None, None) => None,
        (Some(_), None) => {
            reader.warn("HUB_ADMIN_EMAIL is set without HUB_ADMIN_PASSWORD: no first administrator is made");
            None
        }
        (None, Some(_)) => {
            reader.warn("HUB_ADMIN_PASSWORD is set without HUB_ADMIN_EMAIL: no first administrator is made");
            None
        }
    }
}

/// The folder for application data of this user, e.g. `~/.local/share/consultare-hub`.
fn default_data_dir() -> PathBuf {
    dirs::data_dir().unwrap_or_else(|| PathBuf::from("data")).join("consultare-hub")
}

fn read_or_create(path: &Path) -> std::io::Result<SecretString> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    match std::fs::read_to_string(path) {
        Ok(text) if text.trim().len() >= SECRET_MIN_BYTES => return Ok(text.trim().to_owned().into()),
        Ok(_) => {
            return Err(std::io::Error::other(format!("{} is too short to be a key: delete it", path.display())));
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(e),
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let text = BASE64_STANDARD.encode(rand::random::<[u8; 32]>());
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(mut file) => std::io::Write::write_all(&mut file, text.as_bytes())?,
        // Another process made it in the meantime.
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => return read_or_create(path),
        Err(e) => return Err(e),
    }
    Ok(text.into())
}
