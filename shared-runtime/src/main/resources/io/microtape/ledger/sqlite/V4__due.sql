-- The next capture is found by one look also while very many wait for their time.
create index capture_due on capture (run_id, state, not_before, position);
drop index capture_waiting;
