package check

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"goodword/internal/config"
	"goodword/templates"
)

// TestLanguagesCanBeChosen: the settings take every language that letters are
// written in, in part or wholly, and no other.
func TestLanguagesCanBeChosen(t *testing.T) {
	t.Parallel()
	example, err := os.ReadFile("../../deploy/compose/goodword.example.toml")
	if err != nil {
		t.Fatal(err)
	}
	load := func(lang string) (*config.Config, error) {
		file := filepath.Join(t.TempDir(), "goodword.toml")
		text := strings.Replace(string(example), "[company]\n", "[company]\nlanguages = [\""+lang+"\"]\n", 1)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return config.LoadFor(file, config.Secrets{})
	}
	for _, lang := range slices.Concat(templates.Languages(), templates.LanguagesInPart()) {
		if c, err := load(lang); err != nil || !slices.Contains(c.Company.Languages, lang) {
			t.Errorf("%s cannot be chosen: %v", lang, err)
		}
	}
	if _, err := load("tlh"); err == nil || !strings.Contains(err.Error(), "company.languages") {
		t.Errorf("a language without letters can be chosen: %v", err)
	}
}
