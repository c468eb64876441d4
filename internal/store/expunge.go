package store

import (
	"context"
	"time"
)

// Laid is where a stored mail lay in its mailbox, and how it is known again.
type Laid struct {
	UID          int64
	InternalDate *time.Time
	Size         int64
	SHA256       []byte
	TooLarge     bool // the hash is that of its header
}

// LatestUIDs gives the mails stored under the highest UIDs up to one.
func LatestUIDs(ctx context.Context, tx Tx, mailbox string, uidValidity, upTo int64, most int) ([]Laid, error) {
	return many[Laid](ctx, tx, "the mails stored last", `select uid, internal_date, size, sha256, too_large from inbound
		where mailbox = $1 and uid_validity = $2 and uid <= $3 order by uid desc, id desc limit $4`, mailbox, uidValidity, upTo, most)
}

// Wanted is a mail that is to be removed from a mailbox.
type Wanted struct {
	ID       int64
	Size     int64
	SHA256   []byte
	TooLarge bool // the hash is that of its header
	InboxUID int64
	Validity int64
}

// A mail that the server never gave has no bytes, so its hash is every such mail's.
const (
	toExpunge = " mailbox = $1 and expunge_at is not null and expunged_at is null and "
	came      = "problem = '' and sha256 <> sha256('')"
)

// ToExpunge lists the mails that are to be removed from a mailbox, those last
// that could not be looked at before.
func ToExpunge(ctx context.Context, tx Tx, mailbox string, limit int) ([]Wanted, error) {
	return many[Wanted](ctx, tx, "the mails to remove", `select id, size, sha256, too_large, uid as inbox_uid, uid_validity as validity from inbound
		where`+toExpunge+came+` order by expunge_tries, id limit $2`, mailbox, limit)
}

// NeverCame counts the mails that were to be removed from a mailbox if they
// could be told from others: the server never gave their bytes.
func NeverCame(ctx context.Context, tx Tx, mailbox string) (int, error) {
	return value[int](ctx, tx, "the mails that never came", "select count(*) from inbound where"+toExpunge+"not ("+came+")", mailbox)
}

// Expunged notes that mails were removed from their mailbox, or were not there any more.
func Expunged(ctx context.Context, tx Tx, ids []int64, now time.Time) error {
	return exec(ctx, tx, "note what was removed", "update inbound set expunged_at = $2 where id = any($1)", ids, now)
}

// NotExpunged notes that mails could not be looked at: others come first then.
func NotExpunged(ctx context.Context, tx Tx, ids []int64) error {
	return exec(ctx, tx, "note what was not removed", "update inbound set expunge_tries = expunge_tries + 1 where id = any($1)", ids)
}

// ExpungeNow says whether there are mails to remove from a mailbox, and it is
// not left alone for a while after a failure.
func ExpungeNow(ctx context.Context, tx Tx, mailbox string, now time.Time) (bool, error) {
	return value[bool](ctx, tx, "whether mails are to be removed", "select exists (select from inbound where"+toExpunge+came+`)
		and not exists (select from mailboxes where name = $1 and expunge_after > $2)`, mailbox, now)
}

// ExpungeLater leaves a mailbox alone after a failure: for ten seconds, doubling
// to an hour.
func ExpungeLater(ctx context.Context, tx Tx, mailbox string, now time.Time) error {
	return exec(ctx, tx, "note that mails could not be removed", `update mailboxes set expunge_failures = expunge_failures + 1,
		expunge_after = $2::timestamptz + least(interval '10 seconds' * 2 ^ least(expunge_failures, 10), interval '1 hour') where name = $1`, mailbox, now)
}

// ExpungeWent notes that a mailbox answers again.
func ExpungeWent(ctx context.Context, tx Tx, mailbox string) error {
	return exec(ctx, tx, "note that mails were removed", "update mailboxes set expunge_failures = 0, expunge_after = null where name = $1 and expunge_failures > 0", mailbox)
}

// value reads the one value of a query that always gives one.
func value[T any](ctx context.Context, tx Tx, what, sql string, args ...any) (v T, err error) {
	list, err := column[T](ctx, tx, what, sql, args...)
	if err == nil && len(list) > 0 {
		v = list[0]
	}
	return v, err
}
