-- Instants named *_at and *_until are epoch milliseconds; event, window and tape times are epoch nanoseconds.

create table manifest (
  manifest_id  text primary key,
  profile      text not null,
  path         text not null,
  content_hash text not null,
  verdict      text not null,
  input_rows   bigint not null,
  selected     bigint not null,
  rejected     bigint not null,
  built_at     bigint not null
);

-- Never updated or deleted: an override stays visible for ever.
create table approval (
  manifest_id text not null references manifest,
  approved_by text not null,
  reason      text not null,
  verdict     text not null,
  approved_at bigint not null,
  primary key (manifest_id, approved_at)
);

create table run (
  run_id      text primary key,
  manifest_id text not null references manifest,
  tapes       text not null,
  state       text not null,
  reason      text not null,
  created_at  bigint not null
);

create table capture (
  capture_id     text primary key,
  window_id      text not null,
  symbol         text not null,
  tape           text not null,
  event_at       bigint not null,
  window_from    bigint not null,
  window_to      bigint not null,
  by_change_only boolean not null,
  max_rate_hz    integer not null,
  session        text not null,
  date_et        text not null,
  event_volume   double precision,
  path           text not null unique,
  state          text not null,
  run_id         text references run,
  position       bigint not null,
  not_before     bigint not null,
  answered_empty boolean not null,
  failures       integer not null,
  lease_token    bigint not null,
  leased_by      text,
  lease_until    bigint,
  rows_received  bigint,
  rows_kept      bigint,
  bytes          bigint,
  sha256         text,
  first_ts       bigint,
  last_ts        bigint,
  pages          integer,
  cause          text,
  settled_at     bigint
);

create index capture_waiting on capture (run_id, state, position);
create index capture_open on capture (capture_id) where state in ('QUEUED', 'IN_FLIGHT', 'EMPTY');
create index capture_in_flight on capture (lease_until) where state = 'IN_FLIGHT';

-- Which captures a manifest is made of. Two manifests that ask for the same window share the capture.
create table manifest_capture (
  manifest_id   text not null references manifest,
  capture_id    text not null references capture,
  manifest_rank bigint not null,
  event_type    text not null,
  primary key (manifest_id, capture_id)
);

-- One row for every lease that ended, however it ended.
create table attempt (
  capture_id  text not null references capture,
  lease_token bigint not null,
  leased_by   text not null,
  outcome     text not null,
  cause       text not null,
  ended_at    bigint not null,
  primary key (capture_id, lease_token)
);
