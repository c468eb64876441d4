// Package behaviour is the company's catalogue of what it hopes its people do
// at each touchpoint: how a behaviour is called, how a thank-you says it, and
// which words of a compliment suggest it. It reads the catalogue from TOML and
// suggests; the approver has the last word ("behaviour 2"), and nothing here
// decides about a nomination. Jobs and the letters call it.
package behaviour

import (
	"bytes"
	_ "embed" // the catalogue that comes along
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// Behaviour is one entry of a catalogue.
type Behaviour struct {
	ID         string              `toml:"id"`         // lower case, digits and hyphens; kept in the database
	Number     int                 `toml:"number"`     // 1 to 99: what a manager answers with
	Name       map[string]string   `toml:"name"`       // by BCP 47 language
	Touchpoint string              `toml:"touchpoint"` // the moment of the customer's journey, "any" for all
	Value      map[string]string   `toml:"value"`      // by language: which of the company's values it expresses
	Words      map[string]string   `toml:"words"`      // by language: its sentence in a thank-you
	Signs      map[string][]string `toml:"signs"`      // by language: words of a compliment that suggest it
}

// NameIn is the behaviour's name in lang, or in English, or in any language.
func (b Behaviour) NameIn(lang string) string { return in(b.Name, lang) }

// WordsIn is the sentence for a thank-you in lang, or in English, or in any
// language.
func (b Behaviour) WordsIn(lang string) string { return in(b.Words, lang) }

// ValueIn is the value it expresses, in lang, or in English, or in any language; "" for none.
func (b Behaviour) ValueIn(lang string) string { return in(b.Value, lang) }

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
// never changed after Load and may be used by many at once.
type Catalogue struct {
	Behaviours []Behaviour
	signs      map[string][]sign // by language
}

// ByNumber finds what "behaviour 2" names.
func (c *Catalogue) ByNumber(n int) (Behaviour, bool) {
	return c.find(func(b Behaviour) bool { return b.Number == n })
}

// ByID finds what a nomination's record names.
func (c *Catalogue) ByID(id string) (Behaviour, bool) {
	return c.find(func(b Behaviour) bool { return b.ID == id })
}

func (c *Catalogue) find(is func(Behaviour) bool) (Behaviour, bool) {
	if i := slices.IndexFunc(c.Behaviours, is); i >= 0 {
		return c.Behaviours[i], true
	}
	return Behaviour{}, false
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

// maxCatalogue is far above any catalogue that a person wrote.
const maxCatalogue = 1 << 20

// Load reads a catalogue of at most 1 MB in the form of behaviours.toml. Keys it
// does not know, wrong types and entries that could not be used are refused; the
// error begins with the line.
func Load(r io.Reader) (*Catalogue, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxCatalogue+1))
	if err != nil {
		return nil, fmt.Errorf("reading the behaviours: %w", err)
	}
	if len(raw) > maxCatalogue {
		return nil, fmt.Errorf("reading the behaviours: over %d bytes; is this the right file?", maxCatalogue)
	}
	var file struct {
		Behaviour []Behaviour `toml:"behaviour"`
	}
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(&file); err != nil {
		return nil, withLine(err)
	}
	if len(file.Behaviour) == 0 {
		return nil, errors.New("line 1: no [[behaviour]] in the file; write at least one")
	}
	starts := entryLines(raw)
	for i, b := range file.Behaviour {
		if err := check(b, file.Behaviour[:i]); err != nil {
			return nil, fmt.Errorf("line %d: behaviour %q: %w", starts.of(i), b.ID, err)
		}
	}
	c := &Catalogue{Behaviours: file.Behaviour}
	slices.SortFunc(c.Behaviours, func(a, b Behaviour) int { return a.Number - b.Number })
	c.signs = compile(c.Behaviours)
	return c, nil
}

func withLine(err error) error {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		line, _ := unknown.Errors[0].Position()
		return fmt.Errorf("line %d: %q is no key of a behaviour; known are id, number, name, touchpoint, value, words, signs",
			line, strings.Join(unknown.Errors[0].Key(), "."))
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, column := wrong.Position()
		return fmt.Errorf("line %d, column %d: %s", line, column, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return fmt.Errorf("reading the behaviours: %w", err)
}

var (
	validID       = regexp.MustCompile(`^[a-z][a-z0-9-]{0,39}$`)
	validLanguage = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

// maxSentence keeps the thank-you a letter, not a leaflet.
const maxSentence = 300

func check(b Behaviour, before []Behaviour) error {
	switch {
	case !validID.MatchString(b.ID):
		return errors.New("id must be lower-case letters, digits and hyphens, at most 40")
	case b.Number < 1 || b.Number > 99:
		return fmt.Errorf("number is %d; it must be 1 to 99", b.Number)
	case len(b.Words) == 0:
		return errors.New("words is missing: the sentence for the thank-you, such as words.en")
	}
	for _, other := range before {
		if other.ID == b.ID {
			return errors.New("this id is there twice")
		}
		if other.Number == b.Number {
			return fmt.Errorf("number %d already belongs to %q", b.Number, other.ID)
		}
	}
	for _, lang := range sortedKeys(b.Words) {
		if b.Name[lang] == "" {
			return fmt.Errorf("words.%s is there, name.%s is not; a language needs both", lang, lang)
		}
	}
	for _, m := range []map[string]string{b.Name, b.Value, b.Words} {
		for _, lang := range sortedKeys(m) {
			if err := checkSentence(lang, m[lang]); err != nil {
				return err
			}
		}
	}
	return checkSigns(b)
}

func checkSentence(lang, s string) error {
	switch {
	case !validLanguage.MatchString(lang):
		return fmt.Errorf("%q is no language; write en, de, pt-BR", lang)
	case strings.TrimSpace(s) == "" || strings.ContainsAny(s, "\r\n\t"):
		return fmt.Errorf("the words in %s must be one line, and not empty", lang)
	case len([]rune(s)) > maxSentence:
		return fmt.Errorf("the words in %s are longer than %d characters", lang, maxSentence)
	}
	return nil
}

func checkSigns(b Behaviour) error {
	for _, lang := range sortedKeys(b.Signs) {
		if !validLanguage.MatchString(lang) {
			return fmt.Errorf("signs.%s: this is no language; write en, de, pt-BR", lang)
		}
		for _, s := range b.Signs[lang] {
			if len(tokens(strings.ReplaceAll(s, "*", ""))) == 0 || strings.Contains(strings.TrimRight(s, "*"), "*") {
				return fmt.Errorf("signs.%s: %q must be words, with * at most at the end", lang, s)
			}
		}
	}
	return nil
}
