//! Invented professionals: names out of a few words, numbers that nobody has.

use chrono::{Days, NaiveDate};
use hub_lib::{db::Db, in_transaction};
use sqlx::{Database, Encode, QueryBuilder, Type};

pub const PROFESSIONALS: usize = 5_000;
/// Rows of the checklist and files of each.
pub const CHECKS: usize = 9;
pub const FILES: usize = 4;
/// Professionals per transaction.
const CHUNK: usize = 250;

const KINDS: [&str; CHECKS] = [
    "FOTO",
    "DIPLOMA",
    "CERTIDAO_ETICA",
    "DIPLOMA_ESPECIALIDADE",
    "CARTEIRA_IDENTIDADE_PROFISSIONAL",
    "COMPROVANTE_ENDERECO",
    "RG_CPF_CNH",
    "CURRICULO",
    "CONTRATO_ASSINADO",
];
const FIRST: [&str; 11] =
    ["Ana", "Álvaro", "Beatriz", "Caio", "Débora", "Elisa", "Fábio", "Heitor", "Íris", "João", "Luíza"];
const LAST: [&str; 7] = ["Silva", "Souza", "Conceição", "Lima", "Araújo", "Rocha", "Dias"];
const SPECIALTIES: [&str; 5] = ["Cardiologia", "Clínica Médica", "Odontologia", "Pediatria", "Ultrassonografia"];

const TYPES: [&str; 3] = ["PADRAO_CLT", "PJ_PADRAO", "PLANTONISTA"];

/// Fills an empty register.
pub async fn fill(db: &Db, today: NaiveDate) {
    let people: Vec<usize> = (0..PROFESSIONALS).collect();
    for people in people.chunks(CHUNK) {
        in_transaction!(db, tx => {
            professionals(people).build().execute(&mut **tx).await?;
            registrations(people).build().execute(&mut **tx).await?;
            checks(people).build().execute(&mut **tx).await?;
            files(people, today).build().execute(&mut **tx).await?;
            Ok(())
        })
        .unwrap();
    }
}

/// Not in the order of the names.
fn id(person: usize) -> String {
    format!("{:08x}-0000-4000-8000-{person:012}", (person as u32).wrapping_mul(2_654_435_761))
}

fn professionals<D: Database>(people: &[usize]) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO professionals (id, name, contract_party_type, contract_type, cpf, specialty, primary_specialty,
             specialties_json, personal_doc_type, personal_doc_number, address_text, is_active,
             has_feegow_permissions, created_at, updated_at) ",
    );
    query.push_values(people, |mut tuple, person| {
        let specialty = SPECIALTIES[person % SPECIALTIES.len()];
        let name = format!("{} {} {person}", FIRST[person % FIRST.len()], LAST[person % LAST.len()]);
        for text in [
            id(*person),
            name,
            "PF".to_owned(),
            TYPES[person % TYPES.len()].to_owned(),
            format!("{:011}", 12_345_600_000 + person),
            specialty.to_owned(),
            specialty.to_owned(),
            format!("[\"{specialty}\",\"Medicina do Trabalho\"]"),
            "RG".to_owned(),
            format!("{person:09}"),
            "Rua Exemplo, 100, Centro, Campinas".to_owned(),
        ] {
            tuple.push_bind(text);
        }
        tuple.push_bind(i64::from(person % 10 > 0)).push_bind(i64::from(person % 2 > 0));
        tuple.push_bind("2026-01-02T12:00:00.000Z".to_owned()).push_bind("2026-01-02T12:00:00.000Z".to_owned());
    });
    query
}

fn registrations<D: Database>(people: &[usize]) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO professional_registrations (id, professional_id, council_type, council_number, council_uf,
             created_at, updated_at, is_primary) ",
    );
    query.push_values(people, |mut tuple, person| {
        for text in [id(*person), id(*person), "CRM".to_owned(), person.to_string(), "SP".to_owned()] {
            tuple.push_bind(text);
        }
        tuple.push_bind("2026-01-02".to_owned()).push_bind("2026-01-02".to_owned()).push("1");
    });
    query
}

fn checks<D: Database>(people: &[usize]) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
{
    let rows = people.iter().flat_map(|person| (0..CHECKS).map(move |kind| (*person, kind)));
    let mut query = QueryBuilder::new(
        "INSERT INTO professional_document_checklist (id, professional_id, doc_type, verified_by, verified_at,
             updated_at, has_digital_copy) ",
    );
    query.push_values(rows, |mut tuple, (person, kind)| {
        for text in [
            format!("{person}-{kind}"),
            id(person),
            KINDS[kind].to_owned(),
            "bench".to_owned(),
            "2026-01-02".to_owned(),
            "2026-01-02".to_owned(),
        ] {
            tuple.push_bind(text);
        }
        tuple.push_bind(i64::from((person + kind) % 3 > 0));
    });
    query
}

/// The first four kinds; the certificates end on some day of two years around today.
fn files<D: Database>(people: &[usize], today: NaiveDate) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let rows = people.iter().flat_map(|person| (0..FILES).map(move |kind| (*person, kind)));
    let mut query = QueryBuilder::new(
        "INSERT INTO professional_documents (id, professional_id, doc_type, storage_provider, storage_key,
             original_name, mime_type, uploaded_by, created_at, expires_at, size_bytes, is_active) ",
    );
    query.push_values(rows, |mut tuple, (person, kind)| {
        let last_day = today - Days::new(365) + Days::new((person * 37 % 730) as u64);
        for text in [
            format!("{person}-{kind}"),
            id(person),
            KINDS[kind].to_owned(),
            "local".to_owned(),
            format!("profissionais/{person}/{kind}.pdf"),
            "arquivo.pdf".to_owned(),
            "application/pdf".to_owned(),
            "bench".to_owned(),
            "2026-01-02T12:00:00.000Z".to_owned(),
            last_day.to_string(),
        ] {
            tuple.push_bind(text);
        }
        // Every third has lost the diploma.
        tuple.push("1000").push(if kind == 1 && person.is_multiple_of(3) { "0" } else { "1" });
    });
    query
}
