#!/bin/sh
# Installs the pinned Aspire CLI from npm and unpacks the orchestrator and the dashboard it carries.
# Exit codes: 0 installed (or was already), 3 npm is missing, anything else: npm or the CLI failed.
set -eu
cd "$(dirname "$0")"

# Builds may run side by side: one installs, the others wait and find it done.
if [ -z "${ASPIRE_CLI_LOCKED:-}" ] && command -v flock >/dev/null 2>&1; then
  ASPIRE_CLI_LOCKED=1 exec flock "./.install.lock" sh ./install.sh
fi

package=node_modules/@microsoft/aspire-cli-linux-x64
stamp=node_modules/.installed-lock.json
if cmp -s package-lock.json "$stamp" && [ -x "$package/bundle/dcp/dcp" ] && [ -x "$package/bundle/managed/aspire-managed" ]; then
  touch "$stamp"
  exit 0
fi

command -v npm >/dev/null 2>&1 || exit 3
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# The CLI keeps a few settings in the home directory and refuses to run without one.
export HOME="${HOME:-$PWD/node_modules}"
ASPIRE_CLI_TELEMETRY_OPTOUT=1 "$package/bin/aspire" setup
test -x "$package/bundle/dcp/dcp"
test -x "$package/bundle/managed/aspire-managed"
cp package-lock.json "$stamp"
