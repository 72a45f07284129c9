//! What each source of a template says for a professional. The catalogue of sources is `templates::source`.

use chrono::NaiveDate;

use crate::{
    kernel::Clock,
    professionals::{
        catalogue::ContractType,
        numbers::{digits, formatted},
        record::{Record, StoredRegistration},
    },
};

/// The registration that counts; `None` when there is no primary one.
pub(super) fn primary(record: &Record) -> Option<&StoredRegistration> {
    record.registrations.iter().find(|registration| registration.is_primary)
}

/// The registration as contracts name it: `CRM/SP 123456`.
pub(super) fn registration(record: &Record) -> Option<String> {
    let found = primary(record)?;
    let [council, uf] = [&found.council_type, &found.council_uf].map(|text| text.trim().to_uppercase());
    Some(format!("{council}/{uf} {}", found.council_number.trim()))
}

/// The text of a source, as it stands in a contract; empty when the record says nothing or nobody knows the source.
pub(super) fn value(source: &str, record: &Record, clock: &Clock) -> String {
    let stored = &record.professional;
    let text = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let council = |field: fn(&StoredRegistration) -> &String| primary(record).map(field).cloned().unwrap_or_default();
    match source {
        "professional.name" => stored.name.trim().to_owned(),
        "professional.contract_type" => ContractType::label_of(&stored.contract_type).to_owned(),
        "professional.contract_start_date" => day(&text(&stored.contract_start_date)),
        "professional.contract_end_date" => day(&text(&stored.contract_end_date)),
        "professional.cpf" => formatted(&digits(&text(&stored.cpf))),
        "professional.cnpj" => formatted(&digits(&text(&stored.cnpj))),
        "professional.legal_name" => text(&stored.legal_name),
        "professional.phone" => phone(&text(&stored.phone)),
        "professional.email" => text(&stored.email),
        "professional.address_text" => stored.address_text.trim().to_owned(),
        "professional.personal_doc_type" => stored.personal_doc_type.trim().to_owned(),
        "professional.personal_doc_number" => stored.personal_doc_number.trim().to_owned(),
        "professional.age_range" => text(&stored.age_range),
        "professional.service_units" => record.service_units().join(", "),
        "professional.primary_specialty" => main_specialty(record),
        "professional.specialties" => record.specialties().join(", "),
        "registration.primary.council_type" => council(|row| &row.council_type).to_uppercase(),
        "registration.primary.council_number" => council(|row| &row.council_number),
        "registration.primary.council_uf" => council(|row| &row.council_uf).to_uppercase(),
        "system.current_date" => clock.local().format("%d/%m/%Y").to_string(),
        "system.current_datetime" => clock.local().format("%d/%m/%Y %H:%M").to_string(),
        _ => String::new(),
    }
}

fn main_specialty(record: &Record) -> String {
    let stored = &record.professional;
    let named = stored.primary_specialty.as_deref().unwrap_or_default().trim();
    if named.is_empty() { stored.specialty.trim().to_owned() } else { named.to_owned() }
}

/// A stored day as people write it; what is no day stays as it is.
pub(super) fn day(stored: &str) -> String {
    let read = stored.get(..10).and_then(|day| day.parse::<NaiveDate>().ok());
    read.map_or_else(|| stored.to_owned(), |day| day.format("%d/%m/%Y").to_string())
}

fn phone(stored: &str) -> String {
    let number = digits(stored);
    let (area, local) = match number.len() {
        10 | 11 => number.split_at(2),
        _ => return stored.to_owned(),
    };
    let (first, last) = local.split_at(local.len() - 4);
    format!("({area}) {first}-{last}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{professionals::record::StoredProfessional, templates::source::SOURCES};

    fn record() -> Record {
        let text = |text: &str| Some(text.to_owned());
        Record {
            professional: StoredProfessional {
                name: " Profissional Exemplo ".into(),
                contract_type: "PJ_PADRAO".into(),
                contract_start_date: text("2026-01-02"),
                contract_end_date: text("2026-12-31T00:00:00.000Z"),
                cpf: text("52998224725"),
                cnpj: text("11222333000181"),
                legal_name: text("Clínica Exemplo Ltda"),
                phone: text("11999990000"),
                email: text("a@example.com"),
                address_text: "Rua Exemplo, 100".into(),
                personal_doc_type: "RG".into(),
                personal_doc_number: "123456789".into(),
                age_range: text("18-65"),
                service_units_json: text(r#"["CENTRO CAMBUI", "OURO VERDE"]"#),
                specialty: "Cardiologia".into(),
                specialties_json: text(r#"["Cardiologia", "Pediatria"]"#),
                ..StoredProfessional::default()
            },
            registrations: vec![StoredRegistration {
                council_type: "crm".into(),
                council_number: "123456".into(),
                council_uf: "sp".into(),
                is_primary: true,
                ..StoredRegistration::default()
            }],
            ..Record::default()
        }
    }

    #[test]
    fn every_source_has_a_text_as_people_write_it() {
        let clock = Clock::manual_at("2026-02-19 15:30:00");
        let all: Vec<String> = SOURCES.iter().map(|source| value(source.value, &record(), &clock)).collect();
        assert_eq!(
            all,
            [
                "Profissional Exemplo",
                "ODONTOLOGIA",
                "02/01/2026",
                "31/12/2026",
                "529.982.247-25",
                "11.222.333/0001-81",
                "Clínica Exemplo Ltda",
                "(11) 99999-0000",
                "a@example.com",
                "Rua Exemplo, 100",
                "RG",
                "123456789",
                "18-65",
                "CENTRO CAMBUI, OURO VERDE",
                "Cardiologia",
                "Cardiologia, Pediatria",
                "CRM",
                "123456",
                "SP",
                "19/02/2026",
                "19/02/2026 15:30",
            ]
        );
        assert_eq!(registration(&record()).as_deref(), Some("CRM/SP 123456"));
    }

    #[test]
    fn an_empty_record_says_nothing() {
        let clock = Clock::manual_at("2026-02-19 15:30:00");
        let told = SOURCES.iter().filter(|source| !value(source.value, &Record::default(), &clock).is_empty());
        assert!(told.map(|source| source.value).all(|name| name.starts_with("system.")));
        assert_eq!(value("no.such.source", &record(), &clock), "");
        assert_eq!(registration(&Record::default()), None);
    }
}
