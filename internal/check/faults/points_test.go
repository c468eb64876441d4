package faults

import (
	"bytes"
	"slices"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/check/promises"
	"goodword/mail/mailtest"
)

// killPoints kill the process at exact points of its work: each waits for the
// n-th time that the point is reached.
func killPoints() []scenario {
	const fault = "kill -9 at an exact point"
	smtp := func(name string, f mailtest.SMTPFault) scenario {
		return scenario{fault: fault, name: name, play: func(w *world) {
			w.killedAt(name, func(kill func()) {
				if f.Answered {
					f.Then = kill
				} else {
					f.Do = kill
				}
				w.server.FailSMTP(f)
			})
		}}
	}
	commit := func(name string, hook func(*world) *atomic.Pointer[func() bool], nth int32) scenario {
		return scenario{fault: fault, name: name, play: func(w *world) {
			w.killedAt(name, func(kill func()) {
				var count atomic.Int32
				do := func() bool {
					if count.Add(1) != nth {
						return true
					}
					kill()
					return false
				}
				hook(w).Store(&do)
			})
		}}
	}
	before := func(w *world) *atomic.Pointer[func() bool] { return &w.before }
	after := func(w *world) *atomic.Pointer[func() bool] { return &w.after }
	list := []scenario{
		smtp("after MAIL", mailtest.SMTPFault{Verb: "MAIL", Silent: true}),
		smtp("after RCPT", mailtest.SMTPFault{Verb: "RCPT", Silent: true}),
		smtp("after the dot, not taken", mailtest.SMTPFault{Verb: "DOT"}),
		smtp("after the dot, taken, before 250", mailtest.SMTPFault{Verb: "DOT", Deliver: true}),
		smtp("after 250", mailtest.SMTPFault{Verb: "DOT", Answered: true}),
		{fault: fault, name: "in mid-FETCH", play: func(w *world) {
			w.killedAt("in mid-FETCH", func(kill func()) { w.server.CutFetchAnd(2000, kill) })
		}},
		{fault: fault, name: "at the touch of stored mails", play: func(w *world) {
			w.killedAt("at the touch", func(kill func()) {
				var once atomic.Bool
				w.server.OnTouch(func(t mailtest.Touch) {
					w.touch(t)
					if once.CompareAndSwap(false, true) {
						kill()
					}
				})
			})
		}},
	}
	commits := []int32{2, 7}
	if whole() { // a short day may have no two letters that wait at once
		list = append(list, scenario{fault: fault, name: "between the two COMMITs of letters that leave together", play: betweenCommits})
		commits = []int32{1, 2, 3, 5, 9, 14, 20, 30, 40, 60, 80}
	}
	for _, nth := range commits {
		list = append(list, commit("before COMMIT "+ordinal(nth), before, nth), commit("after COMMIT "+ordinal(nth)+", answer lost", after, nth))
	}
	return list
}

// killedAt plays a day in which the process dies at a point, starts again at
// once, and says how long it took until work went on.
func (w *world) killedAt(what string, arm func(kill func())) {
	p := w.serve()
	w.write(len(w.day.Mails) / 3)
	died := make(chan time.Time, 1)
	var once atomic.Bool
	arm(func() {
		if once.CompareAndSwap(false, true) {
			p.kill()
			died <- time.Now()
		}
	})
	w.write(-1)
	var at time.Time
	select {
	case at = <-died:
	case <-w.ctx.Done():
		w.t.Fatalf("%s: the point was never reached\n%s", what, w.tail())
	}
	w.before.Store(nil)
	w.after.Store(nil)
	if !whole() {
		w.age(90 * time.Second) // by then what the dead process held is free
	}
	w.serve()
	if whole() {
		w.recovered(what, at)
	}
}

// betweenCommits kills the process when the server has taken several letters that leave
// together, before how that ended is committed.
func betweenCommits(w *world) {
	w.killedAt("between the two COMMITs", func(kill func()) {
		do := func() bool {
			if w.unrecorded() < 2 {
				return true
			}
			kill()
			return false
		}
		w.before.Store(&do)
	})
}

// unrecorded counts the letters that the server took and of which the database does not
// know it yet: several are of one batch.
func (w *world) unrecorded() (n int) {
	rows, err := w.pool.Query(w.ctx, "select raw from letters where state = 'sending' and over_name = 'goodword'")
	if err != nil {
		return 0
	}
	leaving, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil || len(leaving) < 2 {
		return 0
	}
	for _, taken := range w.server.Accepted() {
		if slices.ContainsFunc(leaving, func(raw []byte) bool { return bytes.Equal(raw, taken.Raw) }) {
			n++
		}
	}
	return n
}

// undone counts what the dead process left: jobs it ran, letters it was
// sending, mails it had stored and not read.
const undone = `select (select count(*) from river_job where kind <> 'tick' and state = 'running' and attempted_at <= $1) +
	(select count(*) from letters where state = 'sending' and sending_at <= $1) +
	(select count(*) from inbound where disposition is null and stored_at <= $1)`

// recovered measures, in real time, until what a dead process left is taken up.
func (w *world) recovered(what string, died time.Time) {
	ticker := time.NewTicker(100 * time.Millisecond)
	defer ticker.Stop()
	for {
		left := 0
		if err := w.pool.QueryRow(w.ctx, undone, died).Scan(&left); err == nil && left == 0 || time.Since(died) > 2*promises.Resumed {
			w.recoveries = append(w.recoveries, promises.Recovery{What: what, Took: time.Since(died)})
			return
		}
		select {
		case <-ticker.C:
		case <-w.ctx.Done():
			return
		}
	}
}
