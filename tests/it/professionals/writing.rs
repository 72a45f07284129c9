//! Adding, changing and deleting professionals.

use axum::http::Method;
use serde_json::{Value, json};

use super::sample::{PATH, Row};
use crate::support::{Reply, TestApp, each_app};

/// The form of the product description.
pub fn form() -> Value {
    json!({
        "name": "Profissional Exemplo", "contractPartyType": "PF", "contractType": "PADRAO_CLT",
        "cpf": "529.982.247-25", "cnpj": null, "legalName": null,
        "specialties": [
            { "name": "Cardiologia", "isPrimary": true }, { "name": "Clínica Médica", "isPrimary": false },
        ],
        "primarySpecialty": "Cardiologia", "specialty": "Cardiologia", "phone": "(11) 99999-0000",
        "email": "profissional.exemplo@example.com", "ageRange": "18-65", "serviceUnits": ["CENTRO CAMBUI"],
        "hasFeegowPermissions": false, "personalDocType": "RG", "personalDocNumber": "123456789",
        "addressText": "Rua Exemplo, 100", "isActive": true, "hasPhysicalFolder": false, "physicalFolderNote": null,
        "contractTemplateId": null, "contractStartDate": "2026-01-02", "contractEndDate": null,
        "registrations": [{ "councilType": "CRM", "councilNumber": "123456", "councilUf": "SP", "isPrimary": true }],
        "checklist": [{
            "docType": "CERTIDAO_ETICA", "hasPhysicalCopy": true, "hasDigitalCopy": false, "expiresAt": "2026-12-31",
            "notes": "via original",
        }],
    })
}

/// The form with some members replaced.
pub fn with(changes: Value) -> Value {
    let mut form = form();
    for (name, value) in changes.as_object().unwrap() {
        form[name.as_str()] = value.clone();
    }
    form
}

impl TestApp {
    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.request_as("GESTOR", Method::PUT, &format!("{PATH}/{path}"), body.to_string()).await
    }

    /// Adds a professional; the record as answered.
    pub async fn added(&self, form: Value) -> Value {
        let reply = self.post_as("GESTOR", PATH, form).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json["data"].clone()
    }

    pub async fn audit(&self) -> Vec<(String, Value)> {
        const SQL: &str = "SELECT CAST(action AS CHAR), CAST(payload_json AS CHAR) FROM professional_audit_log
                           ORDER BY created_at, action";
        let rows: Vec<(String, Option<String>)> =
            hub_lib::on_engine!(&self.app.db, pool => sqlx::query_as(SQL).fetch_all(pool).await).unwrap();
        rows.into_iter()
            .map(|(action, payload)| {
                (action, payload.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
            })
            .collect()
    }
}

pub fn code(reply: &Reply) -> (u16, &str) {
    (reply.status.as_u16(), reply.json["code"].as_str().unwrap_or_default())
}

#[tokio::test]
async fn what_is_added_is_found_again() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap().to_owned();
        assert_eq!(added["cpf"], "52998224725");
        assert_eq!(added["personalDocNumber"], "123456789");
        assert_eq!(added["phone"], "11999990000");
        assert_eq!(added["specialties"], json!(["Cardiologia", "Clínica Médica"]));
        assert_eq!(added["createdAt"], "2026-02-19T18:30:00.000Z");
        assert_eq!(added["updatedAt"], added["createdAt"]);
        assert_eq!((&added["certidaoStatus"], &added["certidaoExpiresAt"]), (&json!("OK"), &json!("2026-12-31")));
        assert_eq!(added["missingDocs"], json!(["FOTO", "DIPLOMA", "DIPLOMA_ESPECIALIDADE"]));
        assert_eq!(added["checklist"][7]["verifiedBy"], "user-gestor");
        assert_eq!(added["checklist"][0]["id"], Value::Null);
        assert_eq!(added["registrations"][0], added["primaryRegistration"]);
        assert_eq!(app.get_as("GESTOR", &format!("{PATH}/{id}")).await.json["data"], added);
        assert_eq!(app.names("certidaoStatus=OK&search=529982&sort=certidao").await, ["Profissional Exemplo"]);
        let audit = app.audit().await;
        let payload = json!({ "contractType": "PADRAO_CLT", "contractPartyType": "PF" });
        assert_eq!(audit[0], ("PROFESSIONAL_CREATED".to_owned(), payload));
        let actors = app.texts("SELECT CAST(actor_user_id AS CHAR) FROM professional_audit_log").await;
        assert!(actors.iter().all(|actor| actor == "user-gestor"), "{actors:?}");
    }
}

