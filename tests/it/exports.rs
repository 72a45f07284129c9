//! What pages show, as files: the same numbers as their JSON, in a spreadsheet, in text for Excel and on paper.

use std::io::Cursor;

use axum::{
    body::Body,
    http::{HeaderMap, Method},
};
use calamine::{Data, Reader, Xlsx};
use http_body_util::BodyExt;
use hub_lib::{
    app::App,
    kernel::Service,
    on_writer,
    operations::{Status, store},
};
use lopdf::Document;
use serde_json::{Value, json};

use crate::support::{TestApp, each_app};

const MONTH: &str = "startDate=2026-02-01&endDate=2026-02-19";
/// Page, service that feeds it, beginning of the file's name.
const PAGES: [(&str, Service, &str); 4] = [
    ("agendamentos", Service::Financeiro, "agendamentos"),
    ("produtividade", Service::Financeiro, "produtividade"),
    ("propostas", Service::Comercial, "propostas"),
    ("contratos", Service::Contratos, "resolvesaude"),
];
const CARD_UNIT: &str = "RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS";

async fn run(app: &App, sql: &'static str, rows: &[&[&str]]) {
    for values in rows {
        on_writer!(&app.db, pool => {
            let mut query = sqlx::query(sql);
            for value in *values {
                query = query.bind((*value).to_owned());
            }
            query.execute(pool).await.map(|_| ())
        })
        .unwrap();
    }
}

async fn each_clinic() -> Vec<TestApp> {
    const BOOKED: &str = "INSERT INTO feegow_appointments
        (appointment_id, status_id, scheduled_by, specialty, scheduled_at) VALUES (?, ?, ?, ?, ?)";
    const PROPOSED: &str = "INSERT INTO feegow_proposals
        (proposal_id, date, status, unit_name, professional_name, total_value) VALUES (?, ?, ?, ?, ?, ?)";
    const CARD: &str = "INSERT INTO feegow_contracts (registration_number, contract_id, created_at, status_contract,
        status_financial, recurrence_value, membership_value) VALUES (?, ?, ?, ?, ?, ?, ?)";
    const BILLED: &str = "INSERT INTO faturamento_resumo_diario
        (data_ref, unidade, grupo, procedimento, procedimento_key, total_pago, qtd) VALUES (?, ?, 'G', 'P', 'k', ?, 1)";
    let apps = each_app().await;
    for app in &apps {
        let app = &app.app;
        let booked: [&[&str]; 5] = [
            &["1", "7", "ANA TESTE", "Cardiologia", "2026-02-01 09:00:00"],
            &["2", "3", "ANA TESTE", "Cardiologia", "2026-02-19 10:00:00"],
            &["3", "6", "=BIA()", "Ortopedia", "2026-02-19 08:00:00"],
            &["4", "1", "Sistema", "Ortopedia", "2026-02-19 23:30:00"],
            &["5", "7", "ANA TESTE", "Ortopedia", "2026-01-31 23:59:59"],
        ];
        run(app, BOOKED, &booked).await;
        let proposed: [&[&str]; 4] = [
            &["1", "2026-02-01", "Executada", "CENTRO CAMBUI", "PROF UM", "1234567.89"],
            &["2", "2026-02-10", "Cancelada", "OURO VERDE", "+PROF", "500.5"],
            &["3", "2026-02-19", "Aguardando aprovação do cliente", "CENTRO CAMBUI", "PROF UM", "300"],
            &["4", "2026-01-31", "Executada", "OURO VERDE", "PROF UM", "999"],
        ];
        run(app, PROPOSED, &proposed).await;
        let cards: [&[&str]; 2] = [
            &["r1", "c1", "2026-02-02", "Aprovado", "Adimplente", "59.9", "100"],
            &["r2", "c2", "2026-02-03", "Cancelado", "Inadimplente", "49.9", "0"],
        ];
        run(app, CARD, &cards).await;
        run(app, BILLED, &[&["2026-02-18", CARD_UNIT, "1059.9"], &["2026-02-19", CARD_UNIT, "-59.9"]]).await;
        for (_, service, _) in PAGES {
            store::report(&app.db, service, Status::Completed, "2026-02-19 14:09:00", "ok").await.unwrap();
        }
    }
    apps
}

