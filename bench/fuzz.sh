#!/usr/bin/env bash
# Fuzzes what reads from outside: query, json, xml, signature, jwt, policy, kubernetes, protobuf (bodies that kubectl sends), http (heads and chunks at a listener), annotations (of an
# Ingress, through a whole build), and account (whole calls). The code under test, the emulator and the model of the load balancer, is
# instrumented by SharpFuzz, so that inputs which reach new branches are kept and changed further.
#
#   bench/fuzz.sh --seconds 600                    all of them, ten minutes each
#   bench/fuzz.sh --parser policy --seed 7         one of them, for ten seconds
#   bench/fuzz.sh --parser policy --input FILE     runs one input again
#
# Needs the tool of the NuGet package SharpFuzz.CommandLine; it is installed beside the build when it is not on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
out=artifacts/fuzz
rm -rf "$out/bin" # an assembly is instrumented once only
dotnet publish bench/EksIngress.Bench -c Release -o "$out/bin" -v q -nologo >&2
PATH=$PATH:$PWD/$out/tools
command -v sharpfuzz >/dev/null || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$out/tools" >/dev/null
sharpfuzz "$out/bin/EksIngress.Emulator.dll"
sharpfuzz "$out/bin/EksIngress.Alb.dll"
exec nice -n 19 dotnet "$out/bin/EksIngress.Bench.dll" fuzz "$@"
