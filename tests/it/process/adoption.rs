//! The demonstration on a database of the former system: nothing of it is lost, whoever dies meanwhile.

use std::{collections::BTreeMap, path::Path, time::Duration};

use hub_lib::{
    cli::demo_clock,
    db::{self, Db},
};
use serde_json::{Value, json};

use super::{Demo, MINUTE, everybody_waits, last_run, read, until};
use crate::support::{
    MySqlDatabase,
    legacy::{self, Legacy},
};

/// The workers' own tables, and the credentials that the demonstration replaces.
const WRITTEN: [&str; 7] = [
    "espera_medica",
    "recepcao_historico",
    "clinia_group_snapshots",
    "clinia_appointment_stats",
    "clinia_chat_stats",
    "system_status",
    "integrations_config",
];
/// Workers of the agenda add to these, at the hours they have; what was there stays.
const ADDED_TO: [&str; 2] = ["feegow_appointments", "feegow_proposals"];
/// These a worker of the agenda replaces, when its hour falls into a test.
const REPLACED: [(&str, &str); 4] = [
    ("feegow_contracts", "contratos"),
    ("faturamento_analitico", "faturamento"),
    ("faturamento_resumo_diario", "faturamento"),
    ("faturamento_resumo_mensal", "faturamento"),
];
/// Somebody whom the former system left in the list a moment ago.
const LEFT_OVER: &str = "LEFT OVER BY THE FORMER SYSTEM";

/// Every row of every table.
type Rows = BTreeMap<String, Vec<Vec<String>>>;

/// A legacy database and what it held.
struct Former {
    database: MySqlDatabase,
    db: Db,
    legacy: Legacy,
    before: Rows,
    /// When it was built, as heartbeats write it.
    built_at: String,
}

impl Former {
    /// `None` when no MySQL server is given.
    async fn build() -> Option<Self> {
        let database = MySqlDatabase::create().await?;
        let db = db::connect(&database.config()).await.unwrap();
        let legacy = Legacy::production();
        legacy.build(&db).await;
        let waiting = format!(
            "INSERT INTO espera_medica (hash_id, unidade, paciente, chegada, espera_minutos, status, updated_at)
             VALUES ('left-over', 'Ouro Verde', '{LEFT_OVER}', '08:00', 5, 'Espera', '{}')",
            demo_clock().stamp()
        );
        legacy::execute(&db, &waiting).await;
        let before = legacy.rows(&db).await;
        Some(Self { database, db, legacy, before, built_at: demo_clock().stamp() })
    }

    fn demo(&self, folder: &Path) -> Demo {
        Demo::start_with(folder, Some(self.database.url()), &["--on-this-database"])
    }

    /// Whether the agenda ran a service since the database was built.
    fn ran(&self, after: &Rows, service: &str) -> bool {
        let told = after["system_status"].iter().find(|row| row.iter().any(|text| text == service));
        told.is_some_and(|row| row.iter().any(|text| text.starts_with("20") && *text >= self.built_at))
    }

    /// What is not the workers' is as it was; accounts were only added.
    async fn assert_intact(&self) {
        let after = self.legacy.rows(&self.db).await;
        for (table, before) in self.before.iter().filter(|(table, _)| !WRITTEN.contains(&table.as_str())) {
            let mut now = after[table].clone();
            if table == "users" {
                now.retain(|row| !row.iter().any(|text| text == "admin@demonstracao.local"));
            }
            if ADDED_TO.contains(&table.as_str()) {
                now.retain(|row| before.contains(row));
            }
            let replaced = REPLACED.iter().find(|(name, _)| name == table);
            if replaced.is_none_or(|(_, service)| !self.ran(&after, service)) {
                assert_eq!(&now, before, "{table}");
            }
        }
    }
}

fn nobody_runs(status: &Value) -> bool {
    status.as_array().is_some_and(|rows| rows.iter().all(|row| row["status"] != "RUNNING"))
}

/// `status` of a service.
fn word<'a>(status: &'a Value, service: &str) -> Option<&'a str> {
    status.as_array()?.iter().find(|row| row["service_name"] == service)?["status"].as_str()
}

/// Everybody the medical queue shows, by name.
fn names(medic: &Value) -> Vec<String> {
    let units = medic["data"].as_array().map(Vec::as_slice).unwrap_or_default();
    let patients = units.iter().flat_map(|unit| unit["patients"].as_array().map(Vec::as_slice).unwrap_or_default());
    patients.filter_map(|patient| patient["name"].as_str().map(str::to_owned)).collect()
}

fn every_front_desk_is_busy(reception: &Value) -> bool {
    ["2", "3", "12"].iter().all(|unit| {
        let unit = &reception["data"]["por_unidade"][unit];
        unit["fila"].as_i64().unwrap_or(0) + unit["total_passaram"].as_i64().unwrap_or(0) > 0
    })
}

