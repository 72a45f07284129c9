//! `certidoes`: marks ethics certificates that are about to expire or have expired, every day.

use std::{collections::HashMap, time::Duration};

use futures_util::future::BoxFuture;

use super::answer::marked;
use crate::{
    app::App,
    config::DocumentsMode,
    db::{DbError, Tx, during},
    in_transaction,
    jobs::{Job, JobCtx, Outcome, Rhythm},
    kernel::Service,
    professionals::{
        catalogue::CertificateStatus,
        standing::certificate_status,
        store::{
            listing,
            watch::{self, Mark},
        },
    },
};

/// Looking at a few thousand rows.
const TIMEOUT: Duration = Duration::from_secs(2 * 60);
const NO_DATABASE: &str = "Falha no banco de dados";

/// Looks at every active professional's certificate, and notes since when it has stood as it does.
pub struct WatchCertificates {
    mode: DocumentsMode,
}

impl WatchCertificates {
    /// The job on the configured register.
    pub fn new(app: &App) -> Self {
        Self { mode: app.config.professionals.documents_mode }
    }

    async fn cycle(&self, ctx: &JobCtx) -> Result<Outcome, DbError> {
        // Files and other programs' writes may have come since.
        listing::reconcile(&ctx.db, self.mode).await?;
        let today = ctx.clock.today();
        let (marks, found) = in_transaction!(&ctx.db, tx => {
            let (marks, found) = {
                let tx = &mut Tx::from(&mut **tx);
                let stored = watch::marks(tx).await?;
                let due = watch::due(tx, today).await?;
                let marks = judged(&stored, due, today);
                let found = marks.iter().filter(|mark| mark.since == today.to_string()).count();
                watch::replace_marks(tx, &stored, &marks).await?;
                (marks, found)
            };
            ctx.fence.confirm(&mut **tx).await?;
            Ok((marks, found))
        })
        .map_err(during("hub_certificate_marks.replace"))?;
        let count = |status: CertificateStatus| marks.iter().filter(|mark| mark.status == status.code()).count();
        Ok(Outcome::Done(format!(
            "Certidões: {} vencendo, {} vencidas; novas hoje: {found}",
            count(CertificateStatus::Vencendo),
            count(CertificateStatus::Vencida),
        )))
    }
}

/// How the certificates stand today; one that stood so before keeps since when.
fn judged(stored: &[Mark], due: Vec<(String, String)>, today: chrono::NaiveDate) -> Vec<Mark> {
    let known: HashMap<&str, &Mark> = stored.iter().map(|mark| (mark.professional_id.as_str(), mark)).collect();
    let mark = |(professional_id, expires_at): (String, String)| {
        let status = marked(certificate_status(Some(&expires_at), today))?;
        let before = known.get(professional_id.as_str()).filter(|mark| mark.status == status);
        let since = before.map_or_else(|| today.to_string(), |mark| mark.since.clone());
        Some(Mark { professional_id, status: status.to_owned(), expires_at: Some(expires_at), since })
    };
    due.into_iter().filter_map(mark).collect()
}

impl Job for WatchCertificates {
    fn service(&self) -> Service {
        Service::Certidoes
    }

    fn rhythm(&self) -> Rhythm {
        Rhythm::Agenda
    }

    fn timeout(&self) -> Duration {
        TIMEOUT
    }

    fn tables(&self) -> &'static [&'static str] {
        &["hub_certificate_marks", "hub_professional_list"]
    }

    fn run<'a>(&'a self, ctx: &'a JobCtx) -> BoxFuture<'a, Outcome> {
        Box::pin(async {
            self.cycle(ctx).await.unwrap_or_else(|error| {
                tracing::error!("certificates: {error:#}");
                Outcome::Failed(NO_DATABASE.into())
            })
        })
    }
}
