//! What the form offers: specialties from Feegow or from past appointments, contract templates in use.

use std::{collections::BTreeMap, time::Duration};

use chrono::TimeDelta;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::store::templates;
use crate::{
    app::App,
    connectors::feegow::api::{self, FeegowApi},
    db::{Db, DbError, during},
    http::ApiError,
    in_snapshot, integrations,
    kernel::text::fold,
    on_engine,
};

/// The form does not wait longer for Feegow.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long Feegow's list is good.
const KEPT: TimeDelta = TimeDelta::hours(6);
/// How long the list of past appointments is good, before Feegow is asked again.
const KEPT_OF_OURS: TimeDelta = TimeDelta::minutes(5);

/// Where the specialties come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpecialtySource {
    /// Feegow's own list.
    FeegowApi,
    /// The specialties of stored appointments.
    Database,
}

/// The specialties to choose from, in the order people look them up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Specialties {
    pub names: Vec<String>,
    pub source: SpecialtySource,
}

/// What the form offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfessionalOptions {
    #[schema(example = json!(["Cardiologia", "Dermatologia"]))]
    pub specialties: Vec<String>,
    pub source: SpecialtySource,
    pub active_contract_templates: Vec<ActiveTemplate>,
}

/// A contract template that a professional may be linked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActiveTemplate {
    pub id: String,
    pub name: String,
    #[schema(example = "PJ_PADRAO")]
    pub contract_type: String,
    pub version: i64,
}

/// The options; templates of one contract type when it is given.
pub(super) async fn read(app: &App, contract_type: Option<&str>) -> Result<ProfessionalOptions, ApiError> {
    let specialties = specialties(app).await?;
    let wanted = contract_type.map(|code| code.trim().to_uppercase()).filter(|code| !code.is_empty());
    let templates = in_snapshot!(&app.db, tx => { templates::active(tx, wanted.as_deref()).await })
        .map_err(during("contract_templates.active"))?;
    let template = |row: templates::TemplateRow| ActiveTemplate {
        id: row.id,
        name: row.name,
        contract_type: row.contract_type,
        version: row.version,
    };
    Ok(ProfessionalOptions {
        specialties: specialties.names,
        source: specialties.source,
        active_contract_templates: templates.into_iter().map(template).collect(),
    })
}

/// The remembered specialties, or new ones. Several who ask at once wait for one answer.
async fn specialties(app: &App) -> Result<Specialties, ApiError> {
    let mut kept = app.professionals.specialties.lock().await;
    let now = app.clock.now();
    if let Some((specialties, until)) = &*kept
        && now < *until
    {
        return Ok(specialties.clone());
    }
    let names = of_feegow(app).await?;
    let (specialties, good_for) = if names.is_empty() {
        (Specialties { names: of_appointments(&app.db).await?, source: SpecialtySource::Database }, KEPT_OF_OURS)
    } else {
        (Specialties { names, source: SpecialtySource::FeegowApi }, KEPT)
    };
    *kept = Some((specialties.clone(), now + good_for));
    Ok(specialties)
}

/// Feegow's list; empty when nobody configured a token or Feegow does not give one.
async fn of_feegow(app: &App) -> Result<Vec<String>, ApiError> {
    let config = &app.config;
    let token = match config.feegow.access_token.clone() {
        Some(token) => Some(token),
        None => integrations::unit_sessions(app).await?.into_iter().next().map(|session| session.token),
    };
    let Some(token) = token else { return Ok(Vec::new()) };
    let feegow = crate::config::FeegowConfig { access_token: Some(token), ..config.feegow.clone() };
    let Some(client) = FeegowApi::new(&feegow, &config.workers, app.clock.clone()) else { return Ok(Vec::new()) };
    let asked = app.clock.timeout(TIMEOUT, client.list("specialties/list", &[], TIMEOUT)).await;
    match asked {
        Some(Ok(items)) => Ok(in_order(items.iter().filter_map(name))),
        Some(Err(error)) => {
            tracing::warn!(%error, "Feegow's specialties could not be read, those of past appointments are offered");
            Ok(Vec::new())
        }
        None => {
            tracing::warn!("Feegow's specialties did not come in time, those of past appointments are offered");
            Ok(Vec::new())
        }
    }
}

fn name(item: &Value) -> Option<String> {
    api::text(&item["nome"]).or_else(|| api::text(&item["name"]))
}

/// The specialties of stored appointments. A missing table holds none.
async fn of_appointments(db: &Db) -> Result<Vec<String>, DbError> {
    const SQL: &str = "SELECT DISTINCT CAST(specialty AS CHAR) FROM feegow_appointments WHERE specialty IS NOT NULL";
    let names: Result<Vec<String>, sqlx::Error> = on_engine!(db, pool => sqlx::query_scalar(SQL).fetch_all(pool).await);
    match names.map_err(during("feegow_appointments.specialties")) {
        Ok(names) => Ok(in_order(names.into_iter())),
        Err(error) if error.is_missing_table() => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Trimmed, without blanks; names that are equal but for case and accents are one, in their smallest spelling.
fn in_order(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut unique: BTreeMap<String, String> = BTreeMap::new();
    for name in names.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()) {
        let spelling = unique.entry(fold(&name)).or_insert_with(|| name.clone());
        if name < *spelling {
            *spelling = name;
        }
    }
    unique.into_values().collect()
}

#[test]
fn specialties_are_unique_and_in_order() {
    let names = ["Ortopedia", " cardiologia", "", "Ágil", "Cardiologia", "Ortopedia "].map(str::to_owned);
    assert_eq!(in_order(names.into_iter()), ["Ágil", "Cardiologia", "Ortopedia"]);
}
