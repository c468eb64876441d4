package jobs

import (
	"encoding/json"
	"strings"
	"testing"
)

// exported gives an export as JSON and as text.
func (o *office) exported(who string) (Export, string, string) {
	o.t.Helper()
	e, err := o.desk.Export(o.t.Context(), who)
	if err != nil {
		o.t.Fatal(err)
	}
	said, err := json.Marshal(e)
	if err != nil {
		o.t.Fatal(err)
	}
	var text strings.Builder
	if err := e.WriteText(&text); err != nil {
		o.t.Fatal(err)
	}
	return e, string(said), text.String()
}

func (e Export) table(name, as string) int {
	n := 0
	for _, p := range e.Parts {
		if p.Table == name && p.As == as {
			n += len(p.Held)
		}
	}
	return n
}

// TestExport: a customer gets all that is held of them and nothing of others;
// an employee gets theirs, without the customers' addresses; nobody gets a token.
func TestExport(t *testing.T) {
	o := newOffice(t)
	o.known()
	e, said, text := o.exported("Tom.Weatherby@customer.test")
	for table, n := range map[string]int{"inbound": 3, "nominations": 2} {
		if e.table(table, "customer") != n {
			t.Errorf("%d rows of %s, want %d", e.table(table, "customer"), table, n)
		}
	}
	for _, has := range []string{"blue hat", "rice pudding", "lift at your bridge"} {
		if !strings.Contains(said, has) || !strings.Contains(text, has) {
			t.Errorf("%q is missing", has)
		}
	}
	for _, not := range []string{"wilma", "ring in the drain", "She is wonderful like that"} {
		if strings.Contains(said, not) {
			t.Errorf("%q is somebody else's", not)
		}
	}
	nina, said, _ := o.exported("nina@corp.example")
	if nina.Name != "Nina Okafor" || nina.table("people", "employee") != 1 || nina.table("nominations", "employee") != 1 || nina.table("letters", "employee") == 0 {
		t.Errorf("of Nina: %+v", nina.Parts)
	}
	if !strings.Contains(said, "blue hat") {
		t.Error("what was said of Nina is missing")
	}
	max, said, text := o.exported("max@corp.example")
	for _, table := range []string{"people", "inbound", "asks", "decisions", "letters", "tokens", "audit"} {
		if max.table(table, "employee") == 0 {
			t.Errorf("of Max, nothing of %s", table)
		}
	}
	if found := tokenForm.FindString(said + text); found != "" {
		t.Errorf("a token is given out: %s", found)
	}
	if none, _, text := o.exported("nobody@elsewhere.test"); len(none.Parts) != 0 || !strings.Contains(text, "Nothing.") {
		t.Errorf("of nobody: %+v", none.Parts)
	}
	if _, err := o.desk.Export(t.Context(), "tom"); err == nil {
		t.Error("a name is no address")
	}
}
