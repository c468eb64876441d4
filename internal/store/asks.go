package store

import (
	"context"
	"time"

	"goodword/internal/recognition"
)

// Ask is one person who was asked to approve one nomination.
type Ask struct {
	ID           int64
	NominationID int64
	PersonID     int64
	OnBehalfOf   *int64
	Why          recognition.Why
	ByDigest     bool
	Confirmation bool
	AskedAt      time.Time
	ClarifiedAt  *time.Time
	WarnedAt     *time.Time
	ClosedAt     *time.Time
	NomineeID    *int64 // whom the question was about; nil where an older version put it
}

const askColumns = "id, nomination_id, person_id, on_behalf_of, why, by_digest, confirmation, asked_at, clarified_at, warned_at, closed_at, nominee_id from asks"

// PutAsk records whom we ask.
func PutAsk(ctx context.Context, tx Tx, nomination int64, a recognition.Approver, now time.Time) (int64, error) {
	var behalf *int64
	if a.OnBehalfOf != 0 {
		behalf = &a.OnBehalfOf
	}
	if d, ok := tx.(*Drafts); ok {
		return d.ask(ctx, nomination, a, behalf, now)
	}
	return insert(ctx, tx, "record whom we ask", `insert into asks (nomination_id, person_id, on_behalf_of, why, by_digest, confirmation, asked_at, nominee_id)
		select $1, $2, $3, $4, $5, $6, $7, nominee_id from nominations where id = $1 returning id`, nomination, a.ID, behalf, string(a.Why), a.ByDigest, a.Confirmation, now)
}

// Asks lists everybody asked about a nomination, in order, closed ones included.
func Asks(ctx context.Context, tx Tx, nomination int64) ([]Ask, error) {
	return many[Ask](ctx, tx, "whom we asked", "select "+askColumns+" where nomination_id = $1 order by id", nomination)
}

// OpenAsks lists those who may still answer.
func OpenAsks(ctx context.Context, tx Tx, nomination int64) ([]Ask, error) {
	return many[Ask](ctx, tx, "whom we asked", "select "+askColumns+" where nomination_id = $1 and closed_at is null order by id", nomination)
}

// CloseAsks ends the asking of a nomination.
func CloseAsks(ctx context.Context, tx Tx, nomination int64, now time.Time) error {
	return exec(ctx, tx, "end the asking", "update asks set closed_at = $2 where nomination_id = $1 and closed_at is null", nomination, now)
}

// CloseAsk ends the asking of one person.
func CloseAsk(ctx context.Context, tx Tx, ask int64, now time.Time) error {
	return exec(ctx, tx, "end the asking of one", "update asks set closed_at = $2 where id = $1 and closed_at is null", ask, now)
}

// ReopenAsk lets somebody answer again after an undo.
func ReopenAsk(ctx context.Context, tx Tx, nomination, person int64) error {
	return exec(ctx, tx, "ask again", `update asks set closed_at = null, clarified_at = null where id =
		(select max(id) from asks where nomination_id = $1 and person_id = $2)`, nomination, person)
}

// MarkClarified notes the question back; false when there was one already.
func MarkClarified(ctx context.Context, tx Tx, ask int64, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, "update asks set clarified_at = $2 where id = $1 and clarified_at is null", ask, now)
	return tag.RowsAffected() == 1, err
}

// Overtaken says whether an answer to a nomination was overtaken: a mail of the same person's that came
// after it was read before it, or they were asked what an earlier one means and wrote this before they
// could know. Within a mailbox the server's numbers (UID) tell what came first.
func Overtaken(ctx context.Context, tx Tx, nomination, person, mail int64) (bool, error) {
	return value[bool](ctx, tx, "answers that crossed", `select exists (select from letters l join inbound o on o.id = l.inbound_id join inbound m on m.id = $3
		where l.nomination_id = $1 and l.person_id = $2 and o.id <> m.id and (l.kind = 'clarify' and l.queued_at > m.stored_at
			or l.kind = 'understood' and case when o.mailbox = m.mailbox and o.uid_validity = m.uid_validity then o.uid > m.uid else o.id > m.id end))`,
		nomination, person, mail)
}

// MarkWarned notes that the approver was told of a stranger's answer; false when it was so already.
func MarkWarned(ctx context.Context, tx Tx, ask int64, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, "update asks set warned_at = $2 where id = $1 and warned_at is null", ask, now)
	return tag.RowsAffected() == 1, err
}

// Decision is a recorded answer.
type Decision struct {
	ID           int64
	NominationID int64
	InboundID    int64
	PersonID     int64
	OnBehalfOf   *int64
	Answer       string // approve, decline, or second: a nominator's own confirmation that still needs the next level
	Words        string
	DecidedAt    time.Time
	UndoneAt     *time.Time
}

const decisionColumns = "id, nomination_id, inbound_id, person_id, on_behalf_of, answer, words, decided_at, undone_at from decisions"

// PutDecision records an answer.
func PutDecision(ctx context.Context, tx Tx, d Decision) (int64, error) {
	return insert(ctx, tx, "record the decision", `insert into decisions (nomination_id, inbound_id, person_id, on_behalf_of, answer, words, decided_at)
		values ($1, $2, $3, $4, $5, $6, $7) returning id`, d.NominationID, d.InboundID, d.PersonID, d.OnBehalfOf, d.Answer, d.Words, d.DecidedAt)
}

// StandingDecision gives the decision that counts for a nomination; ErrNotFound when there is none.
func StandingDecision(ctx context.Context, tx Tx, nomination int64) (Decision, error) {
	return one[Decision](ctx, tx, "the decision", "select "+decisionColumns+
		" where nomination_id = $1 and undone_at is null and answer <> 'second'", nomination)
}

// Decisions lists all decisions of a nomination, undone ones included.
func Decisions(ctx context.Context, tx Tx, nomination int64) ([]Decision, error) {
	return many[Decision](ctx, tx, "the decisions", "select "+decisionColumns+" where nomination_id = $1 order by id", nomination)
}

// UndoDecision takes a decision back.
func UndoDecision(ctx context.Context, tx Tx, decision int64, now time.Time) error {
	if err := change(ctx, tx, "undo the decision", "update decisions set undone_at = $2 where id = $1 and undone_at is null", decision, now); err != nil {
		return err
	}
	// What a leader wrote to the nominee was written to an approval that is no more.
	if err := exec(ctx, tx, "drop the leader's words", `update nominations set leader_words = '', leader_words_by = null, leader_words_mail = null
		where id = (select nomination_id from decisions where id = $1) and leader_words <> ''`, decision); err != nil {
		return err
	}
	return exec(ctx, tx, "give the leader's words up", `update touches set done_at = null, dropped_at = $2
		where kind = 'words' and done_at is not null and nomination_id = (select nomination_id from decisions where id = $1)`, decision, now)
}
