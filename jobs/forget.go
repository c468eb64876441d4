package jobs

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/address"
)

// Forgotten counts what forgetting somebody removed, or would remove.
type Forgotten struct {
	Address     string `json:"address"`
	Employee    bool   `json:"employee"`
	Mails       int    `json:"mails"`       // whose bytes and readings go, and that are removed from their mailboxes
	Nominations int    `json:"nominations"` // whose words go
	Withdrawn   int    `json:"withdrawn"`   // of those, how many were still under way
	Letters     int    `json:"letters"`     // whose bytes and words go
	Delivered   int    `json:"delivered"`   // of those, how many were handed to the relay: their copies are out of reach
	Cancelled   int    `json:"cancelled"`   // letters that will not leave
	OnTheirWay  int    `json:"on_their_way"`
	Scrubbed    int    `json:"scrubbed"` // further values that named them
	Sealed      int    `json:"sealed"`   // audit entries whose words are gone, salted hashes kept
}

// forgetBatch is how many mails are looked through at once.
const forgetBatch = 200

// belongings are everything in the database that belongs to somebody.
type belongings struct {
	addresses   []string
	employee    *store.Person
	traces      traces
	nominations []store.Nomination
	own         []int64 // mails they sent
	mails       []int64 // those, and others in which they are named
	about       []int64 // letters to them, or about their words alone
	letters     []int64 // those, and others in which they are named
}

func (r belongings) nominationIDs() []int64 {
	ids := []int64{}
	for _, n := range r.nominations {
		ids = append(ids, n.ID)
	}
	return ids
}

