-- +goose Up
-- The letters of a day name what was set aside since the last: by number alone the look went back through all that ever was.
drop index inbound_set_aside;
create index inbound_set_aside on inbound (stored_at, id) where disposition = 'set_aside';

-- +goose Down
drop index inbound_set_aside;
create index inbound_set_aside on inbound (id) where disposition = 'set_aside';
