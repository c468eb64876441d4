package part

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// crlf writes a mail with LF, as is readable here, the way it travels.
func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

// outline shows a tree in a form that is easy to compare.
func outline(p *Part) string {
	var out strings.Builder
	var show func(p *Part, indent string)
	show = func(p *Part, indent string) {
		fmt.Fprintf(&out, "%s%s", indent, p.MediaType)
		if p.Disposition != "" || p.Filename != "" {
			fmt.Fprintf(&out, " %s %q", p.Disposition, p.Filename)
		}
		if p.Text != "" {
			fmt.Fprintf(&out, " %q", p.Text)
		}
		out.WriteString("\n")
		for _, c := range p.Children {
			show(c, indent+"  ")
		}
	}
	show(p, "")
	return strings.TrimSuffix(out.String(), "\n")
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, raw, want, warning string }{
		{"plain", "Subject: x\n\nhello\n", `text/plain "hello\n"`, ""},
		{"no header at all", "just words\nand more", `text/plain "just words\nand more"`, ""},
		{"prose with a colon", "Subject: x\n\nNote: hello\n\nbye", `text/plain "Note: hello\n\nbye"`, ""},
		{"empty", "", `text/plain`, ""},
		{"header alone", "Subject: x", `text/plain`, ""},
		{"mbox line on top", "From jo@a.example Mon Nov  2 10:00:00 2026\nSubject: x\nContent-Type: text/html\n\n<p>", `text/html "<p>"`, ""},
		{"empty lines on top", "\n\nSubject: x\nContent-Type: text/html\n\n<p>", `text/html "<p>"`, ""},
		{"broken line amid the header", "Subject: x\nthis is no field\nContent-Type: text/html\n\n<p>", `text/html "<p>"`, "without a field name"},
		{"no empty line before the body", "Subject: x\nhello there\nbye", `text/plain "hello there\nbye"`, "without a field name"},
		{"space before the colon", "Content-Type : text/html\n\n<p>", `text/html "<p>"`, ""},
		{"quoted-printable", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: Quoted-Printable\n\nGr=C3=BC=C3=9Fe =  \nund mehr =3D a=zz\n", `text/plain "Grüße und mehr = a=zz\n"`, "broken quoted-printable"},
		{"base64", "Content-Transfer-Encoding: base64\n\nR3LDvMOf\nZQ==\n", `text/plain "Grüße"`, ""},
		{"base64 with noise and joined runs", "Content-Transfer-Encoding: base64\n\nYWI=!YWI=\n\n", `text/plain "abab"`, "broken base64"},
		{"base64 with a footer in the clear", "Content-Transfer-Encoding: base64\n\nQUJD\nREVG\n________\nScanned by a gateway\n", `text/plain "ABCDEF"`, "broken base64"},
		{"plain text labelled base64", "Content-Transfer-Encoding: base64\n\nHello there,\nthanks to Bea\n", `text/plain "Hello there,\nthanks to Bea\n"`, "broken base64"},
		{"base64 cut off in a run", "Content-Transfer-Encoding: base64\n\nQUJD!RE", `text/plain "ABCD"`, "broken base64"},
		{"unknown encoding", "Content-Transfer-Encoding: x-rot13\n\nhello", `text/plain "hello"`, "unknown Content-Transfer-Encoding"},
		{"unknown charset", "Content-Type: text/plain; charset=martian\n\ncaf\xe9", `text/plain "café"`, "unknown charset"},
		{"utf-8 labelled us-ascii", "Content-Type: text/plain; charset=us-ascii\n\ncafé", `text/plain "café"`, ""},
		{"charset declared in the HTML", "Content-Type: text/html\n\n<meta charset=\"koi8-r\">\xf0\xf2\xe9\xf7\xe5\xf4", `text/html "<meta charset=\"koi8-r\">ПРИВЕТ"`, ""},
		{"alternative", "Content-Type: multipart/alternative; boundary=\"b 1\"\n\npreamble\n--b 1\n\nplain\n--b 1\nContent-Type: text/html\n\n<p>\n--b 1--\nepilogue", "multipart/alternative\n  text/plain \"plain\"\n  text/html \"<p>\"", ""},
		{"one boundary the beginning of another", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b1\n\n--b1\n\ninner\n--b1--\n--b\n\nouter\n--b--\n", "multipart/mixed\n  multipart/alternative\n    text/plain \"inner\"\n  text/plain \"outer\"", ""},
		{"not closed", "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhello\n", "multipart/mixed\n  text/plain \"hello\\n\"", "not closed"},
		{"boundary missing", "Content-Type: multipart/mixed\n\n--xyz\nContent-Type: text/html\n\n<p>\n--xyz--\n", "multipart/mixed\n  text/html \"<p>\"", "boundary"},
		{"boundary wrong", "Content-Type: multipart/mixed; boundary=abc\n\n--xyz\nContent-Type: text/html\n\n<p>\n--xyz--\n", "multipart/mixed\n  text/html \"<p>\"", "boundary"},
		{"no parts", "Content-Type: multipart/mixed; boundary=abc\n\nhello\n", `text/plain "hello\n"`, "without parts"},
		{"encoded whole", "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("--b\n\nhello\n--b--\n")), "multipart/mixed\n  text/plain \"hello\"", ""},
		{"a part's header is broken", "Content-Type: multipart/mixed; boundary=b\n\n--b\n(((\n\none\n--b\n\ntwo\n--b--\n", "multipart/mixed\n  text/plain \"(((\\n\\none\"\n  text/plain \"two\"", ""},
		{"digest", "Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: in\n\nhello\n--b--\n", "multipart/digest\n  message/rfc822\n    text/plain \"hello\"", ""},
		{"attached mail", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: in\nContent-Type: text/html\n\n<p>\n--b--\n", "multipart/mixed\n  message/rfc822\n    text/html \"<p>\"", ""},
		{"attached mail in base64", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("Subject: in\n\nhello")), "message/rfc822\n  text/plain \"hello\"", ""},
		{"a parameter that lost its indentation", "Content-Type: multipart/mixed;\nboundary=b\n\n--b\nContent-Type: text/html;\ncharset=koi8-r\n\n\xf0\n--b--", "multipart/mixed\n  text/html \"П\"", ""},
		{"no semicolon behind the type", "Content-Type: text/html  charset=koi8-r\n\n\xf0", `text/html "П"`, ""},
		{"type without subtype", "Content-Type: text\n\nhello", `text/plain "hello"`, ""},
		{"nonsense type", "Content-Type: ???\n\nhello", `text/plain "hello"`, "read as plain text"},
		{"NUL and bad UTF-8", "Content-Type: text/plain; charset=utf-8\n\na\x00b\xffé é", "text/plain \"ab\ufffdé é\"", ""},
		{"lone CR", "Subject: x\n\na\rb", `text/plain "a\nb"`, ""},
		{"file names", "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: application/pdf; name*0*=iso-8859-1''caf%E9;\n name*1=\" menu.pdf\"\n\nx\n--b\nContent-Disposition: attachment; filename=\"=?utf-8?q?caf=C3=A9.txt?=\"\nContent-Type: image/png\n\nx\n--b\nContent-Type: image/png; name=my file.png\nContent-Disposition: inline; filename*=utf-8'en'%E2%82%AC.png\n\nx\n--b--", "multipart/mixed\n  application/pdf  \"café menu.pdf\"\n  image/png attachment \"café.txt\"\n  image/png inline \"€.png\"", ""},
		{"comment and missing semicolon", "Content-Type: text/plain; charset=iso-8859-1 format=flowed (odd)\n\ncaf\xe9", `text/plain "café"`, ""},
	} {
		for _, raw := range [][]byte{[]byte(c.raw), crlf(c.raw)} {
			root, warnings := Parse(raw)
			if diff := cmp.Diff(c.want, outline(root)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", c.name, diff)
			}
			if got := strings.Join(warnings, "; "); !strings.Contains(got, c.warning) || c.warning == "" && got != "" {
				t.Errorf("%s: warnings %q, want %q", c.name, got, c.warning)
			}
		}
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	root, _ := Parse(crlf("From: =?utf-8?q?J=C3=B6rg?= <j@a.example>\nFrom: two@a.example\nSubject: a\n\tfolded =?utf-8?q?=0D=0ATo:_x@a.example?=\nx-RAW: caf\xe9\n\n"))
	want := []Field{
		{"From", "=?utf-8?q?J=C3=B6rg?= <j@a.example>", "Jörg <j@a.example>"},
		{"From", "two@a.example", "two@a.example"},
		{"Subject", "a\tfolded =?utf-8?q?=0D=0ATo:_x@a.example?=", "a\tfolded   To: x@a.example"},
		{"x-RAW", "caf\xe9", "café"},
	}
	if diff := cmp.Diff(want, root.Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if got := root.Get("X-Raw"); got != "café" {
		t.Errorf("Get = %q", got)
	}
	if got := len(root.All("from")); got != 2 {
		t.Errorf("All(from) has %d fields, want both", got)
	}
}

func TestParams(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]map[string]string{
		`text/plain`: nil,
		`text/plain; charset="utf-8"; Format=Flowed`:    {"charset": "utf-8", "format": "Flowed"},
		`text/plain; charset=utf-8 delsp=yes`:           {"charset": "utf-8", "delsp": "yes"},
		`a/b; name="a \"b\" C:\dir"; x`:                 {"name": `a "b" C:\dir`},
		`a/b; name*1=b; name*0=a; name*2*=%20c`:         {"name": "ab c"},
		`a/b; name*=gb2312''%D6%D0`:                     {"name": "中"},
		`a/b; name="=?utf-8?b?w6k=?= =?utf-8?b?w6k=?="`: {"name": "éé"},
		`a/b; x=1; x=2`:                                 {"x": "1"},
		`a/b; =; ;;; "`:                                 {"": ""},
		`a/b; name="not closed; x=1`:                    {"name": "not closed; x=1"},
	} {
		_, got := parseParams(in)
		delete(got, "")
		delete(want, "")
		if len(want) == 0 && len(got) == 0 {
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", in, diff)
		}
	}
}

