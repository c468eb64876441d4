package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse/part"
	"goodword/mail/send"
	"goodword/templates"
)

// DeliverArgs delivers one letter.
type DeliverArgs struct {
	Letter int64 `json:"letter"`
}

// Kind is River's name of the job; it never changes.
func (DeliverArgs) Kind() string { return "deliver" }

// InsertOpts sends delivery to its own queue, once: while the relay is slow,
// every tick finds the same letters due.
func (DeliverArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueDeliver, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unfinished()}}
}

// deliver has one letter leave under two commits of its own.
func (d *Desk) deliver(ctx context.Context, id int64) error {
	var envelope string
	var letter store.Letter
	leaves := false
	hears := d.places.hears()
	defer hears.over()
	err := d.tx(ctx, func(w work) error {
		var err error
		letter, err = w.lockLetter(id)
		if err != nil {
			return err
		}
		envelope, leaves, err = w.enterSending(&letter)
		return err
	})
	if err != nil || !leaves {
		return err
	}
	letter.Attempts++ // as entering counted
	// Its turn has passed: this process was told to stop, or slept so that the letter may be
	// another's by now, or the relay wants to be left alone.
	if ctx.Err() != nil || hears.asked() {
		return d.notTried(ctx, letter)
	}
	submitting, end := context.WithTimeout(ctx, d.Times.Submission)
	defer end()
	outcome := d.submit(submitting, envelope, letter)
	hears.tell(outcome)
	d.Log.Info("submitted a letter", "letter", id, "kind", letter.Kind, "outcome", string(outcome.Result), "code", outcome.Code)
	// The outcome is recorded even when the service is told to stop meanwhile.
	recording, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Times.recording())
	defer cancel()
	if outcome.Result == send.Accepted && nothingFollows(letter) {
		return d.recordAccepted(recording, letter, outcome)
	}
	return d.record(recording, func(w work) error { return w.ended(letter, outcome) })
}

// errNotTried is the error of a letter that entered sending and is back in the queue.
var errNotTried = errors.New("the letter was not given to the relay and is back in the queue")

// notTried puts a letter back of which the relay was given nothing.
func (d *Desk) notTried(ctx context.Context, l store.Letter) error {
	recording, cancel := context.WithTimeout(context.WithoutCancel(ctx), d.Times.recording())
	defer cancel()
	if err := d.putBack(recording, []leaving{{letter: l}}); err != nil {
		return fmt.Errorf("put letter %d back, which was not given to the relay: %w", l.ID, err)
	}
	return errNotTried
}

// nothingFollows says that nothing is to be done once a letter was accepted, as with
// most letters; accepted does it for the others.
func nothingFollows(l store.Letter) bool {
	return l.OverName == goodword && slices.Contains(togetherKinds(), l.Kind)
}

// recordAccepted is record for a letter from which nothing follows: one statement,
// which changes nothing when somebody gave the letter up meanwhile.
func (d *Desk) recordAccepted(ctx context.Context, l store.Letter, o send.Outcome) error {
	now := d.Now().UTC().Truncate(time.Microsecond)
	return retried(ctx, func() error {
		return store.InTx(ctx, d.Pool, func(tx store.Tx) error {
			return store.AcceptLetter(ctx, tx, l.ID, l.Attempts, o.String(), now)
		})
	})
}

// record writes an outcome down.
func (d *Desk) record(ctx context.Context, do func(work) error) error {
	return retried(ctx, func() error { return d.tx(ctx, do) })
}

// retried does again at once what the database ended to undo a deadlock: an
// outcome that is lost is a letter of which nobody knows.
func retried(ctx context.Context, do func() error) (err error) {
	for range 3 {
		if err = do(); err == nil || !store.NotToBlame(err) || ctx.Err() != nil {
			break
		}
	}
	return err
}

// submit hands a letter to the relay; what is never sent twice goes to us as
// well where the settings say so, in the same transaction.
func (d *Desk) submit(ctx context.Context, envelope string, l store.Letter) send.Outcome {
	if copier, ok := d.Relay.(copySubmitter); ok && d.Settings.CopyTo != "" && neverTwice(l) {
		return copier.SubmitCopy(ctx, envelope, l.ToAddress, d.Settings.CopyTo, l.Raw)
	}
	return d.Relay.Submit(ctx, envelope, l.ToAddress, l.Raw)
}

// neverTwice says that a letter is never sent again by itself.
func neverTwice(l store.Letter) bool {
	return l.Kind == string(templates.LetterThankYou) || l.OverName == string(recognition.CEO)
}

