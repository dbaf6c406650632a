-- What the processes of a fleet agree on by comparing and setting, as the rate of requests. Each is set many times a second:
-- with room in its page a new value needs no new entry in the index.
create table fleet_number (
  name  text collate "C" primary key,
  value bigint not null
) with (fillfactor = 10);
