package quote

import (
	"strings"
	"testing"
)

// TestLinesByTheLineAbove: marks taken over from the line above are those that
// the line has by itself.
func TestLinesByTheLineAbove(t *testing.T) {
	t.Parallel()
	openings := []string{"", ">", "> ", "> > ", "> >", ">>", ">>> ", " > ", "   > > ", "    > ", "> > > > ", ">  > ", "\u200b> "}
	for _, above := range openings {
		for _, below := range openings {
			for _, words := range []string{"", "well done", ">", "für Gäste"} {
				text := above + "Thanks\n" + below + words + "\n" + above + words
				for i, l := range Lines(text) {
					raw := strings.TrimLeft(strings.Split(text, "\n")[i], "\u200b")
					depth, rest := Unquote(raw)
					if l.Depth != depth || l.Text != Clean(rest) {
						t.Errorf("line %d of %q: depth %d, %q, want %d, %q", i, text, l.Depth, l.Text, depth, Clean(rest))
					}
				}
			}
		}
	}
}

func TestASCII(t *testing.T) {
	t.Parallel()
	for size := range 70 {
		text := strings.Repeat("a", size)
		if !ascii(text) {
			t.Errorf("%d letters are said not to be ASCII", size)
		}
		for at := range size {
			if ascii(text[:at] + "ß" + text[at:]) {
				t.Errorf("ß at %d of %d letters is said to be ASCII", at, size)
			}
		}
	}
}

func TestDeviceLines(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Seolta ó mo iPhone": true, "მივწერე ჩემი iPhone-დან": true, "Télécharger BlueMail pour Android": true,
		"My iPhone is broken.": false, "I shall read it on my iPhone when I am back from the coast": false, "Thanks": false, "": false,
	} {
		if NamesDevice(text) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
	for text, want := range map[string]bool{
		"Sent with Tuta": true, "Sent from Nine<http://www.9folders.com/>": true, "Sent from Gmail Mobile": true, "Get BlueMail for Desktop": true,
		"Sent with love": false, "Sent to HR, wait": false, "Get well soon": false, "Get Ann Berg": false, "Sent with Ann's consent.": false,
	} {
		if SentFrom(text) != want {
			t.Errorf("%q: want %v", text, want)
		}
	}
}
