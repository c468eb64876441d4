package faults

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"
)

// killsPerDay is how many kills one scripted day takes, one after another.
const killsPerDay = 10

// seeds is how many kills are tried: SEEDS, or ten.
func seeds() int {
	if n, err := strconv.Atoi(os.Getenv("SEEDS")); err == nil && n > 0 {
		return n
	}
	return 10
}

// whole says that this is `make faults`: whole days, and recovery in real time.
func whole() bool { return os.Getenv("SEEDS") != "" }

// dayMails is how many mails answer nothing on a day; answers make it up to
// about five hundred, or to eighty for the short run.
func dayMails() int {
	if whole() {
		return 290
	}
	return 40
}

// TestKills plays scripted days and kills goodword at ten seeded moments of
// each: a seed is one kill.
func TestKills(t *testing.T) {
	t.Parallel()
	days := (seeds() + killsPerDay - 1) / killsPerDay
	turns := make(chan struct{}, 3) // days at once
	var all sync.WaitGroup
	for n := range days {
		all.Add(1)
		t.Run(fmt.Sprint("day ", n), func(t *testing.T) {
			t.Parallel()
			defer all.Done()
			turns <- struct{}{}
			defer func() { <-turns }()
			killDay(t, uint64(1000+n))
		})
	}
}

// killDay plays one day of kills.
func killDay(t *testing.T, seed uint64) {
	began := time.Now()
	w := newWorld(t, seed, dayMails())
	random := rand.New(rand.NewPCG(seed, 2))
	w.serve()
	part := (dayMails() + killsPerDay) / (killsPerDay + 1)
	busy := 0
	for range killsPerDay {
		w.write(part)
		w.moment(random)
		w.killAll()
		if p, err := w.pulse(); err == nil && p.Active+p.Unread+p.Sending > 0 || err == nil && w.owed(p) {
			busy++
		}
		if random.IntN(4) > 0 { // found dead only after a while; else its mailboxes are still held by it
			w.age(time.Duration(30+random.IntN(240)) * time.Second)
		}
		if p := w.launch(); random.IntN(4) > 0 { // else it may be killed while it starts
			if err := p.running(w.ctx); err != nil {
				t.Fatal(err)
			}
		}
	}
	w.write(-1)
	w.settle()
	w.report("kill -9 at seeded moments", killsPerDay, w.check())
	t.Logf("seed %d: %d mails, %d letters, %d kills, %d of them amid work, %s", seed, len(w.truth), len(w.server.Accepted()), killsPerDay, busy, time.Since(began).Round(time.Second))
}

// moment lets a seeded time pass, mostly short: much is undone then.
func (w *world) moment(random *rand.Rand) {
	wait := time.Duration(random.Int64N(int64(400 * time.Millisecond)))
	if random.IntN(4) == 0 {
		wait *= 4
	}
	w.pass(wait)
}

// pass lets real time pass, as a fault has to last; nothing is waited for by it.
func (w *world) pass(d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-w.ctx.Done():
	}
}
