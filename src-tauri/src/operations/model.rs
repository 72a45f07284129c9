//! Statuses, texts and the heartbeat as pages see it.

use chrono::TimeDelta;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::Heartbeat;
use crate::kernel::{Service, text};

/// `details` of a request made on the dashboard.
pub const REQUESTED: &str = "Solicitado via Painel";
/// `details` of a request that waits for a free place or for another process.
pub const WAITING: &str = "Aguardando vez";
/// `details` when a run begins.
pub const STARTED: &str = "Agendado/executando...";
/// `details` of a run whose process died.
pub const INTERRUPTED: &str = "Interrompido: processo reiniciado";
/// `details` of a run that the end of the process cut short.
pub const STOPPED: &str = "Interrompido: processo encerrado";
/// `details` of a continuous service whose operating window has closed.
pub const OUTSIDE_WINDOW: &str = "Fora da janela 06:30–20:00";
/// Longest `details` shown to others than administrators, in characters.
const SHOWN_LIMIT: usize = 200;
/// A run that has said nothing for this long no longer keeps people from asking again.
pub const RUNNING_IS_STALE_AFTER: TimeDelta = TimeDelta::minutes(30);

/// The status words of `system_status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Pending,
    Queued,
    Running,
    Online,
    Completed,
    Warning,
    Error,
}

impl Status {
    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Queued => "QUEUED",
            Self::Running => "RUNNING",
            Self::Online => "ONLINE",
            Self::Completed => "COMPLETED",
            Self::Warning => "WARNING",
            Self::Error => "ERROR",
        }
    }
}

/// What a page shows of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct HeartbeatView {
    /// `PENDING`, `QUEUED`, `RUNNING`, `ONLINE`, `COMPLETED`, `WARNING`, `ERROR` or `UNKNOWN`.
    pub status: String,
    /// São Paulo wall time of the last run; `null` before the first.
    #[schema(example = "2026-02-19 15:30:40")]
    pub last_run: Option<String>,
    pub details: String,
}

impl HeartbeatView {
    /// A service that has no row yet.
    pub fn unknown() -> Self {
        Self { status: "UNKNOWN".into(), last_run: None, details: String::new() }
    }
}

impl From<Heartbeat> for HeartbeatView {
    fn from(row: Heartbeat) -> Self {
        Self {
            status: row.status.unwrap_or_else(|| "UNKNOWN".into()),
            last_run: row.last_run,
            details: row.details.unwrap_or_default(),
        }
    }
}

/// What is said to somebody who asks for a service that this version cannot run.
pub fn no_worker(service: Service) -> String {
    format!("Esta versão ainda não tem o worker {}: nada foi sincronizado.", service.label())
}

/// `details` as everybody but an administrator sees them: without addresses, at most 200 characters.
pub fn shown_to_others(details: &str) -> String {
    let words = details.split(' ').filter(|word| !word.contains("://"));
    text::cut(&words.collect::<Vec<_>>().join(" "), SHOWN_LIMIT).to_owned()
}

/// The tables a service fills, for dropping cached answers when somebody asks for fresh ones.
pub const fn tables_fed_by(service: Service) -> &'static [&'static str] {
    match service {
        Service::Financeiro => &["feegow_appointments"],
        Service::Faturamento => &["faturamento_analitico", "faturamento_resumo_diario", "faturamento_resumo_mensal"],
        Service::Comercial => &["feegow_proposals"],
        Service::Contratos => &["feegow_contracts"],
        Service::Clinia => &["clinia_group_snapshots", "clinia_chat_stats", "clinia_appointment_stats"],
        Service::MonitorMedico => &["espera_medica"],
        Service::MonitorRecepcao => &["recepcao_historico"],
        Service::Auth => &[],
        Service::Certidoes => &["hub_certificate_marks", "hub_professional_list"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_for_everybody_hold_no_address_and_are_short() {
        let details = "Erro API: GET https://api.example.com/v1?token=abc respondeu 500";
        assert_eq!(shown_to_others(details), "Erro API: GET respondeu 500");
        assert_eq!(shown_to_others(&"é".repeat(300)).chars().count(), 200);
    }
}
