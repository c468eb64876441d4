-- +goose Up
-- Where people work, as the post knows it. Imported with the directory's sites.
create table sites (
  name      text primary key,
  region    text not null default '',
  country   text not null default '',
  time_zone text not null default '',
  address   text[] not null default '{}' -- lines of the postal address
);

alter table people add column shift text not null default '';
create index people_site on people (site) where active;

-- Letters that come once per period and reader, whatever becomes of the letter.
create table occasions (
  kind       text not null,
  reader     text not null, -- an address, or the name of a list
  period     text not null, -- 2026-11, 2026-W47, 2026-Q4
  letter_id  bigint references letters,
  claimed_at timestamptz not null,
  primary key (kind, reader, period)
);

alter table digests add column answered_at timestamptz; -- the first answer that counted

-- What the CEO writes to the nominee in their own words, beside the thank-you's.
alter table nominations add column leader_words text not null default '';
create index nominations_decided on nominations (decided_at) where decided_at is not null;
create index nominations_nominee on nominations (nominee_id, decided_at);

-- What a leader does in person. An automatic letter is never one.
create table touches (
  id            bigint generated always as identity primary key,
  leader        text not null check (leader in ('ceo', 'cpo')),
  kind          text not null check (kind in ('words', 'call', 'note', 'visit', 'other')),
  nomination_id bigint not null references nominations,
  person_id     bigint not null references people,
  site          text not null default '', -- where the person worked then
  inbound_id    bigint references inbound, -- the mail that promised it
  promised_at   timestamptz not null,
  done_at       timestamptz,
  done_words    text not null default '',
  dropped_at    timestamptz,
  check (done_at is null or dropped_at is null)
);
create unique index touches_open on touches (leader, kind, nomination_id) where done_at is null and dropped_at is null;
create index touches_owed on touches (leader, promised_at) where done_at is null and dropped_at is null;
create index touches_person on touches (person_id, done_at);
create index touches_done on touches (leader, done_at);
create index touches_nomination on touches (nomination_id);

-- Whom a leader was shown to reach out to, and whom they left out.
create table reaches (
  leader        text not null check (leader in ('ceo', 'cpo')),
  nomination_id bigint not null references nominations,
  first_at      timestamptz not null,
  skipped_at    timestamptz,
  primary key (leader, nomination_id)
);

-- The CEO's own words to a nominee who was thanked before leave under the same rule as the thank-you.
alter table letters drop constraint letters_check4;
alter table letters add constraint letters_over_ceo_kind check (over_name <> 'ceo' or kind in ('thank_you', 'own_words'));
alter table letters add constraint letters_own_words check (kind <> 'own_words'
  or (approval_id is not null and nomination_id is not null and person_id is not null and inbound_id is not null));

-- +goose Down
alter table letters drop constraint letters_own_words;
alter table letters drop constraint letters_over_ceo_kind;
alter table letters add constraint letters_check4 check (kind = 'thank_you' or over_name <> 'ceo');
drop table reaches, touches, occasions, sites;
drop index nominations_nominee, nominations_decided;
alter table nominations drop column leader_words;
alter table digests drop column answered_at;
alter table people drop column shift;
