package jobs

import (
	"context"
	"slices"
	"strings"

	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote"
	"goodword/mail/reply"
)

// fate is what forgetting a customer does to a mail that somebody else sent.
type fate int

const (
	untouched fate = iota // it has nothing of theirs
	stays                 // it names or quotes them, and is another's: it is only listed
	quoting               // the database gives up its bytes; the mailbox keeps it
	passedOn              // it passes their mail on, and nobody else's: it goes like their own
)

// search looks through the bytes of every mail and letter: answers quote, and
// digests name many. First it takes from the traces what others said as well. A
// leaver is looked for in their own mails alone.
func (d *Desk) search(ctx context.Context, r *belongings) error {
	if r.employee != nil {
		return nil
	}
	if err := d.saidByOthers(ctx, r); err != nil {
		return err
	}
	err := d.each(ctx, store.MailsAfter, func(w work, t store.Trace) error {
		if slices.Contains(r.own, t.ID) {
			return nil
		}
		f, err := w.fateOf(t, r)
		switch f {
		case stays:
			r.stay = append(r.stay, t.ID)
		case quoting:
			r.quoting = append(r.quoting, t.ID)
		case passedOn:
			r.gone = append(r.gone, t.ID)
		}
		return err
	})
	if err != nil {
		return err
	}
	slices.Sort(r.gone)
	if err := d.tx(ctx, func(w work) (err error) {
		r.about, err = store.LettersAbout(w.ctx, w.tx, r.nominationIDs(), r.gone, r.addresses)
		return err
	}); err != nil {
		return err
	}
	return d.each(ctx, store.LettersAfter, func(w work, t store.Trace) error {
		text := textOf(t.Raw)
		if slices.Contains(r.about, t.ID) || !r.traces.in(text) && !r.traces.near(text) {
			return nil
		}
		l, err := store.LetterByID(w.ctx, w.tx, t.ID)
		if err == nil && (l.NominationID == nil || r.traces.addressed(text)) { // of another's words, only the address is theirs
			r.digests = append(r.digests, t.ID)
		}
		return err
	})
}

