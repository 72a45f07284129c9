//! Teams with their members, and what a new name must be.

use std::collections::{HashMap, HashSet};

use super::super::names::Spellings;
use crate::{
    http::ApiError,
    kernel::text::{cut, dictionary_order, fold},
};

/// Longest name of a team, in characters.
const NAME_LIMIT: usize = 120;
/// Longest name of a member, in characters: what the table holds.
const MEMBER_LIMIT: usize = 191;
/// The folded name of the team that other pages count on.
const PROTECTED: &str = "crc";

/// A team as stored.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::productivity) struct Team {
    pub id: String,
    pub name: String,
    /// `YYYY-MM-DD HH:MM:SS`.
    pub created_at: Option<String>,
    pub updated_at: Option<String>,
}

impl Team {
    /// Whether other pages count on this team.
    pub(super) fn is_protected(&self) -> bool {
        fold(&self.name) == PROTECTED
    }
}

/// A stored membership. A person may be stored more than once.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::productivity) struct Member {
    pub id: String,
    pub user_name: String,
    pub team_id: String,
}

/// The name of a new team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TeamName(pub String);

impl TeamName {
    /// Takes what was typed: not blank, at most 120 characters, without commas, since names are joined by commas.
    pub(super) fn typed(text: Option<&str>) -> Result<Self, ApiError> {
        let name = text.map(str::trim).filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| ApiError::bad_request("NAME_REQUIRED", "Nome da equipe é obrigatório"))?;
        if name.contains(',') {
            return Err(ApiError::bad_request("NAME_INVALID", "Nome da equipe invalido"));
        }
        within(name, NAME_LIMIT)?;
        Ok(Self(name.to_owned()))
    }
}

/// Whose membership in which team is to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Membership {
    pub user_name: String,
    pub team_id: String,
}

impl Membership {
    /// Takes what was sent; both are required.
    pub(super) fn typed(user_name: Option<&str>, team_id: Option<&str>) -> Result<Self, ApiError> {
        let given = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let (Some(user_name), Some(team_id)) = (given(user_name), given(team_id)) else {
            return Err(ApiError::bad_request("FIELDS_REQUIRED", "user_name e team_id são obrigatórios"));
        };
        within(&user_name, MEMBER_LIMIT)?;
        Ok(Self { user_name, team_id })
    }
}

fn within(text: &str, limit: usize) -> Result<(), ApiError> {
    if cut(text, limit).len() == text.len() {
        return Ok(());
    }
    Err(ApiError::bad_request("TOO_LONG", format!("Nome muito longo (máximo {limit} caracteres)")))
}

/// The teams and their members, whatever the spellings.
#[derive(Debug, Default)]
pub(in crate::productivity) struct Roster {
    /// By name.
    teams: Vec<Team>,
    /// Places in `teams` by folded member, each once.
    teams_of: HashMap<String, Vec<usize>>,
    members: Spellings,
}

impl Roster {
    /// Memberships in teams that are gone count nothing.
    pub(in crate::productivity) fn new(mut teams: Vec<Team>, members: Vec<Member>) -> Self {
        teams.sort_by_cached_key(|team| (dictionary_order(&team.name), team.id.clone()));
        let places: HashMap<&str, usize> = teams.iter().enumerate().map(|(at, team)| (team.id.as_str(), at)).collect();
        let mut teams_of: HashMap<String, Vec<usize>> = HashMap::new();
        let mut spellings = Spellings::default();
        for member in members {
            let Some(place) = places.get(member.team_id.as_str()) else { continue };
            spellings.add(&member.user_name);
            let own = teams_of.entry(fold(&member.user_name)).or_default();
            if let Err(at) = own.binary_search(place) {
                own.insert(at, *place);
            }
        }
        Self { teams, teams_of, members: spellings }
    }

    /// All teams by name.
    pub(in crate::productivity) fn teams(&self) -> &[Team] {
        &self.teams
    }

    /// Everybody who is in a team.
    pub(in crate::productivity) fn members(&self) -> &Spellings {
        &self.members
    }

    /// The teams of the person with this fold, by name.
    pub(in crate::productivity) fn teams_of(&self, folded: &str) -> impl Iterator<Item = &Team> {
        self.teams_of.get(folded).into_iter().flatten().map(|place| &self.teams[*place])
    }

    /// The names of their teams, each once whatever its spellings.
    pub(in crate::productivity) fn team_names_of(&self, folded: &str) -> Vec<String> {
        let mut met = HashSet::new();
        let teams = self.teams_of(folded).filter(|team| met.insert(fold(&team.name)));
        teams.map(|team| team.name.trim().to_owned()).collect()
    }

    /// Whether the person with this fold is in a team with that folded name.
    pub(in crate::productivity) fn is_in_team(&self, folded: &str, team: &str) -> bool {
        self.teams_of(folded).any(|own| fold(&own.name) == team)
    }
}
