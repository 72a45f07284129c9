//! The worker against the fake upstream, over HTTP: what it asks for, what it stores, and how it fails.

use std::time::Duration;

use hub_lib::{
    db::Db,
    jobs::{Job, Outcome},
    proposals::sync::SyncProposals,
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::support::{Log, Site};

const STORED: &str = "SELECT CONCAT(proposal_id, '|', date, '|', status, '|', unit_name, '|', professional_name, '|',
    REPLACE(CONCAT(ROUND(total_value * 100), ''), '.0', ''), '|', items_json)
    FROM feegow_proposals ORDER BY proposal_id";
const SAMPLES: [&str; 2] = [
    r#"42001|2026-02-17|Executada|Ouro Verde|Profissional Modelo|18500|[{"nome":"Avaliação","valor":150.0},{"nome":"Hemograma Completo","valor":35.0}]"#,
    "42002|2026-02-18|Aguardando aprovação do cliente|Matriz|Profissional Modelo|125000|[]",
];
const CHUNKS: usize = 11;

async fn sites() -> Vec<Site> {
    sites_waiting(Duration::from_secs(5)).await
}

/// Sites whose calls last at most this long.
async fn sites_waiting(most: Duration) -> Vec<Site> {
    Site::each_with(|config| {
        config.feegow.access_token = Some("sim-api-token".into());
        config.workers.http_timeout_max = Some(most);
    })
    .await
}

async fn run(site: &Site) -> Outcome {
    site.run(&SyncProposals::new(&site.app)).await
}

fn done(proposals: usize) -> Outcome {
    Outcome::Done(format!("Total Processado: {proposals}"))
}

fn failed(words: &str) -> Outcome {
    Outcome::Failed(format!("Erro API: {words}"))
}

/// A proposal that says the least.
fn proposal(id: i64, day: &str) -> Value {
    json!({"proposal_id": id, "proposal_date": day})
}

#[tokio::test]
async fn the_samples_are_stored_and_a_second_run_changes_only_the_time() {
    const TIMES: &str = "SELECT updated_at FROM feegow_proposals";
    let log = Log::listen();
    for site in sites().await {
        assert_eq!(run(&site).await, done(2));
        assert_eq!(site.rows(STORED).await, SAMPLES);
        assert_eq!(site.rows(TIMES).await, ["2026-02-18 09:43:00"; 2]);
        site.wait(60);
        assert_eq!(run(&site).await, done(2));
        assert_eq!(site.rows(STORED).await, SAMPLES);
        assert_eq!(site.rows(TIMES).await, ["2026-02-18 09:44:00"; 2]);
    }
    log.assert_discreet();
}

#[tokio::test]
async fn eleven_chunks_cover_a_month_before_and_after_today() {
    for site in sites().await {
        run(&site).await;
        let calls = site.upstream.calls("A6").await;
        let asked: Vec<String> = calls
            .iter()
            .map(|call| {
                assert_eq!((&call["method"], &call["query"]["tipo_data"]), (&json!("GET"), &json!("I")), "{call}");
                let day = |name: &str| call["query"][name].as_str().unwrap_or_default().to_owned();
                format!("{} {}", day("data_inicio"), day("data_fim"))
            })
            .collect();
        assert_eq!(
            asked,
            [
                "19-01-2026 24-01-2026",
                "25-01-2026 30-01-2026",
                "31-01-2026 05-02-2026",
                "06-02-2026 11-02-2026",
                "12-02-2026 17-02-2026",
                "18-02-2026 23-02-2026",
                "24-02-2026 01-03-2026",
                "02-03-2026 07-03-2026",
                "08-03-2026 13-03-2026",
                "14-03-2026 19-03-2026",
                "20-03-2026 20-03-2026",
            ]
        );
    }
}

#[tokio::test]
async fn every_column_is_written_again_and_what_is_no_longer_sent_stays() {
    const OLD: &str =
        "INSERT INTO feegow_proposals (proposal_id, date, status, unit_name, professional_name, total_value,
        items_json) VALUES (42001, '2020-01-01', 'x', 'x', 'x', 1, 'x'), (7, '2026-02-18', 'Outra', 'U', 'P', 2, '[]'),
        (8, NULL, NULL, NULL, NULL, NULL, NULL)";
    for site in sites().await {
        site.execute(OLD).await;
        assert_eq!(run(&site).await, done(2));
        let rows = site.rows(STORED).await;
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[0], "7|2026-02-18|Outra|U|P|200|[]");
        assert_eq!(rows[2..], SAMPLES);
    }
}

