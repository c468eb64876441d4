package behaviour_test

import (
	"bufio"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"goodword/internal/recognition/behaviour"
)

// TestSuggest reads testdata/compliments.txt: behaviour or "-", language or
// "-", the compliment, between tabs.
func TestSuggest(t *testing.T) {
	t.Parallel()
	f, err := os.Open("testdata/compliments.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		fields := strings.SplitN(sc.Text(), "\t", 3)
		if len(fields) < 3 {
			continue
		}
		n++
		want, lang, text := fields[0], strings.Trim(fields[1], "-"), fields[2]
		b, words, ok := behaviour.Default().Suggest(text, lang)
		if got := b.ID; ok && got != want || !ok && want != "-" {
			t.Errorf("Suggest(%q, %q) = %q by %q, want %q", text, lang, got, words, want)
		}
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%q is no part of %q", w, text)
			}
		}
	}
	if n < 70 {
		t.Errorf("only %d compliments were read", n)
	}
}

// TestDefault holds what the letters rely on: every behaviour in six
// languages, signs in the four that are read best, and sentences that keep to the house's style.
func TestDefault(t *testing.T) {
	t.Parallel()
	c := behaviour.Default()
	if n := len(c.Behaviours); n < 6 || n > 8 {
		t.Errorf("%d behaviours; a manager cannot choose from many", n)
	}
	for i, b := range c.Behaviours {
		if b.Number != i+1 {
			t.Errorf("%s has number %d, want %d", b.ID, b.Number, i+1)
		}
		for _, lang := range []string{"en", "de", "fr", "es", "da", "he"} {
			name, words := b.Name[lang], b.Words[lang]
			if name == "" || len(b.Signs[lang]) < 10 && lang != "he" && lang != "da" {
				t.Errorf("%s in %s: name %q, %d signs", b.ID, lang, name, len(b.Signs[lang]))
			}
			if n := utf8.RuneCountInString(words); n < 30 || n > 120 || !strings.HasSuffix(words, ".") || strings.ContainsAny(words, "!¡") {
				t.Errorf("%s in %s: %q is not one plain sentence", b.ID, lang, words)
			}
		}
		if again, ok := c.ByNumber(b.Number); !ok || again.ID != b.ID {
			t.Errorf("ByNumber(%d) = %q, %v", b.Number, again.ID, ok)
		}
		if again, ok := c.ByID(b.ID); !ok || again.Number != b.Number {
			t.Errorf("ByID(%q) = %d, %v", b.ID, again.Number, ok)
		}
	}
	if _, ok := c.ByNumber(99); ok {
		t.Error("there is no behaviour 99")
	}
}

func TestWordsInAnotherLanguage(t *testing.T) {
	t.Parallel()
	b, _ := behaviour.Default().ByID("listening")
	for lang, want := range map[string]string{
		"de-AT": b.Words["de"], "DE": b.Words["de"], "ja": b.Words["en"], "": b.Words["en"], "fr": b.Words["fr"],
	} {
		if got := b.WordsIn(lang); got != want {
			t.Errorf("WordsIn(%q) = %q, want %q", lang, got, want)
		}
	}
	only := behaviour.Behaviour{Name: map[string]string{"pl": "Słuchanie", "nl": "Luisteren"}}
	if got := only.NameIn("en"); got != "Luisteren" {
		t.Errorf("without English the first language by name is taken, got %q", got)
	}
}

const entry = `
[[behaviour]]
id = "a"
number = 1
[behaviour.name]
en = "A"
[behaviour.words]
en = "You did it."
`