// nested builds a mail of n multiparts within each other, none closed.
func nested(n int) []byte {
	var out bytes.Buffer
	for i := range n {
		fmt.Fprintf(&out, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	out.WriteString("\r\nthe end")
	return out.Bytes()
}

func count(p *Part) int {
	n := 1
	for _, c := range p.Children {
		n += count(c)
	}
	return n
}

func TestCaps(t *testing.T) {
	t.Parallel()
	mail := func(body string) []byte {
		return []byte("Content-Type: multipart/mixed; boundary=b\n\n" + body)
	}
	embedded := []byte("hello")
	for range 30 {
		embedded = append([]byte("Content-Type: message/rfc822\n\n"), embedded...)
	}
	for name, c := range map[string]struct {
		raw     []byte
		limits  Limits
		parts   int
		warning string
	}{
		"nesting":         {nested(24), Limits{}, 21, "multiparts within"},
		"deep nesting":    {nested(20000), Limits{}, 21, "multiparts within"},
		"mails in mails":  {embedded, Limits{}, 6, "mails within"},
		"parts":           {mail(strings.Repeat("--b\n\n", 20000)), Limits{}, 1000, "more than 1000 parts"},
		"few parts":       {mail(strings.Repeat("--b\n\n", 20)), Limits{Parts: 3}, 3, "more than 3 parts"},
		"header bytes":    {[]byte(strings.Repeat("X-A: b\n", 100000) + "\nhello"), Limits{HeaderFields: 1 << 20}, 1, "header cut"},
		"header fields":   {[]byte(strings.Repeat("X:\n", 3000) + "\nhello"), Limits{}, 1, "header cut"},
		"one long field":  {[]byte("Subject: " + strings.Repeat("x\n ", 200000) + "\n\nhello"), Limits{}, 1, "header cut"},
		"decoded bytes":   {[]byte("Content-Transfer-Encoding: base64\n\n" + strings.Repeat("QUFB", 1<<20)), Limits{DecodedBytes: 1 << 20}, 1, "decoded parts"},
		"text bytes":      {[]byte("Subject: x\n\n" + strings.Repeat("word ", 1<<18)), Limits{TextBytes: 1 << 20}, 1, "texts have more"},
		"bad base64":      {[]byte("Content-Transfer-Encoding: base64\n\n" + strings.Repeat("!QU=", 4<<20)), Limits{}, 1, "broken base64"},
		"boundaries":      {mail(strings.Repeat("--b", 4<<20)), Limits{}, 1, "without parts"},
		"broken lines":    {[]byte("Subject: x\n" + strings.Repeat("((\n", 200000) + "\nhello"), Limits{}, 1, ""},
		"headers of many": {mail(strings.Repeat("--b\n"+strings.Repeat("X-Y: z\n", 500)+"\nx\n", 900)), Limits{}, 901, "header cut"},
	} {
		begin := time.Now()
		root, warnings := ParseLimited(c.raw, c.limits)
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if got := count(root); got != c.parts {
			t.Errorf("%s: %d parts, want %d", name, got, c.parts)
		}
		if got := strings.Join(warnings, "; "); !strings.Contains(got, c.warning) {
			t.Errorf("%s: warnings %q, want %q", name, got, c.warning)
		}
	}
}

// TestHostileHeaders: of a header made to cost time no more is decoded than the
// caps let through, and the body behind it is found.
func TestHostileHeaders(t *testing.T) {
	t.Parallel()
	for name, header := range hostileHeaders(1 << 20) {
		root, warnings := Parse([]byte("From: ann@a.example\r\n" + header + "\r\n\r\nhello\r\n"))
		size := 0
		for _, f := range root.Fields {
			size += len(f.Name) + len(f.Raw)
		}
		if size > defaults.HeaderBytes || len(root.Fields) > defaults.HeaderFields+1 {
			t.Errorf("%s: %d bytes in %d fields were read", name, size, len(root.Fields))
		}
		if !root.HeaderCut || !strings.Contains(strings.Join(warnings, "; "), "header cut") {
			t.Errorf("%s: HeaderCut = %v, warnings %q", name, root.HeaderCut, warnings)
		}
		if root.Get("From") != "ann@a.example" || root.Text != "hello\n" {
			t.Errorf("%s: From %q, text %.40q", name, root.Get("From"), root.Text)
		}
	}
}

// hostileHeaders are fields of at least size bytes, of the kinds that took
// seconds once.
func hostileHeaders(size int) map[string]string {
	fill := func(s string) string { return strings.Repeat(s, size/len(s)+1) }
	return map[string]string{
		"one folded field":    "X-A: b" + fill("\r\n "+strings.Repeat("x", 70)),
		"folds of one letter": "X-A: b" + fill("\r\n x"),
		"references":          "References: " + fill("<a@b.example>\r\n ") + "<c@d.example>",
		"fields":              fill("a: b\r\n") + "a: b",
		"one line":            "Subject: " + fill("x"),
		"one line of bytes":   "Subject: " + fill("\xff\xe4"),
		"encoded words":       "Subject: " + fill("=?utf-8?q?a?= "),
		"a lost parameter":    "Content-Type: text/plain;\r\nname=" + fill("x"),
	}
}

func BenchmarkHostileHeaders(b *testing.B) {
	for name, header := range hostileHeaders(4 << 20) {
		raw := []byte("From: ann@a.example\r\n" + header + "\r\n\r\nhello\r\n")
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				Parse(raw)
			}
		})
	}
}

