//! Parameters that many pages share: a period of days, filters by name, and "compute it anew".

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::ApiError;
use crate::kernel::{Period, text::fold};

/// The parameters of a query string. What cannot be read (one given twice, say) is 400 `VALIDATION`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let query = Query::<T>::try_from_uri(&parts.uri);
        query.map(|Query(params)| Self(params)).map_err(|_| ApiError::bad_request("VALIDATION", "Parametros invalidos"))
    }
}

/// The days from `start` to `end`, both included; without `start` it is `today`, without `end` it is `start`.
///
/// # Errors
/// 400 when one of them is no calendar day written `YYYY-MM-DD`.
pub fn period(start: Option<&str>, end: Option<&str>, today: NaiveDate) -> Result<Period, ApiError> {
    let first = day(start, today)
        .ok_or_else(|| ApiError::bad_request("START_DATE_INVALID", "startDate invalida (use YYYY-MM-DD)"))?;
    let last = day(end, first)
        .ok_or_else(|| ApiError::bad_request("END_DATE_INVALID", "endDate invalida (use YYYY-MM-DD)"))?;
    Ok(Period::new(first, last))
}

/// The folded name to filter by; `None` when absent, blank or exactly `all`: everything.
pub fn filter(name: Option<&str>) -> Option<String> {
    name.filter(|name| *name != "all").map(fold).filter(|name| !name.is_empty())
}

/// Whether the answer is to be computed anew: the parameter is there and says something.
pub fn is_refresh(value: Option<&str>) -> bool {
    value.is_some_and(|value| !value.trim().is_empty())
}

/// A day written `YYYY-MM-DD`; `default` when it is missing or blank, `None` when it is no calendar day.
pub fn day(text: Option<&str>, default: NaiveDate) -> Option<NaiveDate> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Some(default) };
    let is_padded = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_padded.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(start: Option<&str>, end: Option<&str>) -> Result<String, String> {
        let today = NaiveDate::from_ymd_opt(2026, 2, 19).unwrap();
        period(start, end, today).map(|period| period.to_string()).map_err(|error| error.code().to_owned())
    }

    #[test]
    fn a_missing_day_is_today_or_the_first_one() {
        assert_eq!(read(None, None).unwrap(), "2026-02-19");
        assert_eq!(read(Some(" "), Some("")).unwrap(), "2026-02-19");
        assert_eq!(read(Some("2026-02-01"), None).unwrap(), "2026-02-01");
        assert_eq!(read(Some("2024-02-29"), Some("2026-02-01")).unwrap(), "2024-02-29..2026-02-01");
    }

    #[test]
    fn only_real_days_in_full_are_taken() {
        for text in ["2026-02-30", "2026-2-1", "01/02/2026", "2026-02-01T00:00", "ontem", "+026-02-01"] {
            assert_eq!(read(Some(text), None).unwrap_err(), "START_DATE_INVALID", "{text}");
            assert_eq!(read(None, Some(text)).unwrap_err(), "END_DATE_INVALID", "{text}");
        }
    }

    #[test]
    fn blank_and_all_filter_nothing() {
        for name in [None, Some(""), Some("  "), Some("all")] {
            assert_eq!(filter(name), None);
        }
        assert_eq!(filter(Some(" Cambuí")).as_deref(), Some("cambui"));
        assert_eq!(filter(Some("ALL")).as_deref(), Some("all"));
    }
}
