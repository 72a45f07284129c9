//! The list, one professional, options and catalogue.

use std::time::Duration;

use serde_json::json;

use super::sample::{PATH, Row, names};
use crate::support::{TestApp, each_app};

const CPF: &str = "52998224725";

/// The professional of the product description.
async fn exemplo(app: &TestApp) {
    let specialties = r#"["Cardiologia","Clínica Médica"]"#;
    app.professional(Row { specialties, cpf: Some(CPF), ..Row::new("p1", "Profissional Exemplo") }).await;
    app.registration("r1", "p1", ["CRM", "123456", "SP"], true).await;
    app.marked("c1", "p1", "FOTO", None).await;
}

#[tokio::test]
async fn a_list_item_is_the_whole_record_with_masked_numbers() {
    for app in each_app().await {
        exemplo(&app).await;
        let page = app.listed("").await.json;
        assert_eq!(page["status"], "success");
        assert_eq!(page["pagination"], json!({ "page": 1, "pageSize": 20, "total": 1, "totalPages": 1 }));
        let mut item = page["data"][0].clone();
        assert_eq!(item.as_object().unwrap().len(), 36);
        let checklist = item["checklist"].take();
        assert_eq!(
            item,
            json!({
                "id": "p1", "name": "Profissional Exemplo", "contractPartyType": "PF", "contractType": "PADRAO_CLT",
                "cpf": "529.***.***-25", "cnpj": null, "legalName": null, "specialty": "Cardiologia",
                "specialties": ["Cardiologia", "Clínica Médica"], "primarySpecialty": "Cardiologia",
                "phone": "11999990000", "email": "profissional.exemplo@example.com", "ageRange": "18-65",
                "serviceUnits": ["CENTRO CAMBUI"], "hasFeegowPermissions": false, "personalDocType": "RG",
                "personalDocNumber": "*******89", "addressText": "Rua Exemplo, 100", "isActive": true,
                "hasPhysicalFolder": false, "physicalFolderNote": null, "contractTemplateId": null,
                "contractStartDate": "2026-01-02", "contractEndDate": null,
                "createdAt": "2026-01-02T12:00:00.000Z", "updatedAt": "2026-02-18T13:45:10.123Z",
                "registrations": [{
                    "id": "r1", "professionalId": "p1", "councilType": "CRM", "councilNumber": "123456",
                    "councilUf": "SP", "isPrimary": true,
                }],
                "primaryRegistration": {
                    "id": "r1", "professionalId": "p1", "councilType": "CRM", "councilNumber": "123456",
                    "councilUf": "SP", "isPrimary": true,
                },
                "checklist": null, "missingFields": [],
                "missingDocs": ["DIPLOMA", "DIPLOMA_ESPECIALIDADE", "CERTIDAO_ETICA"],
                "requiredDocsDone": 1, "requiredDocsTotal": 9, "pending": true, "certidaoStatus": "PENDENTE",
                "certidaoExpiresAt": null,
            })
        );
        assert_eq!(checklist.as_array().unwrap().len(), 9);
        assert_eq!(
            checklist[0],
            json!({
                "id": "c1", "professionalId": "p1", "docType": "FOTO", "hasPhysicalCopy": false,
                "hasDigitalCopy": true, "expiresAt": null, "notes": "", "verifiedBy": "user-x",
                "verifiedAt": "2026-01-02T12:00:00.000Z", "updatedAt": "2026-01-02T12:00:00.000Z",
            })
        );
        assert_eq!(
            checklist[8],
            json!({
                "id": null, "professionalId": "p1", "docType": "CONTRATO_ASSINADO", "hasPhysicalCopy": false,
                "hasDigitalCopy": false, "expiresAt": null, "notes": "", "verifiedBy": null, "verifiedAt": null,
                "updatedAt": null,
            })
        );
    }
}

#[tokio::test]
async fn numbers_are_in_full_for_whoever_may_edit_and_that_is_noted_once_an_hour() {
    const LOOKS: &str = "SELECT COUNT(*) FROM professional_audit_log WHERE action = 'PROFESSIONAL_VIEWED'";
    for app in each_app().await {
        exemplo(&app).await;
        let of = |role| app.get_as(role, "/api/admin/profissionais/p1");
        let masked = of("OPERADOR").await.json;
        assert_eq!(masked["data"]["cpf"], "529.***.***-25");
        assert_eq!(masked["data"]["personalDocNumber"], "*******89");
        assert_eq!(app.number(LOOKS).await, 0);

        for _ in 0..2 {
            let full = of("GESTOR").await.json;
            assert_eq!(full["data"]["cpf"], CPF);
            assert_eq!(full["data"]["personalDocNumber"], "123456789");
        }
        assert_eq!(app.number(LOOKS).await, 1);
        of("ADMIN").await;
        assert_eq!(app.number(LOOKS).await, 2, "another person's look is another look");
        app.app.clock.advance(Duration::from_secs(61 * 60));
        of("GESTOR").await;
        assert_eq!(app.number(LOOKS).await, 3);
    }
}