#[tokio::test]
async fn what_is_not_said_gets_a_word_and_what_nobody_knows_is_kept() {
    for site in sites().await {
        let data = json!([
            {"proposal_id": 1, "proposal_date": "2026-02-18", "status": null, "unidade": {"nome_fantasia": " "},
             "proposer_name": "", "value": null, "procedimentos": {"data": null}},
            {"proposal_id": "2", "proposal_date": "18/02/2026", "status": " Em avaliação pelo convênio ",
             "unidade": {"nome_fantasia": "Unidade Nova"}, "proposer_name": "Ç ' \" \\ 🩺", "value": "1.250,50",
             "procedimentos": []},
            {"proposal_id": 3, "proposal_date": "18-02-2026", "unidade": {"nome_fantasia": "u".repeat(300)},
             "procedimentos": {"data": [{"nome": "Exame", "valor": "100.00", "desconto": "abc"}, {"valor": 10.5}]}},
            {"proposal_id": 4, "proposal_date": "2026-02-18T23:30:00-05:00", "procedimentos": {"data": []}, "value": 9},
        ]);
        site.upstream.data("A6", data).await;
        assert_eq!(run(&site).await, done(4));
        let unit = "u".repeat(191);
        assert_eq!(
            site.rows(STORED).await,
            [
                "1|2026-02-18|Pendente|Matriz|Sistema|0|[]",
                "2|2026-02-18|Em avaliação pelo convênio|Unidade Nova|Ç ' \" \\ 🩺|125050|[]",
                &format!(
                    r#"3|2026-02-18|Pendente|{unit}|Sistema|11050|[{{"nome":"Exame","valor":100.0}},{{"nome":"","valor":10.5}}]"#
                ),
                "4|2026-02-18|Pendente|Matriz|Sistema|0|[]",
            ]
        );
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_left_out_by_itself() {
    let log = Log::listen();
    for site in sites().await {
        let odd = json!([
            null,
            "x",
            {"proposal_date": "2026-02-18"},
            proposal(0, "2026-02-18"),
            proposal(5, "amanhã"),
            proposal(6, "2026-02-30"),
            {"proposal_id": 7, "proposal_date": "2026-02-18", "procedimentos": {"data": ["x"]}},
            {"proposal_id": 8, "proposal_date": "2026-02-18", "procedimentos": {"data": "x"}},
            proposal(9, "2026-02-18"),
        ]);
        site.upstream.data("A6", odd).await;
        assert_eq!(run(&site).await, done(1));
        assert_eq!(site.rows(STORED).await, ["9|2026-02-18|Pendente|Matriz|Sistema|0|[]"]);
    }
    let text = log.text();
    let warning = text.lines().find(|line| line.contains("cannot be read") && line.contains("2026-02-18..2026-02-23"));
    assert!(warning.is_some_and(|line| line.contains("skipped=8")), "{warning:?}");
}

#[tokio::test]
async fn a_list_of_items_too_long_for_an_old_table_does_not_cost_the_proposal() {
    for site in sites().await {
        let items: Vec<Value> = (0..3000).map(|_| json!({"nome": "Procedimento de nome longo", "valor": 1})).collect();
        site.upstream
            .data("A6", json!([{"proposal_id": 1, "proposal_date": "2026-02-18", "procedimentos": {"data": items}}]))
            .await;
        assert_eq!(run(&site).await, done(1));
        let stored = &site.rows(STORED).await[0];
        assert!(stored.starts_with("1|2026-02-18|Pendente|Matriz|Sistema|300000|["), "the sum is whole");
        assert_eq!(stored.ends_with("|[]"), matches!(site.app.db, Db::MySql(_)));
    }
}

#[tokio::test]
async fn the_last_of_two_wins() {
    for site in sites().await {
        let twice = |status: &str| json!({"proposal_id": 1, "proposal_date": "2026-02-18", "status": status});
        site.upstream.data("A6", json!([twice("Aberta"), twice("Executada")])).await;
        assert_eq!(run(&site).await, done(1));
        assert_eq!(site.rows(STORED).await, ["1|2026-02-18|Executada|Matriz|Sistema|0|[]"]);
    }
}

#[tokio::test]
async fn without_a_token_nothing_is_asked() {
    for site in Site::each().await {
        assert_eq!(run(&site).await, Outcome::Failed("FEEGOW_ACCESS_TOKEN não configurado".into()));
        assert!(site.upstream.journal().await.is_empty());
    }
}

#[tokio::test]
async fn a_refusal_ends_the_run_at_once_and_keeps_what_is_stored() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        for (mode, words) in [
            ("http:401", "HTTP 401"),
            ("http:403", "HTTP 403"),
            ("login_page", "sessão expirada"),
            ("login_redirect", "sessão expirada"),
        ] {
            site.upstream.reset().await;
            site.upstream.fail("A6", mode).await;
            assert_eq!(run(&site).await, failed(words), "{mode}");
            assert_eq!(site.upstream.calls("A6").await.len(), 1, "{mode}");
            assert_eq!(site.rows(STORED).await, SAMPLES, "{mode}");
        }
    }
    log.assert_discreet();
}

