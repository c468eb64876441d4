package decision

import (
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// TestEveryTongue refuses a language that is half read: one without words, without
// words of a class that the gate needs, without advice or traps, and a file of words
// that no entry of languages reads.
func TestEveryTongue(t *testing.T) {
	t.Parallel()
	last := len(languages) - 1
	if languages[last] != "any" || everyLang != langs(1)<<len(languages)-1 {
		t.Fatalf("everyLang is %b for %d languages, the last %q", everyLang, len(languages), languages[last])
	}
	for _, dir := range []string{"words", "advice"} {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			if lang := strings.TrimSuffix(f.Name(), ".txt"); !slices.Contains(languages[:], lang) {
				t.Errorf("%s/%s is of no language that is read", dir, f.Name())
			}
		}
	}
	for _, lang := range languages[:last] {
		holdsSections(t, path.Join("words", lang+".txt"), "approve", "yes", "filler", "decline", "no", "negation", "contrast", "regret", "condition", "hold",
			"doubt", "report", "other", "order", "retract", "touch", "against", "praise", "person", "self", "common", "idiom", "amiss", "greeting", "signoff",
			"number", "command edit", "command later", "command delegate", "command undo", "command lesson")
		holdsSections(t, path.Join("advice", lang+".txt"), "advice", "doing", "setting", "points")
		if _, ok := traps[lang]; !ok {
			t.Errorf("%s has no traps in fresh_test.go", lang)
		}
	}
}

// holdsSections says which of sections a file of words has not, or has empty.
func holdsSections(t *testing.T, file string, sections ...string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	filled := map[string]bool{}
	section := ""
	for line := range strings.Lines(string(data)) {
		switch line = strings.TrimSpace(line); {
		case line == "", strings.HasPrefix(line, "//"):
		case strings.HasPrefix(line, "["):
			section = strings.Trim(line, "[]")
		default:
			filled[section] = true
		}
	}
	for _, s := range sections {
		if !filled[s] {
			t.Errorf("%s has no words of [%s]", file, s)
		}
	}
}

// TestTongueSets: the sets of languages that the code names by their bits are the
// languages it means.
func TestTongueSets(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set  langs
		want string
	}{
		"romance": {romance, "es it pt"},
		"german":  {1 << german, "de"},
	} {
		var got []string
		for i, lang := range languages {
			if c.set>>i&1 == 1 {
				got = append(got, lang)
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s is %q, want %q", name, s, c.want)
		}
	}
}
