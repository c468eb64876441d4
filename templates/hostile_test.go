package templates

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"pgregory.net/rapid"
)

// withWords gives a copy of v in which every Words is what next gives for it;
// empty ones stay empty, so that the same blocks are there.
func withWords(v View, next func(Words) Words) View {
	out := reflect.New(reflect.TypeOf(v)).Elem()
	out.Set(copyWords(reflect.ValueOf(v), next))
	return out.Interface().(View)
}

func copyWords(v reflect.Value, next func(Words) Words) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch {
	case v.Type() == typeWords:
		if v.String() != "" {
			out.SetString(string(next(Words(v.String()))))
		}
	case v.Type() == reflect.TypeFor[SetAside]() && v.FieldByName("Why").String() != "":
		out.FieldByName("Why").SetString(string(next(Words(v.FieldByName("Why").String()))))
		for _, name := range []string{"From", "Subject"} {
			out.FieldByName(name).Set(copyWords(v.FieldByName(name), next))
		}
	case v.Kind() == reflect.Struct && v.Type() != typeTime && v.Type() != typeReader:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(copyWords(v.Field(i), next))
			}
		}
	case v.Kind() == reflect.Slice && v.Len() > 0:
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(copyWords(v.Index(i), next))
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(copyWords(v.Elem(), next))
	}
	return out
}

// ours are the dotted words of our own letters and samples; what else looks
// like a host came from Words.
var ours = regexp.MustCompile(`stories\.halden\.example/stories/[a-z]+|[\pL+0-9.]+@halden\.example|winmail\.dat|GW-\d+`)

// TestHostileLetters puts hostile words in every place that takes Words, in
// every letter, and looks for anything they made: an element, an attribute, a
// link, a header, a line outside its quote, an invisible character.
func TestHostileLetters(t *testing.T) {
	t.Parallel()
	kinds := Kinds()
	rapid.Check(t, func(t *rapid.T) {
		kind := kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")].Kind
		samples := Samples(kind)
		calm := samples[rapid.IntRange(0, len(samples)-1).Draw(t, "sample")]
		lang := rapid.SampledFrom(everyLanguage()).Draw(t, "lang")
		wording := rapid.IntRange(0, 9).Draw(t, "wording")
		// Something to show stays in front, so that the same lines are there.
		hostile := withWords(calm, func(Words) Words { return "x " + Words(drawHostile.Draw(t, "words")) })
		flat := withWords(hostile, func(w Words) Words { return Words(strings.Join(strings.Fields(clean(string(w))), " ")) })

		want, err := Render(calm, lang, wording)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Render(hostile, lang, wording)
		if err != nil {
			t.Fatal(err)
		}
		flatter, err := Render(flat, lang, wording)
		if err != nil {
			t.Fatal(err)
		}
		checkPlain(t, got)
		if a, b := outsideQuotes(got.Text), outsideQuotes(flatter.Text); a != b {
			t.Errorf("line ends in words made lines outside quotes:\n%s\nwithout them:\n%s", a, b)
		}
		checkSameMarkup(t, want, got, calm.frame().Answer)
	})
}

func checkPlain(t *rapid.T, r Rendered) {
	if strings.ContainsAny(r.Subject, "\r\n") || len([]rune(r.Subject)) > 80 {
		t.Errorf("subject %q", r.Subject)
	}
	for _, text := range []string{r.Subject, r.Text, visible(t, r.HTML)} {
		if bad := linkable.FindString(ours.ReplaceAllString(text, "")); bad != "" {
			t.Errorf("%q is left in:\n%s", bad, text)
		}
		for _, c := range withoutIsolates(t, text) {
			if c != '\n' && (unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || invisible(c)) {
				t.Errorf("%U is left in:\n%q", c, text)
			}
		}
	}
	for line := range strings.SplitSeq(r.Text, "\n") {
		if cells(line) > columns {
			t.Errorf("a line has %d columns: %q", cells(line), line)
		}
	}
}

