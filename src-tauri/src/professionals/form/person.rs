//! Who the professional is: telephone, ages, units, numbers.

use super::{Fields, NAME, NUMBER, optional, required};
use crate::{
    http::ApiError,
    professionals::{
        catalogue::{PartyType, SERVICE_UNITS},
        numbers::{digits, is_cnpj, is_cpf},
        record::Record,
    },
};

/// Longest e-mail address.
const EMAIL: usize = 180;
/// The oldest patient anybody sees.
const MAX_AGE: u32 = 120;

/// Ten or eleven digits, `None` without any text.
pub(super) fn phone(fields: &Fields<'_>) -> Result<Option<String>, ApiError> {
    let text = fields.text("phone")?;
    if text.is_empty() {
        return Ok(None);
    }
    let digits = digits(&text);
    if matches!(digits.len(), 10 | 11) {
        return Ok(Some(digits));
    }
    Err(ApiError::bad_request("PHONE_INVALID", "Telefone inválido. Use DDD + número (10 ou 11 dígitos)."))
}

/// `18-65`, the ages of the patients.
pub(super) fn age_range(fields: &Fields<'_>) -> Result<Option<String>, ApiError> {
    let text = fields.text("ageRange")?;
    if text.is_empty() {
        return Ok(None);
    }
    let age = |text: &str| -> Option<u32> {
        let text = text.trim();
        let is_short = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_short.then(|| text.parse().ok()).flatten()
    };
    let ages = text.split_once('-').and_then(|(min, max)| Some((age(min)?, age(max)?)));
    match ages {
        Some((min, max)) if min <= max && max <= MAX_AGE => Ok(Some(format!("{min}-{max}"))),
        _ => Err(ApiError::bad_request("AGE_RANGE_INVALID", "Faixa etária inválida: use mínimo-máximo, de 0 a 120.")),
    }
}

