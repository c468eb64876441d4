package decision

import "testing"

// TestAnother reads approvals that name somebody, of whom the caller knows or not.
func TestAnother(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Decision{
		"Approved, well done Ahmed!":                                   Unclear,
		"Approved. Great work by Sofia in housekeeping.":               Unclear,
		"Validé, un grand bravo à Karim !":                             Unclear,
		"Godkänt, stort grattis till Johan!":                           Unclear,
		"Zatwierdzam, gratulacje dla Marka!":                           Unclear,
		"Genehmigt. Ein großes Lob an Frau Özdemir!":                   Unclear,
		"Genehmigt. Ein großes Lob an das ganze Team!":                 Approve,
		"Approved, well done Lena!":                                    Approve,
		"Approved. Great work by Lena and Ahmed.":                      Approve,
		"Approved, lovely how she helped Ruth Abel.":                   Approve,
		"Zatwierdzam, gratulacje dla Leny!":                            Approve,
		"Согласен, поздравляю Лену, заслуженно!":                       Approve,
		"Approved. A lovely thing to read.":                            Approve,
		"I approve, and I am very proud of the way she handled this.":  Approve,
		"Approved, thank you for the kind words about our team, Dana!": Approve,
	} {
		got := Read(text, Options{Role: Approver, Names: []string{"Max Reid", "Lena Berg"}, About: []string{"Lena Berg", "Lena"}, Others: []string{"Ruth Abel", "Dana Cole", "Max Reid"}})
		if got.Decision != want {
			t.Errorf("%q: %s, want %s: %s", text, got.Decision, want, got.Reason)
		}
	}
	if got := Read("Approved, well done Ahmed!", Options{Role: Approver}); got.Decision != Approve {
		t.Errorf("without a name told, no name is another's: %s", got.Reason)
	}
}

// TestColleague: a colleague's name is one wherever it stands, and in German.
func TestColleague(t *testing.T) {
	t.Parallel()
	opt := Options{Role: Approver, Names: []string{"Max Reid", "Lena Berg"}, About: []string{"Lena Berg", "Lena"}, Others: []string{"Ruth Abel", "Dana Cole", "Max Reid"}}
	for text, want := range map[string]Decision{
		"Approved. Nick's work was outstanding.":   Unclear,
		"Approved - Nick is a star":                Unclear,
		"Nick was wonderful. Approved.":            Unclear,
		"Genehmigt, Otto hat das toll gemacht.":    Unclear,
		"Genehmigt. Ottos Einsatz war großartig.":  Unclear,
		"approved, great work nick":                Unclear,
		"Approved, well done nick!":                Unclear,
		"ok to send, nick's work was great":        Unclear,
		"genehmigt, otto war super":                Unclear,
		"approved, lena was great":                 Approve,
		"approved, great work with the guests":     Approve,
		"Approved. Nick and Lena were both great.": Approve,
		"Genehmigt. Ein großes Lob an das Team!":   Approve,
	} {
		opt.Colleague = func(name string) bool { return name == "nick" || name == "otto" }
		if got := Read(text, opt); got.Decision != want {
			t.Errorf("%q: %s, want %s: %s", text, got.Decision, want, got.Reason)
		}
		opt.Colleague = func(string) bool { return false }
		if got := Read(text, opt); got.Decision != Approve && want == Approve {
			t.Errorf("%q with no colleague: %s: %s", text, got.Decision, got.Reason)
		}
	}
	if got := Read("Approved. Nick's work was outstanding.", opt); got.Decision != Approve {
		t.Errorf("the first word of a sentence is taken for a name: %s", got.Reason)
	}
}
