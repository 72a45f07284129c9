//! The three live queues, read through the router.

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use hub_lib::{db::Db, on_writer};
use serde_json::{Value, json};

use crate::support::{TestApp, each_app};

const MEDIC: &str = "/api/queue/medic";
const RECEPTION: &str = "/api/queue/reception";
const WHATSAPP: &str = "/api/queue/whatsapp";
const CENTRAL: &str = "da45d882-5702-439b-8133-3d896d6a8810";
const CANCELADOS: &str = "27a55f28-fcc9-464a-b309-46eae46cac71";

/// Inserts a row of texts separated by ` | `; `-` is NULL.
async fn insert(db: &Db, sql: &'static str, row: &str) {
    let values: Vec<Option<&str>> = row.split(" | ").map(|value| (value != "-").then_some(value)).collect();
    on_writer!(db, pool => {
        let query = values.iter().fold(sqlx::query(sql), |query, value| query.bind(*value));
        query.execute(pool).await.map(|_| ())
    })
    .unwrap();
}

/// `hash | unit | name | arrival | minutes | status | doctor | updated_at`
async fn patient(app: &TestApp, row: &str) {
    const SQL: &str = "INSERT INTO espera_medica
        (hash_id, unidade, paciente, chegada, espera_minutos, status, profissional, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    insert(&app.app.db, SQL, row).await;
}

/// `hash | unit | arrived | called | status | day | updated_at`
async fn ticket(app: &TestApp, row: &str) {
    const SQL: &str = "INSERT INTO recepcao_historico
        (hash_id, unidade_id, dt_chegada, dt_atendimento, status, dia_referencia, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)";
    insert(&app.app.db, SQL, row).await;
}

/// `id | name | size | seconds | updated_at`
async fn group(app: &TestApp, row: &str) {
    const SQL: &str = "INSERT INTO clinia_group_snapshots
        (group_id, group_name, queue_size, avg_wait_seconds, updated_at) VALUES (?, ?, ?, ?, ?)";
    insert(&app.app.db, SQL, row).await;
}

async fn break_table(app: &TestApp, sql: &'static str) {
    on_writer!(&app.app.db, pool => sqlx::query(sql).execute(pool).await.map(|_| ())).unwrap();
}

async fn read(app: &TestApp, path: &str) -> Value {
    let reply = app.get_as("OPERADOR", path).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text);
    reply.json
}

/// The ids of a unit's patients, in order.
fn ids(answer: &Value, unit: usize) -> Vec<&str> {
    answer["data"][unit]["patients"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap()).collect()
}

fn shown(id: &str, name: &str, arrival: &str, wait: i64, status: &str, elderly: bool) -> Value {
    json!({
        "id": id, "name": name, "service": "", "professional": "PROF UM", "arrival": arrival, "waitTime": wait,
        "status": status, "priority": { "isElderly": elderly, "isWheelchair": false, "isPregnant": false },
    })
}

#[tokio::test]
async fn the_medical_queue_of_the_golden_afternoon() {
    for app in each_app().await {
        for row in [
            "h1 | Ouro Verde | PACIENTE A IDOSO | 14:50 | 40 | Espera | PROF UM | 2026-02-19 15:29:30",
            "h2 | Ouro Verde | PACIENTE B | 15:05 | 25 | Em Atendimento | PROF UM | 2026-02-19 15:29:30",
            "h3 | CENTRO CAMBUÍ | PACIENTE C | 15:20 | 9 | Espera | PROF UM | 2026-02-19 15:29:30",
            "h4 | Ouro Verde | D | 10:00 | 60 | Finalizado (Saiu) | PROF UM | 2026-02-19 11:00:00",
            "h5 | Ouro Verde | E | 16:00 | 30 | Finalizado (Saiu) | PROF UM | 2026-02-18 16:30:00",
            "h6 | Ouro Verde | F | 09:00 | 300 | Finalizado (Saiu) | PROF UM | 2026-02-19 14:00:00",
            "h7 | Ouro Verde | G | 11:00 | 20 | Espera | PROF UM | 2026-02-18 11:20:00",
        ] {
            patient(&app, row).await;
        }
        let expected = json!({
            "status": "success",
            "data": [
                { "id": "Ouro Verde", "name": "OURO VERDE", "totalAttended": 2, "averageWaitDay": 60, "patients": [
                    shown("h2", "PACIENTE B", "15:05", 25, "in_service", false),
                    shown("h1", "PACIENTE A IDOSO", "14:50", 40, "waiting", true),
                ] },
                { "id": "Centro Cambui", "name": "CENTRO CAMBUI", "totalAttended": 0, "averageWaitDay": 0, "patients": [
                    shown("h3", "PACIENTE C", "15:20", 10, "waiting", false),
                ] },
                { "id": "Campinas Shopping", "name": "CAMPINAS SHOPPING", "totalAttended": 0, "averageWaitDay": 0,
                  "patients": [] },
            ],
            "timestamp": "2026-02-19T18:30:00.000Z",
            "dataUpdatedAt": "2026-02-19 15:29:30",
        });
        assert_eq!(read(&app, MEDIC).await, expected);
    }
}

