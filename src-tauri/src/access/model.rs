//! Pages, actions, roles and the matrix of rights.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer, ser::SerializeMap};
use utoipa::{PartialSchema, ToSchema, openapi};

use crate::kernel::Service;

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

impl PageKey {
    /// Every page in its order: first permitted page, permission table, API output.
    pub const ALL: [PageKey; 15] = [
        Self::Dashboard,
        Self::Monitor,
        Self::Financeiro,
        Self::Contratos,
        Self::Propostas,
        Self::MetasDashboard,
        Self::Metas,
        Self::Produtividade,
        Self::Agendamentos,
        Self::Profissionais,
        Self::ChecklistCrc,
        Self::ChecklistRecepcao,
        Self::Ajuda,
        Self::Users,
        Self::Settings,
    ];

    /// The key in `user_page_permissions.page_key` and in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::Monitor => "monitor",
            Self::Financeiro => "financeiro",
            Self::Contratos => "contratos",
            Self::Propostas => "propostas",
            Self::MetasDashboard => "metas_dashboard",
            Self::Metas => "metas",
            Self::Produtividade => "produtividade",
            Self::Agendamentos => "agendamentos",
            Self::Profissionais => "profissionais",
            Self::ChecklistCrc => "checklist_crc",
            Self::ChecklistRecepcao => "checklist_recepcao",
            Self::Ajuda => "ajuda",
            Self::Users => "users",
            Self::Settings => "settings",
        }
    }

    /// The page's name in API output (without accents, as old clients know it).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Dashboard => "Visao Geral",
            Self::Monitor => "Monitor",
            Self::Financeiro => "Financeiro",
            Self::Contratos => "ResolveSaude",
            Self::Propostas => "Propostas",
            Self::MetasDashboard => "Painel de Metas",
            Self::Metas => "Gestao de Metas",
            Self::Produtividade => "Produtividade",
            Self::Agendamentos => "Agendamentos",
            Self::Profissionais => "Profissionais",
            Self::ChecklistCrc => "Checklist CRC",
            Self::ChecklistRecepcao => "Checklist Recepcao",
            Self::Ajuda => "Ajuda",
            Self::Users => "Usuarios",
            Self::Settings => "Configuracoes",
        }
    }

    /// The page's address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Dashboard => "/dashboard",
            Self::Monitor => "/monitor",
            Self::Financeiro => "/financeiro",
            Self::Contratos => "/contratos",
            Self::Propostas => "/propostas",
            Self::MetasDashboard => "/metas/dashboard",
            Self::Metas => "/metas",
            Self::Produtividade => "/produtividade",
            Self::Agendamentos => "/agendamentos",
            Self::Profissionais => "/profissionais",
            Self::ChecklistCrc => "/checklist-crc",
            Self::ChecklistRecepcao => "/checklist-recepcao",
            Self::Ajuda => "/ajuda",
            Self::Users => "/users",
            Self::Settings => "/settings",
        }
    }

    /// The page with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.key() == key)
    }

    /// The page that `path` (without query) belongs to: its address or anything below it.
    /// `/metas/dashboard` is its own page, not one below `/metas`.
    pub fn of_path(path: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|page| path.strip_prefix(page.path()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }
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

/// What a person is in the clinic group; decides the default rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Admin,
    Gestor,
    Operador,
}

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Role; 3] = [Self::Admin, Self::Gestor, Self::Operador];

    /// The word in `users.role`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Admin => "ADMIN",
            Self::Gestor => "GESTOR",
            Self::Operador => "OPERADOR",
        }
    }

    /// The role a word names, in any case; `None` for any other word.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        Self::ALL.into_iter().find(|role| role.key().eq_ignore_ascii_case(name))
    }

    /// The role of a stored account: unknown, blank or missing words count as `OPERADOR`.
    pub fn stored(name: Option<&str>) -> Self {
        name.and_then(Self::from_name).unwrap_or(Self::Operador)
    }
}

/// Whether an account with this stored status may be used: missing and blank count as `ATIVO`.
pub fn is_active(status: Option<&str>) -> bool {
    let status = status.unwrap_or_default().trim();
    status.is_empty() || status.eq_ignore_ascii_case("ATIVO")
}

/// The three flags of a page. They are independent: `edit` without `view` can be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
pub struct Flags {
    pub view: bool,
    pub edit: bool,
    pub refresh: bool,
}

