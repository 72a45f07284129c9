//! `hub_professional_list`: what the list is searched, filtered and sorted by, one row per professional.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use sqlx::{Database, Encode, FromRow, QueryBuilder, Type};

use super::{
    push_list, records,
    specialties::{self, Named},
};
use crate::{
    config::DocumentsMode,
    db::{Db, DbError, Dialect, Tx, during},
    in_snapshot, in_transaction,
    kernel::text::{cut, fold},
    on_tx,
    professionals::{
        catalogue::{CertificateStatus, ContractType},
        list::{Question, Sort, StatusFilter},
        numbers::digits,
        record::Record,
        standing::{self, Standing},
    },
};

/// Longest folded text that is sorted by.
const KEY: usize = 191;
/// Longest folded contract type, registration and run of digits.
const SHORT: usize = 64;
/// Professionals looked at in one go.
const CHUNK: usize = 500;

/// What the list knows of a professional. Empty texts stand for nothing.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(in crate::professionals) struct Listed {
    pub professional_id: String,
    name_fold: String,
    /// Folded name and specialties, one per line.
    search_text: String,
    /// The digits of CPF and CNPJ, one per line.
    digits: String,
    specialty_fold: String,
    contract_type_fold: String,
    registration_fold: String,
    contract_end: String,
    /// The last day of a certificate that is there.
    certidao_due: String,
    documents_done: i64,
    is_active: bool,
    is_pending: bool,
    /// 0 or 1; -1 in a row of a time that did not ask.
    has_feegow: i64,
}

impl Listed {
    /// What the list knows once it has looked at `record`.
    pub(in crate::professionals) fn of(record: &Record, mode: DocumentsMode) -> Self {
        let stored = &record.professional;
        let standing = Standing::of(record, mode);
        let folded = |text: &str, limit: usize| cut(&fold(text), limit).to_owned();
        let main = stored.primary_specialty.as_deref().unwrap_or(&stored.specialty);
        let numbers = [&stored.cpf, &stored.cnpj].map(|number| digits(number.as_deref().unwrap_or_default()));
        let names = std::iter::once(stored.name.clone()).chain(record.specialties());
        let registration = record
            .registrations
            .iter()
            .find(|registration| registration.is_primary)
            .map(|it| format!("{}/{} {}", it.council_type, it.council_uf, it.council_number));
        Self {
            professional_id: stored.id.clone(),
            name_fold: folded(&stored.name, KEY),
            search_text: names.map(|name| fold(&name)).collect::<Vec<_>>().join("\n"),
            digits: cut(&numbers.join("\n"), SHORT).to_owned(),
            specialty_fold: folded(main, KEY),
            contract_type_fold: folded(ContractType::label_of(&stored.contract_type), SHORT),
            registration_fold: folded(&registration.unwrap_or_default(), SHORT),
            contract_end: cut(stored.contract_end_date.as_deref().unwrap_or_default(), 10).to_owned(),
            certidao_due: cut(standing.due().unwrap_or_default(), 10).to_owned(),
            documents_done: i64::try_from(standing.done).unwrap_or(i64::MAX),
            is_active: stored.is_active,
            is_pending: standing.is_pending(),
            has_feegow: i64::from(stored.has_feegow_permissions),
        }
    }

    /// Every specialty, the main one included. They follow from what is compared with the register, so they are true
    /// whenever the rest is.
    fn specialties(&self) -> impl Iterator<Item = Named> {
        let others = self.search_text.split('\n').skip(1);
        let names = others.map(|name| cut(name, KEY)).chain(std::iter::once(self.specialty_fold.as_str()));
        names.filter(|name| !name.is_empty()).map(|name| (self.professional_id.clone(), name.to_owned()))
    }
}

