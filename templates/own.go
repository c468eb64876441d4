package templates

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Own lists the letters of the company's folder, such as "de/reminder", in order.
func (s *Set) Own() []string { return slices.Sorted(maps.Keys(s.own)) }

// Missing lists letters that the company wrote in some languages and not in
// this one, where goodword's own letter stands in; in order.
func (s *Set) Missing() []string {
	var list []string
	for _, k := range Kinds() {
		written, missing := 0, []string(nil)
		for _, lang := range Languages() {
			name := lang + "/" + string(k.Kind)
			if s.own[name] {
				written++
			} else {
				missing = append(missing, name)
			}
		}
		if written > 0 {
			list = append(list, missing...)
		}
	}
	slices.Sort(list)
	return list
}

// Origin says in a sentence which letters are the company's and where
// goodword's own stand in; "" without a folder of the company's.
func (s *Set) Origin() string {
	if s.folder == "" {
		return ""
	}
	said := fmt.Sprintf("%d of %d letters come from %s; goodword's own stand in for the rest", len(s.own), len(s.sources), s.folder)
	if missing := s.Missing(); len(missing) > 0 {
		said += ", also for these, which the folder has in other languages: " + strings.Join(missing, ", ")
	}
	return said
}
