//! Where documents are kept: an S3 bucket or a folder.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use secrecy::SecretString;
use url::Url;

use super::env::Reader;

/// Longest prefix of keys: the rest of a key needs its room in the 255 characters of a column.
const PREFIX_MAX: usize = 50;
/// How long the store may be silent, or take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Who keeps an object. The name is stored with each document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    Local,
    S3,
}

impl Provider {
    /// As in `STORAGE_PROVIDER` and in the columns `storage_provider`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::S3 => "s3",
        }
    }

    /// The provider with this name, however it is written.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Local, Self::S3].into_iter().find(|provider| name.trim().eq_ignore_ascii_case(provider.name()))
    }
}

/// Settings of the document store.
///
/// What is missing here stops no process: it is told whenever a document is stored or opened, so that everything else
/// goes on. It never makes documents go elsewhere.
#[derive(Debug, Clone)]
pub struct StorageConfig {
    /// Where new documents go; otherwise what is wrong, naming the variable.
    pub provider: Result<Provider, String>,
    /// The bucket; otherwise the first variable that is missing or unusable. Old documents are read from it even when
    /// new ones go to the folder.
    pub s3: Result<S3Config, String>,
    /// Root of the local provider.
    pub folder: PathBuf,
    /// Prefix of professionals' documents, without slashes around it.
    pub documents_prefix: String,
    /// Prefix of contract templates, without slashes around it.
    pub templates_prefix: String,
}

/// A bucket and how to reach it.
#[derive(Debug, Clone)]
pub struct S3Config {
    pub region: String,
    pub bucket: String,
    pub access_key_id: String,
    pub secret_access_key: SecretString,
    /// An S3-compatible server instead of Amazon's.
    pub endpoint: Option<String>,
    /// `endpoint/bucket/key` instead of `bucket.endpoint/key`.
    pub force_path_style: bool,
    /// How long the server may be silent, or take for one request beside the bytes it has to carry.
    pub timeout: Duration,
}

impl StorageConfig {
    pub(super) fn read(reader: &mut Reader<'_>, data_dir: &Path) -> Self {
        let s3 = s3(reader);
        let documents = prefix(reader, "AWS_S3_PREFIX", "profissionais");
        let templates = prefix(reader, "CONTRACT_TEMPLATES_S3_PREFIX", "contratos/modelos");
        let mut provider = provider(reader, &s3);
        for problem in [&documents, &templates].into_iter().filter_map(|prefix| prefix.as_ref().err()) {
            provider = provider.and(Err(problem.clone()));
        }
        if let Err(problem) = &provider {
            reader.warn(format!("{problem}. Until then documents are neither stored nor read from there"));
        }
        Self {
            provider,
            s3,
            folder: reader.get("STORAGE_LOCAL_DIR").map_or_else(|| data_dir.join("documents"), PathBuf::from),
            documents_prefix: documents.unwrap_or_default(),
            templates_prefix: templates.unwrap_or_default(),
        }
    }
}

fn provider(reader: &mut Reader<'_>, s3: &Result<S3Config, String>) -> Result<Provider, String> {
    let Some(name) = reader.get("STORAGE_PROVIDER") else {
        if let Ok(s3) = s3 {
            let bucket = &s3.bucket;
            reader.warn(format!(
                "STORAGE_PROVIDER is not set: new documents go to the local folder, not to the bucket {bucket}; \
                 set STORAGE_PROVIDER=s3 to use it"
            ));
        }
        return Ok(Provider::Local);
    };
    match Provider::from_name(name) {
        Some(Provider::Local) => Ok(Provider::Local),
        Some(Provider::S3) => s3.as_ref().map(|_| Provider::S3).map_err(Clone::clone),
        None => Err(format!("STORAGE_PROVIDER={name}: use s3 or local")),
    }
}

fn s3(reader: &mut Reader<'_>) -> Result<S3Config, String> {
    let needed = |name: &str| {
        reader
            .get(name)
            .map(str::to_owned)
            .ok_or_else(|| format!("{name} is not set although documents are kept in S3"))
    };
    let [region, bucket, key] = ["AWS_REGION", "AWS_S3_BUCKET", "AWS_ACCESS_KEY_ID"].map(needed);
    let secret = needed("AWS_SECRET_ACCESS_KEY").map(SecretString::from);
    let endpoint = endpoint(reader);
    let force_path_style = reader.flag("AWS_S3_FORCE_PATH_STYLE", false);
    Ok(S3Config {
        region: region?,
        bucket: bucket?,
        access_key_id: key?,
        secret_access_key: secret?,
        endpoint: endpoint?,
        force_path_style,
        timeout: TIMEOUT,
    })
}

