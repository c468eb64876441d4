package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition/tone"
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
	in      store.Inbound
	u       Understanding
	content []byte // contentHash
}

// readTogether reads mails in one transaction, since a commit for many costs what
// one for each does, and gives those that are left. It takes those that ask for
// nothing but rows of their own: what answers a letter, or changes the directory, is
// read alone. Whatever goes wrong with one undoes all of it and counts against
// none: each is then read alone, which finds the one to blame.
func (d *Desk) readTogether(ctx context.Context, ids []int64) (left []int64) {
	defer d.hurry.begin(time.Now())()
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
				list = append(list, understood{in, u, contentHash(u.Message)})
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
// is no letter of ours that may be looked up, and changes nothing that the others go by.
func (d *Desk) together(u Understanding) bool {
	switch u.Message.Kind {
	case parse.KindUnreadable:
		return false
	case parse.KindBounce: // one that returns what may be a secret of ours changes a letter
		if u.Message.Bounce != nil && len(tokensWithin(string(u.Message.Bounce.OriginalHeader), mostTokens)) > 0 {
			return false
		}
	case parse.KindAutoReply: // one that says until when somebody is away changes whom the others ask
		if u.Message.Absence != nil && !u.Message.Absence.Until.IsZero() {
			return false
		}
	}
	ours := u.Mark != "" && u.Message.Root != nil && len(u.Message.Root.All(returnHeader)) > 0
	return !ours && len(answerTokens(u.Message, d.Settings.AnswerTo)) == 0 &&
		len(tokensIn(u.Message, returnMark, d.Settings.ReturnPath)) == 0
}

// takeAll takes mails for something, one after another, and gives those it took. One
// that was read or changed meanwhile, or that comes again in somebody else's hands,
// is left out. What they have inserted is drafted first and written together; a
// mail for which that cannot be done is taken after the others.
func (w work) takeAll(list []understood) (done []int64, err error) {
	list, err = w.lockAll(list)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	w.twinsLocked = true
	drafts, err := store.NewDrafts(w.ctx, w.tx, draftMails(list), likelyNominations(list))
	if err != nil {
		return nil, err
	}
	endings := map[int64]*ending{}
	for _, m := range list {
		if endings[m.in.ID], err = w.draft(drafts, m); err != nil {
			return nil, fmt.Errorf("take mail %d: %w", m.in.ID, err)
		}
	}
	alone, err := drafts.Write(w.ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range list {
		if !slices.Contains(alone, m.in.ID) {
			w.ending.add(*endings[m.in.ID])
		}
		done = append(done, m.in.ID)
	}
	for _, m := range list {
		if slices.Contains(alone, m.in.ID) {
			if err := w.takeOne(m.in, m.u); err != nil {
				return nil, fmt.Errorf("take mail %d: %w", m.in.ID, err)
			}
		}
	}
	return done, nil
}

// lockAll gives those of the mails that are this transaction's to read.
func (w work) lockAll(list []understood) (ours []understood, err error) {
	ids, keys := make([]int64, len(list)), make([][]byte, len(list))
	for i := range list {
		ids[i], keys[i] = list[i].in.ID, twinKey(list[i].u.Message, list[i].content)
	}
	locked, err := store.LockUnread(w.ctx, w.tx, ids)
	if err != nil {
		return nil, err
	}
	alone, err := store.TryTwins(w.ctx, w.tx, keys)
	if err != nil {
		return nil, err
	}
	for i, m := range list {
		if alone[i] && slices.Contains(locked, m.in.ID) {
			ours = append(ours, m)
		}
	}
	return ours, nil
}

// draft takes one mail for something without a statement, and gives what is left
// for the end. Where that cannot be done the mail is dropped from the drafts.
func (w work) draft(drafts *store.Drafts, m understood) (*ending, error) {
	w.tx, w.ending = drafts, &ending{}
	drafts.Turn(m.draft())
	err := w.takeOne(m.in, m.u)
	switch {
	case errors.Is(err, store.ErrAlone):
		drafts.Drop()
	case err != nil:
		return nil, err
	default:
		drafts.Keep()
	}
	return w.ending, nil
}

// draft is the mail as drafts know it.
func (m understood) draft() store.DraftMail {
	return store.DraftMail{ID: m.in.ID, SHA256: m.in.SHA256, Content: m.content, MessageID: clean(m.u.Message.MessageID)}
}

func draftMails(list []understood) []store.DraftMail {
	mails := make([]store.DraftMail, len(list))
	for i, m := range list {
		mails[i] = m.draft()
	}
	return mails
}

// likelyNominations guesses how many nominations the mails open: one for each that
// passes words on or praises.
func likelyNominations(list []understood) (n int) {
	for _, m := range list {
		if personal(m.u.Message.Kind) && (m.u.Message.Forwarded != nil || m.u.Tone.Tone == tone.Praise || m.u.Tone.Tone == tone.Mixed) {
			n++
		}
	}
	return n
}
