#!/usr/bin/env bash
# Requests per second and latency of DescribeCluster, CreateRole and AssumeRoleWithWebIdentity (with one token again and again, and with new ones) at 1
# and 8 connections, with the account's state in memory and in a file, beside a bare Kestrel endpoint that answers the same bytes, in one run; then what
# a request allocates, and the heap at the start, in the middle and at the end.
#
#   bench/account.sh                 everything (about 5 minutes; keep the machine quiet)
#   bench/account.sh --quick         one round of one second, to see that it works
#   bench/account.sh --operations CreateRole --connections 8
#
# Needs wrk: bench/install-peers.sh. All traffic stays on loopback; every process it starts, it ends.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v wrk >/dev/null || { echo "wrk is missing: sudo bench/install-peers.sh" >&2; exit 1; }
dotnet build bench/EksIngress.Bench -c Release -v q -nologo >&2
exec dotnet bench/EksIngress.Bench/bin/Release/net10.0/EksIngress.Bench.dll account "$@"
