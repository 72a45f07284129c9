//! Integration tests: the real router, real databases, the fake upstream over HTTP.
#![allow(clippy::unwrap_used)]

mod access;
mod appointments;
mod auth_tokens;
mod cli;
mod clinia;
mod contracts;
mod documents;
mod exports;
mod fence;
mod finance;
mod finance_api;
mod http;
mod integrations;
mod medic;
mod migrations;
mod once;
mod operations;
mod process;
mod productivity;
mod professional_documents;
mod professionals;
mod proposals;
mod queues;
mod reception;
mod report;
mod runbook_documents;
mod runner;
mod simulator;
mod support;
mod templates;
