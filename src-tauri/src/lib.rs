//! Hub Consultare as a library. In reading order:

/// Sign-in, sessions, users, page rights.
pub mod access;
/// The application: pools, clock, settings, built once and cloned everywhere.
pub mod app;
/// Appointments as copied from Feegow: what was booked, per day, month and year.
pub mod appointments;
/// One file per subcommand.
pub mod cli;
/// Settings, read from the environment once.
pub mod config;
/// The outside world: Feegow, Clinia. Knows HTTP and HTML, neither tables nor routes.
pub mod connectors;
/// Benefit-card contracts.
pub mod contracts;
/// MySQL or SQLite: pools, transactions, migrations, adoption of an existing database.
pub mod db;
/// The window. Hands requests to the same router.
#[cfg(feature = "desktop")]
pub mod desktop;
/// Documents in an S3 bucket or a folder: one type, two backends.
pub mod documents;
/// What is on screen as a file: tables as spreadsheets, as text, as PDF.
pub mod exports;
/// Billing: report lines, their sums, the general report.
pub mod finance;
/// Everything a request passes: router, gate, errors, cache, events, assets.
pub mod http;
/// Secrets of the integrations, at rest in `integrations_config`.
pub mod integrations;
/// The runner: agenda, listener, lease, exclusion, heartbeats; and the list of jobs.
pub mod jobs;
/// Small shared words: clock, days, text folding, clinic units. No I/O.
pub mod kernel;
/// Heartbeats of the sync services and requests to run them.
pub mod operations;
/// Stored files and the rows that name them, compared.
pub mod orphans;
/// Who books appointments, in which teams; names that forms offer.
pub mod productivity;
/// The register of the medical staff.
pub mod professionals;
/// Proposals: what patients were offered, and whether they took it.
pub mod proposals;
/// Live waiting rooms: medical, reception, WhatsApp.
pub mod queues;
/// The fake upstream: the same wire formats from the other side.
pub mod simulator;
/// Contract templates: `.docx` files with placeholders and what fills them.
pub mod templates;
