package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"goodword/internal/recognition"
	"goodword/mail/fetch"
	"goodword/mail/send"
)

// second gives another process on the office's database.
func (o *office) second() *Desk {
	d := New(o.desk.Settings, o.desk.Pool, o, o.desk.Letters, o.desk.Catalogue, o.desk.Now, o.desk.Log)
	d.Use(o)
	return d
}

// together runs all at the same time and wants no error from any.
func together(t *testing.T, all ...func() error) {
	t.Helper()
	var running sync.WaitGroup
	for _, do := range all {
		running.Go(func() {
			if err := do(); err != nil {
				t.Error(err)
			}
		})
	}
	running.Wait()
}

func (o *office) count(sql string) (n int) {
	o.t.Helper()
	if err := o.desk.Pool.QueryRow(o.t.Context(), sql).Scan(&n); err != nil {
		o.t.Fatal(err)
	}
	return n
}

// TestTwoProcessesReadDeliverTick: whatever two processes do at once happens once.
func TestTwoProcessesReadDeliverTick(t *testing.T) {
	o := newOffice(t)
	other := o.second()
	ctx := t.Context()
	_, request := nominated(o)
	id := o.stored(answerTo(request, "max@corp.example", "1", "Approved."))
	o.pending = nil
	together(t, func() error { return o.desk.read(ctx, id) }, func() error { return other.read(ctx, id) },
		func() error { return o.desk.Tick(ctx) }, func() error { return other.Tick(ctx) })
	o.run()
	if n := o.count("select count(*) from decisions"); n != 1 {
		t.Errorf("%d decisions of one answer", n)
	}
	o.until("Mon 07:20")
	o.clock = o.clock.Add(10 * time.Minute)
	together(t, func() error { return o.desk.Tick(ctx) }, func() error { return other.Tick(ctx) }, func() error { return o.desk.Tick(ctx) })
	if n := o.count("select count(*) from letters where kind = 'digest'"); n != 1 {
		t.Errorf("%d digests of one day", n)
	}
	o.run()
	o.clock = o.clock.Add(6 * time.Hour)
	thanks := int64(o.count("select id from letters where kind = 'thank_you'"))
	together(t, func() error { return o.desk.deliver(ctx, thanks) }, func() error { return other.deliver(ctx, thanks) },
		func() error { return o.desk.Tick(ctx) }, func() error { return other.Tick(ctx) })
	o.run()
	o.wantState(1, recognition.Thanked)
	n := 0
	for _, l := range o.sent {
		if l.to == "nina@corp.example" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d thank-yous", n)
	}
	o.skip()
}

// TestTheSameMailReadAtOnce: two copies over different ways, read at the same
// time in either order, act once.
func TestTheSameMailReadAtOnce(t *testing.T) {
	o := newOffice(t)
	other := o.second()
	for i := range 8 {
		mail := fmt.Sprintf(proven+"From: %s\r\nTo: %s\r\nSubject: Complaint\r\nMessage-ID: <c%d@customer.test>\r\nDate: %s\r\n\r\n"+
			"I am very disappointed. I waited %d hours, nobody apologised, and the room was dirty.\r\n", "customer.test", customer, compliments, i, o.clock.Format(time.RFC1123Z), i+2)
		first, second := o.storedIn("compliments", mail), o.storedIn("compliments", "Received: from elsewhere\r\n"+mail)
		o.pending = nil
		together(t, func() error { return o.desk.read(t.Context(), first) }, func() error { return other.read(t.Context(), second) })
		o.run()
	}
	if n := o.count("select count(*) from letters where kind = 'service'"); n != 8 {
		t.Errorf("%d letters to the service team about 8 complaints", n)
	}
	if n := o.count("select count(*) from inbound where disposition = 'duplicate'"); n != 8 {
		t.Errorf("%d duplicates, want 8", n)
	}
	o.skip()
}

