-- +goose Up
-- On which days somebody works, where it is not their place's: "Sun-Thu"; empty where it is.
alter table people add column working_days text not null default '';

-- What is built of the directory rests on the sites' clocks and countries, too.
create trigger sites_changed after insert or update or delete on sites for each statement execute function directory_changed();

-- Refresh tokens that a provider gave in place of the one in the settings. The key to each is made of that one, which is not here.
create table kept_tokens (
  id      bytea primary key,          -- a hash of the token in the settings
  sealed  bytea not null,
  kept_at timestamptz not null
);

-- +goose Down
drop table kept_tokens;
drop trigger sites_changed on sites;
alter table people drop column working_days;