// each shows all stored bytes of a kind, some at a time.
func (d *Desk) each(ctx context.Context, list func(context.Context, store.Tx, int64, int) ([]store.Trace, error), show func(work, store.Trace) error) error {
	for last, more := int64(0), true; more; {
		if err := d.tx(ctx, func(w work) error {
			batch, err := list(w.ctx, w.tx, last, forgetBatch)
			if err != nil {
				return err
			}
			more = len(batch) == forgetBatch
			for _, t := range batch {
				last = t.ID
				if err := show(w, t); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// saidByOthers takes from the traces the sentences that stand in a mail or a
// nomination of somebody else, and the names that somebody else bears too.
func (d *Desk) saidByOthers(ctx context.Context, r *belongings) error {
	err := d.each(ctx, store.MailsAfter, func(w work, t store.Trace) error {
		text := textOf(t.Raw)
		if slices.Contains(r.own, t.ID) || !r.traces.in(text) && !r.traces.says(text) {
			return nil
		}
		names, words := w.notTheirs(read(t.Raw, Reading{Now: w.now}).Message, r)
		r.traces.without(names, words)
		return nil
	})
	if err != nil {
		return err
	}
	for last, more := int64(0), true; more; {
		if err := d.tx(ctx, func(w work) error {
			batch, err := store.SaidElsewhere(w.ctx, w.tx, r.nominationIDs(), last, forgetBatch)
			for _, s := range batch {
				last = s.ID
				r.traces.without(nil, []string{unquoted(s.Compliment), s.Note, s.Subject})
			}
			more = len(batch) == forgetBatch
			return err
		}); err != nil {
			return err
		}
	}
	r.traces.compile()
	return nil
}

// notTheirs gives what in a mail others than the customer say, and what they are
// called. What they only quote is not theirs either.
func (w work) notTheirs(m *parse.Message, r *belongings) (names, words []string) {
	for _, from := range m.From {
		names = append(names, from.Name)
	}
	for _, o := range originals(m) {
		if !r.theirs(o) {
			names, words = append(names, o.From.Name), append(words, unquoted(o.Body))
		}
	}
	if m.Forwarded != nil {
		words = append(words, m.Note)
		for i, who := range m.Chain {
			if !slices.Contains(r.addresses, address.Fold(who.Address)) && i < len(m.ChainNote) {
				words = append(words, m.ChainNote[i])
			}
		}
		return names, words
	}
	cut := reply.Cut(m.Lines)
	words = append(words, cut.Own, cut.Signature)
	if !w.ours(fromOf(m)) {
		words = append(words, unquoted(m.Text))
	}
	return names, words
}

// unquoted is a text without the lines that bear quote marks.
func unquoted(text string) string {
	var b strings.Builder
	for _, l := range quote.Lines(text) {
		if l.Depth == 0 {
			b.WriteString(l.Raw + "\n")
		}
	}
	return b.String()
}

// originals are the mails that a mail passes on.
func originals(m *parse.Message) []*forward.Forwarded {
	var all []*forward.Forwarded
	for _, o := range append([]*forward.Forwarded{m.Forwarded, m.Answered}, m.Others...) {
		if o != nil {
			all = append(all, o)
		}
	}
	return all
}

// theirs: by the address, or where the header shows none by a name that nobody else has.
func (r *belongings) theirs(o *forward.Forwarded) bool {
	if o.From.Address == "" {
		return slices.Contains(r.traces.names, level(o.From.Name))
	}
	return slices.Contains(r.addresses, address.Fold(o.From.Address))
}

func fromOf(m *parse.Message) string {
	if len(m.From) == 0 {
		return ""
	}
	return m.From[0].Address
}

// fateOf decides on a mail that is not from the customer. A mail that another
// customer sent is theirs whatever it quotes, and so is what an employee wrote
// by themselves. An answer to a letter of ours quotes that letter, and a
// colleague's forward is the customer's mail.
func (w work) fateOf(t store.Trace, r *belongings) (fate, error) {
	text := textOf(t.Raw)
	about := slices.Contains(r.linked, t.ID)
	if !r.traces.in(text) && !(about && r.traces.says(text)) && !r.traces.near(text) && !slices.Contains(r.sources, t.ID) {
		return untouched, nil
	}
	m := read(t.Raw, Reading{Now: w.now}).Message
	if list, err := store.ReadMails(w.ctx, w.tx, []int64{t.ID}); err != nil || len(list) == 0 {
		return stays, err
	}
	if !personal(m.Kind) && m.Forwarded == nil { // what a machine returns is ours
		return quoting, nil
	}
	if !w.ours(fromOf(m)) {
		return stays, nil
	}
	mine, others := w.passes(m, r)
	kept, err := store.OthersIn(w.ctx, w.tx, t.ID, r.nominationIDs())
	if err != nil {
		return stays, err
	}
	mine = mine || slices.Contains(r.sources, t.ID)
	lost := slices.ContainsFunc(others, func(a string) bool { return !slices.Contains(kept, a) })
	switch {
	case mine && len(others)+len(kept) == 0:
		return passedOn, nil
	case mine && !lost: // what the others said stands in their nominations
		return quoting, nil
	case m.Answers && m.Forwarded == nil && (about || r.traces.in(unowned(m)) || r.traces.near(unowned(m))):
		return quoting, nil
	}
	return stays, nil
}

// unowned is what stands in an answer beside the sender's own words.
func unowned(m *parse.Message) string {
	return strings.Replace(m.Text, reply.Cut(m.Lines).Own, "", 1)
}

// passes says whether an employee's mail passes on one of the customer, and
// which others outside the company it passes on, in small letters.
func (w work) passes(m *parse.Message, r *belongings) (mine bool, others []string) {
	for _, o := range originals(m) {
		switch {
		case r.theirs(o):
			mine = true
		case !w.ours(o.From.Address):
			others = append(others, address.Fold(o.From.Address))
		}
	}
	for i, who := range m.Chain {
		switch {
		case slices.Contains(r.addresses, address.Fold(who.Address)):
			mine = true
		case !w.ours(who.Address) && i < len(m.ChainNote) && strings.TrimSpace(m.ChainNote[i]) != "":
			others = append(others, address.Fold(who.Address))
		}
	}
	return mine, others
}
