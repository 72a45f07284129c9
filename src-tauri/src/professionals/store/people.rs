//! Writes to `professionals` and the questions that come before them.

use crate::{
    db::{Dialect, Tx},
    on_tx,
    professionals::{
        form::{Form, RegistrationForm},
        numbers::{digits, formatted},
    },
};

/// How many professionals there are.
pub(in crate::professionals) async fn count(tx: &mut Tx<'_>) -> Result<i64, sqlx::Error> {
    const SQL: &str = "SELECT COUNT(*) FROM professionals";
    on_tx!(tx, connection => sqlx::query_scalar(SQL).fetch_one(&mut **connection).await)
}

/// Adds a professional.
pub(in crate::professionals) async fn insert(
    tx: &mut Tx<'_>,
    id: &str,
    form: &Form,
    now: &str,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "INSERT INTO professionals (name, contract_party_type, contract_type, cpf, cnpj, legal_name,
            specialty, primary_specialty, specialties_json, phone, email, age_range, service_units_json,
            has_feegow_permissions, personal_doc_type, personal_doc_number, address_text, is_active,
            has_physical_folder, physical_folder_note, contract_template_id, contract_start_date, contract_end_date,
            updated_at, id, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    write(tx, SQL, form, now, id, Some(now)).await
}

/// Replaces everything of a professional but when they were added.
pub(in crate::professionals) async fn update(
    tx: &mut Tx<'_>,
    id: &str,
    form: &Form,
    now: &str,
) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE professionals SET name = ?, contract_party_type = ?, contract_type = ?, cpf = ?,
            cnpj = ?, legal_name = ?, specialty = ?, primary_specialty = ?, specialties_json = ?, phone = ?,
            email = ?, age_range = ?, service_units_json = ?, has_feegow_permissions = ?, personal_doc_type = ?,
            personal_doc_number = ?, address_text = ?, is_active = ?, has_physical_folder = ?,
            physical_folder_note = ?, contract_template_id = ?, contract_start_date = ?, contract_end_date = ?,
            updated_at = ?
        WHERE id = ?";
    write(tx, SQL, form, now, id, None).await
}

async fn write(
    tx: &mut Tx<'_>,
    sql: &'static str,
    form: &Form,
    now: &str,
    id: &str,
    created_at: Option<&str>,
) -> Result<(), sqlx::Error> {
    let specialties = serde_json::json!(form.specialties).to_string();
    let units = serde_json::json!(form.service_units).to_string();
    on_tx!(tx, connection => {
        let query = sqlx::query(sql)
            .bind(&form.name)
            .bind(form.party.code())
            .bind(form.contract_type.code())
            .bind(&form.cpf)
            .bind(&form.cnpj)
            .bind(&form.legal_name)
            .bind(&form.primary_specialty)
            .bind(&form.primary_specialty)
            .bind(&specialties)
            .bind(&form.phone)
            .bind(&form.email)
            .bind(&form.age_range)
            .bind(&units)
            .bind(i64::from(form.has_feegow_permissions))
            .bind(form.personal_doc.code())
            .bind(&form.personal_doc_number)
            .bind(&form.address_text)
            .bind(i64::from(form.is_active))
            .bind(i64::from(form.has_physical_folder))
            .bind(&form.physical_folder_note)
            .bind(&form.contract_template_id)
            .bind(&form.contract_start)
            .bind(&form.contract_end)
            .bind(now)
            .bind(id);
        let query = match created_at {
            Some(created_at) => query.bind(created_at),
            None => query,
        };
        query.execute(&mut **connection).await.map(|_| ())
    })
}

/// Says that something of a professional changed.
pub(in crate::professionals) async fn touch(tx: &mut Tx<'_>, id: &str, now: &str) -> Result<(), sqlx::Error> {
    const SQL: &str = "UPDATE professionals SET updated_at = ? WHERE id = ?";
    on_tx!(tx, connection => sqlx::query(SQL).bind(now).bind(id).execute(&mut **connection).await.map(|_| ()))
}

/// A number or registration that belongs to somebody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::professionals) enum Taken {
    Cpf,
    Cnpj,
    Registration,
}

/// What of the form of professional `id` belongs to somebody else; the first in this order: CPF, CNPJ, registrations.
pub(in crate::professionals) async fn taken(
    tx: &mut Tx<'_>,
    id: &str,
    form: &Form,
) -> Result<Option<Taken>, sqlx::Error> {
    const CPF: &str = "SELECT COUNT(*) FROM professionals WHERE cpf IN (?, ?, ?) AND id <> ?";
    const CNPJ: &str = "SELECT COUNT(*) FROM professionals WHERE cnpj IN (?, ?, ?) AND id <> ?";
    for (sql, number, taken) in [(CPF, &form.cpf, Taken::Cpf), (CNPJ, &form.cnpj, Taken::Cnpj)] {
        let Some(number) = number else { continue };
        // Older programs stored numbers as they were typed.
        let plain = digits(number);
        let printed = formatted(&plain);
        let found: i64 = on_tx!(&mut *tx, connection => sqlx::query_scalar(sql).bind(number).bind(&plain)
            .bind(&printed).bind(id).fetch_one(&mut **connection).await)?;
        if found > 0 {
            return Ok(Some(taken));
        }
    }
    for (at, registration) in form.registrations.iter().enumerate() {
        let is_twice = form.registrations[..at].iter().any(|other| is_equal(other, registration));
        if is_twice || is_registered(tx, id, registration).await? {
            return Ok(Some(Taken::Registration));
        }
    }
    Ok(None)
}

/// Equal for the unique index of either engine: MySQL's knows neither case nor accents.
fn is_equal(a: &RegistrationForm, b: &RegistrationForm) -> bool {
    let key = |it: &RegistrationForm| {
        (it.council_type.clone(), it.council_uf.clone(), crate::kernel::text::fold(&it.council_number))
    };
    key(a) == key(b)
}

/// Whether somebody else has this registration. Rows of the professional itself are about to be replaced.
async fn is_registered(tx: &mut Tx<'_>, id: &str, registration: &RegistrationForm) -> Result<bool, sqlx::Error> {
    const SQL: Dialect = Dialect {
        mysql: "SELECT COUNT(*) FROM professional_registrations
                WHERE council_type = ? AND council_number = ? AND council_uf = ? AND professional_id <> ?",
        sqlite: "SELECT COUNT(*) FROM professional_registrations
                 WHERE council_type = ? AND council_number = ? COLLATE NOCASE AND council_uf = ?
                 AND professional_id <> ?",
    };
    let sql = tx.pick(&SQL);
    let found: i64 = on_tx!(&mut *tx, connection => sqlx::query_scalar(sql).bind(&registration.council_type)
        .bind(&registration.council_number).bind(&registration.council_uf).bind(id)
        .fetch_one(&mut **connection).await)?;
    Ok(found > 0)
}
