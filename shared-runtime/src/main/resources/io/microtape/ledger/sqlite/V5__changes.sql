-- A capture's number, given once and never again: what readers that keep the captures in memory know it by.
alter table capture add column number bigint;
update capture set number = rowid;
create unique index capture_number on capture (number);

-- It stands beside the id, so that a manifest's captures are read in the order in which they lie on disk.
alter table manifest_capture add column number bigint;
update manifest_capture set number = (select c.number from capture c where c.capture_id = manifest_capture.capture_id);
create index manifest_capture_number on manifest_capture (manifest_id, number, event_type);

-- What was done to captures, newest last, so that such readers need to read no more than that. One row for every capture
-- whose state, measures or cause changed, and one for every manifest that got captures.
create table capture_change (
  seq         integer primary key autoincrement,
  number      bigint,
  manifest_id text
);

create trigger capture_changed after update of state, grade, rows_kept, bytes, settled_at, cause on capture
when old.state is not new.state or old.grade is not new.grade
  or old.rows_kept is not new.rows_kept or old.bytes is not new.bytes
  or old.settled_at is not new.settled_at or old.cause is not new.cause
begin
  insert into capture_change (number) values (new.number);
end;

-- Whoever is further behind than this reads everything again.
create trigger capture_change_limit after insert on capture_change when new.seq % 4096 = 0
begin
  delete from capture_change where seq <= new.seq - 262144;
end;

-- Captures are listed by window, and looked up by it.
create index capture_window on capture (window_id, tape desc, capture_id);
