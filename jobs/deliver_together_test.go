package jobs

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
)

// waits has so many mails of praise for Nina read, and gives the letters that
// wait to be delivered: a request to Max and a receipt to Dana for each.
func (o *office) waits(mails int) (letters []int64) {
	o.t.Helper()
	for i := range mails {
		id := o.stored(fmt.Sprintf(proven+"From: dana@corp.example\r\nTo: %s\r\nSubject: Nina\r\nMessage-ID: <together%d@corp.example>\r\nDate: %s\r\n\r\n"+
			"for: nina@corp.example\r\n\r\nShe found ring number %d in the drain and brought it to the station.\r\n", "corp.example", nominations, o.uid, o.clock.Format(time.RFC1123Z), i+1))
		if err := o.desk.read(o.t.Context(), id); err != nil {
			o.t.Fatal(err)
		}
	}
	for _, job := range o.pending {
		if d, ok := job.(DeliverArgs); ok {
			letters = append(letters, d.Letter)
		}
	}
	o.pending = nil
	return letters
}

// states gives the states of letters, with their attempts.
func (o *office) states(letters []int64) (list []string) {
	o.t.Helper()
	for _, id := range letters {
		list = append(list, fmt.Sprintf("%s %d", o.letterState(id), o.count(fmt.Sprintf("select attempts from letters where id = %d", id))))
	}
	return list
}

func (o *office) wantStates(letters []int64, want ...string) {
	o.t.Helper()
	if got := o.states(letters); !slices.Equal(got, want) {
		o.t.Errorf("the letters are %q, want %q", got, want)
	}
}

// during is a relay that does something once, after it was handed the first letter.
type during struct {
	*office
	do func()
}

func (d *during) Submit(ctx context.Context, from, to string, raw []byte) send.Outcome {
	outcome := d.office.Submit(ctx, from, to, raw)
	if do := d.do; do != nil {
		d.do = nil
		do()
	}
	return outcome
}

// times is how often a relay took the same bytes, by what is most.
func (o *office) times(raw []byte) (n int) {
	for _, l := range o.sent {
		if bytes.Equal(l.raw, raw) {
			n++
		}
	}
	return n
}

// TestLettersLeaveTogether: by two commits, whatever their number; and they are
// answered like any other.
func TestLettersLeaveTogether(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(3)
	if len(letters) != 6 {
		t.Fatalf("%d letters wait, want 6", len(letters))
	}
	fates := o.desk.deliverTogether(t.Context(), letters)
	for _, id := range letters {
		if fates[id] != ended {
			t.Errorf("letter %d came to %d", id, fates[id])
		}
	}
	o.wantStates(letters, "accepted 1", "accepted 1", "accepted 1", "accepted 1", "accepted 1", "accepted 1")
	if n := o.count("select count(distinct xmin::text) from letters"); n != 1 {
		t.Errorf("their outcomes were recorded by %d commits", n)
	}
	if n := o.count("select count(distinct sending_at) from letters"); n != 1 {
		t.Errorf("they left at %d moments", n)
	}
	again := o.desk.deliverTogether(t.Context(), letters)
	if len(again) != 0 || len(o.sent) != 6 {
		t.Errorf("what was accepted left again: %v, %d letters", again, len(o.sent))
	}
	for i := range 3 {
		o.reply(o.next("max", fmt.Sprintf("ring number %d", i+1)), "Approved.")
		o.next("max", "Understood")
		o.wantState(i+1, recognition.Approved)
	}
	o.skip()
}

