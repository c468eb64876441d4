package jobs

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/story"
	"goodword/internal/recognition/tone"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse"
	"goodword/mail/reply"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// provenCustomer says whether an outside address is proven to be the customer's
// who wrote the words: they wrote to us and our server vouches for them, or
// their own signature stands on the original.
func provenCustomer(n *store.Nomination) bool {
	return n.Proof == recognition.ProofDirect || n.Proof == recognition.ProofDKIM
}

// hears says why a letter of ours to the customer of n may not be; "" where it may.
// Only a person outside, whose address is proven or whose letter the CPO let
// go by name, gets one (promise 15).
func (w work) hears(n *store.Nomination) (why templates.Why, err error) {
	if w.Settings.CustomerLetters == 0 {
		return templates.WhyNotYet, nil
	}
	if n.CustomerAddress == "" || n.Proof == recognition.ProofNone || w.ours(n.CustomerAddress) {
		return templates.WhyState, nil
	}
	if provenCustomer(n) {
		return "", nil
	}
	released, err := store.Released(w.ctx, w.tx, n.ID)
	if err != nil || !released {
		return templates.WhyUnproven, err
	}
	return "", nil
}

const customerDays = 30 // within which letters to one customer are counted

// customerKinds are the letters that a customer gets by name, and that are counted.
func customerKinds() []string {
	return []string{string(templates.LetterCustomerHeard), string(templates.LetterCustomerWords), string(templates.LetterTriviaWon)}
}

// enough says that a customer has had as many letters as the settings allow.
func (w work) enough(n *store.Nomination) (bool, error) {
	sent, err := store.CustomerLetters(w.ctx, w.tx, n.CustomerAddress, customerKinds(), w.now.AddDate(0, 0, -customerDays))
	return sent >= w.Settings.CustomerLetters, err
}

// tellCustomer lets the customer know that their words reached the nominee, once
// the thank-you has left; one letter for one mail, whomever it praises.
func (w work) tellCustomer(n *store.Nomination) error {
	if why, err := w.hears(n); err != nil || why != "" {
		return err
	}
	if full, err := w.enough(n); err != nil || full {
		return err
	}
	about := w
	about.cause = n.InboundID // it answers the customer's mail, and show tells so
	_, err := about.post(post{kind: templates.LetterCustomerHeard, slot: fmt.Sprintf("customer_heard:%d:%s", n.InboundID, address.Fold(n.CustomerAddress)),
		over: string(recognition.CPO), about: n, address: n.CustomerAddress, language: n.Language})
	return err
}

// mayWriteCustomer is asked in the transaction in which a letter to a customer
// leaves: what made it allowed may have been taken back, or forgotten.
func (w work) mayWriteCustomer(l *store.Letter) (bool, error) {
	n, err := store.NominationByID(w.ctx, w.tx, *l.NominationID)
	if err != nil {
		return false, err
	}
	why, err := w.hears(&n)
	if err != nil {
		return false, err
	}
	if why != "" || !address.Same(n.CustomerAddress, l.ToAddress) {
		return false, w.cancel(l, "its customer may not be written to any more")
	}
	if l.Kind == string(templates.LetterCustomerHeard) && n.State != recognition.Thanked {
		return false, w.cancel(l, fmt.Sprintf("the nomination is %s", n.State))
	}
	return true, nil
}

func (w work) buildCustomerHeard(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	news, err := store.NewsNow(w.ctx, w.tx, w.now)
	if err != nil {
		return err
	}
	nominee := w.people.person(*n.NomineeID)
	f.Number = "" // it is ours, and says nothing to a customer
	v := templates.CustomerHeard{Frame: f, Customer: templates.Words(n.CustomerName), By: w.people.shown(w.people.Leader(w.people.signer(nominee.ID))),
		News: templates.Words(news.Words)}
	if !nominee.Private {
		if v.Named = templates.Words(nominee.Given); v.Named == "" {
			v.Named = templates.Words(nominee.Name)
		}
	}
	if v.Trivia, err = w.asks(l, n); err != nil {
		return err
	}
	v.Prize = w.Settings.Vouchers.Monthly > 0
	v.Signer, v.Cosigner = w.signsToCustomers(n)
	b.view, b.customer = v, true
	b.signs(w, w.signsAbout(n))
	return nil
}

