package parse

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"goodword/mail/address"
	"goodword/mail/parse/forward"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// outline writes what was understood of a mail, for golden files.
func outline(m *Message) string {
	var out strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s: %s\n", name, value)
		}
	}
	block := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&out, "%s:\n  | %s\n", name, strings.ReplaceAll(value, "\n", "\n  | "))
		}
	}
	line("kind", string(m.Kind))
	line("reason", m.KindReason)
	line("client", m.Client)
	line("language", m.Language)
	line("from", boxes(m.From))
	line("to", boxes(m.To))
	line("subject", m.Subject)
	if !m.Date.IsZero() {
		line("date", m.Date.Format(time.RFC3339))
	}
	line("answers", map[bool]string{true: "yes"}[m.Answers])
	block("text", m.Text)
	block("note", m.Note)
	if m.Forwarded != nil {
		forwarded(&out, "forwarded", m.Forwarded)
	}
	if m.Answered != nil {
		forwarded(&out, "answered", m.Answered)
	}
	for i, box := range m.Chain {
		fmt.Fprintf(&out, "passed on by: %s\n", box)
		block("  who wrote", m.ChainNote[i])
	}
	for _, f := range m.Others {
		forwarded(&out, "beside it", f)
	}
	if m.Bounce != nil {
		for _, r := range m.Bounce.Recipients {
			fmt.Fprintf(&out, "failed: %s %s\n", r.Address, r.Status)
		}
		line("failed mail", m.Bounce.OriginalMessageID)
	}
	if m.Absence != nil {
		fmt.Fprintf(&out, "absent: until %s, deputy %q <%s>\n", m.Absence.Until.Format(time.DateOnly), m.Absence.DeputyName, m.Absence.DeputyAddr)
	}
	for _, w := range m.Warnings {
		line("warning", w)
	}
	return out.String()
}

func forwarded(out *strings.Builder, name string, f *forward.Forwarded) {
	fmt.Fprintf(out, "%s:\n  from: %s\n  to: %s\n  cc: %s\n  subject: %s\n  date: %s\n  attached: %v, %d bytes\n  evidence: %s\n  | %s\n",
		name, f.From, boxes(f.To), boxes(f.Cc), f.Subject, f.Date, f.Attached, len(f.Raw), f.Evidence, strings.ReplaceAll(f.Body, "\n", "\n  | "))
}

func boxes(list []address.Mailbox) string {
	var out []string
	for _, m := range list {
		out = append(out, m.String())
	}
	return strings.Join(out, ", ")
}

func fixtures(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.eml")
	if err != nil || len(files) < 25 {
		t.Fatalf("fixtures: %d found, %v", len(files), err)
	}
	return files
}