#[tokio::test]
async fn every_rule_has_its_code_and_nothing_is_stored() {
    let long = |length: usize| "x".repeat(length);
    let registration = |kind: &str, number: &str, uf: &str| json!({ "registrations": [{ "councilType": kind, "councilNumber": number, "councilUf": uf, "isPrimary": true }] });
    let refused = [
        (json!({ "phone": "9999-0000" }), "PHONE_INVALID"),
        (json!({ "ageRange": "10–20" }), "AGE_RANGE_INVALID"),
        (json!({ "serviceUnits": ["CENTRO"] }), "SERVICE_UNIT_INVALID"),
        (json!({ "specialties": [], "specialty": "" }), "SPECIALTY_REQUIRED"),
        (json!({ "specialties": [long(121)] }), "TOO_LONG"),
        (json!({ "name": " \u{a0} " }), "NAME_REQUIRED"),
        (json!({ "name": long(181) }), "TOO_LONG"),
        (json!({ "name": long(4000) }), "TOO_LONG"),
        (json!({ "name": { "a": 1 } }), "VALIDATION"),
        (json!({ "personalDocNumber": "" }), "PERSONAL_DOC_NUMBER_REQUIRED"),
        (json!({ "personalDocNumber": "*******89" }), "MASKED_VALUE"),
        (json!({ "personalDocNumber": long(41) }), "TOO_LONG"),
        (json!({ "addressText": null }), "ADDRESS_REQUIRED"),
        (json!({ "addressText": long(65_536) }), "TOO_LONG"),
        (json!({ "contractPartyType": "PX" }), "PARTY_TYPE_INVALID"),
        (json!({ "contractType": "ESTAGIO" }), "CONTRACT_TYPE_INVALID"),
        (json!({ "personalDocType": "PASSAPORTE" }), "PERSONAL_DOC_TYPE_INVALID"),
        (json!({ "email": "a@b" }), "EMAIL_INVALID"),
        (json!({ "email": format!("a@{}.br", long(180)) }), "TOO_LONG"),
        (json!({ "contractStartDate": "18/02/2026" }), "DATE_INVALID"),
        (json!({ "contractEndDate": "2026-13-45" }), "DATE_INVALID"),
        (json!({ "contractEndDate": "2026-01-01" }), "CONTRACT_DATES_INVALID"),
        (json!({ "cpf": "" }), "CPF_REQUIRED"),
        (json!({ "cpf": "529.982.247-24" }), "CPF_INVALID"),
        (json!({ "cpf": "529.***.***-25" }), "MASKED_VALUE"),
        (json!({ "cnpj": "11.222.333/0001-80" }), "CNPJ_INVALID"),
        (json!({ "contractPartyType": "pj" }), "CNPJ_REQUIRED"),
        (json!({ "contractPartyType": "PJ", "cnpj": "11222333000181" }), "LEGAL_NAME_REQUIRED"),
        (json!({ "legalName": long(181) }), "TOO_LONG"),
        (json!({ "registrations": [] }), "REGISTRATION_REQUIRED"),
        (json!({ "registrations": "CRM" }), "REGISTRATION_REQUIRED"),
        (json!({ "registrations": ["CRM"] }), "COUNCIL_TYPE_INVALID"),
        (registration("CRX", "1", "SP"), "COUNCIL_TYPE_INVALID"),
        (registration("CRM", " ", "SP"), "COUNCIL_NUMBER_REQUIRED"),
        (registration("CRM", &long(41), "SP"), "TOO_LONG"),
        (registration("CRM", "1", "XX"), "COUNCIL_UF_INVALID"),
        (
            json!({ "registrations": [{ "councilType": "CRM", "councilNumber": "1", "councilUf": "SP", "isPrimary": "true" }] }),
            "PRIMARY_REGISTRATION_INVALID",
        ),
        (json!({ "checklist": [{ "docType": "PASSAPORTE" }] }), "DOC_TYPE_INVALID"),
        (json!({ "checklist": [{ "docType": "DIPLOMA", "expiresAt": "amanhã" }] }), "DATE_INVALID"),
        (json!({ "checklist": [{ "docType": "CERTIDAO_ETICA", "hasDigitalCopy": 1 }] }), "CERTIDAO_EXPIRY_REQUIRED"),
        (json!({ "contractTemplateId": "nothing" }), "TEMPLATE_NOT_FOUND"),
        (json!({ "contractTemplateId": long(65) }), "TOO_LONG"),
    ];
    for app in each_app().await {
        let stored = app.added(with(json!({ "cpf": "11144477735" }))).await;
        let id = stored["id"].as_str().unwrap().to_owned();
        for (change, expected) in &refused {
            let free = json!([{ "councilType": "CRM", "councilNumber": "2", "councilUf": "SP", "isPrimary": true }]);
            let mut body = with(json!({ "registrations": free }));
            for (name, value) in change.as_object().unwrap() {
                body[name.as_str()] = value.clone();
            }
            let reply = app.post_as("GESTOR", PATH, body.clone()).await;
            assert_eq!(code(&reply), (400, *expected), "{change}");
            assert!(!reply.json["error"].as_str().unwrap().is_empty());
            assert_eq!(code(&app.put(&id, &body).await), (400, *expected), "PUT {change}");
        }
        let now = app.get_as("GESTOR", &format!("{PATH}/{id}")).await.json["data"].clone();
        assert_eq!(now, stored);
        assert_eq!(app.number("SELECT COUNT(*) FROM professionals").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM professional_registrations").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM professional_document_checklist").await, 1);
    }
}

