package main

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTour: every file that docs/tour.md names is there, and every function,
// type and table is still called so in the code.
func TestTour(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/tour.md")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	var names []string
	root := os.DirFS("../..")
	if err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(name, ".") && name != "." || name == "bin" || name == "demo-out") {
			return fs.SkipDir
		}
		names = append(names, name)
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		raw, err := fs.ReadFile(root, name)
		code.Write(raw)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile("`([^`\n]+)`").FindAllStringSubmatch(string(text), -1)
	looked := map[string]int{}
	for _, m := range said {
		what := kindOfName(m[1])
		looked[what]++
		switch what {
		case "file":
			// LANGUAGE, XX and NAME stand for any, and so does what is left out.
			pattern := regexp.MustCompile("(^|/)" + regexp.MustCompile("…|LANGUAGE|XX|NAME").ReplaceAllString(regexp.QuoteMeta(m[1]), ".+") + "$")
			if !slices.ContainsFunc(names, pattern.MatchString) {
				t.Errorf("the tour names the file %s, which is not there", m[1])
			}
		case "name":
			name := strings.TrimSuffix(m[1][strings.LastIndex(m[1], ".")+1:], "()")
			if !slices.ContainsFunc([]string{"func " + name + "(", ") " + name + "(", "type " + name + " ", "var " + name + " ", "const " + name + " ", "\n\t" + name + " ", "\n\t" + name + "\t"},
				func(form string) bool { return strings.Contains(code.String(), form) }) {
				t.Errorf("the tour names %s, which is in no Go file", m[1])
			}
		}
	}
	if looked["file"] < 40 || looked["name"] < 12 {
		t.Errorf("only %v were looked at", looked)
	}
}

// kindOfName says whether what stands between two backquotes is a file, a name in Go, or a word.
func kindOfName(s string) string {
	switch {
	case strings.ContainsAny(s, " :["), strings.HasSuffix(s, "…"), slices.Contains([]string{"now", "testdata"}, s):
		return "word"
	case strings.Contains(s, "/"), regexp.MustCompile(`\.(go|txt|letter|md)$`).MatchString(s), s == "migrations":
		return "file"
	}
	return "name"
}