// Every fixture is understood as its golden file says.
func TestFixtures(t *testing.T) {
	t.Parallel()
	for _, file := range fixtures(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := outline(Parse(raw, Options{}))
		golden := strings.TrimSuffix(file, ".eml") + ".txt"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// A mail with its line ends made LF, as files on disk have, reads the same.
func TestLineEndsDoNotMatter(t *testing.T) {
	t.Parallel()
	for _, file := range fixtures(t) {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		with, without := Parse(raw, Options{}), Parse(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), Options{})
		for _, m := range []*Message{with, without} {
			if m.Forwarded != nil {
				m.Forwarded.Raw = nil
			}
			for _, f := range m.Others {
				f.Raw = nil
			}
		}
		if diff := cmp.Diff(outline(with), outline(without)); diff != "" {
			t.Errorf("%s (-CRLF +LF):\n%s", file, diff)
		}
	}
}

func TestHeader(t *testing.T) {
	t.Parallel()
	m := Parse([]byte(strings.Join([]string{
		"Return-Path: <bounce+x@a.example>",
		"Delivered-To: praise+t0k@hotel.example",
		"X-Original-To: praise@hotel.example, other@hotel.example",
		"Received: by mx.hotel.example; Mon, 2 Nov 2026 10:00:00 +0000",
		"Received: by mx.a.example; Mon, 2 Nov 2026 10:00:00 +0000",
		"From: =?utf-8?q?M=C3=BCller=2C_J=C3=B6rg?= <j@a.example>",
		"Sender: Desk <desk@a.example>",
		"Reply-To: r@a.example",
		"To: Praise <praise@hotel.example>; two@hotel.example",
		"Cc: c@hotel.example",
		"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
		"Date: Mon, 2 Nov 2026 10:00:00 GMT+01:00",
		"Message-ID:  <id 1@a.example>",
		"In-Reply-To: Your message of \"Monday\" <q1@hotel.example>",
		"References: <q0@hotel.example>\r\n <q1@hotel.example>",
		"", "hello",
	}, "\r\n")), Options{})
	want := &Message{
		ReturnPath: "bounce+x@a.example",
		Delivered:  []string{"praise+t0k@hotel.example", "praise@hotel.example", "other@hotel.example"},
		Received:   2,
		From:       []address.Mailbox{{Name: "Müller, Jörg", Address: "j@a.example"}},
		Sender:     address.Mailbox{Name: "Desk", Address: "desk@a.example"},
		ReplyTo:    []address.Mailbox{{Address: "r@a.example"}},
		To:         []address.Mailbox{{Name: "Praise", Address: "praise@hotel.example"}, {Address: "two@hotel.example"}},
		Cc:         []address.Mailbox{{Address: "c@hotel.example"}},
		Subject:    "Grüße",
		Date:       time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC),
		MessageID:  "id1@a.example",
		InReplyTo:  []string{"q1@hotel.example"},
		References: []string{"q0@hotel.example", "q1@hotel.example"},
		Text:       "hello",
		Answers:    true,
		Kind:       KindReply,
	}
	m.Date = m.Date.UTC()
	m.Root, m.KindReason, m.Language, m.Spoken, m.Lines = nil, "", "", "", nil
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestParseDate(t *testing.T) {
	t.Parallel()
	want := time.Date(2026, 11, 2, 10, 0, 5, 0, time.UTC)
	for _, s := range []string{
		"Mon, 2 Nov 2026 10:00:05 +0000", "2 Nov 2026 10:00:05 GMT", "Mon,  2 Nov 2026 11:00:05 +0100 (CET)", "Mon, 02 Nov 2026 10:00:05 -0000",
		"Mon Nov 2 10:00:05 2026", "2026-11-02T10:00:05Z", "Mon, 2-Nov-2026 10:00:05 +0000", "Monday, 2 November 2026 10:00:05 +0000", "Mon, 2 Nov 2026 10:00:05 AM +0000",
	} {
		if got := parseDate(s); !got.Equal(want) {
			t.Errorf("parseDate(%q) = %v", s, got)
		}
	}
	for _, s := range []string{"", "yesterday", "Mon, 2 Nov 1926 10:00:05 +0000", "Mon, 2 Nov 9026 10:00:05 +0000", strings.Repeat("2", 500)} {
		if got := parseDate(s); !got.IsZero() {
			t.Errorf("parseDate(%q) = %v, want zero", s, got)
		}
	}
}

func TestMessageIDs(t *testing.T) {
	t.Parallel()
	for in, want := range map[string][]string{
		"<a@b>":           {"a@b"},
		"<a@b> <c@d>":     {"a@b", "c@d"},
		"<a@b><c@d":       {"a@b"},
		"a@b c@d":         {"a@b", "c@d"},
		"nothing":         nil,
		"<>":              nil,
		"your mail <a@b>": {"a@b"},
		"<a\x00@b>":       {"a@b"},
	} {
		if diff := cmp.Diff(want, messageIDs(in)); diff != "" {
			t.Errorf("messageIDs(%q) (-want +got):\n%s", in, diff)
		}
	}
	if got := messageIDs(strings.Repeat("<a@b>", 5000)); len(got) != maxIDs {
		t.Errorf("%d ids of 5000, want %d", len(got), maxIDs)
	}
}

// A subject's prefix, in any language, makes an answer; a forward's does not.
func TestAnswers(t *testing.T) {
	t.Parallel()
	for subject, want := range map[string]bool{
		"Re: x": true, "AW: x": true, "SV: x": true, "Antw: x": true, "RIF: x": true, "Odp: x": true, "Ynt: x": true, "答复: x": true, "回复：x": true, "回覆: x": true,
		"x": false, "Fwd: x": false, "WG: x": false, "Regarding: x": false, "": false,
	} {
		m := Parse([]byte("From: a@a.example\r\nSubject: "+subject+"\r\n\r\nhello"), Options{})
		if m.Answers != want {
			t.Errorf("%q: Answers = %v, want %v", subject, m.Answers, want)
		}
	}
}

func TestUnflow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in, want string
		delSp    bool
	}{
		{"a \nb\nc", "a b\nc", false},
		{"a \nb", "ab", true},
		{"> a \n> b\nc", "> a b\nc", false},
		{"> a \nb", "> a \nb", false},
		{">> a \n> b", ">> a \n> b", false},
		{" >not a quote \n From here", ">not a quote From here", false},
		{"a\n-- \nb", "a\n-- \nb", false},
		{"a \n-- \nb", "a \n-- \nb", false},
		{">\n> a", ">\n> a", false},
		{"", "", false},
		{"a ", "a ", false},
	} {
		if got := unflow(c.in, c.delSp); got != c.want {
			t.Errorf("unflow(%q, %v) = %q, want %q", c.in, c.delSp, got, c.want)
		}
	}
}

