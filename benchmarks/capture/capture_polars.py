#!/usr/bin/env python3
"""The same captures with requests and Polars, as a script is often written: no schema for the pages, its writer's defaults.

    capture_polars.py URL TAPE CAPTURES LAKE
"""

import json
import os
import pathlib
import sys

import polars as pl
import requests


def capture(session, url, tape, file):
    frames = []
    following = f"{url}/v3/{tape}/BCRX?timestamp.gte=0&limit=50000"
    while following:
        page = session.get(following, headers={"Authorization": "Bearer benchmark"}).json()
        frames.append(pl.from_dicts(page["results"], infer_schema_length=None))
        following = page.get("next_url")
    pl.concat(frames, how="diagonal_relaxed").with_columns(symbol=pl.lit("BCRX")).write_parquet(file, compression="zstd", compression_level=3)
    return sum(frame.height for frame in frames)


def main():
    url, tape, captures, lake = sys.argv[1], sys.argv[2], int(sys.argv[3]), pathlib.Path(sys.argv[4])
    lake.mkdir(parents=True)
    rows = size = 0
    with requests.Session() as session:
        for number in range(captures):
            file = lake / f"BCRX_{number}_{tape}.parquet"
            rows += capture(session, url, tape, file)
            with open(file, "rb") as written:
                os.fsync(written.fileno())
            size += file.stat().st_size
    print(json.dumps({"rows": rows, "bytes": size, "files": captures}))


main()
