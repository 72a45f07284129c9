//! From `espera_medica` to the medical queue: one question, folded per clinic.

use std::cmp::Reverse;

use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta};

use super::routes::{MedicQueue, MedicUnit, PatientPriority, PatientStatus, WaitingPatient};
use crate::{
    db::{Db, DbError, during},
    kernel::{ClinicUnit, Clock, stamp, text::fold},
    on_engine,
    queues::answer::{Success, rounded_mean},
};

/// A row nobody refreshed for this long is what a stopped monitor left behind.
const GHOST_AFTER: TimeDelta = TimeDelta::hours(12);

/// A row that has not left the list, or what left it under one spelling of a unit: the second has no `hash_id`.
#[derive(Debug, Clone, Default, sqlx::FromRow)]
struct Stored {
    hash_id: Option<String>,
    unidade: Option<String>,
    paciente: Option<String>,
    chegada: Option<String>,
    espera_minutos: Option<i64>,
    status: Option<String>,
    profissional: Option<String>,
    /// When the row, or the latest of those that left, was written.
    updated_at: Option<String>,
    /// How many left on the day asked for.
    attended: Option<i64>,
    /// Those of them with believable minutes, and the sum of these minutes.
    timed: Option<i64>,
    minutes: Option<i64>,
}

/// The queue as it is now.
pub(super) async fn queue(db: &Db, clock: &Clock) -> Result<MedicQueue, DbError> {
    let now = clock.local();
    let ghosts = stamp::wall(now - GHOST_AFTER);
    let stored = stored(db, now, &ghosts).await?;
    // Every row written since then is among them; an older one may have been left out.
    let latest = stored.iter().filter_map(|row| row.updated_at.as_ref()).max().filter(|latest| **latest >= ghosts);
    let data_updated_at = match latest {
        Some(latest) => Some(latest.clone()),
        None => last_update(db).await?,
    };
    let data = ClinicUnit::ALL.into_iter().map(|unit| unit_queue(unit, &stored, now)).collect();
    Ok(MedicQueue { status: Success::Success, data, timestamp: clock.instant(), data_updated_at })
}

/// The active rows written since `ghosts`, and per spelling of the unit what was finished on the day of `now`
/// (minutes count from 0 to 240). Every row written since `ghosts` has its part in it.
async fn stored(db: &Db, now: NaiveDateTime, ghosts: &str) -> Result<Vec<Stored>, DbError> {
    const SQL: &str = "SELECT CAST(hash_id AS CHAR) AS hash_id, CAST(unidade AS CHAR) AS unidade,
                              CAST(paciente AS CHAR) AS paciente, CAST(chegada AS CHAR) AS chegada,
                              CAST(espera_minutos AS SIGNED) AS espera_minutos, CAST(status AS CHAR) AS status,
                              CAST(profissional AS CHAR) AS profissional, CAST(updated_at AS CHAR) AS updated_at,
                              NULL AS attended, NULL AS timed, NULL AS minutes
                       FROM espera_medica
                       WHERE updated_at >= ? AND (status IS NULL OR status NOT LIKE 'finalizado%')
                       UNION ALL
                       SELECT NULL, CAST(unidade AS CHAR), NULL, NULL, NULL, NULL, NULL, CAST(MAX(updated_at) AS CHAR),
                              CAST(SUM(today) AS SIGNED),
                              CAST(SUM(CASE WHEN espera_minutos BETWEEN 0 AND 240 THEN today ELSE 0 END) AS SIGNED),
                              CAST(SUM(CASE WHEN espera_minutos BETWEEN 0 AND 240 THEN today * espera_minutos ELSE 0 END)
                                  AS SIGNED)
                       FROM (SELECT unidade, espera_minutos, updated_at,
                                    CASE WHEN updated_at >= ? AND updated_at < ? THEN 1 ELSE 0 END AS today
                             FROM espera_medica
                             WHERE updated_at >= ? AND status LIKE 'finalizado%') AS finished
                       GROUP BY unidade";
    let midnight = stamp::wall(now.date().and_time(NaiveTime::MIN));
    let since = ghosts.min(midnight.as_str());
    on_engine!(db, pool => sqlx::query_as(SQL)
        .bind(ghosts)
        .bind(now.date().to_string())
        .bind((now.date() + Days::new(1)).to_string())
        .bind(since)
        .fetch_all(pool)
        .await)
    .map_err(during("espera_medica.queue"))
}

/// When any row was last written; `None` on an empty table.
async fn last_update(db: &Db) -> Result<Option<String>, DbError> {
    const SQL: &str = "SELECT CAST(MAX(updated_at) AS CHAR) FROM espera_medica";
    on_engine!(db, pool => sqlx::query_scalar(SQL).fetch_one(pool).await).map_err(during("espera_medica.last_update"))
}

