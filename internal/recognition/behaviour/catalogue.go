// Package behaviour is the company's catalogue of what it hopes its people do:
// the touchpoints of the customer's journey, the behaviours that matter there,
// the values they express and the themes of the strategy they serve. It says
// how a behaviour is called, how a thank-you says it, and which words of a
// compliment suggest it. It reads the catalogue from TOML, compares two versions
// and suggests; the approver has the last word ("behaviour 2"), and nothing here
// decides about a nomination. Jobs, the command line and the letters call it.
package behaviour

import (
	"bytes"
	_ "embed" // the catalogue that comes along
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Any is the touchpoint of a behaviour that belongs to all of them.
const Any = "any"

// Behaviour is one entry of a catalogue.
type Behaviour struct {
	ID          string              // lower case, digits and hyphens; kept in the database
	Number      int                 // 1 to 99: what a manager answers with
	Name        map[string]string   // by BCP 47 language
	Touchpoint  string              // its first touchpoint, or Any
	Touchpoints []string            // where it belongs, by id; nil for all of them
	ValueID     string              // "" for none, or for a value written into the entry itself
	Value       map[string]string   // by language: which of the company's values it expresses
	Theme       string              // id of the strategy's theme it serves, "" for none
	Words       map[string]string   // by language: its sentence in a thank-you
	Support     map[string]string   // by language: the sentence for those behind the scenes; nil takes Words
	Signs       map[string][]string // by language: words of a compliment that suggest it
	Retired     bool                // named where a nomination bears it, and no longer offered
}

// NameIn is the behaviour's name in lang, or in English, or in any language.
func (b Behaviour) NameIn(lang string) string { return in(b.Name, lang) }

// WordsIn is the sentence for a thank-you in lang, or in English, or in any
// language.
func (b Behaviour) WordsIn(lang string) string { return in(b.Words, lang) }

// SentenceFor is the sentence for a thank-you to somebody in a role: supporting
// roles have one of their own where the catalogue gives it.
func (b Behaviour) SentenceFor(role, lang string) string {
	if role == Support && len(b.Support) > 0 {
		return in(b.Support, lang)
	}
	return b.WordsIn(lang)
}

// ValueIn is the value it expresses, in lang, or in English, or in any language; "" for none.
func (b Behaviour) ValueIn(lang string) string { return in(b.Value, lang) }

// At says whether it belongs to a touchpoint.
func (b Behaviour) At(touchpoint string) bool {
	return b.Touchpoints == nil || slices.Contains(b.Touchpoints, touchpoint)
}

// Meets says whether both belong to one touchpoint; b everywhere meets all.
func (b Behaviour) Meets(other Behaviour) bool {
	return b.Touchpoints == nil || slices.ContainsFunc(other.Touchpoints, b.At)
}

// Roles as the directory has them.
const (
	FrontLine = "front_line"
	Support   = "support"
	Manager   = "manager"
	Executive = "executive"
)

// Touchpoint is a moment of the customer's journey, or of the work behind it.
type Touchpoint struct {
	ID    string
	Name  map[string]string
	Roles []string            // whose moment it is; nil for everybody's
	Teams []string            // as the directory has them, in any case of letters; nil for all
	Signs map[string][]string // by language: words of a compliment that place it there
}

// NameIn is its name in lang, or in English, or in any language.
func (t Touchpoint) NameIn(lang string) string {
	if len(t.Name) == 0 {
		return t.ID
	}
	return in(t.Name, lang)
}

// Meets says whether somebody in this role and team meets customers there, or
// leads those who do: a manager's or an executive's own role leaves nothing out.
func (t Touchpoint) Meets(role, team string) bool {
	leads := role == Manager || role == Executive
	if len(t.Roles) > 0 && !leads && !slices.Contains(t.Roles, role) {
		return false
	}
	return len(t.Teams) == 0 || role == Executive ||
		slices.ContainsFunc(t.Teams, func(name string) bool { return strings.EqualFold(name, team) })
}

// Term is something with an id and a name by language: a value, a theme.
type Term struct {
	ID   string
	Name map[string]string
}

// NameIn is its name in lang, or in English, or in any language.
func (t Term) NameIn(lang string) string { return in(t.Name, lang) }

func in(by map[string]string, lang string) string {
	for _, l := range []string{lang, base(lang), "en"} {
		if s := by[l]; s != "" {
			return s
		}
	}
	for _, l := range sortedKeys(by) { // sorted, so that the same letter is written every time
		return by[l]
	}
	return ""
}

func base(lang string) string {
	b, _, _ := strings.Cut(lang, "-")
	return strings.ToLower(b)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Catalogue is a company's behaviours, in the order of their numbers. It is
// never changed after it was read and may be used by many at once.
type Catalogue struct {
	Version     int // 0 where the file has none
	Behaviours  []Behaviour
	Retired     []Behaviour // named where a nomination bears them, and no longer offered
	Touchpoints []Touchpoint
	Values      []Term
	Themes      []Term
	signs       map[string][]sign // of behaviours, by language
	places      map[string][]sign // of touchpoints, by language
}

// ByNumber finds what "behaviour 2" names; a retired one is offered no longer.
func (c *Catalogue) ByNumber(n int) (Behaviour, bool) {
	return found(c.Behaviours, func(b Behaviour) bool { return b.Number == n })
}

// ByID finds what a nomination's record names, retired ones too.
func (c *Catalogue) ByID(id string) (Behaviour, bool) {
	is := func(b Behaviour) bool { return b.ID == id }
	if b, ok := found(c.Behaviours, is); ok {
		return b, true
	}
	return found(c.Retired, is)
}

// Named finds what somebody calls a behaviour: its number, its id, or its name
// in any language, with or without the # and the spaces ("#takingownership").
func (c *Catalogue) Named(said string) (Behaviour, bool) {
	said = strings.TrimPrefix(strings.TrimSpace(said), "#")
	if n, err := strconv.Atoi(said); err == nil {
		return c.ByNumber(n)
	}
	bare := squeezed(said)
	if bare == "" {
		return Behaviour{}, false
	}
	return found(c.Behaviours, func(b Behaviour) bool {
		if squeezed(b.ID) == bare {
			return true
		}
		for _, name := range b.Name {
			if squeezed(name) == bare || squeezed(umlauts.Replace(strings.ToLower(name))) == bare {
				return true
			}
		}
		return false
	})
}

// squeezed is a name without spaces, hyphens, accents and capitals.
func squeezed(s string) string { return strings.Join(folded(tokens(s)), "") }

// TouchpointByID finds a touchpoint.
func (c *Catalogue) TouchpointByID(id string) (Touchpoint, bool) {
	return found(c.Touchpoints, func(t Touchpoint) bool { return t.ID == id })
}

// ThemeByID finds a theme of the strategy.
func (c *Catalogue) ThemeByID(id string) (Term, bool) {
	return found(c.Themes, func(t Term) bool { return t.ID == id })
}

func found[T any](list []T, is func(T) bool) (T, bool) {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], true
	}
	var none T
	return none, false
}