#[tokio::test]
async fn the_reception_queue_of_the_golden_afternoon() {
    for app in each_app().await {
        for row in [
            "t1 | 2 | 2026-02-19 08:00:00 | 2026-02-19 08:12:30 | Finalizado (Saiu) | 2026-02-19 | 2026-02-19 08:12:30",
            "t2 | 2 | 2026-02-19 09:00:00 | 2026-02-19 09:08:59 | Finalizado (Saiu) | 2026-02-19 | 2026-02-19 09:08:59",
            "t3 | 2 | 2026-02-19 10:00:00 | - | - | 2026-02-19 | 2026-02-19 15:29:50",
            "t4 | 12 | 2026-02-19 15:00:00 | - | Aguardando | 2026-02-19 | 2026-02-19 15:29:50",
            "t5 | 99 | 2026-02-19 10:00:00 | - | Aguardando | 2026-02-19 | 2026-02-19 15:29:50",
            "t6 | 3 | 2026-02-18 10:00:00 | 2026-02-18 10:20:00 | Finalizado (Saiu) | 2026-02-18 | 2026-02-18 10:20:00",
        ] {
            ticket(&app, row).await;
        }
        let unit = |waiting: i64, minutes: i64, called: i64, name: &str| json!({ "fila": waiting, "tempo_medio": minutes, "total_passaram": called, "nome_unidade": name });
        let expected = json!({
            "status": "success",
            "data": {
                "por_unidade": {
                    "2": unit(1, 10, 2, "Ouro Verde"),
                    "3": unit(0, 0, 0, "Centro Cambuí"),
                    "12": unit(1, 0, 0, "Campinas Shopping"),
                },
                "global": { "total_fila": 2, "tempo_medio": 10 },
            },
            "timestamp": "2026-02-19T18:30:00.000Z",
            "dataUpdatedAt": "2026-02-19 15:29:50",
        });
        assert_eq!(read(&app, RECEPTION).await, expected);
    }
}

#[tokio::test]
async fn the_whatsapp_queue_of_the_golden_afternoon() {
    for app in each_app().await {
        group(&app, &format!("{CENTRAL} | Central de relacionamento | 9 | 600 | 2026-02-19 15:29:00")).await;
        group(&app, &format!("{CANCELADOS} | Cancelados | 2 | 240 | 2026-02-19 15:28:00")).await;
        group(&app, "x1 | Não identificado | 6 | 0 | 2026-02-19 15:28:00").await;
        group(&app, "__global__ | __GLOBAL__ | 17 | 0 | 2026-02-19 15:28:00").await;
        let shown = |id: &str, name: &str, size: i64, seconds: i64| json!({ "group_id": id, "group_name": name, "queue_size": size, "avg_wait_seconds": seconds });
        let expected = json!({
            "status": "success",
            "data": {
                "global": { "queue": 17, "avgWaitSeconds": 420 },
                "groups": [
                    shown(CENTRAL, "Central de relacionamento", 9, 600),
                    shown(CANCELADOS, "Cancelados", 2, 240),
                    shown("x1", "Não identificado", 6, 0),
                    shown("dbfa4605-60ec-4f17-92c5-05c7d90ebcb4", "Resolvesaude", 0, 0),
                    shown("e4f34a9b-6b42-4ab5-9cd8-70f248ef422d", "Verificar pagamentos", 0, 0),
                ],
            },
            "dataUpdatedAt": "2026-02-19 15:29:00",
        });
        assert_eq!(read(&app, WHATSAPP).await, expected);
    }
}

