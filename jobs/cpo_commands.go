package jobs

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// onCustomer finds the compliment that a command of the CPO is about, and lets
// it go on only where its customer may be written to.
func (w work) onCustomer(do func(*store.Nomination, mail, decision.Command, string) (templates.Line, error)) leaderCommand {
	return func(m mail, c decision.Command) (templates.Line, error) {
		words := strings.TrimSpace(first(c.Args))
		if words == "" {
			return refuse(c, templates.WhyNoWords), nil
		}
		n, ok, err := w.itemOf(recognition.CPO, c.Item)
		if err != nil || !ok {
			return refuse(c, templates.WhyNoItem), err
		}
		if why, err := w.hears(&n); err != nil || why != "" {
			return refuse(c, why), err
		}
		if full, err := w.enough(&n); err != nil || full {
			return refuse(c, templates.WhyCustomerCap), err
		}
		return do(&n, m, c, clean(words))
	}
}

func (w work) toCustomer(n *store.Nomination, what string, args customerWordsArgs) (int64, error) {
	return w.post(post{kind: templates.LetterCustomerWords, slot: fmt.Sprintf("%s:%d:%d", what, w.cause, n.ID), over: string(recognition.CPO),
		about: n, address: n.CustomerAddress, language: n.Language, args: args})
}

// askCustomer sends the CPO's question; the answer comes back by its number.
func (w work) askCustomer(n *store.Nomination, _ mail, c decision.Command, words string) (templates.Line, error) {
	id, err := w.toCustomer(n, "ask", customerWordsArgs{Words: words, Question: true})
	if err != nil || id == 0 {
		return refuse(c, templates.WhyAlready), err
	}
	return templates.Line{Did: templates.DidAsk, Item: c.Item, Words: templates.Words(withoutTokens(words))}, nil
}

// purse counts the vouchers of this month, by the CPO's clocks.
func (w work) purse() (store.Purse, error) {
	y, mo, _ := w.now.In(w.people.place(w.people.Leader(recognition.CPO)).Location).Date()
	since := time.Date(y, mo, 1, 0, 0, 0, 0, w.people.place(w.people.Leader(recognition.CPO)).Location)
	return store.PurseOf(w.ctx, w.tx, w.Settings.Vouchers.Currency, w.Settings.Vouchers.Most, w.now.AddDate(0, 0, voucherGoodFor), since)
}

// releaseCustomer lets one letter go to a customer whose address nothing proves,
// by name, or leaves it for good.
func (w work) releaseCustomer(m mail, c decision.Command) (templates.Line, error) {
	n, ok, err := w.itemOf(recognition.CPO, c.Item)
	if err != nil || !ok {
		return refuse(c, templates.WhyNoItem), err
	}
	waits := n.State == recognition.Thanked && (n.Proof == recognition.ProofQuoted || n.Proof == recognition.ProofAttached) &&
		n.CustomerAddress != "" && !w.ours(n.CustomerAddress) && w.Settings.CustomerLetters > 0
	if !waits {
		return refuse(c, templates.WhyState), nil
	}
	release := c.Name == "release"
	fresh, err := store.Release(w.ctx, w.tx, n.ID, w.cause, release, w.now)
	if err != nil || !fresh {
		return refuse(c, templates.WhyDecided), err
	}
	if !release {
		return templates.Line{Did: templates.DidSkip, Item: c.Item}, nil
	}
	if full, err := w.enough(&n); err != nil || full {
		return refuse(c, templates.WhyCustomerCap), err
	}
	if err := w.audit("letter to a customer released", m.sender.Address, &n, nil, ""); err != nil {
		return templates.Line{}, err
	}
	customer := n.CustomerName
	if customer == "" {
		customer = n.CustomerAddress
	}
	return templates.Line{Did: templates.DidTell, Item: c.Item, Words: templates.Words(customer), Who: []templates.Person{w.people.shownPtr(n.NomineeID)}},
		w.tellCustomer(&n)
}

