package jobs

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/audience"
	"goodword/internal/store"
	"goodword/templates"
)

// digestArgs is what a digest or CPO letter covers.
type digestArgs struct {
	Day   string
	Since time.Time // of the one before
	Going []int64   // thank-yous this digest announces
	Reach []reached // whom the CEO might thank in person
	Chief int64     `json:",omitempty"` // who reads it as Chief People Officer of some sites
}

// digestIfDue writes the CEO's digest once per date of the CEO's time zone, at
// or after its hour on working days.
func (w work) digestIfDue() error {
	return w.dailyIfDue(recognition.CEO, templates.LetterDigest)
}

// dailyIfDue claims the day first: of any number of processes, one writes.
func (w work) dailyIfDue(leader recognition.Leader, kind templates.Letter) error {
	reader := w.people.Leader(leader)
	place := w.people.place(reader)
	if reader == 0 || !place.Workday(w.now) || place.TimeOfDay(w.now) < w.Settings.DigestAt {
		return nil
	}
	day := place.Date(w.now)
	if done, err := store.DigestDecided(w.ctx, w.tx, leader, day); err != nil || done {
		return err
	}
	if ours, err := store.ClaimDigest(w.ctx, w.tx, leader, day, w.now); err != nil || !ours {
		return err
	}
	since, err := store.LastDigest(w.ctx, w.tx, leader, day)
	if err != nil {
		return err
	}
	args := digestArgs{Day: day, Since: since}
	empty, err := w.gather(leader, &args)
	if err != nil || empty && !w.Settings.DigestWhenEmpty {
		return err
	}
	id, err := w.post(post{kind: kind, slot: fmt.Sprintf("%s:%s", kind, day), to: reader, args: args})
	if err != nil {
		return err
	}
	return store.DigestSent(w.ctx, w.tx, leader, day, id)
}

// gather finds out whether there is anything to say.
func (w work) gather(leader recognition.Leader, args *digestArgs) (empty bool, err error) {
	if leader == recognition.CPO {
		v, err := w.fillCPOLetter(*args, templates.Frame{})
		return err == nil && len(v.Unrouted)+len(v.Customers)+len(v.Challenges)+len(v.SetAside)+len(v.Patterns)+len(v.Said)+len(v.Release)+len(v.Again)+len(v.Unreached)+len(v.Ready)+len(v.Trends)+len(v.Successors)+len(v.Answered) == 0 && v.Drawn == nil, err
	}
	fresh, err := w.chooseReach(args)
	if err != nil {
		return false, err
	}
	v, err := w.fillDigest(*args, templates.Frame{}, func(n *store.Nomination) {
		if n.AnnouncedAt == nil {
			args.Going = append(args.Going, n.ID)
		}
	})
	return err == nil && len(v.Going)+len(v.Decide)+len(v.Beyond)+len(v.Waiting)+len(v.Challenges)+len(v.Sent)+len(v.Stuck)+len(v.Answers)+len(v.Owed) == 0 && !fresh &&
		v.Counts == (templates.Counts{}), err
}

func (w work) buildDigest(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[digestArgs](l)
	if err != nil {
		return err
	}
	v, err := w.fillDigest(args, f, nil)
	b.view, b.purpose, b.days = v, "ceo", w.Settings.DigestTokenDays
	return err
}

// mostShown bounds each section of a leader's letter.
const mostShown = 50

// mostGoing bounds what a digest announces, and what it asks for: more than may
// leave within a day, for what it does not name does not leave.
const mostGoing = 500

// fillDigest gathers the day. going is told each thank-you that is about to leave.
func (w work) fillDigest(args digestArgs, f templates.Frame, going func(*store.Nomination)) (templates.Digest, error) {
	v := templates.Digest{Frame: f, Date: w.now}
	steps := []func() error{
		func() error { return w.digestReach(&v, args.Reach) },
		func() (err error) { v.Owed, err = w.owed(); return err },
		func() error { return w.digestGoing(&v, going) },
		func() error { return w.digestBeyond(&v) },
		func() error { return w.digestWaiting(&v) },
		func() error { return w.digestSent(&v, args.Since) },
		func() error { return w.digestManagers(&v, args.Day) },
		func() error { return w.digestWords(&v, args.Since) },
		func() (err error) { v.Counts, err = w.counts(args.Since); return err },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return v, err
		}
	}
	var err error
	if v.Paused, err = w.pause(); err != nil {
		return v, err
	}
	_, v.AuditHead, err = store.AuditHead(w.ctx, w.tx)
	return v, err
}

