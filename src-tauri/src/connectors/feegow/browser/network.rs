//! What a tab asks the network and what it gets, as far as it matters.
//!
//! Each kind of event arrives on a way of its own: an answer may be heard of before its question. Nothing here
//! depends on their order.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chromiumoxide::cdp::browser_protocol::network::{
    EventLoadingFailed, EventLoadingFinished, EventRequestWillBeSent, EventResponseReceived, Headers, ResourceType,
};
use reqwest::Url;
use secrecy::SecretString;

use crate::connectors::{ConnectorError, feegow::SERVICE};

/// The header that carries the token of a unit.
const TOKEN_HEADER: &str = "x-access-token";

/// Watches one tab.
#[derive(Default)]
pub(super) struct Network(Mutex<State>);

#[derive(Default)]
struct State {
    /// The tab's own frame.
    main_frame: String,
    /// The host whose answers are data, not decoration.
    origin: Option<url::Origin>,
    /// The last document in the tab itself: its request, its status, and why it did not come whole.
    document_request: Option<String>,
    document: Option<u16>,
    document_lost: Option<ConnectorError>,
    /// What was asked for and has not come yet, and whether it is data.
    in_flight: HashMap<String, bool>,
    /// What came, or why it did not, before it was heard that it was asked for.
    early: HashMap<String, Option<ConnectorError>>,
    /// The first data that did not come.
    lost: Option<ConnectorError>,
    /// The first token sent to anybody.
    token: Option<SecretString>,
}

impl State {
    /// Whether a request brings data of the host that is being read.
    fn is_data(&self, kind: &ResourceType, address: &str) -> bool {
        matches!(kind, ResourceType::Xhr | ResourceType::Fetch)
            && Url::parse(address).is_ok_and(|url| Some(url.origin()) == self.origin)
    }
}

