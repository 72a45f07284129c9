//! `/api/admin/profissionais/pendencias/export`: what is to be done in the register as a file.

use axum::extract::State;
use chrono::NaiveDateTime;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::answer::{self, Asked, Kind, WatchItem, WatchParams, WatchSummary, Watched};
use crate::{
    app::App,
    exports::{Book, Cell, FileParams, Summary, Table},
    http::{ApiError, attachment::Attachment, params::Params},
    kernel::{Period, stamp},
    professionals::catalogue::{CertificateStatus, DocumentType, field_label},
};

/// More people than any clinic has: a file has no pages.
const EVERYBODY: i64 = 1_000_000;

const COLUMNS: &[&str] = &[
    "Profissional",
    "Especialidade",
    "Registro principal",
    "Telefone",
    "Certidão",
    "Vencimento",
    "Dias restantes",
    "Desde",
    "Documentos faltando",
    "Campos faltando",
];

/// The handler.
pub(super) fn reading() -> UtoipaMethodRouter<App> {
    routes!(export_pending)
}

/// What is to be done in the register as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document.
/// Pages are not asked for: everybody is in it.
#[utoipa::path(get, path = "/api/admin/profissionais/pendencias/export", tag = "professionals",
    params(FileParams, WatchParams),
    responses((status = 200, description = "An attachment that names what was asked for.")))]
async fn export_pending(
    State(app): State<App>,
    Params(file): Params<FileParams>,
    Params(params): Params<WatchParams>,
) -> Result<Attachment, ApiError> {
    let format = file.format()?;
    let asked = Asked { page: 1, page_size: EVERYBODY, ..params.asked() };
    let watched = answer::read(&app, asked, app.clock.today()).await?;
    book(&watched, asked.kind, app.clock.local()).file(format).await
}

fn book(watched: &Watched, kind: Kind, made_at: NaiveDateTime) -> Book {
    let period = Period::new(made_at.date(), made_at.date());
    let WatchSummary { vencidas, vencendo, pendentes, incompletos, novas: _ } = watched.summary;
    let shown = match kind {
        Kind::All => "Certidões e cadastros pendentes",
        Kind::Expiring => "Certidões vencidas ou vencendo",
        Kind::Pending => "Cadastros pendentes",
    };
    // Nothing of it is kept anywhere: the data is as old as the file.
    let summary = Summary::of(period, made_at, Some(&stamp::wall(made_at)))
        .text("Itens", shown)
        .count("Certidões vencidas", vencidas)
        .count("Certidões vencendo em 30 dias", vencendo)
        .count("Certidões pendentes", pendentes)
        .count("Cadastros incompletos", incompletos)
        .table();
    let rows = watched.items.iter().map(row).collect();
    let items = Table { title: "Pendências", columns: COLUMNS, rows };
    Book {
        name: "profissionais-pendencias",
        title: "Pendências de Profissionais",
        period,
        made_at,
        tables: vec![summary, items],
    }
}

fn row(item: &WatchItem) -> Vec<Cell> {
    let nothing = || Cell::text("");
    let day = |day: &Option<String>| day.as_deref().map_or_else(nothing, Cell::day);
    let status =
        CertificateStatus::from_name(item.certidao_status).map_or(item.certidao_status, CertificateStatus::label);
    let registration = item
        .primary_registration
        .as_ref()
        .map(|it| format!("{}/{} {}", it.council_type, it.council_uf, it.council_number));
    let document = |code: &String| match DocumentType::from_code(code) {
        Some(kind) => kind.label().to_owned(),
        None => code.clone(),
    };
    let documents: Vec<String> = item.missing_docs.iter().map(document).collect();
    vec![
        Cell::text(&item.name),
        Cell::text(&item.specialty),
        Cell::text(registration.unwrap_or_default()),
        Cell::text(item.phone.clone().unwrap_or_default()),
        Cell::text(status),
        day(&item.certidao_expires_at),
        item.days_left.map_or_else(nothing, Cell::Count),
        day(&item.since),
        Cell::text(documents.join(", ")),
        Cell::text(item.missing_fields.iter().map(|name| field_label(name)).collect::<Vec<_>>().join(", ")),
    ]
}
