package templates

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden letters anew")

// TestGolden compares the text of every sample of every letter in every
// language and wording, and the HTML of every kind's usual case.
func TestGolden(t *testing.T) {
	t.Parallel()
	for _, lang := range everyLanguage() {
		for _, k := range Kinds() {
			if !written(t, k.Kind, lang) {
				continue
			}
			t.Run(lang+"/"+string(k.Kind), func(t *testing.T) {
				t.Parallel()
				var text strings.Builder
				for i, v := range Samples(k.Kind) {
					wordings := 1
					if i == 0 || k.Kind == LetterThankYou {
						wordings = Wordings(k.Kind, lang)
					}
					for w := range wordings {
						r := render(t, v, lang, w)
						fmt.Fprintf(&text, "=== sample %d, wording %d\nSubject: %s\n\n%s\n", i, w, r.Subject, r.Text)
						if i == 0 {
							golden(t, fmt.Sprintf("%s/%s-%d.html", lang, k.Kind, w), r.HTML)
						}
					}
				}
				golden(t, fmt.Sprintf("%s/%s.txt", lang, k.Kind), text.String())
			})
		}
	}
}

func render(t testing.TB, v View, lang string, wording int) Rendered {
	t.Helper()
	r, err := Render(v, lang, wording)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", filepath.FromSlash(name))
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run go test -update and read what it wrote", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-golden +now); if that is right, go test -update:\n%s", path, diff)
	}
}
