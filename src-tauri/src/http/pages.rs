//! The dashboard's addresses: files for everybody, pages for whoever may view them.

use axum::{
    http::{HeaderValue, Method, StatusCode, Uri, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{ApiError, assets};
use crate::{
    access::{
        CurrentUser,
        model::{PageKey, view},
        session,
    },
    app::App,
};

const LOGIN: &str = "/login";
/// An address longer than this is not gone back to after signing in: no page has one.
const NEXT_MAX_BYTES: usize = 1024;
/// Where whoever may view nothing is told so.
const NO_ACCESS: &str = "/sem-acesso";
/// What need not be escaped in the value of a query parameter.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~').remove(b'/');
/// Shown while the database does not answer; asks again by itself.
const UNAVAILABLE: &str = include_str!("unavailable.html");

/// What an address deserves.
#[derive(Debug, PartialEq, Eq)]
enum Gate {
    /// The page that starts the dashboard.
    Serve(StatusCode),
    /// 307 to another address.
    Redirect(String),
}

/// Answers a request outside the API.
pub(super) async fn answer(app: &App, request: &Parts) -> Response {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let allow = [(header::ALLOW, HeaderValue::from_static("GET,HEAD"))];
        return (allow, ApiError::method_not_allowed()).into_response();
    }
    let path = request.uri.path();
    if let Some(file) = assets::file(path, &request.headers) {
        return file;
    }
    if is_file_name(path) {
        return ApiError::not_found().into_response();
    }
    let signed = match session::resolve(app, &request.headers).await {
        Ok(signed) => signed,
        Err(error) => return unavailable(&error.into()),
    };
    let mut response = match gate(&request.uri, signed.as_ref().map(|signed| &*signed.user)) {
        Gate::Serve(status) => assets::index(status, &request.headers),
        Gate::Redirect(to) => redirect(&to),
    };
    if let Some(cookie) = signed.and_then(|signed| signed.cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// Who gets to see a page, and where everybody else goes.
fn gate(uri: &Uri, user: Option<&CurrentUser>) -> Gate {
    let path = uri.path();
    let Some(user) = user else {
        return match path {
            LOGIN => Gate::Serve(StatusCode::OK),
            "/" => Gate::Redirect(LOGIN.to_owned()),
            _ => {
                let asked = uri.path_and_query().map_or(path, |asked| asked.as_str());
                if asked.len() > NEXT_MAX_BYTES {
                    return Gate::Redirect(LOGIN.to_owned());
                }
                Gate::Redirect(format!("{LOGIN}?next={}", utf8_percent_encode(asked, PLAIN)))
            }
        };
    };
    let first = PageKey::ALL.into_iter().find(|page| user.may(view(*page))).map_or(NO_ACCESS, PageKey::path);
    match (path, PageKey::of_path(path)) {
        (NO_ACCESS, _) if first == NO_ACCESS => Gate::Serve(StatusCode::FORBIDDEN),
        ("/" | LOGIN | NO_ACCESS, _) => Gate::Redirect(first.to_owned()),
        (_, Some(page)) if !user.may(view(page)) => Gate::Redirect(first.to_owned()),
        _ => Gate::Serve(StatusCode::OK),
    }
}

/// Whether the last word of a path looks like a file: a missing one is not answered with a page.
fn is_file_name(path: &str) -> bool {
    path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

fn redirect(to: &str) -> Response {
    let Ok(location) = HeaderValue::from_str(to) else { return ApiError::not_found().into_response() };
    let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    (StatusCode::TEMPORARY_REDIRECT, headers).into_response()
}

/// A page for people instead of the API's envelope.
fn unavailable(error: &ApiError) -> Response {
    error.log();
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::RETRY_AFTER, HeaderValue::from_static("10")),
    ];
    (error.status(), headers, Html(UNAVAILABLE)).into_response()
}
