-- +goose Up
-- What a Chief People Officer would give to a customer beyond the limits that the settings leave to them: the CEO
-- lets it go, or not. Silence ends it.
create table delights (
  id            bigint generated always as identity primary key,
  nomination_id bigint not null references nominations,
  inbound_id    bigint not null references inbound, -- the mail that asks for it
  person_id     bigint not null references people,  -- who asks
  words         text not null,                      -- to the customer
  value         numeric(12, 2) not null check (value > 0),
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  beyond        text not null check (beyond in ('voucher', 'month', 'customer')), -- which limit
  asked_at      timestamptz not null,
  until         timestamptz not null,
  state         text not null default 'open' check (state in ('open', 'released', 'declined', 'lapsed', 'withdrawn')),
  ended_at      timestamptz,
  ended_by      bigint references people, -- none where time or forgetting ended it
  ended_mail    bigint references inbound,
  reason        text not null default '',
  letter_id     bigint references letters, -- in which the voucher left
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'released') = (letter_id is not null)),
  check (state not in ('released', 'declined', 'withdrawn') or ended_by is not null and ended_mail is not null)
);
create unique index delights_open on delights (nomination_id) where state = 'open';
create index delights_nomination on delights (nomination_id);
create index delights_inbound on delights (inbound_id);
create index delights_until on delights (until) where state = 'open';
create index delights_ended on delights (ended_at) where ended_at is not null;

-- It has a number in the leaders' letters, as nominations and mails have.
alter table items add column delight_id bigint references delights;
alter table items drop constraint items_check;
alter table items add constraint items_check check (num_nonnulls(nomination_id, inbound_id, delight_id) = 1);
create index items_delight on items (delight_id) where delight_id is not null;

-- +goose Down
delete from items where delight_id is not null;
alter table items drop constraint items_check;
alter table items drop column delight_id;
alter table items add constraint items_check check (num_nonnulls(nomination_id, inbound_id) = 1);
drop table delights;
