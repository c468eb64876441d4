package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"goodword/internal/recognition"
)

// Nomination is one compliment for one nominee.
type Nomination struct {
	ID              int64
	Number          int64
	State           recognition.State
	Reason          string
	InboundID       int64
	NomineeID       *int64
	NominatorID     *int64
	CustomerName    string
	CustomerAddress string
	Proof           recognition.Proof
	Subject         string
	Compliment      string
	ComplimentHash  []byte
	Note            string
	Language        string
	Tone            string
	Evidence        json.RawMessage
	Behaviour       string
	BehaviourWords  []string
	Level           int
	Lesson          string
	ManagerLine     string
	OpenedAt        time.Time
	ChangedAt       time.Time
	AskedAt         *time.Time
	RemindAt        *time.Time
	EscalateAt      *time.Time
	LapseAt         *time.Time
	RemindedAt      *time.Time
	PostponedAt     *time.Time
	DecidedAt       *time.Time
	AnnouncedAt     *time.Time
	AnnouncedTo     *int64 // who read it; nil where an older version noted it
	ReleasedAt      *time.Time
	HeldAt          *time.Time
	HoldStands      bool // the approval was taken back while the CEO held the thank-you
	ThankedAt       *time.Time
}

// Public gives the public name of a nomination, as subjects show it.
func (n Nomination) Public() string { return fmt.Sprintf("GW-%d", n.Number) }

const nominationColumns = `id, number, state, reason, inbound_id, nominee_id, nominator_id, customer_name, customer_address,
	proof, subject, compliment, compliment_hash, note, language, tone, evidence, behaviour, behaviour_words, level, lesson,
	manager_line, opened_at, changed_at, asked_at, remind_at, escalate_at, lapse_at, reminded_at, postponed_at, decided_at,
	announced_at, announced_to, released_at, held_at, hold_stands, thanked_at from nominations`

// OpenNomination inserts a nomination in state received. ErrMoved says that the
// same words for the same nominee are there already.
func OpenNomination(ctx context.Context, tx Tx, n Nomination, now time.Time) (int64, error) {
	if d, ok := tx.(*Drafts); ok {
		return d.open(ctx, n, now)
	}
	if n.Evidence == nil {
		n.Evidence = json.RawMessage("[]")
	}
	return insert(ctx, tx, "open a nomination", `
		insert into nominations (state, inbound_id, nominee_id, nominator_id, customer_name, customer_address, proof, subject,
			compliment, compliment_hash, note, language, tone, evidence, behaviour, behaviour_words, opened_at, changed_at)
		values ('received', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)
		on conflict do nothing returning id`,
		n.InboundID, n.NomineeID, n.NominatorID, n.CustomerName, n.CustomerAddress, n.Proof, n.Subject, n.Compliment,
		n.ComplimentHash, n.Note, n.Language, n.Tone, n.Evidence, n.Behaviour, texts(n.BehaviourWords), now)
}

// NominationByID gives a nomination.
func NominationByID(ctx context.Context, tx Tx, id int64) (Nomination, error) {
	if d, ok := tx.(*Drafts); ok {
		return d.nominationByID(id)
	}
	return one[Nomination](ctx, tx, "the nomination", "select "+nominationColumns+" where id = $1", id)
}

// LockNomination gives a nomination and keeps it from changing meanwhile; what
// merely refers to it may still be inserted.
func LockNomination(ctx context.Context, tx Tx, id int64) (Nomination, error) {
	return one[Nomination](ctx, tx, "the nomination", "select "+nominationColumns+" where id = $1 for no key update", id)
}

// NominationByNumber gives the nomination with a public number.
func NominationByNumber(ctx context.Context, tx Tx, number int64) (Nomination, error) {
	return one[Nomination](ctx, tx, fmt.Sprintf("the nomination GW-%d", number), "select "+nominationColumns+" where number = $1", number)
}

// SameWords finds the nomination that already holds these words for this nominee.
func SameWords(ctx context.Context, tx Tx, nominee int64, hash []byte) (Nomination, error) {
	return one[Nomination](ctx, tx, "the nomination of the same words", "select "+nominationColumns+
		" where nominee_id = $1 and compliment_hash = $2 and state not in ('withdrawn', 'ineligible', 'lapsed') order by id limit 1", nominee, hash)
}

