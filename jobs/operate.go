package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/templates"
)

// SetPause stops or resumes all mail over the CEO's name on somebody's word.
// It gives false where nothing changed.
func (d *Desk) SetPause(ctx context.Context, by string, pause bool) (changed bool, err error) {
	err = d.tx(ctx, func(w work) (err error) {
		changed, err = w.setPause(by, 0, pause)
		return err
	})
	return changed, err
}

// Readmit reads a mail that was set aside once more.
func (d *Desk) Readmit(ctx context.Context, id int64, by string) error {
	return d.tx(ctx, func(w work) error {
		w.cause = id
		if err := store.Readmit(w.ctx, w.tx, id, w.now); err != nil {
			return err
		}
		if err := w.audit("mail readmitted", by, nil, nil, ""); err != nil {
			return err
		}
		if err := w.did(nil, nil, "brought back by %s", by); err != nil {
			return err
		}
		return w.enqueue(ReadArgs{Mails: []int64{id}})
	})
}

// Resolve says what became of the thank-you of a nomination that is stuck, or,
// where none is, of the CEO's own words after it of which nobody knows: it was
// sent after all, or is sent again as a new letter.
func (d *Desk) Resolve(ctx context.Context, number int64, sent bool, by string) error {
	return d.tx(ctx, func(w work) error {
		found, err := store.NominationByNumber(w.ctx, w.tx, number)
		if err != nil {
			return err
		}
		n, err := store.LockNomination(w.ctx, w.tx, found.ID)
		if err != nil {
			return err
		}
		if n.State != recognition.Stuck {
			return w.resolveWords(&n, sent, by)
		}
		if err := store.ClearTrouble(w.ctx, w.tx, "nomination:"+n.Public()); err != nil {
			return err
		}
		last, err := w.lastThanks(&n)
		if err != nil {
			return err
		}
		if last != nil {
			if err := store.ClearTrouble(w.ctx, w.tx, fmt.Sprintf("letter:%d", last.ID)); err != nil {
				return err
			}
		}
		if sent {
			return w.resolvedSent(&n, last, by)
		}
		return w.resolvedResend(&n, last, by)
	})
}

// lastThanks gives the newest thank-you of a nomination, whatever its state.
func (w work) lastThanks(n *store.Nomination) (*store.Letter, error) {
	letters, err := store.LettersOf(w.ctx, w.tx, n.ID)
	for i := len(letters) - 1; i >= 0; i-- {
		if letters[i].Kind == string(templates.LetterThankYou) {
			return &letters[i], err
		}
	}
	return nil, err
}

func (w work) resolvedSent(n *store.Nomination, last *store.Letter, by string) error {
	if last == nil || last.State != recognition.Unknown {
		return errors.New("its thank-you is not one of which nobody knows whether it arrived; only resend is possible")
	}
	if err := store.EndLetter(w.ctx, w.tx, last.ID, recognition.Unknown, recognition.Accepted, "sent, says "+by, w.now); err != nil {
		return err
	}
	return w.thanked(last, by, "the thank-you did arrive")
}

// resolveWords says what became of the CEO's own words of which nobody knows.
func (w work) resolveWords(n *store.Nomination, sent bool, by string) error {
	letters, err := store.LettersOf(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(letters, func(l store.Letter) bool {
		return l.Kind == string(templates.LetterOwnWords) && l.State == recognition.Unknown
	})
	if at < 0 {
		return fmt.Errorf("it is %s, and only what is stuck can be resolved, or the CEO's own words of which nobody knows", n.State)
	}
	l := &letters[at]
	args, err := decodeArgs[ownWordsArgs](l)
	if err != nil {
		return err
	}
	if args.Words == "" && !sent {
		return errors.New("what the CEO wrote is forgotten; only sent is possible")
	}
	if err := store.ClearTrouble(w.ctx, w.tx, fmt.Sprintf("letter:%d", l.ID)); err != nil {
		return err
	}
	if err := store.ClearTrouble(w.ctx, w.tx, "nomination:"+n.Public()); err != nil { // an older version noted one
		return err
	}
	to, what := recognition.Accepted, "own words of the CEO did arrive"
	if !sent {
		to, what = recognition.Refused, "own words of the CEO sent again"
	}
	if err := store.EndLetter(w.ctx, w.tx, l.ID, recognition.Unknown, to, what+", says "+by, w.now); err != nil {
		return err
	}
	if err := w.audit(what, by, n, &l.ID, ""); err != nil {
		return err
	}
	if sent {
		return w.wordsLeft(n, args.Words, l.InboundID)
	}
	w.cause = *l.InboundID // the mail that holds the words, as the first time
	_, err = w.postWords(n, l.ApprovalID, args, w.now)
	return err
}

// resolvedResend sends the thank-you as a new letter under the same approval.
// The nomination stays stuck until that one is accepted.
func (w work) resolvedResend(n *store.Nomination, last *store.Letter, by string) error {
	if last != nil && (last.State == recognition.Queued || last.State == recognition.Sending) {
		return errors.New("a new thank-you is on its way already")
	}
	if last != nil && last.State == recognition.Unknown {
		if err := store.EndLetter(w.ctx, w.tx, last.ID, recognition.Unknown, recognition.Refused, "not sent, says "+by, w.now); err != nil {
			return err
		}
	}
	decision, err := store.StandingDecision(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	if err := w.audit("thank-you sent again", by, n, nil, ""); err != nil {
		return err
	}
	_, err = w.post(post{kind: templates.LetterThankYou, slot: fmt.Sprintf("thank_you:%d", n.ID), over: string(w.people.signer(*n.NomineeID)),
		about: n, approval: &decision.ID, to: *n.NomineeID})
	return err
}
