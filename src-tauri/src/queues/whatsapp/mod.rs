//! The waiting conversations on WhatsApp.
