#!/usr/bin/env python3
"""Times whole captures beside two Python scripts on the same pages, each on one core.

    benchmarks/capture/run.py [--captures 20] [--rounds 3] [--pages 20] [--rows 49999] [--memory] [--traced] [--json]

The pages are made once from the simulator's synthetic tape and handed out by a process of its own on another core. What counts is
user plus system time of the whole process, its start and warming up included, by million rows: from the gzip body to the published
file. --pages 1 --rows 2500 --captures 400 times small files. A last page of 50,000 rows, the most of a page, would be asked about
again. The script of requests and Polars gets a quarter of the captures, since it takes so much longer. --memory captures one window
of --pages pages in a heap of 128 MB instead (200 pages are ten million rows), and prints how large the process grew. --traced times
ours alone, with every capture sent to a collector of traces on the other core and without.
"""

import argparse
import json
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import benchmark, cost, figure, pinned, table  # noqa: E402

PEERS = {"urllib3 and pyarrow": ("capture_pyarrow.py", 1), "requests and Polars": ("capture_polars.py", 4)}


def measured(command, port, tape, captures, more=()):
    """Runs a command with a lake of its own: its costs, and seconds of one core by million rows."""
    with tempfile.TemporaryDirectory() as name:
        found = cost(pinned(0, [*command, url(port), tape, str(captures), str(pathlib.Path(name) / "lake"), *more]))
    said = json.loads(found.said)
    return found, said["rows"], found.cpu * 1e6 / said["rows"]


def url(port):
    return f"http://127.0.0.1:{port}"


def free_port():
    """One that nobody has now; the pages name it, so it must be known before they are made."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(folder, port):
    server = subprocess.Popen(pinned(1, [sys.executable, str(HERE / "server.py"), str(folder), str(port)]))
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.1)
    sys.exit("the server of the pages does not start")


def compare(port, tape, arguments):
    peers = {"Microtape": (benchmark("CaptureBenchmark") + ["capture"], 1)}
    peers |= {name: ([sys.executable, str(HERE / script)], part) for name, (script, part) in PEERS.items()}
    results = {name: [] for name in peers}
    rows = 0
    for _ in range(arguments.rounds):
        # In turns, so that what else runs on the machine meets all of them.
        for name, (command, part) in peers.items():
            _, taken, seconds = measured(command, port, tape, max(1, arguments.captures // part))
            rows = max(rows, taken)
            results[name].append(seconds)
    medians = {name: statistics.median(found) for name, found in results.items()}
    figure(f"{tape}, {rows:,} rows in {arguments.captures} files, CPU by million", "s", medians.pop("Microtape"), medians)


def compare_traced(port, tape, arguments):
    ways = {"off": (), "traced": (url(port),)}
    results = {name: [] for name in ways}
    for _ in range(arguments.rounds):
        for name, more in ways.items():
            results[name].append(measured(benchmark("CaptureBenchmark") + ["capture"], port, tape, arguments.captures, more)[0].cpu)
    medians = {name: statistics.median(found) for name, found in results.items()}
    figure(f"{tape}, {arguments.captures} files, every capture traced, CPU", "s", medians["traced"], {"off": medians["off"]})


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("captures", 20), ("rounds", 3), ("pages", 20), ("rows", 49_999)):
        parser.add_argument(f"--{name}", type=int, default=default)
    for name in ("memory", "traced", "json"):
        parser.add_argument(f"--{name}", action="store_true")
    arguments = parser.parse_args()
    port = free_port()
    for tape in ["quotes"] if arguments.memory else ["trades", "quotes"]:
        with tempfile.TemporaryDirectory() as name:
            cost([*benchmark("CaptureBenchmark"), "pages", name, tape, str(arguments.pages), str(arguments.rows), str(port)])
            server = serve(name, port)
            try:
                if arguments.memory:
                    found, rows, seconds = measured(benchmark("CaptureBenchmark", "-Xmx128m") + ["capture"], port, tape, 1)
                    print(f"one window of {rows:,} {tape} in a heap of 128 MB: {found.megabytes:.0f} MB resident, {seconds:.2f} s by million")
                elif arguments.traced:
                    compare_traced(port, tape, arguments)
                else:
                    compare(port, tape, arguments)
            finally:
                server.terminate()
                server.wait()
    table()


main()
