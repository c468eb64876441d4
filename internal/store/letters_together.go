package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/recognition"
)

// Letters that leave together: what one of them takes several statements for is
// done for all of them by one. No statement here waits for a row that somebody
// else holds, so that nobody stands in line behind a batch, and no two batches
// wait for each other.

// Together says which letters may leave together.
type Together struct {
	Kinds []string
	Under int64 // a letter that carries its mail leaves alone from so many bytes of that mail on
}

// LockTogether locks those of the letters that may leave now, over no leader's
// name, and keeps the nominations that they are about from changing; it gives both,
// in the order of their ids. What somebody else holds, or waits for the operator,
// is left out.
func LockTogether(ctx context.Context, tx Tx, ids []int64, t Together, now time.Time) ([]Letter, []Nomination, error) {
	about, err := many[Nomination](ctx, tx, "the nominations of the letters", "select "+nominationColumns+
		` where id = any(array(select nomination_id from letters where id = any($1))) and waits_since is null
		order by id for share skip locked`, ids) // as a list: joined it was planned, in a young table, as a scan of all nominations
	if err != nil {
		return nil, nil, err
	}
	held := make([]int64, len(about))
	for i, n := range about {
		held[i] = n.ID
	}
	letters, err := many[Letter](ctx, tx, "the letters that leave together", "select "+letterColumns+`
		where id = any($1) and state = 'queued' and not_before <= $2 and kind = any($3) and over_name = 'goodword' and waits_since is null
		and (nomination_id is null or nomination_id = any($4))
		and not (kind = 'service' and exists (select from inbound where inbound.id = letters.inbound_id and inbound.size >= $5))
		order by id for no key update skip locked`, ids, now, t.Kinds, held, t.Under)
	return letters, about, err
}

// SettledOf lists those of the letters that ask something that is settled by now.
func SettledOf(ctx context.Context, tx Tx, ids []int64) ([]int64, error) {
	return column[int64](ctx, tx, "the letters' tokens", "select distinct letter_id from tokens where letter_id = any($1) and settled_at is not null", ids)
}

// LockCaps lets one batch at a time count what left, over all processes.
func LockCaps(ctx context.Context, tx Tx) error {
	return exec(ctx, tx, "count what left", "select pg_advisory_xact_lock(hashtext('goodword caps'))")
}

// SentWithinTo counts the letters that left since a moment: to each of the addresses, no further
// than one beyond mostEach, and in all.
func SentWithinTo(ctx context.Context, tx Tx, to []string, since time.Time, mostEach int) (toEach map[string]int, toAll int, err error) {
	type row struct {
		Address string
		Letters int
	}
	list, err := many[row](ctx, tx, "how many letters there were", `select a.address,
			(select count(*)::int from (select from letters where to_address = a.address and sending_at > $2 limit $3::bigint + 1) counted) as letters
		from unnest($1::text[]) a(address)
		union all select '', `+departed+`$2`, to, since, mostEach)
	toEach = map[string]int{}
	for _, r := range list {
		if r.Address == "" {
			toAll = r.Letters
		}
		toEach[r.Address] = r.Letters
	}
	return toEach, toAll, err
}

// Entering is a letter that enters sending with bytes that were made now.
type Entering struct {
	ID int64
	Sent
}

// byteas are byte strings that a connection of migrations.Pool encodes into room that
// is made once.
type byteas [][]byte

// InOneRoom asks for that.
func (b byteas) InOneRoom() [][]byte { return b }

// EnterTogether is EnterSending for letters over no leader's name.
func EnterTogether(ctx context.Context, tx Tx, list []Entering, now time.Time) error {
	if len(list) == 0 {
		return nil
	}
	n := len(list)
	ids, subjects, messages, returns, raws := make([]int64, n), make([]string, n), make([]string, n), make(byteas, n), make(byteas, n)
	for i, e := range list {
		ids[i], subjects[i], messages[i], returns[i], raws[i] = e.ID, e.Subject, e.MessageID, e.ReturnHash, e.Raw
	}
	return all(ctx, tx, n, "store the letters and send them", `update letters set state = 'sending', sending_at = $1, entered_at = clock_timestamp(), attempts = attempts + 1,
			subject = sent.subject, message_id = sent.message_id, return_hash = sent.return_hash, raw = sent.raw, signed_by = null
		from unnest($2::bigint[], $3::text[], $4::text[], $5::bytea[], $6::bytea[]) sent(id, subject, message_id, return_hash, raw)
		where letters.id = sent.id and state = 'queued'`, now, ids, subjects, messages, returns, raws)
}

