package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"github.com/riverqueue/river"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse"
	"goodword/mail/parse/vouch"
	"goodword/mail/send"
	"goodword/templates"
)

// ReadArgs reads stored mails.
type ReadArgs struct {
	Mails []int64 `json:"mails"`
}

// Kind is River's name of the job; it never changes.
func (ReadArgs) Kind() string { return "read" }

type readWorker struct {
	river.WorkerDefaults[ReadArgs]
	desk *Desk
}

// InsertOpts lets a job outlive many processes: a mail that waits is not to wait
// until somebody finds that its job was given up.
func (ReadArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{MaxAttempts: readAttempts} }

// readAttempts is for how long reading is tried again after the database's
// trouble, or the death of a process; what is wrong with a mail itself ends sooner.
const readAttempts = 10_000

// Work reads mails together where it can, and each of the rest in a transaction of
// its own; what was read before stays as it is, so the job may run any number of times.
// When it is tried again, because of one of them maybe, each is read alone.
func (r *readWorker) Work(ctx context.Context, job *river.Job[ReadArgs]) error {
	read, mails := r.desk.read, job.Args.Mails
	if job.Attempt > suspectFrom {
		read = r.desk.readSuspect
	}
	if job.Attempt == 1 && len(mails) > 1 {
		mails = r.desk.readTogether(ctx, mails)
	}
	var errs []error
	for _, id := range mails {
		if err := read(ctx, id); err != nil {
			errs = append(errs, fmt.Errorf("read mail %d: %w", id, err))
		}
	}
	return failed(ctx, r.desk.Log, job.ID, job.Kind, errors.Join(errs...))
}

// mostFailures is after how many failed attempts a mail is set aside.
const mostFailures = 3

// read takes one stored mail for something. A mail that cannot be read is set
// aside with the reason; only trouble of the database is tried again.
func (d *Desk) read(ctx context.Context, id int64) error { return d.readAfter(ctx, id, nil) }

// readAfter is read that asks begin, where it is not nil, once nothing is waited
// for any more: false leaves the mail.
func (d *Desk) readAfter(ctx context.Context, id int64, begin func() (bool, error)) error {
	err := d.readOnce(ctx, id, begin)
	if err == nil || ctx.Err() != nil {
		return err
	}
	failures := 0
	counting := d.tx(ctx, func(w work) (err error) {
		failures, err = store.FailInbound(w.ctx, w.tx, id)
		return err
	})
	if counting != nil || store.NotToBlame(err) || store.Temporary(err) && failures < mostFailures {
		return errors.Join(err, counting)
	}
	d.Log.Error("a mail is set aside: it cannot be read", "mail", id, "error", err)
	return d.tx(ctx, func(w work) error {
		return store.Take(w.ctx, w.tx, id, store.Taken{Disposition: string(recognition.SetAside),
			Reason: clean(fmt.Sprintf("reading failed %d times: %v", failures, err))}, w.now)
	})
}

// From which attempt on it is noted which mail of a job is being read, and how
// many processes may end over one before it is set aside.
const (
	suspectFrom = 3
	mostDeaths  = 5
)

// readSuspect reads a mail of a job that was given up again and again: should
// it be this one that ends the process each time, it is set aside. It counts from
// when it has its turn: the mail before which it waits may be the one.
func (d *Desk) readSuspect(ctx context.Context, id int64) error {
	begun := 0
	begin := func() (bool, error) {
		err := d.tx(ctx, func(w work) (err error) {
			if begun, err = store.BeginReading(w.ctx, w.tx, id); err != nil || begun <= mostDeaths {
				return err
			}
			w.Log.Error("a mail is set aside: processes end while they read it", "mail", id, "times", begun-1)
			return store.Take(w.ctx, w.tx, id, store.Taken{Disposition: string(recognition.SetAside),
				Reason: fmt.Sprintf("%d processes ended while they read it: somebody should look at it by hand", begun-1)}, w.now)
		})
		return begun > 0 && begun <= mostDeaths, err
	}
	err := d.readAfter(ctx, id, begin)
	if begun == 0 || begun > mostDeaths {
		return err
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Times.recording())
	defer cancel()
	return errors.Join(err, d.tx(ending, func(w work) error { return store.EndReading(w.ctx, w.tx, id) }))
}

// readFor is for how long one mail may keep its job, and so the others in it.
const readFor = 15 * time.Second

// understandWithin gives up on a mail that takes too long; what still works on
// it ends by itself, as its caps and the resolver's own limits see to.
func understandWithin(ctx context.Context, most time.Duration, raw []byte, how Reading) (Understanding, error) {
	type read struct {
		u     Understanding
		fault any
	}
	done := make(chan read, 1)
	go func() {
		var r read
		defer func() {
			if r.fault = recover(); r.fault != nil {
				r.fault = fmt.Sprintf("%v\n%s", r.fault, debug.Stack())
			}
			done <- r
		}()
		r.u = Understand(raw, how)
	}()
	limit := time.NewTimer(most)
	defer limit.Stop()
	select {
	case r := <-done:
		if r.fault != nil {
			panic(r.fault)
		}
		return r.u, nil
	case <-limit.C:
		return Understanding{}, fmt.Errorf("reading took longer than %s", most)
	case <-ctx.Done():
		return Understanding{}, ctx.Err()
	}
}

