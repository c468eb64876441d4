-- +goose Up
-- Letters leave up to 32 by one statement, and are counted and checked once for each statement, not for each row:
-- that took a third of what it costs the database to let one leave. Still a row is noted for each letter: an older goodword folds these.
-- +goose StatementBegin
create function letters_that_came() returns trigger language plpgsql as $$
begin
  insert into tally_changes (what, now) select 'letters', state from came;
  return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function letters_that_moved() returns trigger language plpgsql as $$
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
drop trigger tally_came on letters;
drop trigger tally_moved on letters;
drop trigger letter_waits on letters;
create trigger tally_came after insert on letters referencing new table as came
  for each statement execute function letters_that_came();
create trigger tally_went after delete on letters for each row execute function tally_states('letters');
create trigger letters_moved after update on letters referencing old table as before new table as after
  for each statement execute function letters_that_moved();

-- +goose Down
drop trigger letters_moved on letters;
drop trigger tally_went on letters;
drop trigger tally_came on letters;
drop function letters_that_moved();
drop function letters_that_came();
create trigger letter_waits before update of state on letters for each row
  when (old.state = 'queued' and new.state = 'sending') execute function letter_waits();
create trigger tally_came after insert or delete on letters for each row execute function tally_states('letters');
create trigger tally_moved after update on letters for each row
  when (old.state <> new.state) execute function tally_states('letters');