impl Flags {
    const NONE: Flags = Flags::of(0, 0, 0);
    const VIEW: Flags = Flags::of(1, 0, 0);
    const ALL: Flags = Flags::of(1, 1, 1);

    const fn of(view: u8, edit: u8, refresh: u8) -> Self {
        Self { view: view == 1, edit: edit == 1, refresh: refresh == 1 }
    }

    const fn allows(self, action: Action) -> bool {
        match action {
            Action::View => self.view,
            Action::Edit => self.edit,
            Action::Refresh => self.refresh,
        }
    }
}

/// What a role may do on a page unless a stored row says otherwise.
pub const fn default_flags(role: Role, page: PageKey) -> Flags {
    use PageKey::*;
    match role {
        Role::Admin => Flags::ALL,
        Role::Gestor => match page {
            Dashboard | MetasDashboard | Ajuda => Flags::VIEW,
            Metas => Flags::of(1, 1, 0),
            Monitor | Financeiro | Contratos | Propostas | Produtividade | Agendamentos | Profissionais
            | ChecklistCrc | ChecklistRecepcao => Flags::ALL,
            Users | Settings => Flags::NONE,
        },
        Role::Operador => match page {
            Dashboard | MetasDashboard | Profissionais | Ajuda => Flags::VIEW,
            Monitor | Produtividade | Agendamentos => Flags::of(1, 0, 1),
            ChecklistCrc | ChecklistRecepcao => Flags::ALL,
            Financeiro | Contratos | Propostas | Metas | Users | Settings => Flags::NONE,
        },
    }
}

/// What somebody may do: the three flags of all 15 pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permissions([Flags; PageKey::ALL.len()]);

impl Permissions {
    /// The rights of a role without stored rows.
    pub fn of_role(role: Role) -> Self {
        Self(PageKey::ALL.map(|page| default_flags(role, page)))
    }

    /// Replaces the flags of a page.
    pub fn set(&mut self, page: PageKey, flags: Flags) {
        self.0[page as usize] = flags;
    }

    /// The flags of a page.
    pub fn of(&self, page: PageKey) -> Flags {
        self.0[page as usize]
    }

    /// Whether a right is among them.
    pub fn allow(&self, right: Right) -> bool {
        self.of(right.page).allows(right.action)
    }

    /// The first page that may be viewed; `None` when there is none.
    pub fn first_page(&self) -> Option<PageKey> {
        PageKey::ALL.into_iter().find(|page| self.of(*page).view)
    }
}

/// `{"dashboard": {"view": true, …}, …}` with all pages in their order.
impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for page in PageKey::ALL {
            map.serialize_entry(page.key(), &self.of(page))?;
        }
        map.end()
    }
}

impl PartialSchema for Permissions {
    fn schema() -> openapi::RefOr<openapi::Schema> {
        BTreeMap::<String, Flags>::schema()
    }
}

impl ToSchema for Permissions {
    fn schemas(schemas: &mut Vec<(String, openapi::RefOr<openapi::Schema>)>) {
        schemas.push((Flags::name().into_owned(), Flags::schema()));
        Flags::schemas(schemas);
    }
}

/// The pages whose `refresh` (any of them) lets somebody ask for a run of `service`.
pub const fn refresh_pages(service: Service) -> &'static [PageKey] {
    use PageKey::*;
    match service {
        Service::Financeiro => &[Produtividade, Agendamentos, ChecklistCrc, ChecklistRecepcao],
        Service::Faturamento => &[Financeiro, Dashboard, ChecklistRecepcao],
        Service::Comercial => &[Propostas, ChecklistRecepcao],
        Service::Contratos => &[Contratos],
        Service::Clinia => &[Monitor, ChecklistCrc],
        Service::MonitorMedico | Service::MonitorRecepcao => &[Monitor],
        Service::Auth => &[Settings],
        Service::Certidoes => &[Profissionais],
    }
}

/// Where somebody with these rights goes after signing in: `next` when it is one of our pages they may
/// view, else their first page, else the page that says they have no access.
pub fn landing(permissions: &Permissions, next: Option<&str>) -> String {
    let wanted = next.filter(|next| {
        let plain = !next.chars().any(|c| c.is_control() || c == '\\') && !next.starts_with("//");
        let path = next.split(['?', '#']).next().unwrap_or_default();
        plain && !path.contains("..") && PageKey::of_path(path).is_some_and(|page| permissions.of(page).view)
    });
    match (wanted, permissions.first_page()) {
        (Some(next), _) => next.to_owned(),
        (None, Some(page)) => page.path().to_owned(),
        (None, None) => NO_ACCESS.to_owned(),
    }
}