// TestPauseHoldsAgainstLetters: pause, hold and resume against letters that
// leave and reports that come: no deadlock, nothing leaves after a pause.
func TestPauseHoldsAgainstLetters(t *testing.T) {
	o := newOffice(t)
	other := o.second()
	ctx := t.Context()
	o.desk.Settings.CEOPerHour = 1000
	for i := range 6 {
		o.forward("dana", "", fmt.Sprintf("Ruth <ruth%d@customer.test>", i), herWords)
		for j := len(o.sent) - 1; ; j-- {
			if o.sent[j].to == "max@corp.example" {
				o.reply(o.sent[j], "Approved.")
				break
			}
		}
	}
	o.until("Mon 07:30")
	digest := o.next("cora", "Nina")
	o.skip()
	o.clock = o.clock.Add(6 * time.Hour)
	mail := o.stored(answerTo(digest, "cora@corp.example", "hold", "hold 6\nhold 2\nhold 4\npause"))
	o.pending = nil
	var all []func() error
	for id := range int64(o.count("select max(id) from letters")) {
		all = append(all, func() error { return other.deliver(ctx, id+1) })
	}
	all = append(all, func() error { return o.desk.read(ctx, mail) }, func() error { return other.Tick(ctx) })
	together(t, all...)
	if n := o.count("select failures from inbound order by id desc limit 1"); n > 0 {
		t.Errorf("reading failed %d times", n)
	}
	o.run()
	before := o.count("select count(*) from letters where kind = 'thank_you' and state = 'accepted'")
	for range 5 {
		o.advance(11 * time.Minute)
	}
	if after := o.count("select count(*) from letters where kind = 'thank_you' and state = 'accepted'"); after != before {
		t.Errorf("%d thank-yous left while mail was paused", after-before)
	}
	o.skip()
}

// sleeper is a relay whose first submission ends only when it is told to.
type sleeper struct {
	*office
	slept   atomic.Bool
	reached chan struct{}
	wake    chan send.Outcome
}

func (s *sleeper) Submit(ctx context.Context, from, to string, raw []byte) send.Outcome {
	if s.slept.CompareAndSwap(false, true) {
		close(s.reached)
		return <-s.wake
	}
	return s.office.Submit(ctx, from, to, raw)
}

// TestASleeperTellsTooLate: a process stopped for minutes in mid-submission,
// then continued beside a live one, records nothing about what is not its any more.
func TestASleeperTellsTooLate(t *testing.T) {
	o := newOffice(t)
	o.forward("dana", "", customer, herWords)
	o.skip()
	s := &sleeper{office: o, reached: make(chan struct{}), wake: make(chan send.Outcome)}
	stopped := o.second()
	stopped.Relay = s
	o.until("Wed 06:50")
	o.clock = o.clock.Add(10 * time.Minute)
	if err := o.desk.Tick(t.Context()); err != nil { // queues the reminder
		t.Fatal(err)
	}
	o.pending = nil
	reminder := int64(o.count("select max(id) from letters where kind = 'reminder'"))
	ended := make(chan error)
	go func() { ended <- stopped.deliver(t.Context(), reminder) }()
	<-s.reached
	o.advance(3 * time.Minute) // the live process gives it up and queues it anew
	o.advance(3 * time.Minute)
	if state := o.letterState(reminder); state != "accepted" {
		t.Fatalf("the live process left the letter %s", state)
	}
	s.wake <- send.Outcome{Result: send.Refused, Code: 550}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if state := o.letterState(reminder); state != "accepted" {
		t.Errorf("the sleeper made the letter %s", state)
	}
	o.skip()
}

func (o *office) letterState(id int64) (state string) {
	o.t.Helper()
	if err := o.desk.Pool.QueryRow(o.t.Context(), "select state from letters where id = $1", id).Scan(&state); err != nil {
		o.t.Fatal(err)
	}
	return state
}

