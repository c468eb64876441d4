package templates

import (
	"strings"
	"testing"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

func TestWrap(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, want string }{
		{"a word longer than a line is broken", strings.Repeat("a", 100), "> " + strings.Repeat("a", 70) + "\n> " + strings.Repeat("a", 30) + "\n"},
		{"wide characters count twice and break anywhere", strings.Repeat("あ", 50), "> " + strings.Repeat("あ", 35) + "\n> " + strings.Repeat("あ", 15) + "\n"},
		{"wide punctuation stays with what it follows", strings.Repeat("あ", 34) + "い。う", "> " + strings.Repeat("あ", 34) + "\n> い。う\n"},
		{"a word goes to the next line whole", strings.Repeat("a", 60) + " " + strings.Repeat("b", 20), "> " + strings.Repeat("a", 60) + "\n> " + strings.Repeat("b", 20) + "\n"},
	} {
		w := &textSetter{lang: languageFor("en")}
		w.wrap(c.in, "> ", "> ")
		if got := w.b.String(); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
