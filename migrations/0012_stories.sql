-- +goose Up
-- What a nominee said to their own story being told with their name. The last
-- answer counts; without one, nothing is told.
create table story_consents (
  id            bigint generated always as identity primary key,
  nomination_id bigint not null references nominations,
  inbound_id    bigint not null references inbound, -- the mail that says so
  agreed        boolean not null,
  given_at      timestamptz not null,
  unique (nomination_id, inbound_id)
);
create index story_consents_given on story_consents (nomination_id, given_at, id);
create index story_consents_agreed on story_consents (given_at) where agreed;

-- Recognitions made fit to share: words cleaned of personal data, as the Chief
-- People Officer read and published them. A story that ended keeps no words.
create table stories (
  id            bigint generated always as identity primary key,
  ref           text not null unique, -- its name on the page and in the feed; says nothing
  nomination_id bigint not null references nominations,
  edition       text not null check (edition in ('en', 'de', 'fr', 'es')), -- whose page and letters tell it
  language      text not null default '',                                  -- of the words
  situation     text not null default '',
  action        text not null default '',
  result        text not null default '',
  manager_line  text not null default '',
  lesson        text not null default '',
  behaviour     text not null default '', -- id in the catalogue
  inbound_id    bigint references inbound, -- the mail that published it, or left it out
  published_at  timestamptz,              -- none when it was left out
  updated_at    timestamptz not null,
  ended_at      timestamptz,
  why           text not null default '' check (why in ('', 'left_out', 'taken_down', 'consent', 'forgotten')),
  search        tsvector generated always as (case edition
      when 'de' then to_tsvector('pg_catalog.german'::regconfig, situation || ' ' || action || ' ' || result || ' ' || manager_line || ' ' || lesson)
      when 'fr' then to_tsvector('pg_catalog.french'::regconfig, situation || ' ' || action || ' ' || result || ' ' || manager_line || ' ' || lesson)
      when 'es' then to_tsvector('pg_catalog.spanish'::regconfig, situation || ' ' || action || ' ' || result || ' ' || manager_line || ' ' || lesson)
      else to_tsvector('pg_catalog.english'::regconfig, situation || ' ' || action || ' ' || result || ' ' || manager_line || ' ' || lesson)
    end) stored,
  check ((ended_at is null) = (why = '')),
  check (published_at is not null or ended_at is not null),
  check (ended_at is null or situation || action || result || manager_line || lesson = '')
);
create unique index stories_told on stories (nomination_id) where ended_at is null;
create index stories_nomination on stories (nomination_id);
create index stories_page on stories (edition, published_at desc, id desc) where ended_at is null;
create index stories_search on stories using gin (search) where ended_at is null;
create index stories_updated on stories (edition, updated_at);

-- Whoever forgets a nomination's words, by whatever version of goodword, forgets its story.
-- +goose StatementBegin
create function story_forgotten() returns trigger language plpgsql as $$
begin
  update stories set situation = '', action = '', result = '', manager_line = '', lesson = '',
    why = case when ended_at is null then 'forgotten' else why end,
    ended_at = coalesce(ended_at, new.forgotten_at), updated_at = greatest(updated_at, new.forgotten_at)
  where nomination_id = new.id;
  return null;
end $$;
-- +goose StatementEnd
create trigger nominations_story after update of forgotten_at on nominations for each row
  when (new.forgotten_at is not null) execute function story_forgotten();

-- What was told to which list, so that each story is told there once.
create table tellings (
  list      text not null,
  what      text not null check (what in ('story', 'challenge', 'result')),
  item      bigint not null, -- a story, or the mail of a weekly challenge
  letter_id bigint not null references letters,
  told_at   timestamptz not null,
  primary key (list, what, item)
);
create index tellings_item on tellings (what, item);

-- What the Chief People Officer asks all teams to try in a week, and what came of it.
create table weekly_challenges (
  inbound_id bigint primary key references inbound,
  words      text not null,
  said_at    timestamptz not null,
  result     text not null default '',
  done_at    timestamptz
);
create index weekly_challenges_said on weekly_challenges (said_at);

-- +goose Down
drop table weekly_challenges, tellings;
drop trigger nominations_story on nominations;
drop function story_forgotten;
drop table stories, story_consents;
