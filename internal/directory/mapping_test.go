package directory

import (
	"strings"
	"testing"
)

func TestReadAs(t *testing.T) {
	t.Parallel()
	m, err := ParseMapping([]string{"address=Work e-mail", "manager = Boss", "title=Name of post"})
	if err != nil {
		t.Fatal(err)
	}
	people, problems := ReadAs(strings.NewReader("WORK E-MAIL;Name;Boss;Title;Name of post;Salary\na@corp.example;Al;;ignored;Clerk;1\nb@corp.example;Bo;a@corp.example;;;2\n"), m)
	if len(problems) > 0 || len(people) != 2 {
		t.Fatal(problems)
	}
	if people[0].Title != "Clerk" || people[1].Manager != "a@corp.example" || people[0].Role != Manager {
		t.Errorf("read %+v", people)
	}
	if _, problems = ReadAs(strings.NewReader("Work e-mail;Name\na@corp.example;Al\n"), m); len(problems) != 2 {
		t.Errorf("columns that are mapped and missing give %v", problems)
	}
}

func TestMappingsThatAreNone(t *testing.T) {
	t.Parallel()
	for pair, why := range map[string]string{
		"team": "expected OURS=THEIRS", "=Unit": "expected OURS=THEIRS", "team=": "expected OURS=THEIRS",
		"shoe=Size": "there is no column shoe", "team=Unit": "mapped to Dept already", "site=Dept": "to the column team already",
	} {
		if _, err := ParseMapping([]string{"team=Dept", pair}); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, want %s", pair, err, why)
		}
	}
}
