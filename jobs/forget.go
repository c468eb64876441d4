package jobs

import (
	"cmp"
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
	Quoting     int    `json:"quoting"`     // mails of others that quote them: their stored bytes go, their mailboxes keep them
	Nominations int    `json:"nominations"` // whose words go
	Withdrawn   int    `json:"withdrawn"`   // of those, how many were still under way
	Letters     int    `json:"letters"`     // whose bytes and words go
	Delivered   int    `json:"delivered"`   // of those, how many were handed to the relay: their copies are out of reach
	Cancelled   int    `json:"cancelled"`   // letters that will not leave
	OnTheirWay  int    `json:"on_their_way"`
	Scrubbed    int    `json:"scrubbed"`  // further values that named them
	Sealed      int    `json:"sealed"`    // audit entries whose words are gone, salted hashes kept
	UnderWay    int    `json:"under_way"` // others' nominations and letters under way that name a leaver: they and the leaver's row stay until these have ended

	Going   []store.Sender `json:"going,omitempty"`        // a dry run's: whose the mails are
	Quoters []store.Sender `json:"going_quotes,omitempty"` // a dry run's: whose the mails are that lose their stored bytes
	Staying []store.Sender `json:"staying,omitempty"`      // mails of others that name or quote them, and are left as they are
}

// forgetBatch is how many mails are looked through at once.
const forgetBatch = 200

// belongings are everything in the database that belongs to somebody.
type belongings struct {
	addresses   []string
	employee    *store.Person
	traces      traces
	nominations []store.Nomination
	ending      []store.Nomination // of a leaver, still under way: nobody is left to thank
	own         []int64            // mails they sent
	gone        []int64            // those, and colleagues' forwards of them that hold nobody else's
	quoting     []int64            // others' mails whose stored bytes quote them
	stay        []int64            // others' mails that name or quote them, and are not touched
	sources     []int64            // mails that their nominations came of
	linked      []int64            // mails that decided about those, or had an effect on them
	about       []int64            // letters to them, or about their words alone
	digests     []int64            // letters that name them among others
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
		f = Forgotten{Address: who, Employee: employee, Mails: len(r.gone), Quoting: len(r.quoting), Nominations: len(r.nominations)}
		if err := w.list(r, &f, dry); err != nil {
			return err
		}
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
	if err == nil {
		err = d.dropLeftOver(ctx) // the last: what retention took meanwhile was not searched
	}
	return f, err
}

// list names the mails of others that stay, and for a dry run those that would go.
func (w work) list(r belongings, f *Forgotten, dry bool) (err error) {
	if f.Staying, err = store.Senders(w.ctx, w.tx, r.stay); err != nil || !dry {
		return err
	}
	if f.Going, err = store.Senders(w.ctx, w.tx, r.gone); err != nil {
		return err
	}
	f.Quoters, err = store.Senders(w.ctx, w.tx, r.quoting)
	return err
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
	if r.linked, err = store.MailsAbout(w.ctx, w.tx, r.nominationIDs()); err != nil {
		return r, err
	}
	r.gone = slices.Clone(r.own)
	for _, n := range r.nominations {
		r.sources = append(r.sources, n.InboundID)
	}
	return r, nil
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
	r.gone = r.own
	if r.ending, err = store.UnderWayFor(w.ctx, w.tx, p.ID); err != nil {
		return r, err
	}
	var ids []int64
	for _, n := range r.ending {
		ids = append(ids, n.ID)
	}
	// To whoever they went: what is asked about somebody who left is settled.
	if r.about, err = store.QueuedAbout(w.ctx, w.tx, ids); err != nil {
		return r, err
	}
	theirs, err := store.LettersAbout(w.ctx, w.tx, nil, nil, r.addresses)
	r.about = append(r.about, theirs...)
	slices.Sort(r.about)
	r.about = slices.Compact(r.about)
	return r, err
}