fn groups_have_queues(whatsapp: &Value) -> bool {
    whatsapp["data"]["groups"]
        .as_array()
        .is_some_and(|groups| groups.iter().filter(|group| group["queue_size"].as_i64() > Some(0)).count() > 1)
}

#[tokio::test]
async fn a_demonstration_leaves_a_database_in_use_alone_unless_told() {
    let Some(former) = Former::build().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let refused = Demo::command(folder.path(), Some(former.database.url())).output().unwrap();
    let told = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(2), "{told}");
    assert!(told.contains("--on-this-database") && told.contains("Unset MYSQL_URL"), "{told}");
    assert_eq!(former.legacy.rows(&former.db).await, former.before);
    let plan = db::plan(&former.db).await.unwrap();
    assert!(!plan.changes.is_empty(), "the schema is as it was, too");
}

#[tokio::test]
async fn a_demonstration_on_a_legacy_database_shows_all_queues_and_loses_nothing() {
    let Some(former) = Former::build().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let demo = former.demo(folder.path());
    let client = demo.client().await;

    let medic = until(MINUTE, &client, &demo.at("/api/queue/medic"), everybody_waits).await;
    assert_eq!(medic["status"], "success");
    until(MINUTE, &client, &demo.at("/api/queue/reception"), every_front_desk_is_busy).await;
    until(MINUTE, &client, &demo.at("/api/queue/whatsapp"), groups_have_queues).await;
    // Who was left over is missing from the upstream's answers.
    until(MINUTE, &client, &demo.at("/api/queue/medic"), |medic| {
        everybody_waits(medic) && !names(medic).iter().any(|name| name == LEFT_OVER)
    })
    .await;
    former.assert_intact().await;
}

#[tokio::test]
async fn a_server_killed_in_a_cycle_on_an_adopted_database_leaves_no_ghosts() {
    let Some(former) = Former::build().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut demo = former.demo(folder.path());
    let client = demo.client().await;
    until(MINUTE, &client, &demo.at("/api/queue/medic"), everybody_waits).await;

    // A requested run hangs at the second clinic: the kill hits it between two transactions.
    demo.upstream(&client, "failure", json!({"route": "W6", "mode": "timeout", "param": 3})).await;
    let request = json!({ "service": "monitor_medico" });
    let refresh = client.post(demo.at("/api/admin/refresh")).json(&request).send().await.unwrap();
    assert!(refresh.status().is_success(), "{}", refresh.text().await.unwrap());
    until(MINUTE, &client, &demo.at("/api/admin/status"), |rows| word(rows, "monitor_medico") == Some("RUNNING")).await;
    demo.kill();

    let demo = former.demo(folder.path());
    let client = demo.client().await;
    // Whoever waited is gone from the upstream by now.
    let only = json!({"2": [["09:00", "08:50", "Unica Paciente", "40", "Dra Exemplo", "Consulta", "5 min"]]});
    demo.upstream(&client, "data/W6", only).await;
    until(MINUTE, &client, &demo.at("/api/admin/status"), |rows| {
        nobody_runs(rows) && word(rows, "monitor_medico") == Some("ONLINE")
    })
    .await;
    until(MINUTE, &client, &demo.at("/api/queue/medic"), |medic| {
        names(medic).iter().map(|name| name.to_uppercase()).eq(["UNICA PACIENTE"])
    })
    .await;
    let rows = read(&client, &demo.at("/api/admin/status")).await;
    assert!(nobody_runs(&rows), "{rows}");
    former.assert_intact().await;
}

#[tokio::test]
async fn of_two_servers_on_an_adopted_database_one_works_and_the_other_takes_over() {
    let Some(former) = Former::build().await else { return };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut first = former.demo(folders[0].path());
    let one = first.client().await;
    until(MINUTE, &one, &first.at("/api/health"), |health| health["orchestrator"] == "active").await;
    let second = former.demo(folders[1].path());
    let two = second.client().await;
    until(MINUTE, &two, &second.at("/api/health"), |health| health["orchestrator"] == "passive").await;
    until(MINUTE, &two, &second.at("/api/queue/medic"), everybody_waits).await;

    first.kill();
    let since = demo_clock().stamp();
    until(MINUTE, &two, &second.at("/api/health"), |health| health["orchestrator"] == "active").await;
    until(MINUTE, &two, &second.at("/api/admin/status"), |rows| {
        nobody_runs(rows) && last_run(rows, "monitor_medico").is_some_and(|at| at > since)
    })
    .await;
    until(Duration::from_secs(5), &two, &second.at("/api/queue/medic"), everybody_waits).await;
    former.assert_intact().await;
}