// withoutIsolates takes out what the text version isolates with, once it is
// known to be closed on its line, and the mark that a line or subject begins with.
func withoutIsolates(t failer, text string) string {
	t.Helper()
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		open := rune(0)
		for _, r := range line {
			starts := r == isolateLTR || r == isolateRTL
			if starts && open != 0 || r == isolateEnd && open == 0 {
				t.Errorf("isolates are not in pairs: %q", line)
			}
			open = openIsolate(string(r), open)
		}
		if open != 0 {
			t.Errorf("an isolate is not closed: %q", line)
		}
		line = strings.NewReplacer(string(isolateLTR), "", string(isolateRTL), "", string(isolateEnd), "").Replace(line)
		lead := len(line) - len(strings.TrimLeft(line, " >"))
		mark := strings.TrimPrefix(strings.TrimPrefix(line[lead:], markLTR), markRTL)
		out = append(out, line[:lead]+mark)
	}
	return strings.Join(out, "\n")
}

// visible is the text that a mail client shows, without the padding that
// follows the preheader.
func visible(t failer, doc string) string {
	root, err := html.Parse(strings.NewReader(doc))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" {
			b.WriteString(strings.TrimSpace(n.Data) + "\n")
		}
	}
	padding := html.UnescapeString(string(padding))
	return strings.ReplaceAll(b.String(), strings.TrimSpace(padding), "")
}

// checkSameMarkup compares all markup but the number of a quote's lines, which
// are the words' own.
func checkSameMarkup(t *rapid.T, want, got Rendered, answer string) {
	if a, b := skeleton(t, want.HTML), skeleton(t, got.HTML); a != b {
		t.Errorf("the markup differs:\n%s\nfrom\n%s", b, a)
	}
	if len(want.Drafts) != len(got.Drafts) {
		t.Errorf("%d drafts instead of %d", len(got.Drafts), len(want.Drafts))
	}
	for i, href := range hrefs(t, got.HTML) {
		checkMailto(t, href, got.Drafts[i], answer)
		if got.Drafts[i].Body != want.Drafts[i].Body {
			t.Errorf("the body of a draft became %q", got.Drafts[i].Body)
		}
	}
}

// ofWords: words that run against the letter are isolated, and a number is kept whole.
func ofWords(span html.Token) bool {
	return len(span.Attr) == 1 && (span.Attr[0].Key == "dir" || span.Attr[0] == html.Attribute{Key: "style", Val: "white-space:nowrap;"})
}

func skeleton(t failer, doc string) string {
	z := html.NewTokenizer(strings.NewReader(doc))
	var b strings.Builder
	inQuote := false
	var spans []bool // which of those that are open come and go with the words
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			continue
		default:
			tok := z.Token()
			if tok.Data == "span" {
				if kind == html.StartTagToken {
					spans = append(spans, ofWords(tok))
				}
				last := len(spans) - 1
				of := spans[last]
				if kind == html.EndTagToken {
					spans = spans[:last]
				}
				if of {
					continue
				}
			}
			isQuote := tok.Data == "p" && kind == html.StartTagToken && strings.Contains(attr(tok, "class"), "quote")
			switch {
			case isQuote:
				inQuote = true
				if last := b.String(); !strings.HasSuffix(last, "QUOTE\n") {
					b.WriteString("QUOTE\n")
				}
			case inQuote && tok.Data == "br":
			case inQuote && tok.Data == "p":
				inQuote = false
			default:
				for i := range tok.Attr {
					if tok.Attr[i].Key == "href" {
						tok.Attr[i].Val = "…"
					}
				}
				b.WriteString(tok.String() + "\n")
			}
		}
	}
}

func attr(tok html.Token, key string) string {
	for _, a := range tok.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// The check itself must be able to fail.
func TestSkeletonSeesAnExtraElement(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, err := Render(Samples(LetterRequest)[0], "en", 0)
		if err != nil {
			t.Fatal(err)
		}
		if skeleton(t, r.HTML) == skeleton(t, strings.Replace(r.HTML, "feverish", "<i>feverish", 1)) {
			t.Error("an element inside a quote goes unseen")
		}
	})
}
