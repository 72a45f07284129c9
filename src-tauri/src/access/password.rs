//! Passwords: the rules for new ones, checking them with bcrypt off the async threads, making random ones.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::http::ApiError;

/// Shortest accepted new password, in characters.
pub const MIN_CHARS: usize = 8;
/// Longest password bcrypt looks at, in bytes.
pub const MAX_BYTES: usize = 72;
/// bcrypt cost of new hashes; older hashes of a lower cost stay valid.
const COST: u32 = 12;
/// Lowest cost bcrypt has.
const MIN_COST: u32 = 4;
/// Password checks that may wait at the same time; further ones are sent away.
const WAITING: usize = 64;
/// Seconds after which somebody who was sent away may try again.
const TRY_AGAIN_SECS: u64 = 5;
/// Letters and digits that are not mistaken for each other when read aloud or copied.
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// Why a new password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Empty or only blanks.
    #[error("Informe a senha.")]
    Missing,
    /// Outside the accepted length.
    #[error("A senha deve ter de 8 caracteres a 72 bytes.")]
    Length,
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        let code = match refusal {
            Refusal::Missing => "PASSWORD_REQUIRED",
            Refusal::Length => "PASSWORD_INVALID",
        };
        Self::bad_request(code, refusal.to_string())
    }
}

/// Whether a new password keeps the rules: 8 characters to 72 bytes.
///
/// # Errors
/// The rule it breaks.
pub fn check_new(password: &str) -> Result<(), Refusal> {
    if password.trim().is_empty() {
        return Err(Refusal::Missing);
    }
    if password.chars().count() < MIN_CHARS || password.len() > MAX_BYTES || password.contains('\0') {
        return Err(Refusal::Length);
    }
    Ok(())
}

/// A random password in three groups of four, about 59 bits: `kq7m-3fzt-hw9c`.
pub fn generate() -> String {
    let group = || (0..4).map(|_| char::from(ALPHABET[rand::random_range(0..ALPHABET.len())])).collect::<String>();
    [group(), group(), group()].join("-")
}

/// Runs bcrypt on the blocking threads, only a few at a time.
#[derive(Debug)]
pub struct Hasher {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { running: Arc::new(Semaphore::new(cores)), waiting: Arc::new(Semaphore::new(WAITING)) }
    }
}

impl Hasher {
    /// The hash of a new password that keeps the rules of [`check_new`].
    pub async fn hash(&self, password: &str) -> Result<String, ApiError> {
        let password = password.to_owned();
        // bcrypt's own terminating zero is cut off a password of 72 bytes, as every implementation does.
        self.run(move || bcrypt::hash(password, COST)).await?.map_err(|error| ApiError::Internal(error.into()))
    }

    /// The index of the first of `hashes` that fits. Takes about the same time whether there are hashes
    /// or not, so that an answer's delay does not tell which e-mails have an account.
    pub async fn find(&self, password: &str, hashes: Vec<String>) -> Result<Option<usize>, ApiError> {
        let password = password.to_owned();
        self.run(move || find(&password, &hashes)).await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
        let full = || ApiError::TooManyAttempts { retry_after_secs: TRY_AGAIN_SECS };
        let waiting = Arc::clone(&self.waiting).try_acquire_owned().map_err(|_| full())?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| full())?;
        drop(waiting);
        // The permit travels with the work: giving up the request does not free it before the work ends.
        let done = tokio::task::spawn_blocking(move || {
            let value = work();
            drop(running);
            value
        });
        done.await.map_err(|error| ApiError::Internal(error.into()))
    }
}

fn find(password: &str, hashes: &[String]) -> Option<usize> {
    let mut spent_cost = None;
    for (index, hash) in hashes.iter().enumerate() {
        let Ok(parts) = hash.parse::<bcrypt::HashParts>() else { continue };
        spent_cost = spent_cost.max(Some(parts.get_cost()));
        if password.len() <= MAX_BYTES && bcrypt::verify(password, hash).unwrap_or(false) {
            return Some(index);
        }
    }
    // Cost c takes 2^c: a check of cost c and one of each cost from c to COST - 1 take 2^COST together.
    match spent_cost {
        None => idle(COST),
        Some(cost) => (cost.max(MIN_COST)..COST).for_each(idle),
    }
    None
}

fn idle(cost: u32) {
    let _ = bcrypt::hash_with_salt("the same work for nobody", cost, [0; 16]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_passwords_have_8_characters_to_72_bytes() {
        assert_eq!(check_new("trocar-isto-1"), Ok(()));
        assert_eq!(check_new("ação-ção"), Ok(()));
        assert_eq!(check_new("   "), Err(Refusal::Missing));
        assert_eq!(check_new("1234567"), Err(Refusal::Length));
        assert_eq!(check_new(&"a".repeat(72)), Ok(()));
        assert_eq!(check_new(&"a".repeat(73)), Err(Refusal::Length));
        assert_eq!(check_new(&"ç".repeat(37)), Err(Refusal::Length));
    }

    #[test]
    fn a_generated_password_keeps_the_rules_and_is_new_each_time() {
        let (one, other) = (generate(), generate());
        assert_eq!(check_new(&one), Ok(()));
        assert_eq!(one.len(), 14);
        assert_ne!(one, other);
    }

    #[tokio::test]
    async fn the_longest_password_can_be_hashed_and_is_found_again() {
        let longest = "a".repeat(MAX_BYTES);
        let hasher = Hasher::default();
        let hashes = vec![hasher.hash(&longest).await.unwrap()];
        assert!(hashes[0].starts_with("$2b$12$"));
        assert_eq!(hasher.find(&longest, hashes.clone()).await.unwrap(), Some(0));
        assert_eq!(hasher.find(&format!("{longest}a"), hashes).await.unwrap(), None);
    }

    #[test]
    fn hashes_of_every_old_flavour_are_read() {
        let hash = bcrypt::hash_with_result("trocar-isto-1", MIN_COST).unwrap();
        for version in [bcrypt::Version::TwoA, bcrypt::Version::TwoB, bcrypt::Version::TwoY] {
            let hashes = vec!["not a hash".to_owned(), hash.format_for_version(version)];
            assert_eq!(find("trocar-isto-1", &hashes), Some(1));
        }
    }
}
