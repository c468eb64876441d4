package jobs

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/internal/recognition"
	"goodword/internal/recognition/story"
	"goodword/internal/store"
	"goodword/mail/parse/quote"
	"goodword/mail/reply"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// StoryList is an address that gets the weekly stories letter, and its language.
type StoryList struct{ Address, Language string }

const (
	storyOffered = 90 // days after the nominee's yes for which a story is offered to the CPO
	storyRecent  = 14 // days for which the CPO's letter names what is told
	mostOffered  = 20
	refLength    = 12 // of a story's public name
)

// why a story ended, as store keeps it.
const (
	endedByCPO     = "taken_down"
	endedByConsent = "consent"
)

// storyConsent hears whether the answer to a thank-you says yes or no to the
// story being told. A no counts whenever the token's time was over, whatever is
// said beside it, and where a yes stands even when stories are off: taking back
// is no harder than giving.
func (w work) storyConsent(m mail, t store.Token) (verdict, bool, error) {
	said := story.Consents(m.own())
	if said == story.Nothing || t.NominationID == nil {
		return verdict{}, false, nil
	}
	if !w.Settings.Stories {
		stands, err := store.StoryConsentOf(w.ctx, w.tx, *t.NominationID)
		if said == story.Agrees || errors.Is(err, store.ErrNotFound) || err == nil && !stands.Agreed {
			return verdict{}, false, nil
		}
		if err != nil {
			return verdict{}, false, err
		}
	}
	facts := w.facts(m, t, w.people.person(t.PersonID))
	live := facts.TokenLive
	facts.TokenLive = live || said == story.Refuses
	if ok, _ := facts.Counts(); !ok {
		return verdict{}, false, nil
	}
	read := reply.ReadForms(m.msg.Lines, m.msg.Forms, decision.Options{Role: decision.Approver, Language: m.sender.Language,
		Names: []string{m.sender.Name, m.sender.Given}}).Result()
	if said == story.Agrees && len(read.Commands) > 0 || said == story.Refuses && live && w.staysPrivate(m) {
		return verdict{}, false, nil
	}
	n, err := store.LockNomination(w.ctx, w.tx, *t.NominationID)
	if err != nil {
		return verdict{}, false, err
	}
	if said == story.Agrees && read.Decision != decision.Approve { // yes, and more: passed on like any answer, and asked for one word
		return verdict{}, false, w.sayOnce(fmt.Sprintf("story_ask:%d", n.ID), m.sender.ID, &n, "nominee", templates.Line{Did: templates.DidStoryAsk})
	}
	if err := w.keepStoryConsent(&n, m.sender.Address, said == story.Agrees); err != nil {
		return verdict{}, false, err
	}
	line, what := templates.Line{Did: templates.DidStoryYes}, "agrees to be told of"
	plain := read.Decision == decision.Approve
	if said == story.Refuses {
		line.Did, what, plain = templates.DidStoryNo, "does not want to be told of", read.Decision == decision.Decline
	}
	if !plain || strings.TrimSpace(read.Comment) != "" { // and something for the leader beside it
		if _, err := w.post(post{kind: templates.LetterPassOn, slot: fmt.Sprintf("pass_on:%d", w.cause), about: &n,
			to: w.people.Leader(w.people.signer(*n.NomineeID)), args: passOnArgs{Nominee: m.sender.ID, Words: m.own(), Lang: m.msg.Language, Sent: t.CreatedAt}}); err != nil {
			return verdict{}, false, err
		}
	}
	return taken(recognition.TakenCommand, "%s %s in stories", m.sender.Address, what), true, w.say(m.sender.ID, &n, "nominee", line)
}

// staysPrivate says that an answer takes back every story, not this one alone.
func (w work) staysPrivate(m mail) bool {
	read := w.readAnswer(m, decision.Nominee, nil, m.sender)
	return slices.ContainsFunc(read.Commands, func(c decision.Command) bool { return c.Name == "private" })
}

func (w work) keepStoryConsent(n *store.Nomination, who string, agreed bool) error {
	if err := store.PutStoryConsent(w.ctx, w.tx, n.ID, w.cause, agreed, w.now); err != nil {
		return err
	}
	what := "the nominee's consent to the story given"
	if !agreed {
		what = "the nominee's consent to the story refused"
	}
	if err := w.audit(what, who, n, nil, ""); err != nil || agreed {
		return err
	}
	s, err := store.StoryOf(w.ctx, w.tx, n.ID)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.endStory(&s, n, endedByConsent, who)
}

