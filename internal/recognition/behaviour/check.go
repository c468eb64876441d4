package behaviour

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// checker looks through a file and notes what is wrong with it.
type checker struct {
	file     file
	at       func() lines // read when something is wrong
	problems []Problem
}

func (k *checker) wrong(path, format string, args ...any) {
	k.problems = append(k.problems, Problem{k.at().of(path), fmt.Sprintf(format, args...)})
}

var (
	validID       = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
	validLanguage = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// maxSentence keeps the thank-you a letter, not a leaflet.
const maxSentence = 300

func (k *checker) all() {
	if k.file.Version < 0 {
		k.wrong("version", "version is %d; it must be 1 or more", k.file.Version)
	}
	if len(k.file.Behaviour) == 0 {
		k.wrong("behaviour", "no [[behaviour]] in the file; write at least one")
	}
	values, themes := k.terms("value", k.file.Value), k.terms("theme", k.file.Theme)
	touchpoints := k.touchpoints()
	for i, b := range k.file.Behaviour {
		k.behaviour(i, b, values, themes, touchpoints)
	}
}

// id checks an id and that it is there once, and gives what errors call the entry.
func (k *checker) id(kind, path, id string, seen *[]string) string {
	called := fmt.Sprintf("%s %q: ", kind, id)
	switch {
	case !validID.MatchString(id):
		k.wrong(path+".id", "%sid must be lower-case letters, digits and hyphens, at most 40", called)
	case slices.Contains(*seen, id):
		k.wrong(path+".id", "%sthis id is there twice", called)
	case kind == "touchpoint" && id == Any:
		k.wrong(path+".id", "%sthis word means all touchpoints; take another id", called)
	}
	*seen = append(*seen, id)
	return called
}

func (k *checker) terms(kind string, list []termEntry) []string {
	var seen []string
	for i, t := range list {
		path := fmt.Sprintf("%s.%d", kind, i)
		called := k.id(kind, path, t.ID, &seen)
		k.names(path, called, t.Name)
	}
	return seen
}

// names checks that something has a name at all.
func (k *checker) names(path, called string, name map[string]string) {
	if len(name) == 0 {
		k.wrong(path, "%sname is missing, such as name.en", called)
	}
	k.sentences(path+".name", called, name)
}

func (k *checker) touchpoints() []string {
	var seen []string
	for i, t := range k.file.Touchpoint {
		path := fmt.Sprintf("touchpoint.%d", i)
		called := k.id("touchpoint", path, t.ID, &seen)
		k.names(path, called, t.Name)
		for _, role := range t.Roles {
			if !slices.Contains([]string{FrontLine, Support, Manager, Executive}, role) {
				k.wrong(path+".roles", "%s%q is no role; there are front_line, support, manager, executive", called, role)
			}
		}
		for _, team := range t.Teams {
			if strings.TrimSpace(team) == "" {
				k.wrong(path+".teams", "%sa team without a name", called)
			}
		}
		k.signs(path+".signs", called, t.Signs)
	}
	return seen
}

func (k *checker) behaviour(i int, b behaviourEntry, values, themes, touchpoints []string) {
	path := fmt.Sprintf("behaviour.%d", i)
	before := make([]string, i)
	for n := range i {
		before[n] = k.file.Behaviour[n].ID
	}
	called := k.id("behaviour", path, b.ID, &before)
	if b.Number < 1 || b.Number > 99 {
		k.wrong(path+".number", "%snumber is %d; it must be 1 to 99", called, b.Number)
	}
	for _, other := range k.file.Behaviour[:i] {
		if other.Number == b.Number {
			k.wrong(path+".number", "%snumber %d already belongs to %q", called, b.Number, other.ID)
		}
	}
	if len(b.Words) == 0 {
		k.wrong(path, "%swords is missing: the sentence for the thank-you, such as words.en", called)
	}
	for _, lang := range sortedKeys(b.Words) {
		if b.Name[lang] == "" {
			k.wrong(path+".words."+lang, "%swords.%s is there, name.%s is not; a language needs both", called, lang, lang)
		}
	}
	k.sentences(path+".name", called, b.Name)
	k.sentences(path+".words", called, b.Words)
	k.sentences(path+".support", called, b.Support)
	k.signs(path+".signs", called, b.Signs)
	k.value(path+".value", called, b.Value, values)
	if b.Theme != "" && !slices.Contains(themes, b.Theme) {
		k.wrong(path+".theme", "%sthere is no [[theme]] %q%s", called, b.Theme, oneOf(themes))
	}
	for _, t := range b.places() {
		if !slices.Contains(touchpoints, t) && (k.file.Version > 0 || len(touchpoints) > 0) {
			k.wrong(k.at().either(path+".touchpoints", path+".touchpoint"), "%sthere is no [[touchpoint]] %q%s", called, t, oneOf(touchpoints))
		}
	}
}

func oneOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "; there are " + strings.Join(list, ", ")
}