#[tokio::test]
async fn nobody_is_found_under_an_unknown_id() {
    for app in each_app().await {
        for path in ["x", "x/registrations", "x/documentos/checklist", "%27%20OR%201=1--"] {
            let reply = app.get_as("ADMIN", &format!("{PATH}/{path}")).await;
            assert_eq!((reply.status.as_u16(), reply.json["code"].as_str()), (404, Some("NOT_FOUND")), "{path}");
            assert_eq!(reply.json["error"], "Profissional não encontrado.");
        }
    }
}

#[tokio::test]
async fn registrations_and_checklist_are_read_by_themselves() {
    for app in each_app().await {
        exemplo(&app).await;
        app.registration("r0", "p1", ["CRM", "9", "AC"], false).await;
        app.registration("r2", "p1", ["COREN", "7", "SP"], false).await;
        let registrations = app.get_as("OPERADOR", &format!("{PATH}/p1/registrations")).await.json;
        let ids: Vec<&str> =
            registrations["data"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["r1", "r2", "r0"]);
        let checklist = app.get_as("OPERADOR", &format!("{PATH}/p1/documentos/checklist")).await.json;
        assert_eq!(checklist["data"].as_array().unwrap().len(), 9);
        assert_eq!(checklist["data"][0]["hasDigitalCopy"], true);
    }
}

#[tokio::test]
async fn a_search_finds_parts_of_names_specialties_and_numbers() {
    for app in each_app().await {
        exemplo(&app).await;
        app.professional(Row { cpf: Some("111.444.777-35"), ..Row::new("p2", "José 100%_ Ávila") }).await;
        for (search, expected) in [
            ("exemplo", vec!["Profissional Exemplo"]),
            ("AVILA", vec!["José 100%_ Ávila"]),
            ("jose%20%20100", vec!["José 100%_ Ávila"]),
            ("clinica%20medica", vec!["Profissional Exemplo"]),
            ("CARDIOLOGIA", vec!["José 100%_ Ávila", "Profissional Exemplo"]),
            ("529.982", vec!["Profissional Exemplo"]),
            ("52998224725", vec!["Profissional Exemplo"]),
            ("11144477735", vec!["José 100%_ Ávila"]),
            ("52", vec![]),
            ("%25_", vec!["José 100%_ Ávila"]),
            ("e_e", vec![]),
            ("x%27%20OR%201=1--", vec![]),
            ("exemplo%0Acardiologia", vec![]),
            ("%20", vec!["José 100%_ Ávila", "Profissional Exemplo"]),
        ] {
            assert_eq!(app.names(&format!("search={search}")).await, expected, "{search}");
        }
    }
}

/// Four certificates, one of each standing on 19 February 2026.
async fn four(app: &TestApp) {
    let rows = [
        ("a", "Ana", Some("2026-02-18"), "VENCIDA"),
        ("b", "Beto", Some("2026-03-21"), "VENCENDO"),
        ("c", "Caio", Some("2026-03-22"), "OK"),
        ("d", "Davi", None, "PENDENTE"),
    ];
    for (id, name, due, _) in rows {
        app.professional(Row { is_active: id != "c", cpf: Some(id), ..Row::new(id, name) }).await;
        app.registration(id, id, ["CRM", id, "SP"], true).await;
        app.file(id, id, "CERTIDAO_ETICA", due).await;
    }
    for kind in ["FOTO", "DIPLOMA", "DIPLOMA_ESPECIALIDADE"] {
        app.marked(kind, "b", kind, None).await;
    }
}

