//! Reading the list: what is asked for, and one page of it.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    catalogue::{CertificateStatus, ContractType},
    numbers::digits,
    record::Record,
    store::{listing, records},
};
use crate::{app::App, db::during, http::ApiError, in_snapshot, kernel::text::fold};

/// Rows of a page when nothing else is asked for.
const PAGE_SIZE: i64 = 20;
/// Most rows of a page.
const MAX_PAGE_SIZE: i64 = 100;
/// Higher pages are all equally empty.
const MAX_PAGE: i64 = 1_000_000_000;
/// A search with so many digits is also about CPF and CNPJ.
const DIGITS_WORTH_IT: usize = 3;

/// Which professionals are asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct ListParams {
    /// Part of a name or specialty, whatever its case and accents; of a CPF or CNPJ from three digits on.
    search: Option<String>,
    /// `all`, `active`, `inactive` or `pending`.
    #[param(example = "pending")]
    status: Option<String>,
    /// `all`, `OK`, `VENCENDO`, `VENCIDA` or `PENDENTE`.
    #[param(example = "VENCENDO")]
    certidao_status: Option<String>,
    /// `all` or a code of the catalogue.
    #[param(example = "PJ_PADRAO")]
    contract_type: Option<String>,
    /// `all` or a name, whatever its case and accents: whoever has this specialty, the main one or another.
    #[param(example = "Cardiologia")]
    specialty: Option<String>,
    /// `all`, `true` (has access to Feegow) or `false`.
    #[param(example = "true")]
    has_feegow_permissions: Option<String>,
    /// `all`, `true` (something is missing) or `false` (the record is complete), active or not.
    #[param(example = "false")]
    pending: Option<String>,
    /// 1 when missing.
    page: Option<String>,
    /// 20 when missing, 100 at most.
    page_size: Option<String>,
    /// `name`, `status`, `specialty`, `contractEndDate`, `registration`, `contractType`, `documents` or `certidao`.
    #[param(example = "certidao")]
    sort: Option<String>,
    /// `asc` or `desc`.
    dir: Option<String>,
}

/// What was asked, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub search: Option<Search>,
    pub status: StatusFilter,
    pub certificate: Option<CertificateStatus>,
    pub contract_type: Option<ContractType>,
    /// Folded.
    pub specialty: Option<String>,
    pub has_feegow: Option<bool>,
    pub is_pending: Option<bool>,
    pub sort: Sort,
    pub descending: bool,
    pub page: i64,
    pub page_size: i64,
}

/// A text to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Search {
    /// Folded; in names and specialties.
    pub text: String,
    /// In CPF and CNPJ, when there are enough of them.
    pub digits: Option<String>,
}

/// Which part of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StatusFilter {
    All,
    Active,
    Inactive,
    /// Something is missing, active or not.
    Pending,
}

/// What the list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Name,
    Status,
    Specialty,
    ContractEndDate,
    Registration,
    ContractType,
    Documents,
    Certidao,
}

impl ListParams {
    /// What is asked. A status, certificate, order or page that cannot be understood is the default, as it always was;
    /// the other filters are refused, for whoever asks for a part is not given everything.
    ///
    /// # Errors
    /// 400 `CONTRACT_TYPE_INVALID`, `FEEGOW_PERMISSIONS_INVALID`, `PENDING_INVALID`.
    pub(super) fn question(&self) -> Result<Question, ApiError> {
        let search = self.search.as_deref().map(fold).filter(|text| !text.is_empty());
        Ok(Question {
            search: search.map(|text| {
                let digits = digits(&text);
                Search { digits: (digits.len() >= DIGITS_WORTH_IT).then_some(digits), text }
            }),
            status: match word(&self.status).as_str() {
                "active" => StatusFilter::Active,
                "inactive" => StatusFilter::Inactive,
                "pending" => StatusFilter::Pending,
                _ => StatusFilter::All,
            },
            certificate: self.certidao_status.as_deref().and_then(CertificateStatus::from_name),
            contract_type: contract_type(&word(&self.contract_type))?,
            specialty: self.specialty.as_deref().map(fold).filter(|name| !is_all(name)),
            has_feegow: flag(
                &word(&self.has_feegow_permissions),
                "FEEGOW_PERMISSIONS_INVALID",
                "hasFeegowPermissions",
            )?,
            is_pending: flag(&word(&self.pending), "PENDING_INVALID", "pending")?,
            sort: match word(&self.sort).as_str() {
                "status" => Sort::Status,
                "specialty" => Sort::Specialty,
                "contractenddate" => Sort::ContractEndDate,
                "registration" => Sort::Registration,
                "contracttype" => Sort::ContractType,
                "documents" => Sort::Documents,
                "certidao" => Sort::Certidao,
                _ => Sort::Name,
            },
            descending: word(&self.dir) == "desc",
            page: page_number(self.page.as_deref()),
            page_size: page_size(self.page_size.as_deref()),
        })
    }
}

fn word(text: &Option<String>) -> String {
    text.as_deref().unwrap_or_default().trim().to_lowercase()
}

/// Whether a filter in small letters filters nothing.
fn is_all(word: &str) -> bool {
    word.is_empty() || word == "all"
}

