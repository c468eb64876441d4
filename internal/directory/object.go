package directory

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// object is one entry of a directory that speaks JSON.
type object map[string]any

// at gives the texts at a path such as "name.fullName", "businessPhones" or
// "phones[type=work].value". Of a list every member counts, the one that is
// marked as primary first.
func (o object) at(path string) []string { return texts(map[string]any(o), strings.Split(path, ".")) }

func texts(v any, path []string) []string {
	switch v := v.(type) {
	case []any:
		var all []string
		for _, one := range primaryFirst(v) {
			all = append(all, texts(one, path)...)
		}
		return all
	case map[string]any:
		if len(path) == 0 {
			return nil
		}
		name, which, _ := strings.Cut(path[0], "[")
		key, value, _ := strings.Cut(strings.TrimSuffix(which, "]"), "=")
		return texts(only(v[name], key, value), path[1:])
	case string:
		if len(path) == 0 && v != "" {
			return []string{v}
		}
	case bool:
		if len(path) == 0 {
			return []string{strconv.FormatBool(v)}
		}
	case float64:
		if len(path) == 0 {
			return []string{strconv.FormatFloat(v, 'f', -1, 64)}
		}
	}
	return nil
}

// only keeps the members of a list for which key has a value; without a key, all.
func only(v any, key, value string) any {
	list, ok := v.([]any)
	if !ok || key == "" {
		return v
	}
	return slices.DeleteFunc(slices.Clone(list), func(one any) bool {
		member, ok := one.(map[string]any)
		return !ok || !slices.ContainsFunc(texts(member, []string{key}), func(s string) bool { return strings.EqualFold(s, value) })
	})
}

func primaryFirst(list []any) []any {
	rank := func(v any) int {
		if member, ok := v.(map[string]any); ok && member["primary"] == true {
			return 0
		}
		return 1
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b any) int { return cmp.Compare(rank(a), rank(b)) })
	return sorted
}

// record reads an entry by a mapping of our columns to paths.
func (o object) record(key string, active bool, m Mapping) record {
	r := record{key: strings.ToLower(key), active: active, values: map[string][]string{}}
	for ours, path := range m {
		r.values[ours] = o.at(path)
	}
	if boss := r.values["manager"]; len(boss) > 0 {
		r.manager = strings.ToLower(boss[0])
	}
	if said := r.values["active"]; len(said) > 0 {
		p := Person{Active: true}
		if setActive(&p, said[0]) == nil {
			r.active = r.active && p.Active
		}
	}
	return r
}

// link makes keys of managers who are named by an address or an alias.
func link(records []record) {
	keys := map[string]string{}
	for _, r := range records {
		for _, a := range aliases(r.values["aliases"], "") {
			keys[a] = r.key
		}
	}
	for _, r := range records {
		if a := mainAddress(&r); a != "" {
			keys[a] = r.key
		}
	}
	for _, r := range records {
		keys[r.key] = r.key
	}
	for i := range records {
		if key, ok := keys[records[i].manager]; ok {
			records[i].manager = key
		}
	}
}

// once keeps the last of entries with one key: a list that changes while it is
// read may give somebody twice.
func once(records []record) []record {
	byKey := map[string]record{}
	for _, r := range records {
		byKey[r.key] = r
	}
	kept := make([]record, 0, len(byKey))
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		kept = append(kept, byKey[key])
	}
	return kept
}
