//! What a backfill says while it works.

use std::{
    io::IsTerminal,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use indicatif::{HumanDuration, ProgressBar, ProgressStyle};

use super::super::say;
use crate::{
    jobs::backfill::{Event, Part},
    kernel::Service,
};

/// Tells how far it is: a bar with the time left on a terminal, plain lines elsewhere.
pub(super) struct Teller {
    service: Service,
    bar: Option<ProgressBar>,
    /// The last progress text on plain lines: the same is not printed twice.
    last: Mutex<String>,
}

impl Teller {
    /// For the parts that are not done yet.
    pub(super) fn new(service: Service, parts: &[Part]) -> Self {
        let due = parts.iter().filter(|part| !part.is_done).count();
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(due as u64);
            let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {elapsed} ETA {eta}  {wide_msg}");
            if let Ok(style) = style {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Self { service, bar, last: Mutex::default() }
    }

    /// Says what happened.
    pub(super) fn tell(&self, event: &Event) {
        match event {
            Event::Waiting => self.line(&format!("another process is running {}: waiting", self.service)),
            Event::Skipped(name) => self.line(&format!("{name}: complete, skipped")),
            Event::Progress(text) => match &self.bar {
                Some(bar) => bar.set_message(text.clone()),
                None => self.plain(text),
            },
            Event::Ended(name, outcome) => {
                match outcome {
                    Ok(lines) => self.line(&format!("{name}: {lines} registros")),
                    Err(why) => self.line(&format!("{name}: FAILED: {why}")),
                }
                if let Some(bar) = &self.bar {
                    bar.inc(1);
                }
            }
            Event::Pause(pause) => match &self.bar {
                Some(bar) => bar.set_message(format!("pausing for {}", HumanDuration(*pause))),
                None => self.plain(&format!("pausing for {} s", pause.as_secs())),
            },
        }
    }

    /// Says something that stays on the screen.
    pub(super) fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(text)),
            None => say(text),
        }
    }

    fn plain(&self, text: &str) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if *last != text {
            say(text);
            text.clone_into(&mut last);
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
