-- +goose Up
-- The bytes of mails, apart from their rows and by the month they were stored in: a month that is past its time goes as a whole,
-- and whatever reads or changes rows has the bytes neither to pass over nor to write again.
create table inbound_bytes (
  inbound_id bigint not null, -- no key to inbound: both are written by one transaction, and a look for each mail would cost as much as the bytes
  month      date not null,   -- the first day of the month in which the mail was stored (UTC), as in inbound.bytes_in
  raw        bytea not null
) partition by range (month); -- the key is each part's own, as it is narrower without the month
-- +goose StatementBegin
do $$
begin
  alter table inbound_bytes alter column raw set compression lz4;
exception when feature_not_supported then
  alter table inbound_bytes alter column raw set storage external;
end $$;
-- +goose StatementEnd
-- What no month was made for: storing never fails for want of one.
create table inbound_bytes_other partition of inbound_bytes default;
alter table inbound_bytes_other add primary key (inbound_id);

-- Makes a month, takes over what came before it was there, and says whether it did. A mail of up to half a page stays in one
-- piece with its row instead of four in a table beside it.
-- +goose StatementBegin
create function make_bytes_month(first date) returns boolean language plpgsql as $$
declare
  name text := 'inbound_bytes_' || to_char(first, 'YYYY_MM');
begin
  if to_regclass(name) is not null then return false; end if;
  lock table inbound_bytes_other in access exclusive mode;
  if to_regclass(name) is not null then return false; end if;
  execute format('create table %I (like inbound_bytes including all, primary key (inbound_id)) with (toast_tuple_target = 4064)', name);
  execute format('with moved as (delete from inbound_bytes_other where month = %L returning inbound_id, month, raw) insert into %I select * from moved', first, name);
  execute format('alter table inbound_bytes attach partition %I for values from (%L) to (%L)', name, first, (first + interval '1 month')::date);
  return true;
end $$;
-- +goose StatementEnd
select make_bytes_month((date_trunc('month', now() at time zone 'UTC') + n * interval '1 month')::date) from generate_series(0, 1) n;

-- In which month the bytes are; null where raw has them. A process of before knows raw alone, would take such a mail for an empty
-- one, and must not write that down: every connection of its is called "goodword", ours are not. It never writes bytes_in itself:
-- so mails that come are not asked, which a check would do at a twentieth of what it costs to store them.
alter table inbound add column bytes_in date;
-- +goose StatementBegin
create function inbound_bytes_known() returns trigger language plpgsql as $$
begin
  raise exception 'this goodword is too old for mail %, of which the bytes are stored by month (inbound_bytes_known): stop it and start a newer one (docs/operations.md)', new.id
    using errcode = 'check_violation';
end $$;
-- +goose StatementEnd
create trigger inbound_bytes_known before update on inbound for each row
  when (old.bytes_in is not null and current_setting('application_name') = 'goodword') execute function inbound_bytes_known();

-- Since when mails are stored by month: once no process of before was there for a while, and at once in a database that is new.
create table bytes_by_month (
  one         boolean primary key default true check (one),
  wanted      boolean not null default true, -- false after the bytes were brought back into the rows
  looked_at   timestamptz, -- when somebody looked last
  alone_since timestamptz, -- since which look no process of before was seen
  since       timestamptz
);
insert into bytes_by_month (since) select case when not exists (select from inbound) and not exists (select from mailboxes) and not exists (select from mailbox_leases)
  and not exists (select from purpose)
  and not exists (select from pg_stat_activity where datname = current_database() and application_name = 'goodword') then now() end;

-- From then on an older version does not start, and one that runs takes no job, leads no others and records no deed: no letter
-- quotes a mail it cannot find, no job waits for its scheduling, and it tells nobody that somebody is forgotten whose mails it did not find.
-- +goose StatementBegin
create function old_goodword_refused() returns trigger language plpgsql as $$
begin
  if current_setting('application_name') = 'goodword' and exists (select from bytes_by_month where since is not null) then
    raise exception 'this goodword is too old for the database, in which mails are stored by month: stop it and start a newer one, or bring their bytes back first (docs/operations.md)';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger old_goodword_refused before insert on purpose for each row execute function old_goodword_refused();
create trigger old_goodword_refused before update on river_job for each statement when (current_setting('application_name') = 'goodword')
  execute function old_goodword_refused();
create trigger old_goodword_refused before insert or update on river_leader for each statement when (current_setting('application_name') = 'goodword')
  execute function old_goodword_refused();
create trigger old_goodword_refused before insert on audit for each statement when (current_setting('application_name') = 'goodword')
  execute function old_goodword_refused();

-- Brings the bytes of at most so many mails back into their rows, for going back to an older version, and says how many it took: until it
-- says 0. Nothing is stored by month from its first call on. What no row names is past its time, and goes.
-- +goose StatementBegin
create function bytes_into_rows(most int) returns bigint language plpgsql as $$
declare
  moved bigint;
begin
  update bytes_by_month set wanted = false, alone_since = null, since = null where wanted or since is not null;
  with few as (select inbound_id, month from inbound_bytes order by inbound_id limit most),
    mails as (select id from inbound where id in (select inbound_id from few) order by id for no key update), -- who forgets one of them comes before or after
    found as (delete from inbound_bytes b using few s where b.inbound_id = s.inbound_id and b.month = s.month returning b.inbound_id, b.month, b.raw),
    put as (update inbound i set bytes_in = null, raw = f.raw from found f join mails m on m.id = f.inbound_id where i.id = f.inbound_id and i.bytes_in = f.month)
  select count(*) into moved from found;
  return moved;
end $$;
-- +goose StatementEnd

-- +goose Down
drop trigger old_goodword_refused on audit;
drop trigger old_goodword_refused on river_leader;
drop trigger old_goodword_refused on river_job;
drop trigger old_goodword_refused on purpose;
drop function old_goodword_refused();
-- +goose StatementBegin
do $$ begin while bytes_into_rows(10000) > 0 loop end loop; end $$;
-- +goose StatementEnd
drop function bytes_into_rows(int);
drop table bytes_by_month;
drop trigger inbound_bytes_known on inbound;
drop function inbound_bytes_known();
alter table inbound drop column bytes_in;
drop function make_bytes_month(date);
drop table inbound_bytes;
