-- +goose Up
-- People and how they hang together. Imported, never typed in.
create table people (
  id          bigint generated always as identity primary key,
  address     text not null unique check (address = lower(address)),
  aliases     text[] not null default '{}',
  name        text not null,
  given       text not null default '',
  family      text not null default '',
  nicknames   text[] not null default '{}',
  manager_id  bigint references people,
  deputy_id   bigint references people,
  site        text not null default '',
  region      text not null default '',
  country     text not null default '',
  time_zone   text not null default '',
  language    text not null default '',
  role        text not null default 'front_line' check (role in ('front_line', 'support', 'manager', 'executive')),
  title       text not null default '',
  team        text not null default '',
  phone       text not null default '',
  active      boolean not null default true,
  private     boolean not null default false, -- stays out of stories and statistics by name
  check (manager_id <> id)
);
create index people_manager on people (manager_id);
create index people_aliases on people using gin (aliases);

-- Moves on with every change of people or absences, so that what is built of them can be kept in memory.
create table directory_version (
  one     boolean primary key default true check (one),
  version bigint not null
);
insert into directory_version (version) values (1);
-- +goose StatementBegin
create function directory_changed() returns trigger language plpgsql as $$
begin
  update directory_version set version = version + 1;
  return null;
end $$;
-- +goose StatementEnd
create trigger people_changed after insert or update or delete on people for each statement execute function directory_changed();

-- Where reading of a mailbox goes on, and how the last poll went.
create table mailboxes (
  name         text primary key,
  uid_validity bigint not null,
  last_uid     bigint not null,
  last_time    timestamptz not null, -- newest INTERNALDATE: where a rescan starts when UIDVALIDITY changes
  stored_at    timestamptz not null
);

-- Every mail, as it came. Append and read once; nothing is thrown away before its time.
create table inbound (
  id            bigint generated always as identity primary key,
  mailbox       text not null,
  uid_validity  bigint not null,
  uid           bigint not null,
  sha256        bytea not null,
  internal_date timestamptz,
  stored_at     timestamptz not null,
  size          bigint not null,
  too_large     boolean not null default false, -- raw holds the header alone
  problem       text not null default '',       -- why the server would not give it; then raw is empty
  raw           bytea not null,
  content_hash  bytea,  -- of what a person reads: the same mail over another way has the same
  message_id    text,
  from_address  text,
  subject       text,
  kind          text,
  tone          text,
  language      text,
  vouched       boolean,
  vouched_by    text,
  disposition   text check (disposition in ('nomination', 'compliment', 'challenge', 'inquiry', 'decision', 'command',
                'answer', 'bounce', 'absence', 'machine', 'duplicate', 'set_aside')),
  reason        text,
  read_at       timestamptz,
  failures      int not null default 0,
  readmitted_at timestamptz,
  forgotten_at  timestamptz, -- its bytes were kept long enough
  unique (mailbox, uid_validity, uid, sha256), -- a restored mailbox may give a UID again to another mail
  check ((disposition is null) = (read_at is null)),
  check ((disposition is null) = (reason is null))
);
create index inbound_sha256 on inbound (sha256);
create index inbound_message_id on inbound (message_id);
create index inbound_content_hash on inbound (content_hash);
create index inbound_unread on inbound (id) where disposition is null;
create index inbound_set_aside on inbound (id) where disposition = 'set_aside';
create index inbound_taken on inbound (disposition, read_at);
create index inbound_stored_at on inbound (stored_at) where forgotten_at is null;

create sequence nomination_number start 1001;

