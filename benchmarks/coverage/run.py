#!/usr/bin/env python3
"""Times coverage of very many captures, asked over REST, beside SQL over the same ledger.

    benchmarks/coverage/run.py [--captures 1000000] [--times 10] [--folder DIR] [--json]

The ledger is made once in DIR (a temporary folder unless said otherwise), which takes two to three minutes for a million captures.
"""

import argparse
import json
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from harness import benchmark, cost, figure, table  # noqa: E402


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--captures", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or pathlib.Path(temporary) / "home"
        said = cost([*benchmark("StatusBenchmark", "-Xmx1g"), str(folder), str(arguments.captures), str(arguments.times), "questions"]).said
    found = json.loads(said)
    sql = {f"SQL by {by}": millis for by, millis in found["sql"].items()}
    figure(f"coverage of {arguments.captures:,} captures by any two keys, median", "ms", found["pairs"], sql)
    figure("the first question of a process", "ms", found["first"], sql)
    table()


main()
