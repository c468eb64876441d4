package bounce

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/mail/parse/part"
)

var update = flag.Bool("update", false, "write the goldens anew; read the difference before committing it")

// golden is what a fixture must be read as.
type golden struct {
	Kind       string
	Reason     string      `json:",omitempty"`
	Recipients []Recipient `json:",omitempty"`
	Original   string      `json:",omitempty"` // Message-ID of the returned mail
	Returned   int         `json:",omitempty"` // fields of its header that came back
	Until      string      `json:",omitempty"`
	Deputy     string      `json:",omitempty"`
}

func goldenOf(v Verdict) golden {
	g := golden{Kind: v.Kind, Reason: v.Reason}
	if b := v.Bounce; b != nil {
		g.Recipients, g.Original = b.Recipients, b.OriginalMessageID
		for _, line := range strings.Split(string(unfoldHeader(b.OriginalHeader)), "\n") {
			if strings.Contains(line, ":") {
				g.Returned++
			}
		}
	}
	if a := v.Absence; a != nil {
		if !a.Until.IsZero() {
			g.Until = a.Until.Format(time.DateOnly)
		}
		g.Deputy = strings.TrimSpace(a.DeputyName + " " + a.DeputyAddr)
	}
	return g
}

// readFixture parses one fixture; NAME.txt beside it is what mail/parse makes
// of its HTML.
func readFixture(t testing.TB, path string) (*part.Part, string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root, _ := part.Parse(raw)
	text := root.Text
	if html, err := os.ReadFile(strings.TrimSuffix(path, ".eml") + ".txt"); err == nil {
		text = string(html)
	}
	return root, text
}

func TestClassify(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(paths) < 45 {
		t.Fatalf("%d fixtures in testdata (%v), want 45 and more", len(paths), err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".eml"), func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			enc := json.NewEncoder(&out)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			if err := enc.Encode(goldenOf(Classify(readFixture(t, path)))); err != nil {
				t.Fatal(err)
			}
			got := out.Bytes()
			file := strings.TrimSuffix(path, ".eml") + ".json"
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}