#[tokio::test]
async fn empty_tables_are_empty_queues() {
    for app in each_app().await {
        let medic = read(&app, MEDIC).await;
        for (index, id) in ["Ouro Verde", "Centro Cambui", "Campinas Shopping"].into_iter().enumerate() {
            let unit = json!({ "id": id, "name": id.to_uppercase(), "patients": [], "totalAttended": 0,
                               "averageWaitDay": 0 });
            assert_eq!(medic["data"][index], unit);
        }
        assert_eq!(medic["dataUpdatedAt"], Value::Null);

        let reception = read(&app, RECEPTION).await;
        assert_eq!(reception["data"]["global"], json!({ "total_fila": 0, "tempo_medio": 0 }));
        assert!(reception.as_object().unwrap().contains_key("dataUpdatedAt"));
        assert_eq!(reception["dataUpdatedAt"], Value::Null);

        let whatsapp = read(&app, WHATSAPP).await;
        assert_eq!(whatsapp["data"]["global"], json!({ "queue": 0, "avgWaitSeconds": 0 }));
        let names: Vec<&Value> =
            whatsapp["data"]["groups"].as_array().unwrap().iter().map(|group| &group["group_name"]).collect();
        assert_eq!(names, ["Central de relacionamento", "Cancelados", "Resolvesaude", "Verificar pagamentos"]);
        assert_eq!(whatsapp["dataUpdatedAt"], Value::Null);
    }
}

#[tokio::test]
async fn whatever_a_legacy_monitor_left_behind_is_read() {
    for app in each_app().await {
        for row in [
            "null-status | OURO VERDE | - | 15:00 | 3 | - | - | 2026-02-19 15:29:00",
            "lower-case | ouro verde - centro | Gestante Um | 15:00 | 3 | finalizando | - | 2026-02-19 15:29:30",
            "in-a-room | Ouro Verde | Cadeirante | 15:20 | - | na sala 2 | X | 2026-02-19 15:29:00",
            "future | Ouro Verde | B | 23:50 | 940 | Espera | X | 2026-02-19 03:30:00",
            "unreadable | Ouro Verde | C | logo | -5 | Espera | X | 2026-02-19 15:00:00",
            "no-arrival | Ouro Verde | D | - | - | Espera | X | 2026-02-19 15:00:01",
            "ghost | Ouro Verde | E | 15:00 | 3 | Espera | X | 2026-02-19 03:29:59",
            "no-update | Ouro Verde | E | 15:00 | 3 | Espera | X | -",
            "elsewhere | Matriz | E | 15:00 | 3 | Espera | X | 2026-02-19 15:29:00",
            "no-unit | - | E | 15:00 | 3 | Espera | X | 2026-02-19 15:29:00",
            "left-1 | Shopping Campinas | F | 08:00 | 240 | FINALIZADO (SAIU) | X | 2026-02-19 00:00:00",
            "left-2 | CAMPINAS SHOPPING | G | 08:00 | 0 | Finalizado | X | 2026-02-19 23:59:59",
            "left-3 | Campinas Shopping | H | 08:00 | -1 | Finalizado (Saiu) | X | 2026-02-19 12:00:00",
            "left-4 | Campinas Shopping | I | 08:00 | 241 | Finalizado (Saiu) | X | 2026-02-19 12:00:00",
            "left-5 | Campinas Shopping | J | 08:00 | - | Finalizado (Saiu) | X | 2026-02-19 12:00:00",
            "left-6 | Campinas Shopping | K | 08:00 | 1 | Finalizado (Saiu) | X | 2026-02-19 12:00:00",
            "left-7 | Campinas Shopping | L | 08:00 | 100 | Finalizado (Saiu) | X | 2026-02-20 00:00:00",
            "left-8 | Matriz | M | 08:00 | 100 | Finalizado (Saiu) | X | 2026-02-19 12:00:00",
        ] {
            patient(&app, row).await;
        }

        let answer = read(&app, MEDIC).await;

        assert_eq!(ids(&answer, 0), ["in-a-room", "future", "lower-case", "null-status", "no-arrival", "unreadable"]);
        let patients = &answer["data"][0]["patients"];
        let waits: Vec<&Value> = patients.as_array().unwrap().iter().map(|patient| &patient["waitTime"]).collect();
        assert_eq!(waits, [10, 940, 30, 30, 0, 0]);
        assert_eq!(patients[0]["priority"]["isWheelchair"], true);
        assert_eq!(patients[2]["priority"]["isPregnant"], true);
        assert_eq!((&patients[3]["name"], &patients[3]["professional"]), (&Value::Null, &json!("")));
        assert_eq!(patients[4]["arrival"], Value::Null);
        // 240, 0 and 1 are believable: 241 / 3 = 80.33.
        assert_eq!(answer["data"][2]["totalAttended"], 6);
        assert_eq!(answer["data"][2]["averageWaitDay"], 80);
        assert_eq!(answer["dataUpdatedAt"], "2026-02-20 00:00:00");
    }
}

