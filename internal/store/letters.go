package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/recognition"
)

// Letter is anything goodword sends.
type Letter struct {
	ID           int64
	Kind         string
	Slot         string
	OverName     string // goodword, ceo or cpo
	NominationID *int64
	ApprovalID   *int64
	InboundID    *int64
	PersonID     *int64
	ToAddress    string
	Language     string
	Wording      int
	Args         json.RawMessage
	State        recognition.LetterState
	NotBefore    time.Time
	QueuedAt     time.Time
	SendingAt    *time.Time
	EndedAt      *time.Time
	Attempts     int
	Outcome      string
	Subject      string
	MessageID    *string
	Raw          []byte
	SignedBy     *int64 // the leader in whose name its bytes were written out
}

const letterColumns = `id, kind, slot, over_name, nomination_id, approval_id, inbound_id, person_id, to_address, language, wording,
	args, state, not_before, queued_at, sending_at, ended_at, attempts, outcome, subject, message_id, raw, signed_by from letters`

// Never is the not_before of a letter that waits for something other than time.
var Never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// QueueLetter inserts a letter. ok is false when its slot holds one that counts.
func QueueLetter(ctx context.Context, tx Tx, l Letter) (id int64, ok bool, err error) {
	if d, drafted := tx.(*Drafts); drafted {
		return d.letter(ctx, l)
	}
	if l.Args == nil {
		l.Args = json.RawMessage("{}")
	}
	ids, err := column[int64](ctx, tx, "the letter just queued", `
		insert into letters (kind, slot, over_name, nomination_id, approval_id, inbound_id, person_id, to_address, language, wording,
			args, state, not_before, queued_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'queued', $12, $13)
		on conflict do nothing returning id`,
		l.Kind, l.Slot, l.OverName, l.NominationID, l.ApprovalID, l.InboundID, l.PersonID, l.ToAddress, l.Language, l.Wording,
		l.Args, l.NotBefore, l.QueuedAt)
	if err != nil || len(ids) == 0 {
		return 0, false, err
	}
	return ids[0], true, nil
}

// LetterByID gives a letter.
func LetterByID(ctx context.Context, tx Tx, id int64) (Letter, error) {
	return one[Letter](ctx, tx, "the letter", "select "+letterColumns+" where id = $1", id)
}

// LetterSize gives about how many bytes a letter will have: of its bytes that are stored, or
// of the mail that it carries.
func LetterSize(ctx context.Context, tx Tx, id int64) (int64, error) {
	list, err := column[int64](ctx, tx, "how large the letter is", `select coalesce(octet_length(raw)::bigint,
		(select size from inbound where id = letters.inbound_id and letters.kind = 'service'), 0) from letters where id = $1`, id)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}

