//! `/google`: the token of a service account, and two spreadsheets as values and as CSV.

use axum::http::Method;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rsa::{
    RsaPrivateKey,
    pkcs1v15::{Signature, VerifyingKey},
    pkcs8::{EncodePrivateKey, LineEnding},
    rand_core::OsRng,
    sha2::Sha256,
    signature::Verifier,
};
use serde_json::{Value, json};

use super::{
    DataSet,
    call::{Call, Reply, first},
    credentials::{GOOGLE_ACCOUNT, GOOGLE_TOKEN},
    failure::Mode,
    route::Route,
    samples,
    state::Sim,
};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const SCOPE: &str = "https://www.googleapis.com/auth/spreadsheets.readonly";
const AUDIENCE: &str = "https://oauth2.googleapis.com/token";
const TAB: &str = "Respostas ao formulário 1";
const VALUES: &str = "/google/sheets/v4/spreadsheets/";
const DOCS: &str = "/google/docs/spreadsheets/d/";

/// The service account's key pair.
pub struct KeyPair(RsaPrivateKey);

impl KeyPair {
    /// A new pair of 2048 bits.
    ///
    /// # Errors
    /// The machine gives no random numbers.
    pub fn generate() -> Result<Self, rsa::Error> {
        RsaPrivateKey::new(&mut OsRng, 2048).map(Self)
    }

    /// The private key as PKCS#8 PEM, its line feeds written `\n`, as settings carry it.
    pub fn setting(&self) -> String {
        self.0.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.trim().replace('\n', "\\n")).unwrap_or_default()
    }

    fn has_signed(&self, message: &str, signature: &str) -> bool {
        let Ok(bytes) = BASE64_URL_SAFE_NO_PAD.decode(signature) else { return false };
        let Ok(signature) = Signature::try_from(bytes.as_slice()) else { return false };
        VerifyingKey::<Sha256>::new(self.0.to_public_key()).verify(message.as_bytes(), &signature).is_ok()
    }
}

/// The endpoint of a Google address.
pub fn route(call: &Call) -> Option<Route> {
    if call.path == "/google/token" {
        return (call.method == Method::POST).then_some(Route::G1);
    }
    if let Some(rest) = call.path.strip_prefix(VALUES) {
        return Some(if rest.contains("/values/") { Route::G2 } else { Route::G3 });
    }
    match call.path.strip_prefix(DOCS)?.split_once('/')?.1 {
        "export" => Some(Route::G4),
        "gviz/tq" => Some(Route::G5),
        _ => None,
    }
}

/// Answers an endpoint.
pub fn answer(sim: &Sim, route: Route, call: &Call, mode: Option<&Mode>) -> Reply {
    match route {
        Route::G1 => token(sim, call),
        Route::G2 | Route::G3 if call.header("authorization") != format!("Bearer {GOOGLE_TOKEN}") => {
            error(401, "Request had invalid authentication credentials.")
        }
        Route::G2 => values(sim, call),
        Route::G3 => titles(sim, call),
        _ => csv(sim, route, call, mode),
    }
}

fn error(code: u16, message: &str) -> Reply {
    Reply::refused(code, json!({"error": {"code": code, "message": message}}))
}

fn token(sim: &Sim, call: &Call) -> Reply {
    let form = call.form();
    let assertion = first(&form, "assertion").unwrap_or_default();
    let is_good = first(&form, "grant_type") == Some(GRANT) && is_good_assertion(sim, assertion);
    match is_good {
        true => match sim.replaced(Route::G1) {
            Some(answer) => Reply::json(answer),
            None => Reply::json(json!({"access_token": GOOGLE_TOKEN, "expires_in": 3599, "token_type": "Bearer"})),
        },
        false => Reply::refused(400, json!({"error": "invalid_grant", "error_description": "Invalid JWT Signature."})),
    }
}

fn is_good_assertion(sim: &Sim, assertion: &str) -> bool {
    let Some((message, signature)) = assertion.rsplit_once('.') else { return false };
    let Some((header, claims)) = message.split_once('.') else { return false };
    let part = |text: &str| -> Value {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    };
    let (header, claims) = (part(header), part(claims));
    let lifetime = claims["exp"].as_i64().zip(claims["iat"].as_i64()).map(|(exp, iat)| exp - iat);
    header["alg"] == "RS256"
        && claims["iss"] == GOOGLE_ACCOUNT
        && claims["scope"] == SCOPE
        && claims["aud"] == AUDIENCE
        && lifetime == Some(3600)
        && sim.google_key().is_some_and(|key| key.has_signed(message, signature))
}

