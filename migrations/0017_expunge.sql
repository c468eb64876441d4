-- +goose Up
-- Forgotten mails are removed from their mailboxes some at a time.
alter table inbound add column expunge_tries int not null default 0;      -- how often the server did not give it to look at
alter table mailboxes add column expunge_failures int not null default 0; -- in a row
alter table mailboxes add column expunge_after timestamptz;               -- left alone until then, after a failure

-- +goose Down
alter table mailboxes drop column expunge_after, drop column expunge_failures;
alter table inbound drop column expunge_tries;
