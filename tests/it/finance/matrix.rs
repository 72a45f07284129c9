//! The worker against the fake upstream, over HTTP: what it stores, and how it fails.

use hub_lib::{finance::sync::SyncBilling, jobs::Outcome};
use serde_json::json;

use super::source::{assert_consistent, stored};
use crate::support::{Log, Site};

/// The three lines of the sample day.
const SAMPLE: [&str; 3] = [
    "2026-02-18|-2000|Consulta Cardiologia|",
    "2026-02-18|15000|Consulta Cardiologia|",
    "2026-02-18|123456|Hemograma Completo|",
];

async fn sites() -> Vec<Site> {
    Site::each_with(|config| {
        config.workers.billing_lookback_days = 0;
        config.workers.http_timeout_max = Some(std::time::Duration::from_secs(1));
    })
    .await
}

async fn run(site: &Site) -> Outcome {
    site.run(&SyncBilling::new(&site.app)).await
}

#[tokio::test]
async fn the_day_of_the_samples_is_stored_without_outlier_and_footer() {
    let log = Log::listen();
    for site in sites().await {
        for _ in 0..2 {
            assert_eq!(run(&site).await, Outcome::Done("3 registros".into()));
            assert_eq!(stored(&site.app.db).await, SAMPLE);
            assert_consistent(&site.app.db).await;
        }
        let account_users = "SELECT usuario_da_conta FROM faturamento_analitico GROUP BY usuario_da_conta";
        assert_eq!(site.rows(account_users).await, ["Caixa Modelo"]);
    }
    log.assert_discreet();
}

#[tokio::test]
async fn other_shapes_of_the_page_give_the_same_lines() {
    for site in sites().await {
        for variant in ["currency", "dash", "hidden_row", "no_accents", "other_table_first"] {
            site.upstream.data("W8", json!({"variant": variant})).await;
            assert_eq!(run(&site).await, Outcome::Done("3 registros".into()), "{variant}");
            assert_eq!(stored(&site.app.db).await.len(), 3, "{variant}");
        }
        site.upstream.data("W8", json!({"variant": "no_account_user"})).await;
        assert_eq!(run(&site).await, Outcome::Partial("3 registros | sem 'Usuário da conta'".into()));
        site.upstream.data("W8", json!({"variant": "new_column"})).await;
        assert_eq!(run(&site).await, Outcome::Done("3 registros | colunas novas: Quantidade".into()));
        site.upstream.data("W8", json!({"variant": "out_of_window"})).await;
        for _ in 0..2 {
            assert_eq!(run(&site).await, Outcome::Done("4 registros".into()));
            assert_eq!(stored(&site.app.db).await[0], "2026-02-17|15000|Consulta Cardiologia|");
            assert_eq!(stored(&site.app.db).await.len(), 4);
            assert_consistent(&site.app.db).await;
        }
    }
}

#[tokio::test]
async fn without_credentials_nothing_is_tried() {
    for site in Site::each_without_credentials(|_| {}).await {
        assert_eq!(run(&site).await, Outcome::Failed("Credenciais do Feegow não configuradas".into()));
        assert!(site.upstream.journal().await.is_empty());
    }
}

#[tokio::test]
async fn whatever_fails_the_stored_day_stays_and_the_reason_is_told() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        for (route, mode, word) in [
            ("W8", "http:403", "HTTP 403"),
            ("W8", "http:500", "HTTP 500"),
            ("W8", "http:503", "HTTP 503"),
            ("W8", "login_page", "sessão expirada"),
            ("W8", "login_redirect", "expirada"),
            ("W8", "close", "sem conexão"),
            ("W8", "truncate", ""),
            ("W8", "html_instead_of_json", "configure CHROMIUM_PATH"),
            ("W8", "partial", ""),
            ("W7", "http:500", "HTTP 500"),
            ("W7", "html_instead_of_json", "configure CHROMIUM_PATH"),
        ] {
            site.upstream.fail(route, mode).await;
            let outcome = run(&site).await;
            let Outcome::Failed(reason) = &outcome else { panic!("{route} {mode}: {outcome:?}") };
            assert!(reason.contains(word), "{route} {mode}: {reason}");
            assert_eq!(stored(&site.app.db).await, SAMPLE, "{route} {mode}");
            site.upstream.heal(route).await;
            site.wait(11 * 60);
        }
        site.upstream.fail_with("W8", "timeout", json!(3)).await;
        assert_eq!(run(&site).await, Outcome::Failed("Falha ao ler o relatório: tempo esgotado".into()));
        site.upstream.heal("W8").await;
        site.upstream.fail("W8", "empty").await;
        assert_eq!(run(&site).await, Outcome::Partial("Relatório vazio; 3 registros mantidos".into()));
        assert_eq!(stored(&site.app.db).await, SAMPLE);
        assert_consistent(&site.app.db).await;
    }
    log.assert_discreet();
}

#[tokio::test]
async fn what_passes_by_itself_does_not_fail_a_run() {
    for site in sites().await {
        for mode in ["login_page", "http:403", "http:429", "http:503", "close"] {
            site.upstream.fail_times("W8", mode, 1).await;
            assert_eq!(run(&site).await, Outcome::Done("3 registros".into()), "{mode}");
            site.wait(11 * 60);
        }
        assert_eq!(stored(&site.app.db).await, SAMPLE);
    }
}
