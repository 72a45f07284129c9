//! Proposals of the REST API, as they are sent and as we keep them.

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::Value;

use super::api::{FeegowApi, TIMEOUT, amount, day, integer, text};
use crate::{
    connectors::ConnectorError,
    kernel::{Cents, Period},
};

/// A proposal with the words for what it does not say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub id: i64,
    pub day: NaiveDate,
    pub status: String,
    pub unit: String,
    pub professional: String,
    pub total: Cents,
    /// `[{"nome", "valor"}]` in the order sent, net values in reais.
    pub items_json: String,
}

/// What an answer holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    pub proposals: Vec<Proposal>,
    /// Items that cannot be read, or without an id or a day.
    pub skipped: usize,
    /// Amounts that are none: counted as 0.
    pub odd_amounts: usize,
}

#[derive(Serialize)]
struct Line {
    nome: String,
    valor: f64,
}

/// The proposals included on a day of `period`.
///
/// # Errors
/// Those of [`FeegowApi::list`].
pub async fn proposals(api: &FeegowApi, period: Period) -> Result<Batch, ConnectorError> {
    let query = [("data_inicio", day(period.first)), ("data_fim", day(period.last)), ("tipo_data", "I".to_owned())];
    Ok(read(&api.list("proposal/list", &query, TIMEOUT).await?))
}

fn read(items: &[Value]) -> Batch {
    let mut batch = Batch::default();
    for item in items {
        match proposal(item, &mut batch.odd_amounts) {
            Some(proposal) => batch.proposals.push(proposal),
            None => batch.skipped += 1,
        }
    }
    batch
}

fn proposal(item: &Value, odd: &mut usize) -> Option<Proposal> {
    let id = integer(&item["proposal_id"]).filter(|id| *id != 0)?;
    let day = text(&item["proposal_date"]).and_then(|text| date(&text))?;
    let or = |value: &Value, default: &str| text(value).unwrap_or_else(|| default.to_owned());
    let mut cents = |value: &Value| {
        amount(value).map(Option::unwrap_or_default).unwrap_or_else(|_| {
            *odd += 1;
            Cents::ZERO
        })
    };
    let mut lines = Vec::new();
    let total = match &item["procedimentos"]["data"] {
        Value::Null => cents(&item["value"]),
        Value::Array(sent) => {
            let mut total = Cents::ZERO;
            for line in sent {
                line.as_object()?;
                let net = cents(&line["valor"]) - cents(&line["desconto"]);
                total += net;
                lines.push(Line { nome: text(&line["nome"]).unwrap_or_default(), valor: net.reais() });
            }
            total
        }
        _ => return None,
    };
    Some(Proposal {
        id,
        day,
        status: or(&item["status"], "Pendente"),
        unit: or(&item["unidade"]["nome_fantasia"], "Matriz"),
        professional: or(&item["proposer_name"], "Sistema"),
        total,
        items_json: serde_json::to_string(&lines).ok()?,
    })
}

/// `YYYY-MM-DD…`, `DD-MM-YYYY` or `DD/MM/YYYY`.
fn date(text: &str) -> Option<NaiveDate> {
    let head = text.get(..10)?;
    ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"].iter().find_map(|format| NaiveDate::parse_from_str(head, format).ok())
}
