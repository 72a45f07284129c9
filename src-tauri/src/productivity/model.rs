//! The answer of `/api/admin/produtividade` and how it is made of what was booked.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    names::{Spellings, is_person},
    teams::model::Roster,
};
use crate::{
    kernel::{
        Period,
        text::{dictionary_order, fold},
    },
    operations::HeartbeatView,
};

/// The team of the first card when none is asked for.
pub const DEFAULT_TEAM: &str = "CRC";

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Days of booking.
    pub period: Period,
    /// The team's name as it was sent.
    pub team: String,
}

/// What one spelling of a booker stands for in a period.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Bookings {
    /// As stored; empty when nobody is named.
    pub booker: String,
    pub total: i64,
    pub confirmed: i64,
    pub no_show: i64,
}

/// Bookings made in a period: by person, altogether, and of one team. Each appointment counts once.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Productivity {
    /// Everybody who booked, most bookings first. `Sis` and `Sistema` are no people.
    pub user_stats: Vec<UserStats>,
    /// All bookings, those of nobody included.
    pub global_stats: GlobalStats,
    /// The bookings of the team asked for; zeros when there is no such team.
    pub team_stats: TeamStats,
}

/// Bookings made in a period, and the last run of the worker that reads them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProductivityAnswer {
    #[serde(flatten)]
    pub productivity: Productivity,
    /// The service `financeiro`. Never older than the request.
    pub heartbeat: HeartbeatView,
}

/// One person's bookings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UserStats {
    #[schema(example = "ANA TESTE")]
    pub user: String,
    /// The person's teams joined by commas; `null` without a team.
    #[schema(required, example = "CRC,Recepção")]
    pub team_name: Option<String>,
    /// The person's teams by name.
    pub teams: Vec<String>,
    pub total: i64,
    /// Attended or confirmed.
    pub confirmados: i64,
}

/// All bookings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct GlobalStats {
    pub total: i64,
    /// Attended or confirmed.
    pub confirmados: i64,
    pub nao_compareceu: i64,
}

/// The bookings of a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TeamStats {
    pub total: i64,
    /// Attended or confirmed.
    pub confirmados: i64,
    /// Members who booked something.
    pub active_members: i64,
    /// The team's name as it was asked for.
    #[schema(example = "CRC")]
    pub name: String,
}

impl Productivity {
    /// Sums `rows` by person. Several spellings of a name are one person; a person in several teams counts in each
    /// team once.
    pub(super) fn of(rows: &[Bookings], roster: &Roster, team: &str) -> Self {
        let mut people: BTreeMap<String, (Spellings, Tally)> = BTreeMap::new();
        let mut everybody = Tally::default();
        for row in rows {
            let (spellings, tally) = people.entry(fold(&row.booker)).or_default();
            spellings.add(&row.booker);
            tally.add(row);
            everybody.add(row);
        }
        let wanted = fold(team);
        let mut team_stats = TeamStats { total: 0, confirmados: 0, active_members: 0, name: team.to_owned() };
        for (folded, (_, tally)) in people.iter().filter(|(folded, _)| roster.is_in_team(folded, &wanted)) {
            team_stats.total += tally.total;
            team_stats.confirmados += tally.confirmed;
            team_stats.active_members += i64::from(!folded.is_empty());
        }
        let mut user_stats: Vec<UserStats> = people
            .into_iter()
            .filter(|(folded, _)| is_person(folded))
            .map(|(folded, (spellings, tally))| {
                let teams = roster.team_names_of(&folded);
                UserStats {
                    user: spellings.of(&folded).unwrap_or(&folded).to_owned(),
                    team_name: (!teams.is_empty()).then(|| teams.join(",")),
                    teams,
                    total: tally.total,
                    confirmados: tally.confirmed,
                }
            })
            .collect();
        user_stats.sort_by_cached_key(|stats| (-stats.total, dictionary_order(&stats.user)));
        let Tally { total, confirmed, no_show } = everybody;
        let global_stats = GlobalStats { total, confirmados: confirmed, nao_compareceu: no_show };
        Self { user_stats, global_stats, team_stats }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    total: i64,
    confirmed: i64,
    no_show: i64,
}

impl Tally {
    fn add(&mut self, row: &Bookings) {
        self.total += row.total;
        self.confirmed += row.confirmed;
        self.no_show += row.no_show;
    }
}