#[tokio::test]
async fn the_age_of_the_medical_data_is_that_of_the_newest_row_shown_or_not() {
    for app in each_app().await {
        patient(&app, "left | Ouro Verde | A | 00:40 | 20 | Finalizado (Saiu) | X | 2026-02-19 01:00:00").await;
        patient(&app, "ghost | Ouro Verde | B | 02:00 | 20 | Espera | X | 2026-02-19 02:30:00").await;
        let answer = read(&app, MEDIC).await;
        assert_eq!(answer["data"][0]["totalAttended"], 1);
        assert_eq!(answer["dataUpdatedAt"], "2026-02-19 02:30:00");
    }
}

#[tokio::test]
async fn odd_tickets_neither_vanish_nor_bend_the_mean() {
    for app in each_app().await {
        for row in [
            "t1 | 3 | 2026-02-19 08:00:00 | 2026-02-19 07:00:00 | Aguardando | 2026-02-19 | 2026-02-19 10:00:00",
            "t2 | 3 | 2026-02-19 08:00:00 | 19/02/2026 08:05 | - | 2026-02-19 | 2026-02-19 10:00:00",
            "t3 | 3 | - | 2026-02-19 08:00:00 | - | 2026-02-19 | 2026-02-19 10:00:00",
            "t4 | 3 | 2026-02-19 08:00:00 | depois | - | 2026-02-19 | 2026-02-19 10:00:00",
            "t5 | 3 | 2026-02-19 08:00:00 | - | Finalizado (Saiu) | 2026-02-19 | 2026-02-19 10:00:00",
            "t6 | 3 | 2026-02-19 08:00:00 |  | Triagem | 2026-02-19 | 2026-02-19 10:00:00",
            "t7 | - | 2026-02-19 08:00:00 | - | Triagem | 2026-02-19 | 2026-02-19 10:00:00",
            "t8 | 3 | 2026-02-19 08:00:00 | - | Triagem | - | 2026-02-19 10:00:00",
            "t9 | 3 | 2026-02-20 08:00:00 | - | Triagem | 2026-02-20 | 2026-02-19 10:00:00",
        ] {
            ticket(&app, row).await;
        }
        let answer = read(&app, RECEPTION).await;
        // 0 and 5 minutes: 2.5 is rounded up.
        let unit = json!({ "fila": 1, "tempo_medio": 3, "total_passaram": 4, "nome_unidade": "Centro Cambuí" });
        assert_eq!(answer["data"]["por_unidade"]["3"], unit);
        assert_eq!(answer["data"]["global"], json!({ "total_fila": 1, "tempo_medio": 3 }));
    }
}

#[tokio::test]
async fn the_age_of_the_reception_data_is_known_after_a_long_pause_too() {
    for app in each_app().await {
        ticket(&app, "t1 | 2 | 2025-12-20 08:00:00 | - | - | 2025-12-20 | 2025-12-23 18:00:00").await;
        ticket(&app, "t2 | 2 | 2025-12-23 08:00:00 | - | - | 2025-12-23 | 2025-12-23 17:00:00").await;
        assert_eq!(read(&app, RECEPTION).await["dataUpdatedAt"], "2025-12-23 18:00:00");
    }
}

#[tokio::test]
async fn groups_without_name_or_numbers_are_listed_and_their_sum_replaces_a_missing_total() {
    for app in each_app().await {
        group(&app, "x2 | - | - | - | -").await;
        group(&app, "x1 | águas | 3 | 61 | 2026-02-19 15:29:00").await;
        group(&app, "x0 | Zebra | -4 | -9 | 2026-02-19 15:28:00").await;
        group(&app, "x3 | Ábaco | 2 | 60 | 2026-02-19 15:28:00").await;
        let answer = read(&app, WHATSAPP).await;
        assert_eq!(answer["data"]["global"], json!({ "queue": 5, "avgWaitSeconds": 61 }));
        let names: Vec<&Value> =
            answer["data"]["groups"].as_array().unwrap().iter().map(|group| &group["group_name"]).collect();
        let expected = [
            "Central de relacionamento",
            "",
            "Ábaco",
            "águas",
            "Cancelados",
            "Resolvesaude",
            "Verificar pagamentos",
            "Zebra",
        ];
        assert_eq!(names, expected);

        // A total of 0 counts, once the former answer is old.
        group(&app, "__global__ | __GLOBAL__ | 0 | 0 | 2026-02-19 15:28:00").await;
        app.app.clock.advance(std::time::Duration::from_secs(15));
        assert_eq!(read(&app, WHATSAPP).await["data"]["global"]["queue"], 0);
    }
}

