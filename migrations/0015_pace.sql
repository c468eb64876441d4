-- +goose Up
-- What was handed to a relay that has limits: all processes together keep to them. Rows go after a day.
create table submissions (
  id         bigint generated always as identity primary key,
  relay      text not null, -- server and account
  at         timestamptz not null,
  recipients integer not null check (recipients > 0)
);
create index submissions_relay on submissions (relay, at);

-- Until when a relay that asked for less is left alone.
create table relay_rests (
  relay  text primary key,
  until  timestamptz not null,
  length interval not null,
  said   text not null
);

-- +goose Down
drop table relay_rests;
drop table submissions;
