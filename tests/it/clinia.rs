//! The WhatsApp worker against the fake upstream: what it stores, and what it keeps when calls fail.

use std::{collections::BTreeMap, sync::Arc};

use hub_lib::{
    app::App,
    db::{Db, Fence},
    integrations,
    jobs::{Job, JobCtx, Outcome},
    on_engine, on_writer,
    queues::whatsapp::sync::SyncWhatsapp,
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::support::{Log, TestApp, Upstream, databases};

const CENTRAL: &str = "da45d882-5702-439b-8133-3d896d6a8810";
const RESOLVE: &str = "dbfa4605-60ec-4f17-92c5-05c7d90ebcb4";
const NEW_GROUP: &str = "11111111-2222-3333-4444-555555555555";
const NOW: &str = "2026-02-18 09:43:00";
const COUNT_EXPIRED: &str = "Falha no endpoint de contagem (cookie inválido ou expirado)";

/// A worker on a fresh database, and the upstream it reads.
struct Stage {
    app: TestApp,
    upstream: Upstream,
    job: SyncWhatsapp,
}

impl Stage {
    /// One for each engine. Calls give up after a second and repeat without waiting.
    async fn each() -> Vec<Self> {
        let mut stages = Vec::new();
        for database in databases().await {
            let upstream = Upstream::start(&hub_lib::kernel::Clock::manual_at(NOW)).await;
            let base_url = format!("{}/clinia", upstream.base_url());
            let settings =
                [("CLINIA_BASE_URL", base_url.as_str()), ("SYNC_PAUSE_SCALE", "0"), ("HTTP_TIMEOUT_MAX_SEC", "1")];
            let app = TestApp::on(database, &settings);
            app.app.clock.set(NOW);
            let job = SyncWhatsapp::new(&app.app);
            stages.push(Self { app, upstream, job });
        }
        stages
    }

    /// One for each engine, with the cookie stored.
    async fn each_with_cookie() -> Vec<Self> {
        let stages = Self::each().await;
        for stage in &stages {
            integrations::save_simulated(stage.app()).await.unwrap();
        }
        stages
    }

    /// One for each engine after one good cycle, so that there is something to lose.
    async fn each_with_history() -> Vec<Self> {
        let stages = Self::each_with_cookie().await;
        for stage in &stages {
            assert_eq!(stage.run().await, Outcome::Done("Dados sincronizados".into()));
        }
        stages
    }

    fn app(&self) -> &App {
        &self.app.app
    }

    fn db(&self) -> &Db {
        &self.app.app.db
    }

    async fn run(&self) -> Outcome {
        let app = self.app();
        let ctx = JobCtx {
            db: app.db.clone(),
            clock: app.clock.clone(),
            cancel: CancellationToken::new(),
            fence: Fence::open(),
            progress: Arc::new(|_| {}),
        };
        self.job.run(&ctx).await
    }

    async fn stored(&self) -> Stored {
        const GROUPS: &str = "SELECT group_id, group_name, queue_size, avg_wait_seconds FROM clinia_group_snapshots";
        const CHATS: &str = "SELECT date, total_conversations, total_without_response, avg_wait_seconds
                             FROM clinia_chat_stats ORDER BY date";
        const APPOINTMENTS: &str = "SELECT date, total_appointments, bot_appointments, crc_appointments
                                    FROM clinia_appointment_stats ORDER BY date";
        let groups: Vec<(String, String, i64, i64)> =
            on_engine!(self.db(), pool => sqlx::query_as(GROUPS).fetch_all(pool).await).unwrap();
        Stored {
            groups: groups.into_iter().map(|(id, name, size, wait)| (id, (name, size, wait))).collect(),
            chats: on_engine!(self.db(), pool => sqlx::query_as(CHATS).fetch_all(pool).await).unwrap(),
            appointments: on_engine!(self.db(), pool => sqlx::query_as(APPOINTMENTS).fetch_all(pool).await).unwrap(),
        }
    }
}

type Day = (String, i64, i64, i64);

/// Everything the worker writes but `updated_at`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stored {
    /// Name, queue and wait by id.
    groups: BTreeMap<String, (String, i64, i64)>,
    chats: Vec<Day>,
    appointments: Vec<Day>,
}

fn day(a: i64, b: i64, c: i64) -> Vec<Day> {
    vec![("2026-02-18".to_owned(), a, b, c)]
}

