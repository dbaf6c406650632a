-- What version 5 of the SQLite ledger is, table for table; ../sqlite says what each is for. Every text is of collation "C", so
-- that its order is that of its characters' numbers, as in Java and SQLite, whatever the database's own is.
-- Instants named *_at and *_until are epoch milliseconds; event, window and tape times are epoch nanoseconds.

create table manifest (
  manifest_id  text collate "C" primary key,
  profile      text collate "C" not null,
  path         text collate "C" not null,
  content_hash text collate "C" not null,
  verdict      text collate "C" not null,
  input_rows   bigint not null,
  selected     bigint not null,
  rejected     bigint not null,
  built_at     bigint not null
);

create table approval (
  manifest_id text collate "C" not null references manifest,
  approved_by text collate "C" not null,
  reason      text collate "C" not null,
  verdict     text collate "C" not null,
  approved_at bigint not null,
  primary key (manifest_id, approved_at)
);

create table run (
  run_id        text collate "C" primary key,
  manifest_id   text collate "C" not null references manifest,
  tapes         text collate "C" not null,
  sessions      text collate "C" not null default 'PM,RTH,AH',
  most_windows  integer,
  pilot         integer,
  ordering      text collate "C" not null default 'RANK',
  state         text collate "C" not null,
  reason        text collate "C" not null,
  created_at    bigint not null,
  max_requests  bigint,
  max_bytes     bigint,
  max_millis    bigint,
  requests      bigint not null default 0,
  bytes         bigint not null default 0,
  ran_millis    bigint not null default 0,
  running_since bigint
);

create table run_window (
  run_id    text collate "C" not null references run,
  window_id text collate "C" not null,
  place     bigint not null default 0,
  primary key (run_id, window_id)
);

create table capture (
  capture_id      text collate "C" primary key,
  number          bigint,
  window_id       text collate "C" not null,
  symbol          text collate "C" not null,
  tape            text collate "C" not null,
  event_at        bigint not null,
  window_from     bigint not null,
  window_to       bigint not null,
  by_change_only  boolean not null,
  max_rate_hz     integer not null,
  keep_raw        boolean not null default false,
  columns_kept    text collate "C" not null default '',
  extend_from     bigint,
  extend_to       bigint,
  speed_pctl      double precision,
  spread_pctl     double precision,
  spike_x_min     double precision,
  session         text collate "C" not null,
  date_et         text collate "C" not null,
  event_open      double precision,
  event_high      double precision,
  event_low       double precision,
  event_close     double precision,
  event_volume    double precision,
  event_spike_x   double precision,
  path            text collate "C" not null unique,
  state           text collate "C" not null,
  run_id          text collate "C" references run,
  position        bigint not null,
  not_before      bigint not null,
  answered_empty  boolean not null,
  failures        integer not null,
  holes           integer not null default 0,
  requests        bigint not null default 0,
  lease_token     bigint not null,
  leased_by       text collate "C",
  leased_at       bigint,
  lease_until     bigint,
  rows_received   bigint,
  rows_kept       bigint,
  bytes           bigint,
  sha256          text collate "C",
  raw_bytes       bigint,
  raw_sha256      text collate "C",
  first_ts        bigint,
  last_ts         bigint,
  pages           integer,
  covers_from     bigint,
  covers_to       bigint,
  grade           text collate "C",
  tick_continuity double precision,
  event_speed     double precision,
  event_spread    double precision,
  extension       text collate "C",
  cause           text collate "C",
  took_ms         bigint,
  settled_at      bigint
) with (
  -- Each capture changes a few times on its way; what is left of those changes is passed over by whoever looks for the next.
  autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02
);

create unique index capture_number on capture (number);
create index capture_due on capture (run_id, state, not_before, position);
create index capture_open on capture (capture_id) where state in ('QUEUED', 'IN_FLIGHT', 'EMPTY');
create index capture_planned on capture (capture_id) where state = 'PLANNED';
create index capture_in_flight on capture (lease_until) where state = 'IN_FLIGHT';
create index capture_hole on capture (not_before) where state = 'VENDOR_HOLE';
create index capture_symbol on capture (symbol, tape, window_from);
create index capture_window on capture (window_id, tape desc, capture_id);

create table manifest_capture (
  manifest_id   text collate "C" not null references manifest,
  capture_id    text collate "C" not null references capture,
  number        bigint,
  manifest_rank bigint not null,
  event_type    text collate "C" not null,
  primary key (manifest_id, capture_id)
);

create index manifest_capture_number on manifest_capture (manifest_id, number, event_type);

create table attempt (
  capture_id  text collate "C" not null references capture,
  lease_token bigint not null,
  leased_by   text collate "C" not null,
  outcome     text collate "C" not null,
  cause       text collate "C" not null,
  ended_at    bigint not null,
  primary key (capture_id, lease_token)
);

create table vendor_refusals (in_a_row integer not null);
insert into vendor_refusals (in_a_row) values (0);

-- Numbers rise in the order of commits, because there is one write transaction at a time: a reader that has seen one misses
-- none below it.
create table capture_change (
  seq         bigint generated always as identity primary key,
  number      bigint,
  manifest_id text collate "C"
);

create function capture_changed() returns trigger language plpgsql as $$
begin
  insert into capture_change (number) values (new.number);
  return null;
end $$;

create trigger capture_changed after update of state, grade, rows_kept, bytes, settled_at, cause on capture
for each row when (old.state is distinct from new.state or old.grade is distinct from new.grade
  or old.rows_kept is distinct from new.rows_kept or old.bytes is distinct from new.bytes
  or old.settled_at is distinct from new.settled_at or old.cause is distinct from new.cause)
execute function capture_changed();

create function capture_change_limit() returns trigger language plpgsql as $$
begin
  delete from capture_change where seq <= new.seq - 262144;
  return null;
end $$;

create trigger capture_change_limit after insert on capture_change
for each row when (new.seq % 4096 = 0) execute function capture_change_limit();
