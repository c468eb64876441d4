package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Quarantine makes a database safe to work on whose data are of asOf, while the
// company went on until now: nobody knows what was sent, answered and decided in
// between. Nothing that was open leaves; nobody's lease, job or pace of then
// counts; mail over the CEO's name is paused. days are those whose digests may have left.
func Quarantine(ctx context.Context, tx Tx, by string, asOf, now time.Time, days []string) error {
	for _, s := range []struct {
		what, sql string
		args      []any
	}{
		{"hold what was open", `update nominations set waits_since = $1 where state not in ('thanked', 'withdrawn', 'ineligible', 'lapsed')`, []any{asOf}},
		// What was on its way may have arrived; a thank-you that was is a person's, as after any other crash.
		{"hold what was on its way", `update letters set state = 'queued', outcome = $1, entered_at = null
			where state = 'sending' and over_name <> 'ceo' and kind <> 'thank_you'`, []any{"it was leaving when the backup was made"}},
		{"forget who read the mailboxes", "delete from mailbox_leases", nil},
		{"have the directory read anew", "delete from directory_reads", nil},
		{"forget the relay's limits", "delete from submissions", nil},
		{"forget the relay's rests", "delete from relay_rests", nil},
		{"end the jobs of before", "delete from river_job where kind <> 'read' or finalized_at is not null", nil},
		{"have mails read that were not", `update river_job set state = 'available', attempted_by = null, scheduled_at = $1 where state <> 'available'`, []any{now}},
		{"skip the digests that may have left", `insert into digests (leader, day, decided_at) select leader, day::date, $1
			from unnest(array['ceo', 'cpo']) leader, unnest($2::text[]) day on conflict do nothing`, []any{asOf, days}},
		// Numbers that were given out in between name something else to those who read them.
		{"leave the numbers out that were given", `select setval('nomination_number', (last_value / 1000 + 1) * 1000 + 1, false),
			setval(pg_get_serial_sequence('letters', 'id'), (select coalesce(max(id), 0) from letters) + 10000),
			setval(pg_get_serial_sequence('inbound', 'id'), (select coalesce(max(id), 0) from inbound) + 10000) from nomination_number`, nil},
	} {
		if err := exec(ctx, tx, s.what, s.sql, s.args...); err != nil {
			return err
		}
	}
	if _, err := PauseCEO(ctx, tx, by+", by restoring a backup", now); err != nil {
		return err
	}
	return HoldLetters(ctx, tx, asOf, now)
}

// HoldLetters holds all letters that wait to leave, for the operator to say.
func HoldLetters(ctx context.Context, tx Tx, asOf, now time.Time) error {
	if err := exec(ctx, tx, "hold the letters", "update letters set waits_since = $1 where state = 'queued' and waits_since is null", asOf); err != nil {
		return err
	}
	return noteWaiting(ctx, tx, now)
}

// restoredTrouble is the trouble that tells of what waits.
const restoredTrouble = "restored"

// noteWaiting shows in status how much waits, as long as something does.
func noteWaiting(ctx context.Context, tx Tx, now time.Time) error {
	waiting, err := WaitingSince(ctx, tx)
	if err != nil {
		return err
	}
	if len(waiting) == 0 {
		return ClearTrouble(ctx, tx, restoredTrouble)
	}
	return NoteTrouble(ctx, tx, restoredTrouble, fmt.Sprintf("a backup was brought back: %d nominations and letters wait for your word (`goodword restored list`)", len(waiting)), now)
}

// RestoredAt gives when a backup was brought back last; the zero time for never.
func RestoredAt(ctx context.Context, tx Tx) (time.Time, error) {
	if d, ok := tx.(*Drafts); ok {
		return d.restoredAt, nil
	}
	list, err := column[*time.Time](ctx, tx, "when a backup was brought back", "select max(happened_at) from provenance where what = 'restored'")
	if err != nil || list[0] == nil {
		return time.Time{}, err
	}
	return *list[0], nil
}

// LetterWaits says whether a letter, or the nomination it is about, waits for
// the operator since a backup was brought back.
func LetterWaits(ctx context.Context, tx Tx, id int64) (bool, error) {
	list, err := column[bool](ctx, tx, "whether the letter waits for the operator", `select l.waits_since is not null or n.waits_since is not null
		from letters l left join nominations n on n.id = l.nomination_id where l.id = $1`, id)
	return len(list) > 0 && list[0], err
}

// WaitingRow is a nomination, or a letter about none, that waits for the operator.
type WaitingRow struct {
	NominationID *int64
	LetterID     *int64
	Number       int64    // of the nomination
	State        string   // of the nomination
	Of           string   // the nominee's name, or the letter's reader
	Letters      []string // kinds of letters that wait with it
}

// Name is how an operator names it: GW-1001 or letter-17.
func (w WaitingRow) Name() string {
	if w.NominationID != nil {
		return fmt.Sprintf("GW-%d", w.Number)
	}
	return fmt.Sprintf("letter-%d", *w.LetterID)
}

// WaitingSince lists what waits for the operator since a backup was brought back.
// A nomination that was declined is named only when a letter about it waits.
func WaitingSince(ctx context.Context, tx Tx) ([]WaitingRow, error) {
	return many[WaitingRow](ctx, tx, "what waits since a backup was brought back", `
		with held as (select id, nomination_id, kind, to_address from letters where state = 'queued' and (waits_since is not null
			or nomination_id in (select id from nominations where waits_since is not null)))
		select n.id as nomination_id, null::bigint as letter_id, n.number, n.state, coalesce(p.name, '') as of,
			coalesce((select array_agg(kind order by id) from held where nomination_id = n.id), '{}') as letters
		from nominations n left join people p on p.id = n.nominee_id
		where n.waits_since is not null and n.state not in ('declined', 'thanked', 'withdrawn', 'lapsed', 'ineligible')
			or n.id in (select nomination_id from held)
		union all select null, id, 0, '', to_address, array[kind] from held where nomination_id is null
		order by 3 desc, 2`)
}

// ReleaseNomination lets a nomination and its letters go on. What is due of it
// is due later by as long as nobody knows what happened.
func ReleaseNomination(ctx context.Context, tx Tx, id int64, now time.Time) error {
	if err := exec(ctx, tx, "let the nomination go on", `update nominations set remind_at = remind_at + ($2 - waits_since), escalate_at = escalate_at + ($2 - waits_since),
			lapse_at = lapse_at + ($2 - waits_since), waits_since = null where id = $1 and waits_since is not null`, id, now); err != nil {
		return err
	}
	if err := exec(ctx, tx, "let its letters go", "update letters set waits_since = null where nomination_id = $1 and waits_since is not null", id); err != nil {
		return err
	}
	return noteWaiting(ctx, tx, now)
}

// ReleaseLetter lets a letter go that is about no nomination.
func ReleaseLetter(ctx context.Context, tx Tx, id int64, now time.Time) error {
	if err := change(ctx, tx, "let the letter go", "update letters set waits_since = null where id = $1 and waits_since is not null", id); err != nil {
		return err
	}
	return noteWaiting(ctx, tx, now)
}

// WaitingByName finds what waits by the name an operator gives it.
func WaitingByName(ctx context.Context, tx Tx, name string) (WaitingRow, error) {
	list, err := WaitingSince(ctx, tx)
	for _, w := range list {
		if w.Name() == name {
			return w, err
		}
	}
	return WaitingRow{}, errors.Join(err, fmt.Errorf("%s waits for nothing since a backup was brought back: %w", name, ErrNotFound))
}
