//! `/api/admin/produtividade`, teams, memberships and the lists that forms offer.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use hub_lib::{app::App, db, kernel::text::fold, on_writer};
use serde_json::{Value, json};

use crate::support::{
    TestApp, each_app,
    legacy::{execute, texts},
};

const MONTH: &str = "/api/admin/produtividade?startDate=2026-02-01&endDate=2026-02-19";

/// Id, status, booker, moment of booking.
const APPOINTMENTS: [(i64, i64, &str, &str); 8] = [
    (1, 7, "ANA TESTE", "2026-02-18 09:00:00"),
    (2, 3, "ANA TESTE", "2026-02-18 10:00:00"),
    (3, 6, "BIA TESTE", "2026-02-19 08:00:00"),
    (4, 1, "BIA TESTE", "2026-02-19 23:30:00"),
    (5, 11, "Sistema", "2026-02-19 12:00:00"),
    (6, 7, "ANA TESTE", "2026-01-31 23:59:59"),
    (7, 7, "Sis", "2026-02-17 11:00:00"),
    (8, 7, "ana teste", "2026-02-16 07:00:00"),
];

async fn run(app: &App, sql: &'static str, values: &[&str]) {
    on_writer!(&app.db, pool => {
        let mut query = sqlx::query(sql);
        for value in values {
            query = query.bind((*value).to_owned());
        }
        query.execute(pool).await.map(|_| ())
    })
    .unwrap();
}

async fn book(app: &App, (id, status, booker, at): (i64, i64, &str, &str)) {
    const BOOK: &str =
        "INSERT INTO feegow_appointments (appointment_id, status_id, scheduled_by, scheduled_at) VALUES (?, ?, ?, ?)";
    run(app, BOOK, &[&id.to_string(), &status.to_string(), booker, at]).await;
}

/// Makes a team; its id.
async fn team(app: &TestApp, name: &str) -> String {
    let reply = app.post_as("GESTOR", "/api/admin/teams", json!({ "name": name })).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json["team"]["id"].as_str().unwrap().to_owned()
}

async fn member(app: &TestApp, user: &str, team: &str, action: &str) {
    let change = json!({ "user_name": user, "team_id": team, "action": action });
    let reply = app.post_as("GESTOR", "/api/admin/user-teams", change).await;
    assert_eq!((reply.status.as_u16(), reply.json), (200, json!({ "success": true })));
}

/// Two teams with three memberships and eight appointments: the application, the ids of the teams.
async fn each_clinic() -> Vec<(TestApp, [String; 2])> {
    let mut clinics = Vec::new();
    for app in each_app().await {
        for appointment in APPOINTMENTS {
            book(&app.app, appointment).await;
        }
        let teams = [team(&app, "CRC").await, team(&app, " Recepção ").await];
        member(&app, "ANA TESTE", &teams[0], "add").await;
        member(&app, "ana  téste", &teams[1], "add").await;
        member(&app, "BIA TESTE", &teams[0], "add").await;
        clinics.push((app, teams));
    }
    clinics
}

async fn get(app: &TestApp, path: &str) -> Value {
    let reply = app.get_as("GESTOR", path).await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    reply.json
}

async fn refused(app: &TestApp, method: Method, path: &str, body: &str) -> (u16, String, String) {
    let reply = app.request_as("GESTOR", method, path, body.to_owned()).await;
    let text = |name: &str| reply.json[name].as_str().unwrap_or_default().to_owned();
    (reply.status.as_u16(), text("code"), text("error"))
}

