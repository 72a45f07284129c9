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

/// The `content` of A1–A7.
pub fn api(route: Route) -> Value {
    match route {
        Route::A1 => json!([
            {"agendamento_id": 810001, "data": "18-02-2026", "horario": "09:30:00", "status_id": 7, "valor_total_agendamento": "R$ 150,00", "profissional_id": 101, "especialidade_id": 55, "procedimento_id": 900, "paciente_id": 5001, "unidade_id": 2, "nome_fantasia": "Ouro Verde", "agendado_por": "Atendente Modelo", "agendado_em": "2026-02-10 09:31:22"},
            {"agendamento_id": 810002, "data": "19-02-2026", "horario": "10:00:00", "status_id": 1, "valor": 35, "profissional_id": 999, "especialidade_id": null, "procedimento_id": 901, "paciente_id": 5002, "unidade_id": 3, "nome_fantasia": "Centro Cambui", "agendado_por": "Agendamento Online", "agendado_em": "2026-02-18 08:05:00"},
            {"agendamento_id": 810003, "data": "20-02-2026", "horario": "11:00:00", "status_id": 5, "valor": "0,00", "profissional_id": 102, "especialidade_id": 56, "procedimento_id": null, "nome_fantasia": null, "agendado_por": null, "agendado_em": null}
        ]),
        Route::A2 => json!([
            {"profissional_id": 101, "nome": "Dra. Modelo Cardiologia"},
            {"profissional_id": 102, "nome": "Dr. Padrão"}
        ]),
        Route::A3 => json!([
            {"especialidade_id": 55, "nome": "Cardiologia"},
            {"especialidade_id": 56, "nome": "Clínica Médica"}
        ]),
        Route::A4 => json!([
            {"procedimento_id": 900, "nome": "Consulta Cardiologia", "grupo_procedimento_id": 7, "valor": 15000},
            {"procedimento_id": 901, "nome": "Hemograma Completo", "grupo_procedimento_id": 8, "valor": 3500}
        ]),
        Route::A5 => json!([{"id": 7, "NomeGrupo": "Consultas"}, {"id": 8, "NomeGrupo": "Exames"}]),
        Route::A6 => json!([
            {"proposal_id": 42001, "proposal_date": "2026-02-17", "status": "Executada", "unidade": {"nome_fantasia": "Ouro Verde"}, "proposer_name": "Profissional Modelo", "value": "R$ 300,00", "procedimentos": {"data": [{"nome": "Avaliação", "valor": "200,00", "desconto": "50,00"}, {"nome": "Hemograma Completo", "valor": 35, "desconto": 0}]}},
            {"proposal_id": 42002, "proposal_date": "2026-02-18", "status": "Aguardando aprovação do cliente", "unidade": null, "proposer_name": "Profissional Modelo", "value": "R$ 1.250,00", "procedimentos": null}
        ]),
        _ => json!([]),
    }
}

/// A contract by its place from 0: the three of the specification, then plain ones.
pub fn contract(index: u64) -> Value {
    match index {
        0 => {
            json!({"registrationNumber": "RS-000123", "contractId": 9001, "contractDate": "2026-01-15T10:22:00Z", "initialDate": "2026-02-01T00:00:00Z", "name": "Titular Exemplo", "plan": "Resolve Família", "statusContract": "Aprovado", "statusRecurrenceDescription": "Adimplente", "amountRecurrence": 49.9, "amountMembership": 99.0})
        }
        1 => {
            json!({"registrationNumber": null, "contractId": 9002, "contractDate": null, "startDate": "2026-02-10T00:00:00Z", "name": "Titular Exemplo", "plan": null, "statusContract": "Cancelado", "statusRecurrenceDescription": "Inadimplente", "amountRecurrence": "49,90", "membershipValue": 0})
        }
        2 => json!({"registrationNumber": null, "contractId": null, "name": "Sem Chave"}),
        _ => {
            let number = index + 1;
            json!({
                "registrationNumber": format!("RS-{:06}", 1000 + number),
                "contractId": 9000 + number,
                "contractDate": "2026-01-20T12:00:00Z",
                "initialDate": "2026-02-01T00:00:00Z",
                "name": format!("Titular Exemplo {number}"),
                "plan": "Resolve Individual",
                "statusContract": "Aprovado",
                "statusRecurrenceDescription": "Adimplente",
                "amountRecurrence": 29.9,
                "amountMembership": 0
            })
        }
    }
}

/// The rows of a spreadsheet; `None` for an unknown one.
pub fn sheet(id: &str) -> Option<Value> {
    match id {
        super::credentials::CRC_SHEET => Some(json!([
            ["Data", "Nome", "Telefone"],
            ["18/02/2026", "…", "…"],
            ["18/2/2026", "…", "…"],
            ["17/02/2026", "…", "…"]
        ])),
        super::credentials::RECEPTION_SHEET => Some(json!([
            ["Carimbo de data/hora", "Endereço de e-mail", "Qual sua unidade?", "Qual serviço?", "Observação", "Data"],
            ["18/02/2026 08:10:00", "", "Ouro Verde", "Resolve", "", "18/02/2026"],
            ["18/02/2026 09:00:00", "", "Centro Cambuí", "Check-up", "", "18/02/2026"],
            ["17/02/2026 09:00:00", "", "Ouro Verde", "Resolve", "", "17/02/2026"]
        ])),
        _ => None,
    }
}
