package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"goodword/internal/config"
)

// TestFirstSettings: what init writes is taken as it is, and PostgreSQL's folder
// is one that whoever gave the command can make.
func TestFirstSettings(t *testing.T) {
	t.Parallel()
	for want, root := range map[string]bool{"/var/lib/goodword": true, "data": false} {
		folder := t.TempDir()
		var text strings.Builder
		if err := writeExample(&text, root); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(folder, "goodword.toml")
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := config.LoadFor(file, config.Secrets{})
		if err != nil {
			t.Fatal(err)
		}
		if want == "data" {
			want = filepath.Join(folder, want)
		}
		if c.Database.DataDir != want {
			t.Errorf("root %v: %s, want %s", root, c.Database.DataDir, want)
		}
	}
}
