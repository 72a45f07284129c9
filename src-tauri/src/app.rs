//! The application: built once, cloned everywhere. Tests build it too.

use std::sync::{Arc, atomic::AtomicU64};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    access::Access,
    config::Config,
    connectors::feegow::WebSession,
    db::{self, Db, DbError},
    documents::Documents,
    http::{cache::ResponseCache, events::Events},
    jobs::state::Orchestrator,
    kernel::Clock,
    professionals,
};

/// Pools, clock, settings and the small shared state. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    pub db: Db,
    /// Files of professionals and contract templates.
    pub documents: Documents,
    pub clock: Clock,
    pub events: Events,
    pub cache: Arc<ResponseCache>,
    /// Recent sessions, failed sign-ins.
    pub access: Arc<Access>,
    /// Wakes the listener of this process when a refresh is requested here.
    pub requested: Arc<Notify>,
    /// Whether this process runs the workers.
    pub orchestrator: Orchestrator,
    /// Ends when the process is asked to stop: open event streams close on it.
    pub stopping: CancellationToken,
    /// The one session at the Feegow web: whoever uses it takes a lease.
    pub feegow_web: WebSession,
    /// How often a unit's session at the reception queue was renewed: whoever remembers them reads them again.
    pub unit_sessions_renewed: Arc<AtomicU64>,
    /// What the register of professionals remembers between requests.
    pub professionals: Arc<professionals::Memory>,
    /// Files of professionals that arrive part by part.
    pub uploads: Arc<professionals::Sessions>,
}

impl App {
    /// Connects to the configured database. Does not migrate it.
    pub async fn connect(config: Config, clock: Clock) -> Result<Self, DbError> {
        let db = db::connect(&config.database).await?;
        Ok(Self::with_db(config, clock, db))
    }

    /// The application on an open database.
    pub fn with_db(config: Config, clock: Clock, db: Db) -> Self {
        Self {
            feegow_web: WebSession::new(&config.feegow, &config.workers, clock.clone()),
            documents: Documents::new(&config.storage),
            config: Arc::new(config),
            db,
            cache: Arc::new(ResponseCache::new(clock.clone())),
            clock,
            events: Events::new(),
            access: Arc::new(Access::new()),
            requested: Arc::new(Notify::new()),
            orchestrator: Orchestrator::default(),
            unit_sessions_renewed: Arc::default(),
            professionals: Arc::default(),
            uploads: Arc::default(),
            stopping: CancellationToken::new(),
        }
    }
}