/// The rows of a spreadsheet. Replaced data of G2 is an object of rows by spreadsheet id.
fn rows(sim: &Sim, id: &str) -> Option<Vec<Value>> {
    let found = match sim.replaced(Route::G2) {
        Some(replaced) => replaced.get(id).cloned(),
        None => match sim.options.data {
            DataSet::Samples => samples::sheet(id),
            DataSet::Day => sim.clinic.sheet(id, sim.now()),
        },
    };
    found.and_then(|rows| rows.as_array().cloned())
}

fn values(sim: &Sim, call: &Call) -> Reply {
    let rest = call.path.trim_start_matches(VALUES);
    let (id, range) = rest.split_once("/values/").unwrap_or((rest, ""));
    let Some(rows) = rows(sim, id) else { return error(404, "Requested entity was not found.") };
    let (tab, cells) = match range.rsplit_once('!') {
        Some((tab, cells)) => (Some(tab.trim_matches('\'')), cells),
        None => (None, range),
    };
    let is_known_tab = tab.is_none_or(|tab| tab == TAB);
    let columns = cells.split_once(':').and_then(|(from, to)| Some((column(from)?, column(to)?)));
    let Some((from, to)) = columns.filter(|_| is_known_tab) else {
        return error(400, &format!("Unable to parse range: {range}"));
    };
    let count = rows.len();
    let cut = |row: Value| -> Value {
        let cells = row.as_array().cloned().unwrap_or_default();
        cells.into_iter().skip(from).take((to + 1).saturating_sub(from)).collect()
    };
    let rows: Vec<Value> = rows.into_iter().map(cut).collect();
    let letters = |text: &str| text.chars().filter(char::is_ascii_alphabetic).collect::<String>();
    let (left, right) = cells.split_once(':').unwrap_or_default();
    let shown = format!("'{TAB}'!{}1:{}{count}", letters(left), letters(right));
    match rows.is_empty() {
        true => Reply::json(json!({"range": shown, "majorDimension": "ROWS"})),
        false => Reply::json(json!({"range": shown, "majorDimension": "ROWS", "values": rows})),
    }
}

/// The number of a column in `A`, `F12` …; `None` when it is none.
fn column(cell: &str) -> Option<usize> {
    let letter = cell.chars().next().filter(char::is_ascii_alphabetic)?;
    cell[1..]
        .chars()
        .all(|digit| digit.is_ascii_digit())
        .then_some((letter.to_ascii_uppercase() as usize) - 'A' as usize)
}

fn titles(sim: &Sim, call: &Call) -> Reply {
    match rows(sim, call.path.trim_start_matches(VALUES)) {
        None => error(404, "Requested entity was not found."),
        Some(_) => Reply::json(match sim.replaced(Route::G3) {
            Some(answer) => answer,
            None => json!({"sheets": [{"properties": {"title": TAB}}]}),
        }),
    }
}

fn csv(sim: &Sim, route: Route, call: &Call, mode: Option<&Mode>) -> Reply {
    let (name, form) = if route == Route::G4 { ("format", "csv") } else { ("tqx", "out:csv") };
    if !call.asks(name, form) {
        return Reply::raw("text/html; charset=utf-8", b"<!doctype html><html><body>Sheets</body></html>".to_vec());
    }
    let id = call.path.trim_start_matches(DOCS).split('/').next().unwrap_or_default();
    let Some(rows) = rows(sim, id) else { return error(404, "Requested entity was not found.") };
    let line = |row: &Value| {
        let cells = row.as_array().map(Vec::as_slice).unwrap_or_default();
        cells.iter().map(|cell| quoted(cell, route == Route::G5)).collect::<Vec<_>>().join(",")
    };
    let lines: Vec<String> = match mode {
        Some(Mode::Empty) => Vec::new(),
        _ => rows.iter().map(line).collect(),
    };
    Reply::raw("text/csv", lines.join("\r\n").into_bytes())
}

fn quoted(cell: &Value, always: bool) -> String {
    let text = cell.as_str().map_or_else(|| cell.to_string(), str::to_owned);
    match always || text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}
