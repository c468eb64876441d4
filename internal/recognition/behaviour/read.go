package behaviour

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

// file is a catalogue as it is written.
type file struct {
	Version    int               `toml:"version"`
	Value      []termEntry       `toml:"value"`
	Theme      []termEntry       `toml:"theme"`
	Touchpoint []touchpointEntry `toml:"touchpoint"`
	Behaviour  []behaviourEntry  `toml:"behaviour"`
}

type termEntry struct {
	ID   string            `toml:"id"`
	Name map[string]string `toml:"name"`
}

type touchpointEntry struct {
	ID    string              `toml:"id"`
	Name  map[string]string   `toml:"name"`
	Roles []string            `toml:"roles"`
	Teams []string            `toml:"teams"`
	Signs map[string][]string `toml:"signs"`
}

type behaviourEntry struct {
	ID          string              `toml:"id"`
	Number      int                 `toml:"number"`
	Name        map[string]string   `toml:"name"`
	Touchpoint  string              `toml:"touchpoint"`
	Touchpoints []string            `toml:"touchpoints"`
	Value       any                 `toml:"value"` // the id of a value, or its name by language
	Theme       string              `toml:"theme"`
	Words       map[string]string   `toml:"words"`
	Support     map[string]string   `toml:"support"`
	Signs       map[string][]string `toml:"signs"`
	Retired     bool                `toml:"retired"`
}

// places gives where a behaviour belongs, as it is written; nil for everywhere.
func (b behaviourEntry) places() []string {
	list := b.Touchpoints
	if b.Touchpoint != "" && b.Touchpoint != Any {
		list = append([]string{b.Touchpoint}, list...)
	}
	if len(list) == 0 || slices.Contains(list, Any) {
		return nil
	}
	return list
}

// Problem is something wrong with a catalogue, or worth knowing of it.
type Problem struct {
	Line int // from 1
	What string
}

func (p Problem) Error() string { return fmt.Sprintf("line %d: %s", p.Line, p.What) }

// maxCatalogue is far above any catalogue that a person wrote.
const maxCatalogue = 1 << 20

// Load reads a catalogue of at most 1 MB in the form of behaviours.toml. Keys it
// does not know, wrong types and entries that could not be used are refused; the
// error begins with the line. A file without version, touchpoints and themes is
// read as well: 0.1 knew only behaviours.
func Load(r io.Reader) (*Catalogue, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxCatalogue+1))
	if err != nil {
		return nil, fmt.Errorf("reading the behaviours: %w", err)
	}
	c, problems := Read(raw)
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return c, nil
}

// Read reads a catalogue and gives all that is wrong with it, by line. With a
// problem there is no catalogue.
func Read(raw []byte) (*Catalogue, []Problem) {
	if len(raw) > maxCatalogue {
		return nil, []Problem{{1, fmt.Sprintf("over %d bytes; is this the right file?", maxCatalogue)}}
	}
	var f file
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(&f); err != nil {
		return nil, notTOML(err)
	}
	k := &checker{file: f, at: sync.OnceValue(func() lines { return positions(raw) })}
	k.all()
	if len(k.problems) > 0 {
		slices.SortStableFunc(k.problems, func(a, b Problem) int { return a.Line - b.Line })
		return nil, k.problems
	}
	return k.catalogue(), nil
}

// goField is how the decoder names a field of ours.
var goField = regexp.MustCompile(`cannot decode TOML (\w+) into struct field \S+ of type (\S+)`)

// known are the keys of each kind of entry, for who mistyped one.
var known = map[string]string{
	"behaviour":  "id, number, name, touchpoint, touchpoints, value, theme, words, support, signs, retired",
	"touchpoint": "id, name, roles, teams, signs", "value": "id, name", "theme": "id, name",
}

func notTOML(err error) []Problem {
	var unknown *toml.StrictMissingError
	if errors.As(err, &unknown) && len(unknown.Errors) > 0 {
		var list []Problem
		for _, e := range unknown.Errors {
			line, _ := e.Position()
			key := e.Key()
			what := fmt.Sprintf("%q is not known; there are version, value, theme, touchpoint and behaviour", strings.Join(key, "."))
			if keys := known[key[0]]; keys != "" {
				what = fmt.Sprintf("%q is no key of a %s; known are %s", strings.Join(key, "."), key[0], keys)
			}
			list = append(list, Problem{line, what})
		}
		return list
	}
	var wrong *toml.DecodeError
	if errors.As(err, &wrong) {
		line, column := wrong.Position()
		said := goField.ReplaceAllString(strings.TrimPrefix(wrong.Error(), "toml: "), "a TOML $1 stands here, and it must be of type $2")
		return []Problem{{line, fmt.Sprintf("column %d: %s", column, said)}}
	}
	return []Problem{{1, err.Error()}}
}

// catalogue makes the catalogue of a file without problems.
func (k *checker) catalogue() *Catalogue {
	c := &Catalogue{Version: k.file.Version}
	for _, v := range k.file.Value {
		c.Values = append(c.Values, Term(v))
	}
	for _, t := range k.file.Theme {
		c.Themes = append(c.Themes, Term(t))
	}
	for _, t := range k.file.Touchpoint {
		c.Touchpoints = append(c.Touchpoints, Touchpoint(t))
	}
	for _, e := range k.file.Behaviour {
		b := Behaviour{ID: e.ID, Number: e.Number, Name: e.Name, Touchpoint: Any, Touchpoints: e.places(), Theme: e.Theme,
			Words: e.Words, Support: e.Support, Signs: e.Signs, Retired: e.Retired}
		if b.Touchpoints != nil {
			b.Touchpoint = b.Touchpoints[0]
		}
		b.ValueID, b.Value = k.valueOf(e)
		for _, id := range b.Touchpoints {
			if _, ok := c.TouchpointByID(id); !ok { // 0.1 declared none
				c.Touchpoints = append(c.Touchpoints, Touchpoint{ID: id})
			}
		}
		if b.Retired {
			c.Retired = append(c.Retired, b)
			continue
		}
		c.Behaviours = append(c.Behaviours, b)
	}
	slices.SortFunc(c.Behaviours, func(a, b Behaviour) int { return a.Number - b.Number })
	c.signs = compile(c.Behaviours, func(b Behaviour) map[string][]string { return b.Signs })
	c.places = compile(c.Touchpoints, func(t Touchpoint) map[string][]string { return t.Signs })
	return c
}

// valueOf gives the value a behaviour expresses: its id and its name, or the
// name alone where it stands in the entry itself.
func (k *checker) valueOf(e behaviourEntry) (string, map[string]string) {
	switch v := e.Value.(type) {
	case string:
		t, _ := found(k.file.Value, func(t termEntry) bool { return t.ID == v })
		return v, t.Name
	case map[string]any:
		name := map[string]string{}
		for lang, s := range v {
			name[lang], _ = s.(string)
		}
		return "", name
	}
	return "", nil
}