// TestOneBadLetterHarmsNobody: where one cannot be built, nothing of the batch
// is kept, and each goes alone.
func TestOneBadLetterHarmsNobody(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	bad := int64(o.count("select min(id) from letters where kind = 'request'"))
	o.exec(`update letters set args = '{"Ask": "none"}' where id = $1`, bad)
	if fates := o.desk.deliverTogether(t.Context(), letters); len(fates) != 0 || len(o.sent) != 0 {
		t.Fatalf("beside a bad letter %v left, %d in all", fates, len(o.sent))
	}
	o.wantStates(letters, "queued 0", "queued 0", "queued 0", "queued 0")
	if n := o.count("select count(*) from tokens"); n != 0 {
		t.Errorf("%d tokens are kept of letters that did not leave", n)
	}
	for _, id := range letters {
		if err := o.desk.deliver(t.Context(), id); (err != nil) != (id == bad) {
			t.Errorf("letter %d alone: %v", id, err)
		}
	}
	if len(o.sent) != 3 {
		t.Errorf("%d letters left, want 3", len(o.sent))
	}
	o.exec("update letters set state = 'cancelled', ended_at = now() where id = $1", bad)
	o.skip()
}

// TestTogetherWithinTheCaps: a batch counts its own letters, to each address and in all.
func TestTogetherWithinTheCaps(t *testing.T) {
	for _, c := range []struct {
		name               string
		perAddress, hourly int
		leave              int
	}{{"to one address", 2, 100, 4}, {"in all", 100, 3, 3}} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			o.desk.Settings.PerAddressHourly, o.desk.Settings.Hourly = c.perAddress, c.hourly
			letters := o.waits(3)
			fates := o.desk.deliverTogether(t.Context(), letters)
			if len(fates) != c.leave || len(o.sent) != c.leave {
				t.Errorf("%d of %d letters left, want %d", len(o.sent), len(letters), c.leave)
			}
			for _, id := range letters {
				if err := o.desk.deliver(t.Context(), id); err != nil {
					t.Fatal(err)
				}
			}
			if n := o.count("select count(*) from letters where state = 'queued' and outcome like '%are the caps'"); len(o.sent) != c.leave || n != len(letters)-c.leave {
				t.Errorf("%d left, %d were put off", len(o.sent), n)
			}
			o.desk.Settings.PerAddressHourly, o.desk.Settings.Hourly = 100, 100
			o.advance(capRetry)
			if len(o.sent) != len(letters) {
				t.Errorf("%d letters left in the end", len(o.sent))
			}
			o.skip()
		})
	}
}

