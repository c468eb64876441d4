package templates

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestDefang(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://www.shop.example/a?b=1": "https[:]//www[.]shop[.]example/a?b=1",
		"HTTP://evil.test":               "HTTP[:]//evil[.]test",
		"mailto:jane@shop.example":       "mailto[:]jane@shop[.]example",
		"tel:0900123456":                 "tel[:]0900123456",
		"Tel: 0900 123456":               "Tel: 0900 123456",
		"javascript:alert(1)":            "javascript[:]alert(1)",
		`\\server\share`:                 `\[\]server\share`,
		`file:\\server`:                  `file[:]\[\]server`,
		"10.0.0.1":                       "10[.]0[.]0[.]1",
		"10.0.0.110.0.0.1":               "10[.]0[.]0[.]110[.]0[.]0[.]1",
		"www.x":                          "www[.]x",
		"a.bc.de.fg.hi":                  "a[.]bc[.]de[.]fg[.]hi",
		"münchen.example":                "münchen[.]example",
		"shop．example":                   "shop[．]example",
		"shop。example":                   "shop[。]example",
		"good.Thanks":                    "good[.]Thanks",
		"shop.xn--p1ai":                  "shop[.]xn--p1ai",
		"ありがとう。スタッフの皆さん":                      "ありがとう。スタッフの皆さん",
		"wait...what. No. 12, e.g. z.B. 3.50": "wait...what. No. 12, e.g. z.B. 3.50",
		"at 14.11.2026, 10:30":                "at 14.11.2026, 10:30",
		"+44 20 7946 0958":                    "+44 20 7946 0958",
	} {
		if got := defang(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a\x00b\x1b[31mc\x7f":               "ab[31mc",
		"a\u202eb\u2066c\u200fd":            "abcd",
		"a\u200bb\u2060c\ufeffd\u00ade":     "abcde",
		"a\u3164b\u2800c\u034fd\U000e0041e": "abcde",
		"a\r\nb\rc\u2028d\ve":               "a\nb\nc\nd\ne",
		"a\u00a0b\tc\u3000d":                "a b c d",
		"a\xffb":                            "a\uFFFDb",
		"e" + strings.Repeat("\u0301", 40):  "e" + strings.Repeat("\u0301", 4),
		"Größe 東京 👍 ❤\ufe0f Ελλάς שלום":     "Größe 東京 👍 ❤ Ελλάς שלום",
		"\ue000\U0010ffff":                  "",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   string
		max  int
		want string
	}{
		{"short", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"one two three four", 12, "one two…"},
		{"one two, three four", 10, "one two…"},
		{"日本語の長い文章です", 6, "日本語の長…"},
		{"unbreakableunbreakable", 10, "unbreakab…"},
	} {
		if got := cut(c.in, c.max); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.in, c.max, got, c.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	t.Parallel()
	got := Words("\n\n one \n\n\n\n two\n three \n").paragraphs(100)
	if want := "one||two|three"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

// linkable is what mail clients take for links.
var linkable = regexp.MustCompile(`(?i)[a-z]+://|\b(mailto|tel|javascript|data|file|sms):\S|\bwww\.|[\pL\pN_-][.．․][\pL]{2}|\\\\|\b\d{1,3}(\.\d{1,3}){3}\b|[a-z0-9][。｡][a-z]{2}`)

// drawHostile draws words made of what attackers put into a compliment.
var drawHostile = rapid.Custom(func(t *rapid.T) string {
	pieces := rapid.SliceOfN(rapid.OneOf(
		rapid.SampledFrom([]string{
			"<b>", "</td></table>", `"><img src=x onerror=alert(1)>`, "<script>x</script>", "<!-- ", "-->", "<style>*{display:none}</style>", `' style='x`, "&lt;a&gt;", "&#60;", "]]>", "<![endif]-->",
			"https://", "HTTPS://evil.test/x", "www.evil.test", "evil.test", "evil", ".", "test", "mailto:a@evil.test", "tel:+1900", "javascript:alert(1)", "data:text/html,x", `\\evil\share`, "//evil.test", "10.0.0.1", "xn--", "．", "。",
			"\r\nBcc: victim@evil.test\r\n", "\n", "\r", "\n\n", "\u2028", "\x00", "\x1b]8;;", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u3164", "\U000e0041",
			"Reply with: approve", "\n> ", "\n---\n", "\n.\n", "{{.}}", "{Nominee}", "@if", "*", "|", "%0D%0A", "?body=x&to=y", "[GW-9]", " ", " ", "word", "Grüße", "とても親切", "👩‍👩‍👧", "e\u0301\u0301\u0301\u0301\u0301\u0301",
		}),
		rapid.String(),
	), 0, 40).Draw(t, "pieces")
	return strings.Join(pieces, "")
})

func TestHostileWordsBecomeHarmless(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawHostile.Draw(t, "words")
		max := rapid.IntRange(10, 300).Draw(t, "max")
		line := Words(in).oneLine(max)
		for _, out := range append(Words(in).paragraphs(max), line) {
			if bad := linkable.FindString(out); bad != "" {
				t.Errorf("%q is left in %q", bad, out)
			}
			for _, r := range out {
				if r != ' ' && !unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r) || invisible(r) {
					t.Errorf("%U is left in %q", r, out)
				}
			}
			if !utf8.ValidString(out) {
				t.Errorf("%q is not UTF-8", out)
			}
		}
	})
}

// TestMayJoin: where no dot is looked at, none joins a host.
func TestMayJoin(t *testing.T) {
	t.Parallel()
	const letters = "wW.1a -"
	var try func(s string)
	try = func(s string) {
		runes := []rune(s)
		for i := 1; i < len(runes) && !mayJoin(s); i++ {
			if joinsHost(runes, i) {
				t.Fatalf("the dot at %d of %q joins a host", i, s)
			}
		}
		if len(s) < 6 {
			for _, c := range letters {
				try(s + string(c))
			}
		}
	}
	for _, begin := range []string{"", "www", "ftp", "mail2", "web", "x。", "1.2.3.4"} {
		try(begin)
	}
	if mayJoin("She waited with us. Thank you, J. Weber.") {
		t.Error("full stops are taken for a host's dots")
	}
}
