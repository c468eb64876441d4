package jobs

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"

	"goodword/internal/recognition/audience"
	"goodword/internal/recognition/coach"
	"goodword/internal/recognition/match"
	"goodword/internal/recognition/tone"
	"goodword/internal/store"
	"goodword/templates"
)

// parted is a mail of praise and challenge taken apart: each with its own
// sentences, and with whom those name. A mail that cannot be parted is both.
func (w work) parted(p praise, search match.Mail) (good, bad praise) {
	good, bad = p, p
	kept, blamed := tone.Split(p.tone)
	if kept == "" || blamed == "" {
		return good, bad
	}
	good.words, bad.words = kept, blamed
	search.Text = kept
	if found := w.people.index.Find(search); len(found.Chosen) > 0 {
		good.result = found
	}
	// Whom the praise names is not blamed: only the critical words themselves name somebody.
	bad.result = match.Result{}
	if len(p.result.Chosen) == 1 {
		bad.team = p.result.Chosen[0]
	}
	return good, bad
}

// blamed finds the one colleague whom critical words name: by the full name, or
// by a given name that only one has; 0 where nobody is, or several are. The
// matcher looks for who is praised, and passes over names in such words.
func (w work) blamed(words, author string) int64 {
	said := " " + plainNames(words) + " "
	var full, given []int64
	for p := range w.people.begunBy(strings.Fields(said)) {
		if strings.EqualFold(p.Name, author) {
			continue
		}
		if strings.Contains(said, " "+plainNames(p.Name)+" ") {
			full = append(full, p.ID)
		} else if p.Given != "" && w.people.called[p.Given] == 1 && !strings.Contains(" "+author+" ", " "+p.Given+" ") && strings.Contains(said, " "+plainNames(p.Given)+" ") {
			given = append(given, p.ID)
		}
	}
	switch {
	case len(full) == 1 && len(given) == 0:
		return full[0]
	case len(full) == 0 && len(given) == 1:
		return given[0]
	}
	return 0
}

// plainNames is a text as words with single spaces, capitals kept: "Nick" is a name and "nick" none.
func plainNames(text string) string { return strings.Join(plainWords(text), " ") }

func plainWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' })
}

// names lets those be found whose names a text may have in it, without looking at everybody.
type names struct {
	called map[string]int     // how many active people have this given name
	begun  map[string][]int32 // the active people whose whole or given name begins with a word, by their rows
}

func (n names) add(row int32, p store.Person) {
	if !p.Active {
		return
	}
	n.called[p.Given]++
	whole, given := plainWords(p.Name), plainWords(p.Given)
	if len(whole) > 0 {
		n.begun[whole[0]] = append(n.begun[whole[0]], row)
	}
	if len(given) > 0 && (len(whole) == 0 || given[0] != whole[0]) {
		n.begun[given[0]] = append(n.begun[given[0]], row)
	}
}

// begunBy gives the active people whose whole or given name begins with one of the words, each once.
func (c *company) begunBy(words []string) iter.Seq[store.Person] {
	var rows []int32
	for _, word := range slices.Compact(slices.Sorted(slices.Values(words))) { // a mail may say one name a million times
		rows = append(rows, c.begun[word]...)
	}
	slices.Sort(rows)
	return func(yield func(store.Person) bool) {
		for _, row := range slices.Compact(rows) {
			if !yield(c.member(row)) {
				return
			}
		}
	}
}

// managerFor gives who is told of critical words about somebody: the manager,
// or the next one above who is still there; 0 for nobody.
func (w work) managerFor(id int64) int64 {
	seen := map[int64]bool{}
	for p := w.people.person(id); p.ManagerID != nil && !seen[p.ID]; {
		seen[p.ID] = true
		if p = w.people.person(*p.ManagerID); p.Active {
			return p.ID
		}
	}
	return 0
}

// keepChallenge stores critical words with what they are about. Whoever is told
// of them in private logs the conversation; told is 0 where nobody is.
func (w work) keepChallenge(s *serviceArgs, told int64) (id int64, err error) {
	theme, _ := coach.Of(s.Words, s.Lang)
	c := store.Challenge{InboundID: w.cause, WordsHash: wordsHash("", s.Words), Site: s.Site, Theme: string(theme), CustomerName: clean(s.Customer),
		Words: clean(withoutTokens(s.Words)), Language: s.Lang, ReceivedAt: s.Received}
	if b, ok := w.Catalogue.ByID(string(theme)); ok {
		c.Behaviour, s.Behaviour = b.ID, b.ID
	}
	if s.Employee != 0 {
		c.EmployeeID = &s.Employee
	}
	if told != 0 {
		c.ManagerID = &told
	}
	id, err = store.OpenChallenge(w.ctx, w.tx, c, w.now)
	if errors.Is(err, store.ErrMoved) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return id, w.audit("challenge received", goodword, nil, nil, fmt.Sprintf("challenge %d", id))
}

// challengeArgs is what a manager is told in private.
type challengeArgs struct {
	serviceArgs
	Challenge int64
}

func (w work) buildChallengePrivate(l *store.Letter, _ *store.Nomination, f templates.Frame, b *built) error {
	args, err := decodeArgs[challengeArgs](l)
	if err != nil {
		return err
	}
	v := templates.ChallengePrivate{Frame: f, ServiceTeam: w.Settings.Service, Employee: w.personPtr(args.Employee), Customer: templates.Words(args.Customer),
		Words: templates.Words(audience.Manager.Words(withoutTokens(args.Words))), Lang: args.Lang, Received: args.Received}
	if args.Challenge != 0 { // letters of before conversations were logged have none
		c, err := store.ChallengeByID(w.ctx, w.tx, args.Challenge)
		if err != nil {
			return err
		}
		if c.Words == "" {
			return errNothingToSay // forgotten meanwhile
		}
		v.Theme, v.Behaviour = templates.Theme(c.Theme), w.behaviourName(c.Behaviour, f.Reader.Lang)
	}
	b.view, b.purpose = v, purposeApprover
	return nil
}

// behaviourName gives a behaviour's name in a language, "" for none.
func (w work) behaviourName(id, lang string) string {
	b, ok := w.Catalogue.ByID(id)
	if !ok {
		return ""
	}
	return b.NameIn(lang)
}
