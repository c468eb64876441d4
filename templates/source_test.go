package templates

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestWrongSourcesAreRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ source, want string }{
		{"@subject Hi\n\nDear {Nomine.Name},", "en/reminder.letter:3: Nomine.Name: there is no field Nomine in Reminder; there are Reader, Answer"},
		{"@subject Hi\n{Nominee.Nmae}", "en/reminder.letter:2: Nominee.Nmae: there is no field Nmae in Person; there are Name, Given"},
		{"Hello", "there is no @subject line"},
		{"@subject Hi\n@if Nominee\nx", "en/reminder.letter:2: this @if has no @end"},
		{"@subject Hi\n@end", "en/reminder.letter:2: @end without @if"},
		{"@subject Hi\n@each Nominee\n@end", "one value and not a list"},
		{"@subject Hi\n@vary\na\n@or", "this @vary has no @end"},
		{"@subject Hi\n@unless Days", "@unless is not known here"},
		{"@subject {Since|soon}", "there is no such filter; there are date"},
		{"@subject {Days|date}", "date does not fit Days"},
		{"@subject {Days|plural \"# day\"}", "plural needs two forms"},
		{"@subject {Compliment}", "not something to show"},
		{"@subject {Compliment.Words|cut 3}", "cut needs a length"},
		{"@subject {if Days}x", "without {end} on the same line"},
		{"@subject x{end}", "{end} without {if"},
		{"@subject {Days", "{ without }"},
		{"@subject Hi\nsee https://intranet.example", "holds no web address"},
		{"@subject Hi\n<b>you</b>", "no HTML"},
		{"@subject Hi\n! Approve", "needs 2 parts"},
		{"@subject Hi\n*approve", "no second one closes"},
		{"@subject Hi\n@if Days is many\n@end", "is a number"},
		{"@subject Hi\n@if Nominee.Name is Bo\n@end", "a word of a fixed list"},
		{"@subject Hi\n  a line of no item", "en/reminder.letter:2: an indented line stands outside a list"},
	} {
		s := &Set{sources: map[string]*source{}}
		err := s.addTried("en/reminder.letter", c.source)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "en/reminder.letter") {
			t.Errorf("%q:\ngot  %v\nwant …%s…", c.source, err, c.want)
		}
	}
	s := &Set{sources: map[string]*source{}}
	if err := s.add("en/outcome.letter", "@subject Hi\n@if Result is aproved\n@end"); err == nil || !strings.Contains(err.Error(), `Result is never "aproved"; it may be approved, declined`) {
		t.Errorf("a misspelt word of a list: %v", err)
	}
}

func TestOwnLetters(t *testing.T) {
	t.Parallel()
	write := func(name, text string) string {
		dir := t.TempDir()
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	s, err := Load(write("de/reminder.letter", "@subject Du, {Nominee} wartet\n\nHallo {Reader|called}, antworte bitte.\n"))
	if err != nil {
		t.Fatal(err)
	}
	v := Samples(LetterReminder)[0]
	r, err := s.Render(v, "de-CH", 0)
	if err != nil || r.Subject != "Du, Jana Weber wartet" || r.Text != "Hallo Jonas, antworte bitte.\n" {
		t.Errorf("the company's own letter is not used: %v\n%s\n%s", err, r.Subject, r.Text)
	}
	if r, err = s.Render(v, "en", 0); err != nil || !strings.Contains(r.Subject, "Still waiting") {
		t.Errorf("a letter that the company did not write is gone: %v %s", err, r.Subject)
	}
	if own := s.Own(); !slices.Equal(own, []string{"de/reminder"}) {
		t.Errorf("own letters: %v", own)
	}
	if missing := s.Missing(); !slices.Equal(missing, []string{"en/reminder", "es/reminder", "fr/reminder"}) {
		t.Errorf("where ours stand in: %v", missing)
	}
	if said := s.Origin(); !strings.HasPrefix(said, "1 of ") || !strings.HasSuffix(said, "in other languages: en/reminder, es/reminder, fr/reminder") {
		t.Errorf("said of it: %s", said)
	}
	if builtin, err := Load(""); err != nil || builtin.Origin() != "" || len(builtin.Own()) > 0 {
		t.Errorf("without a folder: %v %q", err, builtin.Origin())
	}
	for name, want := range map[string]string{
		"de/remainder.letter": `there is no letter "remainder"`,
		"it/reminder.letter":  "LANGUAGE one of en, de, fr, es",
		"de/reminder.html":    "letters are named",
	} {
		dir := write(name, "@subject x")
		if _, err := Load(dir); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v, want …%s…", name, err, want)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "nowhere")); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a missing folder: %v", err)
	}
}

func TestEmptyViewsRender(t *testing.T) {
	t.Parallel()
	for _, k := range Kinds() {
		v := blank[k.Kind]
		if _, err := Render(v, "", 0); err != nil && !strings.Contains(err.Error(), "no Answer address") {
			t.Errorf("%s: %v", k.Kind, err)
		}
	}
	if _, err := Render(Request{}, "en", 0); err == nil || !strings.Contains(err.Error(), "no Answer address") {
		t.Errorf("a request nobody can answer: %v", err)
	}
}
