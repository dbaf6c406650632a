#!/usr/bin/env bash
# Lives in a home for a while, with faults and restarts, and says whether anything grew; see docs/soak.md. Needs a build:
# ./mvnw -q package -DskipTests
set -euo pipefail
cd "$(dirname "$0")/../.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
status=0
"$java" -Xmx512m --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "benchmarks/target/lib/*:benchmarks/target/benchmarks-0.1.0.jar" io.microtape.benchmarks.soak.SoakMain \
  --folder "$work" "$@" || status=$?
if [[ $status == 0 ]]; then
  rm -rf "$work"
else
  echo "all that it made is in $work" >&2
fi
exit "$status"
