//! Contract templates as far as a professional is linked to one.

use sqlx::FromRow;

use crate::{db::Tx, on_tx};

/// A template that new links may point to.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(in crate::professionals) struct TemplateRow {
    pub id: String,
    pub name: String,
    pub contract_type: String,
    pub version: i64,
}

/// Active templates by contract type, the newest version first; of one type when `contract_type` is given.
pub(in crate::professionals) async fn active(
    tx: &mut Tx<'_>,
    contract_type: Option<&str>,
) -> Result<Vec<TemplateRow>, sqlx::Error> {
    const SQL: &str = "SELECT CAST(id AS CHAR) AS id, CAST(name AS CHAR) AS name,
            CAST(contract_type AS CHAR) AS contract_type, CAST(version AS SIGNED) AS version
        FROM contract_templates WHERE status = 'active' AND (? = '' OR contract_type = ?)
        ORDER BY contract_type, version DESC, uploaded_at DESC, id";
    let wanted = contract_type.unwrap_or_default();
    on_tx!(tx, connection => sqlx::query_as(SQL).bind(wanted).bind(wanted).fetch_all(&mut **connection).await)
}

/// Status and contract type of a template; `None` when there is none.
pub(in crate::professionals) async fn link(tx: &mut Tx<'_>, id: &str) -> Result<Option<(String, String)>, sqlx::Error> {
    const SQL: &str = "SELECT CAST(status AS CHAR), CAST(contract_type AS CHAR) FROM contract_templates WHERE id = ?";
    on_tx!(tx, connection => sqlx::query_as(SQL).bind(id).fetch_optional(&mut **connection).await)
}
