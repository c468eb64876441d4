-- +goose Up
-- Which process reads a mailbox. All times are this database's: a process with a wrong clock does no harm.
create table mailbox_leases (
  mailbox    text primary key,
  epoch      bigint not null,      -- moves on with every new holder; whoever comes with an old one is refused
  holder     text not null,        -- a name that no other process has, and that a restarted one does not have again
  taken_at   timestamptz not null,
  expires_at timestamptz not null, -- '-infinity' when it was given up
  check (epoch > 0)
);

-- +goose Down
drop table mailbox_leases;