fn contract_type(word: &str) -> Result<Option<ContractType>, ApiError> {
    if is_all(word) {
        return Ok(None);
    }
    let known = ContractType::from_code(&word.to_uppercase());
    known.map(Some).ok_or_else(|| ApiError::bad_request("CONTRACT_TYPE_INVALID", "Tipo de contrato inválido."))
}

fn flag(word: &str, code: &'static str, name: &str) -> Result<Option<bool>, ApiError> {
    match word {
        "true" => Ok(Some(true)),
        "false" => Ok(Some(false)),
        word if is_all(word) => Ok(None),
        _ => Err(ApiError::bad_request(code, format!("{name} inválido (use all, true ou false)."))),
    }
}

/// The page asked for; 1 when it is none.
pub(super) fn page_number(text: Option<&str>) -> i64 {
    number(text).unwrap_or(1).min(MAX_PAGE)
}

/// Rows of a page, at most 100; 20 when none are asked for.
pub(super) fn page_size(text: Option<&str>) -> i64 {
    number(text).unwrap_or(PAGE_SIZE).min(MAX_PAGE_SIZE)
}

/// A whole number from 1 on, rounded down; `None` for anything else.
fn number(text: Option<&str>) -> Option<i64> {
    let number: f64 = text?.trim().parse().ok()?;
    // Saturates: whoever asks for page 10^300 gets the last one there is.
    #[allow(clippy::cast_possible_truncation, reason = "finite and rounded down")]
    (number.is_finite() && number >= 1.0).then_some(number as i64)
}

/// One page of the register.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub records: Vec<Record>,
    pub total: i64,
}

/// The page asked for. When the list turns out to know a shown professional wrongly, it looks again, once.
pub(super) async fn read(app: &App, question: &Question, today: NaiveDate) -> Result<Page, ApiError> {
    app.professionals.keep_true(app).await?;
    let (page, wrong) = look(app, question, today).await?;
    if wrong.is_empty() {
        return Ok(page);
    }
    listing::correct(&app.db, app.config.professionals.documents_mode, &wrong).await?;
    Ok(look(app, question, today).await?.0)
}

/// The page as the list knows it, and the ids on it that it knows wrongly.
async fn look(app: &App, question: &Question, today: NaiveDate) -> Result<(Page, Vec<String>), ApiError> {
    let mode = app.config.professionals.documents_mode;
    let (total, listed, records) = in_snapshot!(&app.db, tx => {
        let total = listing::count(tx, question, today).await?;
        let ids = listing::page(tx, question, today).await?;
        let listed = listing::known(tx, &ids).await?;
        let records = records::by_ids(tx, &ids).await?;
        Ok((total, listed, records))
    })
    .map_err(during("professionals.list"))?;
    let is_known = |row: &&listing::Listed| {
        let record = records.iter().find(|record| record.professional.id == row.professional_id);
        record.is_some_and(|record| listing::Listed::of(record, mode) == **row)
    };
    let wrong = listed.iter().filter(|row| !is_known(row)).map(|row| row.professional_id.clone()).collect();
    Ok((Page { records, total }, wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(page: Option<&str>, size: Option<&str>) -> (i64, i64) {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let question =
            ListParams { page: text(page), page_size: text(size), ..ListParams::default() }.question().unwrap();
        (question.page, question.page_size)
    }

    #[test]
    fn pages_are_read_leniently() {
        for (text, expected) in [
            (None, (1, 20)),
            (Some(""), (1, 20)),
            (Some("0"), (1, 20)),
            (Some("-3"), (1, 20)),
            (Some("0.5"), (1, 20)),
            (Some("2.9"), (2, 2)),
            (Some(" 3 "), (3, 3)),
            (Some("abc"), (1, 20)),
            (Some("NaN"), (1, 20)),
            (Some("inf"), (1, 20)),
            (Some("500"), (500, 100)),
            (Some("1e300"), (MAX_PAGE, 100)),
        ] {
            assert_eq!(asked(text, text), expected, "{text:?}");
        }
    }

    #[test]
    fn words_are_read_in_any_case_and_others_mean_everything() {
        let params = |status: &str, certificate: &str, sort: &str, dir: &str| {
            ListParams {
                status: Some(status.into()),
                certidao_status: Some(certificate.into()),
                sort: Some(sort.into()),
                dir: Some(dir.into()),
                ..ListParams::default()
            }
            .question()
            .unwrap()
        };
        let question = params("PENDING", "vencendo", "contractEndDate", "DESC");
        assert_eq!(question.status, StatusFilter::Pending);
        assert_eq!(question.certificate, Some(CertificateStatus::Vencendo));
        assert_eq!((question.sort, question.descending), (Sort::ContractEndDate, true));
        let question = params("x", "all", "id; DROP TABLE professionals", "down");
        assert_eq!((question.status, question.certificate), (StatusFilter::All, None));
        assert_eq!((question.sort, question.descending), (Sort::Name, false));
    }

    #[test]
    fn three_digits_are_also_a_number() {
        let search =
            |text: &str| ListParams { search: Some(text.into()), ..ListParams::default() }.question().unwrap().search;
        assert_eq!(search("  "), None);
        assert_eq!(search(" JOÃO 12 "), Some(Search { text: "joao 12".into(), digits: None }));
        let digits = Some("529982".into());
        assert_eq!(search("529.982"), Some(Search { text: "529.982".into(), digits }));
    }
}
