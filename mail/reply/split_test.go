package reply_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goodword/mail/parse/quote/quotetest"
	"goodword/mail/reply"
	"goodword/mail/reply/decision"
)

// readFixture reads a file of sections that open with "=== name".
func readFixture(t testing.TB, path string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return quotetest.Sections(string(raw))
}

// TestFixtures splits answers as people write them, and reads their decisions
// where a fixture states one.
func TestFixtures(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) < 40 {
		t.Fatalf("found %d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			fix := readFixture(t, file)
			parts := reply.Split(fix["mail"])
			got := map[string]string{"text": parts.Text, "own": parts.Own, "signature": parts.Signature, "doubtful": parts.Doubtful}
			for name, text := range got {
				if want, told := fix[name]; told && text != want {
					t.Errorf("%s\n got %q\nwant %q", name, text, want)
				}
			}
			if parts.Doubtful != "" && fix["doubtful"] == "" && fix["text"] != parts.Doubtful {
				t.Errorf("doubtful %q", parts.Doubtful)
			}
			if want, told := fix["decision"]; told {
				r := reply.Read(fix["mail"], decision.Options{Role: decision.Approver})
				if string(r.Decision) != want {
					t.Errorf("decision %s, want %s: %s", r.Decision, want, r.Reason)
				}
			}
		})
	}
}
