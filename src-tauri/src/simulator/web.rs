//! `/web`: login, session take-over, unit switch, totem page. The queue and the report have files of their own.

use super::{
    call::{Call, Reply, first},
    credentials::{SESSION_COOKIE, WEB_PASSWORD, WEB_USER, unit_cookie, unit_token},
    failure::Mode,
    queue, report,
    route::Route,
    state::Sim,
};

/// Unit contexts a session can have; 0 is all of them.
pub const CONTEXTS: [i64; 4] = [0, 2, 3, 12];

const LOGIN: &str = "/web/main/?P=Login";
const HOME: &str = "/web/v8.1/?P=Home";
const TOTEM_DOCUMENT: &str = "/web/v8.1/TotemDocumento.asp";

/// Other places of the token in the totem page, by the names the control interface knows.
pub const TOTEM_VARIANTS: [&str; 4] = ["iframe", "script", "storage", "none"];

/// A web page's session, and whether it was opened by this very call.
#[derive(Debug, Clone)]
pub struct Visit {
    pub session: String,
    pub is_first: bool,
}

/// Finds the session of a call or opens one.
pub fn visit(sim: &Sim, call: &Call) -> Visit {
    let sessions = &mut sim.memory().sessions;
    match call.cookie(SESSION_COOKIE) {
        Some(id) if sessions.knows(id) => Visit { session: id.to_owned(), is_first: false },
        _ => Visit { session: sessions.open(), is_first: true },
    }
}

/// The unit context of a session, once signed in.
pub fn context(sim: &Sim, visit: &Visit) -> Option<i64> {
    let sessions = &sim.memory().sessions;
    sessions.is_signed_in(&visit.session).then(|| sessions.unit(&visit.session))
}

/// The endpoint of a web address; `None` for the home page and unknown ones.
pub fn route(call: &Call) -> Option<Route> {
    let posted = call.method == axum::http::Method::POST;
    let page = call.query("P").unwrap_or_default();
    match call.path.trim_end_matches('/') {
        "/web/main" | "/web/v8.1" if page.eq_ignore_ascii_case("RelatoriosModoFranquia") => {
            Some(if posted || call.asks("Resultado", "1") { Route::W8 } else { Route::W7 })
        }
        "/web/main" if page.eq_ignore_ascii_case("Login") => Some(match posted {
            true if call.asks("Deslogar", "1") => Route::W3,
            true => Route::W2,
            false => Route::W1,
        }),
        "/web/v8.1" if page.is_empty() => Some(Route::W1),
        "/web/v8.1" if page.eq_ignore_ascii_case("MudaLocal") => Some(Route::W4),
        "/web/v8.1" if page.eq_ignore_ascii_case("Totem") => Some(Route::W5),
        "/web/v8.1/ListaEsperaCont.asp" => Some(Route::W6),
        _ => None,
    }
}

/// Answers a web address.
pub fn answer(sim: &Sim, route: Option<Route>, call: &Call, visit: &Visit, mode: Option<&Mode>) -> Reply {
    let unit = context(sim, visit);
    match (route, unit) {
        (Some(Route::W2), _) => log_in(sim, call, visit),
        (Some(Route::W3), _) => end_other_session(sim, call),
        (Some(Route::W1), Some(_)) if call.path.contains("v8.1") => home(),
        (Some(Route::W1), _) => login_page(""),
        (_, None) => to_login(),
        (Some(Route::W4), Some(_)) => switch_unit(sim, call, visit),
        (Some(Route::W5), Some(unit)) => totem(sim, unit),
        (Some(Route::W6), Some(unit)) => queue::answer(sim, unit, mode),
        (Some(Route::W7), Some(_)) => report::form(sim, ""),
        (Some(Route::W8), Some(unit)) => report::answer(sim, call, unit, mode),
        (None, Some(unit)) if call.path == TOTEM_DOCUMENT => Reply::page(&token_document(unit, call.asks("js", "1"))),
        (None, Some(_)) if call.path.trim_end_matches('/') == "/web/v8.1" && call.asks("P", "Home") => home(),
        (_, Some(_)) => Reply::not_found(),
    }
}

/// The redirect of a page that needs a session.
pub fn to_login() -> Reply {
    Reply::redirect(LOGIN)
}

