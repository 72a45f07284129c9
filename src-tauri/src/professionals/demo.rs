//! Invented professionals for the demonstration: some complete, some with papers missing, certificates of every kind.

use chrono::{Days, NaiveDate};
use serde_json::{Map, Value, json};

use super::{catalogue::DocumentType, numbers::with_check_digits, save, store::people};
use crate::{app::App, db::during, http::ApiError, in_snapshot};

/// Whose name the audit has for them.
const ACTOR: &str = "demonstracao";

/// Somebody invented.
struct Person {
    name: &'static str,
    specialties: &'static [&'static str],
    contract_type: &'static str,
    council: (&'static str, &'static str),
    unit: &'static str,
    /// Days from today to the last day of the certificate; `None` without one.
    certificate: Option<i64>,
    /// Documents seen, of the required ones besides the certificate.
    seen: usize,
    is_active: bool,
}

const fn person(
    name: &'static str,
    specialties: &'static [&'static str],
    council: (&'static str, &'static str),
    certificate: Option<i64>,
    seen: usize,
) -> Person {
    Person {
        name,
        specialties,
        contract_type: "PADRAO_CLT",
        council,
        unit: "CENTRO CAMBUI",
        certificate,
        seen,
        is_active: true,
    }
}

const PEOPLE: [Person; 12] = [
    person("Alice Modelo", &["Cardiologia", "Clínica Médica"], ("CRM", "100101"), Some(210), 3),
    person("Bruno Exemplo", &["Ortopedia"], ("CRM", "100102"), Some(12), 3),
    Person { unit: "OURO VERDE", ..person("Célia Amostra", &["Pediatria"], ("CRM", "100103"), Some(-9), 3) },
    Person {
        contract_type: "PJ_PADRAO",
        unit: "OURO VERDE",
        ..person("Davi Fictício", &["Odontologia"], ("CRO", "20104"), Some(95), 2)
    },
    person("Elisa Padrão", &["Dermatologia"], ("CRM", "100105"), None, 1),
    Person {
        contract_type: "PLANTONISTA",
        unit: "SHOPPING CAMPINAS",
        ..person("Fábio Ensaio", &["Ultrassonografia"], ("CRM", "100106"), Some(0), 3)
    },
    Person { unit: "SHOPPING CAMPINAS", ..person("Gilda Modelo", &["Psicologia"], ("CRP", "30107"), Some(340), 3) },
    person("Heitor Exemplo", &["Nutrição"], ("CRN", "40108"), Some(29), 1),
    Person { unit: "OURO VERDE", ..person("Íris Amostra", &["Fonoaudiologia"], ("CRFONO", "50109"), None, 0) },
    person("João Fictício", &["Ginecologia", "Obstetrícia"], ("CRM", "100110"), Some(64), 3),
    Person { is_active: false, ..person("Kátia Padrão", &["Neurologia"], ("CRM", "100111"), Some(-120), 2) },
    Person { contract_type: "PJ_PADRAO", ..person("Lauro Ensaio", &["Odontologia"], ("CRO", "20112"), Some(-1), 3) },
];

/// Fills an empty register; one with anybody in it stays as it is.
///
/// # Errors
/// Those of the database.
pub async fn fill(app: &App) -> Result<(), ApiError> {
    let found = in_snapshot!(&app.db, tx => { people::count(tx).await }).map_err(during("professionals.count"))?;
    if found > 0 {
        return Ok(());
    }
    for (at, person) in PEOPLE.iter().enumerate() {
        save::add(app, ACTOR.into(), &form(at, person, app.clock.today())).await?;
    }
    Ok(())
}

fn form(at: usize, person: &Person, today: NaiveDate) -> Map<String, Value> {
    let (council, number) = person.council;
    let day = |days: i64| (today + chrono::TimeDelta::days(days)).to_string();
    let seen = [DocumentType::Diploma, DocumentType::Foto, DocumentType::DiplomaEspecialidade];
    let mut checklist: Vec<Value> = seen[..person.seen.min(seen.len())]
        .iter()
        .map(|kind| json!({ "docType": kind.code(), "hasDigitalCopy": true }))
        .collect();
    if let Some(days) = person.certificate {
        let kind = DocumentType::CertidaoEtica.code();
        checklist.push(json!({ "docType": kind, "hasPhysicalCopy": true, "expiresAt": day(days) }));
    }
    let form = json!({
        "name": person.name, "contractPartyType": "PF", "contractType": person.contract_type,
        "cpf": with_check_digits(&format!("{:09}", 900_000_100 + at)), "specialties": person.specialties,
        "phone": format!("19 9{:04}-{:04}", 9000 + at, 1000 + at), "email": format!("profissional.{}@example.com", at + 1),
        "ageRange": "0-120", "serviceUnits": [person.unit], "personalDocType": "RG",
        "personalDocNumber": format!("{:09}", 200_000_300 + at), "addressText": "Rua Exemplo, 100, Campinas",
        "isActive": person.is_active,
        "contractStartDate": (today - Days::new(300)).to_string(),
        "contractEndDate": if at.is_multiple_of(3) { Value::Null } else { json!(day(40 * at as i64 - 15)) },
        "registrations": [{ "councilType": council, "councilNumber": number, "councilUf": "SP", "isPrimary": true }],
        "checklist": checklist,
    });
    match form {
        Value::Object(form) => form,
        _ => Map::new(),
    }
}
