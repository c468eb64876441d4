package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"goodword/internal/postgres/pgtest"
)

func TestMain(m *testing.M) {
	testscript.Main(testMain{m}, map[string]func(){"goodword": main, "goodword-in-a-hurry": inAHurry})
}

// testMain stops the tests' database at the end.
type testMain struct{ m *testing.M }

// Run fulfils testscript.TestingM.
func (t testMain) Run() int { return pgtest.Run(t.m) }

// TestScripts runs the command line as an operator does; each script is a
// conversation with it.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script", Setup: func(e *testscript.Env) error {
		// PostgreSQL's programs may be unpacked in the checkout.
		e.Setenv("GOODWORD_POSTGRES", os.Getenv("GOODWORD_POSTGRES"))
		// Run by root, PostgreSQL's own account must reach its folder.
		return errors.Join(os.Chmod(filepath.Dir(e.WorkDir), 0o711), os.Chmod(e.WorkDir, 0o711))
	}})
}

// TestHelpHasExamples: every command that does something shows how.
func TestHelpHasExamples(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"serve", "init", "doctor", "status", "show", "explain", "replay", "people import", "preview", "pause", "resume", "stories list", "stories search", "stories unpublish",
		"readmit", "resolve", "forget", "export", "audit verify", "migrate", "backup", "restore", "restored list", "restored release", "restored drop", "restored sent", "move", "demo", "man", "completion"} {
		var out, errs bytes.Buffer
		code := run(context.Background(), append(strings.Fields(command), "--help"), strings.NewReader(""), &out, &errs)
		if code != 0 || !strings.Contains(out.String(), "goodword "+command) || !strings.Contains(out.String(), "Examples:") {
			t.Errorf("%s --help (exit %d) shows no example:\n%s%s", command, code, out.String(), errs.String())
		}
	}
}

// TestEntriesOf: a log of one entry is told as such.
func TestEntriesOf(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0 entries", 1: "1 entry", 2: "2 entries"} {
		if got := entriesOf(n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}
