package promises

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The fast search finds what the plain pattern finds.
func TestTokens(t *testing.T) {
	t.Parallel()
	pattern := regexp.MustCompile(`(?i)\b[rb][a-z2-7]{26}\b`)
	secret := "r" + strings.Repeat("k2z", 8) + "7a"
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{secret, 1},
		{strings.ToUpper(secret), 1},
		{"b" + secret[1:], 1},
		{"x" + secret[1:], 0},
		{"to goodword+" + secret + "@corp.example, <" + secret + "-" + secret + ">", 3},
		{secret + "a", 0},
		{"_" + secret, 0},
		{secret[:26] + "_", 0},
		{secret[:26] + "1", 0},
		{secret[:26], 0},
		{"ü" + secret + "ü", 1},
		{secret + "\n" + secret, 2},
		{secret[:13] + "\n" + secret[13:], 0},
	} {
		got, want := tokens([]byte(c.text)), pattern.FindAllString(strings.ToLower(c.text), -1)
		if len(got) != c.want || !slices.Equal(got, want) || !slices.Equal(tokens(c.text), want) {
			t.Errorf("in %q it finds %q, the pattern %q, and there are %d", c.text, got, want, c.want)
		}
	}
}
