package jobs

import (
	"fmt"
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// recognised says that a nomination was approved, so that a leader may thank in person.
func recognised(n *store.Nomination) bool {
	switch n.State {
	case recognition.Approved, recognition.Held, recognition.Thanked, recognition.Stuck:
		return true
	}
	return false
}

func (w work) touch(n *store.Nomination, kind templates.TouchKind, words string) store.Touch {
	return store.Touch{Kind: string(kind), NominationID: n.ID, PersonID: *n.NomineeID, Site: w.people.person(*n.NomineeID).Site,
		PromisedAt: w.now, DoneWords: words}
}

// promise notes what the CEO wants to do in person, and sends what to have at hand for it.
func (w work) promise(n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	if !recognised(n) {
		return refuse(c, templates.WhyState), nil
	}
	if *n.NomineeID == m.sender.ID {
		return refuse(c, templates.WhySelf), nil
	}
	card := map[string]templates.Letter{"call": templates.LetterCallCard, "note": templates.LetterNoteCard, "visit": templates.LetterVisitCard}[c.Name]
	if _, err := store.PutTouch(w.ctx, w.tx, recognition.CEO, w.touch(n, templates.TouchKind(c.Name), ""), &w.cause); err != nil {
		return templates.Line{}, err
	}
	_, err := w.post(post{kind: card, slot: fmt.Sprintf("%s:%d:%d", card, n.ID, w.cause), about: n, to: m.sender.ID, args: cardArgs{Item: c.Item}})
	return w.about(templates.Did(c.Name), n, c), err
}

// done notes that the CEO did what they promised, or something else in person.
func (w work) done(n *store.Nomination, m mail, c decision.Command) (templates.Line, error) {
	if !recognised(n) || *n.NomineeID == m.sender.ID {
		return refuse(c, templates.WhyState), nil
	}
	words := withoutTokens(strings.Join(c.Args, " "))
	open, err := store.FinishTouches(w.ctx, w.tx, recognition.CEO, n.ID, words, w.now)
	if err == nil && open == 0 {
		err = store.PutDoneTouch(w.ctx, w.tx, recognition.CEO, w.touch(n, templates.TouchOther, words), &w.cause, w.now)
	}
	line := w.about(templates.DidDone, n, c)
	line.Words = templates.Words(words)
	return line, err
}

// skip leaves somebody out of the shortlist, and gives up what was promised.
func (w work) skip(n *store.Nomination, _ mail, c decision.Command) (templates.Line, error) {
	if _, err := store.DropTouches(w.ctx, w.tx, recognition.CEO, n.ID, w.now); err != nil {
		return templates.Line{}, err
	}
	return w.about(templates.DidSkip, n, c), store.SkipReach(w.ctx, w.tx, recognition.CEO, n.ID, w.now)
}

// owedAfter is for how many business days a promise rests before it comes back.
const owedAfter = 1

// owed lists what the CEO promised and has not told to be done; a site once, however many are visited there.
func (w work) owed() ([]templates.Owed, error) {
	ceo := w.people.Leader(recognition.CEO)
	open, err := store.OwedTouches(w.ctx, w.tx, recognition.CEO, mostShown)
	if err != nil {
		return nil, err
	}
	var list []templates.Owed
	sites := map[string]bool{}
	for _, t := range open {
		days := w.people.place(ceo).DaysWaited(t.PromisedAt, w.now)
		if days < owedAfter || t.Kind == string(templates.TouchVisit) && t.Site != "" && sites[t.Site] {
			continue
		}
		sites[t.Site] = t.Kind == string(templates.TouchVisit) || sites[t.Site]
		number, err := w.numbered(t.NominationID)
		if err != nil {
			return nil, err
		}
		list = append(list, templates.Owed{N: number, Kind: templates.TouchKind(t.Kind), Nominee: w.people.shown(t.PersonID), Site: t.Site,
			Since: t.PromisedAt, Days: days})
	}
	return list, nil
}

func (w work) numbered(nomination int64) (int, error) {
	return store.NumberItem(w.ctx, w.tx, recognition.CEO, &nomination, nil, w.now, w.now.AddDate(0, 0, w.Settings.DigestTokenDays))
}

// meeting proposes when both leader and nominee are at work: at the next
// quarter of an hour in two hours or later. Where their days never meet within
// a week, the nominee's hours count.
func meeting(leader, nominee recognition.Place, now time.Time) time.Time {
	first := now.Add(2 * time.Hour).Truncate(15 * time.Minute).Add(15 * time.Minute)
	for t := first; t.Before(first.AddDate(0, 0, 7)); t = t.Add(15 * time.Minute) {
		if atWork(leader, t) && atWork(nominee, t) {
			return t
		}
	}
	return nominee.WorkingHours(first, time.Minute).Truncate(15 * time.Minute)
}

func atWork(p recognition.Place, t time.Time) bool {
	at := p.TimeOfDay(t)
	return p.Workday(t) && at >= p.From && at < p.To
}
