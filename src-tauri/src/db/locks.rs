//! Names of advisory locks, which are known to a whole MySQL server.

use md5::{Digest, Md5};

/// `hub:{h}:{purpose}`, where `h` stands for the database: instances on one database share the name,
/// two databases on one server do not block each other. At most 64 characters, as MySQL demands,
/// for purposes of up to 47.
///
/// `h` is the first 12 hex digits of the MD5 of the database's name.
pub fn lock_name(database: &str, purpose: &str) -> String {
    let hash = hex::encode(Md5::digest(database.as_bytes()));
    format!("hub:{}:{purpose}", &hash[..12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_belongs_to_one_database_and_fits_the_servers_limit() {
        assert_eq!(lock_name("hub", "orchestrator"), "hub:5261539cab7d:orchestrator");
        assert_ne!(lock_name("hub", "migrate"), lock_name("hub2", "migrate"));
        assert!(lock_name(&"x".repeat(64), "worker:monitor_recepcao").len() <= 64);
    }
}
