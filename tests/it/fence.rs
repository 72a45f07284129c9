//! A run whose lock was lost under it: a server that was stopped for a while and woke up again.

use std::time::Duration;

use hub_lib::{
    contracts::sync::SyncContracts,
    db::Db,
    jobs::{
        Job, JobCtx, Outcome,
        locks::{Lock, Locks},
    },
    queues::{medic::sync::SyncMedic, reception::sync::SyncReception, whatsapp::sync::SyncWhatsapp},
    simulator::credentials,
};
use serde_json::json;

use crate::support::Site;

const MEDIC: &str = "SELECT CONCAT(paciente, ' ', status, ' ', updated_at) FROM espera_medica ORDER BY hash_id";
const RECEPTION: &str = "SELECT CONCAT(hash_id, ' ', status, ' ', updated_at) FROM recepcao_historico ORDER BY hash_id";
const WHATSAPP: &str = "SELECT CONCAT(group_id, ' ', queue_size, ' ', updated_at) FROM clinia_group_snapshots
                        UNION ALL SELECT CONCAT('chats ', date, ' ', updated_at) FROM clinia_chat_stats
                        UNION ALL SELECT CONCAT('made ', date, ' ', updated_at) FROM clinia_appointment_stats
                        ORDER BY 1";
const CONTRACTS: &str = "SELECT CONCAT(registration_number, ' ', updated_at) FROM feegow_contracts ORDER BY 1";

fn jobs(site: &Site) -> [(Box<dyn Job>, &'static str); 4] {
    [
        (Box::new(SyncMedic::new(&site.app)), MEDIC),
        (Box::new(SyncReception::new(&site.app)), RECEPTION),
        (Box::new(SyncWhatsapp::new(&site.app)), WHATSAPP),
        (Box::new(SyncContracts::new(&site.app)), CONTRACTS),
    ]
}

/// Other answers than the samples, so that whatever is written shows.
async fn change_everything(site: &Site) {
    site.upstream
        .data("W6", json!({"2": [["09:00", "09:40", "Ana Exemplo", "40", "Dra. Modelo", "x", "1 min"]]}))
        .await;
    let ticket = json!({"id": 1, "UnidadeID": 2, "PacienteNome": "Ana Exemplo", "StatusNome": "Triagem"});
    site.upstream.data("Q1", json!({"2": [ticket]})).await;
    site.upstream.data("C3", json!({"count": {"all": 3, "groups": [{"id": "x", "count": 3}]}})).await;
    site.upstream.data("contracts", json!({"count": 240})).await;
}

#[tokio::test]
async fn a_run_that_lost_its_lock_leaves_everything_as_it_was() {
    let sites = Site::each_with(|config| config.feegow.access_token = Some(credentials::API_TOKEN.into()));
    for site in sites.await {
        for (job, stored) in jobs(&site) {
            site.upstream.reset().await;
            let lock = match site.app.db {
                Db::MySql(_) => Lock::Worker(job.service()),
                Db::Sqlite { .. } => Lock::Orchestrator,
            };
            let locks = Locks::new(&site.app.db);
            assert!(locks.take(lock, Duration::ZERO).await.unwrap());
            let ctx = JobCtx { fence: locks.fence(lock).await, ..site.ctx() };
            assert!(matches!(job.run(&ctx).await, Outcome::Done(_)));
            let before = site.rows(stored).await;
            assert!(!before.is_empty());
            change_everything(&site).await;
            site.wait(61);

            let other = Locks::new(&site.app.db);
            if matches!(site.app.db, Db::Sqlite { .. }) {
                assert!(!other.take(lock, Duration::ZERO).await.unwrap(), "the system keeps the lock for its process");
                assert!(matches!(job.run(&ctx).await, Outcome::Done(_)));
                assert_ne!(site.rows(stored).await, before);
                continue;
            }
            // The server ends the connection of a process that was silent for too long.
            drop(locks);
            for is_taken_over in [false, true] {
                if is_taken_over {
                    assert!(other.take(lock, Duration::from_secs(20)).await.unwrap());
                }
                assert_eq!(job.run(&ctx).await, Outcome::Failed("Falha no banco de dados".into()));
                assert_eq!(site.rows(stored).await, before);
            }
            let theirs = JobCtx { fence: other.fence(lock).await, ..site.ctx() };
            assert!(matches!(job.run(&theirs).await, Outcome::Done(_)));
            assert_ne!(site.rows(stored).await, before);
        }
    }
}

#[tokio::test]
async fn housekeeping_without_the_lock_deletes_nothing() {
    for site in Site::each().await.into_iter().filter(|site| matches!(site.app.db, Db::MySql(_))) {
        let row = "INSERT INTO espera_medica (hash_id, unidade, paciente, chegada, status, profissional, updated_at)
                   VALUES ('a', 'Ouro Verde', 'Ana Exemplo', '07:00', 'Finalizado (Saiu)', '', '2026-02-01 07:00:00')";
        site.execute(row).await;
        let locks = Locks::new(&site.app.db);
        let ctx = JobCtx { fence: locks.fence(Lock::Orchestrator).await, ..site.ctx() };
        SyncMedic::new(&site.app).outside_window(&ctx).await;
        assert_eq!(site.rows(MEDIC).await.len(), 1);
        assert!(locks.take(Lock::Orchestrator, Duration::ZERO).await.unwrap());
        let ctx = JobCtx { fence: locks.fence(Lock::Orchestrator).await, ..site.ctx() };
        SyncMedic::new(&site.app).outside_window(&ctx).await;
        assert!(site.rows(MEDIC).await.is_empty());
    }
}
