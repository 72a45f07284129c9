//! `hub user`: accounts.

use std::{io::Read, process::ExitCode};

use clap::{Subcommand, builder::PossibleValuesParser};

use super::{FAILED, MISUSED, OK};
use crate::{
    access::{
        account,
        model::Role,
        password,
        store::{self, NewUser},
    },
    app::App,
    db,
};

/// Bytes read from standard input at most.
const MAX_INPUT: u64 = 1_024;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Create an account; without --password-stdin a password is made up and printed once
    #[command(after_help = "Example:\n  hub user create --email ana@example.com --name 'Ana Exemplo' --role ADMIN")]
    Create {
        /// E-mail address the person signs in with
        #[arg(long)]
        email: String,
        /// Name shown in the dashboard
        #[arg(long)]
        name: String,
        /// What the person may do; page by page it can be changed in the dashboard
        #[arg(long, ignore_case = true, value_parser = PossibleValuesParser::new(["ADMIN", "GESTOR", "OPERADOR"]))]
        role: String,
        /// Department shown in the list of users
        #[arg(long, default_value = account::DEFAULT_DEPARTMENT)]
        department: String,
        /// Read the password from standard input (first line; 8 characters to 72 bytes)
        #[arg(long)]
        password_stdin: bool,
    },
    /// Give an account a new password, ending its sessions; without --password-stdin it is made up and printed once
    #[command(after_help = "Example:\n  hub user reset-password --email ana@example.com")]
    ResetPassword {
        /// E-mail address of the account
        #[arg(long)]
        email: String,
        /// Read the password from standard input (first line; 8 characters to 72 bytes)
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Why an account command did nothing, and its exit status.
type Refused = (u8, String);

/// Runs the account command.
pub async fn run(app: &App, args: Args) -> anyhow::Result<ExitCode> {
    db::migrate(&app.db).await?;
    let outcome = match args.command {
        Command::Create { email, name, role, department, password_stdin } => {
            let role = Role::from_name(&role).unwrap_or(Role::Operador);
            create(app, &email, &name, role, &department, password_stdin).await?
        }
        Command::ResetPassword { email, password_stdin } => reset(app, &email, password_stdin).await?,
    };
    Ok(ExitCode::from(match outcome {
        Ok(()) => OK,
        Err((code, message)) => {
            eprintln!("hub user: {message}");
            code
        }
    }))
}

async fn create(
    app: &App,
    email: &str,
    name: &str,
    role: Role,
    department: &str,
    from_stdin: bool,
) -> anyhow::Result<Result<(), Refused>> {
    let Ok(email) = account::email(email) else { return Ok(Err(misused("--email: not an e-mail address"))) };
    let Ok(name) = account::name(name) else { return Ok(Err(misused("--name: give 1 to 180 characters"))) };
    let department = Some(department.trim()).filter(|text| !text.is_empty()).unwrap_or(account::DEFAULT_DEPARTMENT);
    if department.chars().count() > 80 {
        return Ok(Err(misused("--department: give at most 80 characters")));
    }
    if !store::accounts(&app.db, &email).await?.is_empty() {
        return Ok(Err((FAILED, "this e-mail has an account already; reset-password gives it a new password".into())));
    }
    let chosen = match choose(from_stdin)? {
        Ok(chosen) => chosen,
        Err(refused) => return Ok(Err(refused)),
    };
    let hash = app.access.hasher.hash(chosen.text()).await?;
    let id = uuid::Uuid::new_v4().to_string();
    let user = NewUser { id: &id, name: &name, email: &email, hash: &hash, role, department };
    store::insert_user(&app.db, &user, &app.clock.stamp()).await?;
    println!("Created {email} ({}) in {}.", role.key(), app.config.database.location());
    chosen.announce();
    Ok(Ok(()))
}

async fn reset(app: &App, email: &str, from_stdin: bool) -> anyhow::Result<Result<(), Refused>> {
    let accounts = store::accounts(&app.db, email).await?;
    let account = match accounts.as_slice() {
        [] => return Ok(Err((FAILED, format!("no account has this e-mail in {}", app.config.database.location())))),
        [account] => account,
        [_, ..] => return Ok(Err((FAILED, "several accounts have this e-mail: delete all but one first".into()))),
    };
    let chosen = match choose(from_stdin)? {
        Ok(chosen) => chosen,
        Err(refused) => return Ok(Err(refused)),
    };
    let hash = app.access.hasher.hash(chosen.text()).await?;
    store::set_password(&app.db, &account.id, &hash, &app.clock.stamp()).await?;
    println!("The password was replaced; whoever was signed in with this account has to sign in again.");
    chosen.announce();
    Ok(Ok(()))
}

/// The new password.
enum Chosen {
    Given(String),
    MadeUp(String),
}

impl Chosen {
    fn text(&self) -> &str {
        match self {
            Self::Given(text) | Self::MadeUp(text) => text,
        }
    }

    /// A made-up password is shown this once.
    fn announce(&self) {
        if let Self::MadeUp(text) = self {
            println!("Password: {text}\nIt is not shown again.");
        }
    }
}

fn choose(from_stdin: bool) -> anyhow::Result<Result<Chosen, Refused>> {
    if !from_stdin {
        return Ok(Ok(Chosen::MadeUp(password::generate())));
    }
    let mut input = String::new();
    std::io::stdin().take(MAX_INPUT).read_to_string(&mut input)?;
    let line = input.lines().next().unwrap_or_default();
    Ok(match password::check_new(line) {
        Ok(()) => Ok(Chosen::Given(line.to_owned())),
        Err(_) => Err(misused("the password on standard input needs 8 characters to 72 bytes")),
    })
}

fn misused(message: &str) -> Refused {
    (MISUSED, message.to_owned())
}
