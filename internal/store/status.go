package store

import (
	"context"
	"time"
)

// Presence is when somebody was last seen at a part of the work.
type Presence struct {
	Part string     // read MAILBOX, look after what is due, or deliver
	At   *time.Time // nil: nobody, as far as is known
	Gone bool       // nobody is at it now
}

// A running process shows itself: by its lease of a mailbox, which it renews, by
// the ticks that it works off, and by River's note of each queue, which it makes
// anew every ten minutes. What finished ticks are kept for tells more than a day.
const (
	tickSeen    = time.Minute
	deliverSeen = 12 * time.Minute
)

// Presences says whether the mailboxes are read, what is due is looked after, and
// letters are delivered, by the database's clock.
func Presences(ctx context.Context, tx Tx) ([]Presence, error) {
	return many[Presence](ctx, tx, "who is at work", `
		select 'read mailbox ' || mailbox as part, nullif(least(expires_at, clock_timestamp()), '-infinity') as at, expires_at <= clock_timestamp() as gone from mailbox_leases
		union all select 'read mailboxes', null, true where not exists (select from mailbox_leases)
		union all select 'look after what is due', max(at), coalesce(max(at) < clock_timestamp() - $1::interval, true)
			from (select coalesce(finalized_at, attempted_at) as at from river_job where kind = 'tick') ticks
		union all select 'deliver letters', max(at), coalesce(max(at) < clock_timestamp() - $2::interval, true)
			from (select updated_at as at from river_queue where name = 'deliver' union all select max(attempted_at) from river_job where kind = 'deliver') seen
		order by 1`, tickSeen, deliverSeen)
}

// Overdue counts the letters that have been due for longer than some time, with
// nothing in their way; since is when the first of them was.
func Overdue(ctx context.Context, tx Tx, most time.Duration) (letters int, since *time.Time, err error) {
	type row struct {
		Letters int
		Since   *time.Time
	}
	r, err := one[row](ctx, tx, "letters that are overdue", `select count(*)::int as letters, min(not_before) as since from letters
		where state = 'queued' and not_before < clock_timestamp() - $1::interval and `+mayGo, most)
	return r.Letters, r.Since, err
}

// Count is how many there are of something.
type Count struct {
	Name  string
	Count int64
}

// CountInbound counts stored mails by disposition; those not read yet are "unread".
func CountInbound(ctx context.Context, tx Tx) ([]Count, error) {
	return tallied(ctx, tx, "mails", "the mails")
}

// CountNominations counts nominations by state.
func CountNominations(ctx context.Context, tx Tx) ([]Count, error) {
	return tallied(ctx, tx, "nominations", "the nominations")
}

// CountLetters counts letters by state.
func CountLetters(ctx context.Context, tx Tx) ([]Count, error) {
	return tallied(ctx, tx, "letters", "the letters")
}

// MailboxRow is how reading of a mailbox stands.
type MailboxRow struct {
	Name        string
	UIDValidity int64 `db:"uid_validity"`
	LastUID     int64 `db:"last_uid"`
	StoredAt    time.Time
}

// Mailboxes lists how reading of each mailbox stands.
func Mailboxes(ctx context.Context, tx Tx) ([]MailboxRow, error) {
	return many[MailboxRow](ctx, tx, "the mailboxes", "select name, uid_validity, last_uid, stored_at from mailboxes order by name")
}

// SetAsideRow is a mail that waits for a person.
type SetAsideRow struct {
	ID          int64
	Mailbox     string
	StoredAt    time.Time
	FromAddress *string
	Subject     *string
	Reason      *string
}

// SetAsideMails lists mails that were set aside, newest first.
func SetAsideMails(ctx context.Context, tx Tx, since time.Time, limit int) ([]SetAsideRow, error) {
	return many[SetAsideRow](ctx, tx, "the mails set aside", `select id, mailbox, stored_at, from_address, subject, reason
		from inbound where disposition = 'set_aside' and stored_at > $1 order by stored_at desc, id desc limit $2`, since, limit)
}

// Trouble is something that does not mend by itself.
type Trouble struct {
	About   string
	FirstAt time.Time
	LastAt  time.Time
	Times   int
	What    string
}

// NoteTrouble records trouble, or that it goes on.
func NoteTrouble(ctx context.Context, tx Tx, about, what string, now time.Time) error {
	return exec(ctx, tx, "note the trouble", `insert into troubles (about, first_at, last_at, what) values ($1, $2, $2, $3)
		on conflict (about) do update set last_at = excluded.last_at, what = excluded.what, times = troubles.times + 1`, about, now, what)
}

// ClearTrouble forgets trouble that is over.
func ClearTrouble(ctx context.Context, tx Tx, about string) error {
	return exec(ctx, tx, "clear the trouble", clearTrouble, about)
}

// ClearSilentTrouble forgets troubles of one kind, each kept under kind or
// kind:PROCESS, that nobody noted again since a moment: who noted them is gone, or
// is well and is called otherwise.
func ClearSilentTrouble(ctx context.Context, tx Tx, kind string, since time.Time) error {
	return exec(ctx, tx, "clear the troubles of processes that are gone",
		"delete from troubles where (about = $1 or starts_with(about, $1 || ':')) and last_at < $2", kind, since)
}

const clearTrouble = "delete from troubles where about = $1"

// Troubles lists what does not mend by itself, longest first.
func Troubles(ctx context.Context, tx Tx) ([]Trouble, error) {
	return many[Trouble](ctx, tx, "the troubles", "select about, first_at, last_at, times, what from troubles order by first_at")
}

// Waiting is how long an approver keeps people waiting.
type Waiting struct {
	PersonID int64
	Count    int64
	Since    time.Time
}

// WaitingOn lists who is asked and has not answered, longest first. Each open question looks
// for its nomination: on a day when many came, the statistics of before say that none waits, and all
// that wait would be passed over for each question.
func WaitingOn(ctx context.Context, tx Tx, limit int) ([]Waiting, error) {
	return many[Waiting](ctx, tx, "who is waited on", `select a.person_id, count(*), min(a.asked_at) as since
		from asks a, lateral (select state from nominations where id = a.nomination_id offset 0) n
		where a.closed_at is null and n.state = 'awaiting_approval' and not a.by_digest group by a.person_id order by 3 limit $1`, limit)
}

// Happened counts what happened since a moment.
type Happened struct{ Came, Approved, Declined, Lapsed, Thanked, Challenges, Inquiries int }

// CountSince counts what happened since a moment.
func CountSince(ctx context.Context, tx Tx, since time.Time) (Happened, error) {
	return one[Happened](ctx, tx, "what happened", `select
		(select count(*)::int from nominations where opened_at > $1) as came,
		(select count(*)::int from decisions where decided_at > $1 and answer = 'approve' and undone_at is null) as approved,
		(select count(*)::int from decisions where decided_at > $1 and answer = 'decline' and undone_at is null) as declined,
		(select count(*)::int from nominations where state = 'lapsed' and changed_at > $1) as lapsed,
		(select count(*)::int from nominations where thanked_at > $1) as thanked,
		(select count(*)::int from inbound where disposition = 'challenge' and read_at > $1) as challenges,
		(select count(*)::int from inbound where disposition = 'inquiry' and read_at > $1) as inquiries`, since)
}