#[tokio::test]
async fn filters_are_applied_before_paging() {
    for app in each_app().await {
        four(&app).await;
        for (query, expected) in [
            ("status=active", vec!["Ana", "Beto", "Davi"]),
            ("status=INACTIVE", vec!["Caio"]),
            ("status=pending", vec!["Ana", "Caio", "Davi"]),
            ("status=nonsense", vec!["Ana", "Beto", "Caio", "Davi"]),
            ("certidaoStatus=vencida", vec!["Ana"]),
            ("certidaoStatus=VENCENDO", vec!["Beto"]),
            ("certidaoStatus=OK", vec!["Caio"]),
            ("certidaoStatus=PENDENTE", vec!["Davi"]),
            ("certidaoStatus=VENCIDA&status=pending&search=ana", vec!["Ana"]),
            ("certidaoStatus=VENCENDO&status=pending", vec![]),
        ] {
            assert_eq!(app.names(query).await, expected, "{query}");
        }
        let page = app.listed("status=active&page=2&pageSize=2").await.json;
        assert_eq!(names(&page), ["Davi"]);
        assert_eq!(page["pagination"], json!({ "page": 2, "pageSize": 2, "total": 3, "totalPages": 2 }));
        let beyond = app.listed("page=9").await.json;
        assert_eq!(beyond["data"], json!([]));
        assert_eq!(beyond["pagination"], json!({ "page": 9, "pageSize": 20, "total": 4, "totalPages": 1 }));
    }
}

#[tokio::test]
async fn contract_type_specialty_feegow_and_completeness_are_filters_of_their_own() {
    for app in each_app().await {
        four(&app).await;
        app.run("UPDATE professionals SET contract_type = 'PJ_PADRAO' WHERE id IN ('a', 'b')").await;
        app.run("UPDATE professionals SET has_feegow_permissions = 1 WHERE id IN ('b', 'c')").await;
        app.run("UPDATE professionals SET specialties_json = '[\"Cardiologia\",\"Clínica Médica\"]' WHERE id = 'd'")
            .await;
        app.run("UPDATE professionals SET specialty = 'Pediatria', primary_specialty = NULL WHERE id = 'c'").await;
        for (query, expected) in [
            ("contractType=PJ_PADRAO", vec!["Ana", "Beto"]),
            ("contractType=padrao_clt", vec!["Caio", "Davi"]),
            ("contractType=PLANTONISTA", vec![]),
            (
                "contractType=all&specialty=all&hasFeegowPermissions=all&pending=all",
                vec!["Ana", "Beto", "Caio", "Davi"],
            ),
            ("contractType=&specialty=%20&hasFeegowPermissions=&pending=", vec!["Ana", "Beto", "Caio", "Davi"]),
            ("specialty=CARDIOLOGIA", vec!["Ana", "Beto", "Caio", "Davi"]),
            ("specialty=clinica%20medica", vec!["Davi"]),
            ("specialty=pediatria", vec!["Caio"]),
            ("specialty=clinica", vec![]),
            ("specialty=Ana", vec![]),
            ("specialty=%25", vec![]),
            ("hasFeegowPermissions=true", vec!["Beto", "Caio"]),
            ("hasFeegowPermissions=FALSE", vec!["Ana", "Davi"]),
            ("pending=true", vec!["Ana", "Caio", "Davi"]),
            ("pending=false", vec!["Beto"]),
            ("pending=true&status=active", vec!["Ana", "Davi"]),
            ("pending=true&status=inactive", vec!["Caio"]),
            ("pending=false&status=pending", vec![]),
            ("contractType=PJ_PADRAO&specialty=cardiologia&hasFeegowPermissions=true&pending=false", vec!["Beto"]),
            ("specialty=cardiologia&sort=contractType&dir=desc&pageSize=2", vec!["Ana", "Beto"]),
        ] {
            assert_eq!(app.names(query).await, expected, "{query}");
        }
        let page = app.listed("specialty=cardiologia&pageSize=1&page=2").await.json;
        assert_eq!((names(&page), &page["pagination"]["total"]), (vec!["Beto".to_owned()], &json!(4)));
    }
}

#[tokio::test]
async fn a_filter_that_nobody_offers_is_refused() {
    for app in each_app().await {
        for (query, code) in [
            ("contractType=ESTAGIO", "CONTRACT_TYPE_INVALID"),
            ("hasFeegowPermissions=sim", "FEEGOW_PERMISSIONS_INVALID"),
            ("pending=1", "PENDING_INVALID"),
        ] {
            let reply = app.get_as("GESTOR", &format!("{PATH}?{query}")).await;
            assert_eq!((reply.status.as_u16(), reply.json["code"].as_str()), (400, Some(code)), "{query}");
        }
    }
}

#[tokio::test]
async fn rows_of_a_time_before_the_filters_are_made_anew_before_they_are_read() {
    for app in each_app().await {
        four(&app).await;
        app.names("").await;
        app.run("UPDATE hub_professional_list SET has_feegow = -1").await;
        app.run("DELETE FROM hub_professional_specialties").await;
        app.names("").await;
        assert_eq!(app.names("specialty=cardiologia&hasFeegowPermissions=false").await.len(), 4);
    }
}