// Moment is a touchpoint with the behaviours that are expected there.
type Moment struct {
	Touchpoint Touchpoint // without an id: everywhere
	Behaviours []Behaviour
}

// Moments gives the touchpoints of somebody in a role and team, each with its
// own behaviours, and last those that are expected everywhere. A touchpoint to
// which no behaviour belongs of its own is left out.
func (c *Catalogue) Moments(role, team string) []Moment {
	var list []Moment
	for _, t := range c.Touchpoints {
		m := Moment{Touchpoint: t}
		for _, b := range c.Behaviours {
			if b.Touchpoints != nil && b.At(t.ID) {
				m.Behaviours = append(m.Behaviours, b)
			}
		}
		if t.Meets(role, team) && len(m.Behaviours) > 0 {
			list = append(list, m)
		}
	}
	everywhere := Moment{}
	for _, b := range c.Behaviours {
		if b.Touchpoints == nil {
			everywhere.Behaviours = append(everywhere.Behaviours, b)
		}
	}
	if len(everywhere.Behaviours) > 0 {
		list = append(list, everywhere)
	}
	return list
}

//go:embed behaviours.toml
var defaults []byte

// DefaultText is the catalogue that comes along, as a file to start one's own from.
func DefaultText() []byte { return bytes.Clone(defaults) }

// Default is the catalogue that comes along: eight behaviours of a service
// company in English, German, French and Spanish.
var Default = sync.OnceValue(func() *Catalogue {
	c, err := Load(bytes.NewReader(defaults))
	if err != nil {
		panic("behaviour: the catalogue that comes along: " + err.Error())
	}
	return c
})