/// Units of the catalogue, each once.
pub(super) fn service_units(fields: &Fields<'_>) -> Result<Vec<&'static str>, ApiError> {
    let mut units = Vec::new();
    for item in fields.list("serviceUnits") {
        let name = item.as_str().unwrap_or_default().trim().to_uppercase();
        let Some(unit) = SERVICE_UNITS.into_iter().find(|unit| *unit == name) else {
            return Err(ApiError::bad_request("SERVICE_UNIT_INVALID", "Unidade de atendimento inválida."));
        };
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    Ok(units)
}

/// The number of the personal document.
pub(super) fn personal_doc_number(fields: &Fields<'_>) -> Result<String, ApiError> {
    let number = fields.limited("personalDocNumber", NUMBER)?;
    required(&number, "PERSONAL_DOC_NUMBER_REQUIRED", "Número do documento pessoal é obrigatório.")?;
    unmasked(&number)?;
    Ok(number)
}

/// An address with one `@` and a dot behind it.
pub(super) fn email(fields: &Fields<'_>) -> Result<Option<String>, ApiError> {
    let text = fields.limited("email", EMAIL)?;
    if text.is_empty() || is_email(&text) {
        return Ok(optional(text));
    }
    Err(ApiError::bad_request("EMAIL_INVALID", "Email inválido."))
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let has_inner_dot = domain.char_indices().any(|(at, c)| c == '.' && at > 0 && at + 1 < domain.len());
    !local.is_empty() && !domain.contains('@') && !text.contains(char::is_whitespace) && has_inner_dot
}

/// First and last day of the contract, in this order.
pub(super) fn contract_dates(fields: &Fields<'_>) -> Result<(Option<String>, Option<String>), ApiError> {
    let (start, end) = (fields.day("contractStartDate")?, fields.day("contractEndDate")?);
    if let (Some(start), Some(end)) = (&start, &end)
        && end < start
    {
        let message = "Data de fim do contrato não pode ser menor que a data de início.";
        return Err(ApiError::bad_request("CONTRACT_DATES_INVALID", message));
    }
    Ok((start, end))
}

/// What a contract names the party by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub cpf: Option<String>,
    pub cnpj: Option<String>,
    pub legal_name: Option<String>,
}

/// CPF of a person, CNPJ and name of a company; the other ones may be there, too.
pub(super) fn identity(fields: &Fields<'_>, party: PartyType, stored: Option<&Record>) -> Result<Identity, ApiError> {
    let (cpf, cnpj) = (fields.text("cpf")?, fields.text("cnpj")?);
    let legal_name = fields.limited("legalName", NAME)?;
    match party {
        PartyType::Pf => required(&cpf, "CPF_REQUIRED", "CPF é obrigatório para contratação PF.")?,
        PartyType::Pj => {
            required(&cnpj, "CNPJ_REQUIRED", "CNPJ é obrigatório para contratação PJ.")?;
            required(&legal_name, "LEGAL_NAME_REQUIRED", "Razão social é obrigatória para contratação PJ.")?;
        }
    }
    unmasked(&cpf)?;
    let old = stored.map(|record| &record.professional);
    let old_cpf = old.and_then(|professional| professional.cpf.as_deref());
    let old_cnpj = old.and_then(|professional| professional.cnpj.as_deref());
    Ok(Identity {
        cpf: number(&cpf, old_cpf, is_cpf)
            .ok_or_else(|| ApiError::bad_request("CPF_INVALID", "CPF inválido: confira os 11 dígitos."))?,
        cnpj: number(&cnpj, old_cnpj, is_cnpj)
            .ok_or_else(|| ApiError::bad_request("CNPJ_INVALID", "CNPJ inválido: confira os 14 dígitos."))?,
        legal_name: optional(legal_name),
    })
}

/// The digits of a number, or an `old` one that is no real number but has not changed; outer `None`: not acceptable.
#[allow(clippy::option_option, reason = "no number is acceptable, too")]
fn number(text: &str, old: Option<&str>, is_real: fn(&str) -> bool) -> Option<Option<String>> {
    if text.is_empty() {
        return Some(None);
    }
    let new = digits(text);
    if is_real(&new) {
        return Some(Some(new));
    }
    let unchanged = old.filter(|old| text == old.trim() || (!new.is_empty() && digits(old) == new))?;
    Some(Some(unchanged.to_owned()))
}

/// Somebody who sees stars must not save them.
fn unmasked(text: &str) -> Result<(), ApiError> {
    if !text.contains('*') {
        return Ok(());
    }
    Err(ApiError::bad_request("MASKED_VALUE", "O número está oculto por asteriscos: digite-o por inteiro."))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn with<T>(name: &str, value: Value, read: impl Fn(&Fields<'_>) -> Result<T, ApiError>) -> Result<T, &'static str> {
        let body = json!({ name: value });
        read(&Fields(body.as_object().unwrap())).map_err(|error| error.code())
    }

    #[test]
    fn ages_are_two_numbers_in_order() {
        let read = |text: &str| with("ageRange", json!(text), age_range);
        for (text, expected) in
            [("18 - 65", "18-65"), ("018-065", "18-65"), ("0-120", "0-120"), ("5-5", "5-5"), (" 0 -\t7", "0-7")]
        {
            assert_eq!(read(text), Ok(Some(expected.to_owned())), "{text}");
        }
        assert_eq!(read(" "), Ok(None));
        for text in ["65-18", "0-121", "Adulto", "5", "10–20", "1-2-3", "-5", "0001-5", "+1-5", "1.5-2"] {
            assert_eq!(read(text), Err("AGE_RANGE_INVALID"), "{text}");
        }
    }

    #[test]
    fn a_telephone_has_ten_or_eleven_digits() {
        let read = |text: &str| with("phone", json!(text), phone);
        assert_eq!(read("(11) 99999-0000"), Ok(Some("11999990000".to_owned())));
        assert_eq!(read("1133334444"), Ok(Some("1133334444".to_owned())));
        assert_eq!(read(""), Ok(None));
        for text in ["9999-0000", "+55 11 99999-0000", "ramal"] {
            assert_eq!(read(text), Err("PHONE_INVALID"), "{text}");
        }
    }

    #[test]
    fn an_address_has_one_at_and_a_dot_behind_it() {
        for good in ["a@b.c", "profissional.exemplo@example.com.br"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["a@b", "@b.c", "a@@b.c", "a b@c.d", "a@.c", "a@b.", "a.b", "a@b@c.d"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn units_are_of_the_catalogue_and_each_once() {
        let read = |value: Value| with("serviceUnits", value, service_units);
        assert_eq!(
            read(json!(["centro cambui ", "OURO VERDE", "Ouro Verde"])),
            Ok(vec!["CENTRO CAMBUI", "OURO VERDE"])
        );
        assert_eq!(read(json!("OURO VERDE")), Ok(vec![]));
        for value in [json!(["CENTRO"]), json!([1]), json!([""])] {
            assert_eq!(read(value.clone()), Err("SERVICE_UNIT_INVALID"), "{value}");
        }
    }

    #[test]
    fn an_old_number_that_is_none_may_stay() {
        assert_eq!(number("529.982.247-25", None, is_cpf), Some(Some("52998224725".to_owned())));
        assert_eq!(number("123", Some("1.2-3"), is_cpf), Some(Some("1.2-3".to_owned())));
        assert_eq!(number("124", Some("123"), is_cpf), None);
        assert_eq!(number("abc", Some(""), is_cpf), None);
        assert_eq!(number("", Some("123"), is_cpf), Some(None));
    }
}
