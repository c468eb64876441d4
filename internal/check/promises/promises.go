// Package promises is the checker: it reads the database, the accept log of a
// scripted SMTP server, the mailboxes and the log of the processes after a
// fault test, and says which of goodword's promises were broken, by whom.
//
// It believes nobody's word alone: what the database says of a letter is held
// against what the server accepted, what it says of a mail against the bytes in
// the mailbox, and both against the known truth of the day. It changes nothing.
// The fault suite calls it when all is quiet; its numbers are those of the list
// of promises in docs/trust.md.
package promises

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"goodword/internal/check/day"
	"goodword/mail/mailtest"
)

// Evidence is what is known of a run from outside the database.
type Evidence struct {
	CEO, CPO, Operator, Service string
	Domains                     []string // that thank-yous may go to
	Zone                        *time.Location

	Delivered []Delivered
	Touched   []string // mails touched before they were stored, as the mail server saw it
	Accepted  []mailtest.Accepted
	Truth     []day.Mail

	Log     []byte   // of all processes
	Secrets []string // that must not stand in it
	Words   []string // of mails, likewise

	Recoveries []Recovery
}

// Delivered is a mail that was put into a watched folder.
type Delivered struct {
	Mailbox string // its name in the settings
	Raw     []byte
	Gone    bool // somebody took it away; it may or may not have been stored
}

// Recovery is how long it took after a kill until work went on.
type Recovery struct {
	What string
	Took time.Duration
}

// Resumed is what promise 23 allows.
const Resumed = 2 * time.Minute

// Violation is one broken promise.
type Violation struct {
	Promise int
	What    string
	IDs     string // of mails, nominations, letters, as the command line takes them
}

func (v Violation) String() string {
	return strings.TrimSpace(fmt.Sprintf("promise %d: %s (%s)", v.Promise, v.What, v.IDs))
}

// Seen lists the promises that Check can see broken.
func Seen() []int {
	return []int{1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 23}
}

// check is one run of the checker.
type check struct {
	Evidence
	state
	truth map[string][]day.Mail // by Message-ID
	found []Violation
}

// Check asserts every promise that the evidence and the database can show. The
// transaction is only read. An error means that it could not look.
func Check(ctx context.Context, tx pgx.Tx, e Evidence) ([]Violation, error) {
	s, err := load(ctx, tx)
	if err != nil {
		return nil, fmt.Errorf("read what the checker looks at: %w", err)
	}
	c := &check{Evidence: e, state: s, truth: map[string][]day.Mail{}}
	for _, m := range e.Truth {
		c.truth[m.ID] = append(c.truth[m.ID], m)
	}
	for _, look := range []func(){c.stored, c.invented, c.cursors, c.dispositions, c.effects, c.once, c.touches, c.decisions, c.questions,
		c.thankYous, c.ends, c.sameBytes, c.overTheName, c.pauses, c.counted, c.outsiders, c.bounded, c.digests, c.log, c.secretsAtRest, c.recoveries} {
		look()
	}
	if err := c.audit(ctx, tx); err != nil {
		return nil, err
	}
	slices.SortStableFunc(c.found, func(a, b Violation) int { return cmp.Compare(a.Promise, b.Promise) })
	return c.found, nil
}

func (c *check) broken(promise int, ids, format string, args ...any) {
	c.found = append(c.found, Violation{promise, fmt.Sprintf(format, args...), ids})
}

func mailID(id int64) string   { return fmt.Sprint("mail ", id) }
func letterID(id int64) string { return fmt.Sprint("letter ", id) }