#[tokio::test]
async fn a_specialty_that_somebody_gave_up_no_longer_finds_them() {
    for app in each_app().await {
        four(&app).await;
        assert_eq!(app.names("specialty=cardiologia").await.len(), 4);
        app.run(
            "UPDATE professionals SET specialties_json = '[\"Neurologia\"]', specialty = 'Neurologia',
                 primary_specialty = 'Neurologia' WHERE id = 'a'",
        )
        .await;
        app.names("").await; // shown rows are compared with the register
        assert_eq!(app.names("specialty=cardiologia").await, ["Beto", "Caio", "Davi"]);
        assert_eq!(app.names("specialty=neurologia").await, ["Ana"]);
        app.run("DELETE FROM professionals WHERE id = 'a'").await;
        assert_eq!(app.names("").await, ["Beto", "Caio", "Davi"]);
        assert_eq!(
            app.number("SELECT COUNT(*) FROM hub_professional_specialties").await,
            3,
            "nothing is left of who is gone"
        );
    }
}

#[tokio::test]
async fn a_certificate_expires_with_the_day() {
    for app in each_app().await {
        four(&app).await;
        assert_eq!(app.names("certidaoStatus=VENCIDA").await, ["Ana"]);
        app.app.clock.advance(Duration::from_secs(29 * 86_400));
        assert_eq!(app.names("certidaoStatus=VENCIDA").await, ["Ana"]);
        assert_eq!(app.names("certidaoStatus=VENCENDO").await, ["Beto", "Caio"]);
        app.app.clock.advance(Duration::from_secs(2 * 86_400));
        assert_eq!(app.names("certidaoStatus=VENCIDA").await, ["Ana", "Beto"]);
    }
}

#[tokio::test]
async fn every_column_sorts_over_all_pages() {
    for app in each_app().await {
        four(&app).await;
        app.run("UPDATE professionals SET contract_end_date = '2026-05-01' WHERE id = 'b'").await;
        app.run("UPDATE professionals SET contract_end_date = '2026-04-01' WHERE id = 'd'").await;
        app.run("UPDATE professionals SET contract_type = 'PLANTONISTA' WHERE id = 'a'").await;
        app.run("UPDATE professionals SET specialty = 'Álgebra', primary_specialty = NULL WHERE id = 'd'").await;
        app.run("UPDATE professional_registrations SET council_type = 'COREN' WHERE id = 'c'").await;
        for (query, expected) in [
            ("sort=name&dir=desc", "Davi Caio Beto Ana"),
            ("sort=status", "Ana Beto Davi Caio"),
            ("sort=status&dir=desc", "Caio Ana Beto Davi"),
            ("sort=specialty", "Davi Ana Beto Caio"),
            ("sort=contractEndDate", "Davi Beto Ana Caio"),
            ("sort=contractEndDate&dir=desc", "Beto Davi Ana Caio"),
            ("sort=registration", "Caio Ana Beto Davi"),
            ("sort=contractType&dir=desc", "Ana Beto Caio Davi"),
            ("sort=documents&dir=desc", "Beto Ana Caio Davi"),
            ("sort=certidao", "Ana Beto Caio Davi"),
            ("sort=certidao&dir=desc", "Caio Beto Ana Davi"),
        ] {
            let expected: Vec<&str> = expected.split(' ').collect();
            assert_eq!(app.names(query).await, expected, "{query}");
            let second = app.names(&format!("{query}&page=2&pageSize=1")).await;
            assert_eq!(second, [expected[1]], "{query}");
        }
    }
}

#[tokio::test]
async fn a_record_of_another_time_is_shown_as_stored() {
    for app in each_app().await {
        app.professional(Row { contract_type: "ESTAGIO", specialties: "{", ..Row::new("p1", "Antigo") }).await;
        app.run("UPDATE professionals SET contract_party_type = 'XX', service_units_json = 'no list', specialty = 'Pediatria'")
            .await;
        let item = app.listed("").await.json["data"][0].clone();
        assert_eq!((&item["contractType"], &item["contractPartyType"]), (&json!("ESTAGIO"), &json!("XX")));
        assert_eq!((&item["specialties"], &item["serviceUnits"]), (&json!(["Pediatria"]), &json!([])));
        assert_eq!(item["missingFields"], json!(["cpf", "registrations"]));
    }
}

