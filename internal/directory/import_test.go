package directory

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// team is ten people of a boss, but for the managers of the first of them.
func team(without int) []Person {
	people := []Person{{Address: "boss@corp.example", Name: "Boss", Role: Manager, Active: true}}
	for i := range 10 {
		p := Person{Address: fmt.Sprintf("p%d@corp.example", i), Name: "P", Role: FrontLine, Active: true}
		if i >= without {
			p.Manager = "boss@corp.example"
		}
		people = append(people, p)
	}
	return people
}

// A list that takes the managers of too many looks broken; one whose manager left does not.
func TestGuardOfManagers(t *testing.T) {
	t.Parallel()
	inactive := team(0)
	inactive[0].Active = false
	for name, c := range map[string]struct {
		old, now []Person
		most     int
		says     string
	}{
		"none of them any more": {team(0), team(10), 20, "10 of the 10 people who have a manager would have none"},
		"more than may":         {team(0), team(3), 20, "3 of the 10 people"},
		"as many as may":        {team(0), team(2), 20, ""},
		"all may":               {team(0), team(10), 100, ""},
		"none before either":    {team(10), team(10), 0, ""},
		"the first lines":       {team(10), team(0), 0, ""},
		"their manager left":    {team(0), team(10)[1:], 20, ""},
		"had left before":       {inactive, team(10)[1:], 20, ""},
		"two people":            {team(0)[:2], team(10)[:2], 20, "1 of the 1 people"},
	} {
		err := Compare(c.old, c.now).Guard(c.old, c.most)
		if c.says == "" && err != nil || c.says != "" && (!errors.Is(err, ErrSuspicious) || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// So does a directory that knows no managers.
	silent, problems := gather([]record{entry("1", "", true, "address", "boss@corp.example"), entry("2", "", true, "address", "p0@corp.example")})
	old := team(0)[:2]
	if err := Compare(old, silent.Over(old)).Guard(old, 20); len(problems) > 0 || !errors.Is(err, ErrSuspicious) {
		t.Errorf("a directory without managers: %v, %v", problems, err)
	}
}
