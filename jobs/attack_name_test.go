package jobs

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"goodword/internal/recognition"
	"goodword/internal/store"
)

// refused says that the database refuses a statement by a rule of its own.
func (o *office) refused(why, sql string, args ...any) {
	o.t.Helper()
	tx, err := o.desk.Pool.Begin(o.t.Context())
	if err != nil {
		o.t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(o.t.Context())) }()
	_, err = tx.Exec(o.t.Context(), sql, args...)
	var refusal *pgconn.PgError
	if !errors.As(err, &refusal) || refusal.Code[:2] != "23" {
		o.t.Errorf("%s: the database says %v", why, err)
	}
}

// TestNameByHand: whoever writes SQL with the service's own rights, a fault of
// ours among them, lets no letter out over the CEO's name that nobody approved.
func TestNameByHand(t *testing.T) {
	o := newOffice(t)
	if err := o.desk.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.forward("dana", "For Nick.", "Ada <ada@customer.test>", nicksWords)
	other := o.next("max", "ring")
	_, request := nominated(o)
	o.reply(other, "Decline: he told me himself.")
	o.reply(request, "Approved.")
	o.skip()
	const letter = "insert into letters (kind, slot, over_name, nomination_id, approval_id, person_id, to_address, state, not_before, queued_at, sending_at, message_id, raw, ended_at) "
	const nina, nick = "(select id from people where given = 'Nina')", "(select id from people where given = 'Nick')"
	const hers, his = "(select id from nominations where nominee_id = " + nina + ")", "(select id from nominations where nominee_id = " + nick + ")"
	const yes, no = "(select id from decisions where answer = 'approve')", "(select id from decisions where answer = 'decline')"
	row := func(kind, over, nomination, approval, person, to, state string) string {
		ended := "null"
		if state == "accepted" {
			ended = "now()"
		}
		return letter + fmt.Sprintf("values ('%s', 'by hand', '%s', %s, %s, %s, '%s', '%s', now(), now(), now(), 'x@y', 'x', %s)", kind, over, nomination, approval, person, to, state, ended)
	}
	o.exec("update letters set state = 'cancelled', ended_at = now() where kind = 'thank_you'") // its slot is free
	for why, sql := range map[string]string{
		"no approval":                     row("thank_you", "ceo", hers, "null", nina, "nina@corp.example", "queued"),
		"no nomination":                   row("thank_you", "ceo", "null", yes, nina, "nina@corp.example", "queued"),
		"no reader":                       row("thank_you", "ceo", hers, yes, "null", "nina@corp.example", "queued"),
		"another's approval":              row("thank_you", "ceo", his, yes, nick, "nick@corp.example", "queued"),
		"a refusal for an approval":       row("thank_you", "ceo", his, no, nick, "nick@corp.example", "queued"),
		"an approval that never was":      row("thank_you", "ceo", hers, "987654", nina, "nina@corp.example", "queued"),
		"another kind over the name":      row("receipt", "ceo", hers, yes, nina, "nina@corp.example", "queued"),
		"to another person":               row("thank_you", "ceo", hers, yes, nick, "nick@corp.example", "sending"),
		"to another address":              row("thank_you", "ceo", hers, yes, nina, "eve@evil.test", "sending"),
		"to another address, as done":     row("thank_you", "ceo", hers, yes, nina, "eve@evil.test", "accepted"),
		"over the CPO's name, to another": row("thank_you", "cpo", hers, yes, nick, "nick@corp.example", "sending"),
		"a receipt turned into one":       "update letters set over_name = 'ceo' where kind = 'receipt'",
		"a decision about oneself":        "insert into decisions (nomination_id, inbound_id, person_id, answer, decided_at) values (" + hers + ", 1, " + nina + ", 'approve', now())",
		"a decision of somebody unasked":  "insert into decisions (nomination_id, inbound_id, person_id, answer, decided_at) values (" + hers + ", 1, (select id from people where given = 'Vera'), 'second', now())",
		"a decision of the nominator":     "insert into decisions (nomination_id, inbound_id, person_id, answer, decided_at) values (" + hers + ", 1, (select id from people where given = 'Dana'), 'second', now())",
		"thanked without a time":          "update nominations set state = 'thanked' where id = " + hers,
		"approved without a decision":     "update nominations set state = 'approved', decided_at = null where id = " + hers,
		"an audit entry changed":          "update audit set what = 'x' where id = 1",
	} {
		if strings.HasPrefix(why, "an audit") {
			continue // raised, not checked: store's tests show it
		}
		o.refused(why, sql)
	}
	o.exec(row("thank_you", "ceo", hers, yes, nina, "nina@corp.example", "queued")) // as the service does it
	const leave = "update letters set state = 'sending', sending_at = now(), message_id = 'z@y', raw = 'x' where slot = 'by hand'"
	for why, first := range map[string]string{
		"the approval was taken back":        "update decisions set undone_at = now() where answer = 'approve'",
		"the nomination is held":             "update nominations set state = 'held', held_at = now() where id = " + hers,
		"the nominee has left":               "update people set active = false where id = " + nina,
		"the nominee's address is another":   "update people set address = 'nina2@corp.example' where id = " + nina,
		"the domain is not allowed any more": "delete from name_domains where domain = 'corp.example'; insert into name_domains values ('other.example')",
		"the CEO has paused":                 "insert into pauses (paused_at, paused_by) values (now(), 'cora')",
	} {
		o.refused(why, "do $$ begin "+first+"; "+leave+"; end $$")
	}
	o.exec(leave) // and nothing stands against it as it is
	o.exec("update letters set state = 'accepted', ended_at = now() where slot = 'by hand'")
	o.exec("update nominations set state = 'thanked', thanked_at = now() where id = " + hers)
	o.skip()
}

