//! MySQL: how a connection is made, and what to do when it cannot be made.

use std::{io::ErrorKind, time::Duration};

use secrecy::ExposeSecret;
use sqlx::{
    ConnectOptions, Connection, Executor, MySqlPool,
    mysql::{MySqlConnectOptions, MySqlDatabaseError, MySqlPoolOptions, MySqlSslMode},
};
use url::Url;

use super::{DbError, at_once::send_at_once, error::Trouble};
use crate::{
    config::{MySqlConfig, TlsMode},
    kernel::Clock,
};

/// Idle connections are closed after this long.
const IDLE: Duration = Duration::from_secs(5 * 60);
/// A connection unused for longer than this is asked whether it still lives before it is handed out.
const DOUBTFUL: Duration = Duration::from_secs(5);
/// A connection given back has to answer within this time, or it is thrown away: whoever gave it back
/// may have lost patience with a server that vanished.
const ALIVE: Duration = Duration::from_secs(5);
/// The offset of São Paulo, which `NOW()` and `CURDATE()` then follow.
const ZONE: &str = "-03:00";
/// The default of current servers, whatever this server's own default is.
const MODE: &str = "SET SESSION sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
                    ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'";

/// Opens a pool, after one connection has shown that the server can be used.
pub(super) async fn open(config: &MySqlConfig) -> Result<MySqlPool, DbError> {
    let options = probe(config, options(config)?).await?;
    let port = options.get_port();
    let pool = MySqlPoolOptions::new()
        .max_connections(config.pool_size)
        .acquire_timeout(timeout(config))
        .idle_timeout(IDLE)
        .test_before_acquire(false)
        .before_acquire(|connection, about| {
            Box::pin(async move {
                if about.idle_for > DOUBTFUL {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .after_release(|connection, _| {
            Box::pin(async move {
                let answered = Clock::system().timeout(ALIVE, connection.ping()).await;
                answered.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map(|()| true)
            })
        })
        .after_connect(move |connection, _| {
            send_at_once(port);
            Box::pin(async move { connection.execute(MODE).await.map(|_| ()) })
        })
        .connect_lazy_with(options);
    Ok(pool)
}

/// Connects once within the time allowed. With `preferred`, a server whose TLS cannot be used is
/// spoken to in the clear; nothing stricter is ever relaxed.
async fn probe(config: &MySqlConfig, options: MySqlConnectOptions) -> Result<MySqlConnectOptions, DbError> {
    let Err(error) = try_once(config, &options).await else { return Ok(options) };
    if config.tls == TlsMode::Preferred && failed_in_tls(&error) {
        let plain = options.ssl_mode(MySqlSslMode::Disabled);
        if try_once(config, &plain).await.is_ok() {
            tracing::warn!(location = config.location(), %error, "MySQL: TLS failed, the connection is not encrypted");
            return Ok(plain);
        }
    }
    Err(DbError::Setup(format!("MySQL {}: {}", config.location(), remedy(config, &error))))
}

async fn try_once(config: &MySqlConfig, options: &MySqlConnectOptions) -> Result<(), sqlx::Error> {
    let connected = Clock::system().timeout(timeout(config), options.connect()).await;
    connected.unwrap_or(Err(sqlx::Error::PoolTimedOut))?.close().await
}

fn timeout(config: &MySqlConfig) -> Duration {
    Duration::from_secs(config.connect_timeout_secs)
}

/// Everything but what the URL's query says: that was read with the settings.
fn options(config: &MySqlConfig) -> Result<MySqlConnectOptions, DbError> {
    let unusable = |error: &dyn std::fmt::Display| DbError::Setup(format!("MYSQL_URL invalida: {error}"));
    let mut url = Url::parse(config.url.expose_secret()).map_err(|error| unusable(&error))?;
    url.set_query(None);
    let mut options = MySqlConnectOptions::from_url(&url)
        .map_err(|error| unusable(&error))?
        .ssl_mode(match config.tls {
            TlsMode::Disable => MySqlSslMode::Disabled,
            TlsMode::Preferred => MySqlSslMode::Preferred,
            TlsMode::Required => MySqlSslMode::Required,
            TlsMode::VerifyCa => MySqlSslMode::VerifyCa,
            TlsMode::VerifyFull => MySqlSslMode::VerifyIdentity,
        })
        .timezone(Some(ZONE.to_owned()))
        .charset("utf8mb4")
        .pipes_as_concat(false)
        .no_engine_substitution(false);
    if let Some(path) = &config.tls_ca {
        let certificate = std::fs::read(path).map_err(|error| {
            DbError::Setup(format!("MYSQL_SSL_CA: {} cannot be read ({error}): give a PEM file", path.display()))
        })?;
        options = options.ssl_ca_from_pem(certificate);
    }
    Ok(options)
}

fn failed_in_tls(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Tls(_) => true,
        // A broken handshake arrives as unreadable data or a hang-up.
        sqlx::Error::Io(error) => {
            matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset)
        }
        _ => false,
    }
}

/// What went wrong and what to do about it. Never the user or the password.
fn remedy(config: &MySqlConfig, error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::PoolTimedOut => format!(
            "no answer within {} s: check host and port in MYSQL_URL, that the server runs, and the network to it",
            config.connect_timeout_secs
        ),
        sqlx::Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
            "nothing listens there: check host and port in MYSQL_URL, and that the server runs".to_owned()
        }
        _ if failed_in_tls(error) => format!(
            "the encrypted connection failed ({error}): check sslmode in MYSQL_URL, MYSQL_SSL_CA for verify-ca and \
             verify-full, and the host name for verify-full"
        ),
        sqlx::Error::Io(error) => format!("{error}: check host and port in MYSQL_URL, and the network to it"),
        sqlx::Error::Database(refused) => {
            match refused.try_downcast_ref::<MySqlDatabaseError>().map(MySqlDatabaseError::number) {
                Some(1045 | 1698) => "the user or password in MYSQL_URL is not accepted".to_owned(),
                Some(1044) => format!("the user in MYSQL_URL has no right to database {}: grant it", config.database),
                Some(1049) => format!(
                    "database {} does not exist: correct MYSQL_URL, or create it \
                     (CREATE DATABASE `{}` CHARACTER SET utf8mb4)",
                    config.database, config.database
                ),
                _ => Trouble::of(error)
                    .map_or_else(|| refused.to_string(), |trouble| format!("{refused}: {}", trouble.remedy())),
            }
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::*;

    fn config(url: &str, tls: TlsMode) -> MySqlConfig {
        MySqlConfig {
            url: SecretString::from(url),
            host: "db.example.com".into(),
            port: 3306,
            database: "hub".into(),
            tls,
            tls_ca: None,
            connect_timeout_secs: 10,
            pool_size: 2,
        }
    }

    #[test]
    fn the_settings_decide_about_encryption_whatever_words_the_url_uses() {
        for (mode, expected) in [
            (TlsMode::Disable, "Disabled"),
            (TlsMode::Preferred, "Preferred"),
            (TlsMode::Required, "Required"),
            (TlsMode::VerifyCa, "VerifyCa"),
            (TlsMode::VerifyFull, "VerifyIdentity"),
        ] {
            let options = options(&config("mysql://u:p@h/hub?sslmode=disable&charset=latin1", mode)).unwrap();
            assert_eq!(format!("{:?}", options.get_ssl_mode()), expected);
            assert_eq!(options.get_charset(), "utf8mb4");
        }
    }

    #[test]
    fn user_and_password_are_percent_decoded() {
        let options = options(&config("mysql://a%40b:p%2Fw@h/hub", TlsMode::Disable)).unwrap();
        assert_eq!(options.get_username(), "a@b");
    }

    #[test]
    fn a_certificate_that_cannot_be_read_is_named() {
        let mut config = config("mysql://u:p@h/hub", TlsMode::VerifyCa);
        config.tls_ca = Some("/nowhere/ca.pem".into());
        assert!(options(&config).unwrap_err().to_string().starts_with("MYSQL_SSL_CA: /nowhere/ca.pem cannot be read"));
    }

    #[test]
    fn what_is_wrong_is_said_with_a_remedy_and_without_credentials() {
        let config = config("mysql://u:hush@db.example.com/hub", TlsMode::Required);
        let refused = sqlx::Error::Io(std::io::Error::from(ErrorKind::ConnectionRefused));
        assert!(remedy(&config, &refused).starts_with("nothing listens there"));
        assert!(remedy(&config, &sqlx::Error::PoolTimedOut).starts_with("no answer within 10 s"));
        assert!(remedy(&config, &sqlx::Error::Tls("no".into())).contains("sslmode"));
    }
}
