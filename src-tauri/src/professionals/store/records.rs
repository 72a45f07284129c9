//! Reads of whole records: the professionals and what hangs on them, one statement per table.

use std::collections::HashMap;

use sqlx::QueryBuilder;

use super::push_list;
use crate::{
    db::Tx,
    on_tx,
    professionals::record::{ActiveDocument, Record, StoredCheck, StoredProfessional, StoredRegistration},
};

const PROFESSIONALS: &str = "SELECT CAST(id AS CHAR) AS id, CAST(name AS CHAR) AS name,
        CAST(contract_party_type AS CHAR) AS contract_party_type, CAST(contract_type AS CHAR) AS contract_type,
        CAST(cpf AS CHAR) AS cpf, CAST(cnpj AS CHAR) AS cnpj, CAST(legal_name AS CHAR) AS legal_name,
        CAST(specialty AS CHAR) AS specialty, CAST(primary_specialty AS CHAR) AS primary_specialty,
        CAST(specialties_json AS CHAR) AS specialties_json, CAST(phone AS CHAR) AS phone,
        CAST(email AS CHAR) AS email, CAST(age_range AS CHAR) AS age_range,
        CAST(service_units_json AS CHAR) AS service_units_json,
        CAST(COALESCE(has_feegow_permissions, 0) AS SIGNED) AS has_feegow_permissions,
        CAST(personal_doc_type AS CHAR) AS personal_doc_type,
        CAST(personal_doc_number AS CHAR) AS personal_doc_number, CAST(address_text AS CHAR) AS address_text,
        CAST(COALESCE(is_active, 1) AS SIGNED) AS is_active,
        CAST(COALESCE(has_physical_folder, 0) AS SIGNED) AS has_physical_folder,
        CAST(physical_folder_note AS CHAR) AS physical_folder_note,
        CAST(contract_template_id AS CHAR) AS contract_template_id,
        CAST(contract_start_date AS CHAR) AS contract_start_date,
        CAST(contract_end_date AS CHAR) AS contract_end_date,
        CAST(created_at AS CHAR) AS created_at, CAST(updated_at AS CHAR) AS updated_at
    FROM professionals WHERE id IN (";

const REGISTRATIONS: &str = "SELECT CAST(id AS CHAR) AS id, CAST(professional_id AS CHAR) AS professional_id,
        CAST(council_type AS CHAR) AS council_type, CAST(council_number AS CHAR) AS council_number,
        CAST(council_uf AS CHAR) AS council_uf, CAST(COALESCE(is_primary, 0) AS SIGNED) AS is_primary,
        CAST(created_at AS CHAR) AS created_at
    FROM professional_registrations WHERE professional_id IN (";

const CHECKLIST: &str = "SELECT CAST(id AS CHAR) AS id, CAST(professional_id AS CHAR) AS professional_id,
        CAST(doc_type AS CHAR) AS doc_type, CAST(COALESCE(has_physical_copy, 0) AS SIGNED) AS has_physical_copy,
        CAST(COALESCE(has_digital_copy, 0) AS SIGNED) AS has_digital_copy, CAST(expires_at AS CHAR) AS expires_at,
        CAST(notes AS CHAR) AS notes, CAST(verified_by AS CHAR) AS verified_by,
        CAST(verified_at AS CHAR) AS verified_at, CAST(updated_at AS CHAR) AS updated_at
    FROM professional_document_checklist WHERE professional_id IN (";

const DOCUMENTS: &str = "SELECT CAST(professional_id AS CHAR) AS professional_id, CAST(doc_type AS CHAR) AS doc_type,
        CAST(expires_at AS CHAR) AS expires_at
    FROM professional_documents WHERE is_active = 1 AND professional_id IN (";

/// The records with these ids, in their order; ids of nobody are left out.
pub(in crate::professionals) async fn by_ids(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<Record>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let professionals: Vec<StoredProfessional> = on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new(PROFESSIONALS);
        push_list(&mut query, ids);
        query.build_query_as().fetch_all(&mut **connection).await
    })?;
    let mut found: HashMap<String, Record> = professionals
        .into_iter()
        .map(|professional| (professional.id.clone(), Record { professional, ..Record::default() }))
        .collect();
    for row in registrations(tx, ids).await? {
        if let Some(record) = found.get_mut(&row.professional_id) {
            record.registrations.push(row);
        }
    }
    let checklist: Vec<StoredCheck> = on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new(CHECKLIST);
        push_list(&mut query, ids);
        query.build_query_as().fetch_all(&mut **connection).await
    })?;
    for row in checklist {
        if let Some(record) = found.get_mut(&row.professional_id) {
            record.checklist.push(row);
        }
    }
    let documents: Vec<ActiveDocument> = on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new(DOCUMENTS);
        push_list(&mut query, ids);
        query.push(" ORDER BY created_at DESC, id");
        query.build_query_as().fetch_all(&mut **connection).await
    })?;
    for row in documents {
        if let Some(record) = found.get_mut(&row.professional_id) {
            record.documents.push(row);
        }
    }
    // Not by the database: its order depends on its collation.
    for record in found.values_mut() {
        record.registrations.sort_by(|a, b| {
            let key = |row: &StoredRegistration| {
                (!row.is_primary, row.council_type.clone(), row.council_uf.clone(), row.council_number.clone())
            };
            key(a).cmp(&key(b))
        });
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The record with this id; `None` when there is none.
pub(in crate::professionals) async fn by_id(tx: &mut Tx<'_>, id: &str) -> Result<Option<Record>, sqlx::Error> {
    Ok(by_ids(tx, &[id.to_owned()]).await?.pop())
}

async fn registrations(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<StoredRegistration>, sqlx::Error> {
    on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new(REGISTRATIONS);
        push_list(&mut query, ids);
        query.build_query_as().fetch_all(&mut **connection).await
    })
}