// signsToCustomers gives the CPO, and who signs beside them: whom the settings name for the nominee's site,
// else whom they name for all. Never the CEO: nothing leaves over that name that mayUseName did not let out,
// and customers' letters are not among it. Nobody signs about themselves.
func (w work) signsToCustomers(n *store.Nomination) (signer, cosigner templates.Person) {
	cpo := w.signsAbout(n)
	asked := []string{w.Settings.Cosigner}
	if n.NomineeID != nil {
		site := strings.ToLower(w.people.person(*n.NomineeID).Site)
		asked = []string{w.Settings.Cosigners[site], w.Settings.Cosigner}
	}
	for _, who := range asked {
		p, ok := w.people.withAddress(who)
		if ok && p.Active && p.ID != cpo && p.ID != w.people.Leader(recognition.CEO) && !w.mayMean(n, p.ID) {
			return w.people.shown(cpo), w.people.shown(p.ID)
		}
	}
	return w.people.shown(cpo), templates.Person{}
}

// customerWordsArgs is what the CPO wrote to a customer.
type customerWordsArgs struct {
	Words    string
	Question bool
}

func (w work) buildCustomerWords(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[customerWordsArgs](l)
	if err != nil {
		return err
	}
	f.Number = ""
	v := templates.CustomerWords{Frame: f, Customer: templates.Words(n.CustomerName), Own: templates.Words(args.Words), Question: args.Question}
	v.Signer, v.Cosigner = w.signsToCustomers(n)
	if !args.Question {
		var err error
		if v.Voucher, err = w.voucherIn(l, f); err != nil {
			return err
		}
	}
	b.view, b.customer = v, true
	b.signs(w, w.signsAbout(n))
	return nil
}

// voucherIn shows the voucher of a letter.
func (w work) voucherIn(l *store.Letter, f templates.Frame) (*templates.VoucherShown, error) {
	voucher, err := store.VoucherIn(w.ctx, w.tx, l.ID)
	if err != nil {
		return nil, err
	}
	shown := &templates.VoucherShown{Code: voucher.Code, Value: money(voucher.Cents, voucher.Currency)}
	if voucher.ExpiresOn != nil { // a day, wherever it is read
		y, mo, d := voucher.ExpiresOn.Date()
		shown.Until = time.Date(y, mo, d, 12, 0, 0, 0, f.Reader.Location)
	}
	return shown, nil
}

// money writes an amount: "25 EUR", "7.50 EUR".
func money(cents int64, currency string) string {
	if cents%100 == 0 {
		return fmt.Sprintf("%d %s", cents/100, currency)
	}
	return fmt.Sprintf("%d.%02d %s", cents/100, cents%100, currency)
}

// customerAnswered looks whether a token is that of a letter to a customer.
func (w work) customerAnswered(m mail, token string) (verdict, bool, error) {
	if m.sender.ID != 0 && m.msg.Kind == parse.KindForward {
		return verdict{}, false, nil // a colleague passes the customer's answer on: read it as what it is
	}
	t, err := store.CustomerTokenByHash(w.ctx, w.tx, hashed(token))
	if errors.Is(err, store.ErrNotFound) {
		return verdict{}, false, nil
	}
	if err != nil {
		return verdict{}, false, err
	}
	v, err := w.fromCustomerAnswer(m, t)
	return v, true, err
}

