//! What the watch tells: counts, and people in the order of urgency.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    app::App,
    config::DocumentsMode,
    db::during,
    http::{ApiError, json::Success},
    in_snapshot,
    operations::HeartbeatView,
    professionals::{
        catalogue::CertificateStatus,
        list::{page_number, page_size},
        model::{Pagination, Registration},
        record::Record,
        standing::Standing,
        store::{records, watch},
    },
};

/// Records read in one go.
const CHUNK: usize = 500;

/// Whom the watch is asked about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::professionals) enum Kind {
    /// Everybody with something to be done.
    #[default]
    All,
    /// Certificates that are about to expire, or have.
    Expiring,
    /// Records from which something is missing.
    Pending,
}

/// Which items are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct WatchParams {
    /// `all`, `expiring` (certificates) or `pending` (something is missing).
    #[param(example = "expiring")]
    kind: Option<String>,
    /// 1 when missing.
    page: Option<String>,
    /// 20 when missing, 100 at most.
    page_size: Option<String>,
}

/// What was asked, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub kind: Kind,
    pub page: i64,
    pub page_size: i64,
}

impl WatchParams {
    pub(super) fn asked(&self) -> Asked {
        Asked {
            kind: match self.kind.as_deref().unwrap_or_default().trim().to_lowercase().as_str() {
                "expiring" => Kind::Expiring,
                "pending" => Kind::Pending,
                _ => Kind::All,
            },
            page: page_number(self.page.as_deref()),
            page_size: page_size(self.page_size.as_deref()),
        }
    }
}

/// Active professionals with something to be done.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(super) struct WatchPage {
    pub status: Success,
    /// Certificates first, the earliest last day first; then by name.
    pub data: Vec<WatchItem>,
    pub summary: WatchSummary,
    /// `null` while nothing that the watch found still stands.
    #[schema(required)]
    pub newest: Option<Newest>,
    pub pagination: Pagination,
    /// The service `certidoes`.
    pub heartbeat: HeartbeatView,
}

/// All active professionals together, whatever was asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct WatchSummary {
    /// Certificates that have expired.
    pub vencidas: i64,
    /// Certificates good until one of the next 30 days, today included.
    pub vencendo: i64,
    /// Nobody has seen a certificate, or knows until when it is good.
    pub pendentes: i64,
    /// Records from which something is missing.
    pub incompletos: i64,
    /// Expired or expiring certificates that the watch has found for the first time today.
    pub novas: i64,
}

/// The latest findings of the watch: whoever was told of these has been told of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Newest {
    /// The day on which it found them.
    #[schema(example = "2026-02-19")]
    pub day: String,
    /// How many on that day.
    pub count: i64,
}

impl Newest {
    /// Of the days on which something was found.
    fn of<'a>(days: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let day = days.clone().max()?;
        Some(Self { day: day.to_owned(), count: count(days.filter(|found| *found == day)) })
    }
}

fn count<T>(things: impl Iterator<Item = T>) -> i64 {
    i64::try_from(things.count()).unwrap_or(i64::MAX)
}

/// What is to be done for one professional.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct WatchItem {
    pub id: String,
    pub name: String,
    pub specialty: String,
    #[schema(required)]
    pub phone: Option<String>,
    #[schema(required)]
    pub primary_registration: Option<Registration>,
    /// `OK`, `VENCENDO`, `VENCIDA` or `PENDENTE`.
    #[schema(example = "VENCENDO")]
    pub certidao_status: &'static str,
    #[schema(required)]
    pub certidao_expires_at: Option<String>,
    /// Days until the last day: 0 today, negative once it has expired; `null` without one.
    #[schema(required, example = 12)]
    pub days_left: Option<i64>,
    /// The day on which the watch first found this status; `null` before it has, and for others than
    /// `VENCENDO` and `VENCIDA`.
    #[schema(required)]
    pub since: Option<String>,
    pub missing_fields: Vec<String>,
    pub missing_docs: Vec<String>,
}

impl WatchItem {
    /// Whether something is missing from the record.
    pub(super) fn is_incomplete(&self) -> bool {
        !self.missing_fields.is_empty() || !self.missing_docs.is_empty()
    }

    fn of(record: &Record, mode: DocumentsMode, today: NaiveDate, since: Option<&(String, String)>) -> Self {
        let stored = &record.professional;
        let standing = Standing::of(record, mode);
        let status = standing.certificate(today);
        let last_day: Option<NaiveDate> = standing.due().and_then(|due| due.parse().ok());
        Self {
            id: stored.id.clone(),
            name: stored.name.clone(),
            specialty: stored.primary_specialty.clone().unwrap_or_else(|| stored.specialty.clone()),
            phone: stored.phone.clone(),
            primary_registration: record.registrations.iter().find(|it| it.is_primary).map(Registration::from),
            certidao_status: status.code(),
            days_left: last_day.map(|day| (day - today).num_days()),
            since: since.filter(|(marked, _)| marked == status.code()).map(|(_, since)| since.clone()),
            missing_fields: standing.missing_fields.iter().map(|name| (*name).to_owned()).collect(),
            missing_docs: standing.missing_docs.iter().map(|kind| kind.code().to_owned()).collect(),
            certidao_expires_at: standing.expires_at,
        }
    }
}

/// Items and counts, without the heartbeat.
pub(super) struct Watched {
    pub items: Vec<WatchItem>,
    pub summary: WatchSummary,
    pub newest: Option<Newest>,
    pub total: i64,
}

/// The items asked for, as they stand on `today`.
pub(super) async fn read(app: &App, asked: Asked, today: NaiveDate) -> Result<Watched, ApiError> {
    app.professionals.keep_true(app).await?;
    let mode = app.config.professionals.documents_mode;
    let (summary, total, records, marks) = in_snapshot!(&app.db, tx => {
        let counts = watch::counts(tx, today).await?;
        let (total, ids) = watch::items(tx, asked.kind, today, asked.page, asked.page_size).await?;
        let mut records = Vec::new();
        for ids in ids.chunks(CHUNK) {
            records.extend(records::by_ids(tx, ids).await?);
        }
        let marks = watch::marks(tx).await?;
        Ok((counts, total, records, marks))
    })
    .map_err(during("hub_professional_list.watch"))?;
    let marks: HashMap<String, (String, String)> =
        marks.into_iter().map(|mark| (mark.professional_id, (mark.status, mark.since))).collect();
    let today_text = today.to_string();
    let newest = Newest::of(marks.values().map(|(_, since)| since.as_str()));
    let novas = count(marks.values().filter(|(_, since)| *since == today_text));
    let item = |record: &Record| WatchItem::of(record, mode, today, marks.get(&record.professional.id));
    let items = records.iter().map(item).collect();
    let summary = WatchSummary {
        vencidas: summary.expired,
        vencendo: summary.expiring,
        pendentes: summary.unknown,
        incompletos: summary.incomplete,
        novas,
    };
    Ok(Watched { items, summary, newest, total })
}

/// The status of a certificate that the watch marks; `None` for one it does not.
pub(super) fn marked(status: CertificateStatus) -> Option<&'static str> {
    match status {
        CertificateStatus::Vencendo | CertificateStatus::Vencida => Some(status.code()),
        CertificateStatus::Ok | CertificateStatus::Pendente => None,
    }
}
