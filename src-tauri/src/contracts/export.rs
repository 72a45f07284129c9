//! `/api/admin/contratos/export`: the benefit card in figures as a file.

use axum::extract::State;
use chrono::NaiveDateTime;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    model::{CARD_UNIT, CardDay, Figures},
    read,
    routes::ContractsParams,
};
use crate::{
    app::App,
    exports::{Book, Cell, FileParams, Summary, Table},
    http::{ApiError, attachment::Attachment, params::Params},
    kernel::{Period, Service},
    operations,
};

/// The handler.
pub(super) fn reading() -> UtoipaMethodRouter<App> {
    routes!(export_contracts)
}

/// The benefit card as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document.
#[utoipa::path(get, path = "/api/admin/contratos/export", tag = "contracts", params(FileParams, ContractsParams),
    responses((status = 200, description = "An attachment that names the days asked for and the age of the data.")))]
async fn export_contracts(
    State(app): State<App>,
    Params(file): Params<FileParams>,
    Params(params): Params<ContractsParams>,
) -> Result<Attachment, ApiError> {
    let format = file.format()?;
    let period = params.period(app.clock.today())?;
    let figures = read::figures(&app, period).await?;
    let contracts_of = operations::heartbeat(&app.db, Service::Contratos).await?.last_run;
    book(&figures, period, contracts_of.as_deref(), app.clock.local()).file(format).await
}

fn book(figures: &Figures, period: Period, data_of: Option<&str>, made_at: NaiveDateTime) -> Book {
    let (all, own) = (&figures.totals, &figures.period);
    let summary = Summary::of(period, made_at, data_of)
        .text("Unidade", CARD_UNIT)
        .count("Contratos ativos (base)", all.active_contracts_count)
        .count("Pacientes ativos (base)", all.active_patients_count)
        .money("Mensalidades: total da carteira (MRR)", all.active_contracts_mrr)
        .count("Inadimplência: cadastros, total acumulado", all.defaulters_count)
        .money("Inadimplência: valor, total acumulado", all.defaulters_value)
        .money("Faturamento realizado no período", own.billing_realized)
        .money("Total de adesão no período", own.sales_membership)
        .money("Mensalidades: novas no período", own.sales_mrr)
        .count("Inadimplência: cadastros criados no período", own.defaulters_count)
        .money("Inadimplência: valor dos criados no período", own.defaulters_value)
        .count("Cancelados: cadastros criados no período", own.cancelled_count);
    let row = |day: &CardDay| vec![Cell::day(&day.date), Cell::Money(day.faturamento)];
    let rows = own.daily_chart.iter().map(row).collect();
    Book {
        name: "resolvesaude",
        title: "ResolveSaúde",
        period,
        made_at,
        tables: vec![summary.table(), Table { title: "Faturamento diário", columns: &["Data", "Faturado"], rows }],
    }
}