// skipItem leaves out what a number of the CPO's letter stands for.
func (w work) skipItem(m mail, c decision.Command) (templates.Line, error) {
	n, ok, err := w.itemOf(recognition.CPO, c.Item)
	if err != nil || !ok {
		return refuse(c, templates.WhyNoItem), err
	}
	if n.State == recognition.Unclear {
		return w.placeUnclear(m, c)
	}
	return w.releaseCustomer(m, c)
}

// wow keeps an idea.
func (w work) wow(_ mail, c decision.Command) (templates.Line, error) {
	words := clean(strings.TrimSpace(withoutTokens(first(c.Args))))
	if words == "" {
		return refuse(c, templates.WhyNoWords), nil
	}
	return templates.Line{Did: templates.DidWow, Words: templates.Words(words)}, store.PutIdea(w.ctx, w.tx, w.cause, words, w.now)
}

// wowDone notes what came of an idea.
func (w work) wowDone(_ mail, c decision.Command) (templates.Line, error) {
	number, err := strconv.Atoi(c.Item)
	if err != nil {
		return refuse(c, templates.WhyNoItem), nil
	}
	item, err := store.ItemByNumber(w.ctx, w.tx, recognition.CPO, number, w.now)
	if errors.Is(err, store.ErrNotFound) || err == nil && item.InboundID == nil {
		return refuse(c, templates.WhyNoItem), nil
	}
	if err != nil {
		return templates.Line{}, err
	}
	words := clean(strings.TrimSpace(withoutTokens(first(c.Args))))
	if words == "" {
		return refuse(c, templates.WhyNoWords), nil
	}
	if err := store.FinishIdea(w.ctx, w.tx, *item.InboundID, words, w.now); errors.Is(err, store.ErrMoved) {
		return refuse(c, templates.WhyState), nil
	} else if err != nil {
		return templates.Line{}, err
	}
	return templates.Line{Did: templates.DidDone, Item: c.Item, Words: templates.Words(words)}, nil
}

// newsDays is for how long news are told where no day is named.
const newsDays = 28

// lastDay is a day at the end of the news: "… until 2026-12-24".
var lastDay = regexp.MustCompile(`(?i)[\s,;(]*(?:\b(?:until|bis|jusqu['’]au|hasta)\s*(?:zum|el)?\s*)?(\d{4}-\d{2}-\d{2})[).]*$`)

// news sets what customers' letters tell of what is coming; a bare dash or "none" ends it.
func (w work) news(_ mail, c decision.Command) (templates.Line, error) {
	words := clean(strings.TrimSpace(withoutTokens(first(c.Args))))
	if words == "" {
		return refuse(c, templates.WhyNoWords), nil
	}
	place := w.people.place(w.people.Leader(recognition.CPO)).Location
	y, mo, d := w.now.In(place).Date()
	until := time.Date(y, mo, d+newsDays, 0, 0, 0, 0, place)
	if at := lastDay.FindStringSubmatchIndex(words); at != nil {
		day, err := time.ParseInLocation(time.DateOnly, words[at[2]:at[3]], place)
		if err != nil || day.Before(time.Date(y, mo, d, 0, 0, 0, 0, place)) {
			return refuse(c, templates.WhyExpired), nil
		}
		words, until = strings.TrimSpace(words[:at[0]]), day
	}
	if ends(words) {
		words = ""
	}
	line := templates.Line{Did: templates.DidNews, Words: templates.Words(words), When: until}
	return line, store.PutNews(w.ctx, w.tx, store.News{InboundID: w.cause, Words: words, SaidAt: w.now, Until: until.AddDate(0, 0, 1)})
}

// ends says that the news are over.
func ends(words string) bool {
	switch strings.ToLower(strings.Trim(words, ".- –—")) {
	case "", "none", "no", "stop", "keine", "aucune", "ninguna":
		return true
	}
	return false
}