#[tokio::test]
async fn a_month_by_person_and_team() {
    for (app, _) in each_clinic().await {
        let expected = json!({
            "userStats": [
                { "user": "ANA TESTE", "team_name": "CRC,Recepção", "teams": ["CRC", "Recepção"], "total": 3, "confirmados": 3 },
                { "user": "BIA TESTE", "team_name": "CRC", "teams": ["CRC"], "total": 2, "confirmados": 0 },
            ],
            "globalStats": { "total": 7, "confirmados": 4, "nao_compareceu": 1 },
            "teamStats": { "total": 5, "confirmados": 3, "active_members": 2, "name": "CRC" },
            "heartbeat": { "status": "UNKNOWN", "last_run": null, "details": "" },
        });
        assert_eq!(get(&app, MONTH).await, expected);
        assert_eq!(get(&app, &format!("{MONTH}&team=%20&refresh=1")).await, expected);
        let reception = get(&app, &format!("{MONTH}&team=RECEPCAO")).await;
        assert_eq!(
            reception["teamStats"],
            json!({ "total": 3, "confirmados": 3, "active_members": 1, "name": "RECEPCAO" })
        );
        let unknown = get(&app, &format!("{MONTH}&team=Outra")).await;
        assert_eq!(unknown["teamStats"], json!({ "total": 0, "confirmados": 0, "active_members": 0, "name": "Outra" }));
        assert_eq!(unknown["globalStats"]["total"], 7);
    }
}

#[tokio::test]
async fn both_ends_of_a_period_count_and_a_backward_one_is_empty() {
    for (app, _) in each_clinic().await {
        book(&app.app, (9, 7, "Caio", "2026-02-01")).await;
        book(&app.app, (10, 7, "Caio", "2026-02-20 00:00:00")).await;
        book(&app.app, (11, 7, "Caio", "")).await;
        let month = get(&app, MONTH).await;
        assert_eq!(
            month["userStats"][2],
            json!({ "user": "Caio", "team_name": null, "teams": [], "total": 1, "confirmados": 1 })
        );
        let today = get(&app, "/api/admin/produtividade").await;
        assert_eq!(today["globalStats"], json!({ "total": 3, "confirmados": 0, "nao_compareceu": 1 }));
        let backward = get(&app, "/api/admin/produtividade?startDate=2026-02-19&endDate=2026-02-01").await;
        assert_eq!(
            (&backward["userStats"], &backward["globalStats"]["total"], &backward["globalStats"]["nao_compareceu"]),
            (&json!([]), &json!(0), &json!(0))
        );
        for (query, code) in [("startDate=2026-02-30", "START_DATE_INVALID"), ("endDate=x", "END_DATE_INVALID")] {
            let path = format!("/api/admin/produtividade?{query}");
            assert_eq!(refused(&app, Method::GET, &path, "").await.1, code);
        }
    }
}

#[tokio::test]
async fn doubled_memberships_count_once() {
    for (app, [crc, _]) in each_clinic().await {
        // What an adopted database may hold.
        const MEMBER: &str = "INSERT INTO user_teams (id, user_name, team_id) VALUES (?, ?, ?)";
        run(&app.app, MEMBER, &["double", "ANA  TESTE", &crc]).await;
        run(&app.app, MEMBER, &["orphan", "BIA TESTE", "gone"]).await;
        let month = get(&app, &format!("{MONTH}&refresh=1")).await;
        assert_eq!(month["userStats"][0]["team_name"], "CRC,Recepção");
        assert_eq!(month["teamStats"], json!({ "total": 5, "confirmados": 3, "active_members": 2, "name": "CRC" }));
        member(&app, "Ana Teste", &crc, "remove").await;
        assert_eq!(get(&app, MONTH).await["userStats"][0]["team_name"], "Recepção");
    }
}

