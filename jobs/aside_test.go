package jobs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"goodword/templates"
)

// TestAsideKinds holds every reason in this package for which a mail is set
// aside to a kind, so that no letter tells one in English to whoever reads another language.
func TestAsideKinds(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[templates.AsideKind]int{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			reason, ok := asideReason(n)
			if !ok {
				return true
			}
			kind := asideKind(reason)
			if kind == templates.AsideOther {
				t.Errorf("%s: a mail is set aside because %q, which no letter can tell: add it to asideKind", name, reason)
			}
			seen[kind]++
			return true
		})
	}
	if len(seen) < 18 {
		t.Errorf("only %d kinds of reasons were found: is aside called otherwise now?", len(seen))
	}
	if kind := asideKind("it fell off the table"); kind != templates.AsideOther {
		t.Errorf("an unheard reason is taken for %s", kind)
	}
}

// asideReason is the reason that a call of aside gives, or a store.Taken with
// SetAside in it.
func asideReason(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && f.Name == "aside" {
			return literal(n), true
		}
	case *ast.CompositeLit:
		aside := false
		for _, e := range n.Elts {
			ast.Inspect(e, func(n ast.Node) bool {
				s, ok := n.(*ast.SelectorExpr)
				aside = aside || ok && s.Sel.Name == "SetAside"
				return true
			})
		}
		if t, ok := n.Type.(*ast.SelectorExpr); ok && t.Sel.Name == "Taken" && aside {
			return literal(n), true
		}
	}
	return "", false
}

// literal is the first string in n.
func literal(n ast.Node) (found string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING && found == "" {
			found, _ = strconv.Unquote(l.Value)
		}
		return true
	})
	return found
}
