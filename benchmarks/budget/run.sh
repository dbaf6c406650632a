#!/bin/sh
# Prints how much of the request budget is used. After ./mvnw -q package -Dmaven.test.skip=true; JAVA_HOME names a JDK 25.
# Usage: benchmarks/budget/run.sh [SECONDS of each scenario, 60]
target="$(dirname "$0")/../target"
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "$target/lib/*:$target/benchmarks-0.1.0.jar" io.microtape.benchmarks.BudgetBenchmark "$@"
