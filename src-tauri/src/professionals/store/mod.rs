//! All SQL of the register. Every statement runs on an open transaction or snapshot.

pub mod audit;
pub(super) mod children;
pub(super) mod files;
pub(super) mod listing;
pub(super) mod people;
pub(super) mod records;
mod specialties;
pub(super) mod templates;
pub(super) mod watch;

use sqlx::{Database, Encode, QueryBuilder, Type};

/// The rest of `column IN (`: the bound texts and the closing bracket. The list must not be empty.
pub(super) fn push_list<D: Database>(query: &mut QueryBuilder<D>, texts: &[String])
where
    String: Type<D> + for<'q> Encode<'q, D>,
{
    let mut list = query.separated(", ");
    for text in texts {
        list.push_bind(text.clone());
    }
    query.push(")");
}