// forget removes what was found. Mails, nominations and letters are locked
// before anything is written, in the order in which everybody does: who records
// how a letter ended, or reads a mail, waits, and is not ended by the database.
func (w work) forget(r *belongings, by string, f *Forgotten) error {
	if err := store.LockMails(w.ctx, w.tx, slices.Concat(r.gone, r.own, r.quoting)); err != nil {
		return err
	}
	for _, list := range [][]store.Nomination{r.nominations, r.ending} { // one of them is empty
		slices.SortFunc(list, func(a, b store.Nomination) int { return cmp.Compare(a.ID, b.ID) })
		for i := range list {
			n, err := store.LockNomination(w.ctx, w.tx, list[i].ID)
			if err != nil {
				return err
			}
			list[i] = n
		}
	}
	if err := store.LockLetters(w.ctx, w.tx, slices.Concat(r.about, r.digests)); err != nil {
		return err
	}
	for i := range r.nominations {
		if err := w.endForgotten(&r.nominations[i], by, "the customer is forgotten", f); err != nil {
			return err
		}
	}
	for i := range r.ending {
		if err := w.endForgotten(&r.ending[i], by, "the nominee left and is forgotten", f); err != nil {
			return err
		}
		if err := store.SettleTokens(w.ctx, w.tx, r.ending[i].ID, w.now); err != nil {
			return err
		}
	}
	if err := w.forgetLetters(r, f); err != nil {
		return err
	}
	if err := store.ForgetMails(w.ctx, w.tx, r.gone, false, true, w.now); err != nil {
		return err
	}
	if err := store.ForgetMails(w.ctx, w.tx, r.own, true, true, w.now); err != nil {
		return err
	}
	if err := store.ForgetBytes(w.ctx, w.tx, r.quoting); err != nil {
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
	} else if err := w.forgetPerson(r, f); err != nil {
		return err
	}
	return w.forgetElsewhere(r, ids, by, f)
}

// forgetPerson empties the row of somebody who left, unless words under way name
// them, which would leave with holes: then it can be asked for again.
func (w work) forgetPerson(r *belongings, f *Forgotten) (err error) {
	if f.UnderWay, err = store.NamedUnderWay(w.ctx, w.tx, r.traces.pattern); err != nil || f.UnderWay > 0 {
		return err
	}
	return store.ForgetPerson(w.ctx, w.tx, r.employee.ID, r.addresses)
}

func (w work) forgetElsewhere(r *belongings, nominations []int64, by string, f *Forgotten) error {
	scrubbed, err := w.scrub(r)
	if err != nil {
		return err
	}
	if err := w.finish(); err != nil { // what this said of them is sealed as well
		return err
	}
	sealed, err := store.ForgetAudit(w.ctx, w.tx, nominations, r.about, r.gone, r.traces.pattern)
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

func (w work) scrub(r *belongings) (int64, error) {
	if r.employee != nil {
		return store.Scrub(w.ctx, w.tx, r.traces.pattern)
	}
	return store.ScrubCustomer(w.ctx, w.tx, store.Scrubbing{Pattern: r.traces.pattern, Addresses: r.traces.address,
		Mails: slices.Concat(r.gone, r.quoting), Letters: slices.Concat(r.about, r.digests)})
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
func (w work) endForgotten(n *store.Nomination, by, why string, f *Forgotten) error {
	switch n.State {
	case recognition.Unclear, recognition.Awaiting, recognition.Approved, recognition.Held, recognition.Stuck:
	default:
		return nil
	}
	f.Withdrawn++
	if err := w.move(n, recognition.Withdrawn, by, why); err != nil {
		return err
	}
	if err := store.ClearTrouble(w.ctx, w.tx, "nomination:"+n.Public()); err != nil {
		return err
	}
	return store.CloseAsks(w.ctx, w.tx, n.ID, w.now)
}

func (w work) forgetLetters(r *belongings, f *Forgotten) error {
	for _, id := range slices.Concat(r.about, r.digests) {
		l, err := store.LetterByID(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		if l.SendingAt != nil {
			f.Delivered++
		}
	}
	for _, id := range r.about {
		if err := store.ClearTrouble(w.ctx, w.tx, fmt.Sprintf("letter:%d", id)); err != nil {
			return err
		}
	}
	cancelled, err := store.CancelQueued(w.ctx, w.tx, r.about, store.Forgotten, w.now)
	if err != nil {
		return err
	}
	all := slices.Concat(r.about, r.digests)
	under, err := store.ForgetLetters(w.ctx, w.tx, all, w.now)
	f.Letters, f.Cancelled, f.OnTheirWay = len(all), int(cancelled), int(under)
	return err
}
