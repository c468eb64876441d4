-- +goose Up
-- Who wrote the words in leader_words: over another leader's name they never leave.
alter table nominations add column leader_words_by bigint references people;

-- +goose Down
alter table nominations drop column leader_words_by;
