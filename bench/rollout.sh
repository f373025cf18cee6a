#!/usr/bin/env bash
# The rollout test at full size: an emulated cluster as the provisioner builds it, an Ingress before two Deployments, and 64 clients that
# never stop, through a rolling update, scaling 1-5-1, a new certificate, changes of rules and weights, and a killed pod. No request may fail, but for those
# that the killed pod had. Pods end as published ones do: they sleep for 20 seconds (preStop) and stop at once then.
#
#   bench/rollout.sh [REQUESTS] [CONNECTIONS]     100,000 requests over 64 connections by default
#
# Ends by itself after 10 minutes at most. All traffic stays on loopback.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build tests/Provisioner.Tests -v q -nologo >&2
EKSINGRESS_ROLLOUT_REQUESTS=${1:-100000} EKSINGRESS_ROLLOUT_CONNECTIONS=${2:-64} EKSINGRESS_ROLLOUT_MINUTES=10 EKSINGRESS_ROLLOUT_SLEEP=20 \
  exec dotnet run --no-build --project tests/Provisioner.Tests -- -class "*RolloutTests" -diagnostics
