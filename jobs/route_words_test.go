package jobs

import (
	"encoding/hex"
	"testing"
)

// The hash of words is stored: a later version must make the same of them.
func TestWordsHashStaysTheSame(t *testing.T) {
	t.Parallel()
	const want = "7ced1593c69efec2835ca4d7a38c800cc693c0548bf697266d5c37d0b2e693ac"
	for _, words := range []string{"Thank you,\n> Ümit 42!", "thank you ümit – 4\xff2"} {
		if got := hex.EncodeToString(wordsHash("Guest@Harbour.example", words)); got != want {
			t.Errorf("%q: %s, want %s", words, got, want)
		}
	}
}
