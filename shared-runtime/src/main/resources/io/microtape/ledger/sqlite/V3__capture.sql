-- What decides what is stored, beside the window and the thinning.
alter table capture add column keep_raw boolean not null default false;
alter table capture add column columns_kept text not null default '';
alter table capture add column extend_from bigint;
alter table capture add column extend_to bigint;
alter table capture add column speed_pctl double precision;
alter table capture add column spread_pctl double precision;
alter table capture add column spike_x_min double precision;

-- The event's own minute, as far as the event said it.
alter table capture add column event_open double precision;
alter table capture add column event_high double precision;
alter table capture add column event_low double precision;
alter table capture add column event_close double precision;
alter table capture add column event_spike_x double precision;

-- What the published file covers and what its rows say; null until there is one.
alter table capture add column covers_from bigint;
alter table capture add column covers_to bigint;
alter table capture add column raw_bytes bigint;
alter table capture add column raw_sha256 text;
alter table capture add column grade text;
alter table capture add column tick_continuity double precision;
alter table capture add column event_speed double precision;
alter table capture add column event_spread double precision;
alter table capture add column extension text;

-- Times it was found to be a hole, and requests made for it in all its attempts.
alter table capture add column holes integer not null default 0;
alter table capture add column requests bigint not null default 0;

update capture set covers_from = window_from, covers_to = window_to, grade = 'NONE', requests = pages
where state = 'COMPLETE';
update capture set requests = case when state = 'EMPTY' then 1 else 2 end
where state in ('EMPTY', 'EMPTY_CONFIRMED', 'VENDOR_HOLE');
update capture set holes = 1, not_before = 4102444800000 where state = 'VENDOR_HOLE';

create index capture_symbol on capture (symbol, tape, window_from);
create index capture_planned on capture (capture_id) where state = 'PLANNED';
create index capture_hole on capture (not_before) where state = 'VENDOR_HOLE';

-- What a run is limited to beside its pilot, its order, and the budgets that pause it; null is no limit.
alter table run add column sessions text not null default 'PM,RTH,AH';
alter table run add column most_windows integer;
alter table run add column ordering text not null default 'RANK';
alter table run add column max_requests bigint;
alter table run add column max_bytes bigint;
alter table run add column max_millis bigint;

-- The windows of every run from now on, in its order from 0; of an older one only those of a pilot are here.
alter table pilot_window rename to run_window;
alter table run_window add column place bigint not null default 0;

-- What it has used up: requests, published bytes, and milliseconds as RUNNING up to running_since. That is null while it
-- does not run, and while no process hands its captures out.
alter table run add column requests bigint not null default 0;
alter table run add column bytes bigint not null default 0;
alter table run add column ran_millis bigint not null default 0;
alter table run add column running_since bigint;

-- Captures in a row, of whatever run, that the vendor refused for lack of entitlement.
create table vendor_refusals (in_a_row integer not null);
insert into vendor_refusals (in_a_row) values (0);
