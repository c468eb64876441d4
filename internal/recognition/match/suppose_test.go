package match_test

import (
	"testing"

	"goodword/internal/recognition/match"
)

// TestAnothersDeputy: who came before somebody, or stands in for them, is not them.
func TestAnothersDeputy(t *testing.T) {
	t.Parallel()
	x := match.NewIndex(handmade(t))
	for text, chosen := range map[string]int{
		"Gareth Pryce-Jones's predecessor was brilliant.":                       0,
		"Gareth Pryce-Jones's deputy was brilliant, thank you.":                 0,
		"The predecessor of Gareth Pryce-Jones was brilliant, thank you.":       0,
		"Der Vorgänger von Jürgen Müller war großartig, vielen Dank!":           0,
		"Jürgen Müllers Vorgängerin war großartig, vielen Dank!":                0,
		"Gareth Pryce-Jones was brilliant, as was his predecessor. Thank you!":  1,
		"Gareth Pryce-Jones, deputy lead of your IT, saved our day. Thank you!": 1,
	} {
		if r := x.Find(match.Mail{Text: text}); len(r.Chosen) != chosen {
			t.Errorf("%q: %d chosen, want %d: %s", text, len(r.Chosen), chosen, r.Why)
		}
	}
}
