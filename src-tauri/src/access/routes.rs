//! `/api/auth/*`: signing in and out, the session, the first administrator.

use crate::http::Routes;

/// The routes of sign-in.
pub fn routes() -> Routes {
    Routes::new()
}
