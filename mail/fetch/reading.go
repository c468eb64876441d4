package fetch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emersion/go-imap/v2"
)

const (
	smallMail  = 256 << 10 // up to here mails are fetched together
	batchMails = 500
	batchBytes = 4 << 20

	// A mail that the server does not give is tried at each poll, after the
	// others; in the end the Receiver is told instead of given it.
	enoughAttempts = 5
	enoughTime     = time.Hour
)

// reading hands one list of mails to the Receiver, in batches, and keeps the
// cursor below whatever is still to come.
type reading struct {
	p        *Poller
	pending  []found // ascending
	start    Cursor
	top      imap.UID // the cursor once nothing is pending
	newest   time.Time
	stepwise bool // the cursor moves with each batch, not only at the end
	storing  []*underWay

	untouched imap.UIDSet // stored, and not touched yet
	owed      int         // how many these are

	besideSince time.Time // since when some batch has been under way at every moment
}

func (p *Poller) newReading(list []found, start Cursor) *reading {
	r := &reading{p: p, start: start, newest: start.LastTime}
	for _, f := range list {
		if p.scan.handed[f.uid] {
			r.saw(f.date)
			continue
		}
		r.pending = append(r.pending, f)
	}
	return r
}

func (r *reading) saw(date time.Time) {
	if date.After(r.newest) {
		r.newest = date
	}
}

// cursor is where the cursor may stand now; nil where it must not move.
func (r *reading) cursor() *Cursor {
	at := r.top
	if len(r.pending) > 0 {
		if !r.stepwise {
			return nil
		}
		at = r.pending[0].uid - 1
	}
	return &Cursor{UIDValidity: r.start.UIDValidity, LastUID: uint32(at), LastTime: r.newest}
}

// run reads the mails nobody had trouble with first, then the others one by
// one, the least troublesome first, as one may end the connection. It goes on past a mail the server does not give, as long as the
// connection stands, and then returns what went wrong.
func (r *reading) run(ctx context.Context) error {
	trouble := r.p.scan.trouble
	var easy, hard []found
	for _, f := range r.pending {
		if trouble[f.uid].attempts > 0 {
			hard = append(hard, f)
		} else {
			easy = append(easy, f)
		}
	}
	slices.SortStableFunc(hard, func(a, b found) int { return trouble[a.uid].attempts - trouble[b.uid].attempts })
	groups := grouped(easy)
	for _, f := range hard {
		groups = append(groups, []found{f})
	}
	var problems []error
	for _, group := range groups {
		if err := r.read(ctx, group); err != nil {
			problems = append(problems, err)
			if !r.p.session.alive() || ctx.Err() != nil {
				break
			}
			var storing *storeError
			if errors.As(err, &storing) {
				break
			}
		}
	}
	problems = append(problems, r.settleStored(ctx, 0))
	r.touch()
	return errors.Join(problems...)
}

// storeError marks an error of the Receiver, which no other mail will escape.
type storeError struct{ error }

func (e *storeError) Unwrap() error { return e.error }

// grouped cuts a list into what is fetched by one command: many small mails, or
// one large one.
func grouped(list []found) [][]found {
	var (
		groups [][]found
		group  []found
		bytes  int64
	)
	flush := func() {
		if len(group) > 0 {
			groups = append(groups, group)
		}
		group, bytes = nil, 0
	}
	for _, f := range list {
		if f.size > smallMail {
			flush()
			groups = append(groups, []found{f})
			continue
		}
		if len(group) == batchMails || bytes+f.size > batchBytes {
			flush()
		}
		group, bytes = append(group, f), bytes+f.size
	}
	flush()
	return groups
}

