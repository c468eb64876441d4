-- +goose Up
-- The versions of the company's catalogue of behaviours that were imported; the
-- highest is in force. Without one, the settings' file is, or the one that comes along.
create table catalogues (
  version     int primary key check (version > 0),
  text        text not null,        -- the file as it was
  tell        boolean not null,     -- whether everybody gets a letter about it
  imported_at timestamptz not null,
  imported_by text not null,
  told_at     timestamptz           -- everybody has been written to
);
-- The catalogue is kept in memory together with the directory.
create trigger catalogues_changed after insert or update of text or delete on catalogues for each statement execute function directory_changed();

-- Since when somebody is in the directory; none who were there when the counting began.
create table arrivals (
  person_id  bigint primary key references people,
  arrived_at timestamptz
);
create index arrivals_at on arrivals (arrived_at) where arrived_at is not null;
-- Up to which state of the directory arrivals were looked for.
create table arrivals_seen (
  one     boolean primary key default true check (one),
  version bigint not null
);

alter table nominations add column touchpoint text not null default '';    -- id in the catalogue; '' where it is not plain
alter table nominations add column behaviour_by text not null default ''   -- who named it; '' not known
  check (behaviour_by in ('', 'words', 'nominator', 'approver'));
-- Somebody who helped behind the scenes: the words are about the nominee of the other nomination.
alter table nominations add column beside_id bigint references nominations;
alter table nominations add column beside_by bigint references people;     -- who said so
create index nominations_beside on nominations (beside_id) where beside_id is not null;
create index nominations_behaviour on nominations (behaviour, thanked_at) where thanked_at is not null and behaviour <> '';

-- +goose Down
drop index nominations_behaviour, nominations_beside;
alter table nominations drop column beside_by, drop column beside_id, drop column behaviour_by, drop column touchpoint;
drop table arrivals_seen, arrivals, catalogues;
