#!/usr/bin/env bash
# Installs Debian's chromium, which a test of the dashboard drives. As root, on Debian or what is made from it.
set -euo pipefail
if [ ! -x /usr/bin/chromium ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium > /dev/null
fi

/usr/bin/chromium --version
