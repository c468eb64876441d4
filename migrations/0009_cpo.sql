-- +goose Up
-- Secrets that tie a customer's answer to the letter they got; only their hashes.
create table customer_tokens (
  hash          bytea primary key,
  letter_id     bigint not null references letters,
  nomination_id bigint not null references nominations,
  created_at    timestamptz not null,
  expires_at    timestamptz not null
);
create index customer_tokens_letter on customer_tokens (letter_id);
create index customer_tokens_nomination on customer_tokens (nomination_id);

-- What a customer said to their words being told outside the company. The last
-- answer counts; without one, nothing is told.
create table consents (
  id            bigint generated always as identity primary key,
  nomination_id bigint not null references nominations,
  inbound_id    bigint not null references inbound, -- the mail that says so
  agreed        boolean not null,
  given_at      timestamptz not null,
  unique (nomination_id, inbound_id)
);

-- What customers answered in words of their own.
create table customer_answers (
  id            bigint generated always as identity primary key,
  nomination_id bigint not null references nominations,
  inbound_id    bigint not null unique references inbound,
  letter_id     bigint not null references letters,
  words         text not null,
  said_at       timestamptz not null
);
create index customer_answers_said on customer_answers (said_at);
create index customer_answers_nomination on customer_answers (nomination_id);

-- Whether the Chief People Officer let the letter to a customer go whose address
-- nothing proves. One answer for each compliment.
create table releases (
  nomination_id bigint primary key references nominations,
  inbound_id    bigint not null references inbound, -- the mail that says so
  released      boolean not null,
  decided_at    timestamptz not null
);

-- Codes that the Chief People Officer may give to customers.
create table vouchers (
  id            bigint generated always as identity primary key,
  code          text not null,         -- emptied once the letter that holds it left
  code_hash     bytea not null unique, -- a code comes in once, whenever it was used
  value         numeric(12, 2) not null check (value > 0),
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  expires_on    date,
  imported_at   timestamptz not null,
  given_at      timestamptz,
  nomination_id bigint references nominations,
  inbound_id    bigint references inbound, -- the mail that ordered it
  letter_id     bigint references letters,
  check (num_nonnulls(given_at, nomination_id, inbound_id, letter_id) in (0, 4)),
  check (given_at is not null or code <> ''),
  unique (nomination_id, inbound_id)
);
create index vouchers_free on vouchers (currency, expires_on) where given_at is null;
create index vouchers_given on vouchers (given_at) where given_at is not null;
create index vouchers_letter on vouchers (letter_id) where letter_id is not null;

-- What the Chief People Officer would like to try, and what came of it.
create table ideas (
  inbound_id bigint primary key references inbound,
  words      text not null,
  said_at    timestamptz not null,
  result     text not null default '',
  done_at    timestamptz
);
create index ideas_open on ideas (said_at) where done_at is null;
create index ideas_done on ideas (done_at) where done_at is not null;

-- What is coming, in a few words, for customers' letters until a day.
create table news (
  inbound_id bigint primary key references inbound,
  words      text not null,
  said_at    timestamptz not null,
  until      timestamptz not null,
  ended_at   timestamptz
);
create index news_until on news (until) where ended_at is null;

create index nominations_thanked_proof on nominations (thanked_at, proof) where thanked_at is not null and customer_address <> '';

-- +goose Down
drop index nominations_thanked_proof;
drop table news, ideas, vouchers, releases, customer_answers, consents, customer_tokens;
