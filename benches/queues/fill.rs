//! A database filled like a clinic group's after a year; the server that runs on it.

use std::path::PathBuf;

use hub_lib::{app::App, db, kernel::ClinicUnit, on_writer};

/// Patients waiting per unit; a very full morning.
const WAITING: usize = 40;
/// Patients who left the medical queue today, per unit.
const LEFT: usize = 150;
/// Reception tickets a day and unit, and the days of history kept.
const TICKETS: usize = 35;
const DAYS: i64 = 365;
/// WhatsApp groups.
const GROUPS: usize = 8;
/// Rows of one INSERT.
const CHUNK: usize = 500;

/// Migrates and fills the database.
pub async fn fill(app: &App) {
    db::migrate(&app.db).await.unwrap();
    let now = app.clock.stamp();
    let mut medic = Vec::new();
    for unit in ClinicUnit::ALL {
        for index in 0..WAITING + LEFT {
            let status = if index < WAITING { "Espera" } else { "Finalizado (Saiu)" };
            medic.push(format!(
                "('{}-{index}', '{}', 'Paciente {index}', '08:{:02}', '{status}', 'Dra. Modelo', '{now}', {})",
                unit.id(),
                unit.stored_name(),
                index % 60,
                index % 90,
            ));
        }
    }
    insert(
        app,
        "espera_medica (hash_id, unidade, paciente, chegada, status, profissional, updated_at, espera_minutos)",
        &medic,
    )
    .await;
    let mut tickets = Vec::new();
    for day in 0..DAYS {
        let day = app.clock.today() - chrono::TimeDelta::days(day);
        for unit in ClinicUnit::ALL {
            for index in 0..TICKETS {
                let open = day == app.clock.today() && index < TICKETS / 3;
                let left = if open { "NULL".to_owned() } else { format!("'{day} 09:{:02}:00'", index % 60) };
                tickets.push(format!(
                    "('REC_{day}{index}_{}', {index}, {}, '{}', 'Paciente {index}', '{day} 08:{:02}:00', {left}, 'Aguardando', '{day}', '{day} 09:30:00')",
                    unit.id(),
                    unit.id(),
                    unit.stored_name(),
                    index % 60,
                ));
            }
        }
    }
    insert(
        app,
        "recepcao_historico (hash_id, id_externo, unidade_id, unidade_nome, paciente_nome, dt_chegada, dt_atendimento, status, dia_referencia, updated_at)",
        &tickets,
    )
    .await;
    let groups: Vec<_> = (0..GROUPS)
        .map(|index| format!("('group-{index}', 'Grupo {index}', {index}, {}, '{now}')", index * 60))
        .collect();
    insert(app, "clinia_group_snapshots (group_id, group_name, queue_size, avg_wait_seconds, updated_at)", &groups)
        .await;
}

/// Rows of generated, harmless text only.
async fn insert(app: &App, target: &str, rows: &[String]) {
    for chunk in rows.chunks(CHUNK) {
        let statement = sqlx::AssertSqlSafe(format!("INSERT INTO {target} VALUES {}", chunk.join(", ")));
        on_writer!(&app.db, pool => sqlx::raw_sql(statement).execute(pool).await.map(drop)).unwrap();
    }
}

/// The release server built by `./dev bench`.
pub fn server() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let server = target.join("release/hub");
    assert!(server.is_file(), "{} is missing: run ./dev bench", server.display());
    server
}
