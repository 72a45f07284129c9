//! What a tab asks the network and what it gets, as far as it matters.

use std::{
    collections::HashSet,
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
    /// Data that was asked for and has not come yet.
    in_flight: HashSet<String>,
    /// The first data that did not come.
    lost: Option<ConnectorError>,
    /// The first token sent to anybody.
    token: Option<SecretString>,
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
        !self.state().in_flight.is_empty()
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
        if is_main && event.r#type == Some(ResourceType::Document) {
            state.document_request = Some(event.request_id.inner().clone());
        }
        let is_data = event.r#type.as_ref().is_some_and(|kind| matches!(kind, ResourceType::Xhr | ResourceType::Fetch));
        let is_own = Url::parse(&event.request.url).is_ok_and(|url| Some(url.origin()) == state.origin);
        if is_data && is_own {
            state.in_flight.insert(event.request_id.inner().clone());
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
        if state.in_flight.contains(event.request_id.inner()) {
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
        self.state().in_flight.remove(event.request_id.inner());
    }

    pub(super) fn failed(&self, event: &EventLoadingFailed) {
        let mut state = self.state();
        let was_data = state.in_flight.remove(event.request_id.inner());
        let was_document = state.document_request.as_ref() == Some(event.request_id.inner());
        if event.canceled == Some(true) {
            return;
        }
        let error = ConnectorError::Unreachable { service: SERVICE, reason: event.error_text.clone() };
        if was_data {
            state.lost.get_or_insert(error);
        } else if was_document {
            state.document_lost = Some(error);
        }
    }
}
