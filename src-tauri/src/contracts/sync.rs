//! `contratos`: copies every benefit-card contract into `feegow_contracts`.

use std::{collections::BTreeMap, time::Duration};

use futures_util::{StreamExt, future::BoxFuture, stream};
use secrecy::SecretString;

use super::{
    replace::{self, Replaced},
    row::Scan,
};
use crate::{
    app::App,
    connectors::{
        ConnectorError,
        contracts::{Contracts, Page},
    },
    db::DbError,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::Service,
};

/// Pages read at the same time.
const PARALLEL: usize = 4;
/// More pages than any clinic has: an answer that says so is not believed.
const PAGES_MAX: u32 = 5_000;
/// After so many lost pages the service is taken for down.
const LOST_MAX: u32 = 8;
/// A few hundred pages of a slow service.
const TIMEOUT: Duration = Duration::from_secs(20 * 60);

const NO_TOKEN: &str = "FEEGOW_ACCESS_TOKEN não configurado";
const NO_FIRST_PAGE: &str = "Erro ao buscar página 1";
const NO_DATABASE: &str = "Falha no banco de dados";
/// Why a run that was told to stop gave way: what was not committed is rolled back.
const CANCELLED: &str = "told to stop";

/// Reads all pages, then replaces the table in one transaction. Without one of the pages nothing changes.
pub struct SyncContracts {
    contracts: Contracts,
    token: Option<SecretString>,
}

/// A complete scan, and how many contracts the service says there are.
struct Complete {
    scan: Scan,
    total: u64,
}

impl SyncContracts {
    /// The job on the configured Feegow account.
    pub fn new(app: &App) -> Self {
        let contracts = Contracts::new(&app.config.feegow, &app.config.workers, app.clock.clone());
        Self { contracts, token: app.config.feegow.access_token.clone() }
    }

    async fn cycle(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        let Some(token) = &self.token else { return Ok(Outcome::Failed(NO_TOKEN.into())) };
        let Complete { scan, total } = match self.scan(ctx, token).await {
            Ok(complete) => complete,
            Err(reason) => return Ok(Outcome::Failed(reason)),
        };
        if scan.unreadable_amounts > 0 {
            tracing::warn!(count = scan.unreadable_amounts, "contracts: amounts that cannot be read count as nothing");
        }
        let saved = scan.rows.len();
        Ok(match replace::replace(ctx, &scan, total).await? {
            Replaced::Whole => Outcome::Done(format!("Finalizado. Total Salvo: {saved}")),
            Replaced::Suspicious { found, expected } => Outcome::Partial(format!(
                "Total suspeito: {found} de {expected}; exclusões adiadas. Total Salvo: {saved}"
            )),
        })
    }

    /// Every page, or what people are told. Pages that the service adds meanwhile are read, too.
    async fn scan(&self, ctx: &JobCtx, token: &SecretString) -> Result<Complete, String> {
        let first = self.contracts.page(token, 1).await.map_err(|error| {
            lost(1, &error);
            NO_FIRST_PAGE.to_owned()
        })?;
        let (mut read, mut pages, mut total) = (1, first.pages, first.total);
        let mut scan = Scan::default();
        scan.add(first.contracts);
        while read < pages {
            if pages > PAGES_MAX {
                tracing::warn!(pages, "contracts: more pages than can be");
                return Err(incomplete(read, pages));
            }
            for (_, page) in self.pages(ctx, token, read + 1, pages).await? {
                read += 1;
                pages = pages.max(page.pages);
                total = total.max(page.total);
                scan.add(page.contracts);
            }
        }
        Ok(Complete { scan, total })
    }

    /// The pages from `first` to `last` by number, a few at a time; what people are told when one is missing.
    async fn pages(
        &self,
        ctx: &JobCtx,
        token: &SecretString,
        first: u32,
        last: u32,
    ) -> Result<BTreeMap<u32, Page>, String> {
        let mut answers = stream::iter(first..=last)
            .map(|number| async move { (number, self.contracts.page(token, number).await) })
            .buffer_unordered(PARALLEL);
        let (mut read, mut lost_pages) = (BTreeMap::new(), 0);
        while let Some((number, answer)) = answers.next().await {
            match answer {
                Ok(page) => {
                    read.insert(number, page);
                    ctx.progress(format!("Lendo contratos: {}/{last} páginas", first as usize - 1 + read.len()));
                }
                Err(error) => {
                    lost(number, &error);
                    lost_pages += 1;
                    if error.is_auth_expired() || lost_pages >= LOST_MAX {
                        break;
                    }
                }
            }
        }
        let count = u32::try_from(read.len()).unwrap_or(u32::MAX);
        if lost_pages > 0 { Err(incomplete(first - 1 + count, last)) } else { Ok(read) }
    }
}

fn lost(page: u32, error: &ConnectorError) {
    tracing::warn!(page, "contracts: {error}");
}

fn incomplete(read: u32, pages: u32) -> String {
    format!("Parcial: {read}/{pages} páginas; nada alterado")
}

impl Job for SyncContracts {
    fn service(&self) -> Service {
        Service::Contratos
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Agenda
    }

    fn timeout(&self) -> Duration {
        TIMEOUT
    }

    fn tables(&self) -> &'static [&'static str] {
        &["feegow_contracts"]
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            let outcome = tokio::select! {
                outcome = self.cycle(ctx) => outcome,
                () = ctx.cancel.cancelled() => return Outcome::Skipped(CANCELLED),
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!("contracts: {error:#}");
                Outcome::Failed(NO_DATABASE.into())
            })
        })
    }
}
