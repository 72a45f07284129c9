//! The sync services, their names in `system_status`, and the names people and old programs use.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A sync service: what a refresh asks for and a heartbeat reports on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Service {
    /// Appointments (not money).
    Financeiro,
    /// Daily billing report.
    Faturamento,
    /// Proposals.
    Comercial,
    /// Benefit-card contracts.
    Contratos,
    /// Feegow token renewal.
    Auth,
    /// WhatsApp queue.
    Clinia,
    MonitorMedico,
    MonitorRecepcao,
    /// The watch over the professionals' ethics certificates. Asks nobody outside.
    Certidoes,
}

impl Service {
    /// Every known service.
    pub const ALL: [Service; 9] = [
        Self::Financeiro,
        Self::Faturamento,
        Self::Comercial,
        Self::Contratos,
        Self::Auth,
        Self::Clinia,
        Self::MonitorMedico,
        Self::MonitorRecepcao,
        Self::Certidoes,
    ];

    /// The key in `system_status.service_name`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Financeiro => "financeiro",
            Self::Faturamento => "faturamento",
            Self::Comercial => "comercial",
            Self::Contratos => "contratos",
            Self::Auth => "auth",
            Self::Clinia => "clinia",
            Self::MonitorMedico => "monitor_medico",
            Self::MonitorRecepcao => "monitor_recepcao",
            Self::Certidoes => "certidoes",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Financeiro => "Financeiro (API)",
            Self::Faturamento => "Faturamento (Scraping)",
            Self::Comercial => "Propostas (API)",
            Self::Contratos => "Cartão de Beneficios (API)",
            Self::Auth => "Auth Feegow",
            Self::Clinia => "Worker Clinia",
            Self::MonitorMedico => "Monitor Médico",
            Self::MonitorRecepcao => "Monitor Recepção",
            Self::Certidoes => "Certidões",
        }
    }

    /// Other normalised names accepted for the service.
    pub const fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Financeiro => &["financeiro_api", "feegow_finance", "worker_feegow", "agendamentos", "appointments"],
            Self::Faturamento => &["faturamento_scraping", "faturamento_scraper", "worker_faturamento_scraping"],
            Self::Comercial => &["propostas", "propostas_api"],
            Self::Contratos => &["contratos_api", "cartao_de_beneficios_api"],
            Self::Auth => &["auth_feegow"],
            Self::Clinia => &["worker_clinia"],
            Self::MonitorMedico | Self::MonitorRecepcao | Self::Certidoes => &[],
        }
    }

    /// The service a name means, in any spelling; `None` for an unknown or empty name.
    pub fn from_name(name: &str) -> Option<Self> {
        let normalised = normalise(name);
        Self::ALL
            .into_iter()
            .find(|service| service.key() == normalised || service.aliases().contains(&normalised.as_str()))
    }
}

impl std::fmt::Display for Service {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

/// Lower-case ASCII words joined by `_`: `Cartão de Beneficios (API)` → `cartao_de_beneficios_api`.
pub fn normalise(name: &str) -> String {
    let plain: String = name.trim().to_lowercase().nfkd().filter(|c| !is_combining_mark(*c)).collect();
    plain
        .split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_service_finds_it() {
        for (name, service) in [
            ("Financeiro (API)", Service::Financeiro),
            ("Faturamento (Scraping)", Service::Faturamento),
            ("Propostas (API)", Service::Comercial),
            ("Cartão de Beneficios (API)", Service::Contratos),
            ("Auth Feegow", Service::Auth),
            ("Worker Clinia", Service::Clinia),
            ("Monitor Médico", Service::MonitorMedico),
            ("Monitor Recepção", Service::MonitorRecepcao),
            ("  PROPOSTAS ", Service::Comercial),
            ("agendamentos", Service::Financeiro),
            ("worker_feegow", Service::Financeiro),
        ] {
            assert_eq!(Service::from_name(name), Some(service), "{name}");
        }
    }

    #[test]
    fn labels_and_keys_name_their_own_service() {
        for service in Service::ALL {
            assert_eq!(Service::from_name(service.key()), Some(service));
            assert_eq!(Service::from_name(service.label()), Some(service));
        }
    }

    #[test]
    fn an_unknown_name_is_no_service() {
        assert_eq!(Service::from_name("custo"), None);
        assert_eq!(Service::from_name("  "), None);
    }
}
