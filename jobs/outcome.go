package jobs

import (
	"fmt"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/send"
	"goodword/templates"
)

// ended records how a submission ended and what follows from it.
func (w work) ended(l store.Letter, o send.Outcome) error {
	fresh, err := w.lockOutcome(l.ID)
	if err != nil {
		return err
	}
	if fresh.State != recognition.Sending || fresh.Attempts != l.Attempts {
		return nil // the tick gave it up meanwhile, and somebody else may be sending it
	}
	said := o.String()
	switch o.Result {
	case send.Accepted:
		if err := store.EndLetter(w.ctx, w.tx, l.ID, recognition.Sending, recognition.Accepted, said, w.now); err != nil {
			return err
		}
		if err := store.ClearTrouble(w.ctx, w.tx, "smtp"); err != nil {
			return err
		}
		return w.accepted(fresh)
	case send.Temporary:
		if err := store.NoteTrouble(w.ctx, w.tx, "smtp", said, w.now); err != nil {
			return err
		}
		next, err := w.nextTry(fresh, o)
		if err != nil {
			return err
		}
		return store.RequeueLetter(w.ctx, w.tx, l.ID, recognition.Sending, said, next)
	case send.Refused:
		return w.fails(fresh, recognition.Refused, said)
	default:
		return w.unknown(fresh, said)
	}
}

// unknown: what goes over the CEO's name is never sent again by itself; any
// other letter is, byte for byte the same.
func (w work) unknown(l store.Letter, said string) error {
	if neverTwice(l) {
		return w.fails(l, recognition.Unknown, said)
	}
	return store.RequeueLetter(w.ctx, w.tx, l.ID, recognition.Sending, said, w.now.Add(retryAfter(l.Attempts)))
}

// retryAfter spreads the tries of a letter over days: 1, 2, 4 … minutes, six hours at most.
func retryAfter(attempts int) time.Duration {
	return min(time.Minute<<min(max(attempts-1, 0), 10), 6*time.Hour)
}

// accepted follows up on a letter that the relay took.
func (w work) accepted(l store.Letter) error {
	switch templates.Letter(l.Kind) {
	case templates.LetterThankYou:
		return w.thanked(&l, goodword, "the thank-you was accepted by the relay")
	case templates.LetterOwnWords:
		n, err := store.LockNomination(w.ctx, w.tx, *l.NominationID)
		if err != nil {
			return err
		}
		args, err := decodeArgs[ownWordsArgs](&l)
		if err != nil {
			return err
		}
		return w.wordsLeft(&n, args.Words, l.InboundID)
	case templates.LetterCustomerWords, templates.LetterTriviaWon:
		return store.VoucherLeft(w.ctx, w.tx, l.ID)
	case templates.LetterDigest:
		return w.announce(l)
	}
	return nil
}

// thanked follows up on a thank-you that left: those who took part are told.
func (w work) thanked(l *store.Letter, by, why string) error {
	n, err := store.LockNomination(w.ctx, w.tx, *l.NominationID)
	if err != nil {
		return err
	}
	if recognition.Allowed(n.State, recognition.Thanked) != nil {
		return nil // forgotten meanwhile
	}
	if err := w.move(&n, recognition.Thanked, by, why); err != nil {
		return err
	}
	if l.OverName == string(recognition.CEO) {
		own, err := store.LeaderWords(w.ctx, w.tx, n.ID, w.signerOf(l))
		if err != nil {
			return err
		}
		within, err := store.WordsMail(w.ctx, w.tx, n.ID)
		if err != nil {
			return err
		}
		if err := w.wordsLeft(&n, own, within); err != nil {
			return err
		}
	}
	if err := w.tellOutcome(&n, outcomeArgs{Result: templates.ResultThanked, At: w.now, Letter: l.ID}); err != nil {
		return err
	}
	return w.tellCustomer(&n)
}

// signerOf gives the leader whose name a letter bears.
func (w work) signerOf(l *store.Letter) int64 {
	if l.SignedBy != nil {
		return *l.SignedBy
	}
	return w.people.Leader(recognition.Leader(l.OverName))
}

// fails records that a letter did not arrive, or may not have.
func (w work) fails(l store.Letter, to recognition.LetterState, said string) error {
	if err := store.EndLetter(w.ctx, w.tx, l.ID, l.State, to, said, w.now); err != nil {
		return err
	}
	if l.Kind == string(templates.LetterOwnWords) && to != recognition.Unknown {
		return w.wordsReturned(&l)
	}
	if to == recognition.Unknown && w.leavesTraces() {
		w.Log.Warn("nobody knows whether a letter left; its traces are looked for", "letter", l.ID, "kind", l.Kind)
	} else if err := w.needsPerson(l, to, said); err != nil {
		return err
	}
	if l.Kind == string(templates.LetterDigest) && to == recognition.Bounced {
		return w.unseen(l)
	}
	if l.Kind != string(templates.LetterThankYou) {
		return nil
	}
	n, err := store.LockNomination(w.ctx, w.tx, *l.NominationID)
	if err != nil {
		return err
	}
	if to == recognition.Bounced {
		if err := w.wordsStay(&n); err != nil {
			return err
		}
	}
	if recognition.Allowed(n.State, recognition.Stuck) != nil { // sent again in vain, or forgotten
		return nil
	}
	told := n.State == recognition.Thanked
	if err := w.move(&n, recognition.Stuck, goodword, "the thank-you was "+string(to)+": "+said); err != nil || !told {
		return err
	}
	return w.tellOutcome(&n, outcomeArgs{Result: templates.ResultReturned, Letter: l.ID}) // the nominator heard that it had left
}

// needsPerson shows a letter in status until somebody looks at it.
func (w work) needsPerson(l store.Letter, state recognition.LetterState, said string) error {
	w.Log.Warn("a letter needs a person", "letter", l.ID, "kind", l.Kind, "state", string(state))
	return store.NoteTrouble(w.ctx, w.tx, fmt.Sprintf("letter:%d", l.ID), fmt.Sprintf("%s letter to %s: %s", l.Kind, l.ToAddress, said), w.now)
}