// NominationsOf lists the nominations that came of a mail.
func NominationsOf(ctx context.Context, tx Tx, inbound int64) ([]Nomination, error) {
	if d, ok := tx.(*Drafts); ok {
		return d.nominationsOf(inbound)
	}
	return many[Nomination](ctx, tx, "the nominations of the mail", "select "+nominationColumns+" where inbound_id = $1 order by id", inbound)
}

// NominationsBy lists a nominator's nominations, newest first.
func NominationsBy(ctx context.Context, tx Tx, nominator int64, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "the nominator's nominations", "select "+nominationColumns+
		" where nominator_id = $1 order by id desc limit $2", nominator, limit)
}

// NominationsIn lists nominations in a state, oldest first.
func NominationsIn(ctx context.Context, tx Tx, state recognition.State, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "nominations", "select "+nominationColumns+" where state = $1 order by changed_at, id limit $2", state, limit)
}

// ChangedSince lists nominations that changed into a state since a moment.
func ChangedSince(ctx context.Context, tx Tx, state recognition.State, since time.Time, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "nominations that changed", "select "+nominationColumns+
		" where state = $1 and changed_at > $2 order by changed_at, id limit $3", state, since, limit)
}

// AwaitingByDigest lists nominations that wait for the CEO's yes in a digest, oldest first. Each is
// looked up among the questions about it alone, as in WaitingOn.
func AwaitingByDigest(ctx context.Context, tx Tx, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "nominations that wait for the CEO", "select "+nominationColumns+` where state = 'awaiting_approval'
		and exists (select from (select by_digest, closed_at from asks where nomination_id = nominations.id offset 0) a where a.by_digest and a.closed_at is null) order by changed_at, id limit $1`, limit)
}

// DueNominations lists those that wait for an approver past a reminder,
// escalation or lapse.
func DueNominations(ctx context.Context, tx Tx, now time.Time, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "nominations that are due", `select id from nominations
		where state = 'awaiting_approval' and waits_since is null and least(remind_at, escalate_at, lapse_at) <= $1
		order by least(remind_at, escalate_at, lapse_at) limit $2`, now, limit)
}

// Move changes a nomination's state, checked against the rules and against
// what the row says: ErrMoved when it was not in from any more.
func Move(ctx context.Context, tx Tx, id int64, from, to recognition.State, reason string, now time.Time) error {
	if err := recognition.Allowed(from, to); err != nil {
		return err
	}
	if d, ok := tx.(*Drafts); ok {
		return d.move(id, from, to, reason, now)
	}
	return change(ctx, tx, fmt.Sprintf("change the nomination from %s to %s", from, to), `
		update nominations set state = $3, reason = $4, changed_at = $5,
			held_at = case when $3 = 'held' then $5::timestamptz end,
			hold_stands = case when $3 = 'awaiting_approval' then $2 = 'held' or hold_stands else hold_stands and $3 <> 'held' end,
			thanked_at = case when $3 = 'thanked' then $5::timestamptz else thanked_at end,
			decided_at = case when $3 in ('approved', 'declined') and $2 = 'awaiting_approval' then $5::timestamptz
				when $3 = 'awaiting_approval' then null else decided_at end,
			announced_at = case when $3 = 'awaiting_approval' then null else announced_at end,
			announced_to = case when $3 = 'awaiting_approval' then null else announced_to end,
			released_at = case when $3 = 'awaiting_approval' then null else released_at end,
			remind_at = case when $3 = 'awaiting_approval' then remind_at end,
			escalate_at = case when $3 = 'awaiting_approval' then escalate_at end
		where id = $1 and state = $2`, id, string(from), string(to), reason, now)
}

// Due says when an approver is reminded, passed over and given up on.
type Due struct{ Remind, Escalate, Lapse *time.Time }

// SetDue sets when a waiting nomination is looked at again. AskedAt is set once.
func SetDue(ctx context.Context, tx Tx, id int64, d Due, now time.Time) error {
	if drafts, ok := tx.(*Drafts); ok {
		return drafts.setDue(id, d, now)
	}
	return change(ctx, tx, "set when the nomination is due", `update nominations set remind_at = $2, escalate_at = $3,
		lapse_at = coalesce($4, lapse_at), asked_at = coalesce(asked_at, $5) where id = $1`, id, d.Remind, d.Escalate, d.Lapse, now)
}

// MarkReminded notes the one reminder.
func MarkReminded(ctx context.Context, tx Tx, id int64, now time.Time) error {
	return change(ctx, tx, "note the reminder", "update nominations set reminded_at = $2, remind_at = null where id = $1", id, now)
}