// LetterAbout gives the nomination that a letter is about, nil for none.
func LetterAbout(ctx context.Context, tx Tx, id int64) (*int64, error) {
	list, err := column[*int64](ctx, tx, "what the letter is about", "select nomination_id from letters where id = $1", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("read the letter: %w", ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// LockLetter gives a letter and keeps it from changing meanwhile.
func LockLetter(ctx context.Context, tx Tx, id int64) (Letter, error) {
	return one[Letter](ctx, tx, "the letter", "select "+letterColumns+" where id = $1 for no key update", id)
}

// LettersOf lists the letters about a nomination.
func LettersOf(ctx context.Context, tx Tx, nomination int64) ([]Letter, error) {
	return many[Letter](ctx, tx, "the letters", "select "+letterColumns+" where nomination_id = $1 order by id", nomination)
}

// LettersFor lists the letters that a mail caused.
func LettersFor(ctx context.Context, tx Tx, inbound int64) ([]Letter, error) {
	return many[Letter](ctx, tx, "the letters", "select "+letterColumns+" where inbound_id = $1 order by id", inbound)
}

// mayGo is the condition of a letter that does not wait for the operator since a
// backup was brought back.
const mayGo = `waits_since is null and not exists (select from nominations where id = letters.nomination_id and waits_since is not null)`

// DueLetters lists queued letters whose time has come.
func DueLetters(ctx context.Context, tx Tx, now time.Time, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "letters that are due",
		"select id from letters where state = 'queued' and not_before <= $1 and "+mayGo+" order by not_before, id limit $2", now, limit)
}

// stale is the condition of a letter that began to leave more than $1 ago. The
// database's clock says so, as it said when the letter began: another process
// may have sent it, on a machine whose clock goes wrong. Only where all of them
// go by a clock of somebody's own is $2 its time; an older version's letters,
// too, have no more than that.
const stale = `state = 'sending' and case when $2::timestamptz is not null then sending_at < $2 - $1::interval
	else coalesce(entered_at, sending_at) < clock_timestamp() - $1::interval end`

// StaleLetters lists letters that have been sending for longer than most: the
// process that sent them died. imagined is nil, or the time where no clock of
// the world's is gone by.
func StaleLetters(ctx context.Context, tx Tx, most time.Duration, imagined *time.Time, limit int) ([]int64, error) {
	return column[int64](ctx, tx, "letters left in sending", "select id from letters where "+stale+" order by id limit $3", most, imagined, limit)
}

// StaleLetter says whether one letter is among those still.
func StaleLetter(ctx context.Context, tx Tx, id int64, most time.Duration, imagined *time.Time) (bool, error) {
	list, err := column[int64](ctx, tx, "the letter left in sending", "select id from letters where "+stale+" and id = $3", most, imagined, id)
	return len(list) > 0, err
}

// Sent is what a letter became when it was rendered.
type Sent struct {
	Subject    string
	MessageID  string
	ReturnHash []byte
	Raw        []byte
	SignedBy   *int64 // the leader in whose name, nil for goodword's own
}

// EnterSending stores a letter's bytes in the change that makes it leave.
func EnterSending(ctx context.Context, tx Tx, id int64, s Sent, now time.Time) error {
	return change(ctx, tx, "store the letter and send it", `update letters set state = 'sending', sending_at = $2, entered_at = clock_timestamp(), attempts = attempts + 1,
		subject = $3, message_id = $4, return_hash = $5, raw = $6, signed_by = $7 where id = $1 and state = 'queued'`,
		id, now, s.Subject, s.MessageID, s.ReturnHash, s.Raw, s.SignedBy)
}

// ResumeSending sends a letter again with the bytes it has.
func ResumeSending(ctx context.Context, tx Tx, id int64, now time.Time) error {
	return change(ctx, tx, "send the letter again", `update letters set state = 'sending', sending_at = $2, entered_at = clock_timestamp(), attempts = attempts + 1
		where id = $1 and state = 'queued' and raw is not null`, id, now)
}

// bytesFor is for how long the bytes of a letter that has ended are kept when it asks nothing.
const bytesFor = 24 * time.Hour

// EndLetter records how a letter ended. Its bytes are kept for a day, and for
// as long as a question in it may be answered.
func EndLetter(ctx context.Context, tx Tx, id int64, from, to recognition.LetterState, outcome string, now time.Time) error {
	if err := recognition.LetterAllowed(from, to); err != nil {
		return err
	}
	return change(ctx, tx, fmt.Sprintf("change the letter from %s to %s", from, to),
		"update letters set state = $3, outcome = $4, ended_at = $5, bytes_until = greatest($6, "+askedUntil+") where id = $1 and state = $2",
		id, string(from), string(to), outcome, now, now.Add(bytesFor))
}

// AcceptLetter is EndLetter for what the relay took at an attempt, and notes that the
// relay has no trouble. A letter that somebody gave up meanwhile stays as it is.
func AcceptLetter(ctx context.Context, tx Tx, id int64, attempt int, outcome string, now time.Time) error {
	var batch pgx.Batch
	batch.Queue(acceptLetter, id, attempt, outcome, now, now.Add(bytesFor))
	batch.Queue(clearTrouble, "smtp")
	if err := tx.SendBatch(ctx, &batch).Close(); err != nil {
		return fmt.Errorf("record that the letter was accepted: %w", err)
	}
	return nil
}

const acceptLetter = `update letters set state = 'accepted', outcome = $3, ended_at = $4, bytes_until = greatest($5, ` + askedUntil + `)
	where id = $1 and state = 'sending' and attempts = $2`

// askedUntil is until when a question in letter $1 may be answered.
const askedUntil = askedBy + "$1" + askedStill

// askedBy and askedStill are askedUntil for any letter, whose id stands between them.
const (
	askedBy    = `(select max(expires_at) from tokens where letter_id = `
	askedStill = ` and settled_at is null and purpose <> 'none' and not (purpose = 'nominator' and exists (select from nominations n
		where n.id = tokens.nomination_id and n.state in ('thanked', 'declined', 'lapsed', 'withdrawn', 'ineligible'))))`
)

// RequeueLetter returns a letter to the queue until its next try.
func RequeueLetter(ctx context.Context, tx Tx, id int64, from recognition.LetterState, outcome string, notBefore time.Time) error {
	if err := recognition.LetterAllowed(from, recognition.Queued); err != nil {
		return err
	}
	return change(ctx, tx, "queue the letter again", `update letters set state = 'queued', outcome = $3, not_before = $4, ended_at = null, entered_at = null
		where id = $1 and state = $2`, id, string(from), outcome, notBefore)
}

// Defer moves the time of a letter that is still queued.
func Defer(ctx context.Context, tx Tx, id int64, notBefore time.Time, why string) error {
	return change(ctx, tx, "defer the letter", "update letters set not_before = $2, outcome = $3 where id = $1 and state = 'queued'", id, notBefore, why)
}

// CancelThankYou cancels a thank-you that has not left; false when none was queued.
func CancelThankYou(ctx context.Context, tx Tx, nomination int64, why string, now time.Time) (bool, error) {
	tag, err := tx.Exec(ctx, `update letters set state = 'cancelled', outcome = $2, ended_at = $3
		where nomination_id = $1 and kind = 'thank_you' and state = 'queued'`, nomination, why, now)
	return tag.RowsAffected() > 0, err
}

// WaitingWords lists a leader's own words about a nomination that have not left, oldest first.
func WaitingWords(ctx context.Context, tx Tx, nomination int64) ([]Letter, error) {
	return many[Letter](ctx, tx, "own words that wait", "select "+letterColumns+
		" where nomination_id = $1 and kind = 'own_words' and state = 'queued' order by id for no key update", nomination)
}

// ThankYouOf gives the thank-you that counts; ErrNotFound when there is none.
func ThankYouOf(ctx context.Context, tx Tx, nomination int64) (Letter, error) {
	return one[Letter](ctx, tx, "the thank-you", "select "+letterColumns+
		" where nomination_id = $1 and kind = 'thank_you' and state not in ('cancelled', 'refused', 'bounced')", nomination)
}

// LetterByReturn finds the letter whose secret return address has this hash.
func LetterByReturn(ctx context.Context, tx Tx, hash []byte) (Letter, error) {
	return one[Letter](ctx, tx, "the letter of the return address", bySecret("id", "letters", "select "+letterColumns, "return_hash = $1"), hash)
}

// bySecret asks for the row of table that bears a secret, by one of the indexes
// that keep the secrets of 32,768 letters together, from the newest on: a secret
// is random, and one index of all of them would be written to all over.
func bySecret(letter, table, rows, secret string) string {
	return "select found.* from generate_series((select max(" + letter + ") from " + table + ") >> 15, 0, -1) block, lateral (" +
		rows + " where " + letter + " >> 15 = block and " + secret + " offset 0) found limit 1"
}

// TeamWordings lists the wordings of the letters of a kind that left since a
// moment to somebody or anybody of their team at their site, the newest first;
// lang is the language of the next. Until the transaction ends, nobody else
// chooses for the team, or for who is in none.
func TeamWordings(ctx context.Context, tx Tx, kind, to, lang string, since time.Time) ([]recognition.Worded, error) {
	if err := exec(ctx, tx, "choose a wording for the team", `select pg_advisory_xact_lock(hashtext('goodword wording ' || coalesce((
		select p.site || ' ' || p.team from people p where p.address = $1 and p.team <> '' limit 1), $1)))`, to); err != nil {
		return nil, err
	}
	return many[recognition.Worded](ctx, tx, "the team's wordings", `select wording, split_part(language, '-', 1) = split_part($3, '-', 1) as same from letters
		where kind = $1 and state <> 'cancelled' and sending_at > $4 and to_address in (select $2 union
			select other.address from people p join people other on other.site = p.site and other.team = p.team
			where p.address = $2 and p.team <> '')
		order by sending_at desc, id desc limit 1000`, kind, to, lang, since)
}

// SetWording keeps how a letter is worded.
func SetWording(ctx context.Context, tx Tx, id int64, wording int) error {
	return change(ctx, tx, "choose the letter's wording", "update letters set wording = $2 where id = $1", id, wording)
}

// OverCEO counts the letters over the CEO's name that left since a moment.
func OverCEO(ctx context.Context, tx Tx, since time.Time) (int, error) {
	n, err := column[int](ctx, tx, "letters over the CEO's name", `select count(*)::int from letters
		where over_name = 'ceo' and sending_at > $1`, since)
	if err != nil {
		return 0, err
	}
	return n[0], nil
}

// SentWithin counts the letters that left since a moment: to an address, and in all.
func SentWithin(ctx context.Context, tx Tx, to string, since time.Time) (toOne, toAll int, err error) {
	type row struct{ ToOne, ToAll int }
	r, err := one[row](ctx, tx, "how many letters there were", `select
		(select count(*)::int from letters where to_address = $1 and sending_at > $2) as to_one,
		(select `+departed+`$2) as to_all`, to, since)
	return r.ToOne, r.ToAll, err
}

// departed sums what left since a moment; triggers count it for each statement that lets letters leave.
const departed = "coalesce(sum(letters), 0)::int from departures where at > "

// DropDepartures forgets how many letters left before a moment.
func DropDepartures(ctx context.Context, tx Tx, before time.Time) error {
	return exec(ctx, tx, "forget when letters left", "delete from departures where at < $1", before)
}

// Token is a stored secret, by its hash.
type Token struct {
	Purpose      string
	LetterID     int64
	NominationID *int64
	PersonID     int64
	CreatedAt    time.Time
	ExpiresAt    time.Time
	SettledAt    *time.Time
}

// Live says whether the token still authorises at now.
func (t Token) Live(now time.Time) bool { return t.SettledAt == nil && now.Before(t.ExpiresAt) }

// PutToken stores a token's hash.
func PutToken(ctx context.Context, tx Tx, hash []byte, t Token) error {
	return exec(ctx, tx, "store a token", `insert into tokens (hash, purpose, letter_id, nomination_id, person_id, created_at, expires_at)
		values ($1, $2, $3, $4, $5, $6, $7)`, hash, t.Purpose, t.LetterID, t.NominationID, t.PersonID, t.CreatedAt, t.ExpiresAt)
}

// TokenByHash gives a token.
func TokenByHash(ctx context.Context, tx Tx, hash []byte) (Token, error) {
	return one[Token](ctx, tx, "the token", bySecret("letter_id", "tokens",
		"select purpose, letter_id, nomination_id, person_id, created_at, expires_at, settled_at from tokens", "hash = $1"), hash)
}

// SettleTokens ends the approvers' tokens of a nomination, and drops the bytes
// of the letters that carried them and have left.
func SettleTokens(ctx context.Context, tx Tx, nomination int64, now time.Time) error {
	if err := exec(ctx, tx, "settle the tokens", `update tokens set settled_at = $2
		where nomination_id = $1 and purpose = 'approver' and settled_at is null`, nomination, now); err != nil {
		return err
	}
	return exec(ctx, tx, "drop the bytes that carry tokens", `update letters l set raw = null from tokens t
		where t.letter_id = l.id and t.nomination_id = $1 and t.purpose = 'approver' and l.state in ('accepted', 'refused', 'bounced')`, nomination)
}

// SettleBytes has the bytes of letters about a nomination that has ended dropped
// within a day: nothing that they ask is open. The thank-you may still be answered.
func SettleBytes(ctx context.Context, tx Tx, nomination int64, now time.Time) error {
	if d, ok := tx.(*Drafts); ok {
		return d.change(nomination, func(*draftedNomination) {}) // no letter about it has any yet
	}
	return exec(ctx, tx, "settle the bytes of letters", `update letters set bytes_until = least(bytes_until, $2)
		where nomination_id = $1 and kind <> 'thank_you' and raw is not null and bytes_until is not null`, nomination, now.Add(bytesFor))
}

// SettledLetter says whether a letter asks something that is settled by now.
func SettledLetter(ctx context.Context, tx Tx, id int64) (bool, error) {
	list, err := column[bool](ctx, tx, "the letter's tokens", "select true from tokens where letter_id = $1 and settled_at is not null limit 1", id)
	return len(list) > 0, err
}

// ReopenTokens makes one approver's tokens good again after an undo.
func ReopenTokens(ctx context.Context, tx Tx, nomination, person int64) error {
	return exec(ctx, tx, "reopen the tokens", `update tokens set settled_at = null
		where nomination_id = $1 and person_id = $2 and purpose = 'approver'`, nomination, person)
}

// LockCEO lets one transaction at a time count what left over the CEO's name.
func LockCEO(ctx context.Context, tx Tx) error {
	return exec(ctx, tx, "count what left over the CEO's name", "select pg_advisory_xact_lock(hashtext('goodword ceo caps'))")
}

// HurryCEO makes thank-yous that a pause deferred due again.
func HurryCEO(ctx context.Context, tx Tx, now time.Time) error {
	return exec(ctx, tx, "let deferred thank-yous go on", `update letters set not_before = $1
		where state = 'queued' and over_name = 'ceo' and outcome = 'paused'`, now)
}

// LettersSince lists letters of a kind that were queued since a moment.
func LettersSince(ctx context.Context, tx Tx, kind string, since time.Time, limit int) ([]Letter, error) {
	return many[Letter](ctx, tx, "letters", "select "+letterColumns+
		" where kind = $1 and queued_at > $2 and state <> 'cancelled' order by queued_at, id limit $3", kind, since, limit)
}
