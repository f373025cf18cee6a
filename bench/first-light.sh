#!/usr/bin/env bash
# Seconds from `dotnet run --project EksIngress.AppHost` to the first successful request through the ALB, with its parts.
#
#   bench/first-light.sh [RUNS]           from this clone, built first (3 runs by default)
#   bench/first-light.sh --fresh          from a fresh clone of HEAD in a temporary folder, packages cached (1 run)
#
# Each run is ended with an interrupt, as Ctrl+C does, and must leave no process behind. Traffic goes to loopback only.
set -euo pipefail
# Job control: each run gets a process group of its own, and may be interrupted as a terminal does it.
set -m
cd "$(dirname "$0")/.."

deadline=180
runs=3
root=$PWD
if [ "${1:-}" = --fresh ]; then
  runs=1
  root=$(mktemp -d)
  trap 'rm -rf "$root"' EXIT
  git clone -q . "$root"
elif [ -n "${1:-}" ]; then
  runs=$1
fi
cd "$root"
[ "${1:-}" = --fresh ] || dotnet build EksIngress.AppHost -v q -nologo >&2

now() { date +%s%N; }
since() { echo "scale=1; ($(now) - $1) / 1000000000" | bc; }
outputs=.eks/eks/outputs.json

printf '%5s %10s %10s %12s %10s %9s %8s\n' run dashboard emulator provisioned 'first /a' 'stopped' 'left'
for run in $(seq "$runs"); do
  log=$(mktemp)
  mark=first-light-$$-$run
  start=$(now)
  EKSINGRESS_BENCH=$mark dotnet run --project EksIngress.AppHost >"$log" 2>&1 &
  group=$!
  dashboard='' emulator='' provisioned='' first=''
  while [ -z "$first" ]; do
    if ! kill -0 "$group" 2>/dev/null || [ "$(since "$start" | cut -d. -f1)" -ge "$deadline" ] 2>/dev/null; then
      echo "no answer through the ALB; console:" >&2
      cat "$log" >&2
      kill -INT -- "-$group" 2>/dev/null || true
      exit 1
    fi
    [ -n "$dashboard" ] || { grep -q 'Login to the dashboard at' "$log" && dashboard=$(since "$start"); } || true
    [ -n "$emulator" ] || { [ -f .eks/eks/ca.pem ] && [ "$(stat -c %Y .eks/eks/ca.pem)" -ge $((start / 1000000000)) ] && emulator=$(since "$start"); } || true
    if [ -f "$outputs" ]; then
      [ -n "$provisioned" ] || provisioned=$(since "$start")
      alb=$(sed -n 's/.*"albUrl": *"\([^"]*\)".*/\1/p' "$outputs" | sed 's#/$##')
      [ -n "$alb" ] && curl -fsS -o /dev/null --max-time 5 "$alb/a" 2>/dev/null && first=$(since "$start")
    fi
    sleep 0.1
  done
  stop=$(now)
  kill -INT -- "-$group"
  wait "$group" || true
  stopped=$(since "$stop")
  left=$(grep -lsa "EKSINGRESS_BENCH=$mark" /proc/[0-9]*/environ 2>/dev/null | wc -l || true)
  printf '%5s %10s %10s %12s %10s %9s %8s\n' "$run" "${dashboard:--}" "${emulator:--}" "$provisioned" "$first" "$stopped" "$left"
  rm -f "$log"
done