impl Network {
    pub(super) fn new(main_frame: &str, web_base_url: &str) -> Self {
        let origin = Url::parse(web_base_url).ok().map(|url| url.origin());
        Self(Mutex::new(State { main_frame: main_frame.to_owned(), origin, ..State::default() }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets the last document: the next one is awaited.
    pub(super) fn expect_document(&self) {
        let mut state = self.state();
        (state.document, state.document_lost) = (None, None);
    }

    pub(super) fn document(&self) -> Option<u16> {
        self.state().document
    }

    pub(super) fn document_lost(&self) -> Option<ConnectorError> {
        self.state().document_lost.clone()
    }

    /// Forgets what was lost so far.
    pub(super) fn expect_data(&self) {
        self.state().lost = None;
    }

    pub(super) fn lost(&self) -> Option<ConnectorError> {
        self.state().lost.clone()
    }

    pub(super) fn is_busy(&self) -> bool {
        self.state().in_flight.values().any(|is_data| *is_data)
    }

    /// Forgets the tokens seen so far.
    pub(super) fn expect_token(&self) {
        self.state().token = None;
    }

    pub(super) fn token(&self) -> Option<SecretString> {
        self.state().token.clone()
    }

    pub(super) fn sent(&self, event: &EventRequestWillBeSent) {
        let mut state = self.state();
        self.see_token(&mut state, &event.request.headers);
        let is_main = event.frame_id.as_ref().is_some_and(|frame| *frame.inner() == state.main_frame);
        let is_document = is_main && event.r#type == Some(ResourceType::Document);
        if is_document {
            state.document_request = Some(event.request_id.inner().clone());
        }
        let is_data = event.r#type.as_ref().is_some_and(|kind| state.is_data(kind, &event.request.url));
        let request = event.request_id.inner();
        match state.early.remove(request) {
            Some(Some(error)) if is_data => {
                state.lost.get_or_insert(error);
            }
            Some(Some(error)) if is_document => state.document_lost = Some(error),
            Some(_) => {}
            None => {
                state.in_flight.insert(request.clone(), is_data);
            }
        }
    }

    fn see_token(&self, state: &mut State, headers: &Headers) {
        let Some(headers) = headers.inner().as_object() else { return };
        let token = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(TOKEN_HEADER));
        if let Some(token) = token.and_then(|(_, value)| value.as_str()).filter(|value| !value.trim().is_empty()) {
            state.token.get_or_insert_with(|| token.trim().into());
        }
    }

    pub(super) fn answered(&self, event: &EventResponseReceived) {
        let mut state = self.state();
        let status = u16::try_from(event.response.status).unwrap_or_default();
        let is_main = event.frame_id.as_ref().is_some_and(|frame| *frame.inner() == state.main_frame);
        if event.r#type == ResourceType::Document && is_main {
            state.document = Some(status);
        }
        if state.is_data(&event.r#type, &event.response.url) {
            match status {
                401 | 403 => {
                    state.lost.get_or_insert(ConnectorError::AuthExpired { service: SERVICE, status });
                }
                500.. => {
                    state.lost.get_or_insert(ConnectorError::Status { service: SERVICE, status });
                }
                _ => {}
            }
        }
    }

    pub(super) fn finished(&self, event: &EventLoadingFinished) {
        let mut state = self.state();
        if state.in_flight.remove(event.request_id.inner()).is_none() {
            state.early.insert(event.request_id.inner().clone(), None);
        }
    }

    pub(super) fn failed(&self, event: &EventLoadingFailed) {
        let mut state = self.state();
        let was_document = state.document_request.as_ref() == Some(event.request_id.inner());
        let error = (event.canceled != Some(true))
            .then(|| ConnectorError::Unreachable { service: SERVICE, reason: event.error_text.clone() });
        match (state.in_flight.remove(event.request_id.inner()), error) {
            (None, error) => {
                state.early.insert(event.request_id.inner().clone(), error);
            }
            (Some(true), Some(error)) => {
                state.lost.get_or_insert(error);
            }
            (Some(false), Some(error)) if was_document => state.document_lost = Some(error),
            (Some(_), _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;

    const HOST: &str = "http://127.0.0.1:9";

    fn event<E: DeserializeOwned>(fields: Value) -> E {
        let mut event = json!({ "requestId": "1", "timestamp": 1.0, "type": "Fetch", "loaderId": "1" });
        event.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        serde_json::from_value(event).unwrap()
    }

    fn sent() -> EventRequestWillBeSent {
        let request = json!({ "url": format!("{HOST}/page"), "method": "GET", "headers": {},
                              "initialPriority": "High", "referrerPolicy": "origin" });
        event(json!({ "documentURL": HOST, "request": request, "wallTime": 1.0, "initiator": { "type": "script" },
                      "redirectHasExtraInfo": false }))
    }

    fn answered(status: u16) -> EventResponseReceived {
        let response = json!({ "url": format!("{HOST}/page"), "status": status, "statusText": "", "headers": {},
                               "mimeType": "text/html", "charset": "", "connectionReused": false, "connectionId": 1,
                               "encodedDataLength": 0, "securityState": "insecure" });
        event(json!({ "response": response, "hasExtraInfo": false }))
    }

    #[test]
    fn a_refusal_heard_of_before_its_question_is_no_less_one() {
        let network = Network::new("frame", HOST);
        network.answered(&answered(500));
        network.finished(&event(json!({ "encodedDataLength": 0 })));
        network.sent(&sent());
        assert_eq!(network.lost(), Some(ConnectorError::Status { service: SERVICE, status: 500 }));
        assert!(!network.is_busy());
    }

    #[test]
    fn data_is_awaited_until_it_came_or_was_lost() {
        let network = Network::new("frame", HOST);
        network.sent(&sent());
        assert!(network.is_busy());
        network.answered(&answered(200));
        network.failed(&event(json!({ "errorText": "net::ERR_CONNECTION_RESET" })));
        assert!(!network.is_busy());
        assert!(matches!(network.lost(), Some(ConnectorError::Unreachable { .. })));
    }
}
