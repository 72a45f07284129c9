//! The one session at the Feegow web: who uses it, in which unit it stands, when it is renewed.

use std::{sync::Arc, time::Duration};

use tokio::sync::{Mutex, MutexGuard};

use super::{
    SERVICE,
    backoff::Backoff,
    login::{LoginError, WebLogin, log_in},
    medical_queue::{self, WaitingLine},
};
use crate::{
    config::{FeegowConfig, WorkersConfig},
    connectors::{
        ConnectorError,
        http::{Call, Http},
    },
    kernel::{ClinicUnit, Clock},
};

const USER_AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0.0.0 Safari/537.36";
const SWITCH_TIMEOUT: Duration = Duration::from_secs(10);
/// Switching for the report and the tokens may take longer than for a queue.
const WIDE_SWITCH_TIMEOUT: Duration = Duration::from_secs(60);
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);
/// Feegow needs a moment after the unit of a session changed.
const AFTER_SWITCH: Duration = Duration::from_secs(1);
/// How long the report and the tokens wait for somebody else's lease.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// The first wait after a failed login, doubled up to the longest, so that a wrong password does
/// not lock the account.
const LOGIN_WAIT: Duration = Duration::from_secs(30);
const LOGIN_WAIT_MAX: Duration = Duration::from_secs(10 * 60);
/// Renewing a session that is refused even when new is not tried more often than this.
const RENEWAL_WAIT_MAX: Duration = Duration::from_secs(2 * 60);

/// Why a unit's queue is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueueError {
    #[error(transparent)]
    Login(#[from] LoginError),
    #[error(transparent)]
    Call(#[from] ConnectorError),
    /// The page came, but nothing in it says that it is the queue.
    #[error("Feegow sent a page that is not the medical queue")]
    Untrusted,
}

/// The session of this process. Feegow allows one per user and keeps the unit in it, so it is used
/// by one sequence of calls at a time: take a [`Lease`]. Clones are the same session.
#[derive(Clone)]
pub struct WebSession(Arc<Inner>);

struct Inner {
    base_url: String,
    workers: WorkersConfig,
    clock: Clock,
    state: Mutex<State>,
}

struct State {
    /// Carries the cookies of a session that was logged in.
    http: Option<Http>,
    /// The login the session belongs to.
    owner: Option<[u8; 32]>,
    login: Backoff,
    renewal: Backoff,
}

impl WebSession {
    /// A session that logs in when it is first used.
    pub fn new(feegow: &FeegowConfig, workers: &WorkersConfig, clock: Clock) -> Self {
        let state = State {
            http: None,
            owner: None,
            login: Backoff::new(LOGIN_WAIT, LOGIN_WAIT_MAX),
            renewal: Backoff::new(LOGIN_WAIT, RENEWAL_WAIT_MAX),
        };
        let base_url = feegow.web_base_url.clone();
        Self(Arc::new(Inner { base_url, workers: workers.clone(), clock, state: Mutex::new(state) }))
    }

    /// Exclusive use of the session for one sequence; `None` when somebody else keeps it for longer
    /// than `patience`.
    pub async fn lease(&self, patience: Duration) -> Option<Lease<'_>> {
        let state = self.0.clock.timeout(patience, self.0.state.lock()).await?;
        Some(Lease { session: &self.0, state, may_take_over: true, may_renew: true })
    }
}

impl WebSession {
    /// Like [`WebSession::lease`], as a worker that is worth waiting for: `waiting` is called once when somebody else
    /// has the session, then up to ten minutes are waited.
    pub async fn lease_patiently(&self, waiting: impl FnOnce()) -> Option<Lease<'_>> {
        if let Ok(state) = self.0.state.try_lock() {
            return Some(Lease { session: &self.0, state, may_take_over: true, may_renew: true });
        }
        waiting();
        self.lease(PATIENCE).await
    }
}

/// Exclusive use of the session. Within one lease it is renewed at most once, and another session
/// of the same user is ended at most once.
pub struct Lease<'a> {
    session: &'a Inner,
    state: MutexGuard<'a, State>,
    may_take_over: bool,
    may_renew: bool,
}

