"""The same selection in DuckDB: read, enrich, deduplicate, normalise, all stages, every rejection with its reason."""

import duckdb

from rules import BUCKETS, LIMITS, allocate, main, slots

ORDER = "rank desc, rvol_day desc nulls last, dollar_volume_bar desc, timestamp, symbol, event_type"


def select(folder):
    db = duckdb.connect(config={"threads": 1})
    db.execute("set timezone = 'America/New_York'")
    db.execute(f"""
        create table bar as
        with daily as (select symbol, date, low, close, volume * (high + low + close) / 3 as dollar_volume_day
                       from '{folder / "bars.parquet"}'),
        down as (select *, low <= 0.9 * lag(close) over by_day as down,
                   case when count(*) over before = 20 then dollar_volume_day / avg(dollar_volume_day) over before end as rvol_day
                 from daily window by_day as (partition by symbol order by date),
                   before as (partition by symbol order by date rows between 20 preceding and 1 preceding))
        select symbol, date, dollar_volume_day, rvol_day, down or lag(down) over (partition by symbol order by date) as is_ssr_day from down""")
    db.execute(f"""
        create table event as
        select e.* exclude (day), coalesce(not isnan(score), false) as scored, b.dollar_volume_day, b.rvol_day, b.is_ssr_day,
          volume * vwap_min as dollar_volume_bar, (high - low) / vwap_min as spread_proxy
        from (select *, row_number() over () as row, cast(timestamp as date) as day,
                hour(timestamp) * 60 + minute(timestamp) as minute, (high + low + close) / 3 as vwap_min,
                case when isodow(timestamp) > 5 then 'CLOSED' when hour(timestamp) * 60 + minute(timestamp) between 240 and 569 then 'PM'
                  when hour(timestamp) * 60 + minute(timestamp) between 570 and 959 then 'RTH'
                  when hour(timestamp) * 60 + minute(timestamp) between 960 and 1199 then 'AH' else 'CLOSED' end as session
              from '{folder / "events.parquet"}') e
        left join bar b on b.symbol = e.symbol and b.date = e.day""")
    db.execute("""
        create table candidate as
        with best as (select *, row_number() over (partition by symbol, timestamp, event_type order by scored desc, score desc) as copy from event)
        select *, case when copy > 1 then 'duplicate' when session = 'CLOSED' then 'session_closed' end as out,
          case when scored and copy = 1 and session <> 'CLOSED' then
            case when count(*) over same > 1 then (rank() over (same order by score) - 1 + (count(*) over tied - 1) / 2.0) / (count(*) over same - 1) else 0.5 end
          end as rank
        from best window same as (partition by event_type, session, scored and copy = 1),
          tied as (partition by event_type, session, scored and copy = 1, score)""")
    rules = [
        ("score_missing", "rank is null"), ("score_below_min", f"rank < {LIMITS['score']}"),
        ("price_outside_range", f"vwap_min not between {LIMITS['price_min']} and {LIMITS['price_max']}"),
        ("rvol_day_missing", "rvol_day is null"), ("metric_missing:dollar_volume_day", "dollar_volume_day is null"),
        ("dollar_volume_bar_below_min", f"dollar_volume_bar < {LIMITS['dollar_volume_bar']}"),
        ("volume_below_min", f"volume < {LIMITS['volume']}"), ("spread_proxy_above_max", f"spread_proxy > {LIMITS['spread']}"),
        ("dollar_volume_day_below_min", f"dollar_volume_day < {LIMITS['dollar_volume_day']}"),
        ("rvol_day_below_min", f"rvol_day < {LIMITS['rvol_day']}"),
    ]
    reason = " ".join(f"when {fails} then '{name}'" for name, fails in rules)
    failed = " + ".join(f"case when {fails} then {1 << bit} else 0 end" for bit, (_, fails) in enumerate(rules))
    db.execute(f"""create table judged as select *, coalesce(out, case {reason} end) as reason,
        case when out is null then {failed} else 0 end as failed from candidate""")
    left = "(select * from judged where reason is null)"
    for name, keys in (("max_per_symbol_day", "symbol, cast(timestamp as date)"),
                       ("max_per_symbol_month", "symbol, year(timestamp) * 12 + month(timestamp)"), ("max_per_symbol", "symbol")):
        db.execute(f"create table {name} as select * exclude (cap), cap from "
                   f"(select * {'exclude (cap)' if name != 'max_per_symbol_day' else ''}, row_number() over (partition by {keys} order by {ORDER}) as cap from {left})")
        left = f"(select * from {name} where cap <= {LIMITS[name]})"
    bucket = " ".join(f"when minute between {start} and {end - 1} then {i}" for i, (start, end, _) in enumerate(BUCKETS))
    db.execute(f"""create table cell as
        select *, row_number() over (partition by session, bucket order by covered, {ORDER}) as place,
          row_number() over (partition by session order by covered, {ORDER}) as place_in_session from
          (select *, case when session = 'RTH' then case {bucket} end else -1 end as bucket,
             row_number() over (partition by symbol order by {ORDER}) > 1 as covered from {left})""")
    counts = allocate(dict(db.execute("select session, count(*) from cell group by session").fetchall()), LIMITS["max_events"])
    most = " ".join(f"when session = 'RTH' and bucket = {i} then {n}" for i, n in enumerate(slots(counts["RTH"])))
    most = f"case when session = 'PM' then {counts['PM']} when session = 'AH' then {counts['AH']} {most} end"
    db.execute(f"create table first as select * from cell where place <= {most}")
    unused = counts["RTH"] - db.execute("select count(*) from first where session = 'RTH'").fetchone()[0]
    db.execute(f"""create table selected as select * from first union all
        (select * from cell where session = 'RTH' and place > {most} order by place_in_session limit {unused})""")
    db.execute(f"""create table rejection as select row, reason, failed from judged where reason is not null
        union all select row, 'max_per_symbol_day', 0 from max_per_symbol_day where cap > {LIMITS['max_per_symbol_day']}
        union all select row, 'max_per_symbol_month', 0 from max_per_symbol_month where cap > {LIMITS['max_per_symbol_month']}
        union all select row, 'max_per_symbol', 0 from max_per_symbol where cap > {LIMITS['max_per_symbol']}
        union all select row, 'quota', 0 from cell where row not in (select row from selected)""")
    return db, db


def write(folder, db, _):
    db.execute(f"copy (from selected order by {ORDER}) to '{folder / 'manifest.parquet'}' (compression zstd)")
    db.execute(f"""copy (select e.symbol, e.timestamp, e.event_type, e.session, e.score, r.reason, r.failed from rejection r
        join event e using (row) order by all) to '{folder / 'rejections.parquet'}' (compression zstd)""")


def keys(db):
    return db.execute("select symbol, cast(epoch(timestamp) as bigint), event_type from selected").fetchall()


main(select, write, keys)
