package jobs

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/recognition/tone"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// besideTheWords is what a nominator wrote beside the words of praise: the note
// above a forward, or all of a mail in their own words.
func besideTheWords(m mail) string {
	if m.msg.Forwarded == nil {
		return m.own()
	}
	return m.msg.Note
}

var hashtag = regexp.MustCompile(`#[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,59}`)

// behaviourTagged gives the behaviour that a nominator names beside the words
// (#ownership, behaviour 2) or in the subject; the last one counts. Any other
// hashtag says nothing.
func (w work) behaviourTagged(m mail, commands []decision.Command) (named behaviour.Behaviour, ok bool) {
	for _, tag := range hashtag.FindAllString(m.msg.Subject, -1) {
		if strings.Trim(tag, "#0123456789") == "" {
			continue // a number in a subject is an order's, or a booking's
		}
		if b, found := w.Catalogue.Named(tag); found {
			named, ok = b, true
		}
	}
	for _, c := range commands {
		if c.Name != "behaviour" {
			continue
		}
		if b, found := w.Catalogue.Named(strings.Join(c.Args, " ")); found {
			named, ok = b, true
		}
	}
	return named, ok
}

// openNamed opens a nomination and notes who named its behaviour.
func (w work) openNamed(n store.Nomination, named string) (store.Nomination, bool, error) {
	opened, again, err := w.open(n)
	if err != nil || again || named == "" {
		return opened, again, err
	}
	return opened, again, store.SetNamedBy(w.ctx, w.tx, opened.ID, named)
}

// setBehaviour sets the behaviour that somebody names, by its number, its id or
// its name; number 0 takes it back.
func (w work) setBehaviour(n *store.Nomination, c decision.Command, by store.Person, as string) (templates.Line, error) {
	said := strings.Join(c.Args, " ")
	b, ok := w.Catalogue.Named(said)
	if !ok && said != "0" {
		return refuse(c, templates.WhyNoItem), nil
	}
	n.Behaviour, n.BehaviourWords = b.ID, nil
	line := templates.Line{Did: templates.DidBehaviour}
	if ok {
		line.Name = b.NameIn(w.spoken(by.Language))
	}
	return line, store.NameBehaviour(w.ctx, w.tx, n.ID, b.ID, as)
}

// place notes the touchpoint at which the nominee was praised, as far as their
// role, their team and the words tell.
func (w work) place(n *store.Nomination) error {
	nominee := w.people.person(*n.NomineeID)
	return store.SetTouchpoint(w.ctx, w.tx, n.ID, w.Catalogue.Place(n.Compliment, n.Language, nominee.Role, nominee.Team))
}

// placeBeside notes of somebody who was named by "also" where they work, and
// beside whom they helped. Whom the words name themselves was praised, and
// helped nobody from behind.
func (w work) placeBeside(n, main *store.Nomination, by *decider) error {
	if err := w.place(n); err != nil {
		return err
	}
	shown, err := store.ShownBy(w.ctx, w.tx, main.ID)
	if err != nil {
		return err
	}
	if shown.BehaviourBy != "" {
		if err := store.SetNamedBy(w.ctx, w.tx, n.ID, shown.BehaviourBy); err != nil {
			return err
		}
	}
	said := main.NominatorID
	if by != nil {
		said = &by.person.ID
	}
	if namedIn(n.Compliment, w.people.person(*n.NomineeID)) {
		return store.SetNamedBesides(w.ctx, w.tx, n.ID, said)
	}
	beside := main.ID
	if shown.BesideID != nil {
		beside = *shown.BesideID
	}
	return store.SetBeside(w.ctx, w.tx, n.ID, beside, said)
}

// selfNominated says whether somebody sent praise in about their own work. Whom
// another named by "also", or by "not" in place of the nominee, did not, though the words that
// they sent in are shown.
func (w work) selfNominated(n *store.Nomination) (self bool, err error) {
	if !aboutSender(n) {
		return false, nil
	}
	shown, err := w.shownBy(n.ID)
	return shown.BesideBy == nil || *shown.BesideBy == *n.NomineeID, err
}

// aboutSender says whether nominator and nominee are one person.
func aboutSender(n *store.Nomination) bool {
	return n.NominatorID != nil && n.NomineeID != nil && *n.NominatorID == *n.NomineeID
}

