-- +goose Up
-- What a statement's letters were and what they became is joined once, by a hash: joined as two lists in turns, which is
-- how it was planned, a statement of n letters looked at n × n pairs, thrice.
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

-- +goose Down
-- +goose StatementBegin
create or replace function letters_that_moved() returns trigger language plpgsql as $$
begin
  insert into tally_changes (what, was, now)
    select 'letters', b.state, a.state from before b join after a on a.id = b.id where b.state <> a.state;
  if exists (select from before b join after a on a.id = b.id where b.state = 'queued' and a.state = 'sending'
      and (a.waits_since is not null or a.nomination_id = any(array(select id from nominations where waits_since is not null)))) then
    raise exception 'the letter waits for the operator since a backup was brought back (goodword restored)' using errcode = 'check_violation';
  end if;
  return null;
end $$;
-- +goose StatementEnd
