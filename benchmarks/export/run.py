#!/usr/bin/env python3
"""Times an export, and the same queries on the files of the lake and on the exported dataset.

    benchmarks/export/run.py [--windows 5000] [--rounds 7] [--export-rounds 3] [--folder DIR] [--json]

The home is made once in DIR (a temporary folder unless said otherwise) and used again when it is there. Beside the export stands what
one would write in SQL: DuckDB's COPY of the same rows in the same order into the same partitions, which hashes nothing. Each query runs
in turns on both layouts, in one process that has run it on both before; what counts is the median of the rounds, in processor time.
--export-rounds 0 takes the dataset of the last time.
"""

import argparse
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

import duckdb
import polars

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from harness import ROOT, benchmark, cost, figure, java, table  # noqa: E402

MICROTAPE = java("-jar", str(ROOT / "standalone" / "target" / "standalone-0.1.0.jar"))


def made(home, windows):
    known = home / "manifest-id"
    if not known.exists():
        shutil.rmtree(home, ignore_errors=True)
        known.write_text(cost([*benchmark("ExportHome"), str(home), str(windows)]).said.strip())
    return known.read_text().strip()


def size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def exported(home, manifest, dataset):
    return cost([*MICROTAPE, "export", "--home", str(home), "--manifest", manifest, "--to", str(dataset), "--replace"])


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
    return cost([sys.executable, "-c", code])


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
    """Medians of both, milliseconds of processor time, run in turns."""
    assert sorted(map(str, one())) == sorted(map(str, other())), "the two layouts differ"
    times = ([], [])
    for _ in range(rounds):
        for taken, call in zip(times, (one, other)):
            began = time.process_time()
            call()
            taken.append((time.process_time() - began) * 1000)
    return [statistics.median(taken) for taken in times]


def rounded(rows):
    return [tuple(round(value, 6) if isinstance(value, float) else value for value in row) for row in rows]


def scans(lake, dataset, rounds):
    symbol = duckdb.sql(f"select symbol from '{dataset}/windows.parquet' group by 1 order by sum(rows) desc limit 1").fetchone()[0]
    month = duckdb.sql(f"select min(date_et) + interval 6 month from '{dataset}/windows.parquet'").fetchone()[0].strftime("%Y-%m-01 00:00:00")
    end = duckdb.sql(f"select timestamp '{month}' + interval 1 month").fetchone()[0].strftime("%Y-%m-%d %H:%M:%S")
    for name, tape, select, rest, frame in queries(symbol, (month, end)):
        files, parts = f"{lake}/event_windows/*/*_{tape}.parquet", f"{dataset}/{tape}/*/*.parquet"

        def sql(pattern):
            return lambda: rounded(duckdb.sql(f"{select} from read_parquet('{pattern}', hive_partitioning = false) {rest}").fetchall())

        def scan(pattern):
            return lambda: rounded(frame(polars.scan_parquet(pattern, hive_partitioning=False)).collect().rows())

        for tool, call in (("DuckDB", sql), ("Polars", scan)):
            files_took, dataset_took = timed(call(files), call(parts), rounds)
            figure(f"dataset, {tool}: {name}, CPU", "ms", dataset_took, {"a file a window": files_took})


def compare(home, manifest, dataset, copy, rounds):
    results = ([], [])
    for _ in range(rounds):
        results[0].append(exported(home, manifest, dataset))
        results[1].append(copied(home, copy))
    rows, files = duckdb.sql(f"select sum(rows), count(*) from '{dataset}/windows.parquet'").fetchone()
    for what, unit, field in ((f"`export` of {files:,} files, {rows:,} rows, CPU", "s", "cpu"), ("the same, most memory", "MB", "megabytes")):
        ours, theirs = (statistics.median(getattr(each, field) for each in found) for found in results)
        figure(what, unit, ours, {"DuckDB COPY": theirs})
    figure("the same, written", "MB", size(dataset) / 1e6, {"DuckDB COPY": size(copy) / 1e6, "a file a window": size(home / "lake") / 1e6})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--windows", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--export-rounds", type=int, default=3)
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (arguments.folder or pathlib.Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        home, dataset, copy = folder / "home", folder / "dataset", folder / "copy"
        manifest = made(home, arguments.windows)
        if arguments.export_rounds:
            compare(home, manifest, dataset, copy, arguments.export_rounds)
        scans(home / "lake", dataset, arguments.rounds)
    table()


if __name__ == "__main__":
    main()