// value checks what a behaviour says of its value: an id, or a name by language.
func (k *checker) value(path, called string, value any, values []string) {
	switch v := value.(type) {
	case nil:
	case string:
		if !slices.Contains(values, v) {
			k.wrong(path, "%sthere is no [[value]] %q%s", called, v, oneOf(values))
		}
	case map[string]any:
		name := map[string]string{}
		for lang, s := range v {
			text, ok := s.(string)
			if !ok {
				k.wrong(path, "%svalue.%s must be a text", called, lang)
				return
			}
			name[lang] = text
		}
		k.sentences(path, called, name)
	default:
		k.wrong(path, "%svalue must be the id of a [[value]]", called)
	}
}

func (k *checker) sentences(path, called string, by map[string]string) {
	for _, lang := range sortedKeys(by) {
		s := by[lang]
		at := path + "." + lang
		switch {
		case !validLanguage.MatchString(lang):
			k.wrong(at, "%s%q is no language; write en, de, pt-BR", called, lang)
		case strings.TrimSpace(s) == "" || strings.ContainsAny(s, "\r\n\t"):
			k.wrong(at, "%sthe words in %s must be one line, and not empty", called, lang)
		case len([]rune(s)) > maxSentence:
			k.wrong(at, "%sthe words in %s are longer than %d characters", called, lang, maxSentence)
		}
	}
}

func (k *checker) signs(path, called string, by map[string][]string) {
	for _, lang := range sortedKeys(by) {
		at := path + "." + lang
		if !validLanguage.MatchString(lang) {
			k.wrong(at, "%ssigns.%s: this is no language; write en, de, pt-BR", called, lang)
			continue
		}
		for _, s := range by[lang] {
			if len(tokens(strings.ReplaceAll(s, "*", ""))) == 0 || strings.Contains(strings.TrimRight(s, "*"), "*") {
				k.wrong(at, "%ssigns.%s: %q must be words, with * at most at the end", called, lang, s)
			}
		}
	}
}

// Notes tells what is allowed in a catalogue and may still not be meant: names
// and sentences that a language lacks, and touchpoints, values and themes to
// which nothing belongs.
func (c *Catalogue) Notes() []string {
	var notes []string
	note := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	languages := map[string]bool{}
	for _, b := range c.Behaviours {
		for lang := range b.Words {
			languages[lang] = true
		}
	}
	lacks := func(what, id string, by map[string]string) {
		for _, lang := range sortedKeys(languages) {
			if len(by) > 0 && by[lang] == "" && by[base(lang)] == "" {
				note("%s %q has nothing in %s; readers of it get %q", what, id, lang, in(by, lang))
			}
		}
	}
	belongs := func(is func(Behaviour) bool) bool { return slices.ContainsFunc(c.Behaviours, is) }
	for _, b := range c.Behaviours {
		lacks("behaviour", b.ID, b.Words)
		lacks("behaviour's support of", b.ID, b.Support)
		if len(b.Signs) == 0 {
			note("behaviour %q has no signs: no words will suggest it", b.ID)
		}
	}
	for _, t := range c.Touchpoints {
		lacks("touchpoint", t.ID, t.Name)
		if !belongs(func(b Behaviour) bool { return b.Touchpoints != nil && b.At(t.ID) }) {
			note("touchpoint %q has no behaviour of its own", t.ID)
		}
	}
	for _, v := range c.Values {
		lacks("value", v.ID, v.Name)
		if !belongs(func(b Behaviour) bool { return b.ValueID == v.ID }) {
			note("value %q is expressed by no behaviour", v.ID)
		}
	}
	for _, t := range c.Themes {
		lacks("theme", t.ID, t.Name)
		if !belongs(func(b Behaviour) bool { return b.Theme == t.ID }) {
			note("theme %q is served by no behaviour", t.ID)
		}
	}
	return notes
}