fn endpoint(reader: &Reader<'_>) -> Result<Option<String>, String> {
    const NAME: &str = "AWS_S3_ENDPOINT";
    let Some(text) = reader.get(NAME) else { return Ok(None) };
    match Url::parse(text) {
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            Err(format!("{NAME}: user and password do not belong into the address"))
        }
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => {
            Ok(Some(text.trim_end_matches('/').to_owned()))
        }
        _ => Err(format!("{NAME}: not an http(s) URL; give for example https://s3.example.com")),
    }
}

/// Without slashes at its ends; blank, or nothing but slashes, is the default.
fn prefix(reader: &Reader<'_>, name: &str, default: &str) -> Result<String, String> {
    let text = reader.get(name).unwrap_or(default).trim_matches('/');
    let text = if text.is_empty() { default } else { text };
    let is_usable = text.len() <= PREFIX_MAX
        && text.split('/').all(|segment| !matches!(segment, "" | "." | ".."))
        && text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '\\' | ':'));
    let problem = || format!("{name}: at most {PREFIX_MAX} letters, digits, - and _ in folders divided by /");
    is_usable.then(|| text.to_owned()).ok_or_else(problem)
}

#[cfg(test)]
mod tests {
    use super::super::{Config, Env, RunAs};
    use super::*;

    const BUCKET: [(&str, &str); 4] = [
        ("AWS_REGION", "sa-east-1"),
        ("AWS_S3_BUCKET", "bucket-exemplo"),
        ("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "hush"),
    ];

    fn read<'a>(variables: impl IntoIterator<Item = (&'a str, &'a str)>) -> Config {
        let env = Env::of([("HUB_DATA_DIR", "/data")].into_iter().chain(variables));
        Config::read(&env, RunAs::Local).unwrap()
    }

    #[test]
    fn nothing_configured_is_the_folder() {
        let storage = read([]).storage;
        assert_eq!(storage.provider, Ok(Provider::Local));
        assert_eq!(storage.folder, Path::new("/data/documents"));
        assert_eq!((&*storage.documents_prefix, &*storage.templates_prefix), ("profissionais", "contratos/modelos"));
    }

    #[test]
    fn the_first_missing_variable_is_named_and_nothing_else_stops() {
        let named = ["AWS_REGION", "AWS_S3_BUCKET", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];
        for (given, missing) in named.iter().enumerate() {
            let variables = BUCKET[..given].iter().copied().chain([("STORAGE_PROVIDER", "S3"), (missing, "  ")]);
            let config = read(variables);
            let problem = config.storage.provider.unwrap_err();
            assert!(problem.starts_with(&format!("{missing} ")), "{problem}");
            assert!(config.warnings.iter().any(|warning| warning.starts_with(&problem)), "{:?}", config.warnings);
        }
        assert_eq!(read(BUCKET.into_iter().chain([("STORAGE_PROVIDER", "s3")])).storage.provider, Ok(Provider::S3));
        let unknown = read([("STORAGE_PROVIDER", "ftp")]).storage.provider.unwrap_err();
        assert_eq!(unknown, "STORAGE_PROVIDER=ftp: use s3 or local");
    }

    #[test]
    fn a_bucket_that_is_not_used_is_told() {
        let config = read(BUCKET);
        assert_eq!(config.storage.provider, Ok(Provider::Local));
        assert!(config.warnings[0].contains("set STORAGE_PROVIDER=s3"), "{:?}", config.warnings);
        assert!(!format!("{config:?}").contains("hush"));
    }

    #[test]
    fn an_address_that_is_none_is_not_used() {
        for text in ["s3.example.com", "ftp://s3.example.com", "https://a:b@s3.example.com"] {
            let given = BUCKET.into_iter().chain([("STORAGE_PROVIDER", "s3"), ("AWS_S3_ENDPOINT", text)]);
            assert!(read(given).storage.provider.unwrap_err().starts_with("AWS_S3_ENDPOINT:"), "{text}");
        }
    }

    #[test]
    fn a_prefix_has_no_slash_at_its_ends() {
        let prefix = |text| read([("AWS_S3_PREFIX", text)]).storage.documents_prefix;
        for text in ["profissionais/", "/", " ", "", "//profissionais//"] {
            assert_eq!(prefix(text), "profissionais", "{text:?}");
        }
        assert_eq!(prefix("/a/b/"), "a/b");
        for text in ["a/../b", "a//b", "a\\b", "c:/a", "ação"] {
            let problem = read([("AWS_S3_PREFIX", text)]).storage.provider.unwrap_err();
            assert!(problem.starts_with("AWS_S3_PREFIX:"), "{text}: {problem}");
        }
    }
}