// hugeMail is from how many bytes on mails are read one at a time in this process:
// reading takes several times their size.
const hugeMail = 4 << 20

func (d *Desk) readOnce(ctx context.Context, id int64, begin func() (bool, error)) (err error) {
	defer func() {
		if p := recover(); p != nil {
			d.Log.Error("reading a mail panicked", "mail", id, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			err = fmt.Errorf("a fault in goodword itself: %v", p)
		}
	}()
	var in store.Inbound
	var trust vouch.Rules
	if err := store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
		if in, err = store.InboundUnder(ctx, tx, id, hugeMail); err == nil {
			trust, err = d.Trust(ctx, tx)
		}
		return err
	}); err != nil || in.Disposition != nil {
		return err
	}
	if in.Size >= hugeMail {
		select {
		case d.huge <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err() // the job comes again
		}
		defer func() { <-d.huge }()
		defer runtime.GC() // before the next one comes
	}
	if begin != nil {
		if goes, err := begin(); err != nil || !goes {
			return err
		}
	}
	if in.Size >= hugeMail {
		if err := store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
			in, err = store.InboundByID(ctx, tx, id)
			return err
		}); err != nil || in.Disposition != nil {
			return err
		}
	}
	// Outside a transaction: reading may look up a key in the DNS.
	u, err := understandWithin(ctx, readFor, in.Raw, Reading{Trust: trust, Now: d.Now()})
	if err != nil {
		return err
	}
	return d.tx(ctx, func(w work) error {
		locked, err := store.LockInbound(w.ctx, w.tx, id)
		if err != nil || locked.Disposition != nil {
			return err
		}
		locked.Raw = in.Raw
		return w.takeOne(locked, u)
	})
}

// takeOne records what a locked mail is taken for, and all that follows.
func (w work) takeOne(in store.Inbound, u Understanding) error {
	w.cause = in.ID
	m := mail{Understanding: u, in: in, msg: u.Message, role: w.Settings.Mailboxes[in.Mailbox]}
	m.sender, _ = w.people.withAddress(m.from().Address)
	content := contentHash(m.msg)
	v, err := w.take(m, content)
	if err != nil {
		return err
	}
	w.Log.Info("read a mail", "mail", in.ID, "kind", string(m.msg.Kind), "disposition", string(v.disposition))
	return store.Take(w.ctx, w.tx, in.ID, store.Taken{MessageID: clean(m.msg.MessageID), From: clean(m.from().Address), Subject: clean(m.msg.Subject),
		Kind: string(m.msg.Kind), Tone: string(m.Tone.Tone), Language: m.msg.Language, Vouched: m.Sender.Vouched, VouchedBy: m.Sender.By,
		ContentHash: content, Disposition: string(v.disposition), Reason: clean(v.reason)}, w.now)
}

// clean keeps what PostgreSQL's text refuses out of a column.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// mostReceived is how many servers a mail may have passed before it counts as going in circles.
const mostReceived = 50

// take finds the one thing a mail is taken for, and lets its effects follow.
func (w work) take(m mail, content []byte) (verdict, error) {
	if m.in.Problem != "" {
		return aside("the mail server would not give it: %s", m.in.Problem), nil
	}
	if v, before, err := w.beforeRestore(m); err != nil || before {
		return v, err
	}
	if m.in.TooLarge {
		return w.tooLarge(m)
	}
	if m.msg.Kind == parse.KindBounce {
		return w.bounce(m)
	}
	if err := w.traced(m); err != nil {
		return verdict{}, err
	}
	if v, ours, err := w.ownCopy(m); err != nil || ours {
		return v, err
	}
	if m.Mark != "" {
		return aside("a letter of ours came back (%s %s)", send.MarkHeader, m.Mark), nil
	}
	if m.msg.Received > mostReceived && m.in.ReadmittedAt == nil {
		return aside("it passed %d servers: it goes in circles", m.msg.Received), nil
	}
	if v, again, err := w.again(m, content); err != nil || again {
		return v, err
	}
	switch m.msg.Kind {
	case parse.KindAutoReply:
		return w.absence(m)
	case parse.KindUnreadable:
		return w.unreadable(m)
	case parse.KindReport, parse.KindReaction, parse.KindCalendar, parse.KindReceipt, parse.KindBulk:
		return taken(recognition.TakenMachine, "%s: %s", m.msg.Kind, m.msg.KindReason), nil
	}
	if m.Spam != "" && m.in.ReadmittedAt == nil {
		return aside("marked as spam on its way (%s)", m.Spam), nil
	}
	for _, token := range answerTokens(m.msg, w.Settings.AnswerTo) {
		t, err := store.TokenByHash(w.ctx, w.tx, hashed(token))
		if err == nil {
			return w.takeAnswer(m, t)
		}
		if !errors.Is(err, store.ErrNotFound) {
			return verdict{}, err
		}
		if v, ours, err := w.customerAnswered(m, token); err != nil || ours {
			return v, err
		}
	}
	return w.takeNew(m)
}