// TestVetoCapsPause: what the one function asks for beyond the approval.
func TestVetoCapsPause(t *testing.T) {
	o := newOffice(t)
	o.desk.Settings.CEOPerHour = 1
	for i, words := range []string{herWords, nicksWords} {
		o.forward("dana", "", fmt.Sprintf("Ada <ada%d@customer.test>", i), words)
	}
	for _, l := range o.sent {
		if strings.Contains(l.subject(), "yes or no") {
			o.reply(l, "Approved.")
		}
	}
	o.skip()
	thanked := func() int { return o.count("select count(*) from nominations where state = 'thanked'") }
	o.until("Mon 07:30")
	o.skip()
	digest := o.sent[len(o.sent)-1]
	o.advance(4 * time.Hour) // 11:30: hours of work began at nine
	if n := thanked(); n != 0 {
		t.Errorf("%d left within the veto window", n)
	}
	if changed, err := o.desk.SetPause(t.Context(), "operator", true); err != nil || !changed {
		t.Fatal(changed, err)
	}
	o.run()
	o.advance(3 * time.Hour)
	if n := thanked(); n != 0 {
		t.Errorf("%d left while the operator had paused", n)
	}
	o.wantTaken(o.reply(digest, "resume"), recognition.TakenCommand)
	o.advance(0)
	if n := thanked(); n != 1 {
		t.Errorf("%d left within an hour, and the cap is one", n)
	}
	o.wantTaken(o.reply(digest, "pause"), recognition.TakenCommand)
	o.advance(2 * time.Hour)
	if n := thanked(); n != 1 {
		t.Errorf("%d left while the CEO had paused", n)
	}
	if changed, err := o.desk.SetPause(t.Context(), "operator", false); err != nil || !changed {
		t.Fatal(changed, err)
	}
	o.run()
	o.advance(0)
	if n := thanked(); n != 2 {
		t.Errorf("%d left in the end", n)
	}
	o.skip()
}

// TestOneMailInLettersOut: whatever comes in, what goes out because of it is
// bounded, and mail that would cause more is set aside with its reason.
func TestOneMailInLettersOut(t *testing.T) {
	o := newOffice(t)
	const staff = 300
	if err := store.InTx(t.Context(), o.desk.Pool, func(tx store.Tx) error {
		var list []store.Person
		var lines []store.Line
		for i := range staff {
			p := store.Person{Address: fmt.Sprintf("p%d@corp.example", i), Name: fmt.Sprintf("Person%d Family%d", i, i), Role: "front_line", Language: "en", TimeZone: "UTC", Active: true}
			list, lines = append(list, p), append(lines, store.Line{Address: p.Address, Manager: "vera@corp.example"})
		}
		return errors.Join(store.PutPeople(t.Context(), tx, list), store.SetLines(t.Context(), tx, lines))
	}); err != nil {
		t.Fatal(err)
	}
	all := ""
	for i := range staff {
		all += fmt.Sprintf(" p%d@corp.example", i)
		if i%40 == 39 {
			all += "\nalso"
		}
	}
	_, request := nominated(o)
	most := func(what string, in func() int64) {
		t.Helper()
		before := o.count("select count(*) from letters")
		id := in()
		d, reason := o.disposition(id)
		caused := o.count("select count(*) from letters") - before
		t.Logf("%s: %d letters, %s (%.80s)", what, caused, d, reason)
		if caused > 300 {
			t.Errorf("%s causes %d letters", what, caused)
		}
		left := o.count("select coalesce(max(n), 0) from (select count(*) n from letters where sending_at is not null group by to_address) x")
		if left > o.desk.Settings.PerAddressHourly {
			t.Errorf("%s: %d letters to one address within an hour", what, left)
		}
	}
	most("a nominator names everybody", func() int64 {
		return o.forward("dana", "for:"+strings.ReplaceAll(all, "\nalso", "\nfor:"), "Eve <eve@customer.test>", "They were all wonderful, thank you so much.")
	})
	most("a nominator names everybody by also", func() int64 {
		return o.forward("dana", "for: nick@corp.example\nalso"+all, "Eve <eve2@customer.test>", "He and all the others were wonderful, thank you so much.")
	})
	most("an approver names everybody by also", func() int64 { return o.reply(request, "also"+all) })
	parts := "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nAll of these, please.\r\n"
	for i := range 80 {
		parts += fmt.Sprintf("--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: Eve <e%d@customer.test>\r\nSubject: Thanks\r\nDate: Sun, 15 Nov 2026 18:20:00 +0000\r\n\r\nNina Okafor and Nick Tanner and Otto Brandt were wonderful on visit %d, thank you.\r\n", i, i)
	}
	most("eighty originals in one mail", func() int64 {
		return o.put("nominations", fmt.Sprintf(proven, "corp.example")+"From: vera@corp.example\r\nTo: "+nominations+"\r\nSubject: Fwd: many\r\nMessage-ID: <many@corp.example>\r\n"+parts+"--b--\r\n")
	})
	o.exec("update letters set state = 'cancelled', ended_at = now() where state = 'queued'")
	o.skip()
}