#[tokio::test]
async fn the_first_broken_rule_is_told() {
    let order = [
        ("phone", json!("1"), "PHONE_INVALID"),
        ("ageRange", json!("x"), "AGE_RANGE_INVALID"),
        ("serviceUnits", json!(["x"]), "SERVICE_UNIT_INVALID"),
        ("specialties", json!([]), "SPECIALTY_REQUIRED"),
        ("name", json!(""), "NAME_REQUIRED"),
        ("personalDocNumber", json!(""), "PERSONAL_DOC_NUMBER_REQUIRED"),
        ("addressText", json!(""), "ADDRESS_REQUIRED"),
        ("contractPartyType", json!(""), "PARTY_TYPE_INVALID"),
        ("contractType", json!(""), "CONTRACT_TYPE_INVALID"),
        ("personalDocType", json!(""), "PERSONAL_DOC_TYPE_INVALID"),
        ("email", json!("x"), "EMAIL_INVALID"),
        ("contractStartDate", json!("x"), "DATE_INVALID"),
        ("cpf", json!("1"), "CPF_INVALID"),
        ("registrations", json!([]), "REGISTRATION_REQUIRED"),
        ("checklist", json!([{}]), "DOC_TYPE_INVALID"),
        ("contractTemplateId", json!("x"), "TEMPLATE_NOT_FOUND"),
    ];
    let app = each_app().await.remove(0);
    let mut body = with(json!({ "specialty": "", "primarySpecialty": "" }));
    for (name, value, _) in &order {
        body[*name] = value.clone();
    }
    for (name, _, expected) in &order {
        let reply = app.post_as("GESTOR", PATH, body.clone()).await;
        assert_eq!(code(&reply), (400, *expected));
        body[*name] = form()[*name].clone();
    }
    assert_eq!(app.post_as("GESTOR", PATH, body).await.status, 200);
}

