package check

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"
)

// source is one parsed Go file.
type source struct {
	name   string // cmd/goodword/serve.go
	folder string // cmd/goodword
	test   bool
	file   *ast.File
	lines  func(token.Pos) int
}

// read parses every Go file and lists all others. Folders that begin with a dot are not ours, but for the
// one of continuous integration; what is built or written by the demo is not, either.
func read(root fs.FS) (sources []source, others []string, err error) {
	files := token.NewFileSet()
	err = fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); name != "." && (strings.HasPrefix(base, ".") && base != ".ci" || name == "bin" || name == "demo-out") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || through(name, "testdata") {
			others = append(others, name)
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(files, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		sources = append(sources, source{
			name: name, folder: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), file: f,
			lines: func(p token.Pos) int { return files.Position(p).Line },
		})
		return nil
	})
	return sources, others, err
}

// through says whether a path goes through a folder of that name.
func through(name, folder string) bool { return slices.Contains(strings.Split(name, "/"), folder) }

// imports checks the table of rooms and the drivers.
func imports(sources []source) (wrong []string) {
	for _, s := range sources {
		r, ok := roomOf(s.folder)
		if !ok {
			wrong = append(wrong, fmt.Sprintf("%s: %s is no room of the design", s.name, s.folder))
			continue
		}
		for _, spec := range s.file.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				wrong = append(wrong, fmt.Sprintf("%s: %v", s.name, err))
				continue
			}
			if why := refuse(s, r, target); why != "" {
				wrong = append(wrong, fmt.Sprintf("%s:%d: imports %s: %s", s.name, s.lines(spec.Pos()), target, why))
			}
		}
	}
	return wrong
}

// refuse says why a file of a room may not import a target, or nothing.
func refuse(s source, r room, target string) string {
	ours, isOurs := strings.CutPrefix(target, module+"/")
	switch {
	case isOurs && within(ours, []string{"cmd"}) && !within(s.folder, []string{"cmd"}):
		return "nothing imports the program"
	case s.test || within(s.folder, forTests) && !isOurs:
		return ""
	case isOurs && within(ours, forTests):
		if !within(s.folder, useTestServers) {
			return "it is for tests"
		}
	case isOurs && !within(ours, []string{r.folder}) && !within(ours, r.may):
		return fmt.Sprintf("%s may import of ours: %s", r.folder, orNothing(r.may))
	}
	for driver, owners := range drivers {
		if (target == driver || strings.HasPrefix(target, driver+"/")) && !within(s.folder, owners) {
			return "it belongs to " + strings.Join(owners, ", ")
		}
	}
	return ""
}

func orNothing(list []string) string {
	if len(list) == 0 {
		return "nothing"
	}
	return strings.Join(list, ", ")
}

// folders checks that files lie in rooms, or in the folders without Go, or at the top.
func folders(others []string) (wrong []string) {
	for _, name := range others {
		folder := path.Dir(name)
		if _, ok := roomOf(folder); !ok && folder != "." && !within(folder, plain) && folder != ".ci" {
			wrong = append(wrong, fmt.Sprintf("%s: %s is no folder of the design", name, folder))
		}
	}
	return wrong
}

// packageComments checks that every package says what it is for.
func packageComments(sources []source) (wrong []string) {
	said := map[string]bool{}
	for _, s := range sources {
		name := s.file.Name.Name
		begin := "Package " + name + " "
		if name == "main" {
			begin = "Command " + path.Base(s.folder) + " "
		}
		said[s.folder] = said[s.folder] || s.file.Doc != nil && strings.HasPrefix(s.file.Doc.Text(), begin)
	}
	for folder, ok := range said {
		if !ok {
			wrong = append(wrong, folder+": no package comment that begins with Package NAME, or Command NAME for a program")
		}
	}
	slices.Sort(wrong)
	return wrong
}

// noInit checks that nothing happens behind main's back.
func noInit(sources []source) (wrong []string) {
	for _, s := range sources {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				wrong = append(wrong, fmt.Sprintf("%s:%d: func init; let main call it", s.name, s.lines(f.Pos())))
			}
		}
	}
	return wrong
}

// quirks checks that each comment about a quirk names who has it: by a name, or by one of the words for
// those without.
func quirks(sources []source) (wrong []string) {
	for _, s := range sources {
		for _, group := range s.file.Comments {
			_, text, found := strings.Cut(group.Text(), "QUIRK:")
			if found && !namesSomebody(text) {
				wrong = append(wrong, fmt.Sprintf("%s:%d: QUIRK: does not say who does it", s.name, s.lines(group.Pos())))
			}
		}
	}
	return wrong
}

// namesSomebody looks for a word for somebody, or a name: a word with a capital and a small letter that
// does not only begin a sentence.
func namesSomebody(text string) bool {
	begins := false // the first word may be a name: "QUIRK: Exchange …"
	for _, word := range strings.Fields(text) {
		bare := strings.TrimFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		bare, _, _ = strings.Cut(bare, "(")
		bare = strings.TrimSuffix(strings.TrimSuffix(bare, "'s"), "'")
		if slices.Contains(doers, strings.ToLower(bare)) || !begins && isName(bare) {
			return true
		}
		begins = strings.HasSuffix(word, ".") || strings.HasSuffix(word, ":")
	}
	return false
}

func isName(word string) bool {
	return len(word) > 2 && strings.ContainsFunc(word, unicode.IsUpper) && strings.ContainsFunc(word, unicode.IsLower) &&
		!slices.Contains([]string{"The", "Some", "Sometimes", "When", "This", "Old", "There"}, word)
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)|src="([^"]+)"`)