#[tokio::test]
async fn what_another_program_writes_is_noticed() {
    for app in each_app().await {
        exemplo(&app).await;
        assert_eq!(app.names("").await, ["Profissional Exemplo"]);
        // On the page: at once.
        app.run("UPDATE professionals SET name = 'Outro Nome', is_active = 0").await;
        assert_eq!(app.names("").await, ["Outro Nome"]);
        assert_eq!(app.names("status=inactive").await, ["Outro Nome"]);
        // Not on the page: within a minute.
        app.professional(Row::new("p2", "Novo")).await;
        app.app.clock.advance(Duration::from_secs(61));
        // Whoever looks first does not wait for it.
        for _ in 0..200 {
            if app.names("").await.len() == 2 {
                break;
            }
        }
        assert_eq!(app.names("").await, ["Novo", "Outro Nome"]);
        app.run("DELETE FROM professionals WHERE id = 'p1'").await;
        assert_eq!(app.names("").await, ["Novo"], "a shown record that is gone is not shown again");
    }
}

#[tokio::test]
async fn the_form_is_offered_past_specialties_and_active_templates() {
    const TEMPLATE: &str = "INSERT INTO contract_templates (id, name, contract_type, version, status, storage_provider,
        storage_key, original_name, mime_type, size_bytes, placeholders_json, uploaded_by, uploaded_at) VALUES
        ('t1', 'Odontologia', 'PJ_PADRAO', 1, 'archived', 'local', 'k', 'n', 'm', 1, '[]', 'u', '2026-01-01'),
        ('t2', 'Odontologia', 'PJ_PADRAO', 2, 'active', 'local', 'k', 'n', 'm', 1, '[]', 'u', '2026-01-01'),
        ('t3', 'Odontologia', 'PJ_PADRAO', 3, 'active', 'local', 'k', 'n', 'm', 1, '[]', 'u', '2026-01-01'),
        ('t4', 'Especialidades', 'PADRAO_CLT', 1, 'active', 'local', 'k', 'n', 'm', 1, '[]', 'u', '2026-01-01')";
    for app in each_app().await {
        app.run(TEMPLATE).await;
        app.run(
            "INSERT INTO feegow_appointments (appointment_id, specialty) VALUES (1, ' Dermatologia '), (2, NULL),
             (3, 'CARDIOLOGIA'), (4, 'Cardiologia'), (5, ''), (6, 'Dermatologia')",
        )
        .await;
        let options = app.get_as("OPERADOR", &format!("{PATH}/options?contractType=pj_padrao")).await.json;
        assert_eq!(
            options,
            json!({ "status": "success", "data": {
                "specialties": ["CARDIOLOGIA", "Dermatologia"], "source": "database",
                "activeContractTemplates": [
                    { "id": "t3", "name": "Odontologia", "contractType": "PJ_PADRAO", "version": 3 },
                    { "id": "t2", "name": "Odontologia", "contractType": "PJ_PADRAO", "version": 2 },
                ],
            }})
        );
        let all = app.get_as("OPERADOR", &format!("{PATH}/options?contractType=%20")).await.json;
        assert_eq!(all["data"]["activeContractTemplates"].as_array().unwrap().len(), 3);
        assert_eq!(all["data"]["activeContractTemplates"][0]["id"], "t4");
    }
}

#[tokio::test]
async fn the_catalogue_names_nine_documents() {
    let app = each_app().await.remove(0);
    let catalogue = app.get_as("OPERADOR", &format!("{PATH}/catalogue")).await.json;
    let data = &catalogue["data"];
    assert_eq!(data["documentTypes"].as_array().unwrap().len(), 9);
    assert_eq!(
        data["documentTypes"][7],
        json!({
            "code": "CERTIDAO_ETICA", "label": "Certidão de Ética Profissional", "required": true, "expires": true,
            "warningDays": 30,
        })
    );
    assert_eq!(data["contractTypes"][0], json!({ "code": "PADRAO_CLT", "label": "ESPECIALIDADES" }));
    assert_eq!(data["ufs"].as_array().unwrap().len(), 27);
}

#[tokio::test]
async fn looking_needs_the_right_to_look() {
    let app = each_app().await.remove(0);
    for path in ["", "/options", "/catalogue", "/x", "/x/registrations", "/x/documentos/checklist"] {
        assert_eq!(app.get(&format!("{PATH}{path}")).await.status, 401, "{path}");
    }
    app.token_of("OPERADOR").await;
    app.run(
        "INSERT INTO user_page_permissions (user_id, page_key, can_view, can_edit, can_refresh, updated_at)
         VALUES ('user-operador', 'profissionais', 0, 0, 0, '')",
    )
    .await;
    app.app.access.changed();
    assert_eq!(app.get_as("OPERADOR", PATH).await.status, 403);
}
