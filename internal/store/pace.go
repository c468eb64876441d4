package store

import (
	"context"
	"time"
)

// LockPace lets one transaction at a time count what was handed to a relay.
func LockPace(ctx context.Context, tx Tx, relay string) error {
	return exec(ctx, tx, "count what was handed to the relay", "select pg_advisory_xact_lock(hashtext('goodword pace'), hashtext($1))", relay)
}

// PutSubmission notes that a letter is about to be handed to a relay, and
// forgets what was before.
func PutSubmission(ctx context.Context, tx Tx, relay string, recipients int, now, before time.Time) error {
	if err := exec(ctx, tx, "forget old submissions", "delete from submissions where relay = $1 and at < $2", relay, before); err != nil {
		return err
	}
	return exec(ctx, tx, "note a submission", "insert into submissions (relay, at, recipients) values ($1, $2, $3)", relay, now, recipients)
}

// FullSince gives the submission that must fall out of a window that began at
// since before the window has place for another: of those in it, newest first,
// the one with which there are more than most. full is false when there is place.
// Recipients are counted, or letters.
func FullSince(ctx context.Context, tx Tx, relay string, since time.Time, most int, recipients bool) (at time.Time, full bool, err error) {
	list, err := column[time.Time](ctx, tx, "what was handed to the relay", `
		select at from (select at, id, sum(case when $4 then recipients else 1 end) over (order by at desc, id desc) as total
			from submissions where relay = $1 and at > $2) newest
		where total > $3 order by at desc, id desc limit 1`, relay, since, most, recipients)
	if err != nil || len(list) == 0 {
		return time.Time{}, false, err
	}
	return list[0], true, nil
}

// SendingNow counts the letters that are on their way to the relay, by all processes.
func SendingNow(ctx context.Context, tx Tx) (int, error) {
	n, err := column[int](ctx, tx, "letters on their way", "select count(*)::int from letters where state = 'sending'")
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

// LastTurn gives the latest time for which a letter waits whose outcome is so;
// the zero time when none waits.
func LastTurn(ctx context.Context, tx Tx, outcome string) (time.Time, error) {
	list, err := column[*time.Time](ctx, tx, "who waits for a turn", "select max(not_before) from letters where state = 'queued' and outcome = $1", outcome)
	if err != nil || list[0] == nil {
		return time.Time{}, err
	}
	return *list[0], nil
}

// Rest is a time in which a relay is left alone.
type Rest struct {
	Until  time.Time
	Length time.Duration
	Said   string // why
}

// RelayRest gives the last rest of a relay; ErrNotFound when it never asked for one.
func RelayRest(ctx context.Context, tx Tx, relay string) (Rest, error) {
	return one[Rest](ctx, tx, "the relay's rest", "select until, length, said from relay_rests where relay = $1", relay)
}

// PutRest leaves a relay alone until a moment. One that lasts longer stays.
func PutRest(ctx context.Context, tx Tx, relay string, r Rest) error {
	return exec(ctx, tx, "leave the relay alone", `insert into relay_rests (relay, until, length, said) values ($1, $2, $3, $4)
		on conflict (relay) do update set until = excluded.until, length = excluded.length, said = excluded.said
		where relay_rests.until < excluded.until`, relay, r.Until, r.Length, r.Said)
}
