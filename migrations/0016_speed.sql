-- +goose Up
-- Storing a mail costs what its bytes and its keys cost, and little beside it.
-- lz4 packs four times as fast as PostgreSQL's own; a server built without it keeps the bytes as they are.
-- +goose StatementBegin
do $$
begin
  alter table inbound alter column raw set compression lz4;
  alter table letters alter column raw set compression lz4;
exception when feature_not_supported then
  alter table inbound alter column raw set storage external;
  alter table letters alter column raw set storage external;
end $$;
-- +goose StatementEnd

-- What comes is counted once for each statement, and still in a row for each mail: an older goodword folds these.
-- +goose StatementBegin
create function tally_mails_that_came() returns trigger language plpgsql as $$
begin
  insert into tally_changes (what, now) select 'mails', coalesce(disposition, 'unread') from came;
  return null;
end $$;
-- +goose StatementEnd
drop trigger tally_came on inbound;
create trigger tally_came after insert on inbound referencing new table as came
  for each statement execute function tally_mails_that_came();
create trigger tally_went after delete on inbound for each row execute function tally_mails();

-- A mail that was not read yet has none of these, and need not be in an index on them.
drop index inbound_message_id, inbound_content_hash, inbound_taken, inbound_from, inbound_message_id_hash;
create index inbound_taken on inbound (disposition, read_at) where disposition is not null;
create index inbound_from on inbound (lower(from_address)) where from_address is not null;
create index inbound_message_id_hash on inbound (message_id_hash) where message_id_hash is not null;

-- What is asked for by these must not take longer with every year.
create index consents_given on consents (given_at);
create index effects_nomination on effects (nomination_id) where nomination_id is not null;

-- +goose Down
drop index effects_nomination, consents_given;
drop index inbound_message_id, inbound_content_hash, inbound_taken, inbound_from, inbound_message_id_hash;
create index inbound_message_id on inbound (message_id);
create index inbound_content_hash on inbound (content_hash);
create index inbound_taken on inbound (disposition, read_at);
create index inbound_from on inbound (lower(from_address));
create index inbound_message_id_hash on inbound (message_id_hash);
drop trigger tally_went on inbound;
drop trigger tally_came on inbound;
create trigger tally_came after insert or delete on inbound for each row execute function tally_mails();
drop function tally_mails_that_came();
alter table letters alter column raw set compression default, alter column raw set storage extended;
alter table inbound alter column raw set compression default, alter column raw set storage extended;
