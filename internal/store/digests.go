package store

import (
	"context"
	"errors"
	"time"

	"goodword/internal/recognition"
)

// ClaimDigest makes this the one digest of a day; false when it was claimed before.
func ClaimDigest(ctx context.Context, tx Tx, leader recognition.Leader, day string, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, "insert into digests (leader, day, decided_at) values ($1, $2::date, $3) on conflict do nothing", string(leader), day, now)
	return tag.RowsAffected() == 1, err
}

// DigestSent ties the letter to its day.
func DigestSent(ctx context.Context, tx Tx, leader recognition.Leader, day string, letter int64) error {
	return change(ctx, tx, "tie the letter to its day", "update digests set letter_id = $3 where leader = $1 and day = $2::date", string(leader), day, letter)
}

// LastDigest gives when the digest before day was decided on; the zero time for none.
func LastDigest(ctx context.Context, tx Tx, leader recognition.Leader, day string) (time.Time, error) {
	type row struct{ DecidedAt time.Time }
	r, err := one[row](ctx, tx, "the last digest",
		"select decided_at from digests where leader = $1 and day < $2::date order by day desc limit 1", string(leader), day)
	if errors.Is(err, ErrNotFound) {
		return time.Time{}, nil
	}
	return r.DecidedAt, err
}

// DigestDecided says whether the digest of a day was decided on.
func DigestDecided(ctx context.Context, tx Tx, leader recognition.Leader, day string) (bool, error) {
	list, err := column[bool](ctx, tx, "the digest of "+day, "select true from digests where leader = $1 and day = $2::date", string(leader), day)
	return len(list) > 0, err
}

// Item is a number by which a leader answers.
type Item struct {
	Number       int
	NominationID *int64
	InboundID    *int64
	DelightID    *int64
	What         string // ItemChallenge; "" for everything else
	ExpiresAt    time.Time
}

// ItemChallenge is the weekly challenge that a mail asks, which may bring an idea as well.
const ItemChallenge = "challenge"

// numbering is what a number stands for: one of these, and what of it.
type numbering struct {
	nomination, inbound, delight *int64
	what                         string
}

// NumberItem gives the number of a nomination or a mail in a leader's letters:
// the one it has while that is valid, else the lowest free one. It is good until expires.
func NumberItem(ctx context.Context, tx Tx, leader recognition.Leader, nomination, inbound *int64, now, expires time.Time) (int, error) {
	return numbered(ctx, tx, leader, numbering{nomination: nomination, inbound: inbound}, now, expires)
}

// NumberChallenge does the same for the weekly challenge that a mail asks: the
// mail may bring an idea as well, which has a number of its own.
func NumberChallenge(ctx context.Context, tx Tx, leader recognition.Leader, inbound int64, now, expires time.Time) (int, error) {
	return numbered(ctx, tx, leader, numbering{inbound: &inbound, what: ItemChallenge}, now, expires)
}

func numbered(ctx context.Context, tx Tx, leader recognition.Leader, of numbering, now, expires time.Time) (int, error) {
	if err := exec(ctx, tx, "lock the numbers", "select pg_advisory_xact_lock(hashtext('goodword items ' || $1))", string(leader)); err != nil {
		return 0, err
	}
	have, err := column[int](ctx, tx, "the item's number", `update items set expires_at = $5 where leader = $1
		and (nomination_id = $2 or inbound_id = $3 or delight_id = $6) and what = $7 and expires_at > $4 returning number`,
		string(leader), of.nomination, of.inbound, now, expires, of.delight, of.what)
	if err != nil {
		return 0, err
	}
	if len(have) > 0 {
		return have[0], nil
	}
	id, err := insert(ctx, tx, "number the item", `insert into items (leader, number, nomination_id, inbound_id, first_at, expires_at, delight_id, what)
		select $1, n, $2, $3, $4, $5, $6, $7 from generate_series(1, 1 + (select count(*) from items where leader = $1 and expires_at > $4)) n
		where not exists (select 1 from items where leader = $1 and number = n and expires_at > $4) order by n limit 1 returning number`,
		string(leader), of.nomination, of.inbound, now, expires, of.delight, of.what)
	return int(id), err
}

// ItemByNumber gives what a number means to a leader now.
func ItemByNumber(ctx context.Context, tx Tx, leader recognition.Leader, number int, now time.Time) (Item, error) {
	return one[Item](ctx, tx, "the item", `select number, nomination_id, inbound_id, delight_id, what, expires_at from items
		where leader = $1 and number = $2 and expires_at > $3`, string(leader), number, now)
}

// ItemsOf lists what a leader's numbers mean now where that is a nomination, the
// newest number of each last.
func ItemsOf(ctx context.Context, tx Tx, leader recognition.Leader, now time.Time) ([]Item, error) {
	return many[Item](ctx, tx, "the items", `select number, nomination_id, inbound_id, delight_id, what, expires_at from items
		where leader = $1 and expires_at > $2 and nomination_id is not null order by first_at, number`, string(leader), now)
}

// Pause is one pause of all mail over the CEO's name.
type Pause struct {
	PausedAt time.Time
	PausedBy string
}

// Paused gives the pause that holds now; ok is false when there is none. Locked
// against a pause that commits meanwhile.
func Paused(ctx context.Context, tx Tx) (Pause, bool, error) {
	// The share lock makes pause wait for submissions that are entering, and them for it.
	if err := exec(ctx, tx, "look for a pause", "select pg_advisory_xact_lock_shared(hashtext('goodword pause'))"); err != nil {
		return Pause{}, false, err
	}
	p, err := one[Pause](ctx, tx, "the pause", "select paused_at, paused_by from pauses where resumed_at is null")
	if errors.Is(err, ErrNotFound) {
		return Pause{}, false, nil
	}
	return p, err == nil, err
}

// PauseCEO stops all mail over the CEO's name; false when it was stopped before. It
// counts from now, or from the last letter for which it had to wait, as that one
// entered its submission before the pause.
func PauseCEO(ctx context.Context, tx Tx, by string, now time.Time) (bool, error) {
	if err := exec(ctx, tx, "pause", "select pg_advisory_xact_lock(hashtext('goodword pause'))"); err != nil {
		return false, err
	}
	tag, err := tx.Exec(ctx, `insert into pauses (paused_at, paused_by) values (greatest($1::timestamptz, (select max(sending_at) from letters
		where over_name = 'ceo' and sending_at > $1 and sending_at <= $1::timestamptz + interval '1 minute')), $2) on conflict do nothing`, now, by)
	return tag.RowsAffected() == 1, err
}

// ResumeCEO lets mail over the CEO's name go out again; false when it was not stopped.
func ResumeCEO(ctx context.Context, tx Tx, by string, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, "update pauses set resumed_at = greatest(paused_at, $1::timestamptz), resumed_by = $2 where resumed_at is null", now, by)
	return tag.RowsAffected() == 1, err
}
