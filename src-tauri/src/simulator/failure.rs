//! Failures on demand: what a mode is called, how often it applies, what it does to an answer.

use std::{collections::HashMap, convert::Infallible, time::Duration};

use axum::{
    body::Body,
    http::{Response, StatusCode, header},
};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    call::{Call, Content, Reply},
    route::Route,
    web,
};
use crate::kernel::Clock;

/// How a call fails.
#[derive(Debug, Clone, PartialEq)]
pub enum Mode {
    /// This status with a short JSON error; 429 also says `Retry-After: 1`.
    Http(u16),
    /// 200 with the login page at the requested address.
    LoginPage,
    /// 302 to the login page.
    LoginRedirect,
    /// The answer comes after this time.
    Timeout(Duration),
    /// The connection is dropped without an answer.
    Close,
    /// This many percent of the body, under the length of the whole.
    Truncate(u64),
    /// 200 with JSON that ends in the middle.
    BadJson,
    /// 200 with a page that is no login page.
    HtmlInsteadOfJson,
    /// A valid answer without rows.
    Empty,
    /// A refusal in Feegow's envelope, with this message.
    SuccessFalse(String),
    /// Part of the rows; what is missing depends on the route.
    Partial(Value),
    /// The contracts data set cut to ten.
    Shrink,
    /// This pause before every 1024 bytes.
    Slow(Duration),
    /// The web session of the call has ended before it is answered.
    Expired,
}

/// The names of the modes.
pub const MODES: [&str; 14] = [
    "http:<code>",
    "login_page",
    "login_redirect",
    "timeout",
    "close",
    "truncate",
    "bad_json",
    "html_instead_of_json",
    "empty",
    "success_false",
    "partial",
    "shrink",
    "slow",
    "expired",
];

impl Mode {
    /// Reads a mode and its parameter.
    ///
    /// # Errors
    /// What is wrong with them, as a sentence.
    pub fn parse(name: &str, param: &Value) -> Result<Self, String> {
        if let Some(code) = name.strip_prefix("http:") {
            return match code.parse::<u16>() {
                Ok(code) if (200..600).contains(&code) => Ok(Self::Http(code)),
                _ => Err(format!("mode `{name}`: the code must be a number from 200 to 599")),
            };
        }
        Ok(match name {
            "login_page" => Self::LoginPage,
            "login_redirect" => Self::LoginRedirect,
            "timeout" => Self::Timeout(seconds(param)?),
            "close" => Self::Close,
            "truncate" => match whole(name, param, 50)? {
                percent if percent < 100 => Self::Truncate(percent),
                _ => return Err("mode `truncate`: param is the percentage sent, 0 to 99".to_owned()),
            },
            "bad_json" => Self::BadJson,
            "html_instead_of_json" => Self::HtmlInsteadOfJson,
            "empty" => Self::Empty,
            "success_false" => Self::SuccessFalse(param.as_str().unwrap_or("Falha simulada").to_owned()),
            "partial" => Self::Partial(param.clone()),
            "shrink" => Self::Shrink,
            "expired" => Self::Expired,
            "slow" => Self::Slow(Duration::from_millis(whole(name, param, 100)?)),
            _ => return Err(format!("unknown mode `{name}`; the modes are {}", MODES.join(", "))),
        })
    }

    /// The name in the journal.
    pub fn name(&self) -> String {
        match self {
            Self::Http(code) => format!("http:{code}"),
            Self::LoginPage => "login_page".to_owned(),
            Self::LoginRedirect => "login_redirect".to_owned(),
            Self::Timeout(_) => "timeout".to_owned(),
            Self::Close => "close".to_owned(),
            Self::Truncate(_) => "truncate".to_owned(),
            Self::BadJson => "bad_json".to_owned(),
            Self::HtmlInsteadOfJson => "html_instead_of_json".to_owned(),
            Self::Empty => "empty".to_owned(),
            Self::SuccessFalse(_) => "success_false".to_owned(),
            Self::Partial(_) => "partial".to_owned(),
            Self::Shrink => "shrink".to_owned(),
            Self::Slow(_) => "slow".to_owned(),
            Self::Expired => "expired".to_owned(),
        }
    }

