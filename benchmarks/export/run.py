#!/usr/bin/env python3
"""Times an export, and the same queries on the files of the lake and on the exported dataset.

    ./mvnw -q package -Dmaven.test.skip=true
    pip install -r benchmarks/export/requirements.txt
    python3 benchmarks/export/run.py [--windows 5000] [--rounds 7] [--folder DIR]

The home is made once in DIR (a temporary folder unless said otherwise) and used again when it is there. Beside the export stands what
one would write in SQL: DuckDB's COPY of the same rows in the same order into the same partitions, which hashes nothing. Each query runs
in turns on both layouts, in one process that has run it on both before; what counts is the median of the rounds. --export-rounds 0 takes
the dataset of the last time.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import duckdb
import polars

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JAVA_HOME = os.environ.get("JAVA_HOME")
# The collector and the bounds of the heap are those that ./microtape sets.
JAVA = [str(pathlib.Path(JAVA_HOME) / "bin" / "java") if JAVA_HOME else "java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-Xms32m",
        "-XX:MaxNewSize=32m", "-XX:MinHeapFreeRatio=5", "-XX:MaxHeapFreeRatio=15", "--sun-misc-unsafe-memory-access=allow"]
BENCHMARKS = ROOT / "benchmarks" / "target"
HOME_MAKER = ["--enable-native-access=ALL-UNNAMED", "-cp", f"{BENCHMARKS}/benchmarks-0.1.0.jar:{BENCHMARKS}/lib/*",
              "io.microtape.benchmarks.ExportHome"]
MICROTAPE = ["-jar", str(ROOT / "standalone" / "target" / "standalone-0.1.0.jar")]


def made(home, windows):
    known = home / "manifest-id"
    if not known.exists():
        shutil.rmtree(home, ignore_errors=True)
        said = subprocess.run([*JAVA, *HOME_MAKER, str(home), str(windows)], check=True, stdout=subprocess.PIPE, text=True)
        known.write_text(said.stdout.strip())
    return known.read_text().strip()


def size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def exported(home, manifest, dataset):
    """Wall and processor seconds, and the most megabytes in memory, of the whole command."""
    start = time.perf_counter()
    process = subprocess.Popen([*JAVA, *MICROTAPE, "export", "--home", str(home), "--manifest", manifest, "--to", str(dataset), "--replace"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the export ended with {process.returncode}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def copied(home, folder):
    """The same by DuckDB, in a process of its own."""
    code = f"""
import duckdb
duckdb.sql("set enable_progress_bar = false")
for tape in ("trades", "quotes"):
    duckdb.sql(f'''copy (select *, strftime(sip_timestamp, '%Y-%m') as month
        from read_parquet('{home}/lake/event_windows/*/*_{{tape}}.parquet')
        order by month, symbol, window_id, sip_timestamp)
        to '{folder}/{{tape}}' (format parquet, compression zstd, partition_by (month), row_group_size 1000000)''')
