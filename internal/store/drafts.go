package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// ErrAlone is what Drafts answers to whatever they cannot do: the mail is to be
// read by itself, against the rows as they are.
var ErrAlone = errors.New("this mail cannot be read with others")

// Drafts stand for the transaction while several mails are read together. What
// reading inserts is kept in memory, changed there, and written at the end, each
// row once, in its last form and with those of the other mails: a nomination that
// is opened, placed, moved and asked about takes no statement of its own. The
// functions of this package that reading new mail calls know them; any other
// statement is refused with ErrAlone, so that nothing can miss a row that is not
// written yet. One goroutine uses them.
type Drafts struct {
	refusing
	tx         Tx
	restoredAt time.Time
	twins      map[int64]Twin // of mails that are stored
	ids        map[string][]int64

	mail    *draft   // which is being taken
	kept    []*draft // written by Write
	dropped []*draft // whose mails are to be read by themselves
}

// DraftMail is a mail to be read with others, by what the same mail is known by.
type DraftMail struct {
	ID        int64
	SHA256    []byte
	Content   []byte
	MessageID string
}

// same says whether the other may be the same mail, and whether all of it is.
func (m DraftMail) same(other DraftMail) (maybe, all bool) {
	all = bytes.Equal(m.SHA256, other.SHA256) || bytes.Equal(m.Content, other.Content)
	return all || m.MessageID != "" && m.MessageID == other.MessageID, all
}

// draft is what one mail will have written.
type draft struct {
	DraftMail
	nominations []*draftedNomination
	asks        []Ask
	challenges  []Challenge
	letters     []Letter
	taken       *Taken
	takenAt     time.Time
	twin        int64 // the mail that this one is taken for again
	refused     bool
}

// draftedNomination has the columns, too, that Nomination leaves out.
type draftedNomination struct {
	Nomination
	touchpoint, behaviourBy string
	levelWords              []string
}

// NewDrafts begins drafts for mails whose rows and keys the transaction holds.
// expected is how many nominations they will open, roughly: for so many, numbers
// are drawn ahead, and those not used are missing in the sequence.
func NewDrafts(ctx context.Context, tx Tx, mails []DraftMail, expected int) (*Drafts, error) {
	d := &Drafts{tx: tx, twins: map[int64]Twin{}, ids: map[string][]int64{}}
	d.refusing.refuse = d.refuse
	var err error
	if d.restoredAt, err = RestoredAt(ctx, tx); err != nil {
		return nil, err
	}
	type row struct {
		Mail, ID int64
		SameAll  bool
	}
	list, err := many[row](ctx, tx, "earlier mails that are the same", `
		select m.mail, twin.id, twin.same_all from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::text[]) m (mail, sha256, content, message_id),
			lateral (`+twinOf("m.mail", "m.sha256", "m.content", "m.message_id")+`) twin`,
		each(mails, func(m DraftMail) int64 { return m.ID }), each(mails, func(m DraftMail) []byte { return m.SHA256 }),
		each(mails, func(m DraftMail) []byte { return m.Content }), each(mails, func(m DraftMail) string { return m.MessageID }))
	if err != nil {
		return nil, err
	}
	for _, r := range list {
		d.twins[r.Mail] = Twin{ID: r.ID, SameAll: r.SameAll}
	}
	return d, d.draw(ctx, expected)
}

// Sequences of the tables that are drafted, and of nominations' numbers.
const (
	nominationIDs     = "nominations_id_seq"
	nominationNumbers = "nomination_number"
	askIDs            = "asks_id_seq"
	letterIDs         = "letters_id_seq"
	challengeIDs      = "challenges_id_seq"
)

// draw takes ids for so many nominations, with what usually comes with each.
func (d *Drafts) draw(ctx context.Context, nominations int) error {
	if nominations == 0 {
		return nil
	}
	type row struct{ ID, Number, Ask, Letter, Receipt int64 }
	list, err := many[row](ctx, d.tx, "ids for new rows", `select nextval('`+nominationIDs+`') as id, nextval('`+nominationNumbers+`') as number,
		nextval('`+askIDs+`') as ask, nextval('`+letterIDs+`') as letter, nextval('`+letterIDs+`') as receipt from generate_series(1, $1::int)`, nominations)
	for _, r := range list {
		d.ids[nominationIDs] = append(d.ids[nominationIDs], r.ID)
		d.ids[nominationNumbers] = append(d.ids[nominationNumbers], r.Number)
		d.ids[askIDs] = append(d.ids[askIDs], r.Ask)
		d.ids[letterIDs] = append(d.ids[letterIDs], r.Letter, r.Receipt)
	}
	return err
}