create table nominations (
  id               bigint generated always as identity primary key,
  number           bigint not null unique default nextval('nomination_number'),
  state            text not null check (state in ('received', 'unclear', 'ineligible', 'awaiting_approval', 'approved',
                   'declined', 'lapsed', 'withdrawn', 'held', 'stuck', 'thanked')),
  reason           text not null default '', -- of the last change, in words
  inbound_id       bigint not null references inbound,
  nominee_id       bigint references people,
  nominator_id     bigint references people, -- none when a customer wrote to us
  customer_name    text not null default '',
  customer_address text not null default '',
  proof            text not null check (proof in ('dkim_original', 'attached', 'quoted_in_forward', 'direct_proven',
                   'direct_unproven', 'colleague')),
  subject          text not null default '',
  compliment       text not null,
  compliment_hash  bytea not null,
  note             text not null default '',
  language         text not null default '',
  tone             text not null default '',
  evidence         jsonb not null default '[]', -- candidates with scores and why
  behaviour        text not null default '',    -- id in the catalogue
  behaviour_words  text[] not null default '{}',
  level            int not null default 1 check (level between 1 and 3),
  lesson           text not null default '',
  manager_line     text not null default '',
  opened_at        timestamptz not null,
  changed_at       timestamptz not null,
  asked_at         timestamptz,
  remind_at        timestamptz,
  escalate_at      timestamptz,
  lapse_at         timestamptz,
  reminded_at      timestamptz,
  postponed_at     timestamptz, -- "later" counts once
  decided_at       timestamptz,
  announced_at     timestamptz, -- the digest that names the thank-you was accepted
  released_at      timestamptz, -- the CEO let it go before the window's end
  held_at          timestamptz,
  thanked_at       timestamptz,
  forgotten_at     timestamptz,
  check (state in ('received', 'unclear', 'ineligible', 'lapsed', 'withdrawn') or nominee_id is not null),
  check ((state = 'awaiting_approval') <= (asked_at is not null and lapse_at is not null)),
  check ((state in ('approved', 'declined', 'held', 'stuck', 'thanked')) <= (decided_at is not null)),
  check ((state = 'held') = (held_at is not null)),
  check ((state = 'thanked') <= (thanked_at is not null))
);
create index nominations_state on nominations (state, changed_at);
create index nominations_inbound on nominations (inbound_id);
create unique index nominations_once on nominations (nominee_id, compliment_hash)
  where nominee_id is not null and state not in ('withdrawn', 'ineligible', 'lapsed');
create index nominations_kept on nominations (opened_at) where forgotten_at is null;
create index nominations_opened on nominations (opened_at);
create index nominations_thanked on nominations (thanked_at);
create index nominations_nominator on nominations (nominator_id);
create index nominations_due on nominations (least(remind_at, escalate_at, lapse_at)) where state = 'awaiting_approval';

-- Whom we asked to approve.
create table asks (
  id            bigint generated always as identity primary key,
  nomination_id bigint not null references nominations,
  person_id     bigint not null references people,
  on_behalf_of  bigint references people,
  why           text not null check (why in ('manager', 'delegate', 'next_level', 'ceo', 'cpo', 'passed_on')),
  by_digest     boolean not null default false,
  confirmation  boolean not null default false,
  asked_at      timestamptz not null,
  clarified_at  timestamptz, -- a question back went out
  warned_at     timestamptz, -- told once that somebody else used the token
  closed_at     timestamptz
);
create unique index asks_open on asks (nomination_id, person_id) where closed_at is null;
create index asks_person on asks (person_id) where closed_at is null;
create index asks_nomination on asks (nomination_id);

create table decisions (
  id            bigint generated always as identity primary key,
  nomination_id bigint not null references nominations,
  inbound_id    bigint not null references inbound,
  person_id     bigint not null references people,
  on_behalf_of  bigint references people,
  answer        text not null check (answer in ('approve', 'decline', 'second')),
  words         text not null default '',
  decided_at    timestamptz not null,
  undone_at     timestamptz,
  unique (id, nomination_id, answer)
);
create unique index decisions_standing on decisions (nomination_id) where undone_at is null and answer <> 'second';
create index decisions_at on decisions (decided_at);
create index decisions_nomination on decisions (nomination_id);
create index decisions_inbound on decisions (inbound_id);

create table letters (
  id            bigint generated always as identity primary key,
  kind          text not null,
  slot          text not null,    -- what this letter is; at most one that counts
  over_name     text not null check (over_name in ('goodword', 'ceo', 'cpo')),
  nomination_id bigint references nominations,
  approval_id   bigint,
  approval      text generated always as (case when approval_id is null then null else 'approve' end) stored,
  inbound_id    bigint references inbound, -- the mail that caused it
  person_id     bigint references people,  -- the reader, when in the directory
  to_address    text not null,
  language      text not null default '',
  wording       int not null default 0,
  args          jsonb not null default '{}',
  state         text not null check (state in ('queued', 'sending', 'cancelled', 'accepted', 'refused', 'unknown', 'bounced')),
  not_before    timestamptz not null,
  queued_at     timestamptz not null,
  sending_at    timestamptz,
  ended_at      timestamptz,
  attempts      int not null default 0,
  outcome       text not null default '',
  subject       text not null default '',
  message_id    text,
  return_hash   bytea,
  raw           bytea,
  check (state in ('queued', 'cancelled') or (message_id is not null and sending_at is not null)),
  check (state not in ('sending', 'unknown') or raw is not null), -- later, bytes that carry a token are dropped
  check ((state in ('cancelled', 'accepted', 'refused', 'unknown', 'bounced')) = (ended_at is not null)),
  check (kind <> 'thank_you' or (approval_id is not null and nomination_id is not null and person_id is not null)),
  check (kind = 'thank_you' or over_name <> 'ceo'),
  foreign key (approval_id, nomination_id, approval) references decisions (id, nomination_id, answer)
);
create unique index letters_slot on letters (slot) where state not in ('cancelled', 'refused', 'bounced');
create unique index letters_one_thank_you on letters (nomination_id)
  where kind = 'thank_you' and state not in ('cancelled', 'refused', 'bounced');
