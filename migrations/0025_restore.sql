-- +goose Up
-- Where this database came from and went to: brought back from a backup, moved here, moved away.
create table provenance (
  id          bigint generated always as identity primary key,
  what        text not null check (what in ('restored', 'moved_here', 'moved_away')),
  happened_at timestamptz not null,
  as_of       timestamptz not null, -- of when the data are; of nothing after it does this database know
  detail      text not null default ''
);

-- What was open in a backup that was brought back. In the time between nobody knows what left: nothing leaves
-- about it until the operator says so.
alter table nominations add column waits_since timestamptz;
alter table letters add column waits_since timestamptz;
create index nominations_waits on nominations (id) where waits_since is not null;
create index letters_waits on letters (id) where waits_since is not null;

-- An older version of goodword, or whoever writes SQL, lets none of it leave either.
-- +goose StatementBegin
create function letter_waits() returns trigger language plpgsql as $$
begin
  if new.waits_since is not null
    or exists (select from nominations where id = new.nomination_id and waits_since is not null) then
    raise exception 'the letter waits for the operator since a backup was brought back (goodword restored)' using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger letter_waits before update of state on letters for each row
  when (old.state = 'queued' and new.state = 'sending') execute function letter_waits();

-- +goose Down
drop trigger letter_waits on letters;
drop function letter_waits();
drop index letters_waits, nominations_waits;
alter table letters drop column waits_since;
alter table nominations drop column waits_since;
drop table provenance;