#[tokio::test]
async fn whatever_fails_for_ever_what_is_stored_stays() {
    let log = Log::listen();
    for site in sites().await {
        run(&site).await;
        for (mode, words, attempts) in [
            ("http:429", "HTTP 429", 3),
            ("http:500", "HTTP 500", 3),
            ("http:503", "HTTP 503", 3),
            ("http:404", "HTTP 404", 1),
            ("close", "sem conexão", 3),
            ("truncate", "sem conexão", 3),
            ("bad_json", "resposta ilegível", 1),
            ("html_instead_of_json", "resposta inesperada", 1),
            ("success_false", "Falha simulada", 1),
        ] {
            site.upstream.reset().await;
            site.upstream.fail("A6", mode).await;
            assert_eq!(run(&site).await, failed(words), "{mode}");
            assert_eq!(site.upstream.calls("A6").await.len(), CHUNKS * attempts, "{mode}");
            assert_eq!(site.rows(STORED).await, SAMPLES, "{mode}");
        }
    }
    log.assert_discreet();
}

#[tokio::test]
async fn a_service_that_never_answers_is_given_up() {
    for site in sites_waiting(Duration::from_millis(100)).await {
        site.execute("INSERT INTO feegow_proposals (proposal_id, date) VALUES (1, '2026-02-18')").await;
        site.upstream.fail_with("A6", "timeout", json!(2)).await;
        assert_eq!(run(&site).await, failed("tempo esgotado"));
        assert_eq!(site.rows("SELECT date FROM feegow_proposals").await, ["2026-02-18"]);
    }
}

#[tokio::test]
async fn what_passes_by_itself_does_not_fail_a_run() {
    for site in sites().await {
        for mode in ["http:429", "http:500", "http:503", "close", "truncate"] {
            site.upstream.fail_times("A6", mode, 2).await;
            assert_eq!(run(&site).await, done(2), "{mode}");
        }
        assert_eq!(site.rows(STORED).await, SAMPLES);
    }
}

#[tokio::test]
async fn a_chunk_that_fails_is_counted_and_the_others_are_stored() {
    for site in sites().await {
        for (mode, times) in [("http:500", 3), ("close", 3), ("truncate", 3), ("bad_json", 1), ("success_false", 1)] {
            site.execute("DELETE FROM feegow_proposals").await;
            site.upstream.fail_times("A6", mode, times).await;
            let some = Outcome::Partial("Total Processado: 2 (1 de 11 lotes com erro)".into());
            assert_eq!(run(&site).await, some, "{mode}");
            assert_eq!(site.rows(STORED).await, SAMPLES, "{mode}");
        }
    }
}

#[tokio::test]
async fn no_proposals_are_none() {
    for site in sites().await {
        run(&site).await;
        site.upstream.fail("A6", "empty").await;
        assert_eq!(run(&site).await, done(0));
        assert_eq!(site.rows(STORED).await, SAMPLES, "nothing is deleted");
    }
}

#[tokio::test]
async fn a_reader_sees_a_chunk_as_it_was_or_as_it_is() {
    const COUNTS: &str = "SELECT CONCAT(COUNT(*), ' ', COUNT(CASE WHEN status = 'Executada' THEN 1 END))
                          FROM feegow_proposals";
    const PROPOSALS: i64 = 1200;
    let batch = |status: &str| -> Value {
        (1..=PROPOSALS).map(|id| json!({"proposal_id": id, "proposal_date": "2026-02-18", "status": status})).collect()
    };
    for site in sites().await {
        site.upstream.data("A6", batch("Pendente")).await;
        run(&site).await;
        site.upstream.data("A6", batch("Executada")).await;
        let over = CancellationToken::new();
        let writer = async {
            assert_eq!(run(&site).await, done(1200));
            over.cancel();
        };
        let reader = async {
            let mut seen = Vec::new();
            while !over.is_cancelled() {
                seen.extend(site.rows(COUNTS).await);
            }
            seen
        };
        let ((), seen) = tokio::join!(writer, reader);
        assert!(seen.len() > 3 && seen[0] == "1200 0", "the reader came too late");
        let strange: Vec<&String> =
            seen.iter().filter(|seen| !["1200 0", "1200 1200"].contains(&seen.as_str())).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}

#[tokio::test]
async fn a_run_that_is_told_to_stop_ends() {
    for site in sites().await {
        let ctx = site.ctx();
        ctx.cancel.cancel();
        assert_eq!(SyncProposals::new(&site.app).run(&ctx).await, Outcome::Skipped("told to stop"));
        assert!(site.upstream.journal().await.is_empty());
    }
}
