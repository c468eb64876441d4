-- +goose Up
-- Who wrote the line and the lesson of a story, to be named beside them; unknown
-- where a version before this one published it.
alter table stories add column line_by bigint references people;
alter table stories add column lesson_by bigint references people;

-- What a number of a leader's letters stands for beside its mail: one mail may
-- bring an idea and a weekly challenge, and each has a number of its own.
alter table items add column what text not null default '' check (what in ('', 'challenge'));

-- +goose Down
alter table items drop column what;
alter table stories drop column lesson_by, drop column line_by;
