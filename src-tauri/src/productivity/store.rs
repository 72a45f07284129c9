//! Reads of `feegow_appointments` by who booked.

use super::model::Bookings;
use crate::{
    db::{Db, DbError, Dialect, during},
    kernel::Period,
    on_engine,
};

/// Statuses 3 (attended) and 7 (confirmed) are confirmed, 6 is a no-show. The key makes every row one appointment.
/// Answered from idx_feegow_appointments_hub_bookers alone. Spellings are told apart by their bytes on both engines.
const BOOKINGS: Dialect = Dialect {
    mysql: "SELECT CAST(booker AS CHAR) AS booker, CAST(COUNT(*) AS SIGNED) AS total,
                   CAST(SUM(status_id IN (3, 7)) AS SIGNED) AS confirmed, CAST(SUM(status_id = 6) AS SIGNED) AS no_show
            FROM (SELECT /*+ INDEX(feegow_appointments idx_feegow_appointments_hub_bookers) */
                         CONVERT(COALESCE(hub_booker, '') USING utf8mb4) COLLATE utf8mb4_bin AS booker,
                         COALESCE(status_id, 0) AS status_id
                  FROM feegow_appointments WHERE hub_booked_on >= ? AND hub_booked_on <= ?) AS booked
            GROUP BY booker",
    sqlite: "SELECT COALESCE(hub_booker, '') AS booker, COUNT(*) AS total,
                    SUM(COALESCE(status_id, 0) IN (3, 7)) AS confirmed, SUM(COALESCE(status_id, 0) = 6) AS no_show
             FROM feegow_appointments WHERE hub_booked_on >= ? AND hub_booked_on <= ?
             GROUP BY COALESCE(hub_booker, '')",
};

/// What was booked in `period`, per stored spelling of the booker. Nothing in an empty period.
pub(super) async fn bookings(db: &Db, period: Period) -> Result<Vec<Bookings>, DbError> {
    if period.first > period.last {
        return Ok(Vec::new());
    }
    let (first, last) = (period.first.to_string(), period.last.to_string());
    let sql = db.pick(&BOOKINGS);
    on_engine!(db, pool => sqlx::query_as(sql).bind(&first).bind(&last).fetch_all(pool).await)
        .map_err(during("feegow_appointments.bookings"))
}
