#!/usr/bin/env bash
#
# Runs the window tests with an unlocked, empty keyring. Called inside a session
# bus and a display of its own:
#
#   dbus-run-session -- xvfb-run -a -s '-screen 0 1280x900x24' tests/window-tests.sh

set -euo pipefail
cd "$(dirname "$0")/.."

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export XDG_DATA_HOME=$home XDG_RUNTIME_DIR=$home
chmod 700 "$home"
printf 'only-for-tests\n' | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null

if cargo nextest --version >/dev/null 2>&1; then
  cargo nextest run --locked --test desktop --test-threads 1
else
  cargo test --locked --test desktop -- --test-threads 1
fi