// TestWhatLeavesAlone: whatever is never sent twice, waits for the operator or is
// in somebody else's hands is not taken along, and nobody waits for it.
func TestWhatLeavesAlone(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(3)
	ctx := t.Context()
	o.exec("update nominations set waits_since = now() where id = (select min(id) from nominations)")
	o.exec("update letters set over_name = 'cpo' where id = (select max(id) from letters where kind = 'receipt')")
	held := int64(o.count("select max(id) from nominations"))
	err := store.InTx(ctx, o.desk.Pool, func(tx store.Tx) error { // somebody commands something about it
		if _, err := store.LockNomination(ctx, tx, held); err != nil {
			return err
		}
		fates := o.desk.deliverTogether(ctx, letters)
		for _, id := range letters {
			about := o.count(fmt.Sprintf("select coalesce(nomination_id, 0) from letters where id = %d", id))
			own := o.count(fmt.Sprintf("select count(*) from letters where id = %d and over_name = 'goodword'", id))
			waits := o.count(fmt.Sprintf("select count(*) from nominations where id = %d and waits_since is not null", about))
			want := ended
			if int64(about) == held || own == 0 || waits > 0 {
				want = goesAlone
			}
			if fates[id] != want {
				t.Errorf("letter %d about %d came to %d, want %d", id, about, fates[id], want)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(o.sent) == 0 {
		t.Error("no letter left")
	}
	o.exec("update nominations set waits_since = null")
	o.exec("update letters set over_name = 'goodword'")
	o.advance(time.Minute)
	o.skip()
}

// TestAThankYouLeavesAlone, and so it does while the CEO has paused: a batch never holds one.
func TestAThankYouLeavesAlone(t *testing.T) {
	o := newOffice(t)
	_, request := nominated(o)
	o.reply(request, "Approved.")
	o.until("Mon 07:30")
	o.clock = o.clock.Add(6 * time.Hour)
	o.skip()
	before := len(o.sent)
	thanks := int64(o.count("select id from letters where kind = 'thank_you'"))
	if fates := o.desk.deliverTogether(t.Context(), []int64{thanks}); len(fates) != 0 || len(o.sent) != before {
		t.Errorf("a thank-you left by a batch: %v", fates)
	}
	for _, kind := range []string{"thank_you", "own_words", "digest", "customer_heard", "customer_words", "customer_answer", "trivia_won"} {
		if slices.Contains(togetherKinds(), kind) {
			t.Errorf("%s letters leave together", kind)
		}
	}
	o.advance(0)
	o.skip()
}

// TestHowLettersOfABatchEnd: each has its own outcome, and what fails by the
// relay fails for those behind it.
func TestHowLettersOfABatchEnd(t *testing.T) {
	accepted := send.Outcome{Result: send.Accepted}
	for _, c := range []struct {
		name string
		fail []send.Outcome
		want []string
	}{
		{"each its own", []send.Outcome{accepted, {Result: send.Temporary, Verb: send.Rcpt, Code: 450}, {Result: send.Refused, Verb: send.Rcpt, Code: 550}},
			[]string{"accepted 1", "queued 1", "refused 1", "accepted 1"}},
		{"lost after the final dot", []send.Outcome{{Result: send.Unknown, Verb: send.Dot}}, []string{"queued 1", "accepted 1", "accepted 1", "accepted 1"}},
		{"no connection", []send.Outcome{accepted, {Result: send.Temporary, Verb: send.Connect, Text: "no route"}}, []string{"accepted 1", "queued 1", "queued 1", "queued 1"}},
		{"the relay wants less", []send.Outcome{{Result: send.Temporary, Verb: send.Mail, Code: 421, Slow: true}}, []string{"queued 1", "queued 1", "queued 1", "queued 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			letters := o.waits(2)
			o.fail = c.fail
			o.desk.deliverTogether(t.Context(), letters)
			o.wantStates(letters, c.want...)
			if n := o.count(fmt.Sprintf("select count(*) from letters where state = 'queued' and not_before <= '%s'", o.clock.Format(time.RFC3339))); n > 0 {
				t.Errorf("%d letters are tried again at once", n)
			}
			o.advance(5 * time.Minute)
			for _, id := range letters {
				if state := o.letterState(id); state != "accepted" && state != "refused" {
					t.Errorf("letter %d is %s in the end", id, state)
				}
			}
			o.skip()
		})
	}
}

// TestWhatGetsNoTurnComesAgain: letters that entered sending and were not begun
// in time are queued again, not tried yet; then the same bytes leave, unless their
// question was settled meanwhile.
func TestWhatGetsNoTurnComesAgain(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	usual := o.desk.Times
	o.desk.Relay = &during{o, func() { o.desk.Times.Submission = 0 }} // a long time passes
	fates := o.desk.deliverTogether(t.Context(), letters)
	o.desk.Times = usual
	if fates[letters[0]] != ended || fates[letters[1]] != comesAgain || fates[letters[3]] != comesAgain {
		t.Errorf("the letters came to %v", fates)
	}
	o.wantStates(letters, "accepted 1", "queued 0", "queued 0", "queued 0")
	kept := make([][]byte, len(letters))
	for i, id := range letters {
		if err := o.desk.Pool.QueryRow(t.Context(), "select raw from letters where id = $1", id).Scan(&kept[i]); err != nil {
			t.Fatal(err)
		}
	}
	o.exec("update tokens set settled_at = now() where letter_id = $1", letters[1])
	if fates = o.desk.deliverTogether(t.Context(), letters[1:]); fates[letters[1]] != goesAlone {
		t.Errorf("a letter whose question is settled came to %d", fates[letters[1]])
	}
	if err := o.desk.deliver(t.Context(), letters[1]); err != nil {
		t.Fatal(err)
	}
	o.wantStates(letters, "accepted 1", "cancelled 0", "accepted 1", "accepted 1")
	for i, want := range []int{1, 0, 1, 1} {
		if got := o.times(kept[i]); got != want {
			t.Errorf("letter %d left %d times, want %d", letters[i], got, want)
		}
	}
	o.skip()
}

// TestABatchWhoseProcessDied: what the relay took, and nobody could record, is
// sent again byte for byte, and no other letter is.
func TestABatchWhoseProcessDied(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	o.exec(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'gone' using errcode = '57P01'; end $$`)
	o.exec(`create trigger fail before update on letters for each row when (new.state = 'accepted') execute function fail()`)
	o.desk.deliverTogether(t.Context(), letters)
	o.wantStates(letters, "sending 1", "sending 1", "sending 1", "sending 1")
	o.exec("drop trigger fail on letters")
	first := slices.Clone(o.sent)
	o.advance(3 * time.Minute)
	o.wantStates(letters, "accepted 2", "accepted 2", "accepted 2", "accepted 2")
	if len(o.sent) != 2*len(first) {
		t.Errorf("%d letters left, want each twice", len(o.sent))
	}
	for _, l := range first {
		if n := o.times(l.raw); n != 2 {
			t.Errorf("the letter to %s left %d times with the same bytes", l.to, n)
		}
	}
	o.skip()
}

// TestASleepersBatch: a process stopped in mid-batch, then continued beside one
// that took its letters over, sends none of them and records nothing.
func TestASleepersBatch(t *testing.T) {
	o := newOffice(t)
	letters := o.waits(2)
	stopped := o.second()
	stopped.Imagined = true
	stopped.Relay = &during{o, func() {
		o.advance(3 * time.Minute) // the live process gives them up and sends them
		stopped.Times.Submission = 0
	}}
	fates := stopped.deliverTogether(t.Context(), letters)
	if fates[letters[1]] != comesAgain {
		t.Errorf("the sleeper's second letter came to %d", fates[letters[1]])
	}
	o.wantStates(letters, "accepted 2", "accepted 2", "accepted 2", "accepted 2")
	if want := len(letters) + 1; len(o.sent) != want {
		t.Errorf("%d letters left, want %d: the first one twice", len(o.sent), want)
	}
	o.skip()
}

// TestForgottenWhileABatchLeaves: forgetting a customer while letters that quote
// them are on their way leaves what it leaves when each goes alone.
func TestForgottenWhileABatchLeaves(t *testing.T) {
	play := func(t *testing.T, deliver func(o *office, letters []int64)) []string {
		o := newOffice(t)
		id := o.stored(strings.ReplaceAll(answerlessMail(o.clock), "She found", "Ruth <ruth@customer.test> wrote: she found"))
		if err := o.desk.read(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		o.exec("update nominations set customer_address = 'ruth@customer.test', customer_name = 'Ruth'")
		letters := o.waits(0)
		o.desk.Relay = &during{o, func() {
			if _, err := o.desk.Forget(t.Context(), "ruth@customer.test", "operator", false, false); err != nil {
				t.Error(err)
			}
		}}
		deliver(o, letters)
		o.desk.Relay = o
		o.advance(time.Minute)
		o.skip()
		rows, err := o.desk.Pool.Query(t.Context(), "select kind, state, raw is null, args = '{}', to_address from letters order by id")
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for rows.Next() {
			values, err := rows.Values()
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, fmt.Sprint(values...))
		}
		return list
	}
	var alone, together []string
	t.Run("played", func(t *testing.T) { // both at once
		t.Run("alone", func(t *testing.T) {
			alone = play(t, func(o *office, letters []int64) {
				if err := o.desk.deliver(t.Context(), letters[0]); err != nil {
					t.Error(err)
				}
			})
		})
		t.Run("together", func(t *testing.T) {
			together = play(t, func(o *office, letters []int64) { o.desk.deliverTogether(t.Context(), letters[:1]) })
		})
	})
	if len(alone) == 0 || !slices.Equal(alone, together) {
		t.Errorf("alone %q, together %q", alone, together)
	}
}
