package faults

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"goodword/internal/check/day"
	"goodword/internal/check/proxy"
	"goodword/mail/mailtest"
)

// scenario is one way to spoil a day.
type scenario struct {
	fault string // its line in the table
	name  string
	play  func(*world)
	make  func(testing.TB) (options, bool) // false: this machine does not allow it
	long  bool                             // a variation that the short run leaves out
}

// TestFaults plays a day with each fault, lets it recover, and asks the checker.
func TestFaults(t *testing.T) {
	t.Parallel()
	turns := make(chan struct{}, 8)
	plan := newPlan(t)
	for i, s := range slices.Concat(killPoints(), processes(), databases(), networks(), mailServers(), realServers(), submissions()) {
		if s.long && !whole() {
			continue
		}
		t.Run(s.fault+"/"+s.name, func(t *testing.T) {
			t.Parallel()
			turns <- struct{}{}
			defer func() { <-turns }()
			mails := plan.mails()
			if mails == 0 {
				t.Skip("left out: the time of this test run is over; make faults tries every fault")
			}
			var o options
			if s.make != nil {
				var ready bool
				if o, ready = s.make(t); !ready {
					return
				}
			}
			w := newWorldWith(t, uint64(100+i), mails, o)
			began := time.Now()
			s.play(w)
			played := time.Now()
			w.settle()
			w.report(s.fault, 1, w.check())
			t.Logf("%d mails, %d letters; played %s, settled %s (database aged by %s)", len(w.truth), len(w.server.Accepted()),
				played.Sub(began).Round(time.Millisecond), time.Since(played).Round(time.Millisecond), w.aged)
		})
	}
}

// plan gives each scenario its mails. An idle machine plays days of eight beside
// the answers. Where another is at work too, the later ones are of fewer mails, so
// that all are tried in time; none is left out while the time of the tests lasts.
type plan struct {
	began time.Time
	over  time.Time // nothing begins after that; zero for never
}

func newPlan(t *testing.T) plan {
	p := plan{began: time.Now()}
	if end, limited := t.Deadline(); limited && !whole() {
		p.over = end.Add(-lastMoments)
	}
	return p
}

// lastMoments is what a scenario of few mails takes on a very busy machine.
const lastMoments = 60 * time.Second

// mails is how many a day has that begins now; none when it is too late.
func (p plan) mails() int {
	past := time.Since(p.began)
	switch {
	case whole():
		return 100
	case !p.over.IsZero() && time.Now().After(p.over):
		return 0
	case past < 45*time.Second:
		return 8
	}
	return 6
}

// lasts is how long a fault lasts in the short and in the whole run, where
// deadlines are to fire.
func lasts(short, long time.Duration) time.Duration {
	if whole() {
		return long
	}
	return short
}

func ordinal(n int32) string { return fmt.Sprint("number ", n) }

// processes stop, start and are more than one.
func processes() []scenario {
	return []scenario{
		{fault: "a process stopped for minutes beside a live one", name: "in mid-submission", play: func(w *world) { w.sleeper("MAIL") }},
		{fault: "a process stopped for minutes beside a live one", name: "after the final dot", play: func(w *world) { w.sleeper("DOT") }},
		{fault: "three processes, two of them killed", name: "in turn", play: func(w *world) {
			list := []*process{w.serve(), w.serve(), w.serve()}
			third := len(w.day.Mails) / 3
			for _, p := range list[:2] {
				w.write(third)
				w.pass(300 * time.Millisecond)
				p.kill()
			}
			w.write(-1)
			w.pass(lasts(0, 40*time.Second))
		}},
		{fault: "pause amid the day, and a kill", name: "by command", play: func(w *world) {
			p := w.serve()
			w.write(len(w.day.Mails) / 2)
			w.pass(300 * time.Millisecond)
			w.operator("pause")
			w.write(-1)
			w.pass(500 * time.Millisecond)
			p.kill()
			w.age(90 * time.Second)
			w.serve()
			w.calm()
			w.operator("resume")
		}},
	}
}

// sleeper stops a process at an SMTP verb, lets another do the work for
// minutes, and wakes the first.
func (w *world) sleeper(verb string) {
	p := w.serve()
	asleep := make(chan struct{}, 1)
	fault := mailtest.SMTPFault{Verb: verb, Do: func() {
		p.signal(syscall.SIGSTOP)
		asleep <- struct{}{}
	}}
	if verb == "DOT" { // the answer waits for it when it wakes
		fault.Deliver, fault.Code, fault.Text = true, 250, "taken"
	}
	w.server.FailSMTP(fault)
	w.write(len(w.day.Mails) / 2)
	select {
	case <-asleep:
	case <-w.ctx.Done():
		w.t.Fatalf("it submitted nothing\n%s", w.tail())
	}
	w.endIdle()
	w.age(5 * time.Minute)
	w.serve()
	w.write(-1)
	w.pass(lasts(3*time.Second, 20*time.Second))
	p.signal(syscall.SIGCONT)
	w.pass(time.Second)
}