const COLUMNS: &str = "SELECT CAST(professional_id AS CHAR) AS professional_id, CAST(name_fold AS CHAR) AS name_fold,
        CAST(search_text AS CHAR) AS search_text, CAST(digits AS CHAR) AS digits,
        CAST(specialty_fold AS CHAR) AS specialty_fold, CAST(contract_type_fold AS CHAR) AS contract_type_fold,
        CAST(registration_fold AS CHAR) AS registration_fold, CAST(contract_end AS CHAR) AS contract_end,
        CAST(certidao_due AS CHAR) AS certidao_due, CAST(documents_done AS SIGNED) AS documents_done,
        CAST(is_active AS SIGNED) AS is_active, CAST(is_pending AS SIGNED) AS is_pending,
        CAST(has_feegow AS SIGNED) AS has_feegow
    FROM hub_professional_list WHERE professional_id IN (";

/// What the list knows of these professionals, in no particular order.
pub(in crate::professionals) async fn known(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<Listed>, sqlx::Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new(COLUMNS);
        push_list(&mut query, ids);
        query.build_query_as().fetch_all(&mut **connection).await
    })
}

/// How many professionals `question` is about.
pub(in crate::professionals) async fn count(
    tx: &mut Tx<'_>,
    question: &Question,
    today: NaiveDate,
) -> Result<i64, sqlx::Error> {
    on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM hub_professional_list WHERE ");
        push_filters(&mut query, question, today);
        query.build_query_scalar().fetch_one(&mut **connection).await
    })
}

/// The ids on one page of `question`: sorted as asked, then by name and id. Who has nothing to be sorted by comes last.
pub(in crate::professionals) async fn page(
    tx: &mut Tx<'_>,
    question: &Question,
    today: NaiveDate,
) -> Result<Vec<String>, sqlx::Error> {
    on_tx!(&mut *tx, connection => {
        // Nothing else: what is sorted is kept narrow.
        let mut query =
            QueryBuilder::new("SELECT CAST(professional_id AS CHAR) FROM hub_professional_list WHERE ");
        push_filters(&mut query, question, today);
        query.push(" ORDER BY ");
        push_order(&mut query, question);
        query.push(" LIMIT ").push_bind(question.page_size);
        query.push(" OFFSET ").push_bind((question.page - 1).saturating_mul(question.page_size));
        query.build_query_scalar().fetch_all(&mut **connection).await
    })
}

fn push_filters<D: Database>(query: &mut QueryBuilder<D>, question: &Question, today: NaiveDate)
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    query.push(match question.status {
        StatusFilter::All => "1 = 1",
        StatusFilter::Active => "is_active = 1",
        StatusFilter::Inactive => "is_active = 0",
        StatusFilter::Pending => "is_pending = 1",
    });
    if let Some(status) = question.certificate {
        push_certificate(query, status, today);
    }
    if let Some(kind) = question.contract_type {
        query.push(" AND contract_type_fold = ").push_bind(fold(kind.label()));
    }
    if let Some(name) = &question.specialty {
        query.push(
            " AND professional_id IN (SELECT professional_id FROM hub_professional_specialties WHERE specialty_fold = ",
        );
        query.push_bind(cut(name, KEY).to_owned()).push(")");
    }
    for (column, wanted) in [("has_feegow", question.has_feegow), ("is_pending", question.is_pending)] {
        if let Some(wanted) = wanted {
            query.push(" AND ").push(column).push(if wanted { " = 1" } else { " = 0" });
        }
    }
    if let Some(search) = &question.search {
        query.push(" AND (INSTR(search_text, ").push_bind(search.text.clone()).push(") > 0");
        if let Some(digits) = &search.digits {
            query.push(" OR INSTR(digits, ").push_bind(digits.clone()).push(") > 0");
        }
        query.push(")");
    }
}

fn push_certificate<D: Database>(query: &mut QueryBuilder<D>, status: CertificateStatus, today: NaiveDate)
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let (today, warned) = standing::days(today);
    match status {
        CertificateStatus::Pendente => query.push(" AND certidao_due = ''"),
        CertificateStatus::Vencida => query.push(" AND certidao_due > '' AND certidao_due < ").push_bind(today),
        CertificateStatus::Vencendo => {
            query.push(" AND certidao_due >= ").push_bind(today).push(" AND certidao_due <= ").push_bind(warned)
        }
        CertificateStatus::Ok => query.push(" AND certidao_due > ").push_bind(warned),
    };
}

