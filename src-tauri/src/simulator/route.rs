//! The endpoints, and the short names the control interface knows them by.

/// An endpoint of the fake upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// Login page.
    W1,
    /// Login.
    W2,
    /// Ending the other session.
    W3,
    /// Unit switch.
    W4,
    /// Totem page.
    W5,
    /// Medical queue.
    W6,
    /// Report form.
    W7,
    /// Report result.
    W8,
    /// Reception queue.
    Q1,
    /// Appointments.
    A1,
    /// Professionals.
    A2,
    /// Specialties.
    A3,
    /// Procedures.
    A4,
    /// Procedure groups.
    A5,
    /// Proposals.
    A6,
    /// Invoices.
    A7,
    /// Benefit-card contracts.
    Contracts,
    /// WhatsApp groups.
    C1,
    /// Waiting time per group.
    C2,
    /// Chats per group.
    C3,
    /// Conversations per day.
    C4,
    /// Appointments made by chat.
    C5,
    /// Google token.
    G1,
    /// Sheet values.
    G2,
    /// Sheet titles.
    G3,
    /// Sheet as CSV.
    G4,
    /// Sheet as quoted CSV.
    G5,
}

impl Route {
    /// Every endpoint.
    pub const ALL: [Route; 27] = [
        Self::W1,
        Self::W2,
        Self::W3,
        Self::W4,
        Self::W5,
        Self::W6,
        Self::W7,
        Self::W8,
        Self::Q1,
        Self::A1,
        Self::A2,
        Self::A3,
        Self::A4,
        Self::A5,
        Self::A6,
        Self::A7,
        Self::Contracts,
        Self::C1,
        Self::C2,
        Self::C3,
        Self::C4,
        Self::C5,
        Self::G1,
        Self::G2,
        Self::G3,
        Self::G4,
        Self::G5,
    ];

    /// The name in the control interface.
    pub const fn id(self) -> &'static str {
        match self {
            Self::W1 => "W1",
            Self::W2 => "W2",
            Self::W3 => "W3",
            Self::W4 => "W4",
            Self::W5 => "W5",
            Self::W6 => "W6",
            Self::W7 => "W7",
            Self::W8 => "W8",
            Self::Q1 => "Q1",
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
            Self::A4 => "A4",
            Self::A5 => "A5",
            Self::A6 => "A6",
            Self::A7 => "A7",
            Self::Contracts => "contracts",
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::C3 => "C3",
            Self::C4 => "C4",
            Self::C5 => "C5",
            Self::G1 => "G1",
            Self::G2 => "G2",
            Self::G3 => "G3",
            Self::G4 => "G4",
            Self::G5 => "G5",
        }
    }

    /// The service the endpoint belongs to: the first word of its path.
    pub const fn service(self) -> &'static str {
        match self {
            Self::W1 | Self::W2 | Self::W3 | Self::W4 | Self::W5 | Self::W6 | Self::W7 | Self::W8 => "web",
            Self::Q1 => "core",
            Self::A1 | Self::A2 | Self::A3 | Self::A4 | Self::A5 | Self::A6 | Self::A7 => "api",
            Self::Contracts => "contracts",
            Self::C1 | Self::C2 | Self::C3 | Self::C4 | Self::C5 => "clinia",
            Self::G1 | Self::G2 | Self::G3 | Self::G4 | Self::G5 => "google",
        }
    }

    /// The endpoint of this name, in any case.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|route| route.id().eq_ignore_ascii_case(id))
    }

    /// The endpoints a name means: one, all of a service (`clinia`), or all (`*`). Empty for an unknown name.
    pub fn named(name: &str) -> Vec<Self> {
        match Self::from_id(name) {
            Some(route) => vec![route],
            None => Self::ALL.into_iter().filter(|route| name == "*" || route.service() == name).collect(),
        }
    }

    /// Where the rows are in the endpoint's JSON answer (a JSON pointer); `None` when it has no list.
    pub const fn rows_at(self) -> Option<&'static str> {
        match self {
            Self::Q1 => Some(""),
            Self::A1 | Self::A2 | Self::A3 | Self::A4 | Self::A5 | Self::A6 | Self::A7 => Some("/content"),
            Self::Contracts => Some("/data"),
            Self::C1 | Self::C2 | Self::C4 => Some("/groups"),
            Self::C3 => Some("/count/groups"),
            Self::G2 => Some("/values"),
            Self::G3 => Some("/sheets"),
            Self::W1
            | Self::W2
            | Self::W3
            | Self::W4
            | Self::W5
            | Self::W6
            | Self::W7
            | Self::W8
            | Self::C5
            | Self::G1
            | Self::G4
            | Self::G5 => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_one_endpoint_a_service_or_all() {
        assert_eq!(Route::named("w6"), [Route::W6]);
        assert_eq!(Route::named("clinia").len(), 5);
        assert_eq!(Route::named("contracts"), [Route::Contracts]);
        assert_eq!(Route::named("*").len(), Route::ALL.len());
        assert!(Route::named("W9").is_empty());
    }
}