// endStory takes a story down at once: from page and feed, and out of letters
// that were rendered and have not left; those are written anew without it.
func (w work) endStory(s *store.Story, n *store.Nomination, why, who string) error {
	if err := store.EndStory(w.ctx, w.tx, s.ID, why, w.now); err != nil {
		return err
	}
	if err := w.audit("story taken down", who, n, nil, why); err != nil {
		return err
	}
	if err := w.tellLess(); err != nil {
		return err
	}
	return w.did(n, nil, "the story of %s is told no more (%s)", n.Public(), why)
}

// storiesSweep ends what may not be told any more, whatever the reason: every
// query leaves it out from that moment on, and here its words go as well, out of
// letters that wait too.
func (w work) storiesSweep() error {
	list, err := store.Untellable(w.ctx, w.tx, mostOffered)
	if err != nil {
		return err
	}
	nominations := make([]store.Nomination, len(list))
	for i := range list { // all locked before the first is written about, in the order of everybody
		if nominations[i], err = store.LockNomination(w.ctx, w.tx, list[i].NominationID); err != nil {
			return err
		}
	}
	for i := range list {
		if err := w.endStory(&list[i], &nominations[i], endedByConsent, goodword); err != nil && !errors.Is(err, store.ErrMoved) {
			return err
		}
	}
	return w.tellLess()
}

// fitToTell makes a recognition fit to share. It is the same that the CPO reads.
func (w work) fitToTell(n *store.Nomination) (store.Story, error) {
	nominee := w.people.person(*n.NomineeID)
	said := withoutTokens(reply.Cut(quote.Lines(n.Compliment)).Own)
	who := story.People{Customer: n.CustomerName, Address: n.CustomerAddress, Nominee: []string{nominee.Name, nominee.Given, nominee.Family}}
	who.Others = w.othersNamed(said+"\n"+n.ManagerLine+"\n"+n.Lesson, nominee)
	parts := story.Tell(story.Clean(said, who), []string{nominee.Name, nominee.Given, nominee.Family})
	s := store.Story{NominationID: n.ID, Edition: story.Edition(n.Language, w.firstLanguage()), Language: n.Language,
		Situation: parts.Situation, Action: parts.Action, Result: parts.Result, ManagerLine: story.Clean(withoutTokens(n.ManagerLine), who),
		Lesson: story.Clean(withoutTokens(n.Lesson), who), Behaviour: n.Behaviour}
	by, err := store.WordsOf(w.ctx, w.tx, n.ID)
	if s.ManagerLine != "" {
		s.LineBy = by.Line
	}
	if s.Lesson != "" {
		s.LessonBy = by.Lesson
	}
	return s, err
}

// credited are those who wrote a story's line and its lesson, where they are to
// be named: nobody who stays private or has left, and nobody twice.
func (w work) credited(s *store.Story) (manager, teacher templates.Person) {
	named := func(id *int64) templates.Person {
		if id == nil || w.people.person(*id).Private || !w.people.person(*id).Active {
			return templates.Person{}
		}
		return w.people.shown(*id)
	}
	if manager, teacher = named(s.LineBy), named(s.LessonBy); teacher == manager {
		teacher = templates.Person{}
	}
	return manager, teacher
}

func (w work) firstLanguage() string {
	if len(w.Settings.Languages) == 0 {
		return "en"
	}
	return w.Settings.Languages[0]
}

// othersNamed lists the names of other people in the directory that stand in a
// text: full ones, and given ones that begin with a capital.
func (w work) othersNamed(text string, nominee store.Person) []string {
	capital := map[string]bool{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' }) {
		word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) { // a lone "'s" leaves no word
			capital[word] = true
		}
	}
	low := strings.ToLower(text)
	var names []string
	for p := range w.people.all() {
		if p.ID == nominee.ID || strings.EqualFold(p.Name, nominee.Name) {
			continue
		}
		if capital[p.Given] && p.Given != nominee.Given && p.Given != nominee.Family {
			names = append(names, p.Given)
		}
		if p.Name != "" && strings.Contains(low, strings.ToLower(p.Name)) {
			names = append(names, p.Name)
		}
	}
	return names
}

// storyMeant finds and locks the nomination that a command about a story means:
// by its number in the CPO's letter, or by that of the nomination (GW-1042),
// which stays good when the letter's is over.
func (w work) storyMeant(item string) (store.Nomination, bool, error) {
	n, ok, err := w.itemOf(recognition.CPO, item)
	if err != nil || ok {
		return n, ok, err
	}
	id, err := w.byPublicNumber(item)
	if err != nil || id == 0 {
		return n, false, err
	}
	n, err = store.LockNomination(w.ctx, w.tx, id)
	return n, err == nil, err
}

