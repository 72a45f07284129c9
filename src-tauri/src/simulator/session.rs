//! Web sessions: a cookie for everyone, one signed-in session at a time, a unit context each.

use std::collections::{HashMap, VecDeque};

/// How many sessions are remembered; the oldest are forgotten first.
const LIMIT: usize = 500;

/// The sessions of the web pages.
#[derive(Debug, Default)]
pub struct Sessions {
    /// Unit context by session id; 0 until switched.
    units: HashMap<String, i64>,
    order: VecDeque<String>,
    /// The one session that is signed in.
    signed_in: Option<String>,
}

impl Sessions {
    /// Whether a session of this id was ever opened.
    pub fn knows(&self, id: &str) -> bool {
        self.units.contains_key(id)
    }

    /// Opens a session, signed out.
    pub fn open(&mut self) -> String {
        let id = uuid::Uuid::new_v4().simple().to_string().to_uppercase();
        self.units.insert(id.clone(), 0);
        self.order.push_back(id.clone());
        while self.order.len() > LIMIT {
            match self.order.pop_front() {
                Some(oldest) if self.is_signed_in(&oldest) => self.order.push_back(oldest),
                Some(oldest) => drop(self.units.remove(&oldest)),
                None => break,
            }
        }
        id
    }

    /// Whether this session is signed in.
    pub fn is_signed_in(&self, id: &str) -> bool {
        self.signed_in.as_deref() == Some(id)
    }

    /// Whether somebody else is signed in.
    pub fn is_taken(&self, id: &str) -> bool {
        self.signed_in.as_deref().is_some_and(|other| other != id)
    }

    /// Signs a session in; its unit context starts at 0.
    pub fn sign_in(&mut self, id: &str) {
        self.signed_in = Some(id.to_owned());
        self.units.insert(id.to_owned(), 0);
    }

    /// Ends whichever session is signed in.
    pub fn end_signed_in(&mut self) {
        self.signed_in = None;
    }

    /// Ends a session as its age would.
    pub fn end(&mut self, id: &str) {
        if self.is_signed_in(id) {
            self.signed_in = None;
        }
    }

    /// The unit context of a session.
    pub fn unit(&self, id: &str) -> i64 {
        self.units.get(id).copied().unwrap_or_default()
    }

    /// Switches the unit context of a session.
    pub fn switch(&mut self, id: &str, unit: i64) {
        self.units.insert(id.to_owned(), unit);
    }
}
