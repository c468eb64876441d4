package jobs

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// Vouchers are given while they are good for a while yet.
const voucherGoodFor = 14 // days

// delightDays is for how long a gift beyond the CPO's limits waits for the CEO.
const delightDays = 14

// amountFirst is an amount before the CPO's words: "80 EUR: Please come again."
var amountFirst = regexp.MustCompile(`^(?:([A-Za-z]{3}|€)\s?)?(\d{1,6})(?:[.,](\d{2}))?(?:\s?([A-Za-z]{3}|[Ee]uros?|€))?\s*:\s*`)

// amountOf parts an amount from the words behind it; 0 where they begin with
// none. It counts only with the currency of the vouchers.
func amountOf(words, currency string) (cents int64, rest string) {
	m := amountFirst.FindStringSubmatch(words)
	if m == nil || (m[1] == "") == (m[4] == "") {
		return 0, words
	}
	said := strings.ToUpper(m[1] + m[4])
	if euro := said == "€" || said == "EURO" || said == "EUROS"; said != currency && !(euro && currency == "EUR") {
		return 0, words
	}
	cents, err := strconv.ParseInt(m[2]+(m[3] + "00")[:2], 10, 64)
	if err != nil {
		return 0, words
	}
	return cents, strings.TrimSpace(words[len(m[0]):])
}

// delight sends a customer the CPO's words with a code from the pool. Within the
// limits of the settings (per voucher, month and customer) the CPO gives it; what
// is beyond them is put before the CEO.
func (w work) delight(n *store.Nomination, m mail, c decision.Command, words string) (templates.Line, error) {
	s := w.Settings.Vouchers
	if s.Monthly == 0 {
		return refuse(c, templates.WhyNotYet), nil
	}
	if !provenCustomer(n) { // a letter let go by name is no proof
		return refuse(c, templates.WhyUnproven), nil
	}
	cents, words := amountOf(words, s.Currency)
	if words == "" {
		return refuse(c, templates.WhyNoWords), nil
	}
	if err := store.LockVouchers(w.ctx, w.tx); err != nil {
		return templates.Line{}, err
	}
	voucher, beyond, err := w.voucherFor(n, cents)
	if errors.Is(err, store.ErrNotFound) {
		return refuse(c, templates.WhyNoVoucher), nil
	}
	if err != nil {
		return templates.Line{}, err
	}
	if beyond != "" {
		return w.askForDelight(n, m, c, store.Delight{NominationID: n.ID, InboundID: w.cause, PersonID: m.sender.ID, Words: words,
			Cents: voucher.Cents, Currency: voucher.Currency, Beyond: beyond})
	}
	id, err := w.toCustomer(n, "delight", customerWordsArgs{Words: words})
	if err != nil || id == 0 {
		return refuse(c, templates.WhyAlready), err
	}
	if err := w.give(n, voucher, id, m.sender.Address); err != nil {
		return templates.Line{}, err
	}
	return templates.Line{Did: templates.DidDelight, Item: c.Item, Name: money(voucher.Cents, voucher.Currency), Words: templates.Words(withoutTokens(words))}, nil
}

// voucherFor finds the voucher for a customer, of exactly so many hundredths
// where they are named, and says which of the CPO's limits it is beyond.
// ErrNotFound where the pool has none that fits.
func (w work) voucherFor(n *store.Nomination, cents int64) (v store.Voucher, beyond store.Beyond, err error) {
	s, goodUntil := w.Settings.Vouchers, w.now.AddDate(0, 0, voucherGoodFor)
	had, err := store.VouchersOf(w.ctx, w.tx, address.Fold(n.CustomerAddress), w.now.AddDate(-1, 0, 0))
	if err != nil {
		return v, "", err
	}
	purse, err := w.purse()
	if err != nil {
		return v, "", err
	}
	left := s.Monthly - purse.Spent
	if cents > 0 {
		v, err = store.VoucherWorth(w.ctx, w.tx, s.Currency, cents, goodUntil)
	} else if v, err = store.FreeVoucher(w.ctx, w.tx, s.Currency, min(s.Most, left), goodUntil); errors.Is(err, store.ErrNotFound) {
		v, err = store.FreeVoucher(w.ctx, w.tx, s.Currency, s.Most, goodUntil)
	}
	switch {
	case err != nil:
	case v.Cents > s.Most:
		beyond = store.BeyondVoucher
	case v.Cents > left:
		beyond = store.BeyondMonth
	case had >= s.PerCustomer:
		beyond = store.BeyondCustomer
	}
	return v, beyond, err
}

// give enters a voucher into the ledger as that of a letter.
func (w work) give(n *store.Nomination, v store.Voucher, letter int64, by string) error {
	if err := store.GiveVoucher(w.ctx, w.tx, v.ID, n.ID, w.cause, letter, w.now); err != nil {
		return err
	}
	return w.audit("voucher given", by, n, &letter, money(v.Cents, v.Currency))
}

