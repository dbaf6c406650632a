#!/usr/bin/env python3
"""Times the selection beside Polars and DuckDB on the same generated files, each on one thread, and prints the table.

    ./mvnw -q package -Dmaven.test.skip=true
    pip install -r benchmarks/selection/requirements.txt
    python3 benchmarks/selection/run.py [--events 700000] [--symbols 2000] [--rounds 9]

Warm: one process a peer, read + enrich + deduplicate + normalise + all stages, median of the rounds after the first three.
Cold: the whole process from start to written manifest and rejections, wall time and largest resident memory; not held to
one core. JAVA_HOME must name a JDK 25 unless java on the path is one.
All of them must select the same events, or the figures mean nothing: that is checked.
"""

import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
ONE_THREAD = {**os.environ, "POLARS_MAX_THREADS": "1"}
JAVA_HOME = os.environ.get("JAVA_HOME")
JAVA = [str(pathlib.Path(JAVA_HOME) / "bin" / "java") if JAVA_HOME else "java", "-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow"]
BENCHMARK = JAVA + ["-jar", str(next((ROOT / "benchmarks" / "target").glob("benchmarks-*.jar")))]
SETTINGS = ["--set", "intraday_manifest.max_per_symbol=20", "--set", "intraday_manifest.max_per_symbol_day=2"]
WARM_UP = 3


def pinned(command):
    """On one core, where the system can: a thread pool of a peer does not count as one thread."""
    return ["taskset", "-c", "0", *command] if shutil.which("taskset") else command


def warm(name, command):
    answer = json.loads(subprocess.run(pinned(command), env=ONE_THREAD, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])
    counted = answer["millis"][WARM_UP:] or answer["millis"]
    return {"name": name, "median": statistics.median(counted), "least": min(counted), "hash": answer["hash"], "selected": answer["selected"]}


def cold(name, command, rounds):
    """Each run in a child of its own child, because the largest memory of all children is all that the system tells.

    The first is not counted: the launcher may build in it, and everything reads its program from disk.
    """
    walls, peaks = [], []
    subprocess.run(command, env=ONE_THREAD, check=True, stdout=subprocess.DEVNULL)
    for _ in range(rounds):
        report = subprocess.run([sys.executable, __file__, "--measure", *command], env=ONE_THREAD, check=True, stdout=subprocess.PIPE, text=True)
        measured = json.loads(report.stdout.splitlines()[-1])
        walls.append(measured["seconds"])
        peaks.append(measured["megabytes"])
    return {"name": name, "median": statistics.median(walls), "least": min(walls), "megabytes": statistics.median(peaks)}


def measure(command):
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}))


def table(title, rows, unit, ours):
    print(f"\n{title}\n{'':24}{'median':>10}{'least':>10}{'ratio':>8}")
    for row in rows:
        memory = f"{row['megabytes']:8.0f} MB" if "megabytes" in row else ""
        print(f"{row['name']:24}{row['median']:10.{unit[1]}f}{row['least']:10.{unit[1]}f}{ours / row['median']:8.2f}  {unit[0]}{memory}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=700_000)
    parser.add_argument("--symbols", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--cold-rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([*BENCHMARK, "data", name, str(arguments.events), str(arguments.symbols)], check=True)
        rounds = str(arguments.rounds + WARM_UP)
        results = [
            warm("microtape", [*BENCHMARK, "rounds", name, rounds]),
            warm("polars", [sys.executable, str(HERE / "selection_polars.py"), name, "--rounds", rounds]),
            warm("duckdb", [sys.executable, str(HERE / "selection_duckdb.py"), name, "--rounds", rounds]),
        ]
        print(f"{arguments.events:,} events, {arguments.symbols:,} symbols, one thread; each selects {results[0]['selected']:,}")
        if len({result["hash"] for result in results}) > 1:
            sys.exit("they do not select the same events: " + ", ".join(f"{r['name']} {r['selected']} {r['hash'][:12]}" for r in results))
        table("warm", results, ("ms  ", 0), results[0]["median"])
        peer_out = folder / "out"
        peer_out.mkdir()
        colds = [
            cold("microtape", ["sh", "-c", " ".join([str(ROOT / "microtape"), "manifest", "build", "--events", str(folder / "events.parquet"),
                 "--daily-bars", str(folder / "bars.parquet"), "--home", f"$(mktemp -d -p {name})", *SETTINGS])], arguments.cold_rounds),
            cold("polars", [sys.executable, str(HERE / "selection_polars.py"), name, "--write", str(peer_out)], arguments.cold_rounds),
            cold("duckdb", [sys.executable, str(HERE / "selection_duckdb.py"), name, "--write", str(peer_out)], arguments.cold_rounds),
        ]
        table("whole cold command", colds, ("s", 2), colds[0]["median"])


if len(sys.argv) > 1 and sys.argv[1] == "--measure":
    measure(sys.argv[2:])
else:
    main()
