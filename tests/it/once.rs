//! One run in the foreground: it has to do alone what a server does cycle after cycle.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use hub_lib::{
    jobs::{
        Job, Outcome,
        once::{Once, run_once},
    },
    kernel::Service,
    operations::store,
    queues::{medic::sync::SyncMedic, reception::sync::SyncReception},
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::support::Site;

/// Runs a job as a command does; what it told besides.
async fn command(site: &Site, job: &dyn Job) -> (Once, Vec<String>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let progress = {
        let told = told.clone();
        Arc::new(move |text: &str| told.lock().unwrap().push(text.to_owned()))
    };
    let once = run_once(&site.app, job, &[], Duration::ZERO, progress, &CancellationToken::new()).await.unwrap();
    let told = told.lock().unwrap().clone();
    (once, told)
}

async fn says(site: &Site, service: Service) -> String {
    let row = store::find(&site.app.db, service).await.unwrap().unwrap();
    format!("{} {}", row.status.unwrap_or_default(), row.details.unwrap_or_default())
}

#[tokio::test]
async fn commands_alone_find_out_who_left_the_waiting_room() {
    const STATES: &str = "SELECT CONCAT(paciente, ' ', status) FROM espera_medica ORDER BY paciente";
    for site in Site::each().await {
        let (once, told) = command(&site, &SyncMedic::new(&site.app)).await;
        assert_eq!(once, Once::Ended(Outcome::Done("Ciclo concluído. Total detectado: 2".into())));
        assert!(told.is_empty(), "nobody is missing: one look is enough");
        assert_eq!(site.upstream.calls("W6").await.len(), 3);

        site.wait(60);
        let stays = json!(["09:30", "09:31", "Paciente Exemplo Um", "42", "Dra. Modelo", "Consulta", "13 min"]);
        site.upstream.data("W6", json!({"2": [stays]})).await;
        let (once, told) = command(&site, &SyncMedic::new(&site.app)).await;

        assert_eq!(once, Once::Ended(Outcome::Done("Ciclo concluído. Total detectado: 1".into())));
        assert_eq!(told.len(), 1);
        assert_eq!(site.upstream.calls("W6").await.len(), 3 + 6);
        let states = ["José Exemplo (idoso) Finalizado (Saiu)", "Paciente Exemplo Um Espera"];
        assert_eq!(site.rows(STATES).await, states);
        assert_eq!(says(&site, Service::MonitorMedico).await, "ONLINE Ciclo concluído. Total detectado: 1");
    }
}

#[tokio::test]
async fn commands_alone_find_out_who_left_the_reception() {
    const STATES: &str = "SELECT CONCAT(hash_id, ' ', status, ' ', COALESCE(dt_atendimento, 'null'))
                          FROM recepcao_historico ORDER BY hash_id";
    for site in Site::each().await {
        command(&site, &SyncReception::new(&site.app)).await;
        site.wait(60);
        site.upstream.fail("Q1", "empty").await;
        let (once, told) = command(&site, &SyncReception::new(&site.app)).await;
        assert!(matches!(once, Once::Ended(Outcome::Done(_))));
        assert_eq!(told.len(), 1);
        assert_eq!(
            site.rows(STATES).await,
            [
                "REC_70011_2 Finalizado (Saiu) 2026-02-18 09:44:00",
                "REC_70012_2 Finalizado (Saiu) 2026-02-18 09:44:00",
                "REC_70099_3 Finalizado (Saiu) 2026-02-18 09:44:00",
            ]
        );
        // A second look that fails confirms nothing.
        site.upstream.heal("Q1").await;
        command(&site, &SyncReception::new(&site.app)).await;
        site.upstream.data("Q1", json!({"2": {"message": "fora do ar"}, "3": {"message": "fora do ar"}})).await;
        command(&site, &SyncReception::new(&site.app)).await;
        assert!(site.rows(STATES).await.iter().all(|row| row.ends_with("null")));
    }
}
