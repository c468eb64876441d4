package tone

import (
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, text, praise, challenge string }{
		{"en", "Dear hotel, we stayed with you last week. Nina at the desk was wonderful and found our luggage. The breakfast was cold and the waiter was rude to my wife. Thank you again, Nina, you were so kind!",
			"Nina at the desk was wonderful|you were so kind", "The breakfast was cold and the waiter was rude"},
		{"de", "Frau Weber war sehr freundlich und hat uns großartig geholfen. Leider war das Zimmer schmutzig und niemand hat sich darum gekümmert.",
			"Frau Weber war sehr freundlich", "Leider war das Zimmer schmutzig"},
		{"fr", "Claire a été formidable et très gentille avec nous. En revanche, la chambre était sale et le petit déjeuner froid, c'est inacceptable.",
			"Claire a été formidable", "la chambre était sale"},
		{"es", "Lucía fue maravillosa y muy amable. Sin embargo, la habitación estaba sucia y nadie nos atendió, una vergüenza.",
			"Lucía fue maravillosa", "la habitación estaba sucia"},
	} {
		v := Of(c.text, c.lang)
		if v.Tone != Mixed {
			t.Fatalf("%q is %s", c.text, v.Tone)
		}
		praise, challenge := Split(v)
		for _, want := range strings.Split(c.praise, "|") {
			if !strings.Contains(praise, want) || strings.Contains(challenge, want) {
				t.Errorf("%q: praise %q, challenge %q", want, praise, challenge)
			}
		}
		if !strings.Contains(challenge, c.challenge) || strings.Contains(praise, c.challenge) {
			t.Errorf("%q: praise %q, challenge %q", c.challenge, praise, challenge)
		}
	}
	if p, ch := Split(Of("Nina was wonderful. Thank you!", "en")); p != "" || ch != "" {
		t.Errorf("praise alone is split into %q and %q", p, ch)
	}
}

func TestBlames(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Nick Tanner was rude to my wife and shouted at my father.": true,
		"Nina was wonderful. The waiter was rude to my wife.":       true,
		"Nina was wonderful and found our luggage.":                 false,
		"Nobody else would have driven us that far.":                false,
		"Do you have a room in March?":                              false,
	} {
		if got := Of(text, "en").Blames(); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
