#!/usr/bin/env bash
# Times the lake in a folder and in a bucket of S3Mock on loopback; see docs/performance.md. Needs a build with tests' servers:
# ./mvnw -q package -DskipTests
set -euo pipefail
cd "$(dirname "$0")/../.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
trap 'kill "$store" 2>/dev/null || true; wait "$store" 2>/dev/null || true; rm -rf "$work"' EXIT
"$java" -Xmx1g -Djava.io.tmpdir="$work" -jar test-servers/target/servers/s3mock.jar --http.port=0 --server.port=0 \
  --com.adobe.testing.s3mock.max-payload-size=2GB --com.adobe.testing.s3mock.store.root="$work/store" >"$work/store.log" 2>&1 &
store=$!
mkdir -p "$work/store"
port=
until [[ -n $port ]]; do
  kill -0 "$store"
  port=$(sed -n 's/.*Tomcat started on ports.* \([0-9]*\) (http).*/\1/p' "$work/store.log")
  sleep 0.2
done
AWS_ACCESS_KEY_ID=benchmark AWS_SECRET_ACCESS_KEY=benchmark "$java" -Xmx64m --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -cp "benchmarks/target/lib/*:benchmarks/target/benchmarks-0.1.0.jar" \
  io.microtape.benchmarks.LakeBenchmark "$work" "http://127.0.0.1:$port" "$@"