// Forget removes a customer's data from the database: mails, nominations,
// letters, and every value elsewhere that names them (promise 21). With
// employee it is somebody of the directory who left. A dry run only counts. The
// mails are removed from their mailboxes by Expunge, afterwards.
func (d *Desk) Forget(ctx context.Context, who, by string, employee, dry bool) (f Forgotten, err error) {
	who = address.Fold(strings.TrimSpace(who))
	if !strings.Contains(who, "@") {
		return f, fmt.Errorf("%q is no address", who)
	}
	var r belongings
	if err := d.tx(ctx, func(w work) (err error) {
		r, err = w.reachOf(who, employee)
		return err
	}); err != nil {
		return f, err
	}
	if err := d.search(ctx, &r); err != nil {
		return f, err
	}
	err = d.tx(ctx, func(w work) error {
		f = Forgotten{Address: who, Employee: employee, Mails: len(r.mails), Nominations: len(r.nominations)}
		if err := w.forget(&r, by, &f); err != nil {
			return err
		}
		if dry {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		return f, nil
	}
	return f, err
}

// errDry rolls a dry run back: what would be done is done, counted, and undone.
var errDry = errors.New("a dry run")

// reachOf finds what rows say belongs to somebody.
func (w work) reachOf(who string, employee bool) (r belongings, err error) {
	person, known := w.people.withAddress(who)
	switch {
	case employee && !known:
		return r, fmt.Errorf("%s is not in the directory; for a customer, leave out --employee", who)
	case employee && person.Active:
		return r, fmt.Errorf("%s is in the directory as somebody who works here; import the directory without them first, then forget", who)
	case !employee && known:
		return r, fmt.Errorf("%s is in the directory; people who left are forgotten with --employee", who)
	case !employee && w.people.internal(who), !employee && slices.ContainsFunc(w.ourAddresses(), func(a string) bool { return address.Same(a, who) }):
		return r, fmt.Errorf("%s is an address of the company's own, not a customer's", who)
	}
	if employee {
		return w.reachOfEmployee(person)
	}
	r.addresses = []string{who}
	if r.nominations, err = store.CustomersNominations(w.ctx, w.tx, who); err != nil {
		return r, err
	}
	if r.own, err = store.MailsOfAddress(w.ctx, w.tx, r.addresses); err != nil {
		return r, err
	}
	if r.traces, err = w.tracesOfCustomer(who, r.nominations, r.own); err != nil {
		return r, err
	}
	about, err := store.MailsAbout(w.ctx, w.tx, r.nominationIDs())
	if err != nil {
		return r, err
	}
	r.mails = merged(r.own, about)
	r.about, err = store.LettersAbout(w.ctx, w.tx, r.nominationIDs(), r.mails, r.addresses)
	r.letters = slices.Clone(r.about)
	return r, err
}

// reachOfEmployee finds what is kept of somebody who left: the mails they sent,
// the letters they got, and their name wherever it stands. The customers' words
// about them stay with the company until retention: they are the customers'.
func (w work) reachOfEmployee(p store.Person) (r belongings, err error) {
	r.employee = &p
	r.addresses = append([]string{strings.ToLower(p.Address)}, p.Aliases...)
	for i, a := range r.addresses {
		r.addresses[i] = strings.ToLower(a)
	}
	shared, err := store.NamedElsewhere(w.ctx, w.tx, []string{p.Name}, p.Address)
	if err != nil {
		return r, err
	}
	unique := []string{p.Name}
	if len(shared) > 0 {
		unique = nil
	}
	r.traces = tracesOf(r.addresses, unique, nil, nil)
	if r.own, err = store.MailsOfAddress(w.ctx, w.tx, r.addresses); err != nil {
		return r, err
	}
	r.mails = r.own
	r.about, err = store.LettersAbout(w.ctx, w.tx, nil, nil, r.addresses)
	r.letters = r.about
	return r, err
}

func merged(a, b []int64) []int64 {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// search looks through the bytes of every mail and letter: answers quote, and
// digests name many. A leaver is looked for in their own mails alone.
func (d *Desk) search(ctx context.Context, r *belongings) error {
	if r.employee != nil {
		return nil
	}
	for _, stored := range []struct {
		list func(context.Context, store.Tx, int64, int) ([]store.Trace, error)
		into *[]int64
	}{{store.MailsAfter, &r.mails}, {store.LettersAfter, &r.letters}} {
		for last := int64(0); ; {
			var batch []store.Trace
			if err := store.InTx(ctx, d.Pool, func(tx store.Tx) (err error) {
				batch, err = stored.list(ctx, tx, last, forgetBatch)
				return err
			}); err != nil {
				return err
			}
			for _, t := range batch {
				last = t.ID
				if !slices.Contains(*stored.into, t.ID) && r.traces.in(textOf(t.Raw)) {
					*stored.into = append(*stored.into, t.ID)
				}
			}
			if len(batch) < forgetBatch {
				break
			}
		}
		slices.Sort(*stored.into)
	}
	return nil
}

// forget removes what was found. Nominations are locked before anything else,
// as everybody does.
func (w work) forget(r *belongings, by string, f *Forgotten) error {
	for i := range r.nominations {
		n, err := store.LockNomination(w.ctx, w.tx, r.nominations[i].ID)
		if err != nil {
			return err
		}
		r.nominations[i] = n
	}
	for i := range r.nominations {
		if err := w.endForgotten(&r.nominations[i], by, f); err != nil {
			return err
		}
	}
	if err := w.forgetLetters(r, f); err != nil {
		return err
	}
	if err := store.ForgetMails(w.ctx, w.tx, r.mails, false, true, w.now); err != nil {
		return err
	}
	if err := store.ForgetMails(w.ctx, w.tx, r.own, true, true, w.now); err != nil {
		return err
	}
	ids := r.nominationIDs()
	if r.employee == nil {
		if err := store.ForgetNominations(w.ctx, w.tx, ids, w.now); err != nil {
			return err
		}
		if err := store.SettleAllTokens(w.ctx, w.tx, ids, w.now); err != nil {
			return err
		}
	} else if err := store.ForgetPerson(w.ctx, w.tx, r.employee.ID, r.addresses); err != nil {
		return err
	}
	return w.forgetElsewhere(r, ids, by, f)
}

func (w work) forgetElsewhere(r *belongings, nominations []int64, by string, f *Forgotten) error {
	scrubbed, err := store.Scrub(w.ctx, w.tx, r.traces.pattern)
	if err != nil {
		return err
	}
	sealed, err := store.ForgetAudit(w.ctx, w.tx, nominations, r.letters, r.mails, r.traces.pattern)
	if err != nil {
		return err
	}
	actors, err := store.ForgetActor(w.ctx, w.tx, r.addresses)
	if err != nil {
		return err
	}
	f.Scrubbed, f.Sealed = int(scrubbed), int(sealed+actors)
	what := "customer forgotten"
	if r.employee != nil {
		what = "employee who left forgotten"
	}
	hash, err := w.saltedHash(r.addresses[0])
	if err != nil {
		return err
	}
	return w.audit(what, by, nil, nil, fmt.Sprintf("%s: %d mails, %d nominations, %d letters", hash, f.Mails, f.Nominations, f.Letters))
}

// saltedHash lets whoever knows an address prove that it was forgotten, and nobody learn it.
func (w work) saltedHash(a string) (string, error) {
	var salt [16]byte
	if _, err := io.ReadFull(w.Random, salt[:]); err != nil {
		return "", fmt.Errorf("draw a salt: %w", err)
	}
	return fmt.Sprintf("salt %x, sha256 of salt and address %x", salt, sha256.Sum256(append(salt[:], a...))), nil
}

// endForgotten takes a nomination that is under way back; nobody is written to.
func (w work) endForgotten(n *store.Nomination, by string, f *Forgotten) error {
	switch n.State {
	case recognition.Unclear, recognition.Awaiting, recognition.Approved, recognition.Held, recognition.Stuck:
	default:
		return nil
	}
	f.Withdrawn++
	if err := w.move(n, recognition.Withdrawn, by, "the customer is forgotten"); err != nil {
		return err
	}
	if err := store.ClearTrouble(w.ctx, w.tx, "nomination:"+n.Public()); err != nil {
		return err
	}
	return store.CloseAsks(w.ctx, w.tx, n.ID, w.now)
}

func (w work) forgetLetters(r *belongings, f *Forgotten) error {
	for _, id := range r.letters {
		l, err := store.LetterByID(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		if l.SendingAt != nil {
			f.Delivered++
		}
		if err := store.ClearTrouble(w.ctx, w.tx, fmt.Sprintf("letter:%d", id)); err != nil {
			return err
		}
	}
	cancelled, err := store.CancelQueued(w.ctx, w.tx, r.about, store.Forgotten, w.now)
	if err != nil {
		return err
	}
	under, err := store.ForgetLetters(w.ctx, w.tx, r.letters, w.now)
	f.Letters, f.Cancelled, f.OnTheirWay = len(r.letters), int(cancelled), int(under)
	return err
}
