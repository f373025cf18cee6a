#!/usr/bin/env bash
# Installs Debian's aws CLI, which tests of the emulated account drive; without it they are skipped.
set -euo pipefail
if command -v aws > /dev/null; then
  aws --version
  exit 0
fi

apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends awscli
aws --version
