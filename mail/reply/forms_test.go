package reply

import (
	"testing"

	"goodword/mail/parse/quote"
	"goodword/mail/reply/decision"
)

// TestReadForms holds an answer against its other forms.
func TestReadForms(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text, rich, stub string
		want             Decision
		commands         int
	}{
		"no other form":          {"Fine by me.", "", "", Approve, 0},
		"the same":               {"Fine by me.", "Fine by me.\n\nOn Monday goodword wrote:\n> Do you approve?", "", Approve, 0},
		"in other words":         {"*Approved*", "Approved", "", Approve, 0},
		"a blank form":           {"Fine by me.", "\n\n", "", Unclear, 0},
		"struck out":             {"Fine by me.", "~~Fine by me.~~", "", Unclear, 0},
		"quoted":                 {"Fine by me.", "> Fine by me.", "", Unclear, 0},
		"refused":                {"Fine by me.", "Not fine by me.", "", Unclear, 0},
		"asked":                  {"Freigegeben", "Freigegeben?", "", Unclear, 0},
		"refused, and unsaid":    {"Declined.", "See below", "", Decline, 0},
		"refused, and approved":  {"Declined.", "Approved.", "", Unclear, 0},
		"more below":             {"Approved.", "Approved.\n\nOn Monday Ann wrote:\n> hello\n\nno, please wait", "", Unclear, 0},
		"a command":              {"release 4", "release 4", "", Unclear, 1},
		"a command struck out":   {"release 4", "~~release 4~~", "", Unclear, 0},
		"a command on another":   {"release 4", "release 5", "", Unclear, 0},
		"a stub":                 {"Approved.", "", "Your program shows no HTML.", Approve, 0},
		"a plain form that says": {"Approved.", "", "Declined.", Unclear, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			forms := func() (rich, stub []quote.Line) {
				if c.rich != "" {
					rich = quote.Lines(c.rich)
				}
				if c.stub != "" {
					stub = quote.Lines(c.stub)
				}
				return rich, stub
			}
			got := ReadForms(quote.Lines(c.text), forms, decision.Options{})
			if got.Decision != c.want || len(got.Commands) != c.commands {
				t.Errorf("%s with %d commands, want %s with %d: %s", got.Decision, len(got.Commands), c.want, c.commands, got.Reason)
			}
		})
	}
}

// TestBelow reads what stands below a signature, within a quoted mail or behind
// a bar, and may speak against the approval above.
func TestBelow(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Decision{
		"Approved.\n\n-- \nBob\nHotel Alder":                      Approve,
		"Approved.\n\n-- \nBob\n\nDo not send it before Monday.":  Unclear,
		"Freigegeben.\n\n-- \nJan\n\nBitte noch nicht senden.":    Unclear,
		"Approved.\n\n-- \nBob\n\nPlease think before you print.": Approve,
		"Approved.\n\n-- \nBob\n\nThis mail is confidential. If you are not the intended recipient, delete it and do not publish it.": Approve,
		"Approved.\n\n> Do you approve?\n\nWait.":         Unclear,
		"Approved.\n\n> Do you approve?\n\nTom Berg\nSpa": Approve,
		"| Approved.": Unclear,
		"Approved.\n\nFrom: Goodword <good@hotel.example>\nSent: Monday, 2 March 2026 09:00\nTo: Bob <bob@hotel.example>\nSubject: A good word\n\nNina was kind.\n\n[Bob] That was Ann. Do not send it.\n": Unclear,
		"Approved.\n\nFrom: Goodword <good@hotel.example>\nSent: Monday, 2 March 2026 09:00\nTo: Bob <bob@hotel.example>\nSubject: A good word\n\nNina was kind.\n":                                        Approve,
	} {
		if got := Read(text, decision.Options{}); got.Decision != want {
			t.Errorf("%q: %s, want %s: %s", text, got.Decision, want, got.Reason)
		}
	}
}
