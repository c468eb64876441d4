-- +goose Up
-- An absence note moves the directory's version on, as before, and not that of its people: who keeps the people in memory reads the
-- absences anew and not all the people, of whom there may be 300,000.
alter table directory_version add column people bigint not null default 1;
update directory_version set people = version;
-- +goose StatementBegin
create or replace function directory_changed() returns trigger language plpgsql as $$
begin
  update directory_version set version = version + 1, people = people + 1;
  return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function absences_changed() returns trigger language plpgsql as $$
begin
  update directory_version set version = version + 1;
  return null;
end $$;
-- +goose StatementEnd
drop trigger absences_changed on absences;
create trigger absences_changed after insert or update or delete on absences for each statement execute function absences_changed();
create index absences_until on absences (until);

-- +goose Down
drop index absences_until;
drop trigger absences_changed on absences;
create trigger absences_changed after insert or update or delete on absences for each statement execute function directory_changed();
drop function absences_changed();
-- +goose StatementBegin
create or replace function directory_changed() returns trigger language plpgsql as $$
begin
  update directory_version set version = version + 1;
  return null;
end $$;
-- +goose StatementEnd
alter table directory_version drop column people;
