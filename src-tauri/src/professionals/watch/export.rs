//! `/api/admin/profissionais/pendencias/export`: what is to be done in the register as a file.

use std::collections::HashSet;

use axum::extract::State;
use chrono::NaiveDateTime;
use serde::Deserialize;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::answer::{self, Asked, Kind, WatchItem, WatchParams};
use crate::{
    app::App,
    db::during,
    exports::{Book, Cell, FileParams, Summary, Table},
    http::{ApiError, attachment::Attachment, error::ErrorBody, params::Params},
    in_snapshot,
    kernel::{Period, stamp},
    professionals::{
        catalogue::{CertificateStatus, ContractType, DocumentType, field_label},
        list::{ListParams, Question, StatusFilter},
        store::listing,
    },
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

/// The search and the specialty of the list as they were typed, for the file's first page.
#[derive(Debug, Clone, Default, Deserialize)]
struct Typed {
    search: Option<String>,
    specialty: Option<String>,
}

impl Typed {
    /// What was searched for.
    fn search(&self) -> &str {
        self.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).unwrap_or("Nenhuma")
    }

    /// The specialty as it was written, when `question` asks for one.
    fn specialty(&self, question: &Question) -> &str {
        let written = self.specialty.as_deref().map(str::trim);
        written.filter(|_| question.specialty.is_some()).unwrap_or("Todas")
    }
}

/// The handler.
pub(super) fn reading() -> UtoipaMethodRouter<App> {
    routes!(export_pending)
}

/// What is to be done in the register as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document.
/// It takes the filters of the list, and no pages.
#[utoipa::path(get, path = "/api/admin/profissionais/pendencias/export", tag = "professionals",
    params(FileParams,
        ("kind" = Option<String>, Query, description = "`all`, `expiring` (certificates) or `pending` (something is missing).",
            example = "expiring"),
        ("search" = Option<String>, Query, description = "As in the list."),
        ("status" = Option<String>, Query, description = "As in the list.", example = "pending"),
        ("certidaoStatus" = Option<String>, Query, description = "As in the list.", example = "VENCENDO"),
        ("contractType" = Option<String>, Query, description = "As in the list.", example = "PJ_PADRAO"),
        ("specialty" = Option<String>, Query, description = "As in the list.", example = "Cardiologia"),
        ("hasFeegowPermissions" = Option<String>, Query, description = "As in the list.", example = "true"),
        ("pending" = Option<String>, Query, description = "As in the list.", example = "false")),
    responses((status = 200, description = "An attachment that names the filters."),
        (status = 400, body = ErrorBody)))]
async fn export_pending(
    State(app): State<App>,
    Params(file): Params<FileParams>,
    Params(watch): Params<WatchParams>,
    Params(list): Params<ListParams>,
    Params(typed): Params<Typed>,
) -> Result<Attachment, ApiError> {
    let format = file.format()?;
    let (made_at, today) = (app.clock.local(), app.clock.today());
    let asked = Asked { page: 1, page_size: EVERYBODY, ..watch.asked() };
    let question = Question { page: 1, page_size: EVERYBODY, ..list.question()? };
    let mut items = answer::read(&app, asked, today).await?.items;
    let listed: HashSet<String> = in_snapshot!(&app.db, tx => { listing::page(tx, &question, today).await })
        .map_err(during("hub_professional_list.export"))?
        .into_iter()
        .collect();
    items.retain(|item| listed.contains(&item.id));
    book(&items, asked.kind, &question, &typed, made_at).file(format).await
}

fn book(items: &[WatchItem], kind: Kind, question: &Question, typed: &Typed, made_at: NaiveDateTime) -> Book {
    let period = Period::new(made_at.date(), made_at.date());
    let count = |of: &dyn Fn(&WatchItem) -> bool| {
        i64::try_from(items.iter().filter(|item| of(item)).count()).unwrap_or(i64::MAX)
    };
    let standing = |status: CertificateStatus| count(&|item| item.certidao_status == status.code());
    let shown = match kind {
        Kind::All => "Certidões e cadastros pendentes",
        Kind::Expiring => "Certidões vencidas ou vencendo",
        Kind::Pending => "Cadastros pendentes",
    };
    // Nothing of it is kept anywhere: the data is as old as the file.
    let summary = Summary::of(period, made_at, Some(&stamp::wall(made_at)))
        .text("Itens", shown)
        .text("Busca", typed.search())
        .text("Status", status_name(question.status))
        .text("Certidão", question.certificate.map_or("Todas", CertificateStatus::label))
        .text("Cadastro", choice(question.is_pending, ["Todos", "Completos", "Pendentes"]))
        .text("Tipo contrato", question.contract_type.map_or("Todos", ContractType::label))
        .text("Especialidade", typed.specialty(question))
        .text("Feegow", choice(question.has_feegow, ["Todos", "Sem permissão", "Com permissão"]))
        .count("Certidões vencidas", standing(CertificateStatus::Vencida))
        .count("Certidões vencendo em 30 dias", standing(CertificateStatus::Vencendo))
        .count("Certidões pendentes", standing(CertificateStatus::Pendente))
        .count("Cadastros incompletos", count(&WatchItem::is_incomplete))
        .table();
    let rows = items.iter().map(row).collect();
    let items = Table { title: "Pendências", columns: COLUMNS, rows };
    Book {
        name: "profissionais-pendencias",
        title: "Pendências de Profissionais",
        period,
        made_at,
        tables: vec![summary, items],
    }
}

/// The word for everybody, for `false` and for `true`.
fn choice(asked: Option<bool>, [all, no, yes]: [&'static str; 3]) -> &'static str {
    match asked {
        None => all,
        Some(false) => no,
        Some(true) => yes,
    }
}

/// As the list's filter names it.
const fn status_name(status: StatusFilter) -> &'static str {
    match status {
        StatusFilter::All => "Todos",
        StatusFilter::Active => "Ativos",
        StatusFilter::Inactive => "Inativos",
        StatusFilter::Pending => "Pendentes",
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