// QUIRK: mail clients of Mac OS 9 end every line in CR alone. Beside line feeds
// a CR is none of that.
func TestLineEndsOfOldMacs(t *testing.T) {
	t.Parallel()
	root, _ := Parse([]byte("From: ann@a.example\rSubject: Thanks\rContent-Type: text/plain\r\rDear Jane,\rthank you.\r"))
	if root.Get("Subject") != "Thanks" || root.Text != "Dear Jane,\nthank you.\n" {
		t.Errorf("subject %q, text %q", root.Get("Subject"), root.Text)
	}
	root, _ = Parse([]byte("From: ann@a.example\rBcc: bo@a.example\nSubject: Thanks\n\nhello\n"))
	if got := root.Get("Bcc"); got != "" {
		t.Errorf("a CR amid line feeds began the field Bcc: %s", got)
	}
}

func TestHeaderCutIsTold(t *testing.T) {
	t.Parallel()
	root, _ := ParseLimited([]byte("From: a@a.example\nX-Long: "+strings.Repeat("x", 3000)+"\nTo: b@a.example\nFrom: c@a.example\n\nhello"), Limits{HeaderBytes: 1000})
	if !root.HeaderCut || root.Text != "hello" {
		t.Errorf("HeaderCut = %v, text %q; want true and the body found", root.HeaderCut, root.Text)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("Subject: x\r\n\r\nhello"))
	f.Add(nested(5))
	f.Add([]byte("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nFrom: =?utf-8?q?a?=\n\n\xff\n--b--"))
	f.Add([]byte("Content-Type: text/plain; name*0*=utf-8''%41; name*1=b\nContent-Transfer-Encoding: quoted-printable\n\n=41=\n=\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var root *Part
		var warnings []string
		took := time.Hour
		// Once may be the doing of a busy machine; a hang is slow every time.
		for try := 0; try < 3 && took > time.Second; try++ {
			begin := time.Now()
			root, warnings = Parse(raw)
			took = time.Since(begin)
		}
		if took > time.Second {
			t.Errorf("took %v", took)
		}
		if len(warnings) > maxWarnings {
			t.Errorf("%d warnings", len(warnings))
		}
		check(t, root)
	})
}

// check asserts what holds of every tree, whatever it was made of.
func check(t *testing.T, p *Part) {
	fit := func(what, s string) {
		if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
			t.Errorf("%s %q has NUL or is no UTF-8", what, s)
		}
	}
	fit("text", p.Text)
	fit("media type", p.MediaType)
	fit("file name", p.Filename)
	for k, v := range p.Params {
		fit("parameter", v)
		fit("parameter name", k)
	}
	for _, f := range p.Fields {
		fit(f.Name, f.Value)
		if strings.ContainsAny(f.Value, "\r\n") {
			t.Errorf("%s has a line break: %q", f.Name, f.Value)
		}
	}
	if strings.IndexByte(p.Text, '\r') >= 0 {
		t.Errorf("text has CR: %q", p.Text)
	}
	for _, c := range p.Children {
		check(t, c)
	}
}