#[tokio::test]
async fn people_are_listed_with_their_teams() {
    for (app, [crc, reception]) in each_clinic().await {
        let (crc_ref, reception_ref) =
            (json!({ "id": crc, "name": "CRC" }), json!({ "id": reception, "name": "Recepção" }));
        let expected = json!({
            "users": [
                { "user_name": "ANA TESTE", "teams": [crc_ref, reception_ref] },
                { "user_name": "BIA TESTE", "teams": [crc_ref] },
            ],
            "teams": [crc_ref, reception_ref],
        });
        assert_eq!(get(&app, "/api/admin/user-teams").await, expected);
        // A member who books no more stays to be seen, and the answers follow every change at once.
        member(&app, "Álvaro", &reception, "add").await;
        let users = get(&app, "/api/admin/user-teams").await["users"].clone();
        assert_eq!(users[0], json!({ "user_name": "Álvaro", "teams": [reception_ref] }));
        member(&app, "alvaro", &reception, "remove").await;
        assert_eq!(get(&app, "/api/admin/user-teams").await, expected);
        // The worker wrote.
        book(&app.app, (9, 7, "Zeca", "2026-02-10 08:00:00")).await;
        assert_eq!(get(&app, "/api/admin/user-teams").await, expected, "kept");
        app.app.cache.invalidate(&["feegow_appointments"]);
        assert_eq!(get(&app, "/api/admin/user-teams").await["users"][2]["user_name"], "Zeca");
    }
}

/// Everybody who booked, by the smallest of their spellings, found by looking at every row.
async fn plainly(app: &App) -> BTreeSet<String> {
    let booked = "SELECT COALESCE(CAST(scheduled_by AS CHAR), '') FROM feegow_appointments";
    let mut people: BTreeMap<String, String> = BTreeMap::new();
    for row in texts(&app.db, booked).await {
        let name = row[0].trim();
        let kept = people.entry(fold(name)).or_insert_with(|| name.to_owned());
        if name < kept.as_str() {
            name.clone_into(kept);
        }
    }
    people.retain(|folded, _| !["", "sis", "sistema"].contains(&folded.as_str()));
    people.into_values().collect()
}

