//! Which database, and how to reach it. One rule for every part of the product.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use url::Url;

use super::{env::Reader, server::hosted};

/// The database in use.
#[derive(Debug, Clone)]
pub enum DatabaseConfig {
    MySql(MySqlConfig),
    Sqlite { path: PathBuf },
}

/// How strictly the connection to MySQL is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    Disable,
    /// Encrypt when the server can.
    Preferred,
    /// Encrypt or fail; the certificate is not checked.
    Required,
    VerifyCa,
    VerifyFull,
}

/// A MySQL server.
#[derive(Debug, Clone)]
pub struct MySqlConfig {
    /// The URL as given, user and password included.
    pub url: SecretString,
    pub host: String,
    pub port: u16,
    pub database: String,
    pub tls: TlsMode,
    /// CA certificate (PEM file) for the verifying modes.
    pub tls_ca: Option<PathBuf>,
    /// Seconds.
    pub connect_timeout_secs: u64,
    pub pool_size: u32,
}

impl MySqlConfig {
    /// `host:port/database`, never a user or password.
    pub fn location(&self) -> String {
        format!("{}:{}/{}", self.host, self.port, self.database)
    }
}

impl DatabaseConfig {
    /// Where the data is, for people: `host:port/database` or the file's path.
    pub fn location(&self) -> String {
        match self {
            Self::MySql(mysql) => mysql.location(),
            Self::Sqlite { path } => path.display().to_string(),
        }
    }

    /// `None` when a problem was recorded.
    pub(super) fn read(reader: &mut Reader<'_>, data_dir: &Path) -> Option<Self> {
        let has_url = reader.get("MYSQL_URL").is_some() || reader.get("MYSQL_PUBLIC_URL").is_some();
        let provider = reader.get("DB_PROVIDER").map(str::to_ascii_lowercase);
        match provider.as_deref() {
            Some("mysql") => mysql(reader).map(Self::MySql),
            Some("sqlite") => Some(sqlite(reader, data_dir)),
            None if has_url => mysql(reader).map(Self::MySql),
            None => Some(sqlite(reader, data_dir)),
            Some(other) => {
                reader.problem("DB_PROVIDER", format!("DB_PROVIDER={other}: use mysql or sqlite (or leave it empty)"));
                None
            }
        }
    }
}

fn sqlite(reader: &Reader<'_>, data_dir: &Path) -> DatabaseConfig {
    let path = reader.get("SQLITE_PATH").map_or_else(|| data_dir.join("hub.db"), PathBuf::from);
    DatabaseConfig::Sqlite { path }
}

fn mysql(reader: &mut Reader<'_>) -> Option<MySqlConfig> {
    let (name, text) = choose_url(reader)?;
    let parsed = match Url::parse(text) {
        Ok(url) if url.scheme().starts_with("mysql") => url,
        _ => {
            reader.problem("MYSQL_URL", format!("{name} invalida: esquema deve ser mysql://"));
            return None;
        }
    };
    let Some(host) = parsed.host_str().filter(|host| !host.is_empty()).map(str::to_owned) else {
        reader.problem("MYSQL_URL", format!("{name}: missing host; give mysql://user:password@host:3306/database"));
        return None;
    };
    let database =
        percent_encoding::percent_decode_str(parsed.path().trim_start_matches('/')).decode_utf8_lossy().into_owned();
    if database.is_empty() {
        reader.problem("MYSQL_URL", format!("{name}: missing database; give mysql://user:password@host:3306/database"));
        return None;
    }
    let tls = tls_mode(reader, name, &parsed);
    Some(MySqlConfig {
        url: SecretString::from(text),
        host,
        port: parsed.port().unwrap_or(3306),
        database,
        tls,
        tls_ca: reader.get("MYSQL_SSL_CA").map(PathBuf::from),
        connect_timeout_secs: reader.number("MYSQL_CONNECT_TIMEOUT_SEC", 10, 1, 300),
        pool_size: reader.number("MYSQL_POOL_SIZE", 10, 2, 200),
    })
}

/// The internal URL, or the public one when the internal host cannot be reached from here.
fn choose_url<'a>(reader: &mut Reader<'a>) -> Option<(&'static str, &'a str)> {
    let internal = reader.get("MYSQL_URL").map(|url| ("MYSQL_URL", url));
    let public = reader.get("MYSQL_PUBLIC_URL").map(|url| ("MYSQL_PUBLIC_URL", url));
    let Some(chosen) = internal.or(public) else {
        reader.problem(
            "MYSQL_URL",
            "MYSQL_URL: not set although DB_PROVIDER=mysql; give mysql://user:password@host:3306/database",
        );
        return None;
    };
    if !is_railway_internal(chosen.1) || hosted(reader) {
        return Some(chosen);
    }
    match public.filter(|(_, url)| !is_railway_internal(url)) {
        Some(public) => {
            reader.warn("Host MySQL interno detectado fora do Railway. Usando MYSQL_PUBLIC_URL.");
            Some(public)
        }
        None => {
            reader.problem(
                "MYSQL_URL",
                "MYSQL_URL: the host *.railway.internal is only reachable inside Railway; set MYSQL_PUBLIC_URL",
            );
            None
        }
    }
}