/// The login page, with something below the form.
pub fn login_page(more: &str) -> Reply {
    Reply::page(&format!(
        r#"<!doctype html><html><head><meta charset="iso-8859-1"><title>Login</title></head><body>
<form id="formLogin" method="post" action="/web/main/?P=Login&amp;U=&amp;Partner=&amp;qs=">
<input type="text" id="User" name="User" placeholder="E-mail" aria-label="E-mail">
<input type="password" id="password" name="password" placeholder="Senha" aria-label="Senha">
<button type="submit" id="Entrar" name="btnLogar" value="Entrar">Entrar </button></form>{more}</body></html>"#
    ))
}

const TAKEN: &str = r#"
<div id="confirmaDesloga" class="modal"><form method="post" action="/web/main/?P=Login&amp;Deslogar=1">
<p>Este usuário já está logado em outra máquina.</p>
<input type="password" id="password" name="password"><button type="submit" id="Deslogar" name="Deslogar" value="1">Deslogar</button></form></div>"#;
const REFUSED: &str = r#"
<div class="alert alert-danger">Usuário ou senha inválidos</div>"#;

fn home() -> Reply {
    Reply::page(
        r#"<!doctype html><html><head><meta charset="iso-8859-1"><title>Início</title></head><body>
<nav id="menu-principal"><a href="/web/v8.1/?P=Totem">Totem</a> <a href="/web/main/?P=RelatoriosModoFranquia&amp;Pers=1&amp;TR=72">Relatórios</a></nav>
</body></html>"#,
    )
}

fn log_in(sim: &Sim, call: &Call, visit: &Visit) -> Reply {
    let form = call.form();
    if first(&form, "User") != Some(WEB_USER) || first(&form, "password") != Some(WEB_PASSWORD) {
        return login_page(REFUSED);
    }
    let sessions = &mut sim.memory().sessions;
    if sessions.is_taken(&visit.session) {
        return login_page(TAKEN);
    }
    sessions.sign_in(&visit.session);
    Reply::redirect(HOME)
}

fn end_other_session(sim: &Sim, call: &Call) -> Reply {
    let form = call.form();
    if first(&form, "password") != Some(WEB_PASSWORD) || first(&form, "Deslogar").is_none() {
        return login_page(&format!("{REFUSED}{TAKEN}"));
    }
    sim.memory().sessions.end_signed_in();
    to_login()
}

fn switch_unit(sim: &Sim, call: &Call, visit: &Visit) -> Reply {
    match call.query("MudaLocal").and_then(|unit| unit.parse().ok()) {
        Some(unit) if CONTEXTS.contains(&unit) => {
            sim.memory().sessions.switch(&visit.session, unit);
            Reply::redirect(HOME)
        }
        _ => Reply::page("<!doctype html><html><body><p>Unidade não encontrada.</p></body></html>"),
    }
}

/// Where the totem page shows the token: the control interface may move it.
fn totem(sim: &Sim, unit: i64) -> Reply {
    let token = unit_token(unit);
    let data = sim.replaced(Route::W5).unwrap_or_default();
    let inner = match data["variant"].as_str() {
        Some("iframe") => format!(r#"<iframe src="{TOTEM_DOCUMENT}"></iframe>"#),
        Some("script") => format!(r#"<script src="{TOTEM_DOCUMENT}?js=1"></script>"#),
        Some("storage") => format!("<script>localStorage.setItem('token', '{token}');</script>"),
        Some("none") => String::new(),
        _ if unit == 0 => String::new(),
        _ => format!("<script>{}</script>", token_script(unit)),
    };
    let page = match data.as_str() {
        Some(html) => html.to_owned(),
        None => format!(r#"<!doctype html><html><body><div id="totem"></div>{inner}</body></html>"#),
    };
    match unit {
        0 => Reply::page(&page),
        _ => Reply::page(&page).with("set-cookie", format!("{}; Path=/", unit_cookie(unit))),
    }
}

fn token_script(unit: i64) -> String {
    let token = unit_token(unit);
    format!(
        "
localStorage.setItem('x-access-token', '{token}');
fetch('/core/totem-queue/admin/get-queue-by-filter?filter=&unit_id={unit}', {{headers: {{'x-access-token': '{token}'}}}});
"
    )
}

fn token_document(unit: i64, is_script: bool) -> String {
    match is_script {
        true => token_script(unit),
        false => format!("<!doctype html><html><body><script>{}</script></body></html>", token_script(unit)),
    }
}