/// A file as somebody who may read it.
async fn file(app: &TestApp, page: &str, query: &str) -> (HeaderMap, Vec<u8>) {
    let bearer = format!("Bearer {}", app.token_of("GESTOR").await);
    let path = format!("/api/admin/{page}/export?{query}");
    let response = app.open(Method::GET, &path, &[("authorization", &bearer)], Body::empty()).await;
    let status = response.status();
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&bytes));
    (head.headers, bytes)
}

async fn json_of(app: &TestApp, page: &str, query: &str) -> Value {
    let reply = app.get_as("GESTOR", &format!("/api/admin/{page}?{query}")).await;
    assert_eq!(reply.status, 200, "{page}: {}", reply.text);
    reply.json
}

/// The rows of a spreadsheet, sheet by sheet, each with its name.
fn sheets(bytes: Vec<u8>) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    let rows = |name: String| {
        assert_eq!(book.worksheet_formula(&name).unwrap().used_cells().count(), 0, "a formula in {name}");
        let rows = book.worksheet_range(&name).unwrap().rows().map(<[Data]>::to_vec).collect();
        (name, rows)
    };
    names.into_iter().map(rows).collect()
}

async fn spreadsheet(app: &TestApp, page: &str, query: &str) -> Vec<(String, Vec<Vec<Data>>)> {
    sheets(file(app, page, &format!("{query}&format=xlsx")).await.1)
}

/// What a cell says, as JSON would: days as they are written there, shares of one.
fn plain(cell: &Data) -> Value {
    match cell {
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            json!(format!("{year}-{month:02}-{day:02}"))
        }
        Data::Float(number) if number.fract() == 0.0 => json!(*number as i64),
        Data::Float(number) => json!(number),
        Data::Empty => Value::Null,
        other => json!(other.to_string()),
    }
}

fn rows(book: &[(String, Vec<Vec<Data>>)], sheet: &str) -> Vec<Vec<Value>> {
    let (_, rows) = book.iter().find(|(name, _)| name == sheet).unwrap_or_else(|| panic!("no sheet {sheet}"));
    rows.iter().skip(1).map(|row| row.iter().map(plain).collect()).collect()
}

/// The value beside an item of the first sheet.
fn item(book: &[(String, Vec<Vec<Data>>)], name: &str) -> Value {
    let items = rows(book, "Resumo");
    items.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("no item {name}"))[1].clone()
}

