-- +goose Up
-- The words that suggest a level; a level an approver set has none.
alter table nominations add column level_words text[] not null default '{}';
-- What it was worth, as the approver said it beside level 3.
alter table nominations add column amount numeric(16, 2);
alter table nominations add column currency text not null default '';
alter table nominations add constraint nominations_amount check (amount is null or (amount >= 0 and currency <> ''));
-- Who shared the lesson, and when.
alter table nominations add column lesson_by bigint references people;
alter table nominations add column lesson_at timestamptz;
create index nominations_lesson on nominations (lesson_at) where lesson_at is not null;

-- Critical words of a customer. They are never published and never leave over
-- a leader's name; the service team answers, the manager talks with whom they concern.
create table challenges (
  id            bigint generated always as identity primary key,
  inbound_id    bigint not null references inbound,
  words_hash    bytea not null,
  manager_id    bigint references people,  -- told in private; none where nobody was
  employee_id   bigint references people,  -- named in it
  site          text not null default '',
  theme         text not null default '',  -- what it is about, as internal/recognition/coach names it
  behaviour     text not null default '',  -- id in the catalogue
  customer_name text not null default '',
  words         text not null,
  language      text not null default '',
  received_at   timestamptz not null,
  opened_at     timestamptz not null,
  talked_at     timestamptz,               -- the manager logged the conversation
  talked_by     bigint references people,
  talked_mail   bigint references inbound,
  talked_words  text not null default '',
  forgotten_at  timestamptz,
  unique (inbound_id, words_hash),
  check ((talked_at is null) = (talked_by is null))
);
create index challenges_manager on challenges (manager_id, opened_at);
create index challenges_open on challenges (manager_id, opened_at) where talked_at is null;
create index challenges_employee on challenges (employee_id, talked_at);
create index challenges_opened on challenges (opened_at);
create index challenges_talked_mail on challenges (talked_mail) where talked_mail is not null;

-- Whom a question is about: after another nominee was named, those asked before count anew.
alter table asks add column nominee_id bigint references people;
-- Who would rather not have the monthly letter.
alter table people add column no_month boolean not null default false;
create index asks_asked on asks (asked_at);
create index asks_closed_by_person on asks (person_id, closed_at);

-- +goose Down
drop index asks_closed_by_person, asks_asked;
alter table people drop column no_month;
alter table asks drop column nominee_id;
drop table challenges;
drop index nominations_lesson;
alter table nominations drop constraint nominations_amount;
alter table nominations drop column lesson_at, drop column lesson_by, drop column currency, drop column amount, drop column level_words;