// askForDelight puts a gift before the CEO, for the next digest.
func (w work) askForDelight(n *store.Nomination, m mail, c decision.Command, d store.Delight) (templates.Line, error) {
	ceo := w.people.Leader(recognition.CEO)
	if ceo == 0 {
		return refuse(c, templates.WhyBudget), nil
	}
	d.AskedAt, d.Until = w.now, w.now.AddDate(0, 0, delightDays)
	id, err := store.AskDelight(w.ctx, w.tx, d)
	if err != nil || id == 0 {
		return refuse(c, templates.WhyWaits), err
	}
	value := money(d.Cents, d.Currency)
	if err := w.audit("voucher asked of the CEO", m.sender.Address, n, nil, fmt.Sprintf("%s, beyond the limit per %s", value, d.Beyond)); err != nil {
		return templates.Line{}, err
	}
	return templates.Line{Did: templates.DidToCEO, Item: c.Item, Name: value, Who: []templates.Person{w.people.shown(ceo)}, When: d.Until,
		Words: templates.Words(withoutTokens(d.Words))}, nil
}

// onDelight lets a leader's command be about a gift that waits, and else do what it does.
func (w work) onDelight(leader recognition.Leader, do func(*store.Delight, *store.Nomination, mail, decision.Command) (templates.Line, error), other leaderCommand) leaderCommand {
	return func(m mail, c decision.Command) (templates.Line, error) {
		number, err := strconv.Atoi(c.Item)
		if err != nil {
			return other(m, c)
		}
		item, err := store.ItemByNumber(w.ctx, w.tx, leader, number, w.now)
		if errors.Is(err, store.ErrNotFound) || err == nil && item.DelightID == nil {
			return other(m, c)
		}
		if err != nil {
			return templates.Line{}, err
		}
		on, err := store.DelightOn(w.ctx, w.tx, *item.DelightID)
		if err != nil {
			return templates.Line{}, err
		}
		n, err := store.LockNomination(w.ctx, w.tx, on)
		if err != nil {
			return templates.Line{}, err
		}
		d, err := store.DelightByID(w.ctx, w.tx, *item.DelightID)
		if err != nil {
			return templates.Line{}, err
		}
		if d.State != store.DelightOpen || !w.now.Before(d.Until) {
			return refuse(c, templates.WhyDecided), nil
		}
		return do(&d, &n, m, c)
	}
}

// releaseDelight: the CEO lets a gift go that is beyond the CPO's limits. Only
// now is the voucher taken; where none of its value is left, it goes on waiting.
func (w work) releaseDelight(d *store.Delight, n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	if why, err := w.hears(n); err != nil || why != "" {
		return refuse(c, why), err
	}
	if !provenCustomer(n) {
		return refuse(c, templates.WhyUnproven), nil
	}
	if err := store.LockVouchers(w.ctx, w.tx); err != nil {
		return templates.Line{}, err
	}
	voucher, err := store.VoucherWorth(w.ctx, w.tx, d.Currency, d.Cents, w.now.AddDate(0, 0, voucherGoodFor))
	if errors.Is(err, store.ErrNotFound) {
		return refuse(c, templates.WhyNoVoucher), nil
	}
	if err != nil {
		return templates.Line{}, err
	}
	id, err := w.sendDelight(d, n)
	if err != nil || id == 0 {
		return refuse(c, templates.WhyAlready), err
	}
	if err := store.EndDelight(w.ctx, w.tx, d.ID, store.DelightEnd{State: store.DelightReleased, By: m.sender.ID, Mail: w.cause, Letter: id}, w.now); err != nil {
		return templates.Line{}, err
	}
	value := money(voucher.Cents, voucher.Currency)
	if err := w.audit("voucher beyond the limits released", m.sender.Address, n, &id, value); err != nil {
		return templates.Line{}, err
	}
	return templates.Line{Did: templates.DidDelightYes, Item: c.Item, Name: value, Words: templates.Words(w.customerOf(n))}, w.give(n, voucher, id, m.sender.Address)
}

// sendDelight posts the letter of a gift that the CEO let go: the CPO's words, or
// that of a draw.
func (w work) sendDelight(d *store.Delight, n *store.Nomination) (int64, error) {
	t, err := store.TriviaPrizeIs(w.ctx, w.tx, d.ID)
	if errors.Is(err, store.ErrNotFound) {
		return w.toCustomer(n, "delight", customerWordsArgs{Words: d.Words})
	}
	if err != nil {
		return 0, err
	}
	return w.postPrize(&t, n)
}

// customerOf is how a leader's letter calls the customer of a compliment.
func (w work) customerOf(n *store.Nomination) string {
	if n.CustomerName != "" {
		return n.CustomerName
	}
	return n.CustomerAddress
}

// declineDelight: the CEO does not let it go; the CPO reads why in their next letter.
func (w work) declineDelight(d *store.Delight, n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	reason := clean(strings.TrimSpace(withoutTokens(first(c.Args))))
	end := store.DelightEnd{State: store.DelightDeclined, By: m.sender.ID, Mail: w.cause, Reason: reason}
	if err := w.endDelight(d, n, end, m.sender.Address); err != nil {
		return templates.Line{}, err
	}
	return templates.Line{Did: templates.DidDelightNo, Item: c.Item, Name: money(d.Cents, d.Currency), Words: templates.Words(reason),
		Who: []templates.Person{w.people.shown(d.PersonID)}}, nil
}