// next gives the next id of a sequence.
func (d *Drafts) next(ctx context.Context, sequence string) (int64, error) {
	if len(d.ids[sequence]) == 0 {
		more := 4
		if sequence == nominationNumbers {
			more = 1 // a gap in these is seen
		}
		list, err := column[int64](ctx, d.tx, "ids for new rows", "select nextval($1::text::regclass) from generate_series(1, $2::int)", sequence, more)
		if err != nil {
			return 0, err
		}
		d.ids[sequence] = list
	}
	id := d.ids[sequence][0]
	d.ids[sequence] = d.ids[sequence][1:]
	return id, nil
}

// Turn turns to the next mail.
func (d *Drafts) Turn(m DraftMail) { d.mail = &draft{DraftMail: m} }

// Keep has what the mail drafted written by Write. False where something was
// refused meanwhile: then the mail is dropped.
func (d *Drafts) Keep() bool {
	if d.mail.refused || d.mail.taken == nil {
		d.Drop()
		return false
	}
	d.kept, d.mail = append(d.kept, d.mail), nil
	return true
}

// Drop forgets what the mail drafted: it is to be read by itself once the others are written.
func (d *Drafts) Drop() { d.dropped, d.mail = append(d.dropped, d.mail), nil }

// refuse notes that the mail is to be read by itself.
func (d *Drafts) refuse() error {
	if d.mail != nil {
		d.mail.refused = true
	}
	return ErrAlone
}

// twin is ReadTwin, among the mails read before in the same drafts too.
func (d *Drafts) twin(id int64) (Twin, bool, error) {
	best, found := d.twins[id]
	for _, other := range d.dropped { // nobody knows yet what it will be taken for
		if maybe, _ := d.mail.same(other.DraftMail); maybe {
			return Twin{}, false, d.refuse()
		}
	}
	for _, other := range d.kept {
		maybe, all := d.mail.same(other.DraftMail)
		if !maybe || other.taken.Disposition == "duplicate" {
			continue
		}
		if !found || all && !best.SameAll || all == best.SameAll && other.ID < best.ID {
			best, found = Twin{ID: other.ID, SameAll: all}, true
		}
	}
	if found {
		d.mail.twin = best.ID
	}
	return best, found, nil
}

// take is Take.
func (d *Drafts) take(id int64, t Taken, now time.Time) error {
	if d.mail.ID != id || d.mail.taken != nil {
		return d.refuse()
	}
	d.mail.taken, d.mail.takenAt = &t, now
	return nil
}

// challenge is OpenChallenge.
func (d *Drafts) challenge(ctx context.Context, c Challenge, now time.Time) (int64, error) {
	for _, other := range d.mail.challenges {
		if bytes.Equal(other.WordsHash, c.WordsHash) {
			return 0, fmt.Errorf("keep a challenge: %w", ErrMoved)
		}
	}
	id, err := d.next(ctx, challengeIDs)
	if err != nil {
		return 0, err
	}
	c.ID, c.OpenedAt = id, now
	d.mail.challenges = append(d.mail.challenges, c)
	return id, nil
}

// letter is QueueLetter. Whether a letter has its slot already, among those that
// are stored, Write finds out.
func (d *Drafts) letter(ctx context.Context, l Letter) (int64, bool, error) {
	if l.ApprovalID != nil || l.OverName == "ceo" || l.InboundID == nil || *l.InboundID != d.mail.ID {
		return 0, false, d.refuse()
	}
	for _, of := range d.all() {
		for _, other := range of.letters {
			if other.Slot == l.Slot {
				return 0, false, d.refuse()
			}
		}
	}
	id, err := d.next(ctx, letterIDs)
	if err != nil {
		return 0, false, err
	}
	l.ID, l.NominationID, l.InboundID, l.PersonID = id, copied(l.NominationID), copied(l.InboundID), copied(l.PersonID)
	d.mail.letters = append(d.mail.letters, l)
	return id, true, nil
}

// all are the drafts that may be written, with that of the mail being taken.
func (d *Drafts) all() []*draft { return append(slices.Clone(d.kept), d.mail) }

// copied is a pointer to what a pointer shows now.
func copied(id *int64) *int64 {
	if id == nil {
		return nil
	}
	value := *id
	return &value
}

var _ Tx = (*Drafts)(nil)
