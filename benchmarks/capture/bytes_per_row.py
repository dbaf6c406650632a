#!/usr/bin/env python3
"""Bytes of each column of a tape, as Microtape wrote it and as its peers write the same rows with zstd level 3 and their defaults.

    bytes_per_row.py FILE [--encodings]

--encodings prints what each layout takes instead (pages of 128 kB, row groups of 250,000 rows): what `Encodings` rests on.
DuckDB gets timestamps without a zone, because with one it keeps microseconds only.
"""

import io
import os
import pathlib
import sys
import tempfile

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq


def columns(file):
    metadata = pq.ParquetFile(file).metadata
    sizes = {}
    for group in range(metadata.num_row_groups):
        for index in range(metadata.num_columns):
            column = metadata.row_group(group).column(index)
            name = column.path_in_schema.split(".")[0]
            sizes[name] = sizes.get(name, 0) + column.total_compressed_size
    return {**sizes, "whole file": os.path.getsize(file)}


def peers(file, rows):
    bare = rows.cast(pa.schema([pa.field(f.name, pa.timestamp("ns") if pa.types.is_timestamp(f.type) else f.type) for f in rows.schema]))
    found = {"microtape": columns(file)}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pq.write_table(rows, folder / "pyarrow", compression="zstd", compression_level=3)
        pl.from_arrow(rows).write_parquet(folder / "polars", compression="zstd", compression_level=3)
        duckdb.sql(f"copy bare to '{folder / 'duckdb'}' (format parquet, compression zstd, compression_level 3)")
        duckdb.sql(f"copy bare to '{folder / 'duckdb-v2'}' (format parquet, compression zstd, compression_level 3, parquet_version v2)")
        for peer in ("duckdb", "duckdb-v2", "polars", "pyarrow"):
            found[peer] = columns(folder / peer)
    return found


def layouts(rows):
    found = {name: {} for name in ("dictionary", "plain", "delta", "split", "shared")}
    for field in rows.schema:
        kind = field.type.value_type if pa.types.is_list(field.type) else field.type
        whole = pa.types.is_integer(kind) or pa.types.is_timestamp(kind)
        tried = {"dictionary": None, "plain": None}
        tried |= {"delta": "DELTA_BINARY_PACKED"} if whole else {}
        tried |= {"split": "BYTE_STREAM_SPLIT"} if whole or pa.types.is_floating(kind) else {}
        tried |= {"shared": "DELTA_BYTE_ARRAY"} if pa.types.is_string(kind) else {}
        leaf = field.name + (".list.element" if pa.types.is_list(field.type) else "")
        for name, encoding in tried.items():
            out = io.BytesIO()
            pq.write_table(rows.select([field.name]), out, compression="zstd", compression_level=3, data_page_size=128 << 10,
                           row_group_size=250_000, max_rows_per_page=10**9, use_dictionary=[leaf] if name == "dictionary" else False,
                           column_encoding={leaf: encoding} if encoding else None)
            found[name][field.name] = size(out)
    return found


def size(out):
    metadata = pq.ParquetFile(io.BytesIO(out.getvalue())).metadata
    return sum(metadata.row_group(group).column(0).total_compressed_size for group in range(metadata.num_row_groups))


def main():
    file = sys.argv[1]
    rows = pq.read_table(file)
    found = layouts(rows) if "--encodings" in sys.argv else peers(file, rows)
    print("| bytes per row | " + " | ".join(found) + " |\n|---" + "|---:" * len(found) + "|")
    for name in next(iter(found.values())):
        cells = [f"{sizes[name] / len(rows):.3f}" if name in sizes else "" for sizes in found.values()]
        print(f"| {name} | " + " | ".join(cells) + " |")


main()
