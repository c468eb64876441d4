package behaviour_test

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"goodword/internal/recognition/behaviour"
)

// small is a catalogue with everything that one may have.
const small = `version = 2
[[theme]]
id = "easy"
name = { en = "Easy", de = "Einfach" }
[[value]]
id = "care"
name = { en = "Care", de = "Fürsorge" }
[[touchpoint]]
id = "desk"
roles = ["front_line"]
name = { en = "At the desk", de = "Am Schalter" }
signs = { en = ["desk", "arriv*"] }
[[touchpoint]]
id = "phone"
roles = ["front_line"]
teams = ["Service Line"]
name = { en = "On the phone", de = "Am Telefon" }
signs = { en = ["called", "phone"] }
[[touchpoint]]
id = "workshop"
roles = ["support"]
name = { en = "In the workshop", de = "In der Werkstatt" }
[[behaviour]]
id = "ownership"
number = 1
touchpoints = ["desk", "phone"]
value = "care"
theme = "easy"
name = { en = "Taking ownership", de = "Verantwortung übernehmen" }
words = { en = "You saw it through.", de = "Sie sind drangeblieben." }
support = { en = "You saw it through behind the scenes." }
signs = { en = ["stayed with it"] }
[[behaviour]]
id = "repair"
number = 2
touchpoint = "workshop"
name = { en = "Mending it right" }
words = { en = "You mended it right." }
[[behaviour]]
id = "kindness"
number = 3
value = { en = "Humanity" }
name = { en = "Kindness" }
words = { en = "You were kind." }
[[behaviour]]
id = "smile"
number = 4
retired = true
name = { en = "Smiling" }
words = { en = "You smiled." }
`

func read(t *testing.T, text string) *behaviour.Catalogue {
	t.Helper()
	c, problems := behaviour.Read([]byte(text))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return c
}

