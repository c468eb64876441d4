package store

import (
	"context"
	"fmt"
	"time"
)

// DropRaw forgets the bytes of mails stored before a moment, and of letters
// that ended before it; the rows stay. It gives how many mails it forgot.
func DropRaw(ctx context.Context, tx Tx, before time.Time, limit int, now time.Time) (int64, error) {
	tag, err := tx.Exec(ctx, `update inbound set raw = '', subject = null, from_address = null, forgotten_at = $3 where id in
		(select id from inbound where stored_at < $1 and forgotten_at is null and disposition is not null order by stored_at limit $2)`, before, limit, now)
	if err != nil {
		return 0, fmt.Errorf("forget old mails: %w", err)
	}
	return tag.RowsAffected(), exec(ctx, tx, "forget old letters", `update letters set raw = null, args = '{}' where id in
		(select id from letters where queued_at < $1 and (raw is not null or args <> '{}') and state in ('accepted', 'refused', 'bounced', 'cancelled')
			order by queued_at limit $2)`, before, limit)
}

// DropWords forgets what customers said in nominations that ended before a moment.
func DropWords(ctx context.Context, tx Tx, before time.Time, limit int, now time.Time) (int64, error) {
	tag, err := tx.Exec(ctx, `update nominations set compliment = '', subject = '', note = '', customer_name = '', customer_address = '',
		evidence = '[]', behaviour_words = '{}', manager_line = '', lesson = '', forgotten_at = $3 where id in
		(select id from nominations where opened_at < $1 and forgotten_at is null
			and state in ('thanked', 'declined', 'lapsed', 'withdrawn', 'ineligible') order by opened_at limit $2)`, before, limit, now)
	if err != nil {
		return 0, fmt.Errorf("forget old nominations: %w", err)
	}
	return tag.RowsAffected(), nil
}