/// What the samples of the fake upstream lead to.
fn samples() -> Stored {
    let group = |id: &str, name: &str, size: i64, wait: i64| (id.to_owned(), (name.to_owned(), size, wait));
    Stored {
        groups: BTreeMap::from([
            group(CENTRAL, "Central de relacionamento", 9, 185),
            group("27a55f28-fcc9-464a-b309-46eae46cac71", "Cancelados", 0, 0),
            group(RESOLVE, "Resolvesaude", 0, 0),
            group("e4f34a9b-6b42-4ab5-9cd8-70f248ef422d", "Verificar pagamentos", 0, 0),
            group("4bb619b3-7c61-417a-b175-9ddbffa07e0e", "Aniversariantes", 0, 0),
            group("4e20ab85-5a52-454b-8e3a-742afea03e3a", "Aguardando Confirmação", 0, 0),
            group(NEW_GROUP, "Grupo Novo", 8, 0),
            group("__global__", "__GLOBAL__", 17, 0),
        ]),
        chats: day(60, 4, 120),
        appointments: day(40, 12, 28),
    }
}

fn partial(text: &str) -> Outcome {
    Outcome::Partial(text.to_owned())
}

#[tokio::test]
async fn a_cycle_stores_the_groups_and_the_figures_of_the_day() {
    for stage in Stage::each_with_history().await {
        assert_eq!(stage.stored().await, samples());

        let journal = stage.upstream.journal().await;
        let routes: Vec<&str> = journal.iter().map(|call| call["route"].as_str().unwrap()).collect();
        assert_eq!(routes, ["C1", "C2", "C3", "C4", "C5"]);
    }
}

#[tokio::test]
async fn a_second_cycle_on_the_same_answers_changes_nothing_but_the_time() {
    for stage in Stage::each_with_history().await {
        stage.app().clock.set("2026-02-18 09:44:00");
        assert_eq!(stage.run().await, Outcome::Done("Dados sincronizados".into()));
        assert_eq!(stage.stored().await, samples());
        for sql in [
            "SELECT DISTINCT updated_at FROM clinia_group_snapshots",
            "SELECT updated_at FROM clinia_chat_stats",
            "SELECT updated_at FROM clinia_appointment_stats",
        ] {
            let times: Vec<String> =
                on_engine!(stage.db(), pool => sqlx::query_scalar(sql).fetch_all(pool).await).unwrap();
            assert_eq!(times, ["2026-02-18 09:44:00"]);
        }
    }
}

#[tokio::test]
async fn without_a_cookie_nothing_is_asked_and_people_are_told() {
    for stage in Stage::each().await {
        assert_eq!(stage.run().await, partial("Sem Token/Cookie configurado"));
        assert!(stage.upstream.journal().await.is_empty());
    }
}

#[tokio::test]
async fn an_expired_cookie_leaves_everything_as_it_was() {
    for stage in Stage::each_with_history().await {
        for mode in ["http:401", "http:403", "login_page", "login_redirect"] {
            stage.upstream.fail("clinia", mode).await;
            assert_eq!(stage.run().await, partial(COUNT_EXPIRED), "{mode}");
            assert_eq!(stage.stored().await, samples(), "{mode}");
            stage.upstream.reset().await;
        }
        // As Clinia itself refuses it.
        let change = integrations::Change { token: Some("clinia_session=velha".into()), ..Default::default() };
        integrations::save_credentials(stage.app(), integrations::Integration::Clinia, change).await.unwrap();
        assert_eq!(stage.run().await, partial(COUNT_EXPIRED));
        assert_eq!(stage.stored().await, samples());
    }
}

/// Other values on every route, so that what was stored anew can be told from what was kept.
async fn change_everything(upstream: &Upstream) {
    upstream.data("C1", json!({"groups": [{"id": NEW_GROUP, "name": "Outro Nome"}]})).await;
    upstream.data("C2", json!({"groups": [{"group_id": CENTRAL, "avg_waiting_time": 60}]})).await;
    let count = json!({"count": {"all": 5, "groups": [{"id": CENTRAL, "count": 2}, {"id": NEW_GROUP, "count": 3}]}});
    upstream.data("C3", count).await;
    let chart = json!({"groups": [{"group_id": CENTRAL,
        "group_conversations_per_day": [{"date": "18/02", "conversation": 70, "without_response_conversation": 5}],
        "waiting_time_per_day": [{"date": "18/02", "avg": 30}]}]});
    upstream.data("C4", chart).await;
    let current = json!({"current": {"appointmentsTotal": 50, "appointmentsCreatedByBot": 20}});
    upstream.data("C5", current).await;
}

