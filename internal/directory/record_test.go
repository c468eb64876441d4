package directory

import (
	"strings"
	"testing"
)

func entry(key, boss string, active bool, pairs ...string) record {
	r := record{key: key, manager: boss, active: active, values: map[string][]string{}}
	for i := 0; i < len(pairs); i += 2 {
		r.values[pairs[i]] = append(r.values[pairs[i]], pairs[i+1])
	}
	return r
}

// What a directory says of nobody stays as it is known.
func TestOver(t *testing.T) {
	t.Parallel()
	l, problems := gather([]record{entry("1", "", true, "address", "mara@corp.example", "name", "Mara L", "title", "Chair"),
		entry("2", "1", true, "address", "jorg@corp.example", "name", "Jörg Müller")})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	people := l.Over(want())
	jorg, mara := people[0], people[1]
	if mara.Name != "Mara L" || mara.Title != "Chair" || mara.Site != "Hamburg" || mara.Role != Executive {
		t.Errorf("Mara is %+v", mara)
	}
	if jorg.Title != "" || strings.Join(jorg.Nicknames, " ") != "Jogi Joe" || jorg.Manager != "mara@corp.example" || jorg.Role != FrontLine {
		t.Errorf("Jörg is %+v", jorg)
	}
}

// Managers in a circle and an address of two are told by entry, and nothing is used.
func TestWhatCannotBe(t *testing.T) {
	t.Parallel()
	_, problems := gather([]record{entry("1", "2", true, "address", "a@corp.example", "aliases", "smtp:both@corp.example"),
		entry("2", "1", true, "address", "b@corp.example", "aliases", "both@corp.example"),
		entry("3", "4", false, "address", "c@corp.example"), entry("4", "3", false), entry("5", "3", true, "address", "d@corp.example")})
	said := ""
	for _, p := range problems {
		said += p.Message + "\n"
	}
	if !strings.Contains(said, "2: both@corp.example is an address of 1, too") || !strings.Contains(said, "comes back to its beginning") {
		t.Errorf("the problems are:\n%s", said)
	}
}
