//! What is told about proposals, and which of them count as won or lost.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    kernel::{Cents, Period, text::fold},
    operations::HeartbeatView,
};

/// Folded statuses of proposals that were taken.
const WON: [&str; 6] = ["executada", "aprovada pelo cliente", "ganho", "realizado", "concluido", "pago"];
/// Folded statuses of proposals that came to nothing.
const LOST: [&str; 5] = ["cancelado", "recusado", "perdido", "rejeicao", "cancelada"];

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Won,
    Lost,
    Open,
}

impl Standing {
    /// The standing behind a status text, whatever its case and accents. No status is open.
    pub fn of(status: Option<&str>) -> Self {
        let folded = status.map(fold).unwrap_or_default();
        if WON.contains(&folded.as_str()) {
            Self::Won
        } else if LOST.contains(&folded.as_str()) {
            Self::Lost
        } else {
            Self::Open
        }
    }
}

/// How a filter calls the status of proposals that have none.
pub(super) const STATUS_OF_NONE: &str = "none:";

/// Which proposals are meant, by what became of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatusFilter {
    All,
    Stage(Standing),
    /// Folded; [`STATUS_OF_NONE`] for those without a status.
    Named(String),
}

impl StatusFilter {
    /// `stage:open`, `stage:won`, `stage:lost` or a status. Nothing and `all` filter nothing.
    pub fn of(typed: Option<&str>) -> Self {
        match typed.map(str::trim) {
            None | Some("" | "all") => Self::All,
            Some("stage:open") => Self::Stage(Standing::Open),
            Some("stage:won") => Self::Stage(Standing::Won),
            Some("stage:lost") => Self::Stage(Standing::Lost),
            Some(status) => Self::Named(fold(status)),
        }
    }

    /// The filter as a text, the same for all spellings of it.
    pub(super) fn key(&self) -> &str {
        match self {
            Self::All => "all",
            Self::Stage(Standing::Open) => "stage:open",
            Self::Stage(Standing::Won) => "stage:won",
            Self::Stage(Standing::Lost) => "stage:lost",
            Self::Named(status) => status,
        }
    }

    /// Whether proposals with a folded status, that stand so, are meant.
    pub(super) fn admits(&self, folded: Option<&str>, standing: Standing) -> bool {
        match self {
            Self::All => true,
            Self::Stage(stage) => standing == *stage,
            Self::Named(status) => folded.unwrap_or(STATUS_OF_NONE) == status,
        }
    }
}

/// What was asked: a period, a folded unit name, and what became of the proposals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub period: Period,
    pub unit: Option<String>,
    pub status: StatusFilter,
}

/// The proposals of a period. Money is in reais with at most two decimals.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Proposals {
    pub summary: ProposalSummary,
    /// Per unit and status: units in order (none first), highest value first.
    pub by_unit: Vec<UnitProposals>,
    /// Per person who proposed, highest value first.
    pub by_proposer: Vec<ProposerProposals>,
}

/// The proposals of a period, and the last run of the worker that reads them.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct ProposalsAnswer {
    #[serde(flatten)]
    pub proposals: Proposals,
    /// The service `comercial`. Never older than the request.
    pub heartbeat: HeartbeatView,
}

/// All proposals together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProposalSummary {
    #[schema(example = 4)]
    pub qtd: i64,
    #[schema(value_type = f64, example = 2000)]
    pub valor: Cents,
    /// Value of the proposals that were taken.
    #[schema(value_type = f64, example = 1500)]
    pub won_value: Cents,
    #[schema(example = 2)]
    pub won_qtd: i64,
    /// Value of the proposals that came to nothing; open ones are in neither.
    #[schema(value_type = f64, example = 200)]
    pub lost_value: Cents,
}

/// The proposals of a unit that have the same status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct UnitProposals {
    #[schema(required, example = "CENTRO CAMBUI")]
    pub unit_name: Option<String>,
    #[schema(required, example = "Executada")]
    pub status: Option<String>,
    pub qtd: i64,
    #[schema(value_type = f64)]
    pub valor: Cents,
}

/// The proposals of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProposerProposals {
    #[schema(required, example = "PROF UM")]
    pub professional_name: Option<String>,
    pub qtd: i64,
    #[schema(value_type = f64)]
    pub valor: Cents,
    /// Of these, the ones that were taken.
    pub qtd_executado: i64,
    #[schema(value_type = f64)]
    pub valor_executado: Cents,
}

#[test]
fn a_standing_is_read_from_any_spelling() {
    for (status, expected) in [
        (Some("Executada"), Standing::Won),
        (Some(" CONCLUÍDO "), Standing::Won),
        (Some("aprovada pelo cliente"), Standing::Won),
        (Some("Rejeição"), Standing::Lost),
        (Some("Cancelada"), Standing::Lost),
        (Some("Aguardando aprovação do cliente"), Standing::Open),
        (Some("Pagos"), Standing::Open),
        (Some(""), Standing::Open),
        (None, Standing::Open),
    ] {
        assert_eq!(Standing::of(status), expected, "{status:?}");
    }
}
