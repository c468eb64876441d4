-- +goose Up
-- What "goodword doctor --probe" found: whether the company's server takes forged fields away. The newest
-- row of a rule counts. A rule is known by its hash, the servers included: with other servers it is another.
create table probes (
  id        bigint generated always as identity primary key,
  rule      text not null check (rule in ('internal', 'authentication-results')),
  rule_hash bytea not null,
  held      boolean not null,
  said      text not null, -- what arrived, in words
  probed_at timestamptz not null
);
create index probes_rule on probes (rule_hash, id);

-- Message-IDs stay known, as hashes, when mails are forgotten: an old answer must not count again.
alter table inbound add column message_id_hash bytea;
-- +goose StatementBegin
create function keep_message_id() returns trigger language plpgsql as $$
begin
  new.message_id_hash = sha256(convert_to(new.message_id, 'UTF8'));
  return new;
end $$;
-- +goose StatementEnd
create trigger message_id_kept before insert or update of message_id on inbound for each row
  when (new.message_id <> '') execute function keep_message_id();
update inbound set message_id_hash = sha256(convert_to(message_id, 'UTF8')) where message_id <> '';
create index inbound_message_id_hash on inbound (message_id_hash);

-- Where letters over the CEO's name may go, as the settings of the service that runs say; empty before the
-- first start.
create table name_domains (
  domain text primary key check (domain = lower(domain))
);

-- Whoever writes SQL, too, lets no letter over a leader's name leave that nobody approved, that goes to
-- anybody but the nominee as the directory knows them, or that goes out while the CEO has paused.
-- +goose StatementBegin
create function name_may_be_used() returns trigger language plpgsql as $$
declare
  why text;
begin
  select case
    when d.id is null then 'no approval stands behind it'
    when n.state not in ('approved', 'stuck') and (new.kind = 'thank_you' or n.state <> 'thanked') then 'the nomination is ' || n.state
    when n.nominee_id <> new.person_id then 'its reader is not the nominee'
    when not p.active or p.address <> lower(new.to_address) then 'the nominee is not in the directory under this address'
    when exists (select from name_domains) and not exists (select from name_domains where domain = split_part(p.address, '@', 2))
      then 'the address is in none of the domains that letters over the CEO''s name may go to'
    when new.over_name = 'ceo' and exists (select from pauses where resumed_at is null) then 'mail over the CEO''s name is paused'
  end into why
  from (select 1) here
  left join nominations n on n.id = new.nomination_id
  left join people p on p.id = new.person_id
  left join decisions d on d.id = new.approval_id and d.nomination_id = n.id and d.answer = 'approve' and d.undone_at is null;
  if why is not null then
    raise exception 'a letter over a leader''s name may not leave: %', why using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger name_used_at_once before insert on letters for each row
  when ((new.over_name = 'ceo' or new.kind = 'thank_you') and new.state not in ('queued', 'cancelled')) execute function name_may_be_used();
create trigger name_used before update of state on letters for each row
  when ((new.over_name = 'ceo' or new.kind = 'thank_you') and old.state in ('queued', 'cancelled') and new.state not in ('queued', 'cancelled'))
  execute function name_may_be_used();

-- Nobody decides about themselves, or unasked.
-- +goose StatementBegin
create function decision_is_due() returns trigger language plpgsql as $$
begin
  if exists (select from nominations where id = new.nomination_id and nominee_id = new.person_id) then
    raise exception 'a nominee may not decide about themselves' using errcode = 'check_violation';
  end if;
  if not exists (select from asks where nomination_id = new.nomination_id and closed_at is null
      and person_id in (new.person_id, new.on_behalf_of)) then
    raise exception 'whoever decides must have been asked, or stand in for somebody who was' using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger decision_due before insert on decisions for each row execute function decision_is_due();

-- One mail in causes a bounded number of letters out.
-- +goose StatementBegin
create function mail_is_bounded() returns trigger language plpgsql as $$
begin
  if (select count(*) from nominations where inbound_id = new.inbound_id) >= 200 then
    raise exception 'one mail may open 200 nominations at most' using errcode = 'check_violation';
  end if;
  return new;
end $$;
-- +goose StatementEnd
create trigger mail_bounded before insert on nominations for each row execute function mail_is_bounded();

-- +goose Down
drop trigger mail_bounded on nominations;
drop function mail_is_bounded();
drop trigger decision_due on decisions;
drop function decision_is_due();
drop trigger name_used on letters;
drop trigger name_used_at_once on letters;
drop function name_may_be_used();
drop table name_domains;
drop index inbound_message_id_hash;
drop trigger message_id_kept on inbound;
drop function keep_message_id();
alter table inbound drop column message_id_hash;
drop table probes;
