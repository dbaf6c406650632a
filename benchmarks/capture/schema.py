"""The tapes as they are stored, for the peers: the same columns, types and order, without the columns of the file."""

import pyarrow as pa

NANOS = pa.timestamp("ns", "UTC")
INTS = pa.list_(pa.int32())
COLUMNS = {
    "trades": [("sip_timestamp", pa.int64()), ("participant_timestamp", pa.int64()), ("trf_timestamp", pa.int64()), ("price", pa.float64()),
               ("size", pa.float64()), ("exchange", pa.int32()), ("conditions", INTS), ("correction", pa.int32()),
               ("sequence_number", pa.int64()), ("id", pa.string()), ("tape", pa.int32()), ("trf_id", pa.int32())],
    "quotes": [("sip_timestamp", pa.int64()), ("participant_timestamp", pa.int64()), ("bid_price", pa.float64()), ("bid_size", pa.float64()),
               ("bid_exchange", pa.int32()), ("ask_price", pa.float64()), ("ask_size", pa.float64()), ("ask_exchange", pa.int32()),
               ("conditions", INTS), ("indicators", INTS), ("sequence_number", pa.int64()), ("tape", pa.int32())],
}


def row(tape):
    """The type of a row as it stands in a page."""
    return pa.struct(COLUMNS[tape])


def stored(tape):
    columns = [(name, NANOS if name.endswith("timestamp") else kind) for name, kind in COLUMNS[tape]]
    return pa.schema([("window_id", pa.string()), ("symbol", pa.string()), *columns])