// namedIn says whether words hold a name of somebody, as a word of its own.
func namedIn(words string, p store.Person) bool {
	for _, name := range append([]string{p.Given, p.Family}, p.Nicknames...) {
		if len(name) > 1 && regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}])`+regexp.QuoteMeta(name)+`($|[^\p{L}\p{N}])`).MatchString(words) {
			return true
		}
	}
	return false
}

// shownBehaviour puts what was shown into a thank-you, in the catalogue's words
// for the nominee's role. Of somebody who helped behind the scenes it is told
// beside whom, and a behaviour only where the catalogue has a sentence for that,
// or the approver named it.
func (w work) shownBehaviour(v *templates.ThankYou, n *store.Nomination) error {
	shown, err := store.ShownBy(w.ctx, w.tx, n.ID)
	if err != nil {
		return err
	}
	v.Beside, v.BesideBy, err = w.helped(n, shown, v.Manager)
	if err != nil {
		return err
	}
	role := w.people.person(*n.NomineeID).Role
	if v.Beside != nil {
		role = behaviour.Support
	}
	if b, named := w.tells(n, shown, v.Beside != nil); named {
		v.Behaviour = inLanguage(b, v.Reader.Lang)
		v.Behaviour.Sentence = b.SentenceFor(role, v.Reader.Lang)
	}
	return nil
}

// tells gives the behaviour that a letter to the nominee names: of somebody who
// helped beside another only what has words for that, or what the approver named.
func (w work) tells(n *store.Nomination, shown store.Shown, beside bool) (behaviour.Behaviour, bool) {
	b, named := w.Catalogue.ByID(n.Behaviour)
	return b, named && (!beside || len(b.Support) > 0 || shown.BehaviourBy == store.NamedByApprover)
}

// helped gives whom the words of a nomination are about where its nominee helped
// beside them, and who said so; nil where the words are about the nominee. By is
// who said it where no name was kept.
func (w work) helped(n *store.Nomination, shown store.Shown, by templates.Person) (of, said *templates.Person, err error) {
	if shown.BesideID == nil {
		return nil, nil, nil
	}
	beside, err := store.NominationByID(w.ctx, w.tx, *shown.BesideID)
	if err != nil || beside.NomineeID == nil || *beside.NomineeID == *n.NomineeID {
		return nil, nil, err
	}
	of, said = w.besides(beside, shown, by)
	return of, said, nil
}

// besides gives whom the words are about, and who said that another helped.
func (w work) besides(main store.Nomination, shown store.Shown, manager templates.Person) (of, by *templates.Person) {
	about := w.people.shown(*main.NomineeID)
	if shown.BesideBy != nil {
		manager = w.people.shown(*shown.BesideBy)
	}
	return &about, &manager
}

// requestBehaviour shows an approver the behaviour that a nomination bears, with
// the words that suggest it or who named it, and beside whom somebody helped.
func (w work) requestBehaviour(v *templates.Request, n *store.Nomination) error {
	shown, err := w.shownBy(n.ID)
	if err != nil {
		return err
	}
	if b, ok := w.Catalogue.ByID(n.Behaviour); ok {
		s := templates.Suggestion{Behaviour: inLanguage(b, v.Reader.Lang), Words: templates.Words(withoutTokens(strings.Join(n.BehaviourWords, ", ")))}
		if shown.BehaviourBy == store.NamedByNominator && n.NominatorID != nil {
			nominator := w.people.shown(*n.NominatorID)
			s.By = &nominator
		}
		v.Suggested = &s
	}
	v.Beside, v.BesideBy, err = w.helped(n, shown, v.Nominator)
	return err
}

// praises says whether a mail is new praise, which may suggest a behaviour.
func (m mail) praises() bool {
	return personal(m.msg.Kind) && m.Reply == nil && (m.Tone.Tone == tone.Praise || m.Tone.Tone == tone.Mixed)
}

// explainBehaviour says which behaviour a mail of praise suggests, and why.
func explainBehaviour(w work, m mail) *Behaviour {
	if !m.praises() {
		return nil
	}
	lang := m.Language()
	if m.msg.Forwarded != nil || m.sender.ID != 0 {
		commands := decision.Read(besideTheWords(m), decision.Options{Role: decision.Nominator}).Commands
		if b, ok := w.behaviourTagged(m, commands); ok {
			return &Behaviour{ID: b.ID, Number: b.Number, Name: b.NameIn(lang), By: store.NamedByNominator}
		}
	}
	if b, words, ok := w.Catalogue.Suggest(m.words(), lang); ok {
		return &Behaviour{ID: b.ID, Number: b.Number, Name: b.NameIn(lang), By: store.NamedByWords, Words: words}
	}
	return nil
}

// describingFirst puts what describes the recognition before "also": who helped
// is nominated with the same.
func describingFirst(commands []decision.Command) []decision.Command {
	return slices.SortedStableFunc(slices.Values(commands), func(a, b decision.Command) int {
		return cmp.Compare(later(a), later(b))
	})
}

func later(c decision.Command) int {
	if c.Name == "also" {
		return 1
	}
	return 0
}