func TestReadWhole(t *testing.T) {
	t.Parallel()
	c := read(t, small)
	b, _ := c.ByID("ownership")
	if c.Version != 2 || len(c.Behaviours) != 3 || b.ValueIn("de") != "Fürsorge" || b.Theme != "easy" || b.Touchpoint != "desk" || !b.At("phone") || b.At("workshop") {
		t.Errorf("read %+v", b)
	}
	if got := b.SentenceFor(behaviour.Support, "en"); got != "You saw it through behind the scenes." {
		t.Errorf("a supporting role is told %q", got)
	}
	if got := b.SentenceFor(behaviour.FrontLine, "de"); got != "Sie sind drangeblieben." {
		t.Errorf("the front line is told %q", got)
	}
	if k, _ := c.ByID("kindness"); k.Touchpoint != behaviour.Any || !k.At("workshop") || k.ValueIn("en") != "Humanity" {
		t.Errorf("a behaviour of everywhere: %+v", k)
	}
	if _, ok := c.ByNumber(4); ok {
		t.Error("a retired behaviour is offered")
	}
	if b, ok := c.ByID("smile"); !ok || !b.Retired {
		t.Error("a retired behaviour cannot be named any more")
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	c := behaviour.Default()
	for said, want := range map[string]string{
		"ownership": "ownership", "#ownership": "ownership", "#Ownership": "ownership", "2": "listening", "#zuhören": "listening", "#zuhoeren": "listening",
		"extra-mile": "extra-mile", "#extramile": "extra-mile", "#savoirécouter": "listening", "Saber escuchar": "listening",
		"#thanks": "", "99": "", "0": "", "-1": "", "#": "", "": "",
	} {
		if b, ok := c.Named(said); b.ID != want || ok != (want != "") {
			t.Errorf("Named(%q) = %q, want %q", said, b.ID, want)
		}
	}
}

func TestMoments(t *testing.T) {
	t.Parallel()
	c := read(t, small)
	for _, x := range []struct{ role, team, want string }{
		{"front_line", "Kitchen", "desk:ownership :kindness"},
		{"front_line", "service line", "desk:ownership phone:ownership :kindness"},
		{"support", "Service Line", "workshop:repair :kindness"},
		{"manager", "Service Line", "desk:ownership phone:ownership workshop:repair :kindness"},
		{"manager", "Kitchen", "desk:ownership workshop:repair :kindness"},
		{"executive", "", "desk:ownership phone:ownership workshop:repair :kindness"},
	} {
		var got []string
		for _, m := range c.Moments(x.role, x.team) {
			for _, b := range m.Behaviours {
				got = append(got, m.Touchpoint.ID+":"+b.ID)
			}
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s of %s: %s, want %s", x.role, x.team, s, x.want)
		}
	}
}

func TestPlace(t *testing.T) {
	t.Parallel()
	c := read(t, small)
	for _, x := range []struct{ text, role, team, want string }{
		{"When we arrived she was so kind.", "front_line", "Service Line", "desk"},
		{"I called twice and he stayed with it.", "front_line", "Service Line", "phone"},
		{"I called twice and he stayed with it.", "front_line", "Kitchen", "desk"}, // their only one
		{"She was so kind.", "front_line", "Service Line", ""},                     // two, and nothing tells
		{"I called from the desk.", "front_line", "Service Line", ""},              // both
		{"She was so kind.", "support", "", "workshop"},
	} {
		if got := c.Place(x.text, "en", x.role, x.team); got != x.want {
			t.Errorf("Place(%q, %s of %s) = %q, want %q", x.text, x.role, x.team, got, x.want)
		}
	}
}

// TestReadTellsEveryMistake: each by its line.
func TestReadTellsEveryMistake(t *testing.T) {
	t.Parallel()
	text := strings.NewReplacer(`value = "care"`, `value = "caring"`, `theme = "easy"`, `theme = "hard"`, `"desk", "phone"]`, `"desk", "fax"]`,
		`roles = ["support"]`, `roles = ["backoffice"]`, `id = "workshop"`, `id = "desk"`, "number = 3", "number = 2").Replace(small)
	_, problems := behaviour.Read([]byte(text))
	var got []string
	for _, p := range problems {
		got = append(got, p.Error())
	}
	for _, want := range []string{`^line 20: touchpoint "desk": this id is there twice`, `^line 21: .*"backoffice" is no role`, `^line 26: .*no \[\[touchpoint\]\] "fax"; there are desk, phone`,
		`^line 27: .*no \[\[value\]\] "caring"; there are care`, `^line 28: .*no \[\[theme\]\] "hard"`, `^line 36: .*no \[\[touchpoint\]\] "workshop"`, `^line 41: .*number 2 already belongs to "repair"`} {
		if !slices.ContainsFunc(got, func(s string) bool { return regexp.MustCompile(want).MatchString(s) }) {
			t.Errorf("nothing says %s:\n%s", want, strings.Join(got, "\n"))
		}
	}
	if len(got) != 7 {
		t.Errorf("%d problems:\n%s", len(got), strings.Join(got, "\n"))
	}
}

func TestNotes(t *testing.T) {
	t.Parallel()
	notes := strings.Join(read(t, small).Notes(), "\n")
	for _, want := range []string{`behaviour "repair" has nothing in de`, `behaviour "kindness" has no signs`} {
		if !strings.Contains(notes, want) {
			t.Errorf("no note says %s:\n%s", want, notes)
		}
	}
	if notes := behaviour.Default().Notes(); len(notes) > 0 {
		t.Errorf("of the catalogue that comes along: %q", notes)
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	old := read(t, small)
	if list := behaviour.Compare(old, old); len(list) > 0 {
		t.Errorf("nothing differs, and yet %v", list)
	}
	text := strings.NewReplacer("version = 2", "version = 3", "You were kind.", "You were kind to somebody.", `touchpoint = "workshop"`, `retired = true`,
		"id = \"smile\"\nnumber = 4\nretired = true", "id = \"smile\"\nnumber = 4", `"Fürsorge"`, `"Sorge"`, `["desk", "phone"]`, `["desk", "phone", "workshop"]`).Replace(small) +
		"[[touchpoint]]\nid = \"chat\"\nname = { en = \"In the chat\" }\n"
	now := read(t, text)
	var got []string
	for _, c := range behaviour.Compare(old, now) {
		got = append(got, strings.Join(strings.Fields(c.String()), " "))
	}
	want := []string{"back behaviour smile", "changed behaviour kindness: words en", "changed behaviour ownership: touchpoints",
		"changed behaviour repair: touchpoints, retired", "changed value care: name de", "new touchpoint chat"}
	slices.Sort(got)
	if !reflect.DeepEqual(got, want) {
		t.Errorf("differs in\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if wrong := behaviour.Fits(old, now); len(wrong) > 0 {
		t.Errorf("a good successor is refused: %q", wrong)
	}
}

func TestFits(t *testing.T) {
	t.Parallel()
	old := read(t, small)
	if wrong := behaviour.Fits(old, old); len(wrong) != 1 || !strings.Contains(wrong[0], "version is 2") {
		t.Errorf("the same version again: %q", wrong)
	}
	// "behaviour 3" under way would come to mean another one.
	swapped := read(t, strings.NewReplacer("version = 2", "version = 3", "number = 1\n", "number = 9\n", "number = 3\n", "number = 1\n").Replace(small))
	if wrong := behaviour.Fits(old, swapped); len(wrong) != 1 || !strings.Contains(wrong[0], `"kindness" has the number 1`) {
		t.Errorf("a number that changed hands: %q", wrong)
	}
	gone := read(t, "version = 3\n"+small[strings.Index(small, "[["):strings.LastIndex(small, "[[")])
	if ids := behaviour.Gone(old, gone); !reflect.DeepEqual(ids, []string{"smile"}) {
		t.Errorf("gone is %q", ids)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(small))
	f.Add([]byte("behaviour = [{id = '?', words = {en = 3}}]\nvalue = 2"))
	f.Add([]byte("[behaviour.words]\n[[behaviour]]\nvalue.en = 1"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, problems := behaviour.Read(raw)
		if (c == nil) != (len(problems) > 0) {
			t.Errorf("a catalogue %v with the problems %v", c != nil, problems)
		}
		n := strings.Count(string(raw), "\n") + 1
		for _, p := range problems {
			if p.Line < 1 || p.Line > n || p.What == "" {
				t.Errorf("line %d of %d: %q", p.Line, n, p.What)
			}
		}
		if c != nil {
			_ = fmt.Sprint(c.Notes(), c.Moments("support", ""), behaviour.Compare(c, behaviour.Default()))
		}
	})
}
