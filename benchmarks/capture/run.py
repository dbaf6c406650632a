#!/usr/bin/env python3
"""Times whole captures beside two Python scripts on the same pages, each on one core, and prints the table.

    ./mvnw -q package -Dmaven.test.skip=true
    pip install -r benchmarks/capture/requirements.txt
    python3 benchmarks/capture/run.py [--captures 20] [--rounds 3] [--pages 20] [--rows 49999] [--memory] [--traced]

The pages are made once from the simulator's synthetic tape and handed out by a process of its own on another core. What counts is
user plus system time of the whole process, its start and warming up included, by million rows: from the gzip body to the published
file. --pages 1 --rows 2500 --captures 400 times small files. A last page of 50,000 rows, the most of a page, would be asked about again. --memory captures one window of --pages pages in a heap of 128 MB
instead (200 pages are ten million rows), and prints how large the process grew. --traced times ours alone, with every capture sent
to a collector of traces on the other core and without.
"""

import argparse
import json
import os
import pathlib
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = ROOT / "benchmarks" / "target"
PORT = 18990
JAVA_HOME = os.environ.get("JAVA_HOME")
# The collector and the bounds of the heap are those that ./microtape sets.
JAVA = [str(pathlib.Path(JAVA_HOME) / "bin" / "java") if JAVA_HOME else "java", "-XX:+UseSerialGC", "-Xms32m", "-XX:MaxNewSize=32m",
        "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=15", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"]
MAIN = ["-cp", f"{TARGET}/benchmarks-0.1.0.jar:{TARGET}/lib/*", "io.microtape.benchmarks.CaptureBenchmark"]
URL = f"http://127.0.0.1:{PORT}"


def pinned(core, command):
    return ["taskset", "-c", str(core), *command] if shutil.which("taskset") else command


def measured(command, tape, captures, more=()):
    """Runs a command with a lake of its own; its processor time is that of the child alone."""
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        process = subprocess.Popen(pinned(0, [*command, URL, tape, str(captures), str(pathlib.Path(name) / "lake"), *more]), stdout=subprocess.PIPE, text=True)
        answer = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        took = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{command[0]} ended with {process.returncode}")
    said = json.loads(answer.splitlines()[-1])
    return {"cpu": (used.ru_utime + used.ru_stime) * 1e6 / said["rows"], "bytes": said["bytes"] / said["rows"],
            "rows": said["rows"], "seconds": took, "megabytes": used.ru_maxrss / 1024}


def serve(folder):
    server = subprocess.Popen(pinned(1, [sys.executable, str(HERE / "server.py"), str(folder), str(PORT)]))
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                return server
        time.sleep(0.1)
    sys.exit("the server of the pages does not start")


def compare(tape, arguments):
    peers = {"microtape": JAVA + MAIN + ["capture"],
             "urllib3 + pyarrow": [sys.executable, str(HERE / "capture_pyarrow.py")],
             "requests + Polars": [sys.executable, str(HERE / "capture_polars.py")]}
    results = {name: [] for name in peers}
    for _ in range(arguments.rounds):
        # In turns, so that what else runs on the machine meets all of them.
        for name, command in peers.items():
            results[name].append(measured(command, tape, arguments.captures))
    ours = statistics.median(result["cpu"] for result in results["microtape"])
    rows = results["microtape"][0]["rows"]
    print(f"\n{tape}: {rows:,} rows in {arguments.captures} files\n{'':20}{'median':>9}{'least':>9}{'ratio':>8}{'bytes/row':>11}{'MB':>7}")
    for name, found in results.items():
        median = statistics.median(result["cpu"] for result in found)
        print(f"{name:20}{median:9.2f}{min(result['cpu'] for result in found):9.2f}{ours / median:8.2f}"
              f"{found[0]['bytes']:11.2f}{max(result['megabytes'] for result in found):7.0f}")


def compare_traced(tape, arguments):
    peers = {"off": (), "traced": (URL,)}
    results = {name: [] for name in peers}
    for _ in range(arguments.rounds):
        for name, more in peers.items():
            results[name].append(measured(JAVA + MAIN + ["capture"], tape, arguments.captures, more))
    print(f"\n{tape}: {results['off'][0]['rows']:,} rows in {arguments.captures} files\n{'':20}{'CPU s':>9}{'captures/s':>12}{'MB':>7}")
    for name, found in results.items():
        used = statistics.median(result["cpu"] * result["rows"] / 1e6 for result in found)
        print(f"{name:20}{used:9.2f}{arguments.captures / statistics.median(result['seconds'] for result in found):12.1f}"
              f"{max(result['megabytes'] for result in found):7.0f}")


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("captures", 20), ("rounds", 3), ("pages", 20), ("rows", 49_999)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--traced", action="store_true")
    arguments = parser.parse_args()
    for tape in ["quotes"] if arguments.memory else ["trades", "quotes"]:
        with tempfile.TemporaryDirectory() as name:
            subprocess.run([*JAVA, *MAIN, "pages", name, tape, str(arguments.pages), str(arguments.rows), str(PORT)], check=True)
            server = serve(name)
            try:
                if arguments.memory:
                    found = measured([*JAVA, "-Xmx128m", *MAIN, "capture"], tape, 1)
                    print(f"one window of {found['rows']:,} {tape} in a heap of 128 MB: {found['megabytes']:.0f} MB resident, {found['cpu']:.2f} s by million")
                elif arguments.traced:
                    compare_traced(tape, arguments)
                else:
                    compare(tape, arguments)
            finally:
                server.terminate()
                server.wait()


main()
