"""What the peers share: the limits of the benchmark's profile, the small allocation problem, and how they are timed."""

import argparse
import gc
import hashlib
import json
import pathlib
import time

LIMITS = {
    "max_events": 10_000, "max_per_symbol": 20, "max_per_symbol_day": 2, "max_per_symbol_month": 20,
    "score": 0.60, "price_min": 1, "price_max": 200, "dollar_volume_bar": 100_000, "volume": 10_000,
    "spread": 0.05, "dollar_volume_day": 500_000, "rvol_day": 1.5,
}
QUOTAS = {"PM": (10, 15, 20), "RTH": (75, 80, 85), "AH": (3, 5, 10)}
BUCKETS = [(570, 615, 25), (615, 840, 35), (840, 960, 25)]


def allocate(available, most):
    for n in range(most, 0, -1):
        low = {s: -(-band[0] * n // 100) for s, band in QUOTAS.items()}
        high = {s: min(available.get(s, 0), band[2] * n // 100) for s, band in QUOTAS.items()}
        if all(low[s] <= high[s] for s in QUOTAS) and sum(low.values()) <= n <= sum(high.values()):
            counts = dict(low)
            for _ in range(n - sum(low.values())):
                cost = {s: abs((counts[s] + 1) * 100 - QUOTAS[s][1] * n) - abs(counts[s] * 100 - QUOTAS[s][1] * n)
                        for s in ("RTH", "PM", "AH") if counts[s] < high[s]}
                counts[min(cost, key=cost.get)] += 1
            return counts
    raise ValueError("no manifest is within the bands")


def slots(count):
    whole = sum(share for _, _, share in BUCKETS)
    taken = [share * count // whole for _, _, share in BUCKETS]
    rest = sorted(range(len(BUCKETS)), key=lambda i: (-(BUCKETS[i][2] * count % whole), i))
    for i in rest[: count - sum(taken)]:
        taken[i] += 1
    return taken


def main(select, write, keys):
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--write", type=pathlib.Path)
    arguments = parser.parse_args()
    millis = []
    for _ in range(arguments.rounds):
        gc.collect()
        start = time.perf_counter()
        result = select(arguments.folder)
        millis.append((time.perf_counter() - start) * 1000)
    if arguments.write:
        write(arguments.write, *result)
    lines = sorted(f"{symbol} {seconds} {event_type}" for symbol, seconds, event_type in keys(result[1]))
    print(json.dumps({"millis": millis, "selected": len(lines), "hash": hashlib.sha256("\n".join(lines).encode()).hexdigest()}))
