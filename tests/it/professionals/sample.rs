//! Rows of the register, written straight into the tables as an older program would.

use hub_lib::in_transaction;
use serde_json::Value;

use crate::support::{Reply, TestApp};

pub const PATH: &str = "/api/admin/profissionais";

/// A row of `professionals`; everything else is the same for all.
#[derive(Clone)]
pub struct Row<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub specialties: &'a str,
    pub cpf: Option<&'a str>,
    pub is_active: bool,
    pub contract_type: &'a str,
    pub contract_end: Option<&'a str>,
}

impl<'a> Row<'a> {
    pub fn new(id: &'a str, name: &'a str) -> Self {
        Self {
            id,
            name,
            specialties: r#"["Cardiologia"]"#,
            cpf: None,
            is_active: true,
            contract_type: "PADRAO_CLT",
            contract_end: None,
        }
    }
}

impl TestApp {
    pub async fn professional(&self, row: Row<'_>) {
        const SQL: &str = "INSERT INTO professionals (id, name, contract_party_type, contract_type, cpf, specialty,
                primary_specialty, specialties_json, phone, email, age_range, service_units_json, personal_doc_type,
                personal_doc_number, address_text, is_active, contract_start_date, contract_end_date, created_at,
                updated_at)
            VALUES (?, ?, 'PF', ?, ?, ?, ?, ?, '11999990000', 'profissional.exemplo@example.com', '18-65',
                '[\"CENTRO CAMBUI\"]', 'RG', '123456789', 'Rua Exemplo, 100', ?, '2026-01-02', ?,
                '2026-01-02T12:00:00.000Z', '2026-02-18T13:45:10.123Z')";
        let list: Vec<String> = serde_json::from_str(row.specialties).unwrap_or_default();
        let main = list.first().cloned().unwrap_or_default();
        in_transaction!(&self.app.db, tx => {
            sqlx::query(SQL).bind(row.id).bind(row.name).bind(row.contract_type).bind(row.cpf).bind(&main).bind(&main)
                .bind(row.specialties).bind(i64::from(row.is_active)).bind(row.contract_end).execute(&mut **tx).await?;
            Ok(())
        })
        .unwrap();
    }

    pub async fn registration(&self, id: &str, professional: &str, council: [&str; 3], is_primary: bool) {
        const SQL: &str = "INSERT INTO professional_registrations (id, professional_id, council_type, council_number,
                council_uf, is_primary, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, '2026-01-02T12:00:00.000Z', '2026-01-02T12:00:00.000Z')";
        let [kind, number, uf] = council;
        in_transaction!(&self.app.db, tx => {
            sqlx::query(SQL).bind(id).bind(professional).bind(kind).bind(number).bind(uf).bind(i64::from(is_primary))
                .execute(&mut **tx).await?;
            Ok(())
        })
        .unwrap();
    }

    /// A checklist row with a digital copy.
    pub async fn marked(&self, id: &str, professional: &str, kind: &str, expires_at: Option<&str>) {
        const SQL: &str = "INSERT INTO professional_document_checklist (id, professional_id, doc_type,
                has_physical_copy, has_digital_copy, expires_at, notes, verified_by, verified_at, updated_at)
            VALUES (?, ?, ?, 0, 1, ?, NULL, 'user-x', '2026-01-02T12:00:00.000Z', '2026-01-02T12:00:00.000Z')";
        in_transaction!(&self.app.db, tx => {
            sqlx::query(SQL).bind(id).bind(professional).bind(kind).bind(expires_at).execute(&mut **tx).await?;
            Ok(())
        })
        .unwrap();
    }

    /// A stored file that counts.
    pub async fn file(&self, id: &str, professional: &str, kind: &str, expires_at: Option<&str>) {
        const SQL: &str = "INSERT INTO professional_documents (id, professional_id, doc_type, storage_provider,
                storage_key, original_name, mime_type, size_bytes, expires_at, is_active, uploaded_by, created_at)
            VALUES (?, ?, ?, 'local', ?, 'a.pdf', 'application/pdf', 10, ?, 1, 'user-x', '2026-01-02T12:00:00.000Z')";
        let key = format!("profissionais/{professional}/{kind}/{id}.pdf");
        in_transaction!(&self.app.db, tx => {
            sqlx::query(SQL).bind(id).bind(professional).bind(kind).bind(&key).bind(expires_at).execute(&mut **tx)
                .await?;
            Ok(())
        })
        .unwrap();
    }

    /// A statement without values, for what an older program does behind our back.
    pub async fn run(&self, sql: &'static str) {
        in_transaction!(&self.app.db, tx => { sqlx::query(sql).execute(&mut **tx).await.map(|_| ()) }).unwrap();
    }

    /// A number from the database.
    pub async fn number(&self, sql: &'static str) -> i64 {
        hub_lib::on_engine!(&self.app.db, pool => sqlx::query_scalar::<_, i64>(sql).fetch_one(pool).await).unwrap()
    }

    /// Texts of one column.
    pub async fn texts(&self, sql: &'static str) -> Vec<String> {
        hub_lib::on_engine!(&self.app.db, pool => sqlx::query_scalar::<_, String>(sql).fetch_all(pool).await).unwrap()
    }

    /// The list as somebody who may edit sees it.
    pub async fn listed(&self, query: &str) -> Reply {
        let reply = self.get_as("GESTOR", &format!("{PATH}?{query}")).await;
        assert_eq!(reply.status, 200, "{query}: {}", reply.text);
        reply
    }

    /// The names on a page of the list.
    pub async fn names(&self, query: &str) -> Vec<String> {
        names(&self.listed(query).await.json)
    }
}

pub fn names(page: &Value) -> Vec<String> {
    let items = page["data"].as_array().unwrap();
    items.iter().map(|item| item["name"].as_str().unwrap().to_owned()).collect()
}
