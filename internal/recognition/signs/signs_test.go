package signs

import (
	"strings"
	"testing"
)

func TestFind(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, sign, want string }{
		{"Elle a été Désagréable.", "desagreable*", "Désagréable"},
		{"We were kept waiting.", "waiting", "waiting"},
		{"We were kept\n\twaiting.", "kept waiting", ""}, // a line end parts them
		{"We were kept  waiting.", "kept waiting", "kept  waiting"},
		{"They kept. Waiting is hard.", "kept waiting", ""},
		{"It didn’t take long", "didn t take", "didn’t take"},
		{"He was not rude.", "rude", ""},
		{"Nobody was rude.", "rude", ""},
		{"Not then. Rude he was!", "rude", "Rude"},
		{"Straße", "strasse", "Straße"},
		{"rudeness, rude", "rude", "rude"},
		{"rudeness, rude", "rude*", "rudeness, rude"},
		{"", "rude", ""},
		{"rude", "", ""},
	} {
		if got := strings.Join(Of(c.text).Find(c.sign), ", "); got != c.want {
			t.Errorf("%q in %q: %q, want %q", c.sign, c.text, got, c.want)
		}
	}
	if got := Of(strings.Repeat("é", MaxText) + " rude").Find("rude"); got != nil {
		t.Errorf("behind the limit: %q", got)
	}
}
