package directory

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (go test -update writes it anew):\n%s", file, diff)
	}
}

const list = `Address;Name;Given;Family;Nicknames;Manager;Site;Region;Country;Time Zone;Language;Role;Title;Team;Phone;Aliases;Deputy;Active
Mara@corp.example;Mara Lindqvist;Mara;Lindqvist;;;Hamburg;North;de;Europe/Berlin;de;executive;CEO;;;ceo@corp.example;;
jorg@corp.example;;Jörg;Müller;Jogi, Joe;ceo@corp.example;Hamburg;North;DE;Europe/Berlin;de-DE;;Head of Service;Service;+49 40 1;;mara@corp.example;yes
bo@corp.example;Bo Núñez;;;;jorg@corp.example;Málaga;South;ES;Europe/Madrid;ES;Front Line;"Clerk; desk";Desk;;;;
ida@corp.example;Ida Old;;;;bo@corp.example;;;;;;support;;;;;;no

`

func want() []Person {
	return []Person{
		{Address: "mara@corp.example", Name: "Mara Lindqvist", Given: "Mara", Family: "Lindqvist", Site: "Hamburg", Region: "North", Country: "DE",
			TimeZone: "Europe/Berlin", Language: "de", Role: Executive, Title: "CEO", Aliases: []string{"ceo@corp.example"}, Active: true},
		{Address: "jorg@corp.example", Name: "Jörg Müller", Given: "Jörg", Family: "Müller", Nicknames: []string{"Jogi", "Joe"}, Manager: "mara@corp.example",
			Site: "Hamburg", Region: "North", Country: "DE", TimeZone: "Europe/Berlin", Language: "de-DE", Role: Manager, Title: "Head of Service",
			Team: "Service", Phone: "+49 40 1", Deputy: "mara@corp.example", Active: true},
		{Address: "bo@corp.example", Name: "Bo Núñez", Manager: "jorg@corp.example", Site: "Málaga", Region: "South", Country: "ES",
			TimeZone: "Europe/Madrid", Language: "es", Role: FrontLine, Title: "Clerk; desk", Team: "Desk", Active: true},
		{Address: "ida@corp.example", Name: "Ida Old", Manager: "bo@corp.example", Role: Support},
	}
}

func TestReadInEveryEncoding(t *testing.T) {
	t.Parallel()
	old, err := charmap.Windows1252.NewEncoder().String(list)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewEncoder().String(list)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"UTF-8": list, "UTF-8 with a mark": "\xef\xbb\xbf" + list, "Windows-1252": old, "UTF-16": wide,
		"CRLF": strings.ReplaceAll(list, "\n", "\r\n"),
		"tabs": strings.ReplaceAll(strings.ReplaceAll(list, "Clerk; desk", "Clerk, desk"), ";", "\t"),
	} {
		people, problems := Read(strings.NewReader(text))
		if len(problems) > 0 {
			t.Errorf("%s: %v", name, problems)
			continue
		}
		expected := want()
		if name == "tabs" {
			expected[2].Title = "Clerk, desk"
		}
		if diff := cmp.Diff(expected, people, cmpopts.IgnoreFields(Person{}, "Line")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if people[3].Line != 5 {
			t.Errorf("%s: line %d of the last person", name, people[3].Line)
		}
	}
}

// Every file in testdata has its problems beside it.
func TestProblems(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatal("no lists to try", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = f.Close() }()
			_, problems := Read(f)
			if len(problems) == 0 {
				t.Fatal("taken as right")
			}
			var b strings.Builder
			for _, p := range problems {
				fmt.Fprintf(&b, "%d %s: %s\n", p.Line, p.Column, p.Message)
			}
			golden(t, strings.TrimSuffix(file, ".csv")+".txt", b.String())
		})
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	old := want()
	if c := Compare(old, want()); !c.Empty() {
		t.Errorf("the same list changes %+v", c)
	}
	next := want()[:2]
	next[0].Address, next[0].Aliases = "mara.lindqvist@corp.example", []string{"mara@corp.example", "ceo@corp.example"}
	next[1].Title, next[1].Manager, next[1].Nicknames = "Head of Care", "mara.lindqvist@corp.example", nil
	back := want()[3]
	back.Active = true
	next = append(next, Person{Address: "al@corp.example", Name: "Al Joiner", Active: true}, Person{Address: "never@corp.example"}, back)
	var b strings.Builder
	if err := Compare(old, next).WriteTable(&b); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/changes.golden", b.String())

	b.Reset()
	if err := (Changes{}).WriteTable(&b); err != nil || b.String() != "Nothing changes.\n" {
		t.Errorf("no changes: %q, %v", b.String(), err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(list)
	f.Add("address,name,manager\na@x.example,A,b@x.example\nb@x.example,B,a@x.example\n")
	f.Fuzz(func(t *testing.T, text string) {
		people, problems := Read(strings.NewReader(text))
		if len(problems) > 0 {
			return
		}
		if c := Compare(people, people); !c.Empty() {
			t.Errorf("a list differs from itself: %+v", c)
		}
		// With no problems every reporting line ends.
		managers := map[string]string{}
		for _, p := range people {
			managers[p.Address] = p.Manager
		}
		for _, p := range people {
			at := p.Address
			for range len(people) {
				at = managers[at]
			}
			if at != "" {
				t.Errorf("the reporting line of %s has no end", p.Address)
			}
		}
	})
}
