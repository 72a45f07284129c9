//! The three clinics of the group, and the names each source knows them by.

use super::text::fold;

/// A clinic. The number is Feegow's unit id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClinicUnit {
    OuroVerde = 2,
    CentroCambui = 3,
    CampinasShopping = 12,
}

impl ClinicUnit {
    /// Every clinic, in the order they are read and shown.
    pub const ALL: [ClinicUnit; 3] = [Self::OuroVerde, Self::CentroCambui, Self::CampinasShopping];

    /// Feegow's unit id.
    pub const fn id(self) -> i64 {
        self as i64
    }

    /// The clinic with this Feegow id; `None` for any other unit.
    pub fn from_id(id: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.id() == id)
    }

    /// The name stored by both monitors, and the id of the medical queue (no accent).
    pub const fn stored_name(self) -> &'static str {
        match self {
            Self::OuroVerde => "Ouro Verde",
            Self::CentroCambui => "Centro Cambui",
            Self::CampinasShopping => "Campinas Shopping",
        }
    }

    /// The name people read, with its accent.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OuroVerde => "Ouro Verde",
            Self::CentroCambui => "Centro Cambuí",
            Self::CampinasShopping => "Campinas Shopping",
        }
    }

    /// The short name in the reception monitor's heartbeat.
    pub const fn short_label(self) -> &'static str {
        match self {
            Self::OuroVerde => "Ouro Verde",
            Self::CentroCambui => "Cambuí",
            Self::CampinasShopping => "Shop. Campinas",
        }
    }

    /// The clinic a stored unit text belongs to; `None` for any other text.
    ///
    /// First match wins: `OURO`, then `CAMBUI`, then `SHOPPING` or `CAMPINAS`.
    pub fn from_stored(text: &str) -> Option<Self> {
        let folded = fold(text);
        if folded.contains("ouro") {
            Some(Self::OuroVerde)
        } else if folded.contains("cambui") {
            Some(Self::CentroCambui)
        } else if folded.contains("shopping") || folded.contains("campinas") {
            Some(Self::CampinasShopping)
        } else {
            None
        }
    }
}

/// The unit name stored for a reception ticket of an unknown unit.
pub const UNKNOWN_UNIT: &str = "Desconhecida";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_unit_finds_its_clinic() {
        assert_eq!(ClinicUnit::from_stored("OURO VERDE"), Some(ClinicUnit::OuroVerde));
        assert_eq!(ClinicUnit::from_stored("Centro Cambuí"), Some(ClinicUnit::CentroCambui));
        assert_eq!(ClinicUnit::from_stored("SHOPPING CAMPINAS"), Some(ClinicUnit::CampinasShopping));
        assert_eq!(ClinicUnit::from_stored("Matriz"), None);
    }
}
