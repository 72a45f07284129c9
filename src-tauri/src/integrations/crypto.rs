//! Secrets at rest: AES-256-GCM under a key derived from the root key of the settings.

use std::sync::{Once, OnceLock};

use aes_gcm::{Aes256Gcm, KeyInit, Nonce, aead::Aead};
use base64::{Engine, prelude::BASE64_STANDARD};
use hkdf::Hkdf;
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::{app::App, config::Secret};

/// Marks an encrypted value; anything else is clear text of an older program.
const PREFIX: &str = "enc:v1:";
/// What the derived key is for, so that no other use of the root key shares it.
const PURPOSE: &[u8] = b"hub integrations_config v1";
const NONCE_BYTES: usize = 12;

/// Encrypts and decrypts the values of `integrations_config`.
pub(super) struct Vault {
    secret: Secret,
    in_clear: bool,
    /// Derived on first use: reading clear values needs no key.
    cipher: OnceLock<Result<Aes256Gcm, NoKey>>,
}

/// The root key cannot be had.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the key of the stored credentials is not available: {0}")]
pub(super) struct NoKey(String);

impl Vault {
    /// The vault of this installation.
    pub(super) fn of(app: &App) -> Self {
        Self::new(app.config.server.secret.clone(), app.config.server.credentials_in_clear)
    }

    fn new(secret: Secret, in_clear: bool) -> Self {
        Self { secret, in_clear, cipher: OnceLock::new() }
    }

    /// The value to store for `clear`. Empty stays empty.
    ///
    /// # Errors
    /// The root key cannot be read or made.
    pub(super) fn seal(&self, clear: &str) -> Result<String, NoKey> {
        if self.in_clear || clear.is_empty() {
            return Ok(clear.to_owned());
        }
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let sealed = self
            .cipher()
            .map_err(Clone::clone)?
            .encrypt(&Nonce::from(nonce), clear.as_bytes())
            .expect("a credential is far below the cipher's limit of 64 GiB");
        Ok(format!("{PREFIX}{}", BASE64_STANDARD.encode([nonce.as_slice(), &sealed].concat())))
    }

    /// The clear value of a stored one; `None` when blank or undecryptable (then one warning is logged).
    pub(super) fn open(&self, stored: Option<&str>) -> Option<SecretString> {
        let stored = stored.filter(|text| !text.trim().is_empty())?;
        let Some(encoded) = stored.strip_prefix(PREFIX) else { return Some(stored.into()) };
        let clear = self.decrypt(encoded);
        if clear.is_none() {
            static WARNED: Once = Once::new();
            WARNED.call_once(|| {
                tracing::warn!(
                    "stored credentials cannot be decrypted and count as not configured: \
                     save them again, or restore the former NEXTAUTH_SECRET"
                );
            });
        }
        clear.filter(|text| !text.expose_secret().trim().is_empty())
    }

    /// A stored value in the form in which it is written now; kept as it is when it cannot be read.
    pub(super) fn reseal(&self, stored: Option<&str>) -> Result<String, NoKey> {
        match self.open(stored) {
            Some(clear) => self.seal(clear.expose_secret()),
            None => Ok(stored.unwrap_or_default().to_owned()),
        }
    }

    fn decrypt(&self, encoded: &str) -> Option<SecretString> {
        let bytes = BASE64_STANDARD.decode(encoded.trim()).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let clear = self.cipher().ok()?.decrypt(&Nonce::from(*nonce), sealed).ok()?;
        String::from_utf8(clear).ok().map(SecretString::from)
    }

    fn cipher(&self) -> Result<&Aes256Gcm, &NoKey> {
        let derive = || {
            let root = self.secret.material().map_err(|e| NoKey(e.to_string()))?;
            let mut key = [0; 32];
            Hkdf::<Sha256>::new(None, root.expose_secret().as_bytes())
                .expand(PURPOSE, &mut key)
                .expect("32 bytes are within the limit of the derivation");
            Ok(Aes256Gcm::new(&key.into()))
        };
        self.cipher.get_or_init(derive).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(key: &str, in_clear: bool) -> Vault {
        Vault::new(Secret::Given(key.into()), in_clear)
    }

    fn opened(vault: &Vault, stored: &str) -> Option<String> {
        vault.open(Some(stored)).map(|clear| clear.expose_secret().to_owned())
    }

    #[test]
    fn a_sealed_value_is_read_back_with_the_same_key_only() {
        let ours = vault("first-key-first-key-first-key-first-key", false);
        let sealed = ours.seal("senha ação").unwrap();
        assert!(sealed.starts_with("enc:v1:") && !sealed.contains("senha"));
        assert_ne!(sealed, ours.seal("senha ação").unwrap(), "a nonce is never used twice");
        assert_eq!(opened(&ours, &sealed).as_deref(), Some("senha ação"));
        assert_eq!(opened(&vault("other-key-other-key-other-key-other-key", false), &sealed), None);
    }

    #[test]
    fn a_damaged_value_counts_as_not_configured() {
        let vault = vault("first-key-first-key-first-key-first-key", false);
        let sealed = vault.seal("senha").unwrap();
        for damaged in [&sealed[..sealed.len() - 8], "enc:v1:", "enc:v1:???", "enc:v1:AAAA", "", "  "] {
            assert_eq!(opened(&vault, damaged), None, "{damaged}");
        }
    }

    #[test]
    fn clear_values_are_read_and_kept_clear_while_an_older_program_needs_them() {
        let clear = vault("first-key-first-key-first-key-first-key", true);
        assert_eq!(opened(&clear, "legado").as_deref(), Some("legado"));
        assert_eq!(clear.seal("legado").unwrap(), "legado");
        let encrypting = vault("first-key-first-key-first-key-first-key", false);
        let sealed = encrypting.reseal(Some("legado")).unwrap();
        assert!(sealed.starts_with("enc:v1:"));
        assert_eq!(clear.reseal(Some(&sealed)).unwrap(), "legado");
    }

    #[test]
    fn without_a_key_clear_values_are_still_read_and_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret.key");
        std::fs::write(&file, "short").unwrap();
        let vault = Vault::new(Secret::File(file), false);
        assert_eq!(opened(&vault, "legado").as_deref(), Some("legado"));
        assert_eq!(opened(&vault, "enc:v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), None);
        assert!(vault.seal("senha").is_err());
    }
}