    /// The only page of a route that fails in this mode; `None` when every call does.
    fn own_page(&self, route: Route) -> Option<u64> {
        match self {
            Self::Partial(page) if route == Route::Contracts => Some(page.as_u64().unwrap_or(2)),
            _ => None,
        }
    }

    /// The answer that takes the place of the true one; `None` when the mode works on the true one.
    pub fn instead(&self, route: Route) -> Option<Reply> {
        Some(match self {
            Self::Http(429) => refusal(429).with(header::RETRY_AFTER.as_str(), "1".to_owned()),
            Self::Http(code) => refusal(*code),
            Self::LoginPage => web::login_page(""),
            Self::LoginRedirect => web::to_login(),
            Self::BadJson => Reply::raw("application/json", br#"{"success": tru"#.to_vec()),
            Self::HtmlInsteadOfJson => Reply::raw(
                "text/html; charset=utf-8",
                b"<!doctype html><html><body>Em manuten&ccedil;&atilde;o</body></html>".to_vec(),
            ),
            Self::SuccessFalse(message) => Reply::json(json!({"success": false, "content": message})),
            Self::Partial(_) if route == Route::Contracts => refusal(500),
            Self::Timeout(_)
            | Self::Close
            | Self::Truncate(_)
            | Self::Empty
            | Self::Partial(_)
            | Self::Shrink
            | Self::Slow(_)
            | Self::Expired => return None,
        })
    }

    /// Takes rows from a JSON answer where the mode says so. Pages look after themselves.
    pub fn thin(&self, route: Route, reply: &mut Reply) {
        if reply.status != 200 {
            return;
        }
        match (self, &mut reply.content) {
            (Self::Empty, Content::Json(answer)) => empty_rows(route, answer),
            (Self::Empty, Content::Raw(_, body)) if !matches!(route, Route::W6 | Route::W8 | Route::G4 | Route::G5) => {
                body.clear()
            }
            (Self::Partial(_), Content::Json(answer)) => {
                if let Some(Value::Array(rows)) = route.rows_at().and_then(|at| answer.pointer_mut(at)) {
                    rows.truncate(rows.len() / 2);
                }
            }
            (Self::Partial(_), Content::Raw(_, body)) if route != Route::W8 => body.truncate(body.len() / 2),
            _ => {}
        }
    }
}

fn empty_rows(route: Route, answer: &mut Value) {
    match route {
        Route::G1 => *answer = json!({}),
        Route::G2 => drop(answer.as_object_mut().and_then(|range| range.remove("values"))),
        Route::C5 => *answer = json!({"current": {"appointmentsTotal": 0, "appointmentsCreatedByBot": 0}}),
        Route::C3 => *answer = json!({"count": {"all": 0, "groups": []}}),
        Route::Contracts => *answer = json!({"data": [], "pages": 1, "total": 0}),
        _ => {
            if let Some(rows) = route.rows_at().and_then(|at| answer.pointer_mut(at)) {
                *rows = json!([]);
            }
        }
    }
}

fn refusal(code: u16) -> Reply {
    Reply::refused(code, json!({"success": false, "message": format!("Falha simulada ({code})")}))
}

fn seconds(param: &Value) -> Result<Duration, String> {
    match param {
        Value::Null => Ok(Duration::from_secs(120)),
        other => other
            .as_f64()
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .ok_or_else(|| "mode `timeout`: param is a number of seconds".to_owned()),
    }
}

fn whole(mode: &str, param: &Value, default: u64) -> Result<u64, String> {
    match param {
        Value::Null => Ok(default),
        other => other.as_u64().ok_or_else(|| format!("mode `{mode}`: param is a whole number")),
    }
}

/// A failure that was asked for.
#[derive(Debug, Clone)]
struct Planned {
    mode: Mode,
    /// Calls that still fail; `None` for all of them.
    left: Option<u64>,
    /// The only page that fails; `None` for every call.
    page: Option<u64>,
}

/// The failures asked for: at most one per route.
#[derive(Debug, Default)]
pub struct Failures(HashMap<Route, Planned>);

/// The page a call asks for; 1 where there are none.
fn page_of(route: Route, call: &Call) -> u64 {
    let asked = match route {
        Route::Contracts => call.json().get("page").and_then(Value::as_u64),
        Route::W8 => call.query("Pagina").and_then(|page| page.parse().ok()),
        _ => None,
    };
    asked.unwrap_or(1)
}

impl Failures {
    /// Lets the next `times` calls of a route (of one `page` of it) fail; `None` for all until a reset.
    pub fn set(&mut self, route: Route, mode: Mode, times: Option<u64>, page: Option<u64>) {
        if times == Some(0) {
            self.0.remove(&route);
            return;
        }
        let page = page.or_else(|| mode.own_page(route));
        self.0.insert(route, Planned { mode, left: times, page });
    }

