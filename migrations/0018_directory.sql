-- +goose Up
-- Directories that are read by a schedule: when each was read last, and who is at it.
create table directory_reads (
  source    text primary key check (source in ('ldap', 'entra', 'google')),
  began_at  timestamptz not null,      -- by the clock of who reads, as what is due is
  leased_to timestamptz,               -- until then it is one process's; null where nobody is at it
  done_at   timestamptz,               -- the last time it ended well
  failed    boolean not null default false, -- whether the last one did not
  detail    text not null default ''   -- what changed, in counts
);

-- Whose open requests are to be passed on.
create index people_left on people (id) where not active;

-- +goose Down
drop index people_left;
drop table directory_reads;
