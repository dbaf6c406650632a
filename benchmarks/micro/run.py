#!/usr/bin/env python3
"""Times the parts: reading a page, writing a tape, thinning, selecting, the limiter, a lease; beside Python and beside what the machine
takes for the part that cannot be left out.

    benchmarks/micro/run.py [--warm-up 6] [--rounds 4] [--only PATTERN] [--json]

The parts are JMH benchmarks of the package io.microtape.benchmarks.micro, on one core, a second a round. To run one by itself:

    java -cp 'benchmarks/target/benchmarks-0.1.0.jar:benchmarks/target/lib/*' org.openjdk.jmh.Main PageParsing
"""

import argparse
import json
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import benchmark, cost, figure, pinned, table  # noqa: E402

PAGE_ROWS = 49_999


def jmh(arguments, folder):
    """Scores by benchmark and parameter, as Class.method and the value."""
    out = pathlib.Path(folder) / "jmh.json"
    cost(pinned(0, [*benchmark("org.openjdk.jmh.Main", "-Xmx2g"), f"micro.*{arguments.only}", "-f", "1", "-wi", str(arguments.warm_up), "-i", str(arguments.rounds),
                    "-w", "1", "-r", "1", "-rf", "json", "-rff", str(out)]))
    found = {}
    for each in json.loads(out.read_text()):
        name = ".".join(each["benchmark"].split(".")[-2:])
        found[name, *each.get("params", {}).values()] = each["primaryMetric"]["score"]
    return found


def python(folder, tape, rounds):
    pages = pathlib.Path(folder) / tape
    cost([*benchmark("CaptureBenchmark"), "pages", str(pages), tape, "1", str(PAGE_ROWS), "0"])
    return json.loads(cost(pinned(0, [sys.executable, str(HERE / "peers.py"), str(pages), tape, str(rounds)])).said)


def main():
    parser = argparse.ArgumentParser()
    for name, default in (("warm-up", 6), ("rounds", 4)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--only", default="")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours = jmh(arguments, folder)
        for tape in ("trades", "quotes"):
            parts(ours, tape, python(folder, tape, 3 * arguments.rounds))
    for rate, words in (("0", "by changes"), ("5", "by changes, 5 a second")):
        if ("QuoteThinning.thin", rate) in ours:
            figure(f"thinning quotes {words}, a row", "ns", ours["QuoteThinning.thin", rate], {})
    for name, words, unit in (("SelectionCore.select", "selecting, an event", "ns"), ("LimiterDecision.acquire", "leave to send, never waiting", "ns")):
        if (name,) in ours:
            figure(words, unit, ours[name,], {})
    if ("LeaseAndSettle.leaseAndSettle",) in ours:
        figure("a lease and its settlement, SQLite", "µs", ours["LeaseAndSettle.leaseAndSettle",], {},
               {"two flushes of the disk": ours["LeaseAndSettle.twoFlushes",]})
    table()


def parts(ours, tape, peers):
    key = tape.upper()
    if ("PageParsing.parse", key) in ours:
        figure(f"unpacking a page of {tape}, a row", "ns", ours["PageParsing.inflate", key], {"zlib of Python": peers["inflate"]})
        figure(f"reading a page of {tape}, a row", "ns", ours["PageParsing.parse", key], {**peers["parse"], "Jackson's tree": ours["PageParsing.databind", key]},
               {"copying its bytes": ours["PageParsing.copy", key]})
    if ("TapeWriting.write", key) in ours:
        figure(f"writing {tape}, a row", "ns", ours["TapeWriting.write", key], peers["write"],
               {"zstd of the same bytes": ours["TapeWriting.compress", key]})
        figure(f"hashing a file of {tape}, a row", "ns", ours["TapeWriting.hash", key], {})


main()