create unique index letters_message_id on letters (message_id);
create unique index letters_return on letters (return_hash);
create index letters_due on letters (not_before) where state = 'queued';
create index letters_sending on letters (sending_at) where state = 'sending';
create index letters_nomination on letters (nomination_id);
create index letters_inbound on letters (inbound_id);
create index letters_over_ceo on letters (sending_at) where over_name = 'ceo';
create index letters_left on letters (sending_at);
create index letters_left_to on letters (to_address, sending_at);
create index letters_kept on letters (queued_at) where raw is not null or args <> '{}';
create index letters_kind on letters (kind, queued_at);
create index letters_queued on letters (queued_at);
create index letters_to on letters (to_address, queued_at);

-- Secrets that tie an answer to what was asked; only their hashes.
create table tokens (
  hash          bytea primary key,
  purpose       text not null check (purpose in ('approver', 'nominator', 'nominee', 'ceo', 'cpo', 'none')),
  letter_id     bigint not null references letters,
  nomination_id bigint references nominations,
  person_id     bigint not null references people,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  settled_at    timestamptz
);
create index tokens_nomination on tokens (nomination_id);
create index tokens_letter on tokens (letter_id);

-- One digest (CEO) and one CPO letter per date of the leader's time zone.
create table digests (
  leader     text not null check (leader in ('ceo', 'cpo')),
  day        date not null,
  letter_id  bigint references letters, -- none when there was nothing to say
  decided_at timestamptz not null,
  primary key (leader, day)
);

-- The numbers by which a leader answers; good for 14 days, whichever letter is answered.
create table items (
  leader        text not null check (leader in ('ceo', 'cpo')),
  number        int not null,
  nomination_id bigint references nominations,
  inbound_id    bigint references inbound,
  first_at      timestamptz not null,
  expires_at    timestamptz not null,
  check (num_nonnulls(nomination_id, inbound_id) = 1)
);
create index items_leader on items (leader, expires_at);
create index items_nomination on items (nomination_id);

-- What followed from a mail, in words, for `goodword show`.
create table effects (
  id            bigint generated always as identity primary key,
  inbound_id    bigint not null references inbound,
  nomination_id bigint references nominations,
  letter_id     bigint references letters,
  what          text not null,
  happened_at   timestamptz not null
);
create index effects_inbound on effects (inbound_id);

create table absences (
  person_id  bigint primary key references people,
  until      timestamptz not null,
  deputy_id  bigint references people,
  inbound_id bigint not null references inbound,
  noted_at   timestamptz not null
);

create trigger absences_changed after insert or update or delete on absences for each statement execute function directory_changed();

-- Pauses of all mail over the CEO's name.
create table pauses (
  id         bigint generated always as identity primary key,
  paused_at  timestamptz not null,
  paused_by  text not null,
  resumed_at timestamptz,
  resumed_by text,
  check ((resumed_at is null) = (resumed_by is null))
);
create unique index pauses_open on pauses ((true)) where resumed_at is null;

-- What cannot be mended by itself, for `goodword status`.
create table troubles (
  about       text primary key, -- such as mailbox:nominations or smtp
  first_at    timestamptz not null,
  last_at     timestamptz not null,
  times       int not null default 1,
  what        text not null
);

-- What happened, chained: hash = sha256(prev || the row), so a missing or altered row shows.
create table audit (
  id            bigint primary key,
  happened_at   timestamptz not null,
  what          text not null,
  who           text not null,
  nomination_id bigint,
  letter_id     bigint,
  inbound_id    bigint,
  detail        text not null default '',
  prev          bytea not null,
  hash          bytea not null
);
create index audit_nomination on audit (nomination_id);
create table audit_head (
  one  boolean primary key default true check (one),
  id   bigint not null,
  hash bytea not null
);
insert into audit_head (id, hash) values (0, '\x00');
-- +goose StatementBegin
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end $$;
-- +goose StatementEnd
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function audit_is_append_only();

-- +goose Down
drop table directory_version, audit_head, audit, troubles, pauses, absences, effects, items, digests, tokens, letters, decisions, asks,
  nominations, inbound, mailboxes, people cascade;
drop function audit_is_append_only();
drop function directory_changed();
drop sequence nomination_number;
