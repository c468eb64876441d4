package faults

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/check/day"
	"goodword/internal/check/promises"
	"goodword/internal/store"
	"goodword/mail/mailtest"
)

// plant is one violation made by hand: in the database, or in what is known
// from outside. The checker must name its promise.
type plant struct {
	name    string
	promise int
	sql     string // run within a transaction that is taken back
	spoil   func(*promises.Evidence)
}

// accepted finds an accepted letter of a kind by its words in the header.
func accepted(e *promises.Evidence, is func(mailtest.Accepted) bool) *mailtest.Accepted {
	i := slices.IndexFunc(e.Accepted, is)
	if i < 0 {
		return &mailtest.Accepted{}
	}
	return &e.Accepted[i]
}

func overCEO(a mailtest.Accepted) bool {
	return strings.Contains(string(a.Raw), "<"+day.CEO+">\r\nReply") || strings.Contains(string(a.Raw), "From: \"Astrid Holm\" <"+day.CEO+">") ||
		strings.Contains(string(a.Raw), "From: Astrid Holm <"+day.CEO+">")
}

// unbound lets a plant break what the schema itself would refuse.
const unbound = `set local session_replication_role = replica;
	do $$ declare c name; begin
		for c in select conname from pg_constraint where conrelid = 'letters'::regclass and contype = 'c' loop
			execute format('alter table letters drop constraint %I', c);
		end loop;
	end $$;
	drop index letters_one_thank_you; drop index letters_slot; `

const aDecision = "(select id from decisions where answer = 'approve' and undone_at is null order by id limit 1)"

