//! Logging in to the Feegow web, and ending another session of the same user when Feegow asks.

use std::time::Duration;

use reqwest::Url;
use scraper::{ElementRef, Html};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::SERVICE;
use crate::connectors::{
    ConnectorError,
    http::{Answer, Call, Http},
    is_login_page,
};

const TIMEOUT: Duration = Duration::from_secs(20);
/// The modal that asks whether the user's other session shall end.
const TAKE_OVER_MODAL: &str = "confirmaDesloga";
const TAKE_OVER_BUTTON: &str = "Deslogar";

/// Why there is no session.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// Feegow showed its login form again: wrong credentials, or another session that stays.
    #[error("Feegow refused the login")]
    Refused,
    /// An earlier attempt failed a moment ago; the next one has to wait.
    #[error("waiting before the next login")]
    Waiting,
    /// The login page could not be used.
    #[error(transparent)]
    Failed(#[from] ConnectorError),
}

/// The user and password of the Feegow web.
#[derive(Clone, Copy)]
pub struct WebLogin<'a> {
    pub user: &'a str,
    pub password: &'a SecretString,
}

/// The account a source works with: a [`WebLogin`] that is kept.
#[derive(Debug, Clone)]
pub struct WebAccount {
    pub user: String,
    pub password: SecretString,
}

impl WebAccount {
    /// Its login.
    pub fn login(&self) -> WebLogin<'_> {
        WebLogin { user: &self.user, password: &self.password }
    }
}

impl WebLogin<'_> {
    /// Tells one login from another without keeping either.
    pub(super) fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.user.as_bytes());
        hash.update([0]);
        hash.update(self.password.expose_secret().as_bytes());
        hash.finalize().into()
    }
}

/// What the login page answered.
enum Verdict {
    In,
    /// Another session of the user is active; this form ends it.
    TakenOver(Form),
    Refused,
}

struct Form {
    action: Url,
    fields: Vec<(String, String)>,
}

/// Logs `http` in. `may_take_over` is spent when another session had to be ended.
///
/// # Errors
/// See [`LoginError`]. The call is never repeated by itself.
pub(super) async fn log_in(
    http: &Http,
    base_url: &str,
    login: WebLogin<'_>,
    may_take_over: &mut bool,
) -> Result<(), LoginError> {
    match submit(http, base_url, login).await? {
        Verdict::In => Ok(()),
        Verdict::TakenOver(form) if *may_take_over => {
            *may_take_over = false;
            let answer = http.send(&Call::post(form.action, form.fields, TIMEOUT).once()).await?;
            if answer.status >= 400 {
                return Err(ConnectorError::Status { service: SERVICE, status: answer.status }.into());
            }
            tracing::info!("Sessão anterior encerrada");
            match submit(http, base_url, login).await? {
                Verdict::In => Ok(()),
                Verdict::TakenOver(_) | Verdict::Refused => Err(LoginError::Refused),
            }
        }
        Verdict::TakenOver(_) | Verdict::Refused => Err(LoginError::Refused),
    }
}

async fn submit(http: &Http, base_url: &str, login: WebLogin<'_>) -> Result<Verdict, LoginError> {
    let form = vec![
        ("User".to_owned(), login.user.to_owned()),
        ("password".to_owned(), login.password.expose_secret().to_owned()),
        ("btnLogar".to_owned(), "Entrar".to_owned()),
    ];
    let call = Call::post(format!("{base_url}/main/?P=Login&U=&Partner=&qs="), form, TIMEOUT).once();
    let answer = http.send(&call).await?;
    match answer.status {
        200..300 => Ok(judge(&answer, login)),
        401 | 403 => Ok(Verdict::Refused),
        status => Err(ConnectorError::Status { service: SERVICE, status }.into()),
    }
}

/// The session cookie says nothing: it comes with a refused login as well. The page does.
fn judge(answer: &Answer, login: WebLogin<'_>) -> Verdict {
    let page = answer.text();
    if page.contains(TAKE_OVER_MODAL) {
        return take_over_form(&page, &answer.url, login).map_or(Verdict::Refused, Verdict::TakenOver);
    }
    if answer.ended_on_login() || is_login_page(&page) { Verdict::Refused } else { Verdict::In }
}

/// The modal's form as it stands in the page, with the password filled in and its button pressed.
/// `None` when there is none, or when it would send the password to another host.
fn take_over_form(page: &str, url: &Url, login: WebLogin<'_>) -> Option<Form> {
    let document = Html::parse_document(page);
    let by_id = |id: &str| document.root_element().descendent_elements().find(move |e| e.attr("id") == Some(id));
    let modal = by_id(TAKE_OVER_MODAL)?;
    let form = std::iter::once(modal)
        .chain(modal.descendent_elements())
        .chain(modal.ancestors().filter_map(ElementRef::wrap))
        .find(|element| element.value().name() == "form")?;
    let action = url.join(form.attr("action").unwrap_or_default()).ok()?;
    if action.origin() != url.origin() {
        return None;
    }
    let mut fields = Vec::new();
    for element in form.descendent_elements() {
        let Some(name) = element.attr("name") else { continue };
        let kind = element.attr("type").unwrap_or_default().to_ascii_lowercase();
        let value = element.attr("value").unwrap_or_default();
        match element.value().name() {
            "input" if kind == "password" => {
                fields.push((name.to_owned(), login.password.expose_secret().to_owned()));
            }
            "button" | "input" if element.attr("id") == Some(TAKE_OVER_BUTTON) => {
                fields.push((name.to_owned(), value.to_owned()));
            }
            "input" if !matches!(kind.as_str(), "submit" | "button" | "image" | "reset" | "checkbox" | "radio") => {
                fields.push((name.to_owned(), value.to_owned()));
            }
            _ => {}
        }
    }
    Some(Form { action, fields })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODAL: &str = r#"<div id="confirmaDesloga" class="modal"><form method="post" action="/web/main/?P=Login&amp;Deslogar=1">
<p>Este usuário já está logado em outra máquina.</p><input type="hidden" name="token" value="t1">
<input type="password" id="password" name="password"><button type="submit" id="Deslogar" name="Deslogar" value="1">Deslogar</button></form></div>"#;

    fn form_of(page: &str) -> Option<Form> {
        let password = SecretString::from("segredo");
        let url = Url::parse("http://127.0.0.1:9/web/main/?P=Login&U=&Partner=&qs=").unwrap();
        take_over_form(page, &url, WebLogin { user: "user", password: &password })
    }

    #[test]
    fn the_modal_is_sent_as_it_stands_with_the_password() {
        let form = form_of(MODAL).unwrap();
        assert_eq!(form.action.as_str(), "http://127.0.0.1:9/web/main/?P=Login&Deslogar=1");
        let fields: Vec<_> = form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("token", "t1"), ("password", "segredo"), ("Deslogar", "1")]);
    }

    #[test]
    fn the_password_never_goes_to_another_host() {
        assert!(form_of(&MODAL.replace("action=\"/web", "action=\"http://example.com/web")).is_none());
        assert!(form_of("<p>confirmaDesloga</p>").is_none());
    }
}