#[tokio::test]
async fn a_save_replaces_everything_but_the_checklist_items_it_does_not_name() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap();
        app.app.clock.advance(std::time::Duration::from_secs(60));
        let registrations = json!([
            { "id": added["registrations"][0]["id"], "councilType": "crm", "councilNumber": "123456", "councilUf": "sp" },
            { "councilType": "CRO", "councilNumber": "77", "councilUf": "RJ", "isPrimary": true },
        ]);
        let body = json!({
            "name": "Outro Nome", "contractPartyType": "PJ", "contractType": "pj_padrao",
            "cnpj": "11.222.333/0001-81", "legalName": "Clínica Exemplo Ltda", "specialty": "Ortopedia",
            "personalDocType": "cnh", "personalDocNumber": "1", "addressText": "Rua", "registrations": registrations,
            "expectedUpdatedAt": added["updatedAt"],
        });
        let reply = app.put(id, &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let saved = &reply.json["data"];
        assert_eq!(saved["createdAt"], added["createdAt"]);
        assert_eq!(saved["updatedAt"], "2026-02-19T18:31:00.000Z");
        for emptied in ["cpf", "phone", "email", "ageRange", "contractStartDate"] {
            assert_eq!(saved[emptied], Value::Null, "{emptied}");
        }
        assert_eq!(saved["specialties"], json!(["Ortopedia"]));
        assert_eq!(saved["isActive"], true);
        assert_eq!(saved["checklist"], added["checklist"]);
        assert_eq!(saved["registrations"][1]["id"], added["registrations"][0]["id"]);
        assert_eq!(saved["primaryRegistration"]["councilType"], "CRO");
        let kept =
            app.texts("SELECT CAST(created_at AS CHAR) FROM professional_registrations ORDER BY created_at").await;
        assert_eq!(kept, ["2026-02-19T18:30:00.000Z", "2026-02-19T18:31:00.000Z"]);
        assert_eq!(
            app.audit().await.pop().unwrap(),
            (
                "PROFESSIONAL_UPDATED".to_owned(),
                json!({
                    "contractType": "PJ_PADRAO", "contractPartyType": "PJ",
                    "changed": [
                        "addressText", "ageRange", "cnpj", "contractPartyType", "contractStartDate", "contractType",
                        "cpf", "email", "legalName", "name", "personalDocNumber", "personalDocType", "phone",
                        "primarySpecialty", "registrations", "serviceUnits", "specialties", "specialty",
                    ],
                })
            )
        );
        assert_eq!(app.names("search=cardiologia").await.len(), 0);
        assert_eq!(app.names("search=11222333000181").await, ["Outro Nome"]);
    }
}

#[tokio::test]
async fn two_people_do_not_overwrite_each_other() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap();
        let edit = |name: &str, seen: &Value| with(json!({ "name": name, "expectedUpdatedAt": seen }));
        let first = app.put(id, &edit("Primeira", &added["updatedAt"])).await;
        assert_eq!(first.status, 200, "{}", first.text);
        let seen = &first.json["data"]["updatedAt"];
        assert_ne!(seen, &added["updatedAt"], "within the same millisecond, too");
        assert_eq!(code(&app.put(id, &edit("Segunda", &added["updatedAt"])).await), (409, "STALE"));
        assert_eq!(app.names("").await, ["Primeira"]);
        // The checklist and the primary registration are part of what was edited.
        let checklist = json!({ "checklist": [{ "docType": "FOTO", "hasDigitalCopy": true }] });
        assert_eq!(app.put(&format!("{id}/documentos/checklist"), &checklist).await.status, 200);
        assert_eq!(code(&app.put(id, &edit("Terceira", seen)).await), (409, "STALE"));
        let primary = json!({
            "registrationId": added["registrations"][0]["id"], "expectedUpdatedAt": added["updatedAt"],
        });
        assert_eq!(code(&app.put(&format!("{id}/registrations/primary"), &primary).await), (409, "STALE"));
        let unchecked = app.put(id, &with(json!({ "name": "Sem carimbo" }))).await;
        assert_eq!(unchecked.status, 200, "a client that sends no stamp is not asked for one");
    }
}

