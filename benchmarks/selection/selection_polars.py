"""The same selection in Polars: read, enrich, deduplicate, normalise, all stages, every rejection with its reason."""

import polars as pl

from rules import BUCKETS, LIMITS, allocate, main, slots

NEW_YORK = "America/New_York"
EVENT = ["symbol", "timestamp", "event_type"]


def day_metrics(folder):
    dollars = pl.col("volume") * (pl.col("high") + pl.col("low") + pl.col("close")) / 3
    close = pl.col("close").shift(1).over("symbol")
    down = pl.col("low") <= 0.9 * close
    return (
        pl.read_parquet(folder / "bars.parquet", columns=["symbol", "date", "high", "low", "close", "volume"])
        .sort("symbol", "date")
        .with_columns(dollars.alias("dollar_volume_day"), down.alias("down"))
        .with_columns(
            (pl.col("dollar_volume_day") / pl.col("dollar_volume_day").shift(1).rolling_mean(20).over("symbol")).alias("rvol_day"),
            (pl.col("down") | pl.col("down").shift(1).over("symbol")).alias("is_ssr_day"),
        )
        .select("symbol", "date", "dollar_volume_day", "rvol_day", "is_ssr_day")
    )


def select(folder):
    local = pl.col("timestamp").dt.convert_time_zone(NEW_YORK)
    minute = pl.col("minute")
    events = (
        pl.read_parquet(folder / "events.parquet")
        .with_row_index("row")
        .with_columns(local.dt.date().alias("date"), (local.dt.hour().cast(pl.Int32) * 60 + local.dt.minute()).alias("minute"),
                      local.dt.weekday().alias("weekday"), pl.col("score").fill_nan(None))
        .with_columns(
            pl.when(pl.col("weekday") > 5).then(pl.lit("CLOSED")).when(minute.is_between(240, 569)).then(pl.lit("PM"))
            .when(minute.is_between(570, 959)).then(pl.lit("RTH")).when(minute.is_between(960, 1199)).then(pl.lit("AH"))
            .otherwise(pl.lit("CLOSED")).alias("session"),
            ((pl.col("high") + pl.col("low") + pl.col("close")) / 3).alias("vwap_min"),
        )
        .with_columns(
            (pl.col("volume") * pl.col("vwap_min")).alias("dollar_volume_bar"),
            ((pl.col("high") - pl.col("low")) / pl.col("vwap_min")).alias("spread_proxy"),
        )
        .join(day_metrics(folder), on=["symbol", "date"], how="left")
    )
    best = events.sort(EVENT + ["score"], descending=[False, False, False, True], nulls_last=True).unique(EVENT, keep="first", maintain_order=True)
    duplicates = events.join(best.select("row"), on="row", how="anti").select("row", reason=pl.lit("duplicate"), failed=pl.lit(0))
    closed = best.filter(pl.col("session") == "CLOSED").select("row", reason=pl.lit("session_closed"), failed=pl.lit(0))
    group = ["event_type", "session"]
    n = pl.col("score").count().over(group)
    candidates = best.filter(pl.col("session") != "CLOSED").with_columns(
        pl.when(n > 1).then((pl.col("score").rank("average").over(group) - 1) / (n - 1)).when(pl.col("score").is_not_null()).then(0.5).alias("rank"))
    rules = [
        ("score_missing", pl.col("rank").is_null()),
        ("score_below_min", pl.col("rank") < LIMITS["score"]),
        ("price_outside_range", ~pl.col("vwap_min").is_between(LIMITS["price_min"], LIMITS["price_max"])),
        ("rvol_day_missing", pl.col("rvol_day").is_null()),
        ("metric_missing:dollar_volume_day", pl.col("dollar_volume_day").is_null()),
        ("dollar_volume_bar_below_min", pl.col("dollar_volume_bar") < LIMITS["dollar_volume_bar"]),
        ("volume_below_min", pl.col("volume") < LIMITS["volume"]),
        ("spread_proxy_above_max", pl.col("spread_proxy") > LIMITS["spread"]),
        ("dollar_volume_day_below_min", pl.col("dollar_volume_day") < LIMITS["dollar_volume_day"]),
        ("rvol_day_below_min", pl.col("rvol_day") < LIMITS["rvol_day"]),
    ]
    reason = pl.lit(None, dtype=pl.String)
    failed = pl.lit(0, dtype=pl.Int64)
    for bit, (name, fails) in reversed(list(enumerate(rules))):
        fails = fails.fill_null(False)
        reason = pl.when(fails).then(pl.lit(name)).otherwise(reason)
        failed = failed + fails.cast(pl.Int64) * (1 << bit)
    candidates = candidates.with_columns(reason.alias("reason"), failed.alias("failed"))
    rejected = candidates.filter(pl.col("reason").is_not_null()).select("row", "reason", "failed")
    left = candidates.filter(pl.col("reason").is_null()).sort(
        ["rank", "rvol_day", "dollar_volume_bar", "timestamp", "symbol", "event_type"],
        descending=[True, True, True, False, False, False], nulls_last=True)
    parts = [duplicates, closed, rejected]
    for name, keys in (("max_per_symbol_day", ["symbol", "date"]), ("max_per_symbol_month", ["symbol", "month"]), ("max_per_symbol", ["symbol"])):
        if "month" in keys:
            left = left.with_columns((pl.col("date").dt.year() * 12 + pl.col("date").dt.month()).alias("month"))
        left = left.with_columns(pl.int_range(pl.len()).over(keys).alias("place"))
        parts.append(left.filter(pl.col("place") >= LIMITS[name]).select("row", reason=pl.lit(name), failed=pl.lit(0)))
        left = left.filter(pl.col("place") < LIMITS[name])
    left = left.with_columns(pl.col("symbol").is_first_distinct().alias("coverage")).sort("coverage", descending=True, maintain_order=True)
    available = dict(left.group_by("session").len().iter_rows())
    counts = allocate(available, LIMITS["max_events"])
    left = left.with_columns(pl.int_range(pl.len()).over("session").alias("place"))
    chosen = [left.filter((pl.col("session") == s) & (pl.col("place") < counts[s])) for s in ("PM", "AH")]
    regular = left.filter(pl.col("session") == "RTH")
    taken = pl.concat([regular.filter(minute.is_between(start, end - 1)).head(most) for (start, end, _), most in zip(BUCKETS, slots(counts["RTH"]))])
    unused = regular.join(taken.select("row"), on="row", how="anti", maintain_order="left").head(counts["RTH"] - taken.height)
    chosen += [taken, unused]
    selected = pl.concat(chosen).sort(
        ["rank", "rvol_day", "dollar_volume_bar", "timestamp", "symbol", "event_type"],
        descending=[True, True, True, False, False, False], nulls_last=True)
    parts.append(left.join(selected.select("row"), on="row", how="anti").select("row", reason=pl.lit("quota"), failed=pl.lit(0)))
    rejections = pl.concat([part.with_columns(pl.col("failed").cast(pl.Int64)) for part in parts])
    return events, selected, rejections


def write(folder, events, selected, rejections):
    selected.write_parquet(folder / "manifest.parquet", compression="zstd")
    rejections.join(events.select("row", "symbol", "timestamp", "event_type", "session", "score"), on="row").sort(
        "symbol", "timestamp", "event_type").write_parquet(folder / "rejections.parquet", compression="zstd")


def keys(selected):
    return selected.select("symbol", pl.col("timestamp").dt.epoch("s"), "event_type").rows()


main(select, write, keys)
