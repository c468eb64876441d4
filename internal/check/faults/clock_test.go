package faults

import (
	"log/slog"
	"sync"
	"testing"
	"time"

	"goodword/internal/check/day"
	"goodword/internal/config"
	"goodword/internal/service"
)

// clock is a time that is moved by hand, ahead and back.
type clock struct {
	mutex sync.Mutex
	at    time.Time
}

func (c *clock) now() time.Time { c.mutex.Lock(); defer c.mutex.Unlock(); return c.at }

func (c *clock) move(by time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.at = c.at.Add(by)
}

// TestClocks lets working days pass under a clock that nights of DST and wrong
// steps spoil, with a veto window and digests. The service runs in this process,
// which alone lets its clock be set.
func TestClocks(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault string
		begin time.Time
		steps map[int]time.Duration // by hour since the beginning
	}{
		"autumn":         {"DST nights", time.Date(2026, 10, 23, 8, 0, 0, 0, zone()), nil},
		"spring":         {"DST nights", time.Date(2026, 3, 27, 8, 0, 0, 0, zone()), nil},
		"a day back":     {"clock a day ahead or back", time.Date(2026, 6, 9, 8, 0, 0, 0, zone()), map[int]time.Duration{30: -24 * time.Hour}},
		"a day ahead":    {"clock a day ahead or back", time.Date(2026, 6, 9, 8, 0, 0, 0, zone()), map[int]time.Duration{30: 24 * time.Hour}},
		"back and ahead": {"clock a day ahead or back", time.Date(2026, 6, 9, 8, 0, 0, 0, zone()), map[int]time.Duration{18: 24 * time.Hour, 24: -24 * time.Hour, 48: -time.Hour}},
	} {
		if !whole() && (name == "spring" || name == "a day back" || name == "a day ahead") {
			continue // the other two hold what they do
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := &clock{at: c.begin.UTC()}
			w := newWorldWith(t, uint64(c.begin.Unix()), 24, options{now: clock.now, more: "veto_window = \"2h\""})
			s := w.inProcess()
			step := 3
			if whole() {
				step = 1
			}
			for hour := 0; hour < 96; hour += step {
				if hour%3 == 0 && hour < 72 {
					w.write(1)
				}
				w.hour(s)
				clock.move(time.Duration(step)*time.Hour + c.steps[hour])
			}
			w.write(-1)
			// What waits for a digest and for working hours, a weekend between; and for
			// the digest after an escalation's late approval.
			for hour := 0; hour < 200 || hour < 400 && w.thanksWait(); hour += step {
				w.hour(s)
				clock.move(time.Duration(step) * time.Hour)
			}
			w.digested()
			w.report(c.fault, 1, w.check())
			if err := s.Stop(); err != nil {
				t.Error(err)
			}
		})
	}
}

// inProcess starts the service under the world's clock; the caller polls and ticks.
func (w *world) inProcess() *service.Service {
	w.t.Helper()
	c, err := config.Load(w.settings)
	if err != nil {
		w.t.Fatal(err)
	}
	s, err := service.Start(w.ctx, c, service.Options{Now: w.options.now, Manual: true, Log: slog.New(slog.NewTextHandler(w.log, nil))})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Stop() })
	return s
}

// hour lets the service do what is to be done at this moment.
func (w *world) hour(s *service.Service) {
	w.t.Helper()
	for {
		for _, p := range s.Pollers {
			if err := p.PollOnce(w.ctx); err != nil {
				w.t.Fatal(err)
			}
		}
		if err := s.Desk.Tick(w.ctx); err != nil {
			w.t.Fatal(err)
		}
		if w.worked() {
			return
		}
	}
}

// worked waits until no job is left, and says whether no mail is left either.
func (w *world) worked() bool {
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for {
		p, err := w.pulse()
		if err != nil {
			w.t.Fatal(err)
		}
		if p.Unread+p.Active+p.Sending+p.Due == 0 {
			return !w.owed(p)
		}
		select {
		case <-ticker.C:
		case <-w.ctx.Done():
			w.t.Fatalf("it never came to rest: %+v\n%s", p, w.tail())
		}
	}
}

// thanksWait says whether a thank-you waits for a digest or for its hour.
func (w *world) thanksWait() bool {
	w.t.Helper()
	var waits bool
	if err := w.pool.QueryRow(w.ctx, "select exists (select from letters where kind = 'thank_you' and state = 'queued')").Scan(&waits); err != nil {
		w.t.Fatal(err)
	}
	return waits
}

// digested checks that there were digests at all, and thank-yous after them.
func (w *world) digested() {
	w.t.Helper()
	var digests, thanks int
	if err := w.pool.QueryRow(w.ctx, "select count(*) filter (where kind = 'digest'), count(*) filter (where kind = 'thank_you') from letters where state = 'accepted'").Scan(&digests, &thanks); err != nil || digests < 2 || thanks < 2 {
		w.t.Errorf("%d digests and %d thank-yous were sent to %s: %v", digests, thanks, day.CEO, err)
	}
}
