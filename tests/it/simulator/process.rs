//! `hub simulate` as a process: what it prints, how it ends.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A running `hub simulate`.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn it_prints_the_settings_and_ends_when_asked_to() {
    for signal in ["TERM", "INT"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        command.args(["simulate", "--port", "0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = Process(command.spawn().unwrap());
        let mut lines = BufReader::new(process.0.stdout.take().unwrap()).lines().map(Result::unwrap);
        assert!(lines.next().unwrap().starts_with("# The fake upstream listens on http://127.0.0.1:"));
        let settings: Vec<String> = lines.by_ref().take(16).collect();
        assert!(settings.iter().all(|line| line.contains('=')), "{settings:?}");
        assert!(settings[0].starts_with("FEEGOW_WEB_BASE_URL=http://127.0.0.1:"));
        assert!(settings[15].starts_with("GOOGLE_PRIVATE_KEY=\"-----BEGIN"));
        let id = process.0.id().to_string();
        assert!(Command::new("sh").args(["-c", &format!("kill -{signal} {id}")]).status().unwrap().success());
        assert_eq!(process.0.wait().unwrap().code(), Some(0), "{signal}");
    }
}