impl Lease<'_> {
    /// The medical queue of `unit`: logs in when needed, switches the unit, reads the page.
    ///
    /// # Errors
    /// The queue is not known; an empty list means that nobody waits.
    pub async fn medical_queue(
        &mut self,
        login: WebLogin<'_>,
        unit: ClinicUnit,
    ) -> Result<Vec<WaitingLine>, QueueError> {
        let first = self.read_queue(login, unit).await;
        if !is_refused(&first) || !self.begin_again() {
            return first;
        }
        let second = self.read_queue(login, unit).await;
        self.began_again(is_refused(&second));
        second
    }

    /// The session's client, logged in and standing in `unit` (0: all units at once).
    ///
    /// # Errors
    /// There is no session, or the unit could not be switched.
    pub(super) async fn standing_in<E: From<LoginError> + From<ConnectorError>>(
        &mut self,
        login: WebLogin<'_>,
        unit: i64,
    ) -> Result<Http, E> {
        self.ensure_logged_in(login).await?;
        let Some(http) = self.state.http.clone() else { return Err(LoginError::Waiting.into()) };
        let base = &self.session.base_url;
        http.read_page(&Call::get(switch_address(base, unit), WIDE_SWITCH_TIMEOUT)).await?;
        self.session.clock.sleep(self.session.workers.pause(AFTER_SWITCH)).await;
        Ok(http)
    }

    /// Forgets a session that was refused, so that the next use logs in again. `false` when this lease did so
    /// already, or when sessions were refused even when new.
    pub(super) fn begin_again(&mut self) -> bool {
        if !self.may_renew || self.state.renewal.is_waiting(self.session.clock.now()) {
            return false;
        }
        self.may_renew = false;
        self.state.http = None;
        tracing::info!("the Feegow session is gone: logging in again");
        true
    }

    /// Tells whether the new session was refused as well.
    pub(super) fn began_again(&mut self, is_refused: bool) {
        if is_refused {
            self.state.renewal.failed(self.session.clock.now());
        } else {
            self.state.renewal.succeeded();
        }
    }

    /// Lets a browser log in by itself: the session kept here ends with that.
    ///
    /// # Errors
    /// [`LoginError::Waiting`] so soon after a failed login.
    pub(super) fn hand_over(&mut self, login: WebLogin<'_>) -> Result<(), LoginError> {
        self.belong_to(login);
        if self.state.login.is_waiting(self.session.clock.now()) {
            return Err(LoginError::Waiting);
        }
        self.state.http = None;
        Ok(())
    }

    /// How the browser's login ended: a wrong password counts here as well.
    pub(super) fn handed_over(&mut self, outcome: Result<(), &LoginError>) {
        let clock = &self.session.clock;
        match outcome {
            Ok(()) => self.state.login.succeeded(),
            Err(LoginError::Refused) => self.state.login.failed(clock.now()),
            Err(LoginError::Waiting | LoginError::Failed(_)) => self.state.login.unavailable(clock.now()),
        }
    }

    /// Whether another session of the user may be ended now: once per lease.
    pub(super) fn take_over(&mut self) -> bool {
        std::mem::take(&mut self.may_take_over)
    }

    /// Other credentials: neither the session nor its failures are theirs.
    fn belong_to(&mut self, login: WebLogin<'_>) {
        let owner = login.fingerprint();
        if self.state.owner != Some(owner) {
            self.state.owner = Some(owner);
            self.state.http = None;
            self.state.login.succeeded();
            self.state.renewal.succeeded();
        }
    }

    async fn ensure_logged_in(&mut self, login: WebLogin<'_>) -> Result<(), LoginError> {
        self.belong_to(login);
        if self.state.http.is_some() {
            return Ok(());
        }
        let clock = &self.session.clock;
        if self.state.login.is_waiting(clock.now()) {
            return Err(LoginError::Waiting);
        }
        let http = Http::web(SERVICE, &self.session.workers, clock.clone(), USER_AGENT);
        match log_in(&http, &self.session.base_url, login, &mut self.may_take_over).await {
            Ok(()) => {
                self.state.login.succeeded();
                self.state.http = Some(http);
                Ok(())
            }
            Err(error) => {
                tracing::warn!(%error, "no Feegow session");
                match error {
                    LoginError::Refused => self.state.login.failed(clock.now()),
                    LoginError::Waiting | LoginError::Failed(_) => self.state.login.unavailable(clock.now()),
                }
                Err(error)
            }
        }
    }

    async fn read_queue(&mut self, login: WebLogin<'_>, unit: ClinicUnit) -> Result<Vec<WaitingLine>, QueueError> {
        self.ensure_logged_in(login).await?;
        let Some(http) = &self.state.http else { return Err(LoginError::Waiting.into()) };
        let base = &self.session.base_url;
        http.read_page(&Call::get(switch_address(base, unit.id()), SWITCH_TIMEOUT)).await?;
        self.session.clock.sleep(self.session.workers.pause(AFTER_SWITCH)).await;
        let queue = Call::get(format!("{base}/v8.1/ListaEsperaCont.asp"), QUEUE_TIMEOUT)
            .query("TipoAtendimentoTriagem", "ATENDIMENTO")
            .query("FiltroStatus", "2")
            .query("Ordem", "HoraSta")
            .query("StatusExibir", "4");
        let page = http.read_page(&queue).await?;
        medical_queue::parse(&page).ok_or(QueueError::Untrusted)
    }
}

/// Whether the session, not the page, is at fault.
fn is_refused<T>(outcome: &Result<T, QueueError>) -> bool {
    matches!(outcome, Err(QueueError::Call(error)) if error.is_auth_expired())
}

/// The address that puts a session into a unit.
pub(super) fn switch_address(base_url: &str, unit: i64) -> String {
    format!("{base_url}/v8.1/?P=MudaLocal&Pers=1&MudaLocal={unit}")
}
