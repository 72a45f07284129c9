//! The council registrations of a form: at least one, exactly one of them primary.

use serde_json::Map;

use super::{Fields, NUMBER, required, too_long};
use crate::{
    http::ApiError,
    professionals::{
        catalogue::{COUNCILS, UFS},
        record::{Record, StoredRegistration},
    },
};

/// Most registrations of one person: twice what the councils and states of the country would give a busy one.
const MOST: usize = 100;

/// One registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::professionals) struct RegistrationForm {
    /// The stored row it is; `None` for a new one.
    pub id: Option<String>,
    pub council_type: String,
    pub council_number: String,
    pub council_uf: String,
    pub is_primary: bool,
}

impl RegistrationForm {
    /// Whether it names the same council, number and state as a stored row.
    pub fn is_same(&self, row: &StoredRegistration) -> bool {
        self.council_type == row.council_type.to_uppercase()
            && self.council_number == row.council_number.trim()
            && self.council_uf == row.council_uf.to_uppercase()
    }
}

/// Reads `registrations`.
pub(super) fn read(fields: &Fields<'_>, stored: Option<&Record>) -> Result<Vec<RegistrationForm>, ApiError> {
    let rows = stored.map_or(&[][..], |record| record.registrations.as_slice());
    let mut read: Vec<RegistrationForm> = Vec::new();
    let items = fields.list("registrations");
    if items.len() > MOST {
        return Err(too_long("registrations"));
    }
    for item in items {
        let nothing = Map::new();
        let fields = Fields(item.as_object().unwrap_or(&nothing));
        let id = fields.text("id")?;
        let row = rows.iter().find(|row| row.id == id).filter(|_| read.iter().all(|it| it.id.as_ref() != Some(&id)));
        let registration = RegistrationForm {
            id: row.map(|row| row.id.clone()),
            council_type: fields.upper("councilType")?,
            council_number: fields.text("councilNumber")?,
            council_uf: fields.upper("councilUf")?,
            is_primary: fields.flag("isPrimary"),
        };
        if !row.is_some_and(|row| registration.is_same(row)) {
            check(&registration)?;
        }
        read.push(registration);
    }
    if read.is_empty() {
        return Err(ApiError::bad_request("REGISTRATION_REQUIRED", "Informe ao menos um registro regional."));
    }
    if read.iter().filter(|registration| registration.is_primary).count() != 1 {
        let message = "Marque exatamente um registro regional como principal.";
        return Err(ApiError::bad_request("PRIMARY_REGISTRATION_INVALID", message));
    }
    Ok(read)
}

fn check(registration: &RegistrationForm) -> Result<(), ApiError> {
    if !COUNCILS.contains(&registration.council_type.as_str()) {
        return Err(ApiError::bad_request("COUNCIL_TYPE_INVALID", "Conselho profissional inválido."));
    }
    required(&registration.council_number, "COUNCIL_NUMBER_REQUIRED", "Número do registro regional é obrigatório.")?;
    if registration.council_number.chars().count() > NUMBER {
        return Err(too_long("councilNumber"));
    }
    if !UFS.contains(&registration.council_uf.as_str()) {
        return Err(ApiError::bad_request("COUNCIL_UF_INVALID", "UF do registro regional inválida."));
    }
    Ok(())
}
