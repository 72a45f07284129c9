//! The fixed samples of the specification, for exact tests.

use serde_json::{Value, json};

use super::{queue::QueueRow, route::Route};

/// W6: two patients in unit 2, nobody elsewhere.
pub fn medical_queue(unit: i64) -> Vec<QueueRow> {
    if unit != 2 {
        return Vec::new();
    }
    let row = |cells: [&str; 7]| {
        let [hour, arrival, patient, age, doctor, service, waiting] = cells.map(str::to_owned);
        QueueRow { hour, arrival, patient, age, doctor, service, waiting }
    };
    vec![
        row([
            "09:30",
            "09:31",
            r#"Paciente Exemplo Um <span class="label">Primeira vez</span>"#,
            "42",
            "Dra. Modelo Cardiologia",
            "Consulta",
            "12 min",
        ]),
        row(["09:45", "09:40", "Jos&eacute; Exemplo (idoso)", "71", "Dr. Padr&atilde;o", "Retorno", "Em atendimento"]),
    ]
}

/// Q1: the same three tickets whichever unit asks.
pub fn tickets() -> Value {
    json!([
        {"id": 70011, "UnidadeID": 2, "PacienteNome": "Paciente Exemplo Um", "DataChegada": "2026-02-18", "DataAtendimento": null, "StatusNome": "Aguardando"},
        {"id": 70012, "UnidadeID": 2, "PacienteNome": "Paciente Exemplo Dois", "DataChegada": "2026-02-18", "DataAtendimento": null, "StatusNome": "Triagem"},
        {"id": 70099, "UnidadeID": 3, "PacienteNome": "Outra Unidade", "DataChegada": "2026-02-18", "DataAtendimento": null, "StatusNome": "Aguardando"}
    ])
}

/// C1–C5.
pub fn clinia(route: Route) -> Value {
    match route {
        Route::C1 => json!({"groups": [
            {"id": "da45d882-5702-439b-8133-3d896d6a8810", "name": "Central de relacionamento"},
            {"id": "11111111-2222-3333-4444-555555555555", "name": "Grupo Novo"}
        ]}),
        Route::C2 => json!({"groups": [
            {"group_id": "da45d882-5702-439b-8133-3d896d6a8810", "avg_waiting_time": 185.7},
            {"group_id": "dbfa4605-60ec-4f17-92c5-05c7d90ebcb4", "avg_waiting_time": null}
        ]}),
        Route::C3 => json!({"count": {"all": 17, "groups": [
            {"id": "da45d882-5702-439b-8133-3d896d6a8810", "count": 9},
            {"id": "11111111-2222-3333-4444-555555555555", "count": 8}
        ]}}),
        Route::C4 => json!({"groups": [
            {
                "group_id": "da45d882-5702-439b-8133-3d896d6a8810",
                "group_conversations_per_day": [
                    {"date": "17/02", "conversation": 80, "without_response_conversation": 4},
                    {"date": "18/02", "conversation": 55, "without_response_conversation": 3}
                ],
                "waiting_time_per_day": [{"date": "18/02", "avg": 120}]
            },
            {
                "group_id": "dbfa4605-60ec-4f17-92c5-05c7d90ebcb4",
                "group_conversations_per_day": [{"date": "18/02", "conversation": 5, "without_response_conversation": 1}],
                "waiting_time_per_day": [{"date": "18/02", "avg": 0}]
            }
        ]}),
        Route::C5 => json!({"current": {"appointmentsTotal": 40, "appointmentsCreatedByBot": 12}}),
        _ => Value::Null,
    }
}

/// W8: a card payment, a large one, a refund, and a sentinel that must not be believed.
pub fn report() -> Vec<Vec<String>> {
    const DAY: &str = "18/02/2026";
    let line = |payment: &str, method: &str, kind: &str, money: [&str; 3], rest: [&str; 6]| {
        let [produced, gross, paid] = money;
        let [patient, procedure, procedure_kind, group, unit, record] = rest;
        let cells = [
            DAY,
            payment,
            "",
            method,
            kind,
            "0,00",
            "0,00",
            produced,
            gross,
            paid,
            patient,
            procedure,
            "Atendente Modelo",
            procedure_kind,
            group,
            unit,
            record,
            "Caixa Modelo",
        ];
        cells.map(str::to_owned).to_vec()
    };
    let cardiology = ["Paciente Exemplo Um", "Consulta Cardiologia", "Consulta", "Consultas", "OURO VERDE", "1001"];
    let blood = ["Paciente Exemplo Dois", "Hemograma Completo", "Exame", "Exames", "CENTRO CAMBUI", "1002"];
    let correction = ["Paciente Exemplo Tres", "Ajuste", "Outro", "Outros", "OURO VERDE", "1003"];
    vec![
        line(DAY, "Cartão de Crédito", "Particular", ["150,00"; 3], cardiology),
        line(DAY, "PIX", "Particular", ["1.234,56"; 3], blood),
        line("01/02/2026", "PIX", "Estorno", ["-20,00"; 3], cardiology),
        line(DAY, "PIX", "Ajuste", ["0,00", "0,00", "-99.999.999,99"], correction),
    ]
}
