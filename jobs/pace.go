package jobs

import (
	"errors"
	"fmt"
	"time"

	"goodword/internal/store"
	"goodword/mail/send"
)

// Pace is what a relay allows, to all processes together. Zeros are no limits.
type Pace struct {
	Relay       string // server and account: what the limits are for
	PerMinute   int    // letters
	PerDay      int    // recipients, within 24 hours
	Connections int    // letters on their way at once
}

func (p Pace) limited() bool { return p.PerMinute > 0 || p.PerDay > 0 || p.Connections > 0 }

const (
	// waitsTurn is the outcome of a letter that the relay's limits hold back. It
	// is the same for all, as those who wait are found by it.
	waitsTurn = "waits for its turn: the relay takes only so many"
	// connectionRetry is when a letter that found no place among those on their
	// way tries again.
	connectionRetry = 2 * time.Second
	longestSlow     = 12 * time.Hour
)

// paced lets a letter leave when the relay's limits have place for it, and notes
// that it leaves. Else the letter gets a turn of its own, behind those that
// wait: they come to the relay one by one. It is asked last of all, in the
// transaction that enters sending.
func (w work) paced(l *store.Letter) (bool, error) {
	p := w.Settings.Pace
	rest, err := store.RelayRest(w.ctx, w.tx, p.Relay)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	if !p.limited() && !w.now.Before(rest.Until) {
		return true, nil
	}
	if err := store.LockPace(w.ctx, w.tx, p.Relay); err != nil {
		return false, err
	}
	waited := l.Outcome == waitsTurn
	if p.Connections > 0 && !w.now.Before(rest.Until) {
		if n, err := store.SendingNow(w.ctx, w.tx); err != nil || n >= p.Connections {
			why := fmt.Sprintf("waits for one of the relay's %d connections", p.Connections)
			if waited {
				why = waitsTurn // it keeps its turn
			}
			return false, errors.Join(err, store.Defer(w.ctx, w.tx, l.ID, w.now.Add(connectionRetry), why))
		}
	}
	recipients := 1
	if w.Settings.CopyTo != "" && neverTwice(*l) {
		recipients = 2
	}
	free, err := w.freeFrom(rest, recipients)
	if err != nil {
		return false, err
	}
	last, err := store.LastTurn(w.ctx, w.tx, waitsTurn)
	if err != nil {
		return false, err
	}
	if !free.After(w.now) && (waited || last.IsZero()) {
		return true, store.PutSubmission(w.ctx, w.tx, p.Relay, recipients, w.now, w.now.Add(-25*time.Hour))
	}
	turn := latest(free, w.now)
	if next := last.Add(p.apart()); !last.IsZero() && next.After(turn) {
		turn = next
	}
	return false, store.Defer(w.ctx, w.tx, l.ID, turn, waitsTurn)
}

// freeFrom gives the moment from which on the limits have place for so many
// recipients more, as far as what was handed in tells.
func (w work) freeFrom(rest store.Rest, recipients int) (time.Time, error) {
	p := w.Settings.Pace
	free := rest.Until
	for _, limit := range []struct {
		window     time.Duration
		most, ours int
		recipients bool
	}{{time.Minute, p.PerMinute, 1, false}, {24 * time.Hour, p.PerDay, recipients, true}} {
		if limit.most == 0 {
			continue
		}
		at, full, err := store.FullSince(w.ctx, w.tx, p.Relay, w.now.Add(-limit.window), max(limit.most-limit.ours, 0), limit.recipients)
		if err != nil {
			return free, err
		}
		if full {
			free = latest(free, at.Add(limit.window))
		}
	}
	return free, nil
}

// apart is the time between two letters that wait for their turn.
func (p Pace) apart() time.Duration {
	if p.PerMinute == 0 {
		return time.Second
	}
	return time.Minute / time.Duration(p.PerMinute)
}

// nextTry gives the time of the next try after a failure that passes. When the
// relay asked for less, all letters leave it alone: for as long as it said, or
// twice as long as the last time when that was just over.
func (w work) nextTry(l store.Letter, o send.Outcome) (time.Time, error) {
	if !o.Slow {
		return w.now.Add(retryAfter(l.Attempts)), nil
	}
	relay := w.Settings.Pace.Relay
	if err := store.LockPace(w.ctx, w.tx, relay); err != nil {
		return w.now, err
	}
	before, err := store.RelayRest(w.ctx, w.tx, relay)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return w.now, err
	}
	if err == nil && w.now.Before(before.Until) {
		return before.Until, nil // another letter was on its way when it asked
	}
	length := max(o.Wait, time.Minute)
	if err == nil && w.now.Before(before.Until.Add(before.Length)) {
		length = max(length, min(2*before.Length, longestSlow))
	}
	w.Log.Warn("the relay asks for less: letters wait", "letter", l.ID, "code", o.Code, "until", w.now.Add(length))
	rest := store.Rest{Until: w.now.Add(length), Length: length, Said: o.String()}
	return rest.Until, store.PutRest(w.ctx, w.tx, relay, rest)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
