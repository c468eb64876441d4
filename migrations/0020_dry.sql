-- +goose Up
-- Whether the processes of this database work for the company, or only show what they would do: never both.
create table purpose (
  one     bool primary key default true check (one),
  dry     bool not null,
  sent_to text not null default '', -- of a dry run: the address or folder that has its letters
  since   timestamptz not null
);

-- +goose Down
drop table purpose;
