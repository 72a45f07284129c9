//! The one router: every domain's routes behind the gate, the dashboard beside them.

use std::{any::Any, sync::Arc};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{Extensions, HeaderMap, StatusCode, Version, header},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
};

use super::{
    ApiError, Routes,
    attachment::AsItIs,
    body::COMPRESS_FROM_BYTES,
    envelope, events, gate, health, pages, protect,
    trace::{self, is_api},
};
use crate::{
    access, app::App, appointments, contracts, finance, operations, productivity, professionals, proposals, queues,
    templates,
};

/// Every route of the product with its rule.
pub fn routes() -> Routes {
    Routes::new()
        .merge(health::routes())
        .merge(events::routes())
        .merge(access::routes())
        .merge(queues::routes())
        .merge(appointments::routes())
        .merge(finance::routes())
        .merge(contracts::routes())
        .merge(proposals::routes())
        .merge(productivity::routes())
        .merge(professionals::routes())
        .merge(templates::routes())
        .merge(operations::routes())
}

/// The complete service, used by the server, the window and the tests alike.
///
/// # Panics
/// When a route was registered without a rule: such a product must not start.
pub fn router(app: App) -> Router {
    let routes = routes();
    let rules = routes.operations();
    let uploads: Arc<[(String, usize)]> = routes.uploads.clone().into();
    let (router, _openapi) = routes.router.split_for_parts();
    let router = router
        .fallback(elsewhere)
        .method_not_allowed_fallback(|| async { ApiError::method_not_allowed() })
        .layer(DefaultBodyLimit::max(protect::JSON_LIMIT_BYTES));
    gate::guard(router, &rules, &app)
        .layer(from_fn_with_state(uploads, protect::body_limit))
        .layer(from_fn_with_state(app.clone(), protect::csrf))
        .layer(from_fn(protect::head_limit))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(envelope::add_status))
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .layer(from_fn_with_state(app.clone(), trace::follow))
        .with_state(app)
}

/// What no route answers: an unknown path of the API, a file of the dashboard or one of its pages.
async fn elsewhere(State(app): State<App>, request: Request) -> Response {
    if is_api(request.uri().path()) {
        return ApiError::not_found().into_response();
    }
    pages::answer(&app, &request.into_parts().0).await
}

/// Answers that gain from being compressed on their way. One with an entity tag was made to be sent many times:
/// it brought its compressed form along, or does not gain from one. Stored files go out as they are.
fn worth_compressing() -> impl Predicate {
    let is_made_once = |_: StatusCode, _: Version, headers: &HeaderMap, about: &Extensions| {
        !headers.contains_key(header::ETAG) && about.get::<AsItIs>().is_none()
    };
    SizeAbove::new(COMPRESS_FROM_BYTES as u64)
        .and(NotForContentType::SSE)
        .and(NotForContentType::IMAGES)
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("audio/"))
        .and(is_made_once)
}

/// The message of the panic goes to the log, the client sees the same as for any failure.
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    ApiError::Internal(anyhow::anyhow!("panic: {message}")).into_response()
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request as HttpRequest, routing::get};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_internal_error_that_says_nothing() {
        let router: Router = Router::new()
            .route("/", get(async || -> &'static str { panic!("a secret") }))
            .layer(CatchPanicLayer::custom(panicked));
        let response = router.oneshot(HttpRequest::get("/").body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), 500);
        let body = axum::body::to_bytes(response.into_body(), 4096).await.unwrap();
        assert_eq!(&body[..], r#"{"error":"Erro interno","code":"INTERNAL"}"#.as_bytes());
    }
}