#[tokio::test]
async fn numbers_and_registrations_belong_to_one_person() {
    for app in each_app().await {
        app.added(with(json!({ "cnpj": "11222333000181" }))).await;
        let other = |cpf: &str, number: &str| {
            with(json!({
                "cpf": cpf,
                "registrations": [{ "councilType": "CRM", "councilNumber": number, "councilUf": "SP", "isPrimary": true }],
            }))
        };
        let post = |body| app.post_as("GESTOR", PATH, body);
        assert_eq!(code(&post(other("52998224725", "9")).await), (409, "CPF_TAKEN"));
        assert_eq!(code(&post(other("11144477735", "123456")).await), (409, "REGISTRATION_TAKEN"));
        let mut company = other("11144477735", "9");
        company["cnpj"] = json!("11.222.333/0001-81");
        assert_eq!(code(&post(company).await), (409, "CNPJ_TAKEN"));
        let mut twice = other("11144477735", "9");
        let again = json!({ "councilType": "CRM", "councilNumber": "9", "councilUf": "SP" });
        twice["registrations"].as_array_mut().unwrap().push(again);
        assert_eq!(code(&post(twice).await), (409, "REGISTRATION_TAKEN"));
        assert_eq!(app.number("SELECT COUNT(*) FROM professionals").await, 1);
        assert_eq!(app.number("SELECT COUNT(*) FROM professional_document_checklist").await, 1);

        let second = app.added(other("11144477735", "9")).await;
        let id = second["id"].as_str().unwrap();
        assert_eq!(code(&app.put(id, &other("529.982.247-25", "9")).await), (409, "CPF_TAKEN"));
        assert_eq!(code(&app.put(id, &other("11144477735", "123456")).await), (409, "REGISTRATION_TAKEN"));
        let now = app.get_as("GESTOR", &format!("{PATH}/{id}")).await.json["data"].clone();
        assert_eq!(now, second, "a refused save takes nothing away");
    }
}

#[tokio::test]
async fn a_number_that_an_older_program_stored_as_typed_is_taken_as_well() {
    for app in each_app().await {
        app.professional(Row { cpf: Some("529.982.247-25"), ..Row::new("p1", "Antigo") }).await;
        assert_eq!(code(&app.post_as("GESTOR", PATH, form()).await), (409, "CPF_TAKEN"));
    }
}

#[tokio::test]
async fn old_records_stay_editable() {
    for app in each_app().await {
        app.professional(Row { cpf: Some("123.456"), ..Row::new("p1", "Antigo") }).await;
        app.registration("r1", "p1", ["XYZ", "1", "ZZ"], true).await;
        let row =
            json!({ "id": "r1", "councilType": "XYZ", "councilNumber": "1", "councilUf": "ZZ", "isPrimary": true });
        let same = with(json!({ "cpf": "123456", "registrations": [row] }));
        let saved = app.put("p1", &same).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        assert_eq!(saved.json["data"]["cpf"], "123.456");
        let mut other = same.clone();
        other["cpf"] = json!("1234567");
        assert_eq!(code(&app.put("p1", &other).await), (400, "CPF_INVALID"));
        let mut other = same.clone();
        other["registrations"][0]["councilNumber"] = json!("2");
        assert_eq!(code(&app.put("p1", &other).await), (400, "COUNCIL_TYPE_INVALID"));
        let mut new = same;
        new["registrations"][0]["id"] = Value::Null;
        assert_eq!(code(&app.put("p1", &new).await), (400, "COUNCIL_TYPE_INVALID"));
    }
}

#[tokio::test]
async fn registrations_may_swap_their_numbers() {
    for app in each_app().await {
        let registration = |id: &Value, number: &str, is_primary: bool| {
            json!({
                "id": id, "councilType": "CRM", "councilNumber": number, "councilUf": "SP", "isPrimary": is_primary,
            })
        };
        let two = json!([registration(&Value::Null, "1", true), registration(&Value::Null, "2", false)]);
        let added = app.added(with(json!({ "registrations": two }))).await;
        let ids = [&added["registrations"][0]["id"], &added["registrations"][1]["id"]];
        let swapped = json!([registration(ids[0], "2", true), registration(ids[1], "1", false)]);
        let saved = app.put(added["id"].as_str().unwrap(), &with(json!({ "registrations": swapped }))).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let rows = &saved.json["data"]["registrations"];
        assert_eq!((&rows[0]["id"], &rows[0]["councilNumber"]), (ids[0], &json!("2")));
        assert_eq!((&rows[1]["id"], &rows[1]["councilNumber"]), (ids[1], &json!("1")));
        // An id of somebody else's row, or one sent twice, is a new row.
        let foreign = json!([registration(ids[0], "2", true), registration(ids[0], "3", false)]);
        let saved = app.put(added["id"].as_str().unwrap(), &with(json!({ "registrations": foreign }))).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        assert_ne!(&saved.json["data"]["registrations"][1]["id"], ids[0]);
        assert_eq!(app.number("SELECT COUNT(*) FROM professional_registrations").await, 2);
    }
}

