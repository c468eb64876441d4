package behaviour

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Change is one entry in which two versions of a catalogue differ.
type Change struct {
	Kind   string // value, theme, touchpoint, behaviour
	ID     string
	What   string   // new, gone, changed, retired, back
	Fields []string // of a changed one: what differs, such as "words de"
}

// String shows a change in one line.
func (c Change) String() string {
	s := fmt.Sprintf("%-8s %-10s %s", c.What, c.Kind, c.ID)
	if len(c.Fields) > 0 {
		s += ": " + strings.Join(c.Fields, ", ")
	}
	return s
}

// Compare tells in which entries a newer version of a catalogue differs.
func Compare(old, new *Catalogue) []Change {
	terms := func(t Term) (string, any) { return t.ID, t }
	list := changes("value", old.Values, new.Values, terms)
	list = append(list, changes("theme", old.Themes, new.Themes, terms)...)
	list = append(list, changes("touchpoint", old.Touchpoints, new.Touchpoints, func(t Touchpoint) (string, any) { return t.ID, t })...)
	return append(list, changes("behaviour", slices.Concat(old.Behaviours, old.Retired), slices.Concat(new.Behaviours, new.Retired),
		func(b Behaviour) (string, any) { return b.ID, b })...)
}

func changes[T any](kind string, old, new []T, of func(T) (string, any)) []Change {
	before, after := map[string]any{}, map[string]any{}
	for _, t := range old {
		id, v := of(t)
		before[id] = v
	}
	var list []Change
	for _, t := range new {
		id, v := of(t)
		after[id] = v
		was, has := before[id]
		switch fields := differences(was, v); {
		case !has:
			list = append(list, Change{Kind: kind, ID: id, What: "new"})
		case len(fields) == 1 && fields[0] == "retired":
			what := "back"
			if b, ok := v.(Behaviour); ok && b.Retired {
				what = "retired"
			}
			list = append(list, Change{Kind: kind, ID: id, What: what})
		case len(fields) > 0:
			list = append(list, Change{Kind: kind, ID: id, What: "changed", Fields: fields})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		if _, has := after[id]; !has {
			list = append(list, Change{Kind: kind, ID: id, What: "gone"})
		}
	}
	return list
}

// differences names the fields in which two entries of a kind differ; texts by
// language are told apart.
func differences(old, new any) []string {
	if old == nil {
		return nil
	}
	a, b := reflect.ValueOf(old), reflect.ValueOf(new)
	var fields []string
	for i := range a.NumField() {
		name := strings.ToLower(a.Type().Field(i).Name)
		x, y := a.Field(i), b.Field(i)
		if name == "touchpoint" || name == "value" && a.FieldByName("ValueID").String() != "" || reflect.DeepEqual(x.Interface(), y.Interface()) {
			continue // the first of the touchpoints, and a value's name, are told where they stand
		}
		if x.Kind() != reflect.Map {
			fields = append(fields, strings.TrimSuffix(name, "id"))
			continue
		}
		for _, lang := range languagesOf(x, y) {
			key := reflect.ValueOf(lang)
			l, r := x.MapIndex(key), y.MapIndex(key)
			if !l.IsValid() || !r.IsValid() || !reflect.DeepEqual(l.Interface(), r.Interface()) {
				fields = append(fields, name+" "+lang)
			}
		}
	}
	return fields
}

func languagesOf(list ...reflect.Value) []string {
	seen := map[string]bool{}
	for _, m := range list {
		for _, key := range m.MapKeys() {
			seen[key.String()] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Fits says what keeps a catalogue from following another in use: a version
// that is not newer, and a number that would mean something else to whoever
// answers a question that is under way.
func Fits(old, new *Catalogue) []string {
	var wrong []string
	if new.Version <= old.Version {
		wrong = append(wrong, fmt.Sprintf("its version is %d, and version %d is in force: give it a higher one", new.Version, old.Version))
	}
	was := map[int]string{}
	for _, b := range slices.Concat(old.Behaviours, old.Retired) {
		was[b.Number] = b.ID
	}
	for _, b := range slices.Concat(new.Behaviours, new.Retired) {
		if id := was[b.Number]; id != "" && id != b.ID {
			wrong = append(wrong, fmt.Sprintf("behaviour %q has the number %d, which meant %q: answers under way would be misread; take a free number", b.ID, b.Number, id))
		}
	}
	return wrong
}

// Gone lists the behaviours that a newer catalogue no longer knows, not even as retired.
func Gone(old, new *Catalogue) []string {
	var ids []string
	for _, b := range slices.Concat(old.Behaviours, old.Retired) {
		if _, ok := new.ByID(b.ID); !ok {
			ids = append(ids, b.ID)
		}
	}
	return ids
}
