#!/usr/bin/env bash
# Installs what the judges need, then puts packages before them. See run.mjs for the arguments and variables.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if ! command -v node >/dev/null 2>&1; then
  echo "oracles: node is not installed, no judge can run"
  if [ "${CI:-}" = true ]; then
    echo "oracles: 0 passed, 1 failed"
    exit 1
  fi
  echo "oracles: 0 passed, 0 failed, 1 skipped"
  exit 0
fi
# A part that could not be installed is not fatal: its judge is skipped, and in CI a skip is a failure.
"$here/install.sh" || true
exec node "$here/run.mjs" "$@"
