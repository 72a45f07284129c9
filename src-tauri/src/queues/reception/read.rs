//! From `recepcao_historico` to the reception queue: the tickets of today, folded per clinic.

use chrono::{Days, NaiveDate};

use super::routes::{ReceptionData, ReceptionQueue, ReceptionTotals, ReceptionUnit, ReceptionUnits};
use crate::{
    db::{Db, DbError, during},
    kernel::{ClinicUnit, Clock, stamp, text::fold},
    on_engine,
    queues::answer::{Success, rounded_mean},
};

/// A ticket of today.
#[derive(Debug, Clone, sqlx::FromRow)]
struct Ticket {
    unidade_id: Option<i64>,
    dt_chegada: Option<String>,
    /// When it was called (it vanished from the totem's list).
    dt_atendimento: Option<String>,
    status: Option<String>,
    updated_at: Option<String>,
}

impl Ticket {
    fn was_called(&self) -> bool {
        self.dt_atendimento.as_deref().is_some_and(|text| !text.trim().is_empty())
    }

    fn waits(&self) -> bool {
        !self.was_called() && !self.status.as_deref().map(fold).unwrap_or_default().starts_with("finalizado")
    }

    /// Whole minutes from arrival to call, at least 0; `None` when either is unreadable.
    fn waited_minutes(&self) -> Option<i64> {
        let called = stamp::parse(self.dt_atendimento.as_deref()?)?;
        let arrived = stamp::parse(self.dt_chegada.as_deref()?)?;
        Some((called - arrived).num_minutes().max(0))
    }
}

/// The queue as it is now.
pub(super) async fn queue(db: &Db, clock: &Clock) -> Result<ReceptionQueue, DbError> {
    let today = clock.today();
    let tickets = tickets(db, today).await?;
    let latest = tickets.iter().filter_map(|ticket| ticket.updated_at.clone()).max();
    let data_updated_at = if latest.is_some() { latest } else { last_update(db).await? };
    Ok(ReceptionQueue {
        status: Success::Success,
        data: fold_tickets(&tickets),
        timestamp: clock.instant(),
        data_updated_at,
    })
}

/// Every ticket of `day`, whatever its status.
async fn tickets(db: &Db, day: NaiveDate) -> Result<Vec<Ticket>, DbError> {
    // A range and not a comparison of ten characters, so that the index on the day serves it.
    const SQL: &str = "SELECT CAST(unidade_id AS SIGNED) AS unidade_id, CAST(dt_chegada AS CHAR) AS dt_chegada,
                              CAST(dt_atendimento AS CHAR) AS dt_atendimento, CAST(status AS CHAR) AS status,
                              CAST(updated_at AS CHAR) AS updated_at
                       FROM recepcao_historico WHERE dia_referencia >= ? AND dia_referencia < ?";
    let next = day + Days::new(1);
    on_engine!(db, pool => sqlx::query_as(SQL).bind(day.to_string()).bind(next.to_string()).fetch_all(pool).await)
        .map_err(during("recepcao_historico.tickets"))
}

/// When any ticket was last written; `None` on an empty table. Only asked before the first ticket of a
/// day: the table keeps every ticket for ever, and a ticket of today is written after all earlier ones.
async fn last_update(db: &Db) -> Result<Option<String>, DbError> {
    const SQL: &str = "SELECT CAST(MAX(updated_at) AS CHAR) FROM recepcao_historico";
    on_engine!(db, pool => sqlx::query_scalar(SQL).fetch_one(pool).await)
        .map_err(during("recepcao_historico.last_update"))
}

fn fold_tickets(tickets: &[Ticket]) -> ReceptionData {
    let [ouro_verde, centro_cambui, campinas_shopping] = ClinicUnit::ALL.map(|unit| unit_queue(unit, tickets));
    let units = [&ouro_verde, &centro_cambui, &campinas_shopping];
    let weighted = units.iter().map(|unit| unit.tempo_medio * unit.total_passaram).sum();
    let called = units.iter().map(|unit| unit.total_passaram).sum();
    let global = ReceptionTotals {
        total_fila: units.iter().map(|unit| unit.fila).sum(),
        tempo_medio: rounded_mean(weighted, called),
    };
    ReceptionData { por_unidade: ReceptionUnits { ouro_verde, centro_cambui, campinas_shopping }, global }
}

fn unit_queue(unit: ClinicUnit, tickets: &[Ticket]) -> ReceptionUnit {
    let (mut waiting, mut called, mut timed, mut minutes) = (0, 0, 0, 0);
    for ticket in tickets.iter().filter(|ticket| ticket.unidade_id == Some(unit.id())) {
        waiting += i64::from(ticket.waits());
        called += i64::from(ticket.was_called());
        if let Some(waited) = ticket.waited_minutes() {
            timed += 1;
            minutes += waited;
        }
    }
    ReceptionUnit {
        fila: waiting,
        tempo_medio: rounded_mean(minutes, timed),
        total_passaram: called,
        nome_unidade: unit.label().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket(unit: i64, arrived: &str, called: Option<&str>, status: Option<&str>) -> Ticket {
        Ticket {
            unidade_id: Some(unit),
            dt_chegada: Some(arrived.into()),
            dt_atendimento: called.map(str::to_owned),
            status: status.map(str::to_owned),
            updated_at: None,
        }
    }

    #[test]
    fn a_ticket_waits_until_it_is_called_or_finished() {
        let arrived = "2026-02-19 10:00:00";
        assert!(ticket(2, arrived, None, None).waits());
        assert!(ticket(2, arrived, Some(" "), Some("Aguardando")).waits());
        assert!(!ticket(2, arrived, None, Some("FINALIZADO (saiu)")).waits());
        assert!(!ticket(2, arrived, Some("2026-02-19 10:10:00"), Some("Aguardando")).waits());
    }

    #[test]
    fn unreadable_times_count_as_called_but_not_in_the_mean() {
        let tickets = [
            ticket(12, "2026-02-19 10:00:00", Some("2026-02-19 10:09:59"), None),
            ticket(12, "2026-02-19 10:00:00", Some("2026-02-19 09:00:00"), None),
            ticket(12, "?", Some("2026-02-19 10:30:00"), None),
            ticket(12, "2026-02-19 10:00:00", Some("logo"), None),
            ticket(99, "2026-02-19 10:00:00", None, None),
        ];
        let data = fold_tickets(&tickets);
        let unit = &data.por_unidade.campinas_shopping;
        assert_eq!((unit.fila, unit.tempo_medio, unit.total_passaram), (0, 5, 4));
        assert_eq!((data.global.total_fila, data.global.tempo_medio), (0, 5));
    }
}