#[tokio::test]
async fn one_registration_is_made_the_primary_one() {
    for app in each_app().await {
        let registrations = json!([
            { "councilType": "CRM", "councilNumber": "1", "councilUf": "SP", "isPrimary": true },
            { "councilType": "CRM", "councilNumber": "2", "councilUf": "SP", "isPrimary": false },
        ]);
        let added = app.added(with(json!({ "registrations": registrations }))).await;
        let path = format!("{}/registrations/primary", added["id"].as_str().unwrap());
        let wanted = added["registrations"][1]["id"].clone();
        let reply = app.put(&path, &json!({ "registrationId": wanted })).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(reply.json["data"][0]["id"], wanted);
        let marks: Vec<&Value> = reply.json["data"].as_array().unwrap().iter().map(|item| &item["isPrimary"]).collect();
        assert_eq!(marks, [&json!(true), &json!(false)]);
        let payload = json!({ "registrationId": wanted });
        assert!(app.audit().await.contains(&("PROFESSIONAL_REGISTRATION_PRIMARY_UPDATED".to_owned(), payload)));
        assert_eq!(code(&app.put(&path, &json!({ "registrationId": " " })).await), (400, "REGISTRATION_ID_REQUIRED"));
        assert_eq!(code(&app.put(&path, &json!({ "registrationId": "x" })).await), (404, "NOT_FOUND"));
        let nobody = app.put("x/registrations/primary", &json!({ "registrationId": "x" })).await;
        assert_eq!(code(&nobody), (404, "NOT_FOUND"));
    }
}

#[tokio::test]
async fn a_checklist_stamps_only_what_changed() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let path = format!("{}/documentos/checklist", added["id"].as_str().unwrap());
        app.app.clock.advance(std::time::Duration::from_secs(60));
        let same = json!({ "docType": "CERTIDAO_ETICA", "hasPhysicalCopy": true, "expiresAt": "2026-12-31", "notes": "via original" });
        let body =
            json!({ "checklist": [same, { "docType": "FOTO" }, { "docType": "DIPLOMA", "hasDigitalCopy": true }] });
        let reply = app.request_as("ADMIN", Method::PUT, &format!("{PATH}/{path}"), body.to_string()).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let items = &reply.json["data"];
        assert_eq!(items[7], added["checklist"][7], "an unchanged item keeps who saw it");
        assert_eq!(items[0]["id"], Value::Null, "an item that says nothing is not stored");
        assert_eq!(
            (&items[2]["verifiedBy"], &items[2]["verifiedAt"]),
            (&json!("user-admin"), &json!("2026-02-19T18:31:00.000Z"))
        );
        let payload = json!({ "checklistItems": 9 });
        assert!(app.audit().await.contains(&("PROFESSIONAL_CHECKLIST_UPDATED".to_owned(), payload)));
        for body in [json!({}), json!({ "checklist": "x" }), json!({ "checklist": null })] {
            assert_eq!(code(&app.put(&path, &body).await), (400, "CHECKLIST_INVALID"), "{body}");
        }
        let bad = json!({ "checklist": [{ "docType": "CERTIDAO_ETICA", "hasDigitalCopy": true }] });
        assert_eq!(code(&app.put(&path, &bad).await), (400, "CERTIDAO_EXPIRY_REQUIRED"));
        assert_eq!(code(&app.put("x/documentos/checklist", &body).await), (404, "NOT_FOUND"));
        assert_eq!(app.names("certidaoStatus=OK&sort=documents").await, ["Profissional Exemplo"]);
    }
}

