#!/usr/bin/env python3
"""The same captures with urllib3, the JSON reader of pyarrow and a tuned Parquet writer, on one thread.

    capture_pyarrow.py URL TAPE CAPTURES LAKE

No hash, no proof, no pages held against each other: what a careful script would do, not what Microtape does.
"""

import io
import json
import os
import pathlib
import sys
import urllib.parse

import pyarrow as pa
import pyarrow.json
import pyarrow.parquet as pq
import urllib3

from schema import row, stored

pa.set_cpu_count(1)
pa.set_io_thread_count(1)


def writer(file, tape):
    schema = stored(tape)
    stamps = {name: "DELTA_BINARY_PACKED" for name in schema.names if name.endswith("timestamp") or name == "sequence_number"}
    dictionary = [name for name in schema.names if name not in stamps and name not in ("id", "conditions", "indicators")]
    dictionary += [f"{name}.list.element" for name in ("conditions", "indicators") if name in schema.names]
    encodings = {**stamps, "id": "DELTA_BYTE_ARRAY"} if tape == "trades" else stamps
    return pq.ParquetWriter(file, schema, compression="zstd", compression_level=3, data_page_size=1 << 20, use_dictionary=dictionary,
                            column_encoding=encodings, write_page_index=True, write_page_checksum=True, version="2.6", data_page_version="2.0")


def capture(pool, url, tape, file):
    schema = pa.schema([("results", pa.list_(row(tape))), ("status", pa.string()), ("request_id", pa.string()), ("next_url", pa.string())])
    parse = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    read = pyarrow.json.ReadOptions(use_threads=False, block_size=64 << 20)
    rows = 0
    with writer(file, tape) as out:
        path = f"/v3/{tape}/BCRX?timestamp.gte=0&limit=50000"
        while path:
            body = pool.request("GET", path, headers={"Accept-Encoding": "gzip", "Authorization": "Bearer benchmark"}).data
            page = pyarrow.json.read_json(io.BytesIO(body), read_options=read, parse_options=parse)
            results = page["results"].chunk(0).flatten()
            constant = [pa.repeat(pa.scalar(text), len(results)) for text in (file.stem, "BCRX")]
            columns = [results.field(i) for i in range(results.type.num_fields)]
            target = out.schema
            columns = [column.cast(field.type) if column.type != field.type else column
                       for column, field in zip(constant + columns, target)]
            out.write_batch(pa.record_batch(columns, schema=target))
            rows += len(results)
            following = page["next_url"][0].as_py()
            path = urllib.parse.urlsplit(following)._replace(scheme="", netloc="").geturl() if following else None
    return rows


def main():
    url, tape, captures, lake = sys.argv[1], sys.argv[2], int(sys.argv[3]), pathlib.Path(sys.argv[4])
    lake.mkdir(parents=True)
    pool = urllib3.connection_from_url(url, maxsize=1)
    rows = size = 0
    for number in range(captures):
        temporary = lake / f"BCRX_{number}_{tape}.tmp"
        rows += capture(pool, url, tape, temporary)
        with open(temporary, "rb") as file:
            os.fsync(file.fileno())
        size += temporary.stat().st_size
        temporary.rename(temporary.with_suffix(".parquet"))
    print(json.dumps({"rows": rows, "bytes": size, "files": captures}))


if __name__ == "__main__":
    main()