func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"nothing":       {"", `^line 1: no \[\[behaviour`},
		"unknown key":   {strings.Replace(entry, "number", "colour = 3\nnumber", 1), `^line 4: "behaviour.colour" is no key of a behaviour`},
		"no text":       {entry + "colour = 3\n", `^line 9: column 10: `},
		"unknown table": {entry + "[settings]\n", `^line 9: "settings"`},
		"wrong type":    {strings.Replace(entry, "1", `"one"`, 1), `^line 4: column 10: a TOML string stands here`},
		"broken":        {entry + "[[behaviour\n", `^line 9: column`},
		"twice":         {entry + entry, `^line 11: behaviour "a": this id is there twice`},
		"same number":   {entry + strings.Replace(entry, `"a"`, `"b"`, 1), `^line 12: behaviour "b": number 1 already belongs to "a"`},
		"number":        {strings.Replace(entry, "1", "0", 1), `^line 4: .*1 to 99`},
		"id":            {strings.Replace(entry, `"a"`, `"A b"`, 1), `^line 3: .*id must be`},
		"no words":      {"[[behaviour]]\nid = 'a'\nnumber = 1\n", `^line 1: .*words is missing`},
		"no name":       {entry + "de = \"So war es.\"\n", `^line 9: .*name.de is not`},
		"no language":   {strings.ReplaceAll(entry, "en =", `"in English" =`), `^line 6: .*no language`},
		"two lines":     {strings.Replace(entry, "did it", `did\nit`, 1), `^line 8: .*one line`},
		"long":          {strings.Replace(entry, "did it", strings.Repeat("x", 301), 1), `^line 8: .*longer than 300`},
		"empty sign":    {entry + "[behaviour.signs]\nen = [\" * \"]\n", `^line 10: .*signs.en`},
		"inner star":    {entry + "[behaviour.signs]\nen = [\"pa*t\"]\n", `^line 10: .*\* at most at the end`},
		"inline":        {"behaviour = [{id = '?'}]", `^line 1: .*id must be`},
		"huge":          {strings.Repeat("# x\n", 300000), `over 1048576 bytes`},
	} {
		_, err := behaviour.Load(strings.NewReader(c.text))
		if err == nil || !regexp.MustCompile(c.want).MatchString(err.Error()) {
			t.Errorf("%s: error %v, want %s", name, err, c.want)
		}
	}
}

func TestLoadKeepsNumberOrder(t *testing.T) {
	t.Parallel()
	second := strings.NewReplacer(`"a"`, `"b"`, "1", "2").Replace(entry)
	c, err := behaviour.Load(strings.NewReader(second + entry))
	if err != nil {
		t.Fatal(err)
	}
	if c.Behaviours[0].ID != "a" || c.Behaviours[1].ID != "b" {
		t.Errorf("behaviours come as %s, %s", c.Behaviours[0].ID, c.Behaviours[1].ID)
	}
	if _, _, ok := c.Suggest("You did it", "en"); ok {
		t.Error("a catalogue without signs suggests something")
	}
}

// TestDefaultText is the file a company starts from.
func TestDefaultText(t *testing.T) {
	t.Parallel()
	text := behaviour.DefaultText()
	text[0] = 'x'
	if behaviour.DefaultText()[0] == 'x' {
		t.Error("a caller can change the catalogue that comes along")
	}
}

func BenchmarkSuggest(b *testing.B) {
	c := behaviour.Default()
	text := strings.Repeat("We had a long talk at the desk about our booking and the trains. ", 10) + "She was so patient."
	for b.Loop() {
		c.Suggest(text, "en")
	}
}

func FuzzSuggest(f *testing.F) {
	f.Add("She was not only kind, but pa\u0301tient", "en")
	f.Add("\u0301 \u0301\xff", "de-AT")
	f.Fuzz(func(t *testing.T, text, lang string) {
		_, words, ok := behaviour.Default().Suggest(text, lang)
		if ok == (len(words) == 0) {
			t.Errorf("ok is %v with the words %q", ok, words)
		}
		for _, w := range words {
			if !strings.Contains(strings.ToValidUTF8(text, ""), strings.ToValidUTF8(w, "")) {
				t.Errorf("%q is no part of %q", w, text)
			}
		}
	})
}
