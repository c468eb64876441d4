package recognition

import (
	"testing"

	"pgregory.net/rapid"
)

// TestNextWording: over a year no two letters in one language have one wording
// while there are others, two in a row have never the same, and what comes again
// is what was read longest ago, whoever joined the team with letters of their own.
func TestNextWording(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		varieties := []int{rapid.IntRange(2, 20).Draw(t, "variety"), rapid.IntRange(2, 20).Draw(t, "of the other language")}
		type letter struct{ wording, language int }
		var got []letter // newest first
		for range rapid.IntRange(0, 15).Draw(t, "brought along") {
			got = append(got, letter{rapid.IntRange(0, 40).Draw(t, "wording"), rapid.IntRange(0, 1).Draw(t, "language")})
		}
		for range rapid.IntRange(1, 60).Draw(t, "letters") {
			language := rapid.IntRange(0, 1).Draw(t, "language")
			variety := varieties[language]
			var before []Worded
			last := map[int]int{} // when each was last read, in this language
			for i, l := range got {
				before = append(before, Worded{l.wording, l.language == language})
				if at := l.wording % variety; l.language == language && last[at] == 0 {
					last[at] = i + 1
				}
			}
			next := NextWording(before, variety)
			if next < 0 || next >= variety {
				t.Fatalf("wording %d of %d", next, variety)
			}
			if last[next] != 0 {
				if len(last) < variety {
					t.Fatalf("wording %d comes again, and of %d only %d were read", next, variety, len(last))
				}
				for at, age := range last {
					if age > last[next] {
						t.Fatalf("wording %d was read %d letters ago, and %d %d letters ago", next, last[next], at, age)
					}
				}
			}
			got = append([]letter{{next, language}}, got...)
		}
	})
}
