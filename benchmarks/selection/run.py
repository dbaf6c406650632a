#!/usr/bin/env python3
"""Times the selection beside Polars and DuckDB on the same generated files, each on one thread.

    benchmarks/selection/run.py [--events 700000] [--symbols 2000] [--rounds 9] [--cold-rounds 3] [--json]

Warm: one process a peer, read + enrich + deduplicate + normalise + all stages, median of the rounds after the first three.
Cold: the whole process from start to written manifest and rejections, in turns; not held to one core.
All of them must select the same events, or the figures mean nothing: that is checked.
"""

import argparse
import json
import pathlib
import statistics
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import ROOT, benchmark, cost, figure, pinned, table  # noqa: E402

SETTINGS = ["--set", "intraday_manifest.max_per_symbol=20", "--set", "intraday_manifest.max_per_symbol_day=2"]
WARM_UP = 3
PEERS = {"Polars": "selection_polars.py", "DuckDB": "selection_duckdb.py"}


def warm(folder, rounds):
    commands = {"Microtape": [*benchmark("SelectionBenchmark"), "rounds", folder, str(rounds)]}
    commands |= {name: [sys.executable, str(HERE / script), folder, "--rounds", str(rounds)] for name, script in PEERS.items()}
    found = {name: json.loads(cost(pinned(0, command)).said) for name, command in commands.items()}
    if len({each["hash"] for each in found.values()}) > 1:
        sys.exit("they do not select the same events: " + ", ".join(f"{name} {each['selected']}" for name, each in found.items()))
    return {name: statistics.median(each["millis"][WARM_UP:] or each["millis"]) for name, each in found.items()}


def cold(folder, rounds):
    """The first of each is not counted: the launcher may build in it, and everything reads its program from disk."""
    out = pathlib.Path(folder) / "out"
    out.mkdir()
    ours = [str(ROOT / "microtape"), "manifest", "build", "--events", f"{folder}/events.parquet", "--daily-bars", f"{folder}/bars.parquet", *SETTINGS]
    commands = {name: [sys.executable, str(HERE / script), folder, "--write", str(out)] for name, script in PEERS.items()}
    found = {name: [] for name in ("Microtape", *PEERS)}
    for turn in range(rounds + 1):
        commands["Microtape"] = [*ours, "--home", f"{folder}/home-{turn}"]
        for name, costs in found.items():
            costs.append(cost(commands[name]))
    return {name: costs[1:] for name, costs in found.items()}


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("events", 700_000), ("symbols", 2_000), ("rounds", 9), ("cold-rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cost([*benchmark("SelectionBenchmark"), "data", folder, str(arguments.events), str(arguments.symbols)])
        told("selection, warm", "ms", warm(folder, arguments.rounds + WARM_UP))
        costs = cold(folder, arguments.cold_rounds)
        for what, unit, field in (("`manifest build`, the whole command", "s", "wall"), ("the same, processor time", "s", "cpu"),
                                  ("the same, most memory", "MB", "megabytes")):
            told(what, unit, {name: statistics.median(getattr(each, field) for each in found) for name, found in costs.items()})
    table()


def told(what, unit, found):
    figure(what, unit, found["Microtape"], {name: found[name] for name in PEERS})


main()
