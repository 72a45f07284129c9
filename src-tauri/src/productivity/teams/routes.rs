//! `/api/admin/teams` and `/api/admin/user-teams`.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::UtoipaMethodRouter, routes};

use super::{
    super::{
        names::is_person,
        read::{self, TTL},
    },
    model::{Membership, Roster, Team, TeamName},
    store,
};
use crate::{
    app::App,
    http::{
        ApiError, JsonBody,
        cache::Key,
        error::ErrorBody,
        params::{self, Params},
    },
    kernel::text::{dictionary_order, fold},
};

/// What these routes write.
const TEAMS: &[&str] = &["teams_master", "user_teams"];
/// What the list of people is made of.
const PEOPLE: &[&str] = &["feegow_appointments", "teams_master", "user_teams"];

pub(in crate::productivity) fn reading_teams() -> UtoipaMethodRouter<App> {
    routes!(list_teams)
}

pub(in crate::productivity) fn writing_teams() -> UtoipaMethodRouter<App> {
    routes!(create_team, delete_team)
}

pub(in crate::productivity) fn reading_members() -> UtoipaMethodRouter<App> {
    routes!(list_user_teams)
}

pub(in crate::productivity) fn writing_members() -> UtoipaMethodRouter<App> {
    routes!(change_user_team)
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamRow {
    pub id: String,
    #[schema(example = "CRC")]
    pub name: String,
    #[schema(required, example = "2026-02-02 10:00:00")]
    pub created_at: Option<String>,
    #[schema(required, example = "2026-02-02 10:00:00")]
    pub updated_at: Option<String>,
}

/// All teams by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamList {
    pub teams: Vec<TeamRow>,
}

/// A team by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamRef {
    pub id: String,
    #[schema(example = "CRC")]
    pub name: String,
}

impl From<&Team> for TeamRef {
    fn from(team: &Team) -> Self {
        Self { id: team.id.clone(), name: team.name.clone() }
    }
}

/// Lists take no filters.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListParams {
    /// Anything: compute the answer anew.
    refresh: Option<String>,
}

impl ListParams {
    fn is_refresh(&self) -> bool {
        params::is_refresh(self.refresh.as_deref())
    }
}

/// All teams by name.
#[utoipa::path(get, path = "/api/admin/teams", tag = "productivity", params(ListParams),
    responses((status = 200, body = TeamList)))]
async fn list_teams(
    State(app): State<App>,
    Params(params): Params<ListParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let key = Key::new("/api/admin/teams", &app.clock);
    let db = app.db.clone();
    let list = async move {
        let mut teams = store::list(&db).await?;
        teams.sort_by_cached_key(|team| (dictionary_order(&team.name), team.id.clone()));
        let row = |Team { id, name, created_at, updated_at }| TeamRow { id, name, created_at, updated_at };
        Ok(TeamList { teams: teams.into_iter().map(row).collect() })
    };
    let kept = app.cache.read(key, TEAMS, TTL, params.is_refresh(), list).await?;
    Ok(kept.answer(&request).await)
}

/// A new team.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewTeam {
    /// At most 120 characters, no comma.
    #[serde(default)]
    #[schema(value_type = String, example = "Recepção")]
    name: Value,
}

/// The team was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamCreated {
    pub success: bool,
    pub team: TeamRef,
}

/// Makes a team.
#[utoipa::path(post, path = "/api/admin/teams", tag = "productivity", request_body = NewTeam,
    responses((status = 200, body = TeamCreated),
              (status = 400, description = "`NAME_REQUIRED`, `NAME_INVALID`, `TOO_LONG`, `TEAM_EXISTS`",
               body = ErrorBody)))]
async fn create_team(
    State(app): State<App>,
    JsonBody(request): JsonBody<NewTeam>,
) -> Result<Json<TeamCreated>, ApiError> {
    let name = TeamName::typed(request.name.as_str())?;
    let id = uuid::Uuid::new_v4().to_string();
    if !store::insert(&app.db, &id, &name, &app.clock.stamp()).await? {
        return Err(ApiError::bad_request("TEAM_EXISTS", "Esta equipe já existe"));
    }
    app.cache.invalidate(TEAMS);
    Ok(Json(TeamCreated { success: true, team: TeamRef { id, name: name.0 } }))
}

/// Which team.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TeamParams {
    /// The team's id.
    #[param(required)]
    id: Option<String>,
}

/// It was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamChanged {
    pub success: bool,
}

/// Removes a team and its memberships; also succeeds when there is none. The team `CRC` stays: other pages count on it.
#[utoipa::path(delete, path = "/api/admin/teams", tag = "productivity", params(TeamParams),
    responses((status = 200, body = TeamChanged),
              (status = 400, description = "`ID_REQUIRED`", body = ErrorBody),
              (status = 409, description = "`TEAM_PROTECTED`", body = ErrorBody)))]
