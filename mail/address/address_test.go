package address

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParseList(t *testing.T) {
	t.Parallel()
	jane := Mailbox{"Jane Doe", "jane@a.example"}
	bare := Mailbox{"", "jane@a.example"}
	bo := Mailbox{"Bo Berg", "bo@b.example"}
	for _, c := range []struct {
		in   string
		want []Mailbox
	}{
		{"", nil},
		{" ;, ", nil},
		{"jane@a.example", []Mailbox{bare}},
		{"<jane@a.example>", []Mailbox{bare}},
		{"Jane Doe <jane@a.example>", []Mailbox{jane}},
		{`"Doe, Jane" <jane@a.example>`, []Mailbox{{"Doe, Jane", "jane@a.example"}}},
		{"Doe, Jane <jane@a.example>", []Mailbox{{"Doe, Jane", "jane@a.example"}}},
		{"Doe, Jane, Dr. <jane@a.example>, Bo Berg <bo@b.example>", []Mailbox{{"Doe, Jane, Dr.", "jane@a.example"}, bo}},
		{"jane@a.example (Jane Doe)", []Mailbox{jane}},
		{"Jane Doe (jane@a.example)", []Mailbox{jane}},
		{"Jane Doe [mailto:jane@a.example]", []Mailbox{jane}},
		{"Jane Doe [mailto:jane@a.example], Bo Berg [mailto:bo@b.example]", []Mailbox{jane, bo}},
		{"jane@a.example <jane@a.example>", []Mailbox{bare}},
		{`"jane@a.example" <jane@a.example>`, []Mailbox{bare}},
		{"'jane@a.example' <Jane@a.example>", []Mailbox{{"", "Jane@a.example"}}},
		{"'Jane Doe' <jane@a.example>", []Mailbox{jane}},
		{"Jane Doe <jane@a.example<mailto:jane@a.example>>", []Mailbox{jane}},
		{"jane@a.example<mailto:jane@a.example>", []Mailbox{bare}},
		{"Jane Doe<mailto:jane@a.example> <jane@a.example<mailto:jane@a.example>> on behalf of desk@a.example", []Mailbox{jane}},
		{"Jane Doe <jane@a.example> on behalf of Desk <desk@a.example>", []Mailbox{jane}},
		{"Jane Doe <mailto:jane@a.example?subject=x>", []Mailbox{jane}},
		{"mailto:jane@a.example", []Mailbox{bare}},
		{"Jane Doe <jane@a.example>; Bo Berg <bo@b.example>;", []Mailbox{jane, bo}},
		{"Jane Doe; Bo Berg", []Mailbox{{"Jane Doe", ""}, {"Bo Berg", ""}}},
		{"Doe, Jane; Berg, Bo", []Mailbox{{"Doe, Jane", ""}, {"Berg, Bo", ""}}},
		{"Jane Doe, Bo Berg", []Mailbox{{"Jane Doe", ""}, {"Bo Berg", ""}}},
		{"Doe, Jane", []Mailbox{{"Doe, Jane", ""}}},
		{"Jane Doe", []Mailbox{{"Jane Doe", ""}}},
		{"Jane Doe <jane@a.example>, Bo", []Mailbox{jane, {"Bo", ""}}},
		{"'Jane Doe' via Desk <desk@a.example>", []Mailbox{{"'Jane Doe' via Desk", "desk@a.example"}}},
		{"*Jane Doe* <jane@a.example>", []Mailbox{jane}},
		{"undisclosed-recipients:;", nil},
		{"Team: jane@a.example, Bo Berg <bo@b.example>;", []Mailbox{bare, bo}},
		{"<@relay.example:jane@a.example>", []Mailbox{bare}},
		{"=?utf-8?q?J=C3=B6rg_M=C3=BCller?= <j@a.example>", []Mailbox{{"Jörg Müller", "j@a.example"}}},
		{"=?utf-8?q?M=C3=BCller=2C_J=C3=B6rg?= <j@a.example>", []Mailbox{{"Müller, Jörg", "j@a.example"}}},
		{"=?utf-8?Q?M=C3=BCller,_J=C3=B6rg?= <j@a.example>, bo@b.example", []Mailbox{{"Müller, Jörg", "j@a.example"}, {"", "bo@b.example"}}},
		{`"=?utf-8?q?Evil_=3Cboss=40a.example=3E?=" <e@b.example>`, []Mailbox{{"Evil <boss@a.example>", "e@b.example"}}},
		{"J\xf6rg <j@a.example>", []Mailbox{{"Jörg", "j@a.example"}}},
		{"田中 太郎 <t@a.example>", []Mailbox{{"田中 太郎", "t@a.example"}}},
		{"Jane\u200b Doe\u202e <jane@a.example>", []Mailbox{jane}},
		{`"Jane \"JD\" Doe" <jane@a.example>`, []Mailbox{{`Jane "JD" Doe`, "jane@a.example"}}},
		{"Jane Doe <jane@a.example", []Mailbox{jane}},
		{"Jane <not an address>", []Mailbox{{"Jane <not an address>", ""}}},
		{"O'Brien, Pat <pat@a.example>", []Mailbox{{"O'Brien, Pat", "pat@a.example"}}},
		{"Jane Doe - jane@a.example", []Mailbox{jane}},
		{"a@b@c.example", []Mailbox{{"a@b@c.example", ""}}},
		{"Doe Jane (KÜ/4-2) <jane@a.example>", []Mailbox{{"Doe Jane (KÜ/4-2)", "jane@a.example"}}},
		{"Jane Doe (A, Ltd) <jane@a.example>, Bo Berg <bo@b.example>", []Mailbox{{"Jane Doe (A, Ltd)", "jane@a.example"}, bo}},
		{`"Jane Doe" (Desk) <jane@a.example>`, []Mailbox{{"Jane Doe (Desk)", "jane@a.example"}}},
		{"Jane Doe＜jane@a.example＞；Bo Berg＜bo@b.example＞", []Mailbox{jane, bo}},
		{"Jane Doe </O=A/OU=FIRST GROUP/CN=RECIPIENTS/CN=JDOE>", []Mailbox{{"Jane Doe", ""}}},
		{"Doe, Jane </o=A/cn=jdoe>; Bo Berg <bo@b.example>", []Mailbox{{"Doe, Jane", ""}, bo}},
		{"Jane Doe <EX:/o=A/cn=jdoe>", []Mailbox{{"Jane Doe", ""}}},
		{"postmaster", []Mailbox{{"postmaster", ""}}},
	} {
		if diff := cmp.Diff(c.want, ParseList(c.in)); diff != "" {
			t.Errorf("ParseList(%q) (-want +got):\n%s", c.in, diff)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	if m, ok := Parse("Jane <jane@a.example>"); !ok || m != (Mailbox{"Jane", "jane@a.example"}) {
		t.Errorf("one mailbox: got %v, %v", m, ok)
	}
	if m, ok := Parse("jane@a.example, bo@b.example"); ok || m.Address != "jane@a.example" {
		t.Errorf("two mailboxes: got %v, %v", m, ok)
	}
	if _, ok := Parse("  "); ok {
		t.Error("nothing: got ok")
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		" Jane.Doe@A.Example. ":      "jane.doe@a.example",
		"<JANE@A.EXAMPLE>":           "jane@a.example",
		"jane@Bücher.example":        "jane@xn--bcher-kva.example",
		"jane@XN--BCHER-KVA.example": "jane@xn--bcher-kva.example",
		"\u212Aate@a.example":        "\u212Aate@a.example",
		"\u0130an@a.example":         "\u0130an@a.example",
		"JÖRG@a.example":             "jörg@a.example",
		"nobody":                     "nobody",
		"":                           "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	if !Same("A@b.example", "a@B.example") || Same("", "") {
		t.Error("Same: spelling must not matter, and nothing is not an address")
	}
	if got := Domain("jane@A.Example"); got != "a.example" {
		t.Errorf("Domain = %q", got)
	}
	if got := Domain("jane"); got != "" {
		t.Errorf("Domain without @ = %q", got)
	}
}

func TestSplitPlus(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in, base, detail string
		ok               bool
	}{
		{"n+Tok+x@a.example", "n@a.example", "Tok+x", true},
		{"<n+t@a.example>", "n@a.example", "t", true},
		{"n@a.example", "n@a.example", "", false},
		{"n+@a.example", "n+@a.example", "", false},
		{"+t@a.example", "+t@a.example", "", false},
		{"n+t", "n+t", "", false},
		{"n@a+b.example", "n@a+b.example", "", false},
	} {
		base, detail, ok := SplitPlus(c.in)
		if base != c.base || detail != c.detail || ok != c.ok {
			t.Errorf("SplitPlus(%q) = %q, %q, %v", c.in, base, detail, ok)
		}
	}
}

func TestValid(t *testing.T) {
	t.Parallel()
	for _, good := range []string{"a@b.example", "a.b+c=d@b-c.example", `"a b"@c.example`, "root@localhost", "a@[192.0.2.1]", "jörg@bücher.example", "o'brien@a.example", "bounce+SRS=x=y@a.example"} {
		if !Valid(good) {
			t.Errorf("Valid(%q) = false", good)
		}
	}
	for _, bad := range []string{"", "@", "a@", "@b", "a b@c.example", "a@b c", "a@b..c", "a@.b", "a\x00@b.example", "a@b\n.example", "a@b@c.example", strings.Repeat("a", 65) + "@b.example", "a\u202e@b.example", `"a"b"@c.example`} {
		if Valid(bad) {
			t.Errorf("Valid(%q) = true", bad)
		}
	}
}

func TestVia(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, who, list string
		ok              bool
	}{
		{"'Jane Doe' via Guest Desk", "Jane Doe", "Guest Desk", true},
		{"Jane Doe via Guest Desk", "Jane Doe", "Guest Desk", true},
		{"'Jana Koch' über Gästeservice", "Jana Koch", "Gästeservice", true},
		{"Olivia Stone", "", "", false},
		{"'Jane Doe'", "", "", false},
		{"'Jane", "", "", false},
		{"via Roma 3", "", "", false},
	} {
		who, list, ok := Via(c.name)
		if ok != c.ok || ok && (who != c.who || list != c.list) {
			t.Errorf("%q: got %q, %q, %v", c.name, who, list, ok)
		}
	}
}

// A list of nothing but brackets, commas or signs must not take long.
func TestParseListHostile(t *testing.T) {
	t.Parallel()
	begin := time.Now()
	for _, unit := range []string{"(", "<", "\"", ",", "@", "a,", "<a@b", "(\"<[", "a@b,", "=?", ";", "\\", "=?utf-8?q?=?="} {
		ParseList(strings.Repeat(unit, maxList/len(unit)) + "@b.example")
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func FuzzParseList(f *testing.F) {
	for _, s := range []string{"a <b@c>, d", `"x" (y) <z@w>; v`, "Name [mailto:a@b]", "=?utf-8?b?4pyT?= <a@b>", "g: a@b, c@d;", "a<b@c<mailto:b@c>>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, m := range ParseList(s) {
			if !utf8.ValidString(m.Name) || !utf8.ValidString(m.Address) || strings.ContainsAny(m.Name+m.Address, "\x00\r\n") {
				t.Errorf("ParseList(%q) gives %q", s, m)
			}
			if m == (Mailbox{}) {
				t.Errorf("ParseList(%q) gives an empty mailbox", s)
			}
			if Fold(Fold(m.Address)) != Fold(m.Address) {
				t.Errorf("Fold is not stable on %q", m.Address)
			}
		}
	})
}