/// What the three lists of bookers say.
async fn assert_plain(app: &TestApp, when: &str) {
    let people = plainly(&app.app).await;
    let users = get(app, "/api/admin/user-teams?refresh=1").await["users"].clone();
    let options = get(app, "/api/admin/options/professionals?refresh=1").await;
    let choices =
        get(app, "/api/admin/agendamentos?distincts=true&refresh=1").await["distincts"]["scheduled_by"].clone();
    let engine = app.app.db.provider();
    let of = |list: &Value, key: &str| -> BTreeSet<String> {
        list.as_array().unwrap().iter().map(|user| user[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of(&users, "user_name"), people, "{when}: {engine}");
    let tidy = people.iter().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(of(&options, "name"), tidy, "{when}: {engine}");
    let chosen: BTreeSet<String> = serde_json::from_value(choices).unwrap();
    assert!(people.is_subset(&chosen), "{when}: {engine}: {chosen:?}");
}

#[tokio::test]
async fn bookers_are_those_of_every_row() {
    for app in each_app().await {
        // The second time in a table of the former system.
        for adopted in [false, true] {
            if adopted {
                execute(&app.app.db, "DROP TABLE feegow_appointments").await;
                let former = "CREATE TABLE feegow_appointments (appointment_id BIGINT NOT NULL PRIMARY KEY, date TEXT, status_id BIGINT,
                    value DOUBLE, specialty TEXT, professional_name TEXT, procedure_group TEXT, scheduled_by TEXT,
                    unit_name TEXT, updated_at TEXT, scheduled_at TEXT)";
                execute(&app.app.db, former).await;
                for appointment in APPOINTMENTS {
                    book(&app.app, appointment).await;
                }
                db::migrate(&app.app.db).await.unwrap();
            }
            assert_plain(&app, "the first rows").await;
            // Spellings that MySQL takes for equal; those of nobody; what sorts before a blank.
            let names = [
                "Ána Teste",
                "ana  teste",
                "ana teste ",
                " Bia Teste",
                "",
                "  ",
                "SIS",
                "\tCarla",
                "CARLA",
                "Zé",
                "ze",
            ];
            for (id, name) in (20..).zip(names) {
                book(&app.app, (id, 7, name, "2026-02-10 08:00:00")).await;
            }
            for number in 0..40_i64 {
                let name = format!("Pessoa {number}");
                book(&app.app, (100 + number, 7, &name, "2026-02-10 08:00:00")).await;
            }
            execute(&app.app.db, "INSERT INTO feegow_appointments (appointment_id, scheduled_by) VALUES (50, NULL)")
                .await;
            assert_plain(&app, "many names").await;
            for change in [
                "UPDATE feegow_appointments SET scheduled_by = 'Pessoa Nova' WHERE scheduled_by = 'Pessoa 7'",
                "UPDATE feegow_appointments SET scheduled_by = 'ANA TESTE' WHERE appointment_id = 20",
                "UPDATE feegow_appointments SET scheduled_by = NULL WHERE scheduled_by = 'BIA TESTE'",
                "DELETE FROM feegow_appointments WHERE appointment_id < 30",
            ] {
                execute(&app.app.db, change).await;
                assert_plain(&app, change).await;
            }
        }
    }
}

#[tokio::test]
async fn a_membership_needs_a_name_and_a_team() {
    for (app, [crc, _]) in each_clinic().await {
        let cases = [
            (json!({ "team_id": crc }), 400, "FIELDS_REQUIRED"),
            (json!({ "user_name": " ", "team_id": crc }), 400, "FIELDS_REQUIRED"),
            (json!({ "user_name": "ANA TESTE", "team_id": 1 }), 400, "FIELDS_REQUIRED"),
            (json!({ "user_name": "ANA TESTE", "team_id": crc, "action": "move" }), 400, "ACTION_INVALID"),
            (json!({ "user_name": "A".repeat(192), "team_id": crc }), 400, "TOO_LONG"),
            (json!({ "user_name": "ANA TESTE", "team_id": "none" }), 404, "NOT_FOUND"),
            (json!({ "user_name": "ANA TESTE", "team_id": "none", "action": "remove" }), 404, "NOT_FOUND"),
        ];
        for (body, status, code) in cases {
            let (got, is, _) = refused(&app, Method::POST, "/api/admin/user-teams", &body.to_string()).await;
            assert_eq!((got, is.as_str()), (status, code), "{body}");
        }
        assert_eq!(refused(&app, Method::POST, "/api/admin/user-teams", "{").await.1, "INVALID_JSON");
    }
}

#[tokio::test]
async fn teams_are_made_and_removed_with_their_members() {
    for (app, [crc, reception]) in each_clinic().await {
        let stamp = "2026-02-19 15:30:00";
        let row = |id: &str, name: &str| json!({ "id": id, "name": name, "created_at": stamp, "updated_at": stamp });
        assert_eq!(
            get(&app, "/api/admin/teams").await,
            json!({ "teams": [row(&crc, "CRC"), row(&reception, "Recepção")] })
        );
        let bad = |name: Value| json!({ "name": name }).to_string();
        let cases = [
            (bad(json!("  ")), "NAME_REQUIRED", "Nome da equipe é obrigatório"),
            (bad(json!(7)), "NAME_REQUIRED", "Nome da equipe é obrigatório"),
            ("{}".to_owned(), "NAME_REQUIRED", "Nome da equipe é obrigatório"),
            (bad(json!("A,B")), "NAME_INVALID", "Nome da equipe invalido"),
            (bad(json!("a".repeat(121))), "TOO_LONG", "Nome muito longo (máximo 120 caracteres)"),
            (bad(json!("recepcao")), "TEAM_EXISTS", "Esta equipe já existe"),
        ];
        for (body, code, error) in cases {
            let answer = refused(&app, Method::POST, "/api/admin/teams", &body).await;
            assert_eq!(answer, (400, code.to_owned(), error.to_owned()), "{body}");
        }
        assert_eq!(refused(&app, Method::DELETE, "/api/admin/teams", "").await.1, "ID_REQUIRED");
        assert_eq!(refused(&app, Method::DELETE, &format!("/api/admin/teams?id={crc}"), "").await.1, "TEAM_PROTECTED");
        for _ in 0..2 {
            let path = format!("/api/admin/teams?id={reception}");
            let reply = app.request_as("GESTOR", Method::DELETE, &path, "").await;
            assert_eq!((reply.status.as_u16(), reply.json), (200, json!({ "success": true })));
        }
        assert_eq!(get(&app, "/api/admin/teams").await, json!({ "teams": [row(&crc, "CRC")] }));
        assert_eq!(get(&app, MONTH).await["userStats"][0]["team_name"], "CRC");
    }
}

#[tokio::test]
async fn two_who_make_the_same_team_at_once_make_one() {
    for app in each_app().await {
        app.token_of("GESTOR").await;
        let make = || app.post_as("GESTOR", "/api/admin/teams", json!({ "name": "Noite" }));
        let (one, two, three) = futures_util::join!(make(), make(), make());
        let mut codes = [one.status.as_u16(), two.status.as_u16(), three.status.as_u16()];
        codes.sort_unstable();
        assert_eq!(codes, [200, 400, 400]);
        assert_eq!(get(&app, "/api/admin/teams").await["teams"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn forms_offer_names() {
    for (app, _) in each_clinic().await {
        const SUM: &str = "INSERT INTO faturamento_resumo_diario
            (data_ref, unidade, grupo, procedimento, procedimento_key, total_pago, qtd) VALUES (?, ?, ?, 'P', 'k', 1, 1)";
        let card = "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS";
        for (unit, group) in [("OURO VERDE", "EXAMES"), (card, "CARTAO"), ("", "CONSULTAS"), ("CENTRO CAMBUI", "")] {
            run(&app.app, SUM, &["2026-02-19", unit, group]).await;
        }
        assert_eq!(get(&app, "/api/admin/options/groups").await, json!(["CARTAO", "CONSULTAS", "EXAMES"]));
        let names = |names: &[&str]| names.iter().map(|name| json!({ "name": name })).collect::<Value>();
        assert_eq!(get(&app, "/api/admin/options/units").await, names(&["CENTRO CAMBUI", "OURO VERDE"]));
        assert_eq!(get(&app, "/api/admin/options/professionals").await, names(&["ANA TESTE", "BIA TESTE"]));
    }
}

#[tokio::test]
async fn who_may_do_what() {
    for app in each_app().await {
        let status = async |role: &str, method: Method, path: &str| {
            app.request_as(role, method, path, "{}").await.status.as_u16()
        };
        for (method, path, as_operator, as_manager) in [
            (Method::GET, "/api/admin/produtividade", 200, 200),
            (Method::POST, "/api/admin/produtividade", 200, 200),
            (Method::GET, "/api/admin/produtividade/teams", 410, 410),
            (Method::POST, "/api/admin/produtividade/teams", 410, 410),
            (Method::GET, "/api/admin/teams", 200, 200),
            (Method::POST, "/api/admin/teams", 403, 400),
            (Method::DELETE, "/api/admin/teams", 403, 400),
            (Method::GET, "/api/admin/user-teams", 200, 200),
            (Method::POST, "/api/admin/user-teams", 403, 400),
            (Method::GET, "/api/admin/options/groups", 200, 200),
            (Method::GET, "/api/admin/options/units", 200, 200),
            (Method::GET, "/api/admin/options/professionals", 200, 200),
        ] {
            assert_eq!(status("OPERADOR", method.clone(), path).await, as_operator, "{method} {path}");
            assert_eq!(status("GESTOR", method.clone(), path).await, as_manager, "{method} {path}");
        }
        let gone = app.get_as("OPERADOR", "/api/admin/produtividade/teams").await.json;
        assert_eq!(
            gone,
            json!({ "error": "Este endpoint foi descontinuado", "code": "GONE", "deprecated": true,
                    "message": "Use /api/admin/user-teams em seu lugar", "migrated_date": "2026-02-02" })
        );
        let heartbeat = get(&app, "/api/admin/produtividade").await["heartbeat"].clone();
        assert_eq!(heartbeat["status"], "PENDING", "asked for above");
    }
}