/// The JSON number as [`plain`] would say it.
fn number(value: &Value) -> Value {
    let number = value.as_f64().unwrap();
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

#[tokio::test]
async fn bookings_are_the_same_in_the_spreadsheet() {
    for app in each_clinic().await {
        let query = format!("{MONTH}&specialty=cardiologia&status=all");
        let (book, answer) =
            (spreadsheet(&app, "agendamentos", &query).await, json_of(&app, "agendamentos", &query).await);
        let expected: Vec<Vec<Value>> = answer["series"]
            .as_array()
            .unwrap()
            .iter()
            .map(|day| {
                let share = day["confirmados"].as_f64().unwrap() / day["total"].as_f64().unwrap();
                vec![
                    day["period"].clone(),
                    day["total"].clone(),
                    day["confirmados"].clone(),
                    number(&json!(share)),
                    day["nao_compareceu"].clone(),
                ]
            })
            .collect();
        assert_eq!(rows(&book, "Agendamentos"), expected);
        assert_eq!(item(&book, "Gerado em"), "19/02/2026, 15:30:00");
        assert_eq!(item(&book, "Dados atualizados em"), "19/02/2026, 14:09:00");
        assert_eq!(
            (item(&book, "Data inicial"), item(&book, "Data final")),
            (json!("2026-02-01"), json!("2026-02-19"))
        );
        assert_eq!((item(&book, "Especialidade"), item(&book, "Responsável")), (json!("Cardiologia"), json!("Todos")));
        assert_eq!((item(&book, "Status"), item(&book, "Agrupar por")), (json!("Todos"), json!("Dia")));
        assert_eq!(item(&book, "Total de agendamentos"), answer["stats"]["totalPeriod"]);
        assert_eq!(item(&book, "Taxa de confirmação"), number(&answer["stats"]["confirmedRate"]));
        let query = format!("{MONTH}&status=7&aggregateBy=month");
        let book = spreadsheet(&app, "agendamentos", &query).await;
        assert_eq!((item(&book, "Status"), item(&book, "Agrupar por")), (json!("MARCADO - CONFIRMADO"), json!("Mês")));
        assert_eq!(rows(&book, "Agendamentos"), [[json!("02/2026"), json!(1), json!(1), json!(1), json!(0)]]);
    }
}

#[tokio::test]
async fn people_are_the_same_in_the_spreadsheet() {
    for app in each_clinic().await {
        let query = format!("{MONTH}&team=crc");
        let (book, answer) =
            (spreadsheet(&app, "produtividade", &query).await, json_of(&app, "produtividade", &query).await);
        let people = rows(&book, "Ranking individual");
        let names: Vec<&Value> = people.iter().map(|row| &row[0]).collect();
        assert_eq!(names, [&json!("ANA TESTE"), &json!("=BIA()")], "a name is a text");
        for (row, user) in people.iter().zip(answer["userStats"].as_array().unwrap()) {
            assert_eq!((&row[0], &row[3], &row[4]), (&user["user"], &user["total"], &user["confirmados"]));
        }
        assert_eq!((item(&book, "Equipe"), item(&book, "Unidade")), (json!("crc"), json!("Todas")));
        assert_eq!(item(&book, "Total"), answer["globalStats"]["total"]);
        assert_eq!(item(&book, "Não compareceu"), answer["globalStats"]["nao_compareceu"]);
        assert_eq!(item(&book, "Equipe: membros ativos"), answer["teamStats"]["active_members"]);
    }
}

#[tokio::test]
async fn proposals_are_the_same_in_the_spreadsheet() {
    for app in each_clinic().await {
        let (book, answer) = (spreadsheet(&app, "propostas", MONTH).await, json_of(&app, "propostas", MONTH).await);
        let sheets: Vec<&str> = book.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(sheets, ["Resumo", "Unidades", "Unidades por status", "Profissionais"]);
        for (name, key) in [
            ("Total de propostas", "qtd"),
            ("Valor total", "valor"),
            ("Convertido (ganho)", "wonValue"),
            ("Valor perdido", "lostValue"),
        ] {
            assert_eq!(item(&book, name), number(&answer["summary"][key]), "{name}");
        }
        assert_eq!((item(&book, "Em aberto"), item(&book, "Unidade")), (json!(300), json!("Todas")));
        let professionals = rows(&book, "Profissionais");
        let proposers = answer["byProposer"].as_array().unwrap();
        assert_eq!(professionals.len(), proposers.len());
        for (row, proposer) in professionals.iter().zip(proposers) {
            let expected = ["professional_name", "qtd", "qtd_executado"].map(|key| proposer[key].clone());
            assert_eq!(row[..3], expected);
            assert_eq!((&row[3], &row[4]), (&number(&proposer["valor"]), &number(&proposer["valor_executado"])));
        }
        let by_status = rows(&book, "Unidades por status");
        for (row, unit) in by_status.iter().zip(answer["byUnit"].as_array().unwrap()) {
            assert_eq!((&row[0], &row[1], &row[2]), (&unit["unit_name"], &unit["status"], &unit["qtd"]));
            assert_eq!(row[3], number(&unit["valor"]));
        }
        assert_eq!(
            rows(&book, "Unidades"),
            [
                [json!("CENTRO CAMBUI"), json!(2), json!(1_234_867.89), json!(1_234_567.89), json!(300), json!(0)],
                [json!("OURO VERDE"), json!(1), json!(500.5), json!(0), json!(0), json!(500.5)],
            ]
        );
        let one = spreadsheet(&app, "propostas", &format!("{MONTH}&unit=ouro%20verde")).await;
        assert_eq!((item(&one, "Unidade"), item(&one, "Valor total")), (json!("OURO VERDE"), json!(500.5)));
        for (status, name, worth, people) in [
            ("stage:won", "Aprovadas e executadas", json!(1_234_567.89), 1),
            ("stage:open", "Em aberto", json!(300), 1),
            ("CANCELADA", "Cancelada", json!(500.5), 1),
            ("all", "Todas", json!(1_235_368.39), 2),
            ("outra", "outra", json!(0), 0),
        ] {
            let narrowed = spreadsheet(&app, "propostas", &format!("{MONTH}&status={status}")).await;
            assert_eq!((item(&narrowed, "Situação"), item(&narrowed, "Valor total")), (json!(name), worth));
            assert_eq!(rows(&narrowed, "Profissionais").len(), people, "{status}");
        }
    }
}

#[tokio::test]
async fn the_card_is_the_same_in_the_spreadsheet() {
    for app in each_clinic().await {
        let (book, answer) = (spreadsheet(&app, "contratos", MONTH).await, json_of(&app, "contratos", MONTH).await);
        for (name, value) in [
            ("Contratos ativos (base)", &answer["totals"]["activeContractsCount"]),
            ("Mensalidades: total da carteira (MRR)", &answer["totals"]["activeContractsMRR"]),
            ("Faturamento realizado no período", &answer["period"]["billingRealized"]),
            ("Total de adesão no período", &answer["period"]["salesMembership"]),
            ("Inadimplência: valor dos criados no período", &answer["period"]["defaultersValue"]),
            ("Cancelados: cadastros criados no período", &answer["period"]["cancelledCount"]),
        ] {
            assert_eq!(item(&book, name), number(value), "{name}");
        }
        assert_eq!(item(&book, "Unidade"), CARD_UNIT);
        assert_eq!(
            rows(&book, "Faturamento diário"),
            [[json!("2026-02-18"), json!(1059.9)], [json!("2026-02-19"), json!(-59.9)]]
        );
    }
}

/// `R$ 1.234,50`, from the JSON number, written here once more.
fn money(value: &Value) -> String {
    let plain = format!("{:.2}", value.as_f64().unwrap().abs());
    let (whole, centavos) = plain.split_once('.').unwrap();
    let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).unwrap()).collect();
    format!("R$\u{a0}{},{centavos}", groups.join("."))
}

