-- +goose Up
-- The question that customers' letters ask in a month; one for each.
create table trivia (
  id         bigint generated always as identity primary key,
  month      text not null unique check (month ~ '^\d{4}-\d{2}$'),
  inbound_id bigint not null references inbound, -- the mail that asked it first
  person_id  bigint not null references people,  -- who asks
  asked_at   timestamptz not null,
  drawn_at   timestamptz,
  entrants   int,                 -- right answers at the draw
  seed       text,                -- the head of the audit log when they were counted
  winner     bigint,              -- the answer that was drawn
  letter_id  bigint references letters, -- in which its customer got a voucher
  check ((drawn_at is null) = (entrants is null)),
  check ((winner is null) = (coalesce(entrants, 0) = 0)),
  check (winner is null or seed is not null)
);
create index trivia_open on trivia (month) where drawn_at is null;
create index trivia_drawn on trivia (drawn_at) where drawn_at is not null;

-- Its words, by language, as the Chief People Officer wrote them.
create table trivia_questions (
  trivia_id bigint not null references trivia,
  language  text not null, -- "" for every language that has none of its own
  question  text not null,
  answer    text not null,
  primary key (trivia_id, language)
);

-- Which letter asked it: an answer is one to the question that its letter asked.
create table trivia_letters (
  letter_id bigint primary key references letters,
  trivia_id bigint not null references trivia
);
create index trivia_letters_trivia on trivia_letters (trivia_id);

-- What customers answered. Right ones are drawn from, one for each customer; after the draw neither words nor
-- addresses are kept.
create table trivia_answers (
  id            bigint generated always as identity primary key,
  trivia_id     bigint not null references trivia,
  nomination_id bigint not null references nominations,
  inbound_id    bigint not null unique references inbound,
  address       text not null, -- in small letters
  words         text not null,
  correct       boolean not null,
  said_at       timestamptz not null
);
create unique index trivia_answers_entry on trivia_answers (trivia_id, address) where correct and address <> '';
create index trivia_answers_of on trivia_answers (trivia_id, address);
create index trivia_answers_nomination on trivia_answers (nomination_id);

-- The prize of a draw may be beyond the limits, too.
alter table delights add column trivia_id bigint references trivia;
create index delights_trivia on delights (trivia_id) where trivia_id is not null;

-- What waits for somebody who is asked as Chief People Officer.
create index asks_cpo on asks (nomination_id) where closed_at is null and why = 'cpo';

-- +goose Down
drop index asks_cpo, delights_trivia;
alter table delights drop column trivia_id;
drop table trivia_answers, trivia_letters, trivia_questions, trivia;