// endIdle ends sessions that a stopped process left within a transaction, as
// the server does after a minute at most by the limit that goodword sets.
func (w *world) endIdle() {
	w.t.Helper()
	var limited bool
	if err := w.pool.QueryRow(w.ctx, "select setting::int between 1 and 60000 from pg_settings where name = 'idle_in_transaction_session_timeout'").Scan(&limited); err != nil || !limited {
		w.t.Errorf("a process that is stopped within a transaction would hold its locks for ever: %v", err)
	}
	if _, err := w.pool.Exec(w.ctx, `select pg_terminate_backend(pid, 5000) from pg_stat_activity
		where datname = current_database() and state like 'idle in transaction%' and pid <> pg_backend_pid()`); err != nil {
		w.t.Error(err)
	}
}

// operator runs one command of the program.
func (w *world) operator(name string) {
	w.t.Helper()
	out, err := exec.CommandContext(w.ctx, program(w.t), name, "--config", w.settings).CombinedOutput()
	if err != nil {
		w.t.Errorf("goodword %s: %v: %s", name, err, out)
	}
}

// networks fail between goodword and each of its servers.
func networks() []scenario {
	var list []scenario
	for name, of := range map[string]func(*world) *proxy.Proxy{
		"IMAP":       func(w *world) *proxy.Proxy { return w.imap },
		"SMTP":       func(w *world) *proxy.Proxy { return w.smtp },
		"PostgreSQL": func(w *world) *proxy.Proxy { return w.db },
	} {
		list = append(list,
			scenario{fault: "connections cut", name: name, play: func(w *world) { w.often(func() { of(w).Cut() }) }},
			scenario{fault: "connections reset", name: name, play: func(w *world) { w.often(func() { of(w).Reset() }) }},
			scenario{fault: "connections half open", name: name, play: func(w *world) {
				w.during(func() { of(w).Stall(true) }, func() { of(w).Stall(false); of(w).Cut() }, lasts(3*time.Second, 45*time.Second), name)
			}},
			scenario{fault: "connections of one byte a second", name: name, play: func(w *world) {
				w.during(func() { of(w).Slow(1) }, func() { of(w).Slow(0) }, lasts(3*time.Second, 45*time.Second), name)
			}},
			scenario{fault: "connections refused", name: name, play: func(w *world) {
				w.during(func() { of(w).Refuse(true); of(w).Cut() }, func() { of(w).Refuse(false) }, lasts(2*time.Second, 20*time.Second), name)
			}})
	}
	slices.SortFunc(list, func(a, b scenario) int { return strings.Compare(a.fault+a.name, b.fault+b.name) })
	short := []string{"connections cut IMAP", "connections half open PostgreSQL", "connections of one byte a second IMAP", "connections refused PostgreSQL", "connections reset SMTP"}
	for i := range list {
		list[i].long = !slices.Contains(short, list[i].fault+" "+list[i].name)
	}
	return list
}

// often does something bad again and again while the day is played.
func (w *world) often(bad func()) {
	w.serve()
	for range 8 {
		w.write(len(w.day.Mails)/8 + 1)
		w.pass(60 * time.Millisecond)
		bad()
	}
}

// during plays the day while something is bad for a while. Where only the
// nominations' mailbox is affected, the other must go on.
func (w *world) during(begin, end func(), lasts time.Duration, which string) {
	w.serve()
	w.write(len(w.day.Mails) / 3)
	w.pass(200 * time.Millisecond)
	begin()
	w.write(-1)
	w.pass(lasts)
	if which == "IMAP" {
		want := len(w.server.Mails(day.Compliments))
		w.until("while one mailbox cannot be reached, all mails of the other are stored", func() (bool, error) {
			stored := 0
			err := w.pool.QueryRow(w.ctx, "select count(*) from inbound where mailbox = 'compliments'").Scan(&stored)
			return stored >= want, err
		})
	}
	end()
}

// submissions fail at each verb.
func submissions() []scenario {
	var list []scenario
	for _, refusal := range []struct {
		name string
		code int
	}{{"for now", 451}, {"for good", 554}} {
		list = append(list, scenario{fault: "SMTP refusals at each verb", name: refusal.name, play: func(w *world) {
			w.serve()
			for _, verb := range []string{"CONNECT", "AUTH", "MAIL", "RCPT", "DATA", "BODY", "DOT"} {
				w.server.FailSMTP(mailtest.SMTPFault{Verb: verb, Code: refusal.code, Times: 2})
			}
			w.write(-1)
		}})
	}
	for _, took := range []bool{false, true} {
		list = append(list,
			scenario{fault: "connection lost after the final dot", name: fmt.Sprintf("taken: %v", took), play: func(w *world) {
				w.serve()
				w.server.FailSMTP(mailtest.SMTPFault{Verb: "DOT", Deliver: took, Times: 12})
				w.write(-1)
			}},
			scenario{fault: "silence after the final dot", name: fmt.Sprintf("taken: %v", took), play: func(w *world) {
				w.serve()
				w.server.FailSMTP(mailtest.SMTPFault{Verb: "DOT", Deliver: took, Silent: true, Times: 3})
				w.write(-1)
				w.pass(lasts(time.Second, 12*time.Second))
			}})
	}
	return list
}