// skipDelight: the CPO takes back what waits for the CEO.
func (w work) skipDelight(d *store.Delight, n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	return templates.Line{Did: templates.DidSkip, Item: c.Item},
		w.endDelight(d, n, store.DelightEnd{State: store.DelightWithdrawn, By: m.sender.ID, Mail: w.cause}, m.sender.Address)
}

func (w work) endDelight(d *store.Delight, n *store.Nomination, end store.DelightEnd, by string) error {
	if err := store.EndDelight(w.ctx, w.tx, d.ID, end, w.now); err != nil {
		return err
	}
	return w.audit("voucher beyond the limits "+string(end.State), by, n, nil, money(d.Cents, d.Currency))
}

// dueDelights ends what the CEO left without an answer, each by itself: nobody
// holds the audit log and waits for a nomination.
func (d *Desk) dueDelights(ctx context.Context) error {
	var due []store.Delight
	err := d.tx(ctx, func(w work) (err error) {
		due, err = store.DueDelights(w.ctx, w.tx, w.now, tickBatch)
		return err
	})
	for i := range due {
		err = errors.Join(err, d.tx(ctx, func(w work) error {
			n, err := store.LockNomination(w.ctx, w.tx, due[i].NominationID)
			if err != nil {
				return err
			}
			gift, err := store.DelightByID(w.ctx, w.tx, due[i].ID)
			if err != nil || gift.State != store.DelightOpen { // decided since it was looked for
				return err
			}
			return w.endDelight(&gift, &n, store.DelightEnd{State: store.DelightLapsed}, goodword)
		}))
	}
	return err
}

// numberedDelight gives the number by which a leader answers about a gift.
func (w work) numberedDelight(leader recognition.Leader, d *store.Delight) (int, error) {
	return store.NumberDelight(w.ctx, w.tx, leader, d.ID, w.now, w.now.AddDate(0, 0, w.Settings.DigestTokenDays))
}

// shownDelight is a gift as a leader's letter shows it.
func (w work) shownDelight(d *store.Delight, n *store.Nomination) (templates.Beyond, error) {
	s := w.Settings.Vouchers
	v := templates.Beyond{Value: money(d.Cents, d.Currency), By: w.people.shown(d.PersonID), Customer: templates.Words(w.customerOf(n)), Nominee: w.people.shownPtr(n.NomineeID),
		Limit: templates.LimitKind(d.Beyond), Words: templates.Words(withoutTokens(d.Words)), Until: d.Until, Result: templates.BeyondResult(d.State), Reason: templates.Words(withoutTokens(d.Reason))}
	switch d.Beyond {
	case store.BeyondVoucher:
		v.Most = money(s.Most, s.Currency)
	case store.BeyondMonth:
		purse, err := w.purse()
		if err != nil {
			return v, err
		}
		v.Most, v.Given = money(s.Monthly, s.Currency), money(purse.Spent, s.Currency)
	}
	return v, nil
}

// digestBeyond puts before the CEO what only they can give.
func (w work) digestBeyond(v *templates.Digest) error {
	list, err := store.OpenDelights(w.ctx, w.tx, mostShown)
	if err != nil {
		return err
	}
	for i := range list {
		b, n, err := w.beyondItem(recognition.CEO, &list[i])
		if err != nil {
			return err
		}
		b.Compliment = w.shownTo(audience.CEO, n)
		b.Customer = b.Compliment.Customer
		v.Beyond = append(v.Beyond, b)
	}
	return nil
}

// beyondItem numbers and shows a gift that waits.
func (w work) beyondItem(leader recognition.Leader, d *store.Delight) (templates.Beyond, *store.Nomination, error) {
	n, err := store.NominationByID(w.ctx, w.tx, d.NominationID)
	if err != nil {
		return templates.Beyond{}, nil, err
	}
	b, err := w.shownDelight(d, &n)
	if err != nil {
		return b, nil, err
	}
	b.N, err = w.numberedDelight(leader, d)
	return b, &n, err
}

// delights tells the CPO what waits for the CEO, and what they said since a moment.
func (w work) delights(v *templates.CPOLetter, care store.Care, since time.Time) error {
	open, err := store.OpenDelightsOf(w.ctx, w.tx, care, mostShown)
	if err != nil {
		return err
	}
	for i := range open {
		b, _, err := w.beyondItem(recognition.CPO, &open[i])
		if err != nil {
			return err
		}
		v.Asked = append(v.Asked, b)
	}
	ended, err := store.DelightsEnded(w.ctx, w.tx, care, since, mostShown)
	if err != nil {
		return err
	}
	for i := range ended {
		n, err := store.NominationByID(w.ctx, w.tx, ended[i].NominationID)
		if err != nil {
			return err
		}
		b, err := w.shownDelight(&ended[i], &n)
		if err != nil {
			return err
		}
		if ended[i].EndedBy != nil {
			b.EndedBy = w.people.shown(*ended[i].EndedBy)
		}
		v.Answered = append(v.Answered, b)
	}
	return nil
}
