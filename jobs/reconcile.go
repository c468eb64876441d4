package jobs

import (
	"context"
	"errors"
	"fmt"
	"net/textproto"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/fetch"
)

// How long traces of a letter are looked for before a person is asked, and how
// long a tick looks for them.
const (
	tracePatience = 20 * time.Minute
	traceWithin   = 15 * time.Second
)

// leavesTraces says that the settings let a letter leave a trace that we can
// find ourselves; without, a person is asked at once.
func (w work) leavesTraces() bool { return w.Settings.CopyTo != "" || w.Settings.SentFolders }

// traced looks for the secret of a letter in a mail: only who got the letter,
// or a server that carries it, knows it. So the relay did take it. A failed
// delivery is bounce's.
func (w work) traced(m mail) error {
	for _, secret := range tokensIn(m.msg, returnMark, w.Settings.ReturnPath) {
		l, err := store.LetterByReturn(w.ctx, w.tx, hashed(secret))
		if err := w.tracedLetter(l.ID, err, "a mail came to its secret return address"); err != nil {
			return err
		}
	}
	for _, token := range answerTokens(m.msg, w.Settings.AnswerTo) {
		t, err := store.TokenByHash(w.ctx, w.tx, hashed(token))
		if err := w.tracedLetter(t.LetterID, err, "somebody answered it"); err != nil {
			return err
		}
	}
	return nil
}

func (w work) tracedLetter(id int64, found error, how string) error {
	if errors.Is(found, store.ErrNotFound) {
		return nil
	}
	if found != nil {
		return found
	}
	l, err := store.LetterByID(w.ctx, w.tx, id)
	if err != nil || l.State != recognition.Unknown {
		return err
	}
	if l, err = w.lockLetter(id); err != nil {
		return err
	}
	return w.arrived(l, how)
}

// arrived records that a letter of which nobody knew did leave. One that is
// being sent is left to its submission, which knows better.
func (w work) arrived(l store.Letter, how string) error {
	if l.State != recognition.Unknown {
		return nil
	}
	if err := store.EndLetter(w.ctx, w.tx, l.ID, recognition.Unknown, recognition.Accepted, how, w.now); err != nil {
		return err
	}
	var about *store.Nomination
	if l.NominationID != nil {
		n, err := store.LockNomination(w.ctx, w.tx, *l.NominationID)
		if err != nil {
			return err
		}
		about = &n
		if err := store.ClearTrouble(w.ctx, w.tx, "nomination:"+n.Public()); err != nil {
			return err
		}
	}
	if err := w.audit("letter found", goodword, about, &l.ID, how); err != nil {
		return err
	}
	if err := w.did(about, &l.ID, "letter %d did leave: %s", l.ID, how); err != nil {
		return err
	}
	if err := store.ClearTrouble(w.ctx, w.tx, fmt.Sprintf("letter:%d", l.ID)); err != nil {
		return err
	}
	l.State = recognition.Accepted
	return w.accepted(l)
}

// ownCopy takes the copy of a letter that we sent to ourselves: it proves that
// the letter left, and has no other effect. Whoever sends one without the
// letter's secret has sent nothing of ours.
func (w work) ownCopy(m mail) (verdict, bool, error) {
	if m.Mark == "" || m.msg.Root == nil || len(m.msg.Root.All(returnHeader)) != 1 {
		return verdict{}, false, nil
	}
	secret, ok := w.secretOf(m.msg.Root.Get(returnHeader))
	if !ok {
		return verdict{}, false, nil
	}
	found, err := store.LetterByReturn(w.ctx, w.tx, hashed(secret))
	if errors.Is(err, store.ErrNotFound) {
		return verdict{}, false, nil
	}
	if err != nil || m.Mark != fmt.Sprintf("letter-%d", found.ID) {
		return verdict{}, false, err
	}
	l, err := w.lockLetter(found.ID)
	if err != nil {
		return verdict{}, false, err
	}
	if l.State == recognition.Unknown {
		return taken(recognition.TakenMachine, "the copy of letter %d, which did leave", l.ID), true, w.arrived(l, "its copy came back to us")
	}
	if w.Settings.CopyTo == "" || !neverTwice(l) {
		return verdict{}, false, nil
	}
	return taken(recognition.TakenMachine, "the copy of letter %d that we sent to ourselves", l.ID), true, nil
}

// reconcile looks for traces of letters of which nobody knows whether they
// left, and asks for a person when none was found in time.
func (d *Desk) reconcile(ctx context.Context) error {
	return errors.Join(d.seek(ctx), d.giveUpSeeking(ctx))
}

// seek looks into the folders in which servers keep what is sent.
func (d *Desk) seek(ctx context.Context) error {
	var letters []store.Sought
	err := d.tx(ctx, func(w work) (err error) {
		for _, box := range w.Boxes {
			if box.Sent != "" {
				letters, err = store.SeekLetters(w.ctx, w.tx, w.now, tracePatience, tickBatch)
				return err
			}
		}
		return nil
	})
	if err != nil || len(letters) == 0 {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, traceWithin)
	defer cancel()
	var errs []error
	for _, box := range d.Boxes {
		if box.Sent == "" {
			continue
		}
		seen, err := d.copiesIn(limited, box, letters)
		errs = append(errs, err)
		for _, id := range seen {
			errs = append(errs, d.tx(ctx, func(w work) error {
				l, err := w.lockLetter(id)
				if err != nil {
					return err
				}
				return w.arrived(l, "its copy is in the folder "+box.Sent)
			}))
		}
	}
	return errors.Join(errs...)
}

// copiesIn lists which of these letters have a copy in a Sent folder.
func (d *Desk) copiesIn(ctx context.Context, box Box, letters []store.Sought) (seen []int64, err error) {
	wanted, since := map[string]int64{}, letters[0].SendingAt
	for _, l := range letters {
		wanted[string(l.ReturnHash)] = l.ID
		if l.SendingAt.Before(since) {
			since = l.SendingAt
		}
	}
	_, err = fetch.Copies(ctx, box.Settings, box.Sent, since, []string{returnHeader}, func(h textproto.MIMEHeader) bool {
		if secret, ok := d.secretOf(h.Get(returnHeader)); ok {
			if id, ok := wanted[string(hashed(secret))]; ok {
				seen = append(seen, id)
			}
		}
		return false
	})
	return seen, err
}

// giveUpSeeking asks for a person where no trace was found in time.
func (d *Desk) giveUpSeeking(ctx context.Context) error {
	return d.tx(ctx, func(w work) error {
		lost, err := store.LostLetters(w.ctx, w.tx, w.now.Add(-tracePatience), tickBatch)
		if err != nil {
			return err
		}
		for _, l := range lost {
			if err := w.needsPerson(l, recognition.Unknown, "no trace of it was found: ask its reader, then `goodword resolve GW-… sent` or `resend`. "+l.Outcome); err != nil {
				return err
			}
		}
		return nil
	})
}