#[tokio::test]
async fn an_answer_is_shared_for_fifteen_seconds_whatever_is_asked_for() {
    for app in each_app().await {
        let first = read(&app, MEDIC).await;
        patient(&app, "h1 | Ouro Verde | A | 15:00 | 3 | Espera | X | 2026-02-19 15:29:00").await;
        app.app.cache.invalidate(&["espera_medica"]);
        app.app.clock.advance(std::time::Duration::from_secs(14));
        assert_eq!(read(&app, "/api/queue/medic?refresh=1&unit=x").await, first);
        app.app.clock.advance(std::time::Duration::from_secs(1));
        let later = read(&app, MEDIC).await;
        assert_eq!(ids(&later, 0), ["h1"]);
        assert_eq!(later["timestamp"], "2026-02-19T18:30:15.000Z");
    }
}

#[tokio::test]
async fn an_unreadable_queue_is_an_error_and_not_an_empty_one() {
    for app in each_app().await {
        for table in ["DROP TABLE espera_medica", "DROP TABLE recepcao_historico", "DROP TABLE clinia_group_snapshots"]
        {
            break_table(&app, table).await;
        }
        for path in [MEDIC, RECEPTION] {
            let reply = app.get_as("OPERADOR", path).await;
            assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
            assert_eq!(reply.json, json!({ "error": "Erro interno", "code": "INTERNAL" }));
        }
        let nothing = |code: &str| {
            json!({
                "status": "error", "error": "Erro interno", "code": code,
                "data": { "global": { "queue": 0, "avgWaitSeconds": 0 }, "groups": [] },
            })
        };
        let reply = app.get_as("OPERADOR", WHATSAPP).await;
        assert_eq!((reply.status, &reply.json), (StatusCode::INTERNAL_SERVER_ERROR, &nothing("INTERNAL")));

        let token = app.token_of("OPERADOR").await;
        let again = |path| app.request_with(&token, Method::GET, path, Body::empty());
        // A pool refuses from the moment it is asked to close; waiting for its connections is not needed.
        match &app.app.db {
            Db::MySql(pool) => drop(pool.close()),
            Db::Sqlite { read, .. } => drop(read.close()),
        }
        assert_eq!(again(MEDIC).await.status, StatusCode::SERVICE_UNAVAILABLE);
        let reply = again(WHATSAPP).await;
        assert_eq!((reply.status, &reply.json), (StatusCode::SERVICE_UNAVAILABLE, &nothing("DATABASE_UNAVAILABLE")));
    }
}

#[tokio::test]
async fn the_queues_are_for_whoever_may_see_the_monitor_or_the_dashboard() {
    for app in each_app().await {
        let token = app.token_of("GESTOR").await;
        let rights = "INSERT INTO user_page_permissions (user_id, page_key, can_view, can_edit, can_refresh)
                      VALUES (?, ?, 0, 1, 1)";
        let mut seen = Vec::new();
        for page in ["", "monitor", "dashboard"] {
            if !page.is_empty() {
                on_writer!(&app.app.db, pool => {
                    sqlx::query(rights).bind("user-gestor").bind(page).execute(pool).await.map(|_| ())
                })
                .unwrap();
                app.app.access.changed();
            }
            for path in [MEDIC, RECEPTION, WHATSAPP] {
                seen.push(app.request_with(&token, Method::GET, path, Body::empty()).await.status);
            }
        }
        assert_eq!(seen[..6], [StatusCode::OK; 6]);
        assert_eq!(seen[6..], [StatusCode::FORBIDDEN; 3], "answers of others stay hidden, too");
        for path in [MEDIC, RECEPTION, WHATSAPP] {
            let reply = app.get(path).await;
            assert_eq!(reply.status, StatusCode::UNAUTHORIZED);
            assert_eq!(reply.json, json!({ "error": "Unauthenticated", "code": "UNAUTHENTICATED" }));
        }
    }
}
