-- +goose Up

-- The audit log's words are sealed: the chain holds salted hashes of who and detail, so that either can be
-- forgotten together with its salt and the chain still verifies. Entries of before have no seals; the chain
-- holds their words themselves.
alter table audit add column who_salt bytea;
alter table audit add column who_seal bytea;
alter table audit add column detail_salt bytea;
alter table audit add column detail_seal bytea;
alter table audit add check (who_salt is null or who_seal is not null);
alter table audit add check (detail_salt is null or detail_seal is not null);
create index audit_letter on audit (letter_id) where letter_id is not null;
create index audit_inbound on audit (inbound_id) where inbound_id is not null;
drop trigger audit_append_only on audit;
create trigger audit_append_only before delete or truncate on audit
  for each statement execute function audit_is_append_only();
-- The one change allowed is to forget a sealed word: it becomes empty, and its salt goes.
-- +goose StatementBegin
create function audit_may_be_forgotten() returns trigger language plpgsql as $$
begin
  if (new.who = old.who and new.who_salt is not distinct from old.who_salt
      or new.who = '' and new.who_salt is null and old.who_seal is not null)
    and (new.detail = old.detail and new.detail_salt is not distinct from old.detail_salt
      or new.detail = '' and new.detail_salt is null and old.detail_seal is not null)
    and (new.id, new.happened_at, new.what, new.prev, new.hash) = (old.id, old.happened_at, old.what, old.prev, old.hash)
    and (new.nomination_id, new.letter_id, new.inbound_id, new.who_seal, new.detail_seal)
      is not distinct from (old.nomination_id, old.letter_id, old.inbound_id, old.who_seal, old.detail_seal) then
    return new;
  end if;
  raise exception 'the audit log is append-only: sealed words can be forgotten, and nothing else changed';
end $$;
-- +goose StatementEnd
create trigger audit_forget_only before update on audit for each row execute function audit_may_be_forgotten();

-- How many there are of what: the sum of tallies and of the changes not yet folded into them. Changes are
-- appended, so that nobody waits for a counter, and folded by the tick.
create table tallies (
  what  text not null check (what in ('mails', 'nominations', 'letters')),
  name  text not null,
  count bigint not null,
  primary key (what, name)
);
create table tally_changes (
  what text not null,
  was  text,
  now  text
);
-- +goose StatementBegin
create function tally_states() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally_changes (what, now) values (tg_argv[0], new.state);
  elsif tg_op = 'UPDATE' then
    insert into tally_changes (what, was, now) values (tg_argv[0], old.state, new.state);
  else
    insert into tally_changes (what, was) values (tg_argv[0], old.state);
  end if;
  return null;
end $$;
-- +goose StatementEnd
-- +goose StatementBegin
create function tally_mails() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into tally_changes (what, now) values ('mails', coalesce(new.disposition, 'unread'));
  elsif tg_op = 'UPDATE' then
    insert into tally_changes (what, was, now) values ('mails', coalesce(old.disposition, 'unread'), coalesce(new.disposition, 'unread'));
  else
    insert into tally_changes (what, was) values ('mails', coalesce(old.disposition, 'unread'));
  end if;
  return null;
end $$;
-- +goose StatementEnd
create trigger tally_came after insert or delete on inbound for each row execute function tally_mails();
create trigger tally_moved after update on inbound for each row
  when (old.disposition is distinct from new.disposition) execute function tally_mails();
create trigger tally_came after insert or delete on nominations for each row execute function tally_states('nominations');
create trigger tally_moved after update on nominations for each row
  when (old.state <> new.state) execute function tally_states('nominations');
create trigger tally_came after insert or delete on letters for each row execute function tally_states('letters');
create trigger tally_moved after update on letters for each row
  when (old.state <> new.state) execute function tally_states('letters');
-- The triggers hold the tables locked until this commits: what was there is counted once.
insert into tallies (what, name, count)
  select 'mails', coalesce(disposition, 'unread'), count(*) from inbound group by 2
  union all select 'nominations', state, count(*) from nominations group by 2
  union all select 'letters', state, count(*) from letters group by 2;

-- Thank-yous of which nobody knows whether they left, and when their traces were last looked for.
alter table letters add column sought_at timestamptz;
create index letters_unknown on letters (ended_at) where state = 'unknown';

-- Forgetting. What is removed from the mailboxes is known by the mail's size and hash, so that no other is.
alter table inbound add column expunge_at timestamptz;   -- when it was asked for
alter table inbound add column expunged_at timestamptz;  -- when it was done
create index inbound_expunge on inbound (mailbox) where expunge_at is not null and expunged_at is null;
create index inbound_from on inbound (lower(from_address));
create index nominations_customer on nominations (lower(customer_address)) where customer_address <> '';
create index audit_kept on audit (id) where who_salt is not null or detail_salt is not null;
-- Until when the bytes of a letter are kept that has ended: while a question in it may be answered.
alter table letters add column bytes_until timestamptz;
create index letters_bytes on letters (bytes_until) where raw is not null;
alter table letters add column forgotten_at timestamptz; -- what it said, and to whom outside the company
create index letters_unforgotten on letters (queued_at) where forgotten_at is null;

-- +goose Down
drop index letters_unforgotten, letters_bytes, audit_kept, nominations_customer, inbound_from, inbound_expunge;
alter table letters drop column bytes_until, drop column forgotten_at, drop column sought_at;
alter table inbound drop column expunged_at, drop column expunge_at;
drop trigger tally_moved on letters;
drop trigger tally_came on letters;
drop trigger tally_moved on nominations;
drop trigger tally_came on nominations;
drop trigger tally_moved on inbound;
drop trigger tally_came on inbound;
drop table tally_changes, tallies;
drop function tally_mails();
drop function tally_states();
drop trigger audit_forget_only on audit;
drop function audit_may_be_forgotten();
drop trigger audit_append_only on audit;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function audit_is_append_only();
drop index audit_inbound, audit_letter;
alter table audit drop column detail_seal, drop column detail_salt, drop column who_seal, drop column who_salt;
