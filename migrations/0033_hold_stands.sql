-- +goose Up
-- A hold stands while its approval is taken back and given anew: nobody but the CEO ends it.
alter table nominations add column hold_stands boolean not null default false;

-- +goose Down
alter table nominations drop column hold_stands;
