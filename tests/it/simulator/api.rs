//! Feegow's REST service.

use serde_json::{Value, json};

use super::{api, browser, samples};

#[tokio::test]
async fn the_rest_lists_filter_by_day_and_check_token_and_dates() {
    let upstream = samples().await;
    let (_, answer) =
        api(&upstream, "appoints/search?data_start=18-02-2026&data_end=19-02-2026&list_procedures=0").await;
    assert_eq!((answer["success"].as_bool(), answer["content"].as_array().unwrap().len()), (Some(true), 2));
    let (status, answer) = api(&upstream, "appoints/search?data_start=2026-02-18&data_end=19-02-2026").await;
    assert_eq!((status, &answer["content"]), (422, &json!("data_start inválida")));
    let (_, answer) = api(&upstream, "proposal/list?data_inicio=18-02-2026&data_fim=23-02-2026&tipo_data=I").await;
    assert_eq!(answer["content"][0]["proposal_id"], 42002);
    for path in ["professional/list", "specialties/list", "procedures/list", "procedures/groups"] {
        assert_eq!(api(&upstream, path).await.1["content"].as_array().unwrap().len(), 2, "{path}");
    }
    let url = format!("{}/api/professional/list", upstream.base_url());
    let answer = browser().get(url).send().await.unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.json::<Value>().await.unwrap(), json!({"success": false, "content": "Token inválido"}));
}

#[tokio::test]
async fn the_samples_are_those_of_the_specification() {
    let upstream = samples().await;
    let (_, booked) =
        api(&upstream, "appoints/search?data_start=19-01-2026&data_end=20-03-2026&list_procedures=0").await;
    let rows = booked["content"].as_array().unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(
        (&rows[0]["valor_total_agendamento"], &rows[1]["valor"], &rows[2]["valor"]),
        (&json!("R$ 150,00"), &json!(35), &json!("0,00"))
    );
    assert_eq!((&rows[1]["profissional_id"], &rows[1]["especialidade_id"]), (&json!(999), &Value::Null));
    assert_eq!((&rows[2]["status_id"], &rows[2]["nome_fantasia"]), (&json!(5), &Value::Null));
    for (path, first) in [
        ("professional/list", json!({"profissional_id": 101, "nome": "Dra. Modelo Cardiologia"})),
        ("specialties/list", json!({"especialidade_id": 55, "nome": "Cardiologia"})),
        (
            "procedures/list",
            json!({"procedimento_id": 900, "nome": "Consulta Cardiologia", "grupo_procedimento_id": 7, "valor": 15000}),
        ),
        ("procedures/groups", json!({"id": 7, "NomeGrupo": "Consultas"})),
    ] {
        assert_eq!(api(&upstream, path).await.1["content"][0], first, "{path}");
    }
    let (_, offers) = api(&upstream, "proposal/list?data_inicio=12-02-2026&data_fim=18-02-2026&tipo_data=I").await;
    assert_eq!(
        offers["content"][0]["procedimentos"]["data"][0],
        json!({"nome": "Avaliação", "valor": "200,00", "desconto": "50,00"})
    );
    assert_eq!(
        (&offers["content"][1]["unidade"], &offers["content"][1]["procedimentos"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn parameters_may_be_the_json_body_of_a_get() {
    let upstream = samples().await;
    for (path, body, rows) in [
        ("appoints/search", json!({"data_start": "18-02-2026", "data_end": "18-02-2026", "list_procedures": 0}), 1),
        ("proposal/list", json!({"data_inicio": "17-02-2026", "data_fim": "17-02-2026", "tipo_data": "I"}), 1),
        (
            "financial/list-invoice",
            json!({"data_start": "01-02-2026", "data_end": "18-02-2026", "tipo_transacao": "C"}),
            0,
        ),
    ] {
        let url = format!("{}/api/{path}", upstream.base_url());
        let request = browser().get(url).header("x-access-token", "sim-api-token").json(&body);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        assert_eq!((&answer["success"], answer["content"].as_array().unwrap().len()), (&json!(true), rows), "{path}");
    }
}

#[tokio::test]
async fn missing_and_malformed_dates_are_told_by_name() {
    let upstream = samples().await;
    for (path, name) in [
        ("appoints/search?data_end=18-02-2026", "data_start"),
        ("appoints/search?data_start=18-02-2026", "data_end"),
        ("appoints/search?data_start=18-02-2026&data_end=18/02/2026", "data_end"),
        ("appoints/search?data_start=18-2-2026&data_end=18-02-2026", "data_start"),
        ("appoints/search?data_start=31-02-2026&data_end=18-02-2026", "data_start"),
        ("proposal/list?data_fim=18-02-2026&tipo_data=I", "data_inicio"),
        ("proposal/list?data_inicio=18-02-2026&data_fim=2026-02-18", "data_fim"),
        ("financial/list-invoice?tipo_transacao=C", "data_start"),
    ] {
        let (status, answer) = api(&upstream, path).await;
        assert_eq!((status, answer), (422, json!({"success": false, "content": format!("{name} inválida")})), "{path}");
    }
}

#[tokio::test]
async fn every_list_fails_as_asked() {
    let upstream = samples().await;
    const PERIODS: &str = "data_start=18-02-2026&data_end=18-02-2026&data_inicio=18-02-2026&data_fim=18-02-2026";
    for (route, path) in [
        ("A1", "appoints/search"),
        ("A2", "professional/list"),
        ("A3", "specialties/list"),
        ("A4", "procedures/list"),
        ("A5", "procedures/groups"),
        ("A6", "proposal/list"),
        ("A7", "financial/list-invoice"),
    ] {
        let path = format!("{path}?{PERIODS}");
        upstream.fail_times(route, "success_false", 1).await;
        assert_eq!(
            api(&upstream, &path).await,
            (200, json!({"success": false, "content": "Falha simulada"})),
            "{route}"
        );
        upstream.fail_times(route, "empty", 1).await;
        assert_eq!(api(&upstream, &path).await, (200, json!({"success": true, "content": []})), "{route}");
        upstream.fail_times(route, "http:503", 1).await;
        assert_eq!(api(&upstream, &path).await.0, 503, "{route}");
        upstream.data(route, json!([{"id": 1}])).await;
        assert_eq!(api(&upstream, &path).await.1["content"], json!([{"id": 1}]), "{route}");
        upstream.data(route, json!({"success": true})).await;
        assert_eq!(api(&upstream, &path).await.1, json!({"success": true}), "{route} without `content`");
        assert_eq!(upstream.calls(route).await.len(), 5);
    }
}
