-- +goose Up
-- Since when a letter leaves, by this database's clock: two machines' clocks need not agree.
alter table letters add column entered_at timestamptz;
-- The leader in whose name it was written out; with another leader since, its bytes never leave.
alter table letters add column signed_by bigint references people;

-- The mail that holds the words in leader_words, so that who wrote it can take them back.
alter table nominations add column leader_words_mail bigint references inbound;
-- Who read that the thank-you leaves. Another leader has to read it anew.
alter table nominations add column announced_to bigint references people;

-- How often reading of a mail began after its job was given up several times, and did not end: each time the
-- process died with it.
alter table inbound add column begun int not null default 0;

-- +goose Down
alter table inbound drop column begun;
alter table nominations drop column announced_to, drop column leader_words_mail;
alter table letters drop column signed_by, drop column entered_at;