// lockLetter locks a letter after its nomination: who commands something locks
// them in that order too, and nobody waits in a circle.
func (w work) lockLetter(id int64) (store.Letter, error) {
	about, err := store.LetterAbout(w.ctx, w.tx, id)
	if err != nil {
		return store.Letter{}, err
	}
	if about != nil {
		if _, err := store.LockNomination(w.ctx, w.tx, *about); err != nil {
			return store.Letter{}, err
		}
	}
	return store.LockLetter(w.ctx, w.tx, id)
}

// lockOutcome is lockLetter for what changes how a letter ended: that of a
// digest changes the nominations it announces.
func (w work) lockOutcome(id int64) (store.Letter, error) {
	l, err := store.LetterByID(w.ctx, w.tx, id)
	if err != nil {
		return l, err
	}
	if l.Kind == string(templates.LetterDigest) {
		args, err := decodeArgs[digestArgs](&l)
		if err != nil {
			return l, err
		}
		slices.Sort(args.Going)
		for _, n := range args.Going {
			if _, err := store.LockNomination(w.ctx, w.tx, n); err != nil {
				return l, err
			}
		}
	}
	return w.lockLetter(id)
}

// enterSending lets a letter leave, if it may: it is rendered, its bytes are
// stored, and from here on the same bytes are submitted, never others.
func (w work) enterSending(l *store.Letter) (envelope string, leaves bool, err error) {
	if l.State != recognition.Queued || l.NotBefore.After(w.now) {
		return "", false, nil
	}
	if waits, err := store.LetterWaits(w.ctx, w.tx, l.ID); err != nil || waits {
		return "", false, err
	}
	if l.Kind == string(templates.LetterThankYou) || l.OverName == string(recognition.CEO) {
		if ok, err := w.mayUseName(l); err != nil || !ok {
			return "", false, err
		}
	}
	if slices.Contains(customerKinds(), l.Kind) {
		if ok, err := w.mayWriteCustomer(l); err != nil || !ok {
			return "", false, err
		}
	}
	if ok, err := w.withinCaps(l); err != nil || !ok {
		return "", false, err
	}
	if l.Raw != nil {
		if anew, err := w.toldTooMuch(l); err != nil || anew {
			return "", false, err
		}
		if settled, err := store.SettledLetter(w.ctx, w.tx, l.ID); err != nil || settled {
			return "", false, errors.Join(err, w.cancel(l, "its question was settled while it waited to be sent again"))
		}
		envelope, err = w.returnPathOf(l.Raw)
		if err != nil {
			return "", false, err
		}
		return envelope, true, store.ResumeSending(w.ctx, w.tx, l.ID, w.now)
	}
	if err := w.chooseWording(l); err != nil {
		return "", false, err
	}
	sent, envelope, err := w.render(l)
	if errors.Is(err, errNothingToSay) {
		return "", false, store.EndLetter(w.ctx, w.tx, l.ID, l.State, recognition.Cancelled, err.Error(), w.now)
	}
	if err != nil {
		return "", false, fmt.Errorf("render letter %d (%s): %w", l.ID, l.Kind, err)
	}
	l.Raw = sent.Raw
	return envelope, true, store.EnterSending(w.ctx, w.tx, l.ID, sent, w.now)
}

// wordingYears is for how long no two letters of a team read alike.
const wordingYears = 2

// chooseWording words a letter of which there are several unlike those that the
// reader's team got: colleagues show each other their letters. It is chosen as the
// letter leaves, for what two decide at once would be worded alike.
func (w work) chooseWording(l *store.Letter) error {
	variety := w.Letters.Variety(templates.Letter(l.Kind), l.Language)
	if variety <= 1 {
		return nil
	}
	got, err := store.TeamWordings(w.ctx, w.tx, l.Kind, l.ToAddress, l.Language, w.now.AddDate(-wordingYears, 0, 0))
	if err != nil {
		return err
	}
	l.Wording = recognition.NextWording(got, variety)
	return store.SetWording(w.ctx, w.tx, l.ID, l.Wording)
}

