package jobs

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"goodword/internal/store"
	"goodword/templates"
)

// TestSuccessors: who showed several behaviours in the eyes of several people is
// named once a quarter, with the evidence; who is private or praises themselves is not.
func TestSuccessors(t *testing.T) {
	o := newHearing(t)
	for i, thing := range []string{"card at Christmas", "map of the old town", "song for our daughter"} {
		o.wrote(proven, fmt.Sprintf("Guest <guest%d@customer.test>", i/2), fmt.Sprintf("I want to thank Nina Okafor. She wrote a %s for us, and it was the best day of our holiday.", thing))
	}
	o.exec("update nominations set behaviour = case when number = 1002 then 'kindness' else 'ownership' end")
	const title = "Who could follow you one day"
	letter := o.cpoLetter("Mon 07:30")
	for _, want := range []string{title, "Nina Okafor, Front desk, Leeds: ", "3 recognitions, from 2 customers (GW-1003, GW-1002, GW-1001)"} {
		if !strings.Contains(letter.flat(), want) {
			t.Errorf("the CPO's letter does not say %q:\n%s", want, letter.text)
		}
	}
	for _, l := range o.sent {
		if !strings.HasPrefix(l.to, "pia@") && strings.Contains(l.flat(), title) {
			t.Errorf("%s is told", l.to)
		}
	}
	named := func(since time.Time) int {
		t.Helper()
		var v templates.CPOLetter
		if err := o.desk.tx(t.Context(), func(w work) error {
			return w.successors(&v, digestArgs{Day: w.now.Format(time.DateOnly), Since: since})
		}); err != nil {
			t.Fatal(err)
		}
		return len(v.Successors)
	}
	lastQuarter := o.clock.AddDate(0, -3, 0)
	if n := named(o.clock.AddDate(0, 0, -1)); n != 0 {
		t.Errorf("%d are named twice in a quarter", n)
	}
	if n := named(lastQuarter); n != 1 {
		t.Errorf("%d are named in the next quarter, not 1", n)
	}
	for what, change := range map[string]string{
		"one behaviour":      "update nominations set behaviour = 'ownership'",
		"praised themselves": "update nominations set customer_address = 'nina@corp.example', nominator_id = nominee_id",
		"behind the scenes":  "update nominations set behaviour = case when number = 1002 then 'teamwork' else 'ownership' end",
		"private":            "update people set private = true where given = 'Nina'",
	} {
		before := o.text("select json_agg(json_build_object('id', id, 'b', behaviour, 'c', customer_address, 'n', nominator_id))::text from nominations")
		o.exec(change)
		if n := named(lastQuarter); n != 0 {
			t.Errorf("%s: %d are named", what, n)
		}
		o.exec("update people set private = false")
		o.exec("update nominations n set behaviour = r.b, customer_address = r.c, nominator_id = r.n from json_to_recordset($1::json) as r(id bigint, b text, c text, n bigint) where r.id = n.id", before)
	}
	if n := named(lastQuarter); n != 1 {
		t.Errorf("%d are named in the end, not 1", n)
	}
}

// TestTheCEOSignsNoLetterToACustomer: what the settings say notwithstanding.
func TestTheCEOSignsNoLetterToACustomer(t *testing.T) {
	o := newHearing(t)
	for cosigner, want := range map[string]string{"cora@corp.example": "", "max@corp.example": "Max Reid", "pia@corp.example": "", "": ""} {
		o.desk.Settings.Cosigner = cosigner
		if err := o.desk.tx(t.Context(), func(w work) error {
			if signer, beside := w.signsToCustomers(&store.Nomination{}); signer.Name != "Pia Lund" || beside.Name != want {
				t.Errorf("with %q signs %q and beside %q, want %q", cosigner, signer.Name, beside.Name, want)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}