/// The page for somebody who may view nothing.
pub const NO_ACCESS: &str = "/sem-acesso";

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the product description: page, GESTOR, OPERADOR as view/edit/refresh.
    const TABLE: [(&str, &str, &str); 15] = [
        ("dashboard", "100", "100"),
        ("monitor", "111", "101"),
        ("financeiro", "111", "000"),
        ("contratos", "111", "000"),
        ("propostas", "111", "000"),
        ("metas_dashboard", "100", "100"),
        ("metas", "110", "000"),
        ("produtividade", "111", "101"),
        ("agendamentos", "111", "101"),
        ("profissionais", "111", "100"),
        ("checklist_crc", "111", "111"),
        ("checklist_recepcao", "111", "111"),
        ("ajuda", "100", "100"),
        ("users", "000", "000"),
        ("settings", "000", "000"),
    ];

    fn digits(flags: Flags) -> String {
        [flags.view, flags.edit, flags.refresh].map(|flag| if flag { '1' } else { '0' }).into_iter().collect()
    }

    #[test]
    fn each_role_starts_with_its_column_of_the_table() {
        for (page, (key, gestor, operador)) in PageKey::ALL.into_iter().zip(TABLE) {
            assert_eq!(page.key(), key);
            assert_eq!(PageKey::from_key(key), Some(page));
            assert_eq!(digits(default_flags(Role::Admin, page)), "111", "{key}");
            assert_eq!(digits(default_flags(Role::Gestor, page)), gestor, "{key}");
            assert_eq!(digits(default_flags(Role::Operador, page)), operador, "{key}");
        }
    }

    #[test]
    fn roles_are_read_leniently_and_fall_back_to_the_least() {
        assert_eq!(Role::stored(Some(" admin ")), Role::Admin);
        assert_eq!(Role::stored(Some("Gestor")), Role::Gestor);
        for other in [Some("USER"), Some(""), None] {
            assert_eq!(Role::stored(other), Role::Operador);
        }
    }

    #[test]
    fn a_refresh_asks_for_the_pages_that_show_the_service() {
        use Service::*;
        for (service, admitted, refused) in [
            (Financeiro, PageKey::Agendamentos, PageKey::Financeiro),
            (Financeiro, PageKey::ChecklistRecepcao, PageKey::Monitor),
            (Faturamento, PageKey::Dashboard, PageKey::Propostas),
            (Comercial, PageKey::Propostas, PageKey::Contratos),
            (Contratos, PageKey::Contratos, PageKey::Dashboard),
            (Clinia, PageKey::ChecklistCrc, PageKey::ChecklistRecepcao),
            (MonitorMedico, PageKey::Monitor, PageKey::ChecklistCrc),
            (MonitorRecepcao, PageKey::Monitor, PageKey::ChecklistCrc),
            (Auth, PageKey::Settings, PageKey::Users),
        ] {
            assert!(refresh_pages(service).contains(&admitted), "{service}");
            assert!(!refresh_pages(service).contains(&refused), "{service}");
        }
    }

    #[test]
    fn paths_below_a_page_belong_to_it() {
        assert_eq!(PageKey::of_path("/metas/dashboard"), Some(PageKey::MetasDashboard));
        assert_eq!(PageKey::of_path("/metas"), Some(PageKey::Metas));
        assert_eq!(PageKey::of_path("/ajuda/readme"), Some(PageKey::Ajuda));
        assert_eq!(PageKey::of_path("/metasx"), None);
        assert_eq!(PageKey::of_path("/"), None);
    }

    #[test]
    fn after_signing_in_only_an_own_viewable_page_is_followed() {
        let operador = Permissions::of_role(Role::Operador);
        assert_eq!(landing(&operador, Some("/checklist-crc?dia=1")), "/checklist-crc?dia=1");
        for refused in
            ["//evil.example", "/\\evil.example", "https://evil.example", "/financeiro", "/x", "", "/\t/evil"]
        {
            assert_eq!(landing(&operador, Some(refused)), "/dashboard", "{refused}");
        }
        let mut nothing = operador;
        PageKey::ALL.into_iter().for_each(|page| nothing.set(page, Flags::NONE));
        assert_eq!(landing(&nothing, Some("/dashboard")), "/sem-acesso");
    }
}