// read fetches one group and hands it over. Mails the server did not give with
// the others are asked for once more, alone.
func (r *reading) read(ctx context.Context, group []found) error {
	mails, err := r.p.session.fetch(group, r.p.settings.MaxSize)
	if err != nil && !r.p.session.alive() && ctx.Err() == nil {
		r.missed(group)
	}
	var problems []error
	for _, f := range group {
		if mail, ok := mails[f.uid]; ok && mail.exact(f) {
			continue
		}
		if !r.p.session.alive() {
			delete(mails, f.uid)
			if len(group) == 1 && r.givenUp(f) {
				mails[f.uid] = fetched{Mail: f.mail(err)}
			}
			continue
		}
		mail, gone, oneErr := r.readAlone(f, mails[f.uid])
		delete(mails, f.uid)
		switch {
		case oneErr != nil && r.givenUp(f):
			mails[f.uid] = fetched{Mail: f.mail(oneErr)}
		case oneErr != nil:
			problems = append(problems, oneErr)
		case gone:
			r.settle(f)
		default:
			mails[f.uid] = mail
		}
	}
	if len(problems) == 0 && err != nil && !r.p.session.alive() {
		problems = append(problems, err)
	}
	if err := r.hand(ctx, group, mails); err != nil {
		return err
	}
	return errors.Join(problems...)
}

// missed counts a failed attempt at each mail of a group: next time they are
// read one by one, after the others.
func (r *reading) missed(group []found) {
	for _, f := range group {
		t := r.p.scan.trouble[f.uid]
		if t.attempts == 0 {
			t.first = r.p.settings.Now()
		}
		t.attempts++
		r.p.scan.trouble[f.uid] = t
	}
}

func (r *reading) givenUp(f found) bool {
	t := r.p.scan.trouble[f.uid]
	return t.attempts >= enoughAttempts && r.p.settings.Now().Sub(t.first) >= enoughTime
}

// readAlone fetches one mail by itself. before is what came for it with others.
func (r *reading) readAlone(f found, before fetched) (mail fetched, gone bool, err error) {
	ses := r.p.session
	mails, err := ses.fetch([]found{f}, r.p.settings.MaxSize)
	mail, ok := mails[f.uid]
	switch {
	case err != nil:
	case !ok:
		there, searchErr := ses.exists(f.uid)
		if searchErr == nil && !there {
			return fetched{}, true, nil // expunged since it was listed
		}
		err = errors.Join(fmt.Errorf("the server lists the mail with UID %d but does not give it", f.uid), searchErr)
	case !mail.exact(f) && !mail.same(before):
		// QUIRK: Exchange estimates RFC822.SIZE unless told otherwise
		// (EnableExactRFC822Size). A size that does not fit is believed when
		// the bytes come the same twice, each time as long as announced.
		again, againErr := ses.fetch([]found{f}, r.p.settings.MaxSize)
		if againErr != nil || !mail.same(again[f.uid]) {
			err = errors.Join(fmt.Errorf("the mail with UID %d comes with other bytes each time, and not the %d announced", f.uid, f.size), againErr)
		}
	}
	if err != nil {
		r.missed([]found{f})
		return fetched{}, false, err
	}
	return mail, false, nil
}

// hand gives the mails of a group to the Receiver, which may still be at the
// ones before; they are touched once they are stored.
func (r *reading) hand(ctx context.Context, group []found, mails map[imap.UID]fetched) error {
	batch := Batch{UIDValidity: r.start.UIDValidity, Anew: !r.stepwise}
	var uids imap.UIDSet
	for _, f := range group {
		if mail, ok := mails[f.uid]; ok {
			batch.Mails = append(batch.Mails, mail.Mail)
			uids.AddNum(f.uid)
			r.saw(f.date)
		}
	}
	r.drop(mails)
	batch.Cursor = r.cursor()
	if len(batch.Mails) == 0 && batch.Cursor == nil {
		return nil
	}
	return r.begin(ctx, batch, uids)
}

// drop takes what was read off the list: the mails at its head, nearly always, so
// that a list of any length costs the same for each mail.
func (r *reading) drop(mails map[imap.UID]fetched) {
	left := len(mails)
	for left > 0 && len(r.pending) > 0 {
		if _, ok := mails[r.pending[0].uid]; !ok {
			break
		}
		r.pending, left = r.pending[1:], left-1
	}
	if left > 0 {
		r.pending = slices.DeleteFunc(r.pending, func(f found) bool {
			_, ok := mails[f.uid]
			return ok
		})
	}
}

// settle drops a mail that is no longer in the folder.
func (r *reading) settle(f found) {
	r.pending = slices.DeleteFunc(r.pending, func(g found) bool { return g.uid == f.uid })
	delete(r.p.scan.trouble, f.uid)
}