// links checks that relative links in documents lead to something.
func links(root fs.FS, others []string) (wrong []string) {
	for _, name := range others {
		if !strings.HasSuffix(name, ".md") {
			continue
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			target, _, _ := strings.Cut(m[1]+m[2], "#")
			if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if _, err := fs.Stat(root, path.Join(path.Dir(name), target)); err != nil {
				wrong = append(wrong, fmt.Sprintf("%s: the link to %s leads nowhere", name, target))
			}
		}
	}
	return wrong
}

// words checks that no text names what must stand nowhere.
func words(root fs.FS, names []string) (wrong []string) {
	for _, name := range names {
		text, err := fs.ReadFile(root, name)
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		if !utf8.Valid(text) {
			continue
		}
		for _, word := range forbidden() {
			if before, _, found := strings.Cut(string(text), word); found {
				wrong = append(wrong, fmt.Sprintf("%s:%d: names %s", name, strings.Count(before, "\n")+1, word))
			}
		}
	}
	return wrong
}

func TestRepository(t *testing.T) {
	t.Parallel()
	root := os.DirFS("../..")
	sources, others, err := read(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) < 100 || !slices.Contains(others, "go.mod") {
		t.Fatalf("only %d Go files were found; is this the repository?", len(sources))
	}
	all := slices.Clone(others)
	for _, s := range sources {
		all = append(all, s.name)
	}
	for rule, wrong := range map[string][]string{
		"imports": imports(sources), "folders": folders(others), "package comments": packageComments(sources),
		"init": noInit(sources), "quirks": quirks(sources), "links": links(root, others), "words": words(root, all),
	} {
		t.Run(rule, func(t *testing.T) {
			for _, w := range wrong {
				t.Error(w)
			}
		})
	}
}

// Each rule finds what breaks it, and nothing else.
func TestRulesFindWhatBreaksThem(t *testing.T) {
	t.Parallel()
	const fine = "// Package x is fine.\npackage x\n"
	for name, c := range map[string]struct {
		file, text string
		want       string // part of the only complaint; empty for none
	}{
		"fine":                    {"jobs/a.go", fine + `import _ "goodword/mail/parse"`, ""},
		"a wall":                  {"mail/parse/a.go", fine + `import _ "goodword/jobs"`, "mail/parse may import of ours: mail"},
		"rules that import":       {"internal/recognition/a.go", fine + `import _ "goodword/internal/store"`, "may import of ours: internal/recognition"},
		"settings that import":    {"internal/config/a.go", fine + `import _ "goodword/mail/address"`, "may import of ours: nothing"},
		"a driver elsewhere":      {"jobs/a.go", fine + `import _ "github.com/emersion/go-imap/v2"`, "belongs to mail/fetch"},
		"a driver at home":        {"mail/fetch/a.go", fine + `import _ "github.com/emersion/go-imap/v2/imapclient"`, ""},
		"a driver in a test":      {"jobs/a_test.go", fine + `import _ "github.com/emersion/go-imap/v2"`, ""},
		"a test server":           {"jobs/a.go", fine + `import _ "goodword/mail/mailtest"`, "it is for tests"},
		"a test server in a test": {"jobs/a_test.go", fine + `import _ "goodword/mail/mailtest"`, ""},
		"a test server in a demo": {"internal/demo/a.go", fine + `import _ "goodword/mail/mailtest"`, ""},
		"the program":             {"jobs/a_test.go", fine + `import _ "goodword/cmd/goodword"`, "nothing imports the program"},
		"a new folder":            {"internal/helpers/a.go", fine, "no room"},
		"a new folder of files":   {"stuff/a.txt", "x", "no folder"},
		"no comment":              {"jobs/a.go", "package jobs\n", "no package comment"},
		"a comment about nothing": {"jobs/a.go", "// Jobs.\npackage jobs\n", "no package comment"},
		"init":                    {"jobs/a.go", fine + "func init() {}\n", "func init"},
		"a method init":           {"jobs/a.go", fine + "type t int\nfunc (t) init() {}\n", ""},
		"a quirk of nobody":       {"jobs/a.go", fine + "// QUIRK: the DATE is missing. It happens.\nvar a int\n", "does not say who"},
		"a quirk of Outlook":      {"jobs/a.go", fine + "// QUIRK: Outlook leaves the date out.\nvar a int\n", ""},
		"a quirk of gateways":     {"jobs/a.go", fine + "// QUIRK: some gateways leave it out.\nvar a int\n", ""},
		"a link to nowhere":       {"docs/a.md", "see [b](b.md#part)", "leads nowhere"},
		"a picture of nowhere":    {"docs/a.md", `<img src="b.png">`, "leads nowhere"},
		"links that are fine":     {"docs/a.md", "[a](a.md) [b](#b) [c](https://example.com/c) [d](mailto:d@example.com)", ""},
		"a host":                  {"docs/a.md", "from " + forbidden()[0], "names"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			root := fstest.MapFS{c.file: {Data: []byte(c.text)}}
			sources, others, err := read(root)
			if err != nil {
				t.Fatal(err)
			}
			got := slices.Concat(imports(sources), folders(others), packageComments(sources), noInit(sources), quirks(sources),
				links(root, others), words(root, []string{c.file}))
			if c.want == "" && len(got) > 0 || c.want != "" && (len(got) != 1 || !strings.Contains(got[0], c.want)) {
				t.Errorf("want %q, got %q", c.want, got)
			}
		})
	}
}
