//! `hub serve`: its line, its settings, its end.

use std::time::Duration;

use hub_lib::kernel::Clock;

use super::Terminal;

#[tokio::test]
async fn it_prints_one_line_with_its_address_and_ends_when_asked() {
    let terminal = Terminal::new(&[("WORKERS_ENABLED", "0")]);
    let server = terminal.serve(&[]).await;
    assert!(server.address.starts_with("http://127.0.0.1:"), "{}", server.address);
    assert_eq!(server.health().await["orchestrator"], "off");
    let (status, rest) = server.terminate().await;
    assert_eq!((status, rest.as_str()), (0, ""));
    assert!(terminal.path("data/hub.db").is_file());
}

#[tokio::test]
async fn the_file_beside_completes_the_environment_which_wins() {
    let mut terminal = Terminal::new(&[]);
    let file = "HUB_BIND=127.0.0.2\nWORKERS_ENABLED=0\nSQLITE_PATH='my data/clinic.db'\nLOG_LEVEL=off off\n";
    std::fs::write(terminal.path(".env"), file).unwrap();
    let server = terminal.serve(&[]).await;
    assert!(server.address.starts_with("http://127.0.0.2:"), "{}", server.address);
    assert_eq!(server.health().await["orchestrator"], "off");
    assert!(terminal.path("my data/clinic.db").is_file());
    assert_eq!(server.terminate().await.0, 0);

    terminal.set("HUB_BIND", "127.0.0.3");
    let server = terminal.serve(&[]).await;
    assert!(server.address.starts_with("http://127.0.0.3:"), "the environment wins: {}", server.address);
    let server = terminal.serve(&["--bind", "127.0.0.4"]).await;
    assert!(server.address.starts_with("http://127.0.0.4:"), "the command line wins: {}", server.address);

    let told = terminal.hub(&["migrate"]).await;
    assert!(told.err.contains(".env: a line after SQLITE_PATH cannot be read"), "{told:?}");
}

#[tokio::test]
async fn a_taken_port_is_told_with_a_way_out() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let terminal = Terminal::new(&[("WORKERS_ENABLED", "0"), ("PORT", &address.port().to_string())]);
    for command in ["serve", "demo"] {
        let ended = terminal.hub(&[command]).await;
        assert_eq!(ended.status, 1, "{ended:?}");
        assert!(ended.err.contains(&format!("cannot listen on {address}")), "{ended:?}");
        assert!(ended.err.contains("the port is taken") && ended.err.contains("--port"), "{ended:?}");
    }
}

#[tokio::test]
async fn a_repaired_address_is_used_with_a_warning() {
    let terminal = Terminal::new(&[("NEXTAUTH_URL", "https:// https://painel.example.com"), ("HUB_BIND", "192.0.2.1")]);
    let ended = terminal.hub(&["serve"]).await;
    assert_eq!(ended.status, 1, "this machine has no such address: {ended:?}");
    assert!(ended.err.contains("NEXTAUTH_URL was corrected to https://painel.example.com"), "{ended:?}");
    assert!(ended.err.contains("correct --bind or HUB_BIND"), "{ended:?}");
}

#[tokio::test]
async fn the_embedded_database_belongs_to_the_server_that_runs_the_workers() {
    let terminal = Terminal::new(&[]);
    let server = terminal.serve(&[]).await;
    let clock = Clock::system();
    for _ in 0..100 {
        if server.health().await["orchestrator"] == "active" {
            break;
        }
        clock.sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(server.health().await["orchestrator"], "active");
    let busy = terminal.hub(&["sync", "clinia"]).await;
    assert_eq!(busy.status, 3, "{busy:?}");

    let doctor = terminal.hub(&["doctor"]).await;
    assert!(doctor.out.contains("run by a process on this machine"), "{}", doctor.out);
    assert_eq!(server.terminate().await.0, 0, "it did not notice being looked at");
    let doctor = terminal.hub(&["doctor"]).await;
    assert!(doctor.out.contains("nobody runs them right now"), "{}", doctor.out);
}