func TestAlternative(t *testing.T) {
	t.Parallel()
	mail := func(plain, html string) []byte {
		return []byte("From: a@a.example\n" + "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + plain + "\n--b\nContent-Type: text/html\n\n" + html + "\n--b--\n")
	}
	long := "<p>" + strings.Repeat("many words of praise ", 30) + "</p>"
	for _, c := range []struct{ name, plain, html, want string }{
		{"plain", "Thanks to Bea", "<p>Thanks to <b>Bea</b></p>", "Thanks to Bea"},
		{"empty", " \n", "<p>Thanks to Bea</p>", "Thanks to Bea"},
		{"a stub", "View this mail as HTML", long, "many words of"},
		{"a link", "https://a.example/view", long, "many words of"},
		{"short, and long in style alone", "Thanks", "<style>" + strings.Repeat("a b c d ", 90) + "</style><p>Thanks</p>", "Thanks"},
		{"short answer above a long quote in HTML", "Yes, please send it.\n\n" + strings.Repeat("> quoted words of the letter\n", 10), long, "Yes, please"},
	} {
		if got := Parse(mail(c.plain, c.html), Options{}).Text; !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %.60q, want %q", c.name, got, c.want)
		}
	}
}

func TestUnarmor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in, want string
		kind     Kind
	}{
		{"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n- - one\ntwo\n\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n", "- one\ntwo", KindDirect},
		{"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n", "", KindUnreadable},
		{"words\n-----BEGIN PGP MESSAGE-----\n", "words\n-----BEGIN PGP MESSAGE-----", KindDirect},
	} {
		m := Parse([]byte("From: a@a.example\nSubject: x\n\n"+c.in), Options{})
		if m.Text != c.want || m.Kind != c.kind {
			t.Errorf("%q: kind %s, text %q", c.in, m.Kind, m.Text)
		}
	}
}

func TestBodyThatCallsItselfAttachment(t *testing.T) {
	t.Parallel()
	m := Parse([]byte("From: a@a.example\nContent-Type: text/plain; name=x.txt\nContent-Disposition: attachment\n\nThanks to Bea"), Options{})
	if m.Text != "Thanks to Bea" || m.Kind != KindDirect {
		t.Errorf("kind %s, text %q", m.Kind, m.Text)
	}
	m = Parse([]byte("From: a@a.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment; filename=x.txt\n\nlog\n--b--\n"), Options{})
	if m.Text != "" || m.Kind != KindUnreadable || !strings.Contains(m.KindReason, "x.txt") {
		t.Errorf("kind %s (%s), text %q", m.Kind, m.KindReason, m.Text)
	}
}

func TestLongTextIsCut(t *testing.T) {
	t.Parallel()
	m := Parse([]byte("From: a@a.example\n\n"+strings.Repeat("wörds ", 1<<19)), Options{})
	if len(m.Text) > maxText || !utf8.ValidString(m.Text) || len(m.Warnings) == 0 {
		t.Errorf("%d bytes of text, warnings %q", len(m.Text), m.Warnings)
	}
}

