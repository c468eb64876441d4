package jobs

import (
	"context"
	"fmt"
	"slices"
	"time"

	"goodword/internal/store"
	"goodword/mail/parse"
	"goodword/mail/parse/vouch"
)

const (
	// largeMail is from how many bytes on a mail is read alone: those read together are in memory at once.
	largeMail = 256 << 10
	// understandFor is for how long mails are understood that are read together; the rest is read alone.
	understandFor = 10 * time.Second
)

// understood is a mail that was read and not yet taken for anything.
type understood struct {
	in store.Inbound
	u  Understanding
}

// readTogether reads mails in one transaction, since a commit for many costs what
// one for each does, and gives those that are left. It takes those that ask for
// nothing but rows of their own: what answers a letter, or changes the directory, is
// read alone. Whatever goes wrong with one undoes all of it and counts against
// none: each is then read alone, which finds the one to blame.
func (d *Desk) readTogether(ctx context.Context, ids []int64) (left []int64) {
	list, err := d.understandAll(ctx, ids)
	if err != nil || len(list) < 2 || ctx.Err() != nil {
		return ids
	}
	var done []int64
	err = d.tx(ctx, func(w work) (err error) {
		done, err = w.takeAll(list)
		return err
	})
	if err != nil {
		d.Log.Info("mails are read one by one: together they could not be", "mails", len(list), "error", err)
		return ids
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return slices.Contains(done, id) })
}

// understandAll understands the mails that may be read together, outside a transaction.
func (d *Desk) understandAll(ctx context.Context, ids []int64) (list []understood, err error) {
	var stored []store.Inbound
	var trust vouch.Rules
	if err := store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
		if stored, err = store.UnreadOf(ctx, tx, ids, largeMail); err == nil {
			trust, err = d.Trust(ctx, tx)
		}
		return err
	}); err != nil {
		return nil, err
	}
	began := time.Now()
	for _, in := range stored {
		if time.Since(began) > understandFor {
			return list, nil
		}
		err := d.withoutPanic(func() error {
			u, err := understandWithin(ctx, readFor, in.Raw, Reading{Trust: trust, Now: d.Now()})
			if err == nil && d.together(u) {
				list = append(list, understood{in, u})
			}
			return err
		})
		if err != nil {
			d.Log.Info("a mail is read alone", "mail", in.ID, "error", err)
		}
	}
	return list, nil
}

// together says whether a mail can be read with others: it carries no answer,
// is no letter of ours, and changes nothing that the others go by.
func (d *Desk) together(u Understanding) bool {
	switch u.Message.Kind {
	case parse.KindBounce, parse.KindAutoReply, parse.KindUnreadable:
		return false
	}
	return u.Mark == "" && len(answerTokens(u.Message, d.Settings.AnswerTo)) == 0 &&
		len(tokensIn(u.Message, returnMark, d.Settings.ReturnPath)) == 0
}

// takeAll takes mails for something, one after another, and gives those it took. One
// that was read or changed meanwhile, or that comes again in somebody else's hands,
// is left out.
func (w work) takeAll(list []understood) (done []int64, err error) {
	ids, keys := make([]int64, len(list)), make([][]byte, len(list))
	for i, m := range list {
		ids[i], keys[i] = m.in.ID, twinKey(m.u.Message, contentHash(m.u.Message))
	}
	locked, err := store.LockUnread(w.ctx, w.tx, ids)
	if err != nil {
		return nil, err
	}
	alone, err := store.TryTwins(w.ctx, w.tx, keys)
	if err != nil {
		return nil, err
	}
	w.twinsLocked = true
	for i, m := range list {
		if !alone[i] || !slices.Contains(locked, m.in.ID) {
			continue
		}
		if err := w.takeOne(m.in, m.u); err != nil {
			return nil, fmt.Errorf("take mail %d: %w", m.in.ID, err)
		}
		done = append(done, m.in.ID)
	}
	return done, nil
}
