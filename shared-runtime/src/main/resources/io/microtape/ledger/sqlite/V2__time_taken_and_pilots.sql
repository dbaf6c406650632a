-- Milliseconds from the grant of the lease that was settled to its settlement; null for what was settled before this
-- was recorded, which then says nothing about time.
alter table capture add column leased_at bigint;
alter table capture add column took_ms bigint;

-- Windows that a pilot run is limited to; null for a run over the whole manifest.
alter table run add column pilot integer;

-- The sample of a pilot, kept so that a resumed pilot is about the same windows.
create table pilot_window (
  run_id    text not null references run,
  window_id text not null,
  primary key (run_id, window_id)
);