#[tokio::test]
async fn a_deleted_professional_leaves_only_the_audit() {
    for app in each_app().await {
        let added = app.added(form()).await;
        let id = added["id"].as_str().unwrap();
        app.file("d1", id, "FOTO", None).await;
        let path = format!("{PATH}/{id}");
        let reply = app.request_as("GESTOR", Method::DELETE, &path, "").await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(reply.json, json!({ "status": "success", "data": { "id": id, "name": "Profissional Exemplo" } }));
        for table in [
            "SELECT COUNT(*) FROM professionals",
            "SELECT COUNT(*) FROM professional_registrations",
            "SELECT COUNT(*) FROM professional_document_checklist",
            "SELECT COUNT(*) FROM professional_documents",
            "SELECT COUNT(*) FROM hub_professional_list",
            "SELECT COUNT(*) FROM hub_professional_specialties",
        ] {
            assert_eq!(app.number(table).await, 0, "{table}");
        }
        let deleted = app.audit().await.into_iter().find(|(action, _)| action == "PROFESSIONAL_DELETED").unwrap();
        assert_eq!(deleted.1["name"], "Profissional Exemplo");
        assert_eq!(deleted.1["contractType"], "PADRAO_CLT");
        assert_eq!(deleted.1["filesPending"], 1, "deleted after the answer");
        assert_eq!(app.names("").await.len(), 0);
        assert_eq!(code(&app.request_as("GESTOR", Method::DELETE, &path, "").await), (404, "NOT_FOUND"));
        assert_eq!(code(&app.put(id, &json!({})).await), (404, "NOT_FOUND"), "before anything is checked");
        app.added(form()).await;
    }
}

#[tokio::test]
async fn a_link_points_to_an_active_template_of_the_same_type() {
    for app in each_app().await {
        app.run(
            "INSERT INTO contract_templates (id, name, contract_type, version, status, storage_provider, storage_key,
                original_name, mime_type, size_bytes, placeholders_json, uploaded_by, uploaded_at) VALUES
             ('t1', 'A', 'PADRAO_CLT', 1, 'active', 'local', 'k', 'n', 'm', 1, '[]', 'u', '2026-01-01'),
             ('t2', 'B', 'PJ_PADRAO', 1, 'active', 'local', 'k', 'n', 'm', 1, '[]', 'u', '2026-01-01')",
        )
        .await;
        let added = app.added(with(json!({ "contractTemplateId": "t1" }))).await;
        assert_eq!(added["contractTemplateId"], "t1");
        let id = added["id"].as_str().unwrap();
        let other = with(json!({ "contractTemplateId": "t2" }));
        assert_eq!(code(&app.put(id, &other).await), (400, "TEMPLATE_TYPE_MISMATCH"));
        app.run("UPDATE contract_templates SET status = 'archived' WHERE id = 't1'").await;
        let same = with(json!({ "contractTemplateId": "t1" }));
        assert_eq!(code(&app.put(id, &same).await), (400, "TEMPLATE_NOT_ACTIVE"), "an unchanged link, too");
        assert_eq!(app.put(id, &form()).await.status, 200);
    }
}

#[tokio::test]
async fn writing_needs_the_right_to_write() {
    let app = each_app().await.remove(0);
    let added = app.added(form()).await;
    let id = added["id"].as_str().unwrap();
    for (method, path) in [
        (Method::POST, String::new()),
        (Method::PUT, format!("/{id}")),
        (Method::DELETE, format!("/{id}")),
        (Method::PUT, format!("/{id}/registrations/primary")),
        (Method::PUT, format!("/{id}/documentos/checklist")),
    ] {
        let reply = app.request_as("OPERADOR", method.clone(), &format!("{PATH}{path}"), form().to_string()).await;
        assert_eq!(reply.status, 403, "{method} {path}");
        let headers = [("content-type", "application/json")];
        let reply = app.request(method.clone(), &format!("{PATH}{path}"), &headers, form().to_string()).await;
        assert_eq!(reply.status, 401, "{method} {path}");
    }
    assert_eq!(app.names("").await, ["Profissional Exemplo"]);
}
