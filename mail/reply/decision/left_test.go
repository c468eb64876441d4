package decision

import "testing"

// TestLeft: what stands below a command and is no part of it is not lost.
func TestLeft(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"thank 1: Well done.\n\nYou deserve a raise, and I will see to it.":         "You deserve a raise, and I will see to it.",
		"thank 1: Well done.\nThat mattered to all of us.":                          "",
		"thank 1: Well done.\n\nBest,\nCora":                                        "",
		"Hi,\n\nthank 1: Well done.\n\nBest regards\nCora Falk":                     "",
		"hold 2\n\nPlease tell Pia to have a look at this one":                      "Please tell Pia to have a look at this one",
		"I read this on the train this morning.\n\nhold 2":                          "",
		"thank 1: Well done.\n\nYou deserve a raise for that.\n\nhold 2\n\nThanks!": "You deserve a raise for that.",
		"I read this on the train this morning.":                                    "",
	} {
		if got := Read(text, Options{Role: CEO}).Left; got != want {
			t.Errorf("Read(%q) leaves %q, want %q", text, got, want)
		}
	}
}