fn paper(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

#[tokio::test]
async fn paper_says_the_same_with_heads_and_numbers_on_every_page() {
    for app in each_clinic().await {
        const PROPOSED: &str = "INSERT INTO feegow_proposals
            (proposal_id, date, status, unit_name, professional_name, total_value) VALUES (?, ?, ?, ?, ?, ?)";
        for at in 0..90 {
            let (id, name) = (format!("{}", 1000 + at), format!("PROFISSIONAL DE NOME COMPRIDO {at:03}"));
            run(&app.app, PROPOSED, &[&[&id, "2026-02-05", "Executada", "OURO VERDE", &name, "10"]]).await;
        }
        let answer = json_of(&app, "propostas", MONTH).await;
        let (headers, bytes) = file(&app, "propostas", &format!("{MONTH}&format=PDF")).await;
        assert_eq!(headers["content-type"], "application/pdf");
        assert_eq!(headers["content-disposition"], "attachment; filename=\"propostas-2026-02-01-2026-02-19.pdf\"");
        assert_eq!(headers["cache-control"], "no-store");
        let pages = paper(&bytes);
        assert!(pages.len() > 2, "{}", pages.len());
        for (at, page) in pages.iter().enumerate() {
            let says = |text: &str| assert!(page.contains(text), "page {at} does not say {text}\n{page}");
            says("Gestão de Propostas - Hub Consultare");
            says("01/02/2026 a 19/02/2026  |  Gerado em 19/02/2026, 15:30:00");
            says(&format!("Página {} de {}", at + 1, pages.len()));
            says(if at == 0 { "Item" } else { "Ticket" });
        }
        let all = pages.concat();
        for proposer in answer["byProposer"].as_array().unwrap() {
            let name = proposer["professional_name"].as_str().unwrap();
            assert_eq!(all.matches(name).count(), 1, "{name}");
        }
        assert!(all.contains("Dados atualizados em") && all.contains("19/02/2026, 14:09:00"));
        assert!(all.contains(&money(&answer["summary"]["valor"])), "{all}");
        assert!(pages.last().unwrap().contains("Profissionais (continuação)"), "the title is repeated as well");
    }
}

#[tokio::test]
async fn text_is_for_excel_in_brazil_and_never_a_formula() {
    for app in each_clinic().await {
        let text = async |page: &str, query: &str| {
            let (headers, bytes) = file(&app, page, &format!("{MONTH}&format=csv{query}")).await;
            assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
            String::from_utf8(bytes).unwrap()
        };
        let proposals = text("propostas", "&unit=%3D1%2B1").await;
        assert!(proposals.starts_with("\u{feff}Resumo\r\nItem;Valor\r\n"), "{proposals}");
        assert!(proposals.contains("\r\nUnidade;'=1+1\r\n"), "{proposals}");
        let proposals = text("propostas", "").await;
        assert!(proposals.contains("\r\nOURO VERDE;1;500,50;0,00;0,00;500,50\r\n"), "{proposals}");
        assert!(proposals.contains("\r\n'+PROF;1;0;500,50;0,00;0,0%;500,50;0,00\r\n"), "{proposals}");
        let people = text("produtividade", "&team=%40CRC").await;
        assert!(people.contains("\r\n'=BIA();2;;1;0;0,0%\r\n") && people.contains("\r\nEquipe;'@CRC\r\n"), "{people}");
        let booked = text("agendamentos", "").await;
        assert!(booked.contains("\r\n01/02/2026;1;1;100,0%;0\r\n19/02/2026;3;1;33,3%;1\r\n"), "{booked}");
        let card = text("contratos", "").await;
        assert!(card.ends_with("\r\nData;Faturado\r\n18/02/2026;1059,90\r\n19/02/2026;-59,90\r\n"), "{card}");
        // Other readers of such texts see the same rows.
        let body = card.rsplit("\r\n\r\n").next().unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(body.as_bytes());
        assert_eq!(reader.records().count(), 3);
    }
}

#[tokio::test]
async fn a_file_needs_a_format_and_the_right_to_see_the_page() {
    for app in each_clinic().await {
        for (page, _, name) in PAGES {
            let path = format!("/api/admin/{page}/export?{MONTH}");
            for format in ["xlsx", "pdf", "csv"] {
                assert_eq!(app.get(&format!("{path}&format={format}")).await.status, 401);
                let (headers, bytes) = file(&app, page, &format!("{MONTH}&format={format}")).await;
                let expected = format!("attachment; filename=\"{name}-2026-02-01-2026-02-19.{format}\"");
                assert_eq!(headers["content-disposition"], expected.as_str());
                assert!(!bytes.is_empty());
            }
            for query in ["", "&format=docx", "&format="] {
                let reply = app.get_as("GESTOR", &format!("{path}{query}")).await;
                assert_eq!(
                    (reply.status.as_u16(), &reply.json["code"]),
                    (400, &json!("FORMAT_INVALID")),
                    "{path}{query}"
                );
            }
            let bad = app.get_as("GESTOR", &format!("/api/admin/{page}/export?startDate=x&format=xlsx")).await;
            assert_eq!(bad.json["code"], "START_DATE_INVALID");
            let operator = app.get_as("OPERADOR", &format!("{path}&format=csv")).await.status.as_u16();
            let sees = app.get_as("OPERADOR", &format!("/api/admin/{page}")).await.status.as_u16();
            assert_eq!(operator, sees, "{page}");
        }
    }
}