// takeNew handles a mail that answers none of our letters.
func (w work) takeNew(m mail) (verdict, error) {
	if len(m.msg.From) != 1 {
		return aside("it has %d From addresses", len(m.msg.From)), nil
	}
	if m.sender.ID != 0 && m.sender.Active {
		if m.msg.Kind == parse.KindReply && numberForm.MatchString(m.msg.Subject) {
			return aside("it answers %s, but carries no token of ours: answer the letter itself", numberForm.FindString(m.msg.Subject)), nil
		}
		// A nomination may come unproven: it only asks. One that our own server
		// calls forged, or whose From is none, waits for a person.
		if forged := m.Sender.Denied || m.Sender.From.Address == ""; forged && m.in.ReadmittedAt == nil {
			return aside("%s did not send it, as it seems: %s", m.sender.Address, m.Sender.Reason), nil
		}
		return w.fromEmployee(m)
	}
	switch {
	case w.people.internal(m.from().Address):
		return w.notKnown(m)
	case m.role == Nominations:
		return aside("the nominations address takes mail of people in the directory; %s is not: import them, or point customers to the compliments address", m.from().Address), nil
	}
	return w.fromCustomer(m)
}

func (w work) tooLarge(m mail) (verdict, error) {
	v := aside("%d bytes, over the limit of %d: only its header is kept", m.in.Size, w.Settings.MaxSize)
	return v, w.sendBack(m, templates.LetterTooLarge, returnedArgs{Subject: m.msg.Subject, Received: m.in.StoredAt, Size: m.in.Size})
}

func (w work) unreadable(m mail) (verdict, error) {
	v := aside("no text could be had of it: %s", m.msg.KindReason)
	why := templates.UnreadableBroken
	switch {
	case strings.Contains(m.msg.KindReason, "winmail"):
		why = templates.UnreadableWinmail
	case strings.Contains(m.msg.KindReason, "encrypt"):
		why = templates.UnreadableEncrypted
	case strings.TrimSpace(m.msg.Text) == "":
		why = templates.UnreadableEmpty
	}
	return v, w.sendBack(m, templates.LetterUnreadable, returnedArgs{Subject: m.msg.Subject, Received: m.in.StoredAt, Why: why})
}

func (w work) notKnown(m mail) (verdict, error) {
	v := aside("%s is of our own domain but not in the directory: import them, then readmit this mail", m.from().Address)
	return v, w.sendBack(m, templates.LetterNotKnown, returnedArgs{Subject: m.msg.Subject, Received: m.in.StoredAt})
}

// sendBack tells a proven internal sender why their mail was not taken. Nobody else is told.
func (w work) sendBack(m mail, kind templates.Letter, args returnedArgs) error {
	if !m.Sender.Vouched || !w.people.internal(m.from().Address) {
		return nil
	}
	p := post{kind: kind, slot: fmt.Sprintf("%s:%d", kind, w.cause), to: m.sender.ID, args: args}
	if m.sender.ID == 0 { // once a day: it may be a machine that answers everything
		p.address, p.language = m.from().Address, m.msg.Language
		p.slot = fmt.Sprintf("%s:%s:%s", kind, address.Fold(p.address), w.Settings.Place.Date(w.now))
	}
	_, err := w.post(p)
	return err
}

// absence notes until when a person is away, so that somebody else is asked.
func (w work) absence(m mail) (verdict, error) {
	switch {
	case m.msg.Absence == nil || m.msg.Absence.Until.IsZero():
		return taken(recognition.TakenMachine, "an automatic answer: %s", m.msg.KindReason), nil
	case m.sender.ID == 0 || !m.Sender.Vouched || len(m.msg.From) != 1:
		return aside("an absence note whose sender is not proven to be somebody in the directory"), nil
	}
	away := m.msg.Absence
	place := w.people.place(m.sender.ID)
	y, mo, day := away.Until.Date()
	until := time.Date(y, mo, day+1, 0, 0, 0, 0, place.Location) // the end of the last day away
	if !until.After(w.now) {
		return taken(recognition.TakenMachine, "an absence note for a time that is over"), nil
	}
	var deputy *int64
	if p, ok := w.people.withAddress(away.DeputyAddr); ok {
		deputy = &p.ID
	} else if p, ok := w.people.named(away.DeputyName); ok {
		deputy = &p.ID
	}
	if err := store.NoteAbsence(w.ctx, w.tx, m.sender.ID, until, deputy, w.cause, w.now); err != nil {
		return verdict{}, err
	}
	return taken(recognition.TakenAbsence, "%s is away until %s", m.sender.Address, away.Until.Format(time.DateOnly)),
		w.did(nil, nil, "%s counts as away until %s", m.sender.Address, away.Until.Format(time.DateOnly))
}