// TestRealQueueTwoProcesses lets two River clients work one database.
func TestRealQueueTwoProcesses(t *testing.T) {
	o := newOffice(t)
	other := o.second()
	for _, d := range []*Desk{o.desk, other} {
		q, err := NewQueue(d, d.Pool, QueueOptions{Readers: 2, Senders: 2, Periodic: true}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		if err := q.Start(context.Background()); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := q.Stop(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	var mails []fetch.Mail
	for i := range 20 {
		o.uid++
		raw := fmt.Sprintf(proven+"From: dana@corp.example\r\nTo: %s\r\nSubject: Nina\r\nMessage-ID: <q%d@corp.example>\r\nDate: %s\r\n\r\nfor: nina@corp.example\n\nShe found ring number %d in the drain and brought it.\r\n",
			"corp.example", nominations, i/2, o.clock.Format(time.RFC1123Z), i/2)
		mails = append(mails, fetch.Mail{UID: o.uid, InternalDate: o.clock, Size: int64(len(raw)), Raw: []byte(raw)})
	}
	batch := fetch.Batch{UIDValidity: 1, Mails: mails, Cursor: &fetch.Cursor{UIDValidity: 1, LastUID: o.uid, LastTime: o.clock}}
	together(t, func() error { return o.desk.Inbox().Receive(t.Context(), "nominations", batch) },
		func() error { return other.Inbox().Receive(t.Context(), "nominations", batch) })
	await(t, func() bool {
		return o.count("select count(*) from inbound where disposition is null") == 0 &&
			o.count("select count(*) from letters where state in ('queued', 'sending') and not_before <= '2026-11-17'") == 0
	})
	if n := o.count("select count(*) from nominations"); n != 10 {
		t.Errorf("%d nominations of 10 mails that came twice, to two processes", n)
	}
	if n := o.count("select count(*) from letters where kind = 'request' and state = 'accepted'"); n != 10 {
		t.Errorf("%d requests", n)
	}
	if len(o.sent) != o.count("select count(*) from letters where state = 'accepted'") {
		t.Errorf("%d letters left", len(o.sent))
	}
	o.skip()
}

// await looks again and again until done, for half a minute at most.
func await(t *testing.T, done func() bool) {
	t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	end := time.After(30 * time.Second)
	for !done() {
		select {
		case <-look.C:
		case <-end:
			t.Fatal("it does not come to an end")
		}
	}
}

// answerTo is an answer to a letter, as bytes.
func answerTo(l sentLetter, from, id, text string) string {
	return fmt.Sprintf(proven+"From: %s\r\nTo: %s\r\nSubject: Re: %s\r\nIn-Reply-To: %s\r\nMessage-ID: <answer-%s@corp.example>\r\nDate: Mon, 16 Nov 2026 09:00:00 +0000\r\n\r\n%s\r\n",
		"corp.example", from, l.head.Get("Reply-To"), l.subject(), l.head.Get("Message-Id"), id, text)
}

// stored puts a mail into the nominations mailbox and leaves it unread.
func (o *office) stored(raw string) int64 { return o.storedIn("nominations", raw) }

func (o *office) storedIn(mailbox, raw string) int64 {
	o.t.Helper()
	o.uid++
	batch := fetch.Batch{UIDValidity: 1, Mails: []fetch.Mail{{UID: o.uid, InternalDate: o.clock, Size: int64(len(raw)), Raw: []byte(raw)}}}
	if err := o.desk.Inbox().Receive(o.t.Context(), mailbox, batch); err != nil {
		o.t.Fatal(err)
	}
	return int64(o.count("select max(id) from inbound"))
}

// TestTakenBackWhileItLeaves: withdraw and undo against sending: it left and was
// thanked for, or it did not leave; never both, never neither.
func TestTakenBackWhileItLeaves(t *testing.T) {
	for i, said := range []string{"withdraw", "undo"} {
		t.Run(said, func(t *testing.T) {
			o := newOffice(t)
			other := o.second()
			receipt, request := nominated(o)
			o.reply(request, "Approved.")
			understood := o.next("max", "Understood")
			o.until("Mon 07:30")
			o.clock = o.clock.Add(6 * time.Hour)
			letter, from := receipt, "dana@corp.example"
			if i == 1 {
				letter, from = understood, "max@corp.example"
			}
			id := o.stored(answerTo(letter, from, said, said))
			o.pending = nil
			thanks := int64(o.count("select id from letters where kind = 'thank_you'"))
			together(t, func() error { return o.desk.read(t.Context(), id) }, func() error { return other.deliver(t.Context(), thanks) })
			o.run()
			o.advance(time.Minute)
			left := 0
			for _, l := range o.sent {
				if l.to == "nina@corp.example" {
					left++
				}
			}
			thanked := o.count("select count(*) from nominations where state = 'thanked'")
			back := o.count("select count(*) from nominations where state in ('withdrawn', 'awaiting_approval')")
			if left != thanked || left+back != 1 {
				t.Errorf("%d left, %d thanked, %d taken back", left, thanked, back)
			}
			o.skip()
		})
	}
}
