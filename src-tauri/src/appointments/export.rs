//! `/api/admin/agendamentos/export`: the bookings of a period as a file.

use axum::extract::State;
use chrono::NaiveDateTime;
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    model::{Appointments, BookedPeriod, Grain, Question},
    read::{self, Spellings},
    routes::AppointmentParams,
};
use crate::{
    app::App,
    exports::{Book, Cell, FileParams, Summary, Table, chosen, month_cell, percent_of},
    http::{ApiError, attachment::Attachment, params::Params},
    kernel::Service,
    operations,
};

/// The handler.
pub(super) fn reading() -> UtoipaMethodRouter<App> {
    routes!(export_appointments)
}

/// How much was booked in a period as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document.
#[utoipa::path(get, path = "/api/admin/agendamentos/export", tag = "appointments",
    params(FileParams, AppointmentParams),
    responses((status = 200, description = "An attachment that names the filters and the age of the data.")))]
async fn export_appointments(
    State(app): State<App>,
    Params(file): Params<FileParams>,
    Params(params): Params<AppointmentParams>,
) -> Result<Attachment, ApiError> {
    let format = file.format()?;
    let question = params.question(&app.clock)?;
    let appointments = read::compute(&app, &question, false).await?;
    let filters = Filters::read(&app, &question, &params).await?;
    let data_of = operations::heartbeat(&app.db, Service::Financeiro).await?.last_run;
    book(&appointments, &question, filters, data_of.as_deref(), app.clock.local()).file(format).await
}

/// The filters by name, in words.
struct Filters {
    scheduled_by: String,
    specialty: String,
    professional: String,
    unit: String,
}

impl Filters {
    /// As the data spells them: read only where there is one.
    async fn read(app: &App, question: &Question, params: &AppointmentParams) -> Result<Self, ApiError> {
        let asked = [&question.scheduled_by, &question.specialty, &question.professional, &question.unit];
        let is_named = asked.into_iter().any(Option::is_some);
        let known = if is_named { Spellings::read(app, false).await?.distincts() } else { <_>::default() };
        let named = |folded: &Option<String>, typed: &Option<String>, names: &[String], every: &str| {
            chosen(folded.as_deref(), typed.as_deref(), names.iter().map(String::as_str), every)
        };
        Ok(Self {
            scheduled_by: named(&question.scheduled_by, &params.scheduled_by, &known.scheduled_by, "Todos"),
            specialty: named(&question.specialty, &params.specialty, &known.specialty, "Todas"),
            professional: named(&question.professional, &params.professional, &known.professional, "Todos"),
            unit: named(&question.unit, &params.unit, &known.unit, "Todas"),
        })
    }
}

fn book(
    appointments: &Appointments,
    question: &Question,
    filters: Filters,
    data_of: Option<&str>,
    made_at: NaiveDateTime,
) -> Book {
    let (grain, columns) = match question.grain {
        Grain::Day => ("Dia", DAY_COLUMNS),
        Grain::Month => ("Mês", MONTH_COLUMNS),
        Grain::Year => ("Ano", YEAR_COLUMNS),
    };
    let sum = |of: fn(&BookedPeriod) -> i64| appointments.series.iter().map(of).sum::<i64>();
    let (confirmed, missed) = (sum(|period| period.confirmados), sum(|period| period.nao_compareceu));
    let total = appointments.stats.total_period;
    let summary = Summary::of(question.period, made_at, data_of)
        .text("Unidade", filters.unit)
        .text("Agrupar por", grain)
        .text("Status", question.status.map_or_else(|| "Todos".to_owned(), status_name))
        .text("Responsável", filters.scheduled_by)
        .text("Especialidade", filters.specialty)
        .text("Profissional", filters.professional)
        .count("Total de agendamentos", total)
        .count("Confirmados", confirmed)
        .percent("Taxa de confirmação", percent_of(confirmed, total))
        .count("Não compareceu", missed)
        .percent("Taxa de não comparecimento", percent_of(missed, total));
    let rows = appointments.series.iter().map(|period| row(period, question.grain)).collect();
    Book {
        name: "agendamentos",
        title: "Agendamentos",
        period: question.period,
        made_at,
        tables: vec![summary.table(), Table { title: "Agendamentos", columns, rows }],
    }
}

const DAY_COLUMNS: &[&str] = &["Data", "Total", "Confirmados", "Taxa de confirmação", "Não compareceu"];
const MONTH_COLUMNS: &[&str] = &["Mês", "Total", "Confirmados", "Taxa de confirmação", "Não compareceu"];
const YEAR_COLUMNS: &[&str] = &["Ano", "Total", "Confirmados", "Taxa de confirmação", "Não compareceu"];

fn row(booked: &BookedPeriod, grain: Grain) -> Vec<Cell> {
    let period = match grain {
        Grain::Day => Cell::day(&booked.period),
        Grain::Month => month_cell(&booked.period),
        Grain::Year => Cell::text(&booked.period),
    };
    vec![
        period,
        Cell::Count(booked.total),
        Cell::Count(booked.confirmados),
        Cell::Percent(percent_of(booked.confirmados, booked.total)),
        Cell::Count(booked.nao_compareceu),
    ]
}

/// What a status number stands for in the clinic system; the number where nobody knows.
fn status_name(status: i64) -> String {
    let name = match status {
        1 => "MARCADO - NÃO CONFIRMADO",
        2 => "EM ANDAMENTO",
        3 => "ATENDIDO",
        4 => "EM ATENDIMENTO/AGUARDANDO",
        6 => "NÃO COMPARECEU",
        7 => "MARCADO - CONFIRMADO",
        11 => "DESMARCADO PELO PACIENTE",
        15 => "REMARCADO",
        16 => "DESMARCADO PELO PROFISSIONAL",
        22 => "CANCELADO PELO PROFISSIONAL",
        other => return other.to_string(),
    };
    name.to_owned()
}
