//! The application behind the window: starting, ready, or failed with a reason.

use std::{future::Future, sync::Arc};

use axum::Router;
use tokio::{runtime::Handle, sync::watch};

use crate::{
    app::App,
    http::router,
    jobs::{catalogue, runner::Runner},
};

/// The application and its router. Cheap to clone.
#[derive(Clone)]
pub(super) struct Ready {
    pub app: App,
    pub router: Router,
}

#[derive(Clone)]
enum State {
    Starting,
    Ready(Ready),
    /// For people: what went wrong.
    Failed(Arc<str>),
}

/// Handed to the window's commands. Cheap to clone.
#[derive(Clone)]
pub(super) struct Backend {
    state: watch::Receiver<State>,
    runner: Arc<tokio::sync::Mutex<Option<Runner>>>,
}

impl Backend {
    /// Starts the application in the background.
    pub fn start<F, K>(runtime: &Handle, start: F) -> Self
    where
        F: Future<Output = anyhow::Result<(App, K)>> + Send + 'static,
        K: Send + 'static,
    {
        let (sender, state) = watch::channel(State::Starting);
        let runner = Arc::new(tokio::sync::Mutex::new(None));
        let backend = Self { state, runner: runner.clone() };
        runtime.spawn(async move {
            let mut kept = None;
            let reached = match start.await {
                Ok((app, beside)) => {
                    kept = Some(beside);
                    if app.config.workers.enabled {
                        *runner.lock().await = Some(Runner::start(app.clone(), catalogue::all(&app)));
                    }
                    State::Ready(Ready { router: router::router(app.clone()), app })
                }
                Err(error) => {
                    tracing::error!("cannot start: {error:#}");
                    State::Failed(format!("{error:#}").into())
                }
            };
            sender.send_replace(reached);
            // Receivers wait on the sender: both stay until the runtime ends.
            std::future::pending::<()>().await;
            drop((sender, kept));
        });
        backend
    }

    /// Waits until the application has started.
    ///
    /// # Errors
    /// The reason it could not, for people.
    pub async fn ready(&self) -> Result<Ready, Arc<str>> {
        let mut state = self.state.clone();
        let reached = state.wait_for(|state| !matches!(state, State::Starting)).await;
        match reached.as_deref() {
            Ok(State::Ready(ready)) => Ok(ready.clone()),
            Ok(State::Failed(reason)) => Err(reason.clone()),
            Ok(State::Starting) | Err(_) => Err("the program is ending".into()),
        }
    }

    /// Ends open streams and running workers.
    pub async fn stop(&self) {
        let state = self.state.borrow().clone();
        if let State::Ready(ready) = state {
            ready.app.stopping.cancel();
        }
        if let Some(runner) = self.runner.lock().await.take() {
            runner.shutdown().await;
        }
    }
}
