package store

import (
	"context"
	"time"
)

// Sought is a letter of which nobody knows whether it left.
type Sought struct {
	ID         int64
	SendingAt  time.Time
	ReturnHash []byte
}

// How often traces of a letter are looked for: at first, later, and for how long.
const (
	seekEvery = time.Minute
	seekLater = time.Hour
	seekFor   = 7 * 24 * time.Hour
)

// SeekLetters lists letters whose traces are to be looked for now, and notes
// that they are: of several processes one looks. Within patience of their end
// that is every minute, later every hour, for a week.
func SeekLetters(ctx context.Context, tx Tx, now time.Time, patience time.Duration, limit int) ([]Sought, error) {
	return many[Sought](ctx, tx, "letters whose traces are looked for", `update letters set sought_at = $1 where id in (
			select id from letters where state = 'unknown' and return_hash is not null and ended_at > $2
				and (sought_at is null or sought_at <= case when ended_at > $3 then $4::timestamptz else $5 end)
			order by ended_at limit $6 for update skip locked)
		returning id, sending_at, return_hash`,
		now, now.Add(-seekFor), now.Add(-patience), now.Add(-seekEvery), now.Add(-seekLater), limit)
}

// LostLetters lists letters of which nobody knows since before a moment whether
// they left, and for which no person was asked yet.
func LostLetters(ctx context.Context, tx Tx, before time.Time, limit int) ([]Letter, error) {
	return many[Letter](ctx, tx, "letters of which nobody knows", "select "+letterColumns+` where state = 'unknown' and ended_at <= $1
		and forgotten_at is null and not exists (select from troubles where about = 'letter:' || letters.id) order by ended_at limit $2`, before, limit)
}
