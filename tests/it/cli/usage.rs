//! Help texts, wrong usage, wrong settings, exit statuses.

use sqlx::Connection;

use super::{SECRET, Terminal};
use crate::support::MySqlDatabase;

/// Each command's help and what a stranger looks for in it.
const HELP: [(&[&str], &[&str]); 11] = [
    (
        &[],
        &["serve", "demo", "doctor", ".env", "Exit status: 0 done, 1 failed, 2 wrong usage", "hub migrate --dry-run"],
    ),
    (&["serve"], &["--bind <ADDRESS>", "--port <PORT>", "[default: PORT, else 3000]", "WORKERS_ENABLED=0"]),
    (&["demo"], &["--simulator-port", "--seed <N>", "data/demo", "--on-this-database"]),
    (&["migrate"], &["--dry-run", "nothing is changed or deleted", "MYSQL_URL=mysql://"]),
    (&["sync"], &["monitor_medico, monitor_recepcao, clinia", "3 busy", "4 done in part"]),
    (&["doctor"], &["It looks only", "FIX", "Exit status: 0 nothing to fix"]),
    (&["user"], &["create", "reset-password"]),
    (&["user", "create"], &["--email", "--role", "ADMIN, GESTOR, OPERADOR", "Example"]),
    (&["user", "reset-password"], &["--email", "--password-stdin"]),
    (&["simulate"], &["/__control", "[default: 9099]", "invented"]),
    (&["openapi"], &["hub openapi > openapi.json"]),
];

#[tokio::test]
async fn every_help_text_says_what_a_stranger_needs() {
    let terminal = Terminal::new(&[]);
    for (command, facts) in HELP {
        let ended = terminal.hub(&[command, &["--help"]].concat()).await;
        assert_eq!(ended.status, 0, "{command:?}");
        assert!(ended.out.contains(&format!("Usage: {}", [&["hub"], command].concat().join(" "))), "{}", ended.out);
        for fact in facts {
            assert!(ended.out.contains(fact), "{fact:?} in the help of {command:?}:\n{}", ended.out);
        }
        let widest = ended.out.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(150), "{command:?} has lines of {widest:?} characters");
    }
    assert!(terminal.contents().is_empty(), "asking for help leaves nothing behind");
}

#[tokio::test]
async fn wrong_usage_is_told_before_anything_is_tried() {
    let terminal = Terminal::new(&[]);
    for arguments in [
        &["serv"][..],
        &["serve", "--prot", "80"],
        &["serve", "--port", "http"],
        &["serve", "--bind", "everywhere"],
        &["sync"],
        &["user", "create"],
        &["migrate", "--force"],
    ] {
        let ended = terminal.hub(arguments).await;
        assert_eq!(ended.status, 2, "{arguments:?}");
        assert!(ended.err.contains("error:") && ended.err.contains("--help"), "{arguments:?}: {}", ended.err);
    }
    assert!(terminal.contents().is_empty());
}

#[tokio::test]
async fn every_problem_with_the_settings_is_told_at_once() {
    let settings = [
        ("DB_PROVIDER", "oracle"),
        ("HUB_BIND", "everywhere"),
        ("NEXTAUTH_SECRET", "short-hush"),
        ("NEXTAUTH_URL", "painel.example.com"),
    ];
    let terminal = Terminal::new(&settings);
    for command in ["serve", "doctor"] {
        let ended = terminal.hub(&[command]).await;
        assert_eq!(ended.status, 2, "{command}");
        for (name, _) in settings {
            assert!(ended.err.contains(name), "{name} in what {command} says:\n{}", ended.err);
        }
        assert!(!ended.err.contains("short-hush"), "{}", ended.err);
        assert_eq!(ended.out, "");
    }
    assert!(terminal.contents().is_empty(), "nothing was tried");
}

#[tokio::test]
async fn an_address_without_a_scheme_is_an_invalid_url() {
    let mut terminal = Terminal::new(&[]);
    for (address, shown) in [("painel.example.com", true), ("https://user:hush@painel.example.com", false)] {
        terminal.set("NEXTAUTH_URL", address);
        for command in ["serve", "doctor"] {
            let ended = terminal.hub(&[command]).await;
            assert_eq!(ended.status, 2, "{command}");
            assert!(ended.err.starts_with("Invalid URL: NEXTAUTH_URL"), "{}", ended.err);
            assert_eq!(ended.err.contains(address), shown, "{}", ended.err);
            assert!(!ended.err.contains("hush"), "{}", ended.err);
        }
    }
    let ended = terminal.hub(&["migrate"]).await;
    assert_eq!(ended.status, 0, "the address people open does not matter to the schema: {}", ended.err);
}