fn push_order<D: Database>(query: &mut QueryBuilder<D>, question: &Question) {
    let direction = if question.descending { " DESC, " } else { ", " };
    let mut by = |column: &str, may_be_empty: bool| {
        if may_be_empty {
            query.push("(").push(column).push(" = ''), ");
        }
        query.push(column).push(direction);
    };
    match question.sort {
        Sort::Name => by("name_fold", false),
        // Ativo before Inativo.
        Sort::Status => by("(1 - is_active)", false),
        Sort::Specialty => by("specialty_fold", true),
        Sort::ContractEndDate => by("contract_end", true),
        Sort::Registration => by("registration_fold", true),
        Sort::ContractType => by("contract_type_fold", false),
        Sort::Documents => by("documents_done", false),
        Sort::Certidao => by("certidao_due", true),
    }
    if question.sort != Sort::Name {
        query.push("name_fold, ");
    }
    query.push("professional_id");
}

/// Looks at one professional again, inside the transaction that changed them or something of theirs.
///
/// Every write to the register, the checklist or the documents ends with this.
pub(in crate::professionals) async fn keep(
    tx: &mut Tx<'_>,
    id: &str,
    mode: DocumentsMode,
) -> Result<Option<Record>, sqlx::Error> {
    let record = records::by_id(tx, id).await?;
    match &record {
        Some(record) => save(tx, &[Listed::of(record, mode)]).await?,
        None => forget(tx, &[id.to_owned()]).await?,
    }
    Ok(record)
}

/// Looks at everybody whom the list knows wrongly, because another program wrote, or a file came. Returns how many.
///
/// # Errors
/// Those of the database.
pub(in crate::professionals) async fn reconcile(db: &Db, mode: DocumentsMode) -> Result<usize, DbError> {
    let wrong =
        in_snapshot!(db, tx => { differing(tx, mode).await }).map_err(during("hub_professional_list.compare"))?;
    correct(db, mode, &wrong).await?;
    Ok(wrong.len())
}

/// Looks at these professionals again.
///
/// # Errors
/// Those of the database.
pub(in crate::professionals) async fn correct(db: &Db, mode: DocumentsMode, ids: &[String]) -> Result<(), DbError> {
    for ids in ids.chunks(CHUNK) {
        in_transaction!(db, tx => {
            let tx = &mut Tx::from(&mut **tx);
            // Whoever is being written by another request is waited for, and read afterwards.
            lock(tx, ids).await?;
            let records = records::by_ids(tx, ids).await?;
            let rows: Vec<Listed> = records.iter().map(|record| Listed::of(record, mode)).collect();
            let known: HashSet<&String> = rows.iter().map(|row| &row.professional_id).collect();
            let gone: Vec<String> = ids.iter().filter(|id| !known.contains(id)).cloned().collect();
            save(tx, &rows).await?;
            forget(tx, &gone).await
        })
        .map_err(during("hub_professional_list.correct"))?;
    }
    Ok(())
}

async fn differing(tx: &mut Tx<'_>, mode: DocumentsMode) -> Result<Vec<String>, sqlx::Error> {
    const IDS: &str = "SELECT CAST(id AS CHAR) FROM professionals";
    const LISTED: &str = "SELECT CAST(professional_id AS CHAR) FROM hub_professional_list";
    let ids: Vec<String> = on_tx!(&mut *tx, c => sqlx::query_scalar(IDS).fetch_all(&mut **c).await)?;
    let listed: Vec<String> = on_tx!(&mut *tx, c => sqlx::query_scalar(LISTED).fetch_all(&mut **c).await)?;
    let mut wrong: BTreeSet<String> = listed.into_iter().collect();
    for id in &ids {
        wrong.remove(id);
    }
    for ids in ids.chunks(CHUNK) {
        let records = records::by_ids(tx, ids).await?;
        let known = known(tx, ids).await?;
        let known: HashMap<&str, &Listed> = known.iter().map(|row| (row.professional_id.as_str(), row)).collect();
        let rows = records.iter().map(|record| Listed::of(record, mode));
        wrong.extend(
            rows.filter(|row| known.get(row.professional_id.as_str()) != Some(&row)).map(|row| row.professional_id),
        );
    }
    Ok(wrong.into_iter().collect())
}