fn set(stored: &mut Stored, id: &str, name: &str, size: i64, wait: i64) {
    stored.groups.insert(id.to_owned(), (name.to_owned(), size, wait));
}

/// What [`change_everything`] leads to when one route fails.
fn changed_without(route: &str) -> Stored {
    let mut expected = samples();
    if route != "C3" {
        let (wait, name) =
            (if route == "C2" { 185 } else { 60 }, if route == "C1" { "Grupo Novo" } else { "Outro Nome" });
        set(&mut expected, CENTRAL, "Central de relacionamento", 2, wait);
        set(&mut expected, NEW_GROUP, name, 3, 0);
        set(&mut expected, "__global__", "__GLOBAL__", 5, 0);
    }
    if route != "C4" {
        expected.chats = day(70, 5, 30);
    }
    if route != "C5" {
        expected.appointments = day(50, 20, 30);
    }
    expected
}

#[tokio::test]
async fn whatever_one_call_does_the_others_are_stored_and_its_part_is_kept() {
    let modes = [
        ("http:401", "cookie"),
        ("http:403", "cookie"),
        ("login_page", "cookie"),
        ("http:404", "HTTP 404"),
        ("http:429", "HTTP 429"),
        ("http:500", "HTTP 500"),
        ("http:503", "HTTP 503"),
        ("timeout", "tempo esgotado"),
        ("close", "sem conexão"),
        ("truncate", ""),
        ("bad_json", "resposta ilegível"),
        ("html_instead_of_json", "resposta inesperada"),
        ("success_false", "resposta ilegível"),
    ];
    for stage in Stage::each_with_history().await {
        for (mode, reason) in modes {
            // The slow ones once per engine are enough.
            let routes: &[(&str, &str)] = match mode {
                "timeout" => &[("C3", "")],
                _ => &[("C1", "grupos"), ("C2", "monitor"), ("C3", ""), ("C4", "relatório"), ("C5", "agendamentos")],
            };
            for (route, part) in routes {
                change_everything(&stage.upstream).await;
                stage.upstream.fail(route, mode).await;

                let outcome = stage.run().await;

                let Outcome::Partial(text) = &outcome else { panic!("{route} {mode}: {outcome:?}") };
                match (*route, reason) {
                    ("C3", "cookie") => assert_eq!(text, COUNT_EXPIRED),
                    ("C3", reason) => {
                        assert!(text.starts_with(&format!("Falha no endpoint de contagem: {reason}")), "{text}")
                    }
                    _ => assert_eq!(*text, format!("Sincronização parcial: {part}"), "{mode}"),
                }
                assert_eq!(stage.stored().await, changed_without(route), "{route} {mode}");
                stage.upstream.reset().await;
                assert_eq!(stage.run().await, Outcome::Done("Dados sincronizados".into()));
                assert_eq!(stage.stored().await, samples());
            }
        }
    }
}

#[tokio::test]
async fn several_missing_parts_are_named_in_their_order() {
    for stage in Stage::each_with_history().await {
        for route in ["C5", "C4", "C2"] {
            stage.upstream.fail(route, "http:500").await;
        }
        assert_eq!(stage.run().await, partial("Sincronização parcial: monitor, relatório, agendamentos"));
        stage.upstream.fail("C1", "http:500").await;
        stage.upstream.heal("C4").await;
        assert_eq!(stage.run().await, partial("Sincronização parcial: monitor, agendamentos, grupos"));
        assert_eq!(stage.stored().await, samples());
    }
}

#[tokio::test]
async fn calls_that_fail_for_a_moment_are_repeated() {
    for stage in Stage::each_with_cookie().await {
        for (route, mode) in [("C1", "http:429"), ("C2", "http:500"), ("C3", "close"), ("C4", "http:503")] {
            stage.upstream.fail_times(route, mode, 2).await;
        }
        assert_eq!(stage.run().await, Outcome::Done("Dados sincronizados".into()));
        assert_eq!(stage.stored().await, samples());
        assert_eq!(stage.upstream.calls("C3").await.len(), 3);
        assert_eq!(stage.upstream.calls("C5").await.len(), 1);
    }
}

