package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shell finds a shell of this machine or one that script/setup shells unpacked.
func shell(t *testing.T, name string) *exec.Cmd {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return exec.Command(path)
	}
	folder, err := filepath.Abs("../../.cache/shells")
	if err != nil {
		t.Fatal(err)
	}
	for _, bin := range []string{"usr/bin", "bin"} {
		if _, err := os.Stat(filepath.Join(folder, bin, name)); err != nil {
			continue
		}
		libraries, err := filepath.Glob(filepath.Join(folder, "usr/lib/*-linux-*"))
		if err != nil {
			t.Fatal(err)
		}
		modules, err := filepath.Glob(filepath.Join(folder, "usr/lib/*/zsh/*"))
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(filepath.Join(folder, bin, name))
		cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+strings.Join(libraries, ":"), "MODULE_PATH="+strings.Join(modules, ":"), "HOME="+t.TempDir())
		return cmd
	}
	missing := name + " is not there; script/setup shells gets it"
	t.Skip(missing)
	return nil
}

// offers are what every shell must know of; the last word is being written.
var offers = []struct{ words, want, not string }{
	{"goodword re", "readmit replay report resolve restore restored resume", "serve"},
	{"goodword restored ", "list release drop sent", "serve"},
	{"goodword people import --d", "--dry-run", "import"},
	{"goodword --config x.toml replay --", "--config --differ --dns --json", "--yes"},
}

func offered(t *testing.T, words, want, not, got string) {
	t.Helper()
	list := strings.Fields(got)
	for w := range strings.FieldsSeq(want) {
		if !slices.Contains(list, w) {
			t.Errorf("%q: %s is not among %s", words, w, got)
		}
	}
	if slices.Contains(list, not) {
		t.Errorf("%q: %s is among %s", words, not, got)
	}
}

// TestCompletionZsh asks zsh's function what it hands to the line editor.
func TestCompletionZsh(t *testing.T) {
	t.Parallel()
	script := printed(t, "completion", "zsh")
	for _, c := range offers {
		ask := `compdef() { : }; _files() { : }
compadd() { local w; for w in $follow; do [[ $w == ${words[CURRENT]}* ]] && print -r -- $w; done; : }
` + script + "\nwords=('" + strings.ReplaceAll(c.words, " ", "' '") + "'); CURRENT=$#words; _goodword"
		cmd := shell(t, "zsh")
		cmd.Args = append(cmd.Args, "-fc", ask)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		offered(t, c.words, c.want, c.not, string(out))
	}
}

// TestCompletionFish asks fish what it offers, each with what it does.
func TestCompletionFish(t *testing.T) {
	t.Parallel()
	script := printed(t, "completion", "fish")
	for _, c := range offers {
		cmd := shell(t, "fish")
		cmd.Args = append(cmd.Args, "--no-config", "-c", script+"\ncomplete -C '"+c.words+"'")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		var names string
		for line := range strings.SplitSeq(string(out), "\n") {
			name, _, _ := strings.Cut(line, "\t")
			names += name + "\n"
		}
		offered(t, c.words, c.want, c.not, names)
		if c.words == "goodword restored " && !strings.Contains(string(out), "list\tList what waits for your word") {
			t.Errorf("it does not say what list does: %s", out)
		}
	}
}