// Each of these takes a fraction of a second; what takes 20 on a busy machine
// grows with the square of its size, or worse.
func TestHostile(t *testing.T) {
	t.Parallel()
	html := func(s string) []byte { return []byte("From: a@a.example\nContent-Type: text/html\n\n" + s) }
	quotes := strings.Repeat("From: A <a@a.example>\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nSubject: Fwd: x\nTo: b@b.example\n\n", 2000)
	var attached bytes.Buffer
	attached.WriteString("From: a@a.example\nContent-Type: multipart/mixed; boundary=b\n\n")
	for range 900 {
		attached.WriteString("--b\nContent-Type: message/rfc822\n\nFrom: c@c.example\nSubject: Fwd: y\n\nFrom: D <d@d.example>\nDate: Mon, 2 Nov 2026\nSubject: z\nTo: e@e.example\n\nhello\n")
	}
	for name, raw := range map[string][]byte{
		"html deep":      html(strings.Repeat("<div>", 500000)),
		"html end tags":  html(strings.Repeat("<b>", 400) + strings.Repeat("</p></table>", 200000)),
		"chain":          []byte("From: a@a.example\nSubject: Fwd: x\n\n" + quotes),
		"quote marks":    []byte("From: a@a.example\nSubject: Fwd: x\n\n" + strings.Repeat(strings.Repeat(">", 200)+"\n", 5000)),
		"attached":       attached.Bytes(),
		"addresses":      []byte("From: " + strings.Repeat("a@a.example, ", 20000) + "\nTo: " + strings.Repeat("(", 50000) + "\n\nhello"),
		"many From":      []byte(strings.Repeat("From: a@a.example\n", 10000) + "\nhello"),
		"blank lines":    []byte("From: a@a.example\nSubject: Fwd: x\n\n" + strings.Repeat("\n", 1000000)),
		"one long line":  []byte("From: a@a.example\nSubject: Fwd: x\n\n" + strings.Repeat("a: ", 300000)),
		"labelled lines": []byte("From: a@a.example\nSubject: Fwd: x\n\n" + strings.Repeat("To: b@b.example\n", 60000)),
		"big tnef":       append([]byte("From: a@a.example\nContent-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22\x00\x00"), bytes.Repeat([]byte{1, 3, 0x90, 6, 0, 4, 0, 0, 0, 255, 255, 255, 255, 0, 0}, 100000)...),
	} {
		begin := time.Now()
		m := Parse(raw, Options{})
		if took := time.Since(begin); took > 20*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if len(m.Chain) > maxChain+2 || len(m.Warnings) > 2*maxWarnings || m.Kind == "" {
			t.Errorf("%s: kind %q, chain of %d, %d warnings", name, m.Kind, len(m.Chain), len(m.Warnings))
		}
	}
}

// clean asserts what holds of every message, whatever it was made of.
func clean(t *testing.T, m *Message) {
	fit := func(what string, values ...string) {
		for _, s := range values {
			if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
				t.Errorf("%s %q has NUL or is no UTF-8", what, s)
			}
		}
	}
	fit("field", m.MessageID, m.Subject, m.Client, m.KindReason, m.Text, m.Note, m.ReturnPath, m.Language)
	fit("list", append(append(append(append([]string{}, m.InReplyTo...), m.References...), m.Delivered...), m.Warnings...)...)
	fit("chain", m.ChainNote...)
	for _, list := range [][]address.Mailbox{m.From, m.To, m.Cc, m.ReplyTo, m.Chain} {
		for _, box := range list {
			fit("mailbox", box.Name, box.Address)
		}
	}
	for _, f := range append([]*forward.Forwarded{m.Forwarded}, m.Others...) {
		if f != nil {
			fit("forwarded", f.Subject, f.Date, f.Body, f.From.Name, f.From.Address, f.Evidence, f.Client)
		}
	}
	if m.Bounce != nil {
		for _, r := range m.Bounce.Recipients {
			fit("recipient", r.Address, r.Status, r.Diagnostic)
		}
		fit("failed mail", m.Bounce.OriginalMessageID)
	}
	if m.Kind == "" || m.KindReason == "" {
		t.Errorf("kind %q, reason %q", m.Kind, m.KindReason)
	}
	if len(m.Chain) != len(m.ChainNote) {
		t.Errorf("chain of %d with %d notes", len(m.Chain), len(m.ChainNote))
	}
}
