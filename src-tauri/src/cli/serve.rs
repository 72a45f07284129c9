//! `hub serve`: the dashboard, the API and the workers, without a display.

use std::{
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    process::ExitCode,
    time::Duration,
};

use tokio::net::TcpListener;

use super::{OK, settings};
use crate::{
    access::bootstrap,
    app::App,
    config::{Env, RunAs},
    db,
    http::{router, server},
    jobs::{catalogue, runner::Runner},
    kernel::Clock,
};

/// How long open requests may still run after the process was asked to stop.
const DRAIN: Duration = Duration::from_secs(5);

pub(super) const LONG_ABOUT: &str = "\
Serve the dashboard and the API, and run the workers.

Prints one line with its address and serves until Ctrl-C or a termination
signal. The database is built or adopted first. Of several servers on one
database one runs the workers, the others stand by; WORKERS_ENABLED=0 only
serves. Settings are described in .env.sample.";

const AFTER_HELP: &str = "\
Exit status: 0 stopped as asked, 1 failed, 2 wrong usage or settings.

Examples:
  hub serve                            on the embedded database
  hub serve --bind 0.0.0.0 --port 80   for the whole network
  MYSQL_URL=mysql://user:password@host:3306/database hub serve";

#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Address to listen on: 0.0.0.0 for every network [default: HUB_BIND, else 127.0.0.1, this machine only]
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<IpAddr>,
    /// Port to listen on; 0 takes any free one [default: PORT, else 3000]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
}

impl Args {
    /// The command line wins over the environment.
    fn apply(&self, env: &mut Env) {
        if let Some(bind) = self.bind {
            env.set("HUB_BIND", bind.to_string());
        }
        if let Some(port) = self.port {
            env.set("PORT", port.to_string());
        }
    }
}

/// Runs until the process is asked to stop.
pub async fn run(args: Args, mut env: Env) -> anyhow::Result<ExitCode> {
    args.apply(&mut env);
    let config = settings(&env, RunAs::Headless)?;
    let app = App::connect(config, Clock::system()).await?;
    open_database(&app).await?;
    let listening = listen(&app).await?;
    println!("Hub Consultare: http://{}", listening.address);
    listening.serve(app).await
}

/// Migrates the database and makes the first administrator when the settings name one.
pub(super) async fn open_database(app: &App) -> anyhow::Result<()> {
    let database = &app.config.database;
    tracing::info!(provider = app.db.provider(), location = database.location(), "database");
    let report = db::migrate(&app.db).await?;
    tracing::info!("{report}");
    for warning in &report.warnings {
        tracing::warn!("{warning}");
    }
    bootstrap::from_settings(app).await?;
    Ok(())
}

/// Binds the configured port.
pub(super) async fn listen(app: &App) -> anyhow::Result<Listening> {
    let bind = app.config.server.bind;
    let listener = TcpListener::bind(bind).await.map_err(|error| {
        let remedy = match error.kind() {
            ErrorKind::AddrInUse => "the port is taken: stop the program that listens there, or choose another --port",
            ErrorKind::PermissionDenied => "ports below 1024 need more rights: choose a higher --port",
            ErrorKind::AddrNotAvailable => "this machine has no such address: correct --bind or HUB_BIND",
            _ => "choose another --port or --bind",
        };
        anyhow::anyhow!("cannot listen on {bind} ({error}): {remedy}")
    })?;
    let mut address = listener.local_addr()?;
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    Ok(Listening { listener, address })
}

/// A bound port.
pub(super) struct Listening {
    listener: TcpListener,
    /// Where it listens; a wildcard address is shown as loopback.
    pub address: SocketAddr,
}

impl Listening {
    /// Serves and runs the workers until the process is asked to stop.
    pub(super) async fn serve(self, app: App) -> anyhow::Result<ExitCode> {
        let runner = app.config.workers.enabled.then(|| Runner::start(app.clone(), catalogue::all(&app)));
        if runner.is_none() {
            tracing::info!("workers are switched off here (WORKERS_ENABLED=0)");
        }
        let stopping = app.stopping.clone();
        let limits = server::Limits::of_this_machine();
        let router = router::router(app.clone());
        let mut server =
            tokio::spawn(server::serve(self.listener, router, app.clock.clone(), stopping.clone(), limits));
        tokio::select! {
            ended = &mut server => ended?,
            () = asked_to_stop() => {
                tracing::info!("stopping");
                stopping.cancel();
                if app.clock.timeout(DRAIN, &mut server).await.is_none() {
                    tracing::warn!("some requests were still open after {} s", DRAIN.as_secs());
                }
            }
        }
        if let Some(runner) = runner {
            runner.shutdown().await;
        }
        Ok(ExitCode::from(OK))
    }
}

/// Resolves on Ctrl-C or a termination signal.
pub(super) async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).expect("the runtime has signals enabled");
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = tokio::signal::ctrl_c().await;
    }
}
