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
    queues::{medic::sync::SyncMedic, reception::sync::SyncReception, whatsapp::sync::SyncWhatsapp},
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::support::{Log, Site};

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

/// A source, what it does, and what the row says then.
type Case = (&'static str, &'static str, &'static str);

async fn assert_rows(site: &Site, job: &dyn Job, cases: &[Case]) {
    for (route, mode, expected) in cases {
        site.upstream.reset().await;
        site.wait(600);
        site.upstream.fail(route, mode).await;
        command(site, job).await;
        assert_eq!(says(site, job.service()).await, *expected, "{route} {mode}");
    }
}

#[tokio::test]
async fn every_failure_is_told_in_the_status_row_and_masked_by_nothing() {
    let log = Log::listen();
    for site in Site::each_with(|config| config.workers.http_timeout_max = Some(Duration::from_millis(700))).await {
        let untrusted = "ERROR Sessão expirada ou página inesperada";
        assert_rows(
            &site,
            &SyncMedic::new(&site.app),
            &[
                ("W6", "http:401", untrusted),
                ("W6", "login_page", untrusted),
                ("W6", "http:500", untrusted),
                ("W6", "close", untrusted),
                ("W6", "truncate", untrusted),
                ("W2", "http:500", "ERROR Falha no login do Feegow"),
            ],
        )
        .await;
        assert_rows(
            &site,
            &SyncReception::new(&site.app),
            &[
                ("Q1", "http:401", "ERROR 🚨 TOKEN EXPIROU."),
                ("Q1", "login_page", "ERROR 🚨 TOKEN EXPIROU."),
                ("Q1", "http:503", "ERROR Falha API: HTTP 503"),
                ("Q1", "timeout", "ERROR Falha API: tempo esgotado"),
                ("Q1", "bad_json", "ERROR Falha API: resposta ilegível"),
                ("Q1", "empty", "ONLINE Fila: 0 (Ouro Verde: 0 | Cambuí: 0 | Shop. Campinas: 0)"),
            ],
        )
        .await;
        let expired = "WARNING Falha no endpoint de contagem (cookie inválido ou expirado)";
        assert_rows(
            &site,
            &SyncWhatsapp::new(&site.app),
            &[
                ("clinia", "http:401", expired),
                ("C3", "login_page", expired),
                ("C3", "http:500", "WARNING Falha no endpoint de contagem: HTTP 500"),
                ("C4", "close", "WARNING Sincronização parcial: relatório"),
                ("clinia", "empty", "ONLINE Dados sincronizados"),
            ],
        )
        .await;
    }
    for site in Site::each_without_credentials(|_| {}).await {
        let missing = "ERROR Credenciais do Feegow não configuradas";
        assert_rows(&site, &SyncMedic::new(&site.app), &[("*", "http:500", missing)]).await;
        assert_rows(&site, &SyncReception::new(&site.app), &[("*", "http:500", "ERROR Falha API: sem token")]).await;
        let missing = "WARNING Sem Token/Cookie configurado";
        assert_rows(&site, &SyncWhatsapp::new(&site.app), &[("*", "http:500", missing)]).await;
    }
    log.assert_discreet();
}
