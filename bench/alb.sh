#!/usr/bin/env bash
# Compares the emulated ALB with a direct backend, YARP's forwarder, YARP with its own routing, nginx and haproxy, in one go:
# requests/s, p50, p99 and processor time at 1, 16 and 64 connections with 10, 100 and 1,000 rules; then what a request allocates, and
# what a change of all rules under load costs.
#
#   bench/alb.sh                                  everything (about 10 minutes; keep the machine quiet)
#   bench/alb.sh --quick                          one round of one second, to see that it works
#   bench/alb.sh --connections 64 --rules 1000 --rounds 5
#
# Needs wrk, nginx and haproxy: bench/install-peers.sh. All traffic stays on loopback; every process it starts, it ends.
set -euo pipefail
cd "$(dirname "$0")/.."
for program in wrk nginx haproxy; do
  # Debian keeps servers where only root's PATH looks.
  if ! PATH=$PATH:/usr/sbin command -v "$program" >/dev/null; then
    [ "$(id -u)" = 0 ] || { echo "$program is missing: sudo bench/install-peers.sh" >&2; exit 1; }
    bench/install-peers.sh
    break
  fi
done
dotnet build bench/EksIngress.Bench -c Release -v q -nologo >&2
PATH=$PATH:/usr/sbin exec dotnet bench/EksIngress.Bench/bin/Release/net10.0/EksIngress.Bench.dll "$@"
