package demo

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// poll lets goodword look into each of its mailboxes once.
func (w *World) poll(ctx context.Context) error {
	for _, p := range w.service.Pollers {
		if err := p.PollOnce(ctx); err != nil {
			return err
		}
	}
	return nil
}

// busy counts what is still to do at this moment. A job that runs while nothing
// is left to read, to send or to start is over: River notes that a little later.
const busy = `select
	(select count(*) from river_job where state in ('available', 'retryable', 'scheduled', 'pending')),
	(select count(*) from river_job where state = 'running'),
	(select count(*) from inbound where disposition is null) +
	(select count(*) from letters where state = 'sending' or state = 'queued' and not_before <= $1),
	(select count(*) from inbound)`

// patience is how long goodword may take until it is quiet; a fault else.
const patience = 30 * time.Second

// settle works off everything that is to be done at this moment of the clock,
// what comes back by mail included.
func (w *World) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	before := -1
	for {
		if err := w.poll(ctx); err != nil {
			return err
		}
		if _, err := w.quiet(ctx); err != nil {
			return err
		}
		if err := w.service.Desk.Tick(ctx); err != nil {
			return fmt.Errorf("let goodword look after what is due: %w", err)
		}
		mails, err := w.quiet(ctx)
		if err != nil {
			return err
		}
		delivered := w.delivered()
		if mails+delivered == before {
			return nil
		}
		before = mails + delivered
	}
}

// delivered counts the mails that lie in goodword's own mailboxes.
func (w *World) delivered() int {
	return len(w.server.Mails(nominations)) + len(w.server.Mails(compliments))
}

// quiet waits until nothing is left to do, and gives how many mails were ever stored.
func (w *World) quiet(ctx context.Context) (mails int, err error) {
	look := time.NewTicker(3 * time.Millisecond)
	defer look.Stop()
	for {
		var jobs, running, left int
		if err := w.service.Pool.QueryRow(ctx, busy, w.clock.Now()).Scan(&jobs, &running, &left, &mails); err != nil {
			return 0, fmt.Errorf("ask whether goodword is quiet: %w", err)
		}
		switch {
		case jobs == 0 && left == 0:
			return mails, nil
		case jobs+running == 0: // due, and without a job until the next tick gives it one
			if err := w.service.Desk.Tick(ctx); err != nil {
				return 0, err
			}
		}
		select {
		case <-look.C:
		case <-ctx.Done():
			return 0, fmt.Errorf("goodword has %d jobs and %d other things left after %s: %w", jobs+running, left, patience, context.Cause(ctx))
		}
	}
}

// nextDue gives when goodword has something to do by itself next.
const dueSQL = `select min(at) from (
	select min(not_before) as at from letters where state = 'queued' and not_before > $1 and not_before < '9000-01-01'
	union all select min(remind_at) from nominations where state = 'awaiting_approval' and remind_at > $1
	union all select min(escalate_at) from nominations where state = 'awaiting_approval' and escalate_at > $1
	union all select min(lapse_at) from nominations where state in ('awaiting_approval', 'unclear') and lapse_at > $1) due`

func (w *World) nextDue(ctx context.Context) (time.Time, error) {
	var at *time.Time
	if err := w.service.Pool.QueryRow(ctx, dueSQL, w.clock.Now()).Scan(&at); err != nil {
		return time.Time{}, fmt.Errorf("ask what is due next: %w", err)
	}
	next := w.nextDigest()
	if at != nil && at.Before(next) {
		next = *at
	}
	return next, nil
}

// nextDigest is when the leaders' letters are written next.
func (w *World) nextDigest() time.Time {
	s := w.service.Desk.Settings
	place := s.Place
	place.Location = w.zone(ceo)
	now := w.clock.Now().In(place.Location)
	for day := 0; ; day++ {
		at := time.Date(now.Year(), now.Month(), now.Day()+day, int(s.DigestAt/time.Hour), int(s.DigestAt%time.Hour/time.Minute), 0, 0, place.Location)
		if at.After(now) && place.Workday(at) {
			return at
		}
	}
}

// advance lets time pass until a moment, with a stop at everything that is due
// on the way; told is called after each stop.
func (w *World) advance(ctx context.Context, until time.Time, told func() error) error {
	for {
		next, err := w.nextDue(ctx)
		if err != nil {
			return err
		}
		last := !next.Before(until)
		if last {
			next = until
		}
		w.clock.set(next)
		if err := errors.Join(w.settle(ctx), told()); err != nil || last {
			return err
		}
	}
}