    /// The failure of this call, counted as used.
    pub fn take(&mut self, route: Route, call: &Call) -> Option<Mode> {
        let planned = self.0.get_mut(&route)?;
        if planned.page.is_some_and(|page| page != page_of(route, call)) {
            return None;
        }
        let mode = planned.mode.clone();
        if let Some(left) = &mut planned.left {
            *left -= 1;
            if *left == 0 {
                self.0.remove(&route);
            }
        }
        Some(mode)
    }
}

/// Sends an answer, playing the failures of the wire on it. Waits are real time: the client's limits are, too.
pub async fn send(reply: Reply, mode: Option<&Mode>) -> Response<Body> {
    if let Some(Mode::Timeout(wait)) = mode {
        Clock::system().sleep(*wait).await;
    }
    let (kind, bytes) = reply.bytes();
    let mut response = Response::builder().status(StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK));
    response = response.header(header::CONTENT_TYPE, kind);
    for (name, value) in &reply.headers {
        response = response.header(*name, value);
    }
    // An answer of no length would be complete with its head, and could not be broken off any more.
    let length = if mode == Some(&Mode::Close) { bytes.len().max(1) } else { bytes.len() };
    response = response.header(header::CONTENT_LENGTH, length);
    let bytes = Bytes::from(bytes);
    let body = match mode {
        Some(Mode::Close) => Body::from_stream(broken_off(Bytes::new())),
        Some(Mode::Truncate(percent)) => {
            let sent = usize::try_from(bytes.len() as u64 * percent / 100).unwrap_or_default();
            Body::from_stream(broken_off(bytes.slice(..sent)))
        }
        Some(Mode::Slow(pause)) => Body::from_stream(drop_by_drop(bytes, *pause)),
        _ => Body::from(bytes),
    };
    response.body(body).unwrap_or_else(|error| Response::new(Body::from(error.to_string())))
}

/// `sent`, then an error: the server drops the connection (before the head is out when nothing is sent).
fn broken_off(sent: Bytes) -> impl futures_util::Stream<Item = Result<Bytes, std::io::Error>> {
    async_stream::stream! {
        if !sent.is_empty() {
            yield Ok(sent);
            // Lets the part reach the client before the connection goes.
            Clock::system().sleep(Duration::from_millis(20)).await;
        }
        yield Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset));
    }
}

fn drop_by_drop(bytes: Bytes, pause: Duration) -> impl futures_util::Stream<Item = Result<Bytes, Infallible>> {
    async_stream::stream! {
        let mut rest = bytes;
        while !rest.is_empty() {
            Clock::system().sleep(pause).await;
            let next = rest.split_to(rest.len().min(1024));
            yield Ok(next);
        }
    }
}
