package service

import (
	"context"
	"fmt"
	"log/slog"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"goodword/internal/config"
	"goodword/internal/store"
	"goodword/mail/mailtest"
)

// TestThreeServicesKeepOneSchedule: three weeks pass for one service, and for
// three on one database that look after what is due at the same moments. Digests,
// reminders, escalations and thank-yous are the same, each once.
func TestThreeServicesKeepOneSchedule(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Second)
	defer cancel()
	var alone, together map[string]int
	var both sync.WaitGroup
	both.Go(func() { alone = newCalendar(t, ctx, 1).threeWeeks() })
	both.Go(func() { together = newCalendar(t, ctx, 3).threeWeeks() })
	both.Wait()
	if t.Failed() {
		return
	}
	if diff := cmp.Diff(alone, together); diff != "" {
		t.Errorf("three services do not what one does (-one +three):\n%s", diff)
	}
	for _, want := range []string{"digest to cora@corp.example", "reminder to max@corp.example", "escalated to max@corp.example", "thank_you to nina@corp.example"} {
		if alone[want] == 0 {
			t.Errorf("nothing was to be done once: no %s among %v", want, alone)
		}
	}
	if n := alone["digest to cora@corp.example"]; n != 15 {
		t.Errorf("%d digests in 15 working days", n)
	}
}

// calendar is a company whose time passes as the test says.
type calendar struct {
	t     *testing.T
	ctx   context.Context
	mails *mailtest.Server
	all   []*Service

	mutex sync.Mutex
	clock time.Time
}

func (c *calendar) now() time.Time {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.clock
}

func newCalendar(t *testing.T, ctx context.Context, services int) *calendar {
	c := &calendar{t: t, ctx: ctx, clock: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)}
	var s servers
	c.mails, s = inProcess(t, c.now)
	_, file := settings(t, s)
	// The weekly letter tells what waits when it is written: that is a race with the mails here, and its own tests' matter.
	file = write(t, strings.Replace(read(t, file), "[timing]\n", "[timing]\ndigest_when_empty = true\n", 1)+"\n[programme]\nmanager_letter = false\n")
	for n := range services {
		settings, err := config.Load(file)
		if err != nil {
			t.Fatal(err)
		}
		one, err := Start(ctx, settings, Options{Manual: true, Now: c.now, Log: slog.New(slog.NewTextHandler(logWriter{t}, nil)).With("service", n, "of", services)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := one.Stop(); err != nil {
				t.Errorf("stop: %v", err)
			}
		})
		c.all = append(c.all, one)
	}
	hire(t, ctx, c.all[0])
	return c
}

// threeWeeks plays them and counts what letters were accepted.
func (c *calendar) threeWeeks() map[string]int {
	if err := c.all[0].Pollers[0].PollOnce(c.ctx); err != nil {
		c.t.Error(err)
		return nil
	}
	for n := range 3 {
		c.deliver("dana@corp.example", "goodword@corp.example", fmt.Sprintf("From: Dana Holt <dana@corp.example>\nTo: goodword@corp.example\nSubject: Nina %d\nMessage-ID: <%d@dana.example>\nDate: %s\n\n"+
			"for: nina@corp.example\n\nNina found ring number %d in the drain and brought it to the station.\n", n, n, c.now().Format(time.RFC1123Z), n))
	}
	c.settle()
	requests := 0
	for _, a := range c.mails.Accepted() {
		m, err := mail.ReadMessage(strings.NewReader(string(a.Raw)))
		if err != nil {
			c.t.Error(err)
			return nil
		}
		if a.To != "max@corp.example" || !strings.Contains(m.Header.Get("Subject"), "GW-") || requests == 2 { // the third is never answered
			continue
		}
		said := []string{"Approved.", "Declined, as it is her task."}[requests]
		requests++
		c.deliver("max@corp.example", strings.Trim(m.Header.Get("Reply-To"), "<>"), answer(m, "max@corp.example", said))
	}
	c.settle()
	for c.now().Before(time.Date(2026, 12, 4, 18, 0, 0, 0, time.UTC)) && c.ctx.Err() == nil && !c.t.Failed() {
		for _, hour := range []time.Duration{7*time.Hour + 30*time.Minute, 17 * time.Hour} {
			if day := c.now().Truncate(24 * time.Hour); day.Add(hour).After(c.now()) {
				c.pass(day.Add(hour))
			}
		}
		c.pass(c.now().Truncate(24*time.Hour).AddDate(0, 0, 1))
	}
	counted := map[string]int{}
	rows, err := c.all[0].Pool.Query(c.ctx, "select id, kind, to_address from letters where state = 'accepted'")
	if err != nil {
		c.t.Error(err)
		return nil
	}
	defer rows.Close()
	left := map[string]int{}
	for _, a := range c.mails.Accepted() {
		left[a.Mark]++
	}
	for rows.Next() {
		var id int64
		var kind, to string
		if err := rows.Scan(&id, &kind, &to); err != nil {
			c.t.Error(err)
			return nil
		}
		counted[kind+" to "+to]++
		if n := left[fmt.Sprintf("letter-%d", id)]; n != 1 {
			c.t.Errorf("%d services: the %s to %s left %d times", len(c.all), kind, to, n)
		}
	}
	return counted
}

func (c *calendar) deliver(from, to, text string) {
	if _, err := c.mails.Deliver(from, to, []byte(strings.ReplaceAll(text, "\n", "\r\n")), mailtest.Pass); err != nil {
		c.t.Error(err)
	}
}

// pass sets the clock; weekends and nights pass in one step.
func (c *calendar) pass(to time.Time) {
	c.mutex.Lock()
	c.clock = to
	c.mutex.Unlock()
	if to.Hour() != 0 && to.Weekday() != time.Saturday && to.Weekday() != time.Sunday {
		c.settle()
	}
}

// settle lets all services look after what is due at the same time, until there is nothing left.
func (c *calendar) settle() {
	for c.ctx.Err() == nil {
		var ticks sync.WaitGroup
		for _, s := range c.all {
			ticks.Go(func() {
				err := s.Pollers[0].PollOnce(c.ctx)
				if err == nil {
					err = s.Desk.Tick(c.ctx)
				}
				if err != nil && !store.NotToBlame(err) {
					c.t.Error(err)
				}
			})
		}
		ticks.Wait()
		look := time.NewTicker(5 * time.Millisecond)
		for busy := true; busy && c.ctx.Err() == nil; <-look.C {
			busy = c.count("select count(*) from river_job where state in ('available', 'running', 'pending', 'retryable', 'scheduled')") > 0
		}
		look.Stop()
		if c.count("select (select count(*) from letters where state = 'sending' or state = 'queued' and not_before <= $1) + (select count(*) from inbound where disposition is null)", c.now()) == 0 {
			return
		}
	}
	c.t.Error("the services never came to rest")
}

func (c *calendar) count(sql string, args ...any) (n int) {
	if err := c.all[0].Pool.QueryRow(c.ctx, sql, args...).Scan(&n); err != nil && c.ctx.Err() == nil {
		c.t.Error(err)
	}
	return n
}
