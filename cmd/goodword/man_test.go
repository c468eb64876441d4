package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func printed(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(t.Context(), args, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("goodword %q: exit %d: %s", args, code, errs.String())
	}
	return out.String()
}

// TestManual: every command and flag stands in the page, and no line of a text
// is taken for the formatter's.
func TestManual(t *testing.T) {
	t.Parallel()
	page := printed(t, "man")
	model, err := commands()
	if err != nil {
		t.Fatal(err)
	}
	leaves := model.Leaves(true)
	if len(leaves) < 30 {
		t.Fatalf("only %d commands", len(leaves))
	}
	for _, n := range leaves {
		if !strings.Contains(page, "\n.SS "+roff(strings.TrimPrefix(n.Path(), "goodword "))+"\n") {
			t.Errorf("the page does not have %s", n.Path())
		}
		for _, f := range n.Flags {
			if !strings.Contains(page, roff("--"+f.Name)) {
				t.Errorf("the page does not have --%s", f.Name)
			}
		}
	}
	for line := range strings.SplitSeq(page, "\n") {
		if macro, _, _ := strings.Cut(line, " "); strings.HasPrefix(line, ".") && !strings.Contains(" .TH .SH .SS .B .TP .PP .nf .fi ", " "+macro+" ") {
			t.Errorf("the formatter is told %q", line)
		}
	}
	if got := roff(".so x\n'ab \\n -c"); got != "\\&.so x\n\\&'ab \\en \\-c" {
		t.Errorf("a hostile text is %q", got)
	}
}

// TestCompletion asks bash what it offers.
func TestCompletion(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("left out: there is no bash")
	}
	script := printed(t, "completion", "bash")
	for _, c := range []struct{ words, want, not string }{
		{"goodword re", "readmit replay report resolve resume", "serve"},
		{"goodword people ", "import", "serve"},
		{"goodword people import --d", "--dry-run", "import"},
		{"goodword --config x.toml replay --", "--config --differ --dns --json", "--yes"},
	} {
		words := strings.Split(c.words, " ")
		ask := script + "\nCOMP_WORDS=('" + strings.Join(words, "' '") + "'); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _goodword; echo \" ${COMPREPLY[*]} \""
		out, err := exec.Command(bash, "-c", ask).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		for want := range strings.FieldsSeq(c.want) {
			if !strings.Contains(string(out), " "+want+" ") {
				t.Errorf("%q: %s is not among %s", c.words, want, out)
			}
		}
		if strings.Contains(string(out), " "+c.not+" ") {
			t.Errorf("%q: %s is among %s", c.words, c.not, out)
		}
	}
}

// TestCompletionIsWhole: each shell is told of every command, of what may follow
// it, and of each of its flags.
func TestCompletionIsWhole(t *testing.T) {
	t.Parallel()
	model, err := commands()
	if err != nil {
		t.Fatal(err)
	}
	for shell, line := range map[string]string{"bash": "    %q) words=", "zsh": "  '%s) follow=(", "fish": "    case '%s\n      printf"} {
		script := printed(t, "completion", shell)
		n := 0
		walkCommands(model.Node, "", func(path string, node *kong.Node) {
			begin := strings.Replace(strings.Replace(line, "%q", `"`+path+`"`, 1), "%s", path+"'", 1)
			_, rest, found := strings.Cut(script, begin)
			if !found {
				t.Errorf("%s does not know what follows goodword%s", shell, path)
				return
			}
			end := map[string]string{"bash": " ;;", "zsh": " ;;", "fish": "\n    case "}[shell]
			rest, _, _ = strings.Cut(rest, end)
			for _, f := range following(model.Node, node) {
				n++
				if !strings.Contains(rest, f.word) {
					t.Errorf("%s does not offer %s after goodword%s", shell, f.word, path)
				}
			}
			for _, flag := range node.Flags {
				if !strings.Contains(rest, "--"+flag.Name) {
					t.Errorf("%s does not offer --%s after goodword%s", shell, flag.Name, path)
				}
			}
		})
		if n < 100 {
			t.Errorf("%s: only %d words were looked at", shell, n)
		}
	}
}
