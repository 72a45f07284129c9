//! `/api/admin/produtividade/export`: who booked how much in a period, as a file.

use axum::extract::State;
use chrono::NaiveDateTime;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    model::{Productivity, Question, UserStats},
    read,
    routes::ProductivityParams,
};
use crate::{
    app::App,
    exports::{Book, Cell, FileParams, Summary, Table, percent_of},
    http::{ApiError, attachment::Attachment, params::Params},
    kernel::Service,
    operations,
};

/// The handler.
pub(super) fn reading() -> UtoipaMethodRouter<App> {
    routes!(export_productivity)
}

/// What was booked in a period by whom, as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document.
#[utoipa::path(get, path = "/api/admin/produtividade/export", tag = "productivity",
    params(FileParams, ProductivityParams),
    responses((status = 200, description = "An attachment that names the filters and the age of the data.")))]
async fn export_productivity(
    State(app): State<App>,
    Params(file): Params<FileParams>,
    Params(params): Params<ProductivityParams>,
) -> Result<Attachment, ApiError> {
    let format = file.format()?;
    let question = params.question(&app.clock)?;
    let productivity = read::productivity(&app, &question).await?;
    let data_of = operations::heartbeat(&app.db, Service::Financeiro).await?.last_run;
    book(&productivity, &question, data_of.as_deref(), app.clock.local()).file(format).await
}

fn book(productivity: &Productivity, question: &Question, data_of: Option<&str>, made_at: NaiveDateTime) -> Book {
    let (all, team) = (&productivity.global_stats, &productivity.team_stats);
    let summary = Summary::of(question.period, made_at, data_of)
        .text("Unidade", "Todas")
        .text("Equipe", team.name.trim())
        .count("Total", all.total)
        .count("Confirmados", all.confirmados)
        .percent("Confirmação", percent_of(all.confirmados, all.total))
        .count("Não compareceu", all.nao_compareceu)
        .percent("Não comparecimento", percent_of(all.nao_compareceu, all.total))
        .count("Equipe: agendados", team.total)
        .count("Equipe: confirmados", team.confirmados)
        .percent("Equipe: confirmação", percent_of(team.confirmados, team.total))
        .count("Equipe: membros ativos", team.active_members);
    let columns = &["Colaborador", "Posição", "Equipes", "Agendados", "Confirmados", "Taxa de confirmação"];
    let rows = (1..).zip(&productivity.user_stats).map(|(place, user)| row(place, user)).collect();
    Book {
        name: "produtividade",
        title: "Produtividade",
        period: question.period,
        made_at,
        tables: vec![summary.table(), Table { title: "Ranking individual", columns, rows }],
    }
}

fn row(place: i64, user: &UserStats) -> Vec<Cell> {
    vec![
        Cell::text(&user.user),
        Cell::Count(place),
        Cell::text(user.teams.join(", ")),
        Cell::Count(user.total),
        Cell::Count(user.confirmados),
        Cell::Percent(percent_of(user.confirmados, user.total)),
    ]
}