/// Keeps other writers away from these professionals until the transaction ends. Nobody else's rows are touched.
pub(in crate::professionals) async fn lock(tx: &mut Tx<'_>, ids: &[String]) -> Result<Vec<String>, sqlx::Error> {
    // The embedded database has one writer at a time.
    const SUFFIX: Dialect = Dialect { mysql: " FOR UPDATE", sqlite: "" };
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let suffix = tx.pick(&SUFFIX);
    on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new("SELECT CAST(id AS CHAR) FROM professionals WHERE id IN (");
        push_list(&mut query, ids);
        query.push(suffix);
        query.build_query_scalar().fetch_all(&mut **connection).await
    })
}

async fn save(tx: &mut Tx<'_>, rows: &[Listed]) -> Result<(), sqlx::Error> {
    const ON_CONFLICT: Dialect = Dialect {
        mysql: " ON DUPLICATE KEY UPDATE name_fold = VALUES(name_fold), search_text = VALUES(search_text),
                 digits = VALUES(digits), specialty_fold = VALUES(specialty_fold),
                 contract_type_fold = VALUES(contract_type_fold), registration_fold = VALUES(registration_fold),
                 contract_end = VALUES(contract_end), certidao_due = VALUES(certidao_due),
                 documents_done = VALUES(documents_done), is_active = VALUES(is_active),
                 is_pending = VALUES(is_pending), has_feegow = VALUES(has_feegow)",
        sqlite: " ON CONFLICT (professional_id) DO UPDATE SET name_fold = excluded.name_fold,
                  search_text = excluded.search_text, digits = excluded.digits,
                  specialty_fold = excluded.specialty_fold, contract_type_fold = excluded.contract_type_fold,
                  registration_fold = excluded.registration_fold, contract_end = excluded.contract_end,
                  certidao_due = excluded.certidao_due, documents_done = excluded.documents_done,
                  is_active = excluded.is_active, is_pending = excluded.is_pending,
                  has_feegow = excluded.has_feegow",
    };
    if rows.is_empty() {
        return Ok(());
    }
    let suffix = tx.pick(&ON_CONFLICT);
    on_tx!(&mut *tx, connection => {
        let mut query = upsert(rows);
        query.push(suffix);
        query.build().execute(&mut **connection).await.map(|_| ())
    })?;
    let ids: Vec<String> = rows.iter().map(|row| row.professional_id.clone()).collect();
    let wanted = rows.iter().flat_map(Listed::specialties).collect();
    specialties::keep(tx, &ids, &wanted).await
}

fn upsert<D: Database>(rows: &[Listed]) -> QueryBuilder<D>
where
    String: Type<D> + for<'q> Encode<'q, D>,
    i64: Type<D> + for<'q> Encode<'q, D>,
{
    let mut query = QueryBuilder::new(
        "INSERT INTO hub_professional_list (professional_id, name_fold, search_text, digits, specialty_fold,
             contract_type_fold, registration_fold, contract_end, certidao_due, documents_done, is_active,
             is_pending, has_feegow) ",
    );
    query.push_values(rows, |mut tuple, row| {
        for text in [
            &row.professional_id,
            &row.name_fold,
            &row.search_text,
            &row.digits,
            &row.specialty_fold,
            &row.contract_type_fold,
            &row.registration_fold,
            &row.contract_end,
            &row.certidao_due,
        ] {
            tuple.push_bind(text.clone());
        }
        tuple.push_bind(row.documents_done);
        tuple.push_bind(i64::from(row.is_active)).push_bind(i64::from(row.is_pending)).push_bind(row.has_feegow);
    });
    query
}

/// Forgets professionals who are no more.
pub(in crate::professionals) async fn forget(tx: &mut Tx<'_>, ids: &[String]) -> Result<(), sqlx::Error> {
    if ids.is_empty() {
        return Ok(());
    }
    specialties::forget(tx, ids).await?;
    on_tx!(&mut *tx, connection => {
        let mut query = QueryBuilder::new("DELETE FROM hub_professional_list WHERE professional_id IN (");
        push_list(&mut query, ids);
        query.build().execute(&mut **connection).await.map(|_| ())
    })
}
