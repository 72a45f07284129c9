//! The live waiting rooms: who waits at the reception, for a doctor, on WhatsApp.

pub mod medic;
pub mod reception;
pub mod whatsapp;
