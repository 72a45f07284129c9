//! How much memory a process uses, as the kernel counts it.

use std::{fs, path::PathBuf};

const BYTES_PER_KB: u64 = 1024;

/// A process that is watched.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    process: u32,
}

impl Memory {
    pub fn of(process: u32) -> Self {
        Self { process }
    }

    /// Bytes in memory now. The peak begins here.
    pub fn begin(self) -> u64 {
        fs::write(self.file("clear_refs"), "5").unwrap();
        self.status("VmRSS:")
    }

    /// The most that was in memory since [`Memory::begin`].
    pub fn peak(self) -> u64 {
        self.status("VmHWM:")
    }

    fn status(self, name: &str) -> u64 {
        let status = fs::read_to_string(self.file("status")).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * BYTES_PER_KB
    }

    fn file(self, name: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{name}", self.process))
    }
}