// digestGoing lists what goes out in the CEO's name, and what the CEO held.
func (w work) digestGoing(v *templates.Digest, going func(*store.Nomination)) error {
	for _, state := range []recognition.State{recognition.Approved, recognition.Held} {
		list, err := store.NominationsIn(w.ctx, w.tx, state, mostGoing)
		if err != nil {
			return err
		}
		for i := range list {
			n := &list[i]
			if w.people.signer(*n.NomineeID) != recognition.CEO {
				continue
			}
			if going != nil && state == recognition.Approved {
				going(n)
			}
			number, err := w.number(recognition.CEO, n)
			if err != nil {
				return err
			}
			decision, err := store.StandingDecision(w.ctx, w.tx, n.ID)
			if err != nil {
				return err
			}
			own, err := store.LeaderWords(w.ctx, w.tx, n.ID, w.people.Leader(recognition.CEO))
			if err != nil {
				return err
			}
			v.Going = append(v.Going, templates.Going{Own: templates.Words(own), N: number, Nominee: w.people.shown(*n.NomineeID), Manager: w.people.shown(decision.PersonID),
				Compliment: w.shownTo(audience.CEO, n), Line: templates.Words(withoutTokens(n.ManagerLine)), Leaves: w.leaves(n), Held: state == recognition.Held})
		}
	}
	return nil
}

// leaves tells when a thank-you may leave; for one not yet announced, as if this digest were accepted now.
func (w work) leaves(n *store.Nomination) time.Time {
	if n.AnnouncedAt != nil {
		return w.vetoEnds(*n.AnnouncedAt)
	}
	return w.vetoEnds(w.now)
}

// number gives the number by which a leader answers about a nomination.
func (w work) number(leader recognition.Leader, n *store.Nomination) (int, error) {
	return store.NumberItem(w.ctx, w.tx, leader, &n.ID, nil, w.now, w.now.AddDate(0, 0, w.Settings.DigestTokenDays))
}

// digestWaiting lists what waits, for the CEO and for others.
func (w work) digestWaiting(v *templates.Digest) error {
	decide, err := store.AwaitingByDigest(w.ctx, w.tx, mostGoing)
	if err != nil {
		return err
	}
	list, err := store.NominationsIn(w.ctx, w.tx, recognition.Awaiting, mostShown)
	if err != nil {
		return err
	}
	shown := map[int64]bool{}
	for _, n := range append(decide, list...) {
		asks, err := store.OpenAsks(w.ctx, w.tx, n.ID)
		if err != nil {
			return err
		}
		if len(asks) == 0 || shown[n.ID] {
			continue
		}
		shown[n.ID] = true
		first, last := asks[0], asks[len(asks)-1]
		days := w.people.place(first.PersonID).DaysWaited(first.AskedAt, w.now)
		if len(shown) <= len(decide) {
			number, err := w.number(recognition.CEO, &n)
			if err != nil {
				return err
			}
			v.Decide = append(v.Decide, templates.ToDecide{N: number, Nominee: w.people.shown(*n.NomineeID), Nominator: w.people.shownPtr(n.NominatorID),
				Compliment: w.shownTo(audience.CEO, &n), Since: first.AskedAt, Days: days})
			continue
		}
		if *n.NomineeID == w.people.Leader(recognition.CEO) {
			continue // they read of it in their thank-you
		}
		waits := templates.Waiting{Nominee: w.people.shown(*n.NomineeID), Approver: w.people.shown(first.PersonID), Days: days}
		if last.ID != first.ID {
			waits.AlsoAsked = w.people.shown(last.PersonID)
		}
		v.Waiting = append(v.Waiting, waits)
	}
	return nil
}

// digestSent lists what left since the last digest, and what did not arrive.
func (w work) digestSent(v *templates.Digest, since time.Time) error {
	sent, err := store.ChangedSince(w.ctx, w.tx, recognition.Thanked, since, mostShown)
	if err != nil {
		return err
	}
	for i := range sent {
		n := &sent[i]
		decision, err := store.StandingDecision(w.ctx, w.tx, n.ID)
		if err != nil {
			return err
		}
		v.Sent = append(v.Sent, templates.Sent{Nominee: w.people.shown(*n.NomineeID), Manager: w.people.shown(decision.PersonID), At: *n.ThankedAt})
	}
	stuck, err := store.NominationsIn(w.ctx, w.tx, recognition.Stuck, mostShown)
	if err != nil {
		return err
	}
	for i := range stuck {
		n := &stuck[i]
		why, err := w.stuckWhy(n)
		if err != nil {
			return err
		}
		v.Stuck = append(v.Stuck, templates.Stuck{Nominee: w.people.shown(*n.NomineeID), Number: n.Public(), Why: why})
	}
	return nil
}

