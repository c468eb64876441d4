-- +goose Up
-- What left within the hour is counted before each letter leaves, or each batch of them. Counted in letters itself that took the longer the
-- more had left: here a statement notes how many it let leave, and the sums are the same.
create table departures (
  at      timestamptz not null, -- the letters' sending_at
  letters int not null          -- how many bear it since; below zero: how many bore it, and bear another
);
create index departures_at on departures (at) include (letters);
-- +goose StatementBegin
create or replace function letters_that_came() returns trigger language plpgsql as $$
begin
  insert into tally_changes (what, now) select 'letters', state from came;
  insert into departures (at, letters) select sending_at, count(*) from came where sending_at is not null group by sending_at;
  return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create or replace function letters_that_moved() returns trigger language plpgsql set enable_nestloop = off as $$
declare
  waits boolean;
begin
  with moved as materialized (
      select b.state as was, a.state as now, b.sending_at as left_before, a.sending_at as left_now, a.waits_since, a.nomination_id
      from before b join after a on a.id = b.id where b.state <> a.state or b.sending_at is distinct from a.sending_at),
    noted as (insert into tally_changes (what, was, now) select 'letters', moved.was, moved.now from moved where moved.was <> moved.now),
    counted as (insert into departures (at, letters) select at, sum(n) from (
        select left_now as at, 1 as n from moved where left_now is distinct from left_before
        union all select left_before, -1 from moved where left_now is distinct from left_before) each where at is not null group by at)
  select exists (select from moved where moved.was = 'queued' and moved.now = 'sending'
    and (waits_since is not null or nomination_id = any(array(select id from nominations where waits_since is not null)))) into waits;
  if waits then
    raise exception 'the letter waits for the operator since a backup was brought back (goodword restored)' using errcode = 'check_violation';
  end if;
  return null;
end $$;
-- +goose StatementEnd
-- Nothing leaves until this commits, and from then on the functions count: what left already is counted once.
lock table letters in share row exclusive mode;
insert into departures (at, letters) select sending_at, count(*) from letters where sending_at > now() - interval '2 days' group by sending_at;
-- No question is asked by the first two, and none any more by the third; each was written twice for each letter.
drop index letters_queued, letters_kept, letters_left;

-- +goose Down
create index letters_left on letters (sending_at);
create index letters_kept on letters (queued_at) where raw is not null or args <> '{}';
create index letters_queued on letters (queued_at);
-- +goose StatementBegin
create or replace function letters_that_moved() returns trigger language plpgsql set enable_nestloop = off as $$
declare
  waits boolean;
begin
  with moved as materialized (
      select b.state as was, a.state as now, a.waits_since, a.nomination_id from before b join after a on a.id = b.id where b.state <> a.state),
    noted as (insert into tally_changes (what, was, now) select 'letters', moved.was, moved.now from moved)
  select exists (select from moved where moved.was = 'queued' and moved.now = 'sending'
    and (waits_since is not null or nomination_id = any(array(select id from nominations where waits_since is not null)))) into waits;
  if waits then
    raise exception 'the letter waits for the operator since a backup was brought back (goodword restored)' using errcode = 'check_violation';
  end if;
  return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create or replace function letters_that_came() returns trigger language plpgsql as $$
begin
  insert into tally_changes (what, now) select 'letters', state from came;
  return null;
end $$;
-- +goose StatementEnd
drop table departures;
