package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"goodword/internal/postgres/pgtest"
	"goodword/migrations"
)

// documented gives the command that a row of the table in docs/operations.md prints, without its
// first word, and with names (each before what stands for it here) replaced.
func (c *company) documented(row string, put ...string) []string {
	c.t.Helper()
	_, rest, found := strings.Cut(readText(c.t, "../../docs/operations.md"), "\n| "+row+" | `goodword ")
	command, _, _ := strings.Cut(rest, "`")
	for i := 0; i < len(put); i += 2 {
		found = found && strings.Contains(command, put[i])
		command = strings.ReplaceAll(command, put[i], put[i+1])
	}
	if !found {
		c.t.Fatalf("docs/operations.md prints no such command for %q with %q: %q", row, put, command)
	}
	return strings.Fields(command)
}

// private is a company with a PostgreSQL of its own beside its settings.
func (c *company) private() *company {
	c.t.Helper()
	other := *c
	before, rest, _ := strings.Cut(readText(c.t, c.settings), "[database]\nurl = ")
	_, rest, _ = strings.Cut(rest, "\n")
	other.settings = c.write("private.toml", before+"[database]\ndata_dir = \"own\"\n"+rest)
	// Run by root, PostgreSQL's own account must reach its folder.
	if err := errors.Join(os.Chmod(filepath.Dir(c.folder), 0o711), os.Chmod(c.folder, 0o711)); err != nil {
		c.t.Fatal(err)
	}
	return &other
}

// TestUpgradeCommand: the command of the docs writes the backup of before, of the schema of before,
// and another brings it back.
func TestUpgradeCommand(t *testing.T) {
	t.Parallel()
	url := pgtest.Database(t, nil)
	if err := migrations.To(t.Context(), url, migrations.Versions{Ours: 26}, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	c := newCompany(t, 5*time.Minute)
	old, fresh := c.on(url), c.on(pgtest.Database(t, nil))
	file := filepath.Join(c.folder, "before.zip")
	old.does("Wrote "+file, old.documented("upgrade", "FILE", file)...)
	old.does("Nothing is to be migrated", old.documented("upgrade", "FILE", file)...)
	fresh.does("1. goodword restored list", fresh.documented("bring a backup back", "FILE", file)...)
	fresh.does("all in their place", "audit", "verify")
}