async fn delete_team(
    State(app): State<App>,
    Params(params): Params<TeamParams>,
) -> Result<Json<TeamChanged>, ApiError> {
    let id = params.id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| ApiError::bad_request("ID_REQUIRED", "ID da equipe é obrigatório"))?;
    if !store::delete(&app.db, id).await? {
        let message = "A equipe CRC é usada em outras páginas e não pode ser excluída";
        return Err(ApiError::refused(StatusCode::CONFLICT, "TEAM_PROTECTED", message));
    }
    app.cache.invalidate(TEAMS);
    Ok(Json(TeamChanged { success: true }))
}

/// A person and their teams.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UserTeams {
    #[schema(example = "ANA TESTE")]
    pub user_name: String,
    /// By name.
    pub teams: Vec<TeamRef>,
}

/// Everybody who books, and the teams to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UserTeamList {
    /// By name: everybody who ever booked or is in a team.
    pub users: Vec<UserTeams>,
    /// All teams by name.
    pub teams: Vec<TeamRef>,
}

/// Everybody who books with their teams.
#[utoipa::path(get, path = "/api/admin/user-teams", tag = "productivity", params(ListParams),
    responses((status = 200, body = UserTeamList)))]
async fn list_user_teams(
    State(app): State<App>,
    Params(params): Params<ListParams>,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let key = Key::new("/api/admin/user-teams", &app.clock);
    let asked = app.clone();
    let anew = params.is_refresh();
    let list = async move { people(&asked, anew).await };
    let kept = app.cache.read(key, PEOPLE, TTL, anew, list).await?;
    Ok(kept.answer(&request).await)
}

async fn people(app: &App, anew: bool) -> Result<UserTeamList, ApiError> {
    let (bookers, roster) = futures_util::future::try_join(read::bookers(app, anew), read::roster(app)).await?;
    let gone = roster.members().clone().people().filter(|(folded, _)| bookers.of(folded).is_none());
    let gone: Vec<_> = gone.collect();
    let mut users: Vec<UserTeams> = bookers
        .people()
        .chain(gone)
        .map(|(folded, user_name)| UserTeams {
            user_name,
            teams: roster.teams_of(&folded).map(TeamRef::from).collect(),
        })
        .collect();
    users.sort_by_cached_key(|user| dictionary_order(&user.user_name));
    Ok(UserTeamList { users, teams: teams_of(&roster) })
}

fn teams_of(roster: &Roster) -> Vec<TeamRef> {
    roster.teams().iter().map(TeamRef::from).collect()
}

/// Whose membership is to change.
#[derive(Debug, Deserialize, ToSchema)]
pub struct UserTeamChange {
    /// The name under which the person books.
    #[serde(default)]
    #[schema(value_type = String, example = "ANA TESTE")]
    user_name: Value,
    #[serde(default)]
    #[schema(value_type = String)]
    team_id: Value,
    /// `add` (when missing) or `remove`.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "add")]
    action: Value,
}

/// What to do with a membership.
enum Action {
    Add,
    Remove,
}

impl Action {
    fn typed(action: &Value) -> Result<Self, ApiError> {
        match action {
            Value::Null => Ok(Self::Add),
            Value::String(word) if word == "add" => Ok(Self::Add),
            Value::String(word) if word == "remove" => Ok(Self::Remove),
            _ => Err(ApiError::bad_request("ACTION_INVALID", "action invalida (use add ou remove)")),
        }
    }
}

/// Puts a person into a team or takes them out. What is so already stays so.
#[utoipa::path(post, path = "/api/admin/user-teams", tag = "productivity", request_body = UserTeamChange,
    responses((status = 200, body = TeamChanged),
              (status = 400, description = "`FIELDS_REQUIRED`, `ACTION_INVALID`, `TOO_LONG`", body = ErrorBody),
              (status = 404, description = "No such team", body = ErrorBody)))]
async fn change_user_team(
    State(app): State<App>,
    JsonBody(request): JsonBody<UserTeamChange>,
) -> Result<Json<TeamChanged>, ApiError> {
    let mut wanted = Membership::typed(request.user_name.as_str(), request.team_id.as_str())?;
    let is_known = match Action::typed(&request.action)? {
        Action::Add => {
            // The spelling of the data, where the data knows the name.
            let folded = fold(&wanted.user_name);
            if is_person(&folded)
                && let Some(spelling) = read::bookers(&app, false).await?.of(&folded)
            {
                spelling.clone_into(&mut wanted.user_name);
            }
            let id = uuid::Uuid::new_v4().to_string();
            store::add(&app.db, &id, &wanted, &app.clock.stamp()).await?
        }
        Action::Remove => store::remove(&app.db, &wanted).await?,
    };
    if !is_known {
        return Err(ApiError::refused(StatusCode::NOT_FOUND, "NOT_FOUND", "Equipe não encontrada"));
    }
    app.cache.invalidate(TEAMS);
    Ok(Json(TeamChanged { success: true }))
}
