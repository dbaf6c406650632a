-- What the processes of a fleet agree on by comparing and setting, as the rate of requests.
create table fleet_number (
  name  text primary key,
  value bigint not null
);
