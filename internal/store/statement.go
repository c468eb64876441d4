package store

import (
	"context"
	"time"

	"goodword/internal/recognition"
)

// InCEOName is a letter that left over the CEO's name.
type InCEOName struct {
	LetterID     int64
	Kind         string
	NominationID int64
	Number       int64
	Behaviour    string
	NomineeID    int64
	ApproverID   int64
	OnBehalfOf   *int64
	SendingAt    time.Time
	State        recognition.LetterState
}

// SentInCEOName lists the letters over the CEO's name that left from a moment to another.
func SentInCEOName(ctx context.Context, tx Tx, from, to time.Time, limit int) ([]InCEOName, error) {
	return many[InCEOName](ctx, tx, "the letters over the CEO's name", `select l.id as letter_id, l.kind, l.nomination_id, n.number, n.behaviour,
			l.person_id as nominee_id, d.person_id as approver_id, d.on_behalf_of, l.sending_at, l.state
		from letters l join nominations n on n.id = l.nomination_id join decisions d on d.id = l.approval_id
		where l.over_name = 'ceo' and l.sending_at >= $1 and l.sending_at < $2 and l.state <> 'cancelled'
		order by l.sending_at, l.id limit $3`, from, to, limit)
}

// NameFigures are what a statement counts beside the letters themselves.
type NameFigures struct {
	Held, Waiting, Pauses int
	Known                 bool // something was nominated before the end of the month
}

// CEONameFigures counts what is held and waits now, and the pauses from a moment to another.
func CEONameFigures(ctx context.Context, tx Tx, from, to time.Time) (NameFigures, error) {
	return one[NameFigures](ctx, tx, "the figures of the CEO's name", `select
		(select count(*)::int from nominations where state = 'held') as held,
		(select count(*)::int from letters where over_name = 'ceo' and state = 'queued' and kind = 'thank_you'
			and nomination_id in (select id from nominations where state = 'approved')) as waiting,
		(select count(*)::int from pauses where paused_at < $2 and (resumed_at is null or resumed_at >= $1)) as pauses,
		exists (select from nominations where opened_at < $2) as known`, from, to)
}
