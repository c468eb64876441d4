package store

import (
	"context"
	"errors"
	"time"
)

// Challenge is a customer's critical words.
type Challenge struct {
	ID           int64
	InboundID    int64
	WordsHash    []byte
	ManagerID    *int64
	EmployeeID   *int64
	Site         string
	Theme        string
	Behaviour    string
	CustomerName string
	Words        string
	Language     string
	ReceivedAt   time.Time
	OpenedAt     time.Time
	TalkedAt     *time.Time
	TalkedBy     *int64
	TalkedWords  string
}

const challengeColumns = `id, inbound_id, words_hash, manager_id, employee_id, site, theme, behaviour, customer_name, words, language,
	received_at, opened_at, talked_at, talked_by, talked_words from challenges`

// OpenChallenge keeps a challenge. ErrMoved says that the same words of the same mail are there already.
func OpenChallenge(ctx context.Context, tx Tx, c Challenge, now time.Time) (int64, error) {
	if d, ok := tx.(*Drafts); ok {
		return d.challenge(ctx, c, now)
	}
	return insert(ctx, tx, "keep a challenge", `insert into challenges (inbound_id, words_hash, manager_id, employee_id, site, theme, behaviour,
			customer_name, words, language, received_at, opened_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id`,
		c.InboundID, c.WordsHash, c.ManagerID, c.EmployeeID, c.Site, c.Theme, c.Behaviour, c.CustomerName, c.Words, c.Language, c.ReceivedAt, now)
}

// ChallengeByID gives a challenge.
func ChallengeByID(ctx context.Context, tx Tx, id int64) (Challenge, error) {
	return one[Challenge](ctx, tx, "the challenge", "select "+challengeColumns+" where id = $1", id)
}

// LogTalk notes that the manager talked about a challenge; it closes it. False
// when it was closed before.
func LogTalk(ctx context.Context, tx Tx, id, by, mail int64, words string, now time.Time) (bool, error) {
	err := change(ctx, tx, "log the conversation", `update challenges set talked_at = $5, talked_by = $2, talked_mail = $3, talked_words = $4
		where id = $1 and talked_at is null`, id, by, mail, words, now)
	if errors.Is(err, ErrMoved) {
		return false, nil
	}
	return err == nil, err
}

// OpenChallenges lists the challenges a manager was told of and has not talked about, oldest first.
func OpenChallenges(ctx context.Context, tx Tx, manager int64, limit int) ([]Challenge, error) {
	return many[Challenge](ctx, tx, "the open challenges", "select "+challengeColumns+
		" where manager_id = $1 and talked_at is null and words <> '' order by opened_at, id limit $2", manager, limit)
}

// TalkedAbout lists the challenges that a manager and an employee talked about in a time, oldest first.
func TalkedAbout(ctx context.Context, tx Tx, employee int64, since, before time.Time, limit int) ([]Challenge, error) {
	return many[Challenge](ctx, tx, "the challenges talked about", "select "+challengeColumns+
		" where employee_id = $1 and talked_at >= $2 and talked_at < $3 and words <> '' order by talked_at, id limit $4", employee, since, before, limit)
}

// ForgetChallenges forgets the words of challenges that came with mails, and of
// the conversations that mails logged.
func ForgetChallenges(ctx context.Context, tx Tx, mails []int64, now time.Time) error {
	if err := exec(ctx, tx, "forget challenges", `update challenges set words = '', customer_name = '', talked_words = '', forgotten_at = $2,
		words_hash = sha256(convert_to('forgotten ' || id, 'UTF8')) where inbound_id = any($1) and forgotten_at is null`, mails, now); err != nil {
		return err
	}
	return exec(ctx, tx, "forget what was told of conversations", "update challenges set talked_words = '' where talked_mail = any($1) and talked_words <> ''", mails)
}
