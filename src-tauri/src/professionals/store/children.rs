//! Writes to what hangs on a professional: registrations, checklist, and everything when they are deleted.

use uuid::Uuid;

use crate::{
    db::Tx,
    on_tx,
    professionals::{
        form::{CheckForm, RegistrationForm},
        record::Record,
    },
};

/// Makes the stored registrations those of a form: rows that are the same stay as they are, rows that changed keep
/// their id and when they were added, the others go.
pub(in crate::professionals) async fn replace_registrations(
    tx: &mut Tx<'_>,
    id: &str,
    stored: Option<&Record>,
    forms: &[RegistrationForm],
    now: &str,
) -> Result<(), sqlx::Error> {
    const DELETE: &str = "DELETE FROM professional_registrations WHERE id = ?";
    let rows = stored.map_or(&[][..], |record| record.registrations.as_slice());
    let form_of = |row_id: &str| forms.iter().find(|form| form.id.as_deref() == Some(row_id));
    // First everything that changes leaves: two rows may have swapped their numbers.
    for row in rows {
        if !form_of(&row.id).is_some_and(|form| form.is_same(row)) {
            on_tx!(&mut *tx, c => sqlx::query(DELETE).bind(&row.id).execute(&mut **c).await.map(|_| ()))?;
        }
    }
    for form in forms {
        let row = rows.iter().find(|row| form.id.as_ref() == Some(&row.id));
        match row {
            Some(row) if form.is_same(row) => {
                if form.is_primary != row.is_primary {
                    set_primary(tx, &row.id, form.is_primary, now).await?;
                }
            }
            _ => {
                let row_id = row.map_or_else(|| Uuid::new_v4().to_string(), |row| row.id.clone());
                let created_at = row.map_or(now, |row| row.created_at.as_str());
                insert_registration(tx, &row_id, id, form, created_at, now).await?;
            }
        }
    }
    Ok(())
}

async fn insert_registration(
    tx: &mut Tx<'_>,
    row_id: &str,
    id: &str,
    form: &RegistrationForm,
    created_at: &str,
    now: &str,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO professional_registrations (id, professional_id, council_type, council_number,
            council_uf, is_primary, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    on_tx!(tx, connection => sqlx::query(SQL).bind(row_id).bind(id).bind(&form.council_type)
        .bind(&form.council_number).bind(&form.council_uf).bind(i64::from(form.is_primary)).bind(created_at)
        .bind(now).execute(&mut **connection).await.map(|_| ()))
}

/// Marks a registration as primary, or takes the mark away.
pub(in crate::professionals) async fn set_primary(
    tx: &mut Tx<'_>,
    row_id: &str,
    is_primary: bool,
    now: &str,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE professional_registrations SET is_primary = ?, updated_at = ? WHERE id = ?";
    on_tx!(tx, connection => sqlx::query(SQL).bind(i64::from(is_primary)).bind(now).bind(row_id)
        .execute(&mut **connection).await.map(|_| ()))
}

/// Stores the items that say something else than what is stored, as seen by `actor` now; the others stay.
pub(in crate::professionals) async fn save_checks(
    tx: &mut Tx<'_>,
    id: &str,
    stored: Option<&Record>,
    checks: &[CheckForm],
    actor: &str,
    now: &str,
) -> Result<(), sqlx::Error> {
    const UPDATE: &str = "UPDATE professional_document_checklist SET has_physical_copy = ?, has_digital_copy = ?,
            expires_at = ?, notes = ?, verified_by = ?, verified_at = ?, updated_at = ? WHERE id = ?";
    const INSERT: &str = "INSERT INTO professional_document_checklist (has_physical_copy, has_digital_copy,
            expires_at, notes, verified_by, verified_at, updated_at, id, professional_id, doc_type)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    for check in checks {
        let row = stored.and_then(|record| record.check(check.kind));
        if check.is_same(row) {
            continue;
        }
        let row_id = row.map_or_else(|| Uuid::new_v4().to_string(), |row| row.id.clone());
        on_tx!(&mut *tx, connection => {
            let query = sqlx::query(if row.is_some() { UPDATE } else { INSERT })
                .bind(i64::from(check.has_physical_copy))
                .bind(i64::from(check.has_digital_copy))
                .bind(&check.expires_at)
                .bind(&check.notes)
                .bind(actor)
                .bind(now)
                .bind(now)
                .bind(&row_id);
            let query = if row.is_some() { query } else { query.bind(id).bind(check.kind.code()) };
            query.execute(&mut **connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Deletes a professional with everything that hangs on them. The audit stays.
pub(in crate::professionals) async fn delete_all(tx: &mut Tx<'_>, id: &str) -> Result<(), sqlx::Error> {
    const STATEMENTS: [&str; 8] = [
        "DELETE FROM professional_contracts WHERE professional_id = ?",
        "DELETE FROM professional_documents WHERE professional_id = ?",
        "DELETE FROM professional_document_checklist WHERE professional_id = ?",
        "DELETE FROM professional_registrations WHERE professional_id = ?",
        "DELETE FROM hub_certificate_marks WHERE professional_id = ?",
        "DELETE FROM hub_professional_specialties WHERE professional_id = ?",
        "DELETE FROM hub_professional_list WHERE professional_id = ?",
        "DELETE FROM professionals WHERE id = ?",
    ];
    for sql in STATEMENTS {
        on_tx!(&mut *tx, connection => sqlx::query(sql).bind(id).execute(&mut **connection).await.map(|_| ()))?;
    }
    Ok(())
}
