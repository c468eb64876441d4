package jobs

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"goodword/internal/store"
	"goodword/mail/send"
)

// metered is a relay that keeps in mind when each letter was handed in, and how
// many were at once.
type metered struct {
	*office
	hold chan struct{} // a letter waits for it on its way; nil: none waits

	mutex        sync.Mutex
	times        []time.Time
	order        []string
	busy, widest int
}

func (m *metered) Submit(ctx context.Context, from, to string, raw []byte) send.Outcome {
	m.mutex.Lock()
	m.busy++
	m.widest = max(m.widest, m.busy)
	m.times = append(m.times, m.clock)
	m.order = append(m.order, to)
	m.mutex.Unlock()
	if m.hold != nil {
		<-m.hold
	}
	m.mutex.Lock()
	m.busy--
	m.mutex.Unlock()
	return m.office.Submit(ctx, from, to, raw)
}

// most counts the letters of the fullest window.
func (m *metered) most(window time.Duration) (most int) {
	for _, end := range m.times {
		n := 0
		for _, at := range m.times {
			if !at.After(end) && at.After(end.Add(-window)) {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// queue puts letters into the queue without sending them: two for each mail.
func (o *office) queueLetters(mails int) {
	o.t.Helper()
	o.desk.Settings.PerAddressHourly = 10000
	paused := o.desk.Settings.Pace
	o.desk.Settings.Pace = Pace{Relay: "nobody", Connections: 1}
	o.exec("insert into relay_rests (relay, until, length, said) values ('nobody', '9999-01-01', '1s', '')")
	for i := range mails {
		o.forward("dana", "", fmt.Sprintf("Ruth <ruth%d@customer.test>", i), herWords)
	}
	o.desk.Settings.Pace = paused
	o.exec("update letters set not_before = queued_at, outcome = '' where state = 'queued'")
	o.exec("delete from relay_rests")
	if n := o.queuedLetters(); n != 2*mails || len(o.sent) != 0 {
		o.t.Fatalf("%d letters wait and %d left", n, len(o.sent))
	}
}

func (o *office) queuedLetters() int {
	return o.count("select count(*) from letters where state in ('queued', 'sending')")
}

// TestPaceAcrossProcesses: two processes together keep below the relay's
// limits, and every letter leaves, in order.
func TestPaceAcrossProcesses(t *testing.T) {
	o := newOffice(t)
	m := &metered{office: o}
	o.desk.Relay = m
	o.queueLetters(9)
	o.desk.Settings.Pace = Pace{Relay: "smtp.corp.example:587/goodword", PerMinute: 5}
	second := o.second()
	second.Relay = m
	var want []string
	if err := o.desk.tx(t.Context(), func(w work) error {
		due, err := store.DueLetters(w.ctx, w.tx, w.now, 100)
		for _, id := range due {
			l, lookErr := store.LetterByID(w.ctx, w.tx, id)
			if lookErr != nil {
				return lookErr
			}
			want = append(want, l.ToAddress)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for i := 0; o.queuedLetters() > 0 && i < 60; i++ {
		desk := o.desk
		if i%2 == 1 {
			desk = second
		}
		o.clock = o.clock.Add(6 * time.Second)
		if err := desk.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		jobs := o.pending
		o.pending = nil
		for n, job := range jobs {
			d := []*Desk{o.desk, second}[n%2]
			if err := d.deliver(t.Context(), job.(DeliverArgs).Letter); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := o.queuedLetters(); n != 0 {
		t.Errorf("%d letters never left", n)
	}
	if most := m.most(time.Minute); most != 5 {
		t.Errorf("%d letters within a minute, want 5 and no more", most)
	}
	if !slices.Equal(m.order, want) {
		t.Errorf("they left in the order %q, want %q", m.order, want)
	}
	if took := m.times[len(m.times)-1].Sub(m.times[0]); took > 4*time.Minute {
		t.Errorf("18 letters at 5 a minute took %s", took)
	}
	o.skip()
}

// TestConnectionsAcrossProcesses: never more letters on their way than the relay
// has connections for.
func TestConnectionsAcrossProcesses(t *testing.T) {
	o := newOffice(t)
	o.queueLetters(4)
	m := &metered{office: o, hold: make(chan struct{})}
	o.desk.Relay = m
	o.desk.Settings.Pace = Pace{Relay: "smtp.corp.example:587/goodword", Connections: 3}
	second := o.second()
	second.Relay = m
	desks := []*Desk{o.desk, second}
	for i := 0; o.queuedLetters() > 0 && i < 20; i++ {
		o.clock = o.clock.Add(3 * time.Second)
		if err := o.desk.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		jobs := o.pending
		o.pending = nil
		done := make(chan error, len(jobs))
		for n, job := range jobs {
			go func() { done <- desks[n%2].deliver(t.Context(), job.(DeliverArgs).Letter) }()
		}
		for range jobs {
			for ended := false; !ended; {
				select {
				case m.hold <- struct{}{}:
				case err := <-done:
					if ended = true; err != nil {
						t.Error(err)
					}
				}
			}
		}
	}
	if n := o.queuedLetters(); n != 0 || m.widest > 3 || m.widest < 1 {
		t.Errorf("%d letters never left; %d at once", n, m.widest)
	}
	o.skip()
}

// TestRecipientsOfADay: a copy counts, the limit moves with the hours.
func TestRecipientsOfADay(t *testing.T) {
	o := newOffice(t)
	m := &metered{office: o}
	o.desk.Relay = m
	o.queueLetters(4)
	o.desk.Settings.Pace = Pace{Relay: "smtp.corp.example:587/goodword", PerDay: 5}
	o.advance(time.Minute)
	if len(m.times) != 5 {
		t.Fatalf("%d letters on the first day, want 5", len(m.times))
	}
	o.advance(23 * time.Hour)
	if len(m.times) != 5 {
		t.Fatalf("%d letters before the day is over", len(m.times))
	}
	o.exec("delete from letters where state = 'queued' and kind not in ('receipt', 'request')") // the morning's
	o.advance(61 * time.Minute)
	o.advance(time.Minute)
	if o.count("select count(*) from letters where state = 'queued' and kind in ('receipt', 'request')") != 0 {
		t.Errorf("%d letters on the second day", len(m.times)-5)
	}
	if most := m.most(24 * time.Hour); most > 5 {
		t.Errorf("%d letters within 24 hours", most)
	}
	o.skip()
}

// TestRelayThatAsksForLess: all letters leave it alone, for longer when it asks
// again at once, and none is lost.
func TestRelayThatAsksForLess(t *testing.T) {
	o := newOffice(t)
	m := &metered{office: o}
	o.desk.Relay = m
	o.queueLetters(3)
	o.desk.Settings.Pace = Pace{Relay: "smtp.corp.example:587/goodword"}
	slow := send.Outcome{Result: send.Temporary, Verb: send.Mail, Code: 451, Enhanced: "4.7.500", Text: "Server busy", Slow: true, Wait: 5 * time.Minute}
	o.fail = []send.Outcome{slow, slow}
	start := o.clock
	tries := func(after time.Duration, want int) {
		t.Helper()
		for o.clock.Sub(start) < after {
			o.advance(30 * time.Second)
		}
		if len(m.times) != want {
			t.Errorf("after %s it was asked %d times, want %d", after, len(m.times), want)
		}
	}
	tries(5*time.Minute, 1)
	if n := o.count("select count(*) from troubles where about = 'smtp' and what like '%Server busy%'"); n != 1 {
		t.Error("status does not tell why letters wait")
	}
	tries(6*time.Minute, 2)  // one letter asks again, and hears the same
	tries(15*time.Minute, 2) // twice as long now
	tries(17*time.Minute, 8) // all six leave
	if n := o.queuedLetters(); n != 0 || o.count("select count(*) from letters where state = 'accepted'") != 6 {
		t.Errorf("%d letters wait", n)
	}
	if n := o.count("select count(*) from troubles where about = 'smtp'"); n != 0 {
		t.Error("status tells of trouble that is over")
	}
	o.skip()
}
