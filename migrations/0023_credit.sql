-- +goose Up
-- Who wrote the line and the lesson of a story, to be named beside them; unknown
-- where a version before this one published it.
alter table stories add column line_by bigint references people;
alter table stories add column lesson_by bigint references people;

-- +goose Down
alter table stories drop column lesson_by, drop column line_by;