// ResumeTogether is ResumeSending for letters.
func ResumeTogether(ctx context.Context, tx Tx, ids []int64, now time.Time) error {
	if len(ids) == 0 {
		return nil
	}
	return all(ctx, tx, len(ids), "send the letters again", `update letters set state = 'sending', sending_at = $2, entered_at = clock_timestamp(), attempts = attempts + 1
		where id = any($1) and state = 'queued' and raw is not null`, ids, now)
}

// all runs a statement that must touch exactly so many rows.
func all(ctx context.Context, tx Tx, rows int, what, sql string, args ...any) error {
	tag, err := tx.Exec(ctx, sql, args...)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if tag.RowsAffected() != int64(rows) {
		return fmt.Errorf("%s: %w", what, ErrMoved)
	}
	return nil
}

// HashedToken is a token with the hash it is stored by.
type HashedToken struct {
	Hash []byte
	Token
}

// PutTokens is PutToken for tokens.
func PutTokens(ctx context.Context, tx Tx, list []HashedToken) error {
	if len(list) == 0 {
		return nil
	}
	n := len(list)
	hashes, purposes, letters, nominations := make([][]byte, n), make([]string, n), make([]int64, n), make([]*int64, n)
	people, created, expires := make([]int64, n), make([]time.Time, n), make([]time.Time, n)
	for i, t := range list {
		hashes[i], purposes[i], letters[i], nominations[i] = t.Hash, t.Purpose, t.LetterID, t.NominationID
		people[i], created[i], expires[i] = t.PersonID, t.CreatedAt, t.ExpiresAt
	}
	return exec(ctx, tx, "store the tokens", `insert into tokens (hash, purpose, letter_id, nomination_id, person_id, created_at, expires_at)
		select * from unnest($1::bytea[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::timestamptz[])`,
		hashes, purposes, letters, nominations, people, created, expires)
}

// Tried is a letter that was sent at one of its attempts, and how that ended.
type Tried struct {
	ID      int64
	Attempt int
	Outcome string
	Before  *time.Time // when it left the time before, nil for never; PutBack has it so again
}

// underWay are the letters of a list ($1 their ids, $2 their attempts, $3 the outcomes)
// that are still sent by who sent them at that attempt, and that nobody else holds.
const underWay = `with mine as (select letters.id, tried.outcome from letters join unnest($1::bigint[], $2::int[], $3::text[]) tried(id, attempt, outcome)
	on letters.id = tried.id where letters.state = 'sending' and letters.attempts = tried.attempt order by letters.id for no key update of letters skip locked) `

// AcceptTogether is AcceptLetter for letters. It gives those that are recorded by now;
// of the others each is to be recorded alone, whether somebody gave it up or holds it.
func AcceptTogether(ctx context.Context, tx Tx, list []Tried, now time.Time) (recorded []int64, err error) {
	ids, attempts, outcomes := triedColumns(list)
	var batch pgx.Batch
	batch.Queue(underWay+`update letters set state = 'accepted', outcome = mine.outcome, ended_at = $4, bytes_until = greatest($5, `+askedBy+`mine.id`+askedStill+`)
		from mine where letters.id = mine.id returning letters.id`, ids, attempts, outcomes, now, now.Add(bytesFor)).Query(func(rows pgx.Rows) (err error) {
		recorded, err = pgx.CollectRows(rows, pgx.RowTo[int64])
		return err
	})
	batch.Queue(clearTrouble, "smtp")
	if err := tx.SendBatch(ctx, &batch).Close(); err != nil {
		return nil, fmt.Errorf("record that the letters were accepted: %w", err)
	}
	return recorded, nil
}

// PutBack returns letters to the queue that entered sending and were not tried: an
// attempt that was none does not count, to no cap either. It is not to be run again when nobody knows whether it was
// committed: by then the letter may be at the same attempt in other hands.
func PutBack(ctx context.Context, tx Tx, list []Tried) error {
	if err := recognition.LetterAllowed(recognition.Sending, recognition.Queued); err != nil {
		return err
	}
	ids, attempts, outcomes := triedColumns(list)
	before := make([]*time.Time, len(list))
	for i := range list {
		before[i] = list[i].Before
	}
	return exec(ctx, tx, "put letters back into the queue", underWay+`update letters set state = 'queued', attempts = letters.attempts - 1, entered_at = null,
		sending_at = was.sending_at
		from mine join unnest($1::bigint[], $4::timestamptz[]) was(id, sending_at) on was.id = mine.id where letters.id = mine.id`, ids, attempts, outcomes, before)
}

func triedColumns(list []Tried) (ids []int64, attempts []int, outcomes []string) {
	for _, t := range list {
		ids, attempts, outcomes = append(ids, t.ID), append(attempts, t.Attempt), append(outcomes, t.Outcome)
	}
	return ids, attempts, outcomes
}
