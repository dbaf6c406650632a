"""What the benchmarks share: how Java is started, what a process costs, and how a figure is told.

A figure is what Microtape takes beside what its peers take, in the same unit, where less is better; the ratio in brackets is that of
Microtape to the peer. A limit is what the machine alone takes for a part that cannot be left out. With --json on the command line each
figure is printed as a line of JSON, else all of them as a table of Markdown.
"""

import dataclasses
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
ONE_THREAD = {**os.environ, "POLARS_MAX_THREADS": "1"}
HEAD = "| | Microtape | beside it | limit |\n|---|---:|---|---|"
_told = []


def java(*options):
    """A JVM with the collector and the bounds of the heap that ./microtape sets; JAVA_HOME names it unless java on the path is a JDK 25."""
    home = os.environ.get("JAVA_HOME")
    program = str(pathlib.Path(home) / "bin" / "java") if home else "java"
    return [program, "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-Xms32m", "-XX:MaxNewSize=32m", "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=15", "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", *options]


def benchmark(main, *options):
    """A class of the package io.microtape.benchmarks, or another with its whole name."""
    target = HERE / "target"
    if not (target / "lib").is_dir():
        sys.exit("build first: ./mvnw -q package -Dmaven.test.skip=true")
    name = main if "." in main else f"io.microtape.benchmarks.{main}"
    return [*java(*options), "-cp", f"{target}/benchmarks-0.1.0.jar:{target}/lib/*", name]


def pinned(core, command):
    """On one core, where the system can: a thread pool of a peer does not count as one thread."""
    return ["taskset", "-c", str(core), *command] if shutil.which("taskset") else list(command)


@dataclasses.dataclass(frozen=True)
class Cost:
    """Seconds of the clock and of processors, the most megabytes in memory, and the last line that was printed."""
    wall: float
    cpu: float
    megabytes: float
    said: str


def cost(command):
    """Runs a command; its costs are those of the process itself, without children of its own."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, env=ONE_THREAD, stdout=subprocess.PIPE, stderr=errors, text=True)
        said = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        took = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            sys.exit(f"{' '.join(map(str, command))}\nended with {process.returncode}: {errors.read()}")
    return Cost(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said.splitlines()[-1] if said.strip() else "")


def figure(what, unit, ours, peers, limits=None):
    """Tells one figure: what Microtape takes, and peers and limits by name."""
    line = {"what": what, "unit": unit, "microtape": ours, "peers": peers, "limits": limits or {}}
    if "--json" in sys.argv:
        print(json.dumps(line), flush=True)
    else:
        _told.append(line)


def table():
    """Prints what was told, unless it went out line by line."""
    if _told:
        print(markdown(_told))


def markdown(lines):
    return "\n".join([HEAD, *map(_row, lines)])


def _row(line):
    ours = line["microtape"]
    beside = "; ".join(f"{name} {number(value)} ({ours / value:.2g})" for name, value in line["peers"].items())
    limit = "; ".join(f"{name} {number(value)} ({100 * value / ours:.0f} %)" for name, value in line["limits"].items())
    return f"| {line['what']}, {line['unit']} | {number(ours)} | {beside} | {limit} |"


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