fn is_railway_internal(url: &str) -> bool {
    Url::parse(url)
        .ok()
        .and_then(|url| url.host_str().map(|host| host.to_ascii_lowercase().ends_with(".railway.internal")))
        .unwrap_or(false)
}

fn tls_mode(reader: &mut Reader<'_>, name: &'static str, url: &Url) -> TlsMode {
    let forced_off =
        reader.get("MYSQL_FORCE_SSL").is_some_and(|v| matches!(v.to_ascii_lowercase().as_str(), "0" | "false" | "no"));
    let asked = url
        .query_pairs()
        .find(|(key, _)| key.eq_ignore_ascii_case("sslmode") || key.eq_ignore_ascii_case("ssl-mode"))
        .map(|(_, value)| value.to_ascii_lowercase().replace('_', "-"));
    match asked.as_deref() {
        _ if forced_off => TlsMode::Disable,
        Some("disable" | "disabled" | "false" | "0") => TlsMode::Disable,
        None | Some("preferred" | "prefer") => TlsMode::Preferred,
        Some("required" | "require" | "true" | "1") => TlsMode::Required,
        Some("verify-ca") => TlsMode::VerifyCa,
        Some("verify-full" | "verify-identity") => TlsMode::VerifyFull,
        Some(other) => {
            reader.problem(
                "MYSQL_URL",
                format!("{name}: sslmode={other}: use disable, preferred, required, verify-ca or verify-full"),
            );
            TlsMode::Required
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::super::{Config, Env, RunAs};
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, String> {
        let env = Env::of(variables.iter().copied());
        Config::read(&env, RunAs::Local).map_err(|problems| problems.to_string())
    }

    fn host(variables: &[(&str, &str)]) -> String {
        match read(variables).unwrap().database {
            DatabaseConfig::MySql(mysql) => mysql.host,
            DatabaseConfig::Sqlite { .. } => "sqlite".into(),
        }
    }

    #[test]
    fn nothing_configured_means_the_embedded_file() {
        assert_eq!(host(&[]), "sqlite");
        assert_eq!(host(&[("DB_PROVIDER", "sqlite"), ("MYSQL_URL", "mysql://u:p@h/d")]), "sqlite");
    }

    #[test]
    fn a_mysql_address_means_mysql_or_an_error() {
        assert_eq!(host(&[("MYSQL_URL", "mysql://u:p@db.example.com/hub")]), "db.example.com");
        for (variables, expected) in [
            (vec![("DB_PROVIDER", "mysql")], "MYSQL_URL: not set"),
            (vec![("MYSQL_URL", "postgres://u:p@h/d")], "MYSQL_URL invalida: esquema deve ser mysql://"),
            (vec![("MYSQL_URL", "mysql://u:p@h")], "missing database"),
            (vec![("DB_PROVIDER", "oracle")], "DB_PROVIDER=oracle"),
            (vec![("MYSQL_URL", "mysql://u:p@h/d?sslmode=maybe")], "sslmode=maybe"),
        ] {
            let message = read(&variables).unwrap_err();
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn the_internal_host_outside_railway_gives_way_to_the_public_address() {
        let both = [
            ("MYSQL_URL", "mysql://u:p@mysql.railway.internal:3306/hub"),
            ("MYSQL_PUBLIC_URL", "mysql://u:p@proxy.example.com:4000/hub"),
        ];
        assert_eq!(host(&both), "proxy.example.com");
        let hosted = [both[0], both[1], ("RAILWAY_ENVIRONMENT", "production"), ("NEXTAUTH_SECRET", &"x".repeat(32))];
        assert_eq!(host(&hosted), "mysql.railway.internal");
        assert!(read(&both[..1]).unwrap_err().contains("set MYSQL_PUBLIC_URL"));
    }

    #[test]
    fn printing_the_settings_shows_no_password() {
        let config = read(&[("MYSQL_URL", "mysql://user:hush@db.example.com/hub")]).unwrap();
        assert!(!format!("{config:?}").contains("hush"));
        assert_eq!(config.database.location(), "db.example.com:3306/hub");
        match config.database {
            DatabaseConfig::MySql(mysql) => assert!(mysql.url.expose_secret().contains("hush")),
            DatabaseConfig::Sqlite { .. } => unreachable!("MYSQL_URL is set"),
        }
    }
}
