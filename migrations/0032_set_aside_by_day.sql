-- +goose Up
-- The letters of a day name what was set aside since the last: by number alone the look went back through all that ever was.
-- The old index goes last, so that who reads mails need not wait while the new one is built.
create index inbound_set_aside_by_day on inbound (stored_at, id) where disposition = 'set_aside';
drop index inbound_set_aside;
alter index inbound_set_aside_by_day rename to inbound_set_aside;

-- +goose Down
create index inbound_set_aside_by_number on inbound (id) where disposition = 'set_aside';
drop index inbound_set_aside;
alter index inbound_set_aside_by_number rename to inbound_set_aside;