// render makes the bytes of a letter, its tokens included.
func (w work) render(l *store.Letter) (store.Sent, string, error) {
	c, err := w.compose(l)
	if err != nil {
		return store.Sent{}, "", err
	}
	secret, err := w.newToken()
	if err != nil {
		return store.Sent{}, "", err
	}
	envelope := plus(w.Settings.ReturnPath, returnMark, secret)
	c.letter.Headers[returnHeader] = envelope
	raw, err := send.Compose(c.letter)
	if err != nil {
		return store.Sent{}, "", err
	}
	sent := store.Sent{Subject: c.letter.Subject, MessageID: c.letter.MessageID, ReturnHash: hashed(secret), Raw: raw}
	if l.OverName != goodword {
		signer := c.signer
		if signer == 0 {
			signer = w.people.Leader(recognition.Leader(l.OverName))
		}
		sent.SignedBy = &signer
	}
	return sent, envelope, nil
}

// returnHeader carries the secret return address inside the letter: some
// relays rewrite the envelope's.
const returnHeader = "X-Goodword-Return"

// returnPathOf reads the envelope's sender back from the bytes of a letter.
func (w work) returnPathOf(raw []byte) (string, error) {
	root, _ := part.Parse(raw)
	for _, f := range root.Fields {
		if f.Name == returnHeader {
			return f.Value, nil
		}
	}
	return "", fmt.Errorf("the stored letter has no %s field: send it anew", returnHeader)
}

// composed is a letter ready to be turned into bytes.
type composed struct {
	letter send.Letter
	signer int64 // of several Chief People Officers; 0 for whoever leads
}

// compose fills a letter's view, renders it and addresses it.
func (w work) compose(l *store.Letter) (composed, error) {
	token, err := w.newToken()
	if err != nil {
		return composed{}, err
	}
	frame := w.frame(l, token)
	built, err := w.build(l, frame)
	if err != nil {
		return composed{}, err
	}
	if built.purpose == "" && l.PersonID != nil {
		built.purpose = asksNothing
	}
	if built.purpose != "" {
		t := store.Token{Purpose: built.purpose, LetterID: l.ID, NominationID: l.NominationID, PersonID: *l.PersonID,
			CreatedAt: w.now, ExpiresAt: w.now.AddDate(0, 0, built.days)}
		if err := w.putToken(hashed(token), t); err != nil {
			return composed{}, err
		}
	}
	if built.customer {
		t := store.CustomerToken{LetterID: l.ID, NominationID: *l.NominationID, CreatedAt: w.now, ExpiresAt: w.now.AddDate(0, 0, built.days)}
		if err := store.PutCustomerToken(w.ctx, w.tx, hashed(token), t); err != nil {
			return composed{}, err
		}
	}
	rendered, err := w.Letters.Render(built.view, l.Language, l.Wording)
	if err != nil {
		return composed{}, err
	}
	answer := frame.Answer
	if built.answerTo != "" {
		answer = built.answerTo
	}
	domain := address.Domain(w.Settings.AnswerTo)
	out := send.Letter{From: built.from, ReplyTo: address.Mailbox{Address: answer}, To: address.Mailbox{Name: frame.Reader.Name, Address: l.ToAddress},
		Subject: rendered.Subject, MessageID: answerMark + token + "@" + domain, Date: w.now, Text: rendered.Text, HTML: rendered.HTML,
		Headers: map[string]string{}, Attachments: built.attachments, AutoSubmitted: true, Mark: fmt.Sprintf("letter-%d", l.ID)}
	if built.answers != "" {
		out.InReplyTo, out.References = built.answers, []string{built.answers}
	}
	return composed{out, built.signer}, nil
}

// asksNothing is the purpose of a token in a letter that expects no answer: one
// that comes all the same is known for what it is.
const asksNothing = "none"

// frame is what every letter has.
func (w work) frame(l *store.Letter, token string) templates.Frame {
	f := templates.Frame{Company: w.Settings.Company, Answer: plus(w.Settings.AnswerTo, answerMark, token)}
	f.Reader = templates.Reader{Address: l.ToAddress, Lang: l.Language, Location: w.Settings.Place.Location}
	if l.PersonID != nil {
		p := w.people.person(*l.PersonID)
		f.Reader.Name, f.Reader.Given, f.Reader.Family, f.Reader.Country = p.Name, p.Given, p.Family, p.Country
		f.Reader.Speaks, f.Reader.Location = p.Language, w.people.place(p.ID).Location
	}
	return f
}

func decodeArgs[T any](l *store.Letter) (T, error) {
	var args T
	if err := json.Unmarshal(l.Args, &args); err != nil {
		return args, fmt.Errorf("read what letter %d (%s) is to say: %w", l.ID, l.Kind, err)
	}
	return args, nil
}