func (w work) stuckWhy(n *store.Nomination) (templates.StuckWhy, error) {
	letters, err := store.LettersOf(w.ctx, w.tx, n.ID)
	why := templates.StuckRefused
	for _, l := range letters {
		if l.Kind != string(templates.LetterThankYou) {
			continue
		}
		switch l.State {
		case recognition.Unknown:
			why = templates.StuckUnknown
		case recognition.Bounced:
			why = templates.StuckBounced
		}
	}
	return why, err
}

// digestWords lists what customers complained of and what nominees answered.
func (w work) digestWords(v *templates.Digest, since time.Time) error {
	service, err := serviceSaid(store.LettersSince(w.ctx, w.tx, string(templates.LetterService), since, mostShown))
	if err != nil {
		return err
	}
	for _, s := range service {
		if s.Concern == templates.ConcernChallenge {
			v.Challenges = append(v.Challenges, templates.Challenge{Customer: templates.Words(s.Customer), Words: templates.Words(audience.CEO.Words(withoutTokens(s.Words))), Site: s.Site})
		}
	}
	answers, err := store.LettersSince(w.ctx, w.tx, string(templates.LetterPassOn), since, mostShown)
	if err != nil {
		return err
	}
	for i := range answers {
		args, err := decodeArgs[passOnArgs](&answers[i])
		if err != nil {
			return err
		}
		v.Answers = append(v.Answers, templates.Answered{Nominee: w.people.shown(args.Nominee), Words: templates.Words(withoutTokens(args.Words))})
	}
	return nil
}

// serviceSaid reads what letters told the service team.
func serviceSaid(letters []store.Letter, err error) ([]serviceArgs, error) {
	if err != nil {
		return nil, err
	}
	list := make([]serviceArgs, 0, len(letters))
	for _, l := range letters {
		var s serviceArgs
		if err := json.Unmarshal(l.Args, &s); err != nil {
			return nil, fmt.Errorf("read what letter %d said: %w", l.ID, err)
		}
		list = append(list, s)
	}
	return list, nil
}

func (w work) counts(since time.Time) (templates.Counts, error) {
	n, err := store.CountSince(w.ctx, w.tx, since)
	return templates.Counts{Came: n.Came, Approved: n.Approved, Declined: n.Declined, Lapsed: n.Lapsed, Thanked: n.Thanked,
		Challenges: n.Challenges, Inquiries: n.Inquiries}, err
}

func (w work) pause() (*templates.Pause, error) {
	p, paused, err := store.Paused(w.ctx, w.tx)
	if err != nil || !paused {
		return nil, err
	}
	by, _ := w.people.withAddress(p.PausedBy)
	return &templates.Pause{By: w.people.shown(by.ID), Since: p.PausedAt}, nil
}

// announce opens the veto window of every thank-you that an accepted digest named.
func (w work) announce(l store.Letter) error {
	args, err := decodeArgs[digestArgs](&l)
	if err != nil {
		return err
	}
	slices.Sort(args.Going) // everybody locks nominations in this order
	for _, id := range args.Going {
		n, err := store.LockNomination(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		// What was taken back and approved anew since the digest was written is not what the CEO saw.
		if n.State != recognition.Approved || n.AnnouncedAt != nil || n.DecidedAt.After(l.QueuedAt) {
			continue
		}
		if err := store.MarkAnnounced(w.ctx, w.tx, id, l.PersonID, w.now); err != nil {
			return err
		}
		thanks, err := store.ThankYouOf(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		if w.Settings.VetoWindow == 0 && thanks.NotBefore.Before(store.Never) {
			continue // it waits for something else, such as the end of a pause
		}
		if err := store.Defer(w.ctx, w.tx, thanks.ID, w.vetoEnds(w.now), "waits for the end of the veto window"); err != nil {
			return err
		}
	}
	return nil
}

// unseen closes the veto windows that a digest opened before it bounced: what
// has not left waits for the next one.
func (w work) unseen(l store.Letter) error {
	args, err := decodeArgs[digestArgs](&l)
	if err != nil {
		return err
	}
	slices.Sort(args.Going)
	for _, id := range args.Going {
		n, err := store.LockNomination(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		if n.State != recognition.Approved || n.AnnouncedAt == nil || n.ReleasedAt != nil {
			continue
		}
		thanks, err := store.ThankYouOf(w.ctx, w.tx, id)
		if err != nil {
			return err
		}
		if thanks.State != recognition.Queued {
			continue
		}
		if err := store.UnmarkAnnounced(w.ctx, w.tx, id); err != nil {
			return err
		}
		if w.Settings.VetoWindow == 0 {
			continue // it waits for no digest
		}
		if err := store.Defer(w.ctx, w.tx, thanks.ID, store.Never, "the digest that announced it came back"); err != nil {
			return err
		}
	}
	return nil
}
