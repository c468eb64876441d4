package jobs

import (
	"context"
	"fmt"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/parse"
)

// beforeRestore sets a mail aside that a database which is gone may have acted
// on: it came before a backup was brought back, and the backup does not know what
// was made of it. What machines write changes no decision and is read as ever.
func (w work) beforeRestore(m mail) (verdict, bool, error) {
	switch m.msg.Kind {
	case parse.KindBounce, parse.KindAutoReply, parse.KindReport, parse.KindReaction, parse.KindCalendar, parse.KindReceipt, parse.KindBulk:
		return verdict{}, false, nil
	}
	at, err := store.RestoredAt(w.ctx, w.tx)
	if err != nil || at.IsZero() || m.Mark != "" {
		return verdict{}, false, err
	}
	if back := m.in.ReadmittedAt; back != nil && back.After(at) {
		return verdict{}, false, nil
	}
	came := m.in.StoredAt
	if m.in.InternalDate != nil && came.After(at) {
		came = *m.in.InternalDate
	}
	if came.After(at) {
		return verdict{}, false, nil
	}
	return aside("it came before a backup was brought back on %s, and may have been acted on: readmit it if nothing came of it", at.Format(time.DateTime)), true, w.traced(m)
}

// WriteDue writes whatever is due by the calendar at this moment, such as today's
// digest, and lets none of it leave: restoring a backup has it held afterwards.
func (d *Desk) WriteDue(ctx context.Context) error {
	for _, write := range schedules() {
		if err := d.tx(ctx, write); err != nil {
			return err
		}
	}
	for _, each := range eachReader() {
		for before := -1; ; {
			left := 0
			if err := d.tx(ctx, func(w work) error {
				due, err := each.due(w)
				left = len(due)
				return err
			}); err != nil {
				return err
			}
			if left == 0 || left == before {
				break
			}
			before = left
			if err := d.oneByOne(ctx, each.due, each.write); err != nil {
				return err
			}
		}
	}
	return nil
}

// Release lets something go on that waits since a backup was brought back, on an
// operator's word that nothing came of it in the time that is lost.
func (d *Desk) Release(ctx context.Context, name, by string) error {
	return d.tx(ctx, func(w work) error {
		row, n, err := w.waiting(name)
		if err != nil {
			return err
		}
		if err := w.audit("let go after a restore", by, n, row.LetterID, ""); err != nil {
			return err
		}
		if n != nil {
			return store.ReleaseNomination(w.ctx, w.tx, n.ID, w.now)
		}
		return store.ReleaseLetter(w.ctx, w.tx, *row.LetterID, w.now)
	})
}

// Drop ends something that waits since a backup was brought back, on an
// operator's word: it left or was settled in the time that is lost, or is not
// wanted any more. A nomination is withdrawn; nobody gets a letter about it.
func (d *Desk) Drop(ctx context.Context, name, by string) error {
	return d.tx(ctx, func(w work) error {
		row, n, err := w.waiting(name)
		if err != nil {
			return err
		}
		const why = "ended in the time that a restored backup does not know"
		if n == nil {
			if err := w.endWaiting(*row.LetterID, why); err != nil {
				return err
			}
			if err := w.audit("letter dropped after a restore", by, nil, row.LetterID, why); err != nil {
				return err
			}
			return store.ReleaseLetter(w.ctx, w.tx, *row.LetterID, w.now)
		}
		if err := w.endLettersOf(n, why); err != nil {
			return err
		}
		if recognition.Allowed(n.State, recognition.Withdrawn) == nil {
			if err := w.move(n, recognition.Withdrawn, by, why); err != nil {
				return err
			}
		} else if err := w.audit("letters dropped after a restore", by, n, nil, why); err != nil {
			return err
		}
		return w.settled(n)
	})
}

// Sent ends an approved nomination whose thank-you left in the time that is
// lost, on an operator's word. Whoever was told of it then is not told again.
func (d *Desk) Sent(ctx context.Context, name, by string) error {
	return d.tx(ctx, func(w work) error {
		_, n, err := w.waiting(name)
		if err != nil {
			return err
		}
		if n == nil || n.State != recognition.Approved {
			return fmt.Errorf("%s is no nomination that was approved when the backup was made; where its thank-you left all the same, drop it", name)
		}
		const why = "the thank-you left in the time that a restored backup does not know"
		if err := w.endLettersOf(n, why); err != nil {
			return err
		}
		if err := w.move(n, recognition.Thanked, by, why); err != nil {
			return err
		}
		return w.settled(n)
	})
}

// waiting finds what an operator names and locks it; the nomination is nil for a
// letter about none.
func (w work) waiting(name string) (store.WaitingRow, *store.Nomination, error) {
	row, err := store.WaitingByName(w.ctx, w.tx, name)
	if err != nil || row.NominationID == nil {
		return row, nil, err
	}
	n, err := store.LockNomination(w.ctx, w.tx, *row.NominationID)
	return row, &n, err
}

// settled ends what was asked about a nomination, and its waiting.
func (w work) settled(n *store.Nomination) error {
	if n.State.Ended() {
		if err := store.CloseAsks(w.ctx, w.tx, n.ID, w.now); err != nil {
			return err
		}
		if err := store.SettleTokens(w.ctx, w.tx, n.ID, w.now); err != nil {
			return err
		}
	}
	return store.ReleaseNomination(w.ctx, w.tx, n.ID, w.now)
}

// endLettersOf cancels the letters about a nomination that have not left.
func (w work) endLettersOf(n *store.Nomination, why string) error {
	letters, err := store.LettersOf(w.ctx, w.tx, n.ID)
	for _, l := range letters {
		if err == nil && l.State == recognition.Queued {
			err = w.endWaiting(l.ID, why)
		}
	}
	return err
}

func (w work) endWaiting(id int64, why string) error {
	return store.EndLetter(w.ctx, w.tx, id, recognition.Queued, recognition.Cancelled, why, w.now)
}
