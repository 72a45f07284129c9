//! `/api/admin/propostas/export`: the proposals of a period as a file.

use std::collections::BTreeMap;

use axum::extract::State;
use chrono::NaiveDateTime;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    model::{
        ProposalSummary, Proposals, ProposerProposals, Question, STATUS_OF_NONE, Standing, StatusFilter, UnitProposals,
    },
    read,
    routes::ProposalsParams,
};
use crate::{
    app::App,
    exports::{Book, Cell, FileParams, Summary, Table, chosen, per_piece, percent_of},
    http::{ApiError, attachment::Attachment, params::Params},
    kernel::{Cents, Service},
    operations,
};

/// The handler.
pub(super) fn reading() -> UtoipaMethodRouter<App> {
    routes!(export_proposals)
}

/// What was proposed in a period as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document.
#[utoipa::path(get, path = "/api/admin/propostas/export", tag = "proposals", params(FileParams, ProposalsParams),
    responses((status = 200, description = "An attachment that names the filters and the age of the data.")))]
async fn export_proposals(
    State(app): State<App>,
    Params(file): Params<FileParams>,
    Params(params): Params<ProposalsParams>,
) -> Result<Attachment, ApiError> {
    let format = file.format()?;
    let question = params.question(&app.clock)?;
    let proposals = read::compute(&app, &question).await?;
    let data_of = operations::heartbeat(&app.db, Service::Comercial).await?.last_run;
    let typed = Typed { unit: params.unit.as_deref(), status: params.status.as_deref() };
    book(proposals, &question, typed, data_of.as_deref(), app.clock.local()).file(format).await
}

/// The filters as they were typed.
#[derive(Debug, Clone, Copy)]
struct Typed<'a> {
    unit: Option<&'a str>,
    status: Option<&'a str>,
}

fn book(
    proposals: Proposals,
    question: &Question,
    typed: Typed<'_>,
    data_of: Option<&str>,
    made_at: NaiveDateTime,
) -> Book {
    let units = proposals.by_unit.iter().filter_map(|row| row.unit_name.as_deref());
    let unit = chosen(question.unit.as_deref(), typed.unit, units, "Todas");
    let status = status_name(&question.status, typed.status, &proposals.by_unit);
    let summary = Summary::of(question.period, made_at, data_of).text("Unidade", unit).text("Situação", status);
    let proposers = proposals.by_proposer.iter().map(proposer_row).collect();
    Book {
        name: "propostas",
        title: "Gestão de Propostas",
        period: question.period,
        made_at,
        tables: vec![
            figures(summary, proposals.summary),
            Table { title: "Unidades", columns: UNIT_COLUMNS, rows: unit_rows(&proposals) },
            Table { title: "Unidades por status", columns: STATUS_COLUMNS, rows: status_rows(&proposals) },
            Table { title: "Profissionais", columns: PROPOSER_COLUMNS, rows: proposers },
        ],
    }
}

/// What a filter means to a reader.
fn status_name(filter: &StatusFilter, typed: Option<&str>, rows: &[UnitProposals]) -> String {
    match filter {
        StatusFilter::All => "Todas".to_owned(),
        StatusFilter::Stage(Standing::Open) => "Em aberto".to_owned(),
        StatusFilter::Stage(Standing::Won) => "Aprovadas e executadas".to_owned(),
        StatusFilter::Stage(Standing::Lost) => "Recusadas e canceladas".to_owned(),
        StatusFilter::Named(status) if status == STATUS_OF_NONE => NO_STATUS.to_owned(),
        StatusFilter::Named(status) => {
            chosen(Some(status), typed, rows.iter().filter_map(|row| row.status.as_deref()), "Todas")
        }
    }
}

fn figures(begun: Summary, summary: ProposalSummary) -> Table {
    let ProposalSummary { qtd, valor, won_value, won_qtd, lost_value } = summary;
    begun
        .count("Total de propostas", qtd)
        .money("Valor total", valor)
        .count("Propostas convertidas (ganho)", won_qtd)
        .money("Convertido (ganho)", won_value)
        .percent("Taxa de conversão", percent_of(won_value.0, valor.0))
        .money("Em aberto", valor - won_value - lost_value)
        .money("Valor perdido", lost_value)
        .percent("Perdido do total", percent_of(lost_value.0, valor.0))
        .money("Ticket médio", per_piece(valor, qtd))
        .table()
}

const UNIT_COLUMNS: &[&str] = &["Unidade", "Propostas", "Valor total", "Ganho", "Em aberto", "Perdido"];
const NO_UNIT: &str = "Sem Unidade";
const NO_STATUS: &str = "Sem situação";
const NOBODY: &str = "Sistema";

/// Units by their value, highest first.
fn unit_rows(proposals: &Proposals) -> Vec<Vec<Cell>> {
    /// Pieces and value; of the value what is won, open, lost.
    #[derive(Default)]
    struct Unit {
        qtd: i64,
        valor: Cents,
        standings: [Cents; 3],
    }
    let mut units: BTreeMap<&str, Unit> = BTreeMap::new();
    for row in &proposals.by_unit {
        let unit = units.entry(row.unit_name.as_deref().unwrap_or(NO_UNIT)).or_default();
        unit.qtd += row.qtd;
        unit.valor += row.valor;
        unit.standings[match Standing::of(row.status.as_deref()) {
            Standing::Won => 0,
            Standing::Open => 1,
            Standing::Lost => 2,
        }] += row.valor;
    }
    let mut units: Vec<(&str, Unit)> = units.into_iter().collect();
    units.sort_by_key(|(_, unit)| std::cmp::Reverse(unit.valor));
    let row = |(name, unit): (&str, Unit)| {
        let [won, open, lost] = unit.standings.map(Cell::Money);
        vec![Cell::text(name), Cell::Count(unit.qtd), Cell::Money(unit.valor), won, open, lost]
    };
    units.into_iter().map(row).collect()
}

const STATUS_COLUMNS: &[&str] = &["Unidade", "Status", "Propostas", "Valor total"];

fn status_rows(proposals: &Proposals) -> Vec<Vec<Cell>> {
    let name = |name: &Option<String>, none: &str| Cell::text(name.as_deref().unwrap_or(none));
    let rows = proposals.by_unit.iter().map(|row| {
        vec![name(&row.unit_name, NO_UNIT), name(&row.status, NO_STATUS), Cell::Count(row.qtd), Cell::Money(row.valor)]
    });
    rows.collect()
}

const PROPOSER_COLUMNS: &[&str] = &[
    "Profissional",
    "Qtd",
    "Exec. Qtd",
    "Total Estimado",
    "Total Executado",
    "Taxa Conversão",
    "Ticket Médio",
    "Ticket Exec.",
];

fn proposer_row(proposer: &ProposerProposals) -> Vec<Cell> {
    let ProposerProposals { professional_name, qtd, valor, qtd_executado, valor_executado } = proposer;
    vec![
        Cell::text(professional_name.as_deref().unwrap_or(NOBODY)),
        Cell::Count(*qtd),
        Cell::Count(*qtd_executado),
        Cell::Money(*valor),
        Cell::Money(*valor_executado),
        Cell::Percent(percent_of(valor_executado.0, valor.0)),
        Cell::Money(per_piece(*valor, *qtd)),
        Cell::Money(per_piece(*valor_executado, (*qtd_executado).max(1))),
    ]
}
