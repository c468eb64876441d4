-- Fills the large tables with :rows rows each, as years of mail would: bodies of at most 500 bytes.
-- Triggers and foreign keys are left aside; the rows refer to each other all the same.
set session_replication_role = replica;
set maintenance_work_mem = '256MB';
-- Nothing of this has to outlive the server, so no log of it is written. A table can be told so once no other
-- that is logged names it; nine rounds are more than the longest chain of names.
do $$ declare t text; begin
  for round in 1..9 loop
    for t in select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'goodword' and c.relkind = 'r' and c.relpersistence = 'p' loop
      begin execute 'alter table ' || t || ' set unlogged'; exception when invalid_table_definition then null; end;
    end loop;
  end loop;
end $$;
-- Indexes are made anew afterwards, which takes a fraction of keeping them.
create temporary table indexes as select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'goodword' and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
    and i.indrelid::regclass::text in ('inbound', 'nominations', 'letters', 'tokens', 'effects', 'asks', 'decisions', 'audit');
do $$ declare i record; begin for i in select name from indexes loop execute 'drop index ' || i.name; end loop; end $$;
insert into inbound (mailbox, uid_validity, uid, sha256, internal_date, stored_at, size, raw, content_hash, message_id, message_id_hash,
    from_address, subject, kind, tone, language, vouched, vouched_by, disposition, reason, read_at, bytes_in)
  select 'nominations', 1, n, sha256(int8send(n)), at, at, 500, '', sha256(int8send(-n)),
    '<' || n || '@guests.test>', sha256(int8send(n * 7)), 'guest' || n % 50000 || '@guests.test', 'A good word', 'person', 'praise', 'en', true, 'dmarc',
    (array['nomination', 'compliment', 'decision', 'machine', 'set_aside'])[1 + n % 5], 'filled in', at, (date_trunc('month', at))::date
  from (select n, now() - (n || ' seconds')::interval as at from generate_series(1, :rows) n) s;
select make_bytes_month((date_trunc('month', now()) - n * interval '1 month')::date) from generate_series(1, 12) n;
insert into inbound_bytes (inbound_id, month, raw)
  select n, (date_trunc('month', now() - (n || ' seconds')::interval))::date, convert_to(repeat('praise ', 60), 'UTF8') from generate_series(1, :rows) n;
insert into nominations (number, state, inbound_id, nominee_id, nominator_id, customer_name, customer_address, proof, compliment, compliment_hash,
    opened_at, changed_at, asked_at, lapse_at, decided_at, thanked_at)
  select 1000000 + n, 'thanked', n, 1 + n % 60, 1 + (n + 7) % 60, 'Guest', 'guest' || n % 50000 || '@guests.test', 'quoted_in_forward', repeat('kind ', 20), sha256(int8send(n)),
    at, at, at, at, at, at
  from (select n, now() - (n || ' seconds')::interval as at from generate_series(1, :rows) n) s;
insert into letters (kind, slot, over_name, approval_id, nomination_id, inbound_id, person_id, to_address, args, state, not_before, queued_at, sending_at, ended_at, message_id, return_hash)
  select case when n % 10 = 0 then 'thank_you' else (array['receipt', 'request', 'outcome', 'manager_week'])[1 + n % 4] end, 'filled:' || n,
    case when n % 10 = 0 then 'ceo' else 'goodword' end, case when n % 10 = 0 then n end, n, n, 1 + n % 60, 'person' || n % 60 || '@skerry.example', '{"filled": true}', 'accepted',
    at, at, at, at, '<letter' || n || '@skerry.example>', sha256(int8send(n))
  from (select n, now() - (n || ' seconds')::interval as at from generate_series(1, :rows) n) s;
insert into tokens (hash, purpose, letter_id, nomination_id, person_id, created_at, expires_at, settled_at)
  select sha256(int8send(n)), 'approver', n, n, 1 + n % 60, now(), now(), now() from generate_series(1, :rows) n;
insert into customer_tokens (hash, letter_id, nomination_id, created_at, expires_at)
  select sha256(int8send(n)), n, n, now(), now() from generate_series(1, :rows / 10) n;
insert into effects (inbound_id, nomination_id, letter_id, what, happened_at) select n, n, n, 'filled in', now() from generate_series(1, :rows) n;
insert into asks (nomination_id, person_id, why, asked_at, closed_at) select n, 1 + n % 60, 'manager', now() - (n || ' seconds')::interval, now() from generate_series(1, :rows) n;
insert into decisions (nomination_id, inbound_id, person_id, answer, decided_at)
  select n, n, 1 + n % 60, 'approve', now() - (n || ' seconds')::interval from generate_series(1, :rows) n;
insert into audit (id, happened_at, what, who, nomination_id, letter_id, inbound_id, prev, hash)
  select n, now(), 'nomination approved', 'goodword', n, n, n, sha256(int8send(n - 1)), sha256(int8send(n)) from generate_series(1, :rows) n;
insert into items (leader, number, nomination_id, first_at, expires_at)
  select 'ceo', n, n, now(), now() from generate_series(1, :rows / 10) n;
insert into challenges (inbound_id, words_hash, manager_id, employee_id, words, received_at, opened_at)
  select n, sha256(int8send(n)), 1 + n % 60, 1 + n % 60, 'slow', now(), now() - (n || ' seconds')::interval from generate_series(1, :rows / 10) n;
insert into touches (leader, kind, nomination_id, person_id, promised_at, done_at)
  select 'ceo', 'call', n, 1 + n % 60, now(), now() from generate_series(1, :rows / 10) n;
insert into reaches (leader, nomination_id, first_at) select 'ceo', n, now() from generate_series(1, :rows / 10) n;
insert into customer_answers (nomination_id, inbound_id, letter_id, words, said_at) select n, n, n, 'thanks', now() from generate_series(1, :rows / 10) n;
insert into consents (nomination_id, inbound_id, agreed, given_at) select n, n, true, now() from generate_series(1, :rows / 10) n;
do $$ declare i record; begin for i in select made from indexes loop execute i.made; end loop; end $$;
set session_replication_role = default;
set default_statistics_target = 10; -- no plan that is looked at depends on how often a value comes
analyze;