"""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code])
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the copy ended with {process.returncode}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def queries(symbol, month):
    """Name, tape, SQL after `from`, and the same in Polars."""
    by_symbol = (polars.col("price") * polars.col("size")).sum() / polars.col("size").sum()
    spread = (polars.col("ask_price") - polars.col("bid_price")).mean()
    start, end = month
    return [
        ("prices of all trades, counted", "trades", "select count(price)", "", lambda rows: rows.select(polars.col("price").count())),
        ("VWAP by symbol, all trades", "trades", "select symbol, sum(price * size) / sum(size)", "group by symbol",
         lambda rows: rows.group_by("symbol").agg(by_symbol)),
        ("spread by window, all quotes", "quotes", "select window_id, avg(ask_price - bid_price)", "group by window_id",
         lambda rows: rows.group_by("window_id").agg(spread)),
        ("trades of one symbol", "trades", "select count(price), sum(size)", f"where symbol = '{symbol}'",
         lambda rows: rows.filter(polars.col("symbol") == symbol).select(polars.col("price").count(), polars.col("size").sum())),
        ("trades of one month", "trades", "select symbol, sum(size)", f"where sip_timestamp >= '{start}' and sip_timestamp < '{end}' group by symbol",
         lambda rows: rows.filter((polars.col("sip_timestamp") >= polars.lit(start).str.to_datetime(time_zone="UTC"))
                                  & (polars.col("sip_timestamp") < polars.lit(end).str.to_datetime(time_zone="UTC")))
         .group_by("symbol").agg(polars.col("size").sum())),
    ]


def timed(one, other, rounds):
    """Medians of both in milliseconds, wall and processor, and of the ratios of each, run in turns."""
    assert sorted(map(str, one())) == sorted(map(str, other())), "the two layouts differ"
    times = ([], [])
    for _ in range(rounds):
        for place, call in enumerate((one, other)):
            wall, cpu = time.perf_counter(), time.process_time()
            call()
            times[place].append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    found = []
    for kind in (0, 1):
        pair = [[each[kind] for each in side] for side in times]
        found += [statistics.median(pair[0]), statistics.median(pair[1]), statistics.median(a / b for a, b in zip(*pair))]
    return found


def rounded(rows):
    return [tuple(round(value, 6) if isinstance(value, float) else value for value in row) for row in rows]


def scans(lake, dataset, rounds):
    symbol = duckdb.sql(f"select symbol from '{dataset}/windows.parquet' group by 1 order by sum(rows) desc limit 1").fetchone()[0]
    month = duckdb.sql(f"select min(date_et) + interval 6 month from '{dataset}/windows.parquet'").fetchone()[0].strftime("%Y-%m-01 00:00:00")
    end = duckdb.sql(f"select timestamp '{month}' + interval 1 month").fetchone()[0].strftime("%Y-%m-%d %H:%M:%S")
    print(f"\n{'milliseconds, wall and processor':38}{'a file a window':>16}{'dataset':>9}{'ratio':>7}{'CPU':>9}{'dataset':>9}{'ratio':>7}")
    for name, tape, select, rest, frame in queries(symbol, (month, end)):
        files, parts = f"{lake}/event_windows/*/*_{tape}.parquet", f"{dataset}/{tape}/*/*.parquet"

        def sql(pattern):
            return lambda: rounded(duckdb.sql(f"{select} from read_parquet('{pattern}', hive_partitioning = false) {rest}").fetchall())

        def scan(pattern):
            return lambda: rounded(frame(polars.scan_parquet(pattern, hive_partitioning=False)).collect().rows())

        for tool, call in (("DuckDB", sql), ("Polars", scan)):
            wall, wall_of_dataset, ratio, cpu, cpu_of_dataset, ratio_of_cpu = timed(call(files), call(parts), rounds)
            print(f"{tool + ', ' + name:38}{wall:16,.0f}{wall_of_dataset:9,.0f}{ratio:7.1f}{cpu:9,.0f}{cpu_of_dataset:9,.0f}{ratio_of_cpu:7.1f}",
                  flush=True)


def compare(home, manifest, dataset, copy, rounds):
    results = ([], [])
    for _ in range(rounds):
        results[0].append(exported(home, manifest, dataset))
        results[1].append(copied(home, copy))
    rows, files = duckdb.sql(f"select sum(rows), count(*) from '{dataset}/windows.parquet'").fetchone()
    print(f"{files:,} files, {rows:,} rows, {size(home / 'lake') / 1e6:,.0f} MB")
    print(f"{'':20}{'wall':>8}{'CPU':>9}{'million rows/s':>17}{'most memory':>14}{'written':>10}")
    for name, found, place in (("microtape export", results[0], dataset), ("DuckDB COPY", results[1], copy)):
        wall, cpu, memory = (statistics.median(values) for values in zip(*found))
        print(f"{name:20}{wall:6.1f} s{cpu:7.1f} s{rows / wall / 1e6:17.2f}{memory:11,.0f} MB{size(place) / 1e6:7,.0f} MB")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--windows", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--export-rounds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.folder or pathlib.Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        home, dataset, copy = folder / "home", folder / "dataset", folder / "copy"
        manifest = made(home, arguments.windows)
        if arguments.export_rounds:
            compare(home, manifest, dataset, copy, arguments.export_rounds)
        scans(home / "lake", dataset, arguments.rounds)


if __name__ == "__main__":
    main()
