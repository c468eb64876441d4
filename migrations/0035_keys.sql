-- +goose Up
-- A mail costs the same however many came before it. A key that is a hash lies anywhere in its index, on a page that is written to the
-- log whole: so no mail is put into an index by its bytes as it is stored, and one that bears a Message-ID is found again by that alone.
create index inbound_nameless on inbound (sha256) where message_id_hash is null and disposition is not null;
create index inbound_nameless_content on inbound (content_hash) where message_id_hash is null and disposition is not null;
drop index inbound_sha256;
drop index if exists inbound_message_id, inbound_content_hash; -- 0016 makes them no more, but did
-- New rows lie side by side, and not in what is left over on each page of all the years; a mail that is read finds room beside itself.
alter table inbound set (fillfactor = 80);
-- No question is asked by it: the Message-ID of a letter holds a token, and that is looked for.
drop index letters_message_id;
-- Secrets of letters of one time lie side by side, 32,768 letters to a block; who looks for one goes through the blocks from the newest on.
create unique index tokens_secret on tokens ((letter_id >> 15), hash);
alter table tokens drop constraint tokens_pkey;
create unique index letters_secret on letters ((id >> 15), return_hash) where return_hash is not null;
drop index letters_return;

-- +goose Down
create unique index letters_return on letters (return_hash);
drop index letters_secret;
alter table tokens add primary key (hash);
drop index tokens_secret;
create unique index letters_message_id on letters (message_id);
alter table inbound reset (fillfactor);
create index inbound_sha256 on inbound (sha256);
create index inbound_message_id on inbound (message_id) where message_id is not null;
create index inbound_content_hash on inbound (content_hash) where content_hash is not null;
drop index inbound_nameless, inbound_nameless_content;
