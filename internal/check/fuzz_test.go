package check

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFuzzScript: what Go says of its own time being over is no find; an input
// that was written, a seed that fails, a panic and a broken build are.
func TestFuzzScript(t *testing.T) {
	t.Parallel()
	const late = "--- FAIL: FuzzIt (10.02s)\n    context deadline exceeded\nFAIL\n"
	for name, c := range map[string]struct {
		says  string
		fails bool
		find  bool
	}{
		"nothing":         {"ok  \tit\t10.1s\n", false, false},
		"its own time":    {late, true, false},
		"an input":        {"--- FAIL: FuzzIt (3.1s)\n    context deadline exceeded\n    Failing input written to testdata/fuzz/FuzzIt/1f2e\nFAIL\n", true, true},
		"a seed":          {"failure while testing seed corpus entry: FuzzIt/seed#0\n" + late, true, true},
		"a panic":         {"panic: index out of range\n" + late, true, true},
		"a broken build":  {"# it\n./x_test.go:3: undefined: y\nFAIL\tit [build failed]\n", true, true},
		"words in a find": {"--- FAIL: FuzzIt (3.1s)\n    x_test.go:9: read: context deadline exceeded\nFAIL\n", true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := t.TempDir()
			script, err := os.ReadFile("../../script/fuzz")
			if err != nil {
				t.Fatal(err)
			}
			status := "0"
			if c.fails {
				status = "1"
			}
			for file, text := range map[string]string{
				"script/fuzz":  string(script),
				"it/x_test.go": "package it\n\nfunc FuzzIt(f *testing.F) {}\n",
				"says":         c.says,
				"says.sh":      "#!/bin/sh\ncat '" + filepath.Join(root, "says") + "'\nexit " + status + "\n",
			} {
				at := filepath.Join(root, file)
				if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			// Another process makes it a program: one that this process has open for
			// writing, in a fork of another test's, cannot be started.
			if out, err := exec.Command("install", "-m", "700", filepath.Join(root, "says.sh"), filepath.Join(root, "go")).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			cmd := exec.Command("sh", filepath.Join(root, "script/fuzz"), "10s")
			cmd.Env = append(os.Environ(), "PATH="+root+":"+os.Getenv("PATH"))
			out, err := cmd.CombinedOutput()
			if found := strings.Contains(string(out), "found by: ./it:FuzzIt"); found != c.find || (err != nil) != c.find || !strings.Contains(string(out), c.says) {
				t.Errorf("found %v, %v, want %v:\n%s", found, err, c.find, out)
			}
		})
	}
}
