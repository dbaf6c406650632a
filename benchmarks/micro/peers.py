#!/usr/bin/env python3
"""What Python takes for the parts of a capture: nanoseconds by row, median of the rounds, one thread.

    peers.py FOLDER TAPE ROUNDS

FOLDER holds one page, 0.json.gz. It is unpacked, read by each reader into columns of the right types, and twenty times over written by
each writer with zstd level 3, not flushed.
"""

import io
import json
import pathlib
import statistics
import sys
import tempfile
import time
import zlib

import duckdb
import orjson
import polars as pl
import pyarrow as pa
import pyarrow.json
import pyarrow.parquet as pq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "capture"))

from capture_pyarrow import writer  # noqa: E402
from schema import row, stored  # noqa: E402

PAGES = 20
LEVEL = 3


def timed(call, rows, rounds):
    call()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter_ns()
        call()
        taken.append(time.perf_counter_ns() - began)
    return statistics.median(taken) / rows


def readers(body, tape):
    fields = row(tape)
    schema = pa.schema([("results", pa.list_(fields))])
    parse = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    read = pyarrow.json.ReadOptions(use_threads=False, block_size=64 << 20)
    columns = pa.schema(list(fields))
    return {
        "pyarrow": lambda: pyarrow.json.read_json(io.BytesIO(body), read_options=read, parse_options=parse)["results"].chunk(0).flatten(),
        "orjson and pyarrow": lambda: pa.Table.from_pylist(orjson.loads(body)["results"], schema=columns),
        "Polars": lambda: pl.read_ndjson(io.BytesIO(body), schema={"results": pl.List(pl.Struct(pl.from_arrow(columns.empty_table()).schema))})
        .explode("results").unnest("results"),
    }


def writers(table, tape, folder):
    bare = table.cast(pa.schema([pa.field(f.name, pa.timestamp("ns") if pa.types.is_timestamp(f.type) else f.type) for f in table.schema]))
    frame = pl.from_arrow(table)
    connection = duckdb.connect(config={"threads": 1})
    connection.register("bare", bare)

    def tuned():
        with writer(folder / "pyarrow", tape) as out:
            out.write_table(table)

    return {
        "pyarrow": tuned,
        "Polars": lambda: frame.write_parquet(folder / "polars", compression="zstd", compression_level=LEVEL),
        "DuckDB": lambda: connection.sql(f"copy bare to '{folder / 'duckdb'}' (format parquet, compression zstd, compression_level {LEVEL})"),
    }


def main():
    folder, tape, rounds = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    packed = (folder / "0.json.gz").read_bytes()
    body = zlib.decompress(packed, wbits=31)
    read = readers(body, tape)
    page = pa.Table.from_pylist(orjson.loads(body)["results"], schema=pa.schema(list(row(tape))))
    assert all(each() is not None and len(each()) in (len(page), len(page.columns)) for each in read.values())
    target = stored(tape)
    columns = [pa.repeat(pa.scalar(text), len(page)) for text in ("BCRX_0", "BCRX")] + [page[name].combine_chunks() for name in page.column_names]
    columns = [column.cast(field.type) for column, field in zip(columns, target)]
    table = pa.concat_tables([pa.table(columns, schema=target)] * PAGES).combine_chunks()
    with tempfile.TemporaryDirectory() as name:
        write = writers(table, tape, pathlib.Path(name))
        print(json.dumps({
            "inflate": timed(lambda: zlib.decompress(packed, wbits=31), len(page), rounds),
            "parse": {name: timed(call, len(page), rounds) for name, call in read.items()},
            "write": {name: timed(call, len(table), max(1, rounds // 3)) for name, call in write.items()},
        }))


main()