#[tokio::test]
async fn a_mysql_that_cannot_be_used_stops_every_command_and_makes_no_file() {
    let refused = Terminal::new(&[("MYSQL_URL", "mysql://root:hush@127.0.0.1:9/hub"), ("NEXTAUTH_SECRET", SECRET)]);
    let create = ["user", "create", "--email", "ana@example.com", "--name", "Ana Exemplo", "--role", "ADMIN"];
    let commands =
        [&["serve"][..], &["migrate"], &["migrate", "--dry-run"], &["sync", "clinia"], &["doctor"], &["demo"], &create];
    for arguments in commands {
        let ended = refused.hub(arguments).await;
        assert_eq!(ended.status, 1, "{arguments:?}: {ended:?}");
        let told = format!("{}{}", ended.out, ended.err);
        assert!(told.contains("127.0.0.1:9/hub") && told.contains("MYSQL_URL"), "{arguments:?}: {told}");
        assert!(!told.contains("hush"), "{arguments:?}: {told}");
    }
    assert!(refused.contents().is_empty(), "{:?}", refused.contents());

    let unset = Terminal::new(&[("DB_PROVIDER", "mysql"), ("NEXTAUTH_SECRET", SECRET)]);
    for arguments in commands {
        let ended = unset.hub(arguments).await;
        assert_eq!(ended.status, 2, "{arguments:?}: {ended:?}");
        assert!(ended.err.contains("MYSQL_URL: not set"), "{arguments:?}: {}", ended.err);
    }
    assert!(unset.contents().is_empty(), "{:?}", unset.contents());
}

#[tokio::test]
async fn a_preview_of_the_schema_changes_nothing() {
    let sqlite = Terminal::new(&[]);
    let ended = sqlite.hub(&["migrate", "--dry-run"]).await;
    assert!(ended.status == 0 && ended.out.contains("users"), "{ended:?}");
    assert!(sqlite.contents().is_empty());

    let Some(database) = MySqlDatabase::create().await else { return };
    let mysql = Terminal::new(&[("MYSQL_URL", database.url())]);
    let ended = mysql.hub(&["migrate", "--dry-run"]).await;
    assert!(ended.status == 0 && ended.out.contains("users"), "{ended:?}");
    assert_eq!(tables(&database).await, 0);
    assert_eq!(mysql.hub(&["migrate"]).await.status, 0);
    assert!(tables(&database).await > 20);
    let again = mysql.hub(&["migrate"]).await;
    assert!(again.out.contains(" 0 changes"), "{again:?}");
    assert!(mysql.contents().is_empty());
}

/// Tables in the database.
pub(super) async fn tables(database: &MySqlDatabase) -> i64 {
    let mut connection = sqlx::MySqlConnection::connect(database.url()).await.unwrap();
    sqlx::query_scalar("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()")
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_worker_in_the_foreground_ends_with_what_became_of_it() {
    let terminal = Terminal::new(&[]);
    let unknown = terminal.hub(&["sync", "custo"]).await;
    assert_eq!(unknown.status, 2, "{unknown:?}");
    assert!(unknown.err.contains("monitor_medico, monitor_recepcao, clinia"), "{unknown:?}");
    let without_token = terminal.hub(&["sync", "comercial"]).await;
    assert_eq!(without_token.status, 1, "{without_token:?}");
    assert!(without_token.err.contains("FEEGOW_ACCESS_TOKEN não configurado"), "{without_token:?}");

    let partial = terminal.hub(&["sync", "clinia"]).await;
    assert_eq!(partial.status, 4, "no cookie: {partial:?}");
    assert!(partial.out.contains("Sem Token/Cookie configurado"), "{partial:?}");

    let mut terminal = terminal;
    terminal.set("FEEGOW_USER", "ana@example.com");
    terminal.set("FEEGOW_PASS", "hush");
    let failed = terminal.hub(&["sync", "Monitor Médico"]).await;
    assert_eq!(failed.status, 1, "nothing answers: {failed:?}");
    assert!(!format!("{failed:?}").contains("hush"));
}

#[tokio::test]
async fn the_api_description_is_printed_whole() {
    let terminal = Terminal::new(&[]);
    let ended = terminal.hub(&["openapi"]).await;
    assert_eq!(ended.status, 0);
    assert_eq!(ended.out, include_str!("../../../docs/openapi.json"), "./dev schema brings it up to date");
}