#[tokio::test]
async fn no_conversations_at_all_are_stored_as_zeros() {
    for stage in Stage::each_with_history().await {
        stage.upstream.fail("clinia", "empty").await;
        assert_eq!(stage.run().await, Outcome::Done("Dados sincronizados".into()));
        let mut expected = samples();
        expected.groups.remove(NEW_GROUP);
        set(&mut expected, CENTRAL, "Central de relacionamento", 0, 0);
        set(&mut expected, "__global__", "__GLOBAL__", 0, 0);
        expected.chats = day(0, 0, 0);
        expected.appointments = day(0, 0, 0);
        assert_eq!(stage.stored().await, expected);
    }
}

#[tokio::test]
async fn odd_values_are_read_as_far_as_they_go() {
    for stage in Stage::each_with_cookie().await {
        let groups =
            json!([{"id": CENTRAL, "count": "9"}, {"id": "x-1", "count": null}, {"id": NEW_GROUP, "count": 8.9}]);
        stage.upstream.data("C3", json!({"count": {"all": 0, "groups": groups}})).await;
        stage.upstream.data("C2", json!({"groups": [{"group_id": CENTRAL, "avg_waiting_time": "185.7"}]})).await;
        let chart = json!({"groups": [
            {"group_conversations_per_day": [{"date": "18/02", "conversation": null, "without_response_conversation": "2"}],
             "waiting_time_per_day": null},
            {"group_conversations_per_day": [{"date": "18/02", "conversation": 7}],
             "waiting_time_per_day": [{"date": "18/02", "avg": "30.9"}]}]});
        stage.upstream.data("C4", chart).await;
        stage.upstream.data("C5", json!({"current": {"appointmentsTotal": 3, "appointmentsCreatedByBot": 5}})).await;

        assert_eq!(stage.run().await, Outcome::Done("Dados sincronizados".into()));

        let mut expected = samples();
        set(&mut expected, "x-1", "Não identificado", 0, 0);
        expected.chats = day(7, 2, 30);
        expected.appointments = day(3, 5, 0);
        assert_eq!(stage.stored().await, expected);
    }
}

#[tokio::test]
async fn a_day_that_is_over_keeps_its_figures() {
    for stage in Stage::each_with_history().await {
        stage.app().clock.set("2026-02-19 09:00:00");
        assert_eq!(stage.run().await, Outcome::Done("Dados sincronizados".into()));
        let stored = stage.stored().await;
        let of = |date: &str, a, b, c| (date.to_owned(), a, b, c);
        assert_eq!(stored.chats, [of("2026-02-18", 60, 4, 120), of("2026-02-19", 0, 0, 0)]);
        assert_eq!(stored.appointments, [of("2026-02-18", 40, 12, 28), of("2026-02-19", 40, 12, 28)]);
    }
}

#[tokio::test]
async fn a_failing_database_is_a_failure_and_leaves_all_or_nothing() {
    for stage in Stage::each_with_history().await {
        change_everything(&stage.upstream).await;
        let drop = "DROP TABLE clinia_appointment_stats";
        on_writer!(stage.db(), pool => sqlx::query(drop).execute(pool).await.map(|_| ())).unwrap();

        assert!(matches!(stage.run().await, Outcome::Failed(_)));

        let sql = "SELECT queue_size FROM clinia_group_snapshots WHERE group_id = '__global__'";
        let total: i64 = on_engine!(stage.db(), pool => sqlx::query_scalar(sql).fetch_one(pool).await).unwrap();
        assert_eq!(total, 17);
    }
}

#[tokio::test]
async fn no_failure_brings_the_cookie_into_the_log_or_to_the_people() {
    let log = Log::listen();
    for stage in Stage::each_with_cookie().await {
        for mode in ["http:401", "http:500", "login_page", "login_redirect", "close", "truncate", "bad_json"] {
            stage.upstream.fail("clinia", mode).await;
            let Outcome::Partial(text) = stage.run().await else { panic!("{mode}") };
            assert!(!text.contains("clinia_session"), "{text}");
        }
    }
    assert!(log.text().contains("WhatsApp"), "the failures are logged");
    log.assert_discreet();
}