// Postpone moves reminder and escalation; it works once per nomination.
func Postpone(ctx context.Context, tx Tx, id int64, d Due, now time.Time) error {
	return change(ctx, tx, "postpone the nomination", `update nominations set remind_at = $2, escalate_at = $3,
		lapse_at = greatest(lapse_at, $4), postponed_at = $5 where id = $1 and postponed_at is null`, id, d.Remind, d.Escalate, d.Lapse, now)
}

// SetNominee names the nominee of a nomination that has none yet, or another
// one; what manager and leader wrote about the first is dropped.
func SetNominee(ctx context.Context, tx Tx, id, nominee int64, now time.Time) error {
	// A number of a leader's letter meant the first one, and no other.
	if err := exec(ctx, tx, "end the nomination's numbers", `update items set expires_at = $3 where nomination_id = $1 and expires_at > $3
		and exists (select 1 from nominations where id = $1 and nominee_id is not null and nominee_id <> $2)`, id, nominee, now); err != nil {
		return err
	}
	return change(ctx, tx, "name the nominee", `update nominations set nominee_id = $2, changed_at = $3,
			hold_stands = hold_stands and nominee_id is not distinct from $2,
			manager_line = case when nominee_id is distinct from $2 then '' else manager_line end,
			leader_words = case when nominee_id is distinct from $2 then '' else leader_words end,
			leader_words_by = case when nominee_id is distinct from $2 then null else leader_words_by end,
			leader_words_mail = case when nominee_id is distinct from $2 then null else leader_words_mail end
		where id = $1 and state in ('received', 'unclear', 'awaiting_approval')`, id, nominee, now)
}

// SetManagerLine sets what the manager adds to the thank-you.
func SetManagerLine(ctx context.Context, tx Tx, id int64, words string) error {
	return change(ctx, tx, "set the manager's line", "update nominations set manager_line = $2 where id = $1", id, words)
}

// SetBehaviour sets the behaviour a nomination shows.
func SetBehaviour(ctx context.Context, tx Tx, id int64, behaviour string) error {
	return change(ctx, tx, "set the behaviour", "update nominations set behaviour = $2, behaviour_words = '{}' where id = $1", id, behaviour)
}

// SetLevel sets the level of a nomination.
func SetLevel(ctx context.Context, tx Tx, id int64, level int) error {
	return change(ctx, tx, "set the level", "update nominations set level = $2 where id = $1", id, level)
}

// SetLesson keeps what others may learn from it.
func SetLesson(ctx context.Context, tx Tx, id int64, lesson string) error {
	return change(ctx, tx, "keep the lesson", "update nominations set lesson = $2 where id = $1", id, lesson)
}

// MarkAnnounced notes that the digest which names the thank-you was accepted, and whose it is.
func MarkAnnounced(ctx context.Context, tx Tx, id int64, to *int64, now time.Time) error {
	return change(ctx, tx, "note the announcement", "update nominations set announced_at = $2, announced_to = $3 where id = $1", id, now, to)
}

// UnmarkAnnounced notes that the digest which named the thank-you came back
// unread, or that its reader leads no more; whoever let it go then has no say either.
func UnmarkAnnounced(ctx context.Context, tx Tx, id int64) error {
	return change(ctx, tx, "take the announcement back", "update nominations set announced_at = null, announced_to = null, released_at = null where id = $1 and state = 'approved'", id)
}

// MarkReleased notes that the CEO let the thank-you go without waiting longer.
func MarkReleased(ctx context.Context, tx Tx, id, by int64, now time.Time) error {
	return change(ctx, tx, "note the release", "update nominations set announced_at = coalesce(announced_at, $2), announced_to = $3, released_at = $2 where id = $1", id, now, by)
}

// Unannounced lists approved nominations that no accepted digest has named yet.
func Unannounced(ctx context.Context, tx Tx, limit int) ([]Nomination, error) {
	return many[Nomination](ctx, tx, "nominations no digest named", "select "+nominationColumns+
		" where state = 'approved' and waits_since is null and announced_at is null order by id limit $1 for no key update", limit)
}

// LapsedUnclear lists nominations whose nominee nobody named in time.
func LapsedUnclear(ctx context.Context, tx Tx, now time.Time, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "unclear nominations that lapse",
		"select id from nominations where state = 'unclear' and waits_since is null and lapse_at <= $1 order by id limit $2", now, limit)
}