fn unit_queue(unit: ClinicUnit, stored: &[Stored], now: NaiveDateTime) -> MedicUnit {
    let here = stored.iter().filter(|row| row.unidade.as_deref().and_then(ClinicUnit::from_stored) == Some(unit));
    let mut rows = Vec::new();
    let (mut attended, mut timed, mut minutes) = (0, 0, 0);
    for row in here {
        if let Some(hash_id) = &row.hash_id {
            rows.push((row, patient(hash_id, row, now)));
        } else {
            attended += row.attended.unwrap_or(0);
            timed += row.timed.unwrap_or(0);
            minutes += row.minutes.unwrap_or(0);
        }
    }
    rows.sort_by_cached_key(|(row, patient)| {
        let waits = patient.status == PatientStatus::Waiting;
        (waits, Reverse(patient.wait_time), Reverse(row.updated_at.clone()), patient.id.clone())
    });
    MedicUnit {
        id: unit.stored_name().to_owned(),
        name: unit.stored_name().to_uppercase(),
        patients: rows.into_iter().map(|(_, patient)| patient).collect(),
        total_attended: attended,
        average_wait_day: rounded_mean(minutes, timed),
    }
}

fn patient(hash_id: &str, row: &Stored, now: NaiveDateTime) -> WaitingPatient {
    let status = row.status.as_deref().map(fold).unwrap_or_default();
    let in_service = status.contains("atendimento") || status.contains("sala");
    let name = row.paciente.as_deref().unwrap_or_default().to_lowercase();
    WaitingPatient {
        id: hash_id.to_owned(),
        name: row.paciente.clone(),
        service: String::new(),
        professional: row.profissional.clone().unwrap_or_default(),
        arrival: row.chegada.clone(),
        wait_time: wait_minutes(row.chegada.as_deref(), row.espera_minutos, now),
        status: if in_service { PatientStatus::InService } else { PatientStatus::Waiting },
        priority: PatientPriority {
            is_elderly: name.contains("idoso"),
            is_wheelchair: name.contains("cadeirante"),
            is_pregnant: name.contains("gestante"),
        },
    }
}

/// Whole minutes since today's arrival; the stored minutes when the arrival is unreadable or still to
/// come (it was yesterday's); at least 0.
fn wait_minutes(arrival: Option<&str>, stored: Option<i64>, now: NaiveDateTime) -> i64 {
    let since_arrival = arrival
        .and_then(|text| stamp::parse_time(text.trim()))
        .map(|time| now - now.date().and_time(time))
        .filter(|waited| *waited >= TimeDelta::zero())
        .map(|waited| waited.num_minutes());
    since_arrival.or(stored).unwrap_or(0).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> NaiveDateTime {
        stamp::parse("2026-02-19 15:30:00").unwrap()
    }

    #[test]
    fn the_wait_is_counted_from_the_arrival_when_it_can_be_read() {
        for (arrival, stored, expected) in [
            (Some("15:20"), Some(9), 10),
            (Some(" 9:05 "), None, 385),
            (Some("15:29:31"), Some(5), 0),
            (Some("15:30"), Some(5), 0),
            (Some("15:31"), Some(900), 900),
            (Some("15:31"), Some(-4), 0),
            (Some("agora"), Some(7), 7),
            (Some("15:30"), None, 0),
            (None, Some(7), 7),
            (None, None, 0),
        ] {
            assert_eq!(wait_minutes(arrival, stored, now()), expected, "{arrival:?} {stored:?}");
        }
    }

    fn active(hash: &str, unit: Option<&str>, status: Option<&str>, arrival: &str, updated_at: &str) -> Stored {
        Stored {
            hash_id: Some(hash.into()),
            unidade: unit.map(str::to_owned),
            chegada: Some(arrival.into()),
            status: status.map(str::to_owned),
            updated_at: Some(updated_at.into()),
            ..Stored::default()
        }
    }

    #[test]
    fn whoever_is_with_a_doctor_comes_first_then_the_longest_waiting_then_the_latest_seen() {
        let rows = [
            active("a", Some("OURO VERDE"), Some("Espera"), "15:00", "2026-02-19 15:29:00"),
            active("b", Some("Ouro Verde"), None, "14:00", "2026-02-19 15:29:00"),
            active("c", Some("ouro verde "), Some("em sala"), "15:25", "2026-02-19 15:29:00"),
            active("d", Some("Ouro Verde"), Some("EM ATENDIMENTO"), "15:10", "2026-02-19 15:29:00"),
            active("e", Some("Ouro Verde"), Some(""), "15:00", "2026-02-19 15:29:30"),
            active("f", Some("Matriz"), Some("Espera"), "15:00", "2026-02-19 15:29:30"),
            active("g", None, Some("Espera"), "15:00", "2026-02-19 15:29:30"),
        ];
        let unit = unit_queue(ClinicUnit::OuroVerde, &rows, now());
        let ids: Vec<&str> = unit.patients.iter().map(|patient| patient.id.as_str()).collect();
        assert_eq!(ids, ["d", "c", "b", "e", "a"]);
    }

    #[test]
    fn every_spelling_of_a_unit_counts_towards_its_day() {
        let sum = |unit: &str, attended, timed, minutes| Stored {
            unidade: Some(unit.into()),
            attended: Some(attended),
            timed: Some(timed),
            minutes: Some(minutes),
            ..Stored::default()
        };
        let sums = [sum("Centro Cambui", 3, 2, 30), sum("CENTRO CAMBUÍ", 1, 1, 15), sum("Matriz", 9, 9, 900)];
        let unit = unit_queue(ClinicUnit::CentroCambui, &sums, now());
        assert_eq!((unit.total_attended, unit.average_wait_day), (4, 15));
    }
}
