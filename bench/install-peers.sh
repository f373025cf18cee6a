#!/usr/bin/env bash
# Installs what bench/alb.sh compares with, from Debian's packages: wrk (the load), nginx and haproxy. Needs root.
# No service is started: the benchmark runs them itself, on loopback.
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "run it as root: sudo $0" >&2; exit 1; }
# Packages of services start them unless this file forbids it; ours goes when we do.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' > "$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends wrk nginx-light haproxy