// fromCustomerAnswer reads a customer's answer to a letter of ours. A plain yes is
// consent to tell their words; a no takes it back, whenever it comes and whatever
// stands beside it. Whatever else they say rejoins the case in the next CPO
// letter. Only the address that the letter went to counts, and only when its
// sender is proven.
func (w work) fromCustomerAnswer(m mail, t store.CustomerToken) (verdict, error) {
	l, err := store.LetterByID(w.ctx, w.tx, t.LetterID)
	if err != nil {
		return verdict{}, err
	}
	n, err := store.LockNomination(w.ctx, w.tx, t.NominationID)
	if err != nil {
		return verdict{}, err
	}
	switch {
	case !personal(m.msg.Kind):
		return taken(recognition.TakenMachine, "a machine's answer to letter %d: %s", l.ID, m.msg.KindReason), nil
	case len(m.msg.From) != 1 || !address.Same(m.from().Address, l.ToAddress) || n.CustomerAddress == "":
		return aside("an answer to letter %d from somebody it did not go to", l.ID), nil
	case !m.Sender.Vouched:
		return aside("an answer to letter %d whose sender is not proven: %s", l.ID, m.Sender.Reason), nil
	}
	if m.Tone.Tone == tone.Challenge && m.Tone.Sure {
		v, err := w.challenge(m, praise{words: m.own(), subject: m.msg.Subject, customer: m.from(), proof: recognition.ProofDirect, tone: m.Tone})
		return v, errors.Join(err, w.keepAnswer(&n, l.ID, m.own()))
	}
	asked, err := w.triviaAnswered(m, &l, &n)
	if err != nil {
		return verdict{}, err
	}
	read := w.readConsentBeside(m, &l, &n, asked)
	over := !w.now.Before(t.ExpiresAt) && read.Decision != decision.Decline
	if read.Decision == decision.Unclear || over || l.Kind != string(templates.LetterCustomerHeard) {
		switch {
		case !asked.right:
			return taken(recognition.TakenAnswer, "the customer's answer on %s, for the CPO's letter: %s", n.Public(), read.Reason), w.keepAnswer(&n, l.ID, m.own())
		case asked.words == "":
			return taken(recognition.TakenAnswer, "a right answer to the month's question"), nil
		}
		return taken(recognition.TakenAnswer, "a right answer to the month's question, and more for the CPO's letter"), w.keepAnswer(&n, l.ID, asked.words)
	}
	agreed := read.Decision == decision.Approve
	if err := w.consent(&n, agreed); err != nil {
		return verdict{}, err
	}
	more := read.Comment
	if asked.right && asked.words != asked.rest { // the answer's line says more, which the comment may lack
		more = asked.words
	}
	if err := w.keepAnswer(&n, l.ID, more); err != nil {
		return verdict{}, err
	}
	said := "does not want their words told"
	if agreed {
		said = "agrees that their words are told"
	}
	return taken(recognition.TakenAnswer, "the customer of %s %s: %s", n.Public(), said, read.Reason), nil
}

// readConsentBeside reads yes or no where the letter may have asked the month's
// question, too. A no counts beside anything; a yes only where it stands apart
// from an answer to the question, so that it is never one to both.
func (w work) readConsentBeside(m mail, l *store.Letter, n *store.Nomination, asked triviaRead) decision.Result {
	read := w.readConsent(m, l, n)
	if asked.asked {
		apart := decision.Read(asked.rest, decision.Options{Role: decision.Approver, Language: l.Language})
		if apart.Decision == decision.Approve && strings.TrimSpace(apart.Comment) != "" {
			apart.Decision, apart.Reason = decision.Unclear, "more than a plain yes or no, where the letter asked something else, too"
		}
		if apart.Decision == decision.Decline || read.Decision != decision.Decline {
			read = apart
		}
	}
	if read.Decision != decision.Decline && (story.Consents(m.own()) == story.Refuses || story.Consents(asked.rest) == story.Refuses) {
		return decision.Result{Decision: decision.Decline, Comment: asked.words, Reason: "it begins with a no, and says more"}
	}
	return read
}

// readConsent reads yes or no by the gate of approvals.
func (w work) readConsent(m mail, l *store.Letter, n *store.Nomination) decision.Result {
	opt := decision.Options{Role: decision.Approver, Language: l.Language, Names: []string{m.from().Name, n.CustomerName}}
	if n.NomineeID != nil {
		p := w.people.person(*n.NomineeID)
		opt.Names = append(opt.Names, p.Name, p.Given)
	}
	return reply.ReadForms(m.msg.Lines, m.msg.Forms, opt).Result()
}

// consent records the answer for every compliment of the customer's one mail.
func (w work) consent(n *store.Nomination, agreed bool) error {
	list, err := store.NominationsOf(w.ctx, w.tx, n.InboundID)
	if err != nil {
		return err
	}
	for i := range list {
		if !address.Same(list[i].CustomerAddress, n.CustomerAddress) {
			continue
		}
		if err := store.PutConsent(w.ctx, w.tx, list[i].ID, w.cause, agreed, w.now); err != nil {
			return err
		}
	}
	what := "the customer's consent given"
	if !agreed {
		what = "the customer's consent refused"
	}
	return w.audit(what, "the customer", n, nil, "")
}

func (w work) keepAnswer(n *store.Nomination, letter int64, words string) error {
	if strings.TrimSpace(words) == "" {
		return nil
	}
	return store.PutCustomerAnswer(w.ctx, w.tx, store.CustomerAnswer{NominationID: n.ID, InboundID: w.cause, Words: clean(words), SaidAt: w.now}, letter)
}
