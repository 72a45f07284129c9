//! The sections of the general report, and which one a unit's text belongs to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::kernel::text::fold;

/// A part of the report; its key in addresses and file names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportSection)]
pub enum Section {
    /// Every line, whatever its unit, also without one.
    #[default]
    All,
    CampinasShopping,
    OuroVerde,
    CentroCambui,
    /// The benefit card.
    ResolveSaude,
}

impl Section {
    /// Every section, in the report's order.
    pub const ALL: [Section; 5] =
        [Self::All, Self::CampinasShopping, Self::OuroVerde, Self::CentroCambui, Self::ResolveSaude];

    /// As in addresses.
    pub const fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::CampinasShopping => "campinas_shopping",
            Self::OuroVerde => "ouro_verde",
            Self::CentroCambui => "centro_cambui",
            Self::ResolveSaude => "resolve_saude",
        }
    }

    /// As people read it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::All => "Todas unidades",
            Self::CampinasShopping => "Campinas Shopping",
            Self::OuroVerde => "Ouro Verde",
            Self::CentroCambui => "Centro Cambui",
            Self::ResolveSaude => "ResolveSaude",
        }
    }

    /// The section with exactly this key; all units for any other text.
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|section| section.key() == key).unwrap_or_default()
    }

    /// The section besides [`Section::All`] that a stored unit counts in; `None` for texts nobody mapped.
    pub fn of_unit(unit: &str) -> Option<Self> {
        let unit = fold(unit);
        if unit.contains("shopping campinas") || unit.contains("campinas shopping") {
            Some(Self::CampinasShopping)
        } else if unit.contains("ouro verde") {
            Some(Self::OuroVerde)
        } else if unit.contains("centro cambui") || unit == "centro" {
            Some(Self::CentroCambui)
        } else if unit.contains("resolve") {
            Some(Self::ResolveSaude)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_counts_in_the_first_section_that_knows_its_text() {
        for (unit, section) in [
            ("SHOPPING CAMPINAS", Some(Section::CampinasShopping)),
            ("Campinas  Shopping - Resolve", Some(Section::CampinasShopping)),
            (" ouro   verde ", Some(Section::OuroVerde)),
            ("Centro Cambuí", Some(Section::CentroCambui)),
            ("CENTRO", Some(Section::CentroCambui)),
            ("CENTRO MÉDICO", None),
            ("RESOLVECARD GESTÃO DE BENEFICOS E MEIOS DE PAGAMENTOS", Some(Section::ResolveSaude)),
            ("CAMPINAS", None),
            ("", None),
        ] {
            assert_eq!(Section::of_unit(unit), section, "{unit:?}");
        }
    }

    #[test]
    fn only_an_exact_key_chooses_a_section() {
        assert_eq!(Section::from_key("ouro_verde"), Section::OuroVerde);
        for text in ["OURO_VERDE", " ouro_verde", "Ouro Verde", ""] {
            assert_eq!(Section::from_key(text), Section::All, "{text:?}");
        }
        for section in Section::ALL {
            assert_eq!(Section::from_key(section.key()), section);
            assert_eq!(serde_json::to_value(section).unwrap(), section.key());
        }
    }
}