func plants() []plant {
	return []plant{
		{"a mail that was never stored", 1, "", func(e *promises.Evidence) {
			e.Delivered = append(e.Delivered, promises.Delivered{Mailbox: "nominations", Raw: []byte("Subject: lost\r\n\r\nlost\r\n")})
		}},
		{"a row with other bytes", 1, "update inbound_bytes set raw = raw || 'x'::bytea where inbound_id = (select min(id) from inbound)", nil},
		{"a row of no mail", 1, "", func(e *promises.Evidence) { e.Delivered = e.Delivered[1:] }},
		{"a mail nobody read", 2, "update inbound set disposition = null, reason = null, read_at = null where id = (select min(id) from inbound)", nil},
		{"a disposition without a reason", 2, "update inbound set reason = '' where id = (select min(id) from inbound)", nil},
		{"a nomination taken for a machine's mail", 2, "update inbound set disposition = 'machine' where disposition = 'nomination'", nil},
		{"praise of somebody else", 2, "update nominations set nominee_id = (select id from people where address = '" + day.CPO + "') where id = (select min(id) from nominations)", nil},
		{"praise that became nothing", 2, "delete from nominations where id = (select max(id) from nominations)", nil},
		{"a letter that no effect names", 2, "delete from effects where letter_id is not null", nil},
		{"a cursor behind its mails", 3, "update mailboxes set last_uid = 1", nil},
		{"a mail that acted twice", 4, `with mail as (select * from inbound where disposition = 'decision' limit 1),
			twin as (insert into inbound (mailbox, uid_validity, uid, sha256, stored_at, size, raw, bytes_in, disposition, reason, read_at)
				select mailbox, uid_validity, uid + 1000, sha256, stored_at, size, raw, bytes_in, disposition, reason, read_at from mail returning id)
			insert into inbound_bytes (inbound_id, month, raw) select twin.id, b.month, b.raw from twin, mail join inbound_bytes b on b.inbound_id = mail.id`, nil},
		{"a mail touched too early", 5, "", func(e *promises.Evidence) { e.Touched = []string{"UID 7"} }},
		{"a decision by somebody else", 7, "update decisions set person_id = (select id from people where address = '" + day.CPO + "') where id = " + aDecision, nil},
		{"a decision by another mail", 7, "update decisions set inbound_id = (select id from inbound where disposition = 'nomination' limit 1) where id = " + aDecision, nil},
		{"the other decision", 7, "update decisions set answer = 'decline' where id = " + aDecision, nil},
		{"a decision on another nomination", 7, "update nominations set number = number + 100000", nil},
		{"two questions back", 8, `insert into letters (kind, slot, over_name, nomination_id, person_id, to_address, state, not_before, queued_at, ended_at)
			select 'clarify', 'again:' || n, over_name, nomination_id, person_id, to_address, 'cancelled', not_before, queued_at, now()
			from (select * from letters where kind = 'request' order by id limit 1) asked, generate_series(1, 2) n`, nil}, // not every day has a question back
		{"a machine that decided", 9, "", func(e *promises.Evidence) {
			e.Truth = slices.Clone(e.Truth)
			for i := range e.Truth {
				if e.Truth[i].Truth.Decides == "approve" {
					e.Truth[i].Sort = "machine"
				}
			}
		}},
		{"two thank-yous", 10, "", func(e *promises.Evidence) { e.Accepted = append(e.Accepted, *accepted(e, overCEO)) }},
		{"an approved nomination that nobody thanks", 11, "update nominations set state = 'approved' where state = 'thanked'", nil},
		{"a thank-you that never left", 11, "", func(e *promises.Evidence) {
			e.Accepted = slices.DeleteFunc(slices.Clone(e.Accepted), overCEO)
		}},
		{"a letter that is being sent for ever", 11, "update letters set state = 'sending', ended_at = null where id = (select min(id) from letters)", nil},
		{"stuck, and nobody told", 11, "update nominations set state = 'stuck' where state = 'thanked'; delete from troubles", nil},
		{"sent again with other bytes", 12, "", func(e *promises.Evidence) {
			again := e.Accepted[0]
			again.Raw = append(slices.Clone(again.Raw), '!')
			e.Accepted = append(e.Accepted, again)
		}},
		{"kept bytes that are others", 12, "update letters set raw = raw || 'x'::bytea where raw is not null", nil},
		{"letters that the caps know nothing of", 14, "delete from departures", nil},
		{"a letter that the caps count twice", 14, "insert into departures select max(sending_at), 1 from letters", nil},
		{"a thank-you without an approval", 13, "update letters set approval_id = null where kind = 'thank_you'", nil},
		{"a thank-you to a domain that is not allowed", 13, "", func(e *promises.Evidence) { e.Domains = []string{"another.example"} }},
		{"a thank-you to somebody else", 13, "", func(e *promises.Evidence) {
			e.Accepted = slices.Clone(e.Accepted)
			accepted(e, overCEO).To = day.CPO
		}},
		{"a thank-you during a pause", 14, `insert into pauses (paused_at, paused_by) select min(sending_at) - interval '1 second', 'x' from letters where kind = 'thank_you'`, nil},
		{"a letter to a stranger", 15, "", func(e *promises.Evidence) {
			e.Accepted = slices.Clone(e.Accepted)
			e.Accepted[0].To = "stranger@evil.test"
		}},
		{"a mail that caused a flood", 16, `insert into letters (kind, slot, over_name, inbound_id, to_address, state, not_before, queued_at, ended_at)
			select 'receipt', 'flood' || g, 'goodword', (select min(id) from inbound), 'x', 'cancelled', now(), now(), now() from generate_series(1, 20) g`, nil},
		{"two digests on one date", 18, "update letters set kind = 'digest'", nil},
		{"a token in the log", 19, "", func(e *promises.Evidence) { e.Log = append(e.Log, "\nto goodword+r"+strings.Repeat("k", 26)+"@x\n"...) }},
		{"a password in the log", 19, "", func(e *promises.Evidence) { e.Log = append(e.Log, "login with "+password...) }},
		{"words of a mail in the log", 19, "", func(e *promises.Evidence) { e.Log = append(e.Log, "he said: "+e.Words[0]...) }},
		{"a token at rest", 19, `update effects set what = (select substring(convert_from(raw, 'UTF8') from 'r[a-z2-7]{26}@') from letters where raw is not null
			and convert_from(raw, 'UTF8') ~ 'r[a-z2-7]{26}@' limit 1)`, nil},
		{"an altered audit log", 20, "update audit set who = 'nobody' where id = 3", nil},
		{"an audit log that ends early", 20, "delete from audit where id = (select max(id) from audit)", nil},
		{"a slow recovery", 23, "", func(e *promises.Evidence) {
			e.Recoveries = append(e.Recoveries, promises.Recovery{What: "a kill", Took: 3 * time.Minute})
		}},
	}
}

// TestPlainDay plays a day without any fault, in which the truth is what
// happens; then each violation planted into it must be seen.
func TestPlainDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1, 60)
	w.serve()
	w.write(-1)
	w.settle()
	w.killAll()
	if found := w.check(); len(found) > 0 {
		t.Fatalf("without any fault: %v", found)
	}
	tried := map[int]bool{}
	for _, p := range plants() {
		tried[p.promise] = true
		if found := w.planted(p); !slices.ContainsFunc(found, func(v promises.Violation) bool { return v.Promise == p.promise }) {
			t.Errorf("%s: the checker does not see promise %d broken; it sees %v", p.name, p.promise, found)
		}
	}
	for _, promise := range promises.Seen() {
		if !tried[promise] {
			t.Errorf("the checker claims to see promise %d broken, and no planted violation shows it", promise)
		}
	}
}

// planted plants a violation, asks the checker, and takes it back.
func (w *world) planted(p plant) (found []promises.Violation) {
	w.t.Helper()
	e := w.evidence()
	if p.spoil != nil {
		p.spoil(&e)
	}
	back := errors.New("taken back")
	err := store.InTx(context.WithoutCancel(w.ctx), w.pool, func(tx pgx.Tx) (err error) {
		if p.sql != "" {
			if _, err := tx.Exec(w.ctx, unbound+p.sql); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
		}
		if found, err = promises.Check(w.ctx, tx, e); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		return back
	})
	if !errors.Is(err, back) {
		w.t.Error(err)
	}
	return found
}