// byPublicNumber gives the nomination with a public number; 0 for none. Public
// numbers begin where no letter's do.
func (w work) byPublicNumber(item string) (int64, error) {
	number, err := strconv.ParseInt(item, 10, 64)
	if err != nil || number <= 1000 {
		return 0, nil
	}
	n, err := store.NominationByNumber(w.ctx, w.tx, number)
	if errors.Is(err, store.ErrNotFound) {
		return 0, nil
	}
	return n.ID, err
}

// publish has a story told, if everybody concerned has agreed.
func (w work) publish(m mail, c decision.Command) (templates.Line, error) {
	n, ok, err := w.storyMeant(c.Item)
	switch {
	case err != nil:
		return templates.Line{}, err
	case !w.Settings.Stories:
		return refuse(c, templates.WhyNotYet), nil
	case !ok:
		return refuse(c, templates.WhyNoItem), nil
	case n.NomineeID == nil || n.State != recognition.Thanked:
		return refuse(c, templates.WhyState), nil
	}
	if may, err := store.MayTell(w.ctx, w.tx, n.ID); err != nil || !may {
		return refuse(c, templates.WhyNoConsent), err
	}
	s, err := w.fitToTell(&n)
	if err != nil {
		return templates.Line{}, err
	}
	if !(story.Parts{Situation: s.Situation, Action: s.Action, Result: s.Result}).Tellable() {
		return refuse(c, templates.WhyState), nil
	}
	if s.Ref, err = w.newRef(); err != nil {
		return templates.Line{}, err
	}
	s.PublishedAt = w.now
	if _, err := store.PublishStory(w.ctx, w.tx, s, &w.cause); errors.Is(err, store.ErrMoved) {
		return refuse(c, templates.WhyDecided), nil
	} else if err != nil {
		return templates.Line{}, err
	}
	if err := w.audit("story published", m.sender.Address, &n, nil, s.Ref); err != nil {
		return templates.Line{}, err
	}
	return w.about(templates.DidPublish, &n, c), w.did(&n, nil, "the story of %s is told as %s", n.Public(), s.Ref)
}

func (w work) newRef() (string, error) {
	token, err := w.newToken()
	if err != nil {
		return "", err
	}
	return token[:refLength], nil
}

// unpublish takes a story down, or leaves it out before it was ever told.
func (w work) unpublish(m mail, c decision.Command) (templates.Line, error) {
	n, ok, err := w.storyMeant(c.Item)
	if err != nil || !ok || n.NomineeID == nil {
		return refuse(c, templates.WhyNoItem), err
	}
	done, err := w.takeDown(&n, m.sender.Address, &w.cause)
	if err != nil || !done {
		return refuse(c, templates.WhyDecided), err
	}
	return w.about(templates.DidUnpublish, &n, c), nil
}

// takeDown ends the story of a nomination, or notes that it is not to be told;
// false where that was so before.
func (w work) takeDown(n *store.Nomination, who string, inbound *int64) (bool, error) {
	s, err := store.StoryOf(w.ctx, w.tx, n.ID)
	if err == nil {
		return true, w.endStory(&s, n, endedByCPO, who)
	}
	if !errors.Is(err, store.ErrNotFound) {
		return false, err
	}
	if ended, err := store.StoryEnded(w.ctx, w.tx, n.ID); err != nil || ended != "" {
		return false, err
	}
	ref, err := w.newRef()
	if err != nil {
		return false, err
	}
	if err := store.LeaveOutStory(w.ctx, w.tx, n.ID, ref, inbound, w.now); err != nil {
		return false, err
	}
	return true, w.audit("story left out", who, n, nil, "")
}

// Unpublish takes the story of a nomination down on an operator's word, or leaves
// it out before it is told; false where that was so before.
func (d *Desk) Unpublish(ctx context.Context, number int64, by string) (done bool, err error) {
	err = d.tx(ctx, func(w work) error {
		found, err := store.NominationByNumber(w.ctx, w.tx, number)
		if err != nil {
			return err
		}
		n, err := store.LockNomination(w.ctx, w.tx, found.ID)
		if err != nil {
			return err
		}
		done, err = w.takeDown(&n, by, nil)
		return err
	})
	return done, err
}
