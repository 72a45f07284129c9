//! Pages, actions, roles and the matrix of rights.

/// A page of the dashboard. The order is that of the first permitted page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageKey {
    Dashboard,
    Monitor,
    Financeiro,
    Contratos,
    Propostas,
    MetasDashboard,
    Metas,
    Produtividade,
    Agendamentos,
    Profissionais,
    ChecklistCrc,
    ChecklistRecepcao,
    Ajuda,
    Users,
    Settings,
}

/// What can be done on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Open the page, read its data.
    View,
    /// Write.
    Edit,
    /// Ask for a worker run.
    Refresh,
}

/// One flag of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Right {
    pub page: PageKey,
    pub action: Action,
}

/// The right to view a page.
pub const fn view(page: PageKey) -> Right {
    Right { page, action: Action::View }
}

/// The right to write on a page.
pub const fn edit(page: PageKey) -> Right {
    Right { page, action: Action::Edit }
}

/// The right to ask for a worker run on a page.
pub const fn refresh(page: PageKey) -> Right {
    Right { page, action: Action::Refresh }
}
