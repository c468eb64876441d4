package send_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	"goodword/mail/address"
	"goodword/mail/send"
)

func letter() send.Letter {
	return send.Letter{
		From:       address.Mailbox{Name: "Maya Okafor", Address: "maya@harbour.test"},
		ReplyTo:    address.Mailbox{Name: "goodword", Address: "goodword+t1@harbour.test"},
		To:         address.Mailbox{Name: "Jürgen Krüger, Lübeck", Address: "juergen@harbour.test"},
		Subject:    "Was Frau Özdemir über Sie schrieb – und warum es zählt, gerade heute",
		MessageID:  "l1.7f@harbour.test",
		Date:       time.Date(2026, 3, 9, 8, 30, 0, 0, time.FixedZone("", 3600)),
		InReplyTo:  "first@customer.example",
		References: []string{"zero@customer.example", "first@customer.example"},
		Text:       "Guten Morgen,\n\n.ein Punkt am Anfang\nFrom hier\nありがとう\n" + strings.Repeat("lang ", 400) + "\n",
		HTML:       "<p>Guten Morgen,</p>",
		Headers:    map[string]string{"List-Id": "stories.harbour.test", "X-Later": "Grüße"},
		Mark:       "l-1.a_Z9",
	}
}

func mustCompose(t *testing.T, l send.Letter) []byte {
	t.Helper()
	raw, err := send.Compose(l)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestComposeGivesTheSameBytesForTheSameLetter(t *testing.T) {
	t.Parallel()
	l := letter()
	l.Attachments = []send.Attachment{{Name: "words.txt", MediaType: "text/plain", Bytes: []byte("hello")}}
	first := mustCompose(t, l)
	for range 20 {
		if again := mustCompose(t, l); !bytes.Equal(first, again) {
			t.Fatalf("two runs differ:\n%s\n%s", first, again)
		}
	}
	l.Text += "."
	if bytes.Equal(first, mustCompose(t, l)) {
		t.Fatal("another letter gave the same bytes")
	}
}

func TestComposedLetterReadsBack(t *testing.T) {
	t.Parallel()
	l := letter()
	l.AutoSubmitted = true
	original := []byte("From: a@customer.example\r\nSubject: thanks\r\n\r\nLovely.\r\n")
	l.Attachments = []send.Attachment{
		{Name: "Grüße \"an\" alle.txt", MediaType: "text/plain", Bytes: []byte("bare\nline")},
		{Name: "original.eml", MediaType: "message/rfc822", Bytes: original},
	}
	raw := mustCompose(t, l)
	msg, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	decode := func(name string) string {
		value, err := new(mime.WordDecoder).DecodeHeader(msg.Header.Get(name))
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
	for name, want := range map[string]string{
		"Subject": l.Subject, "Message-Id": "<" + l.MessageID + ">", "In-Reply-To": "<first@customer.example>",
		"References": "<zero@customer.example> <first@customer.example>", "Date": "Mon, 09 Mar 2026 08:30:00 +0100",
		"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All", "X-Goodword": l.Mark,
		"List-Id": "stories.harbour.test", "X-Later": "Grüße",
	} {
		if got := decode(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]address.Mailbox{"From": l.From, "To": l.To, "Reply-To": l.ReplyTo} {
		list, err := msg.Header.AddressList(name)
		if err != nil || len(list) != 1 || list[0].Name != want.Name || list[0].Address != want.Address {
			t.Errorf("%s = %v, %v, want %v", name, list, err, want)
		}
	}
	parts := readParts(t, msg.Header.Get("Content-Type"), msg.Body)
	wantText := strings.ReplaceAll(l.Text, "\n", "\r\n")
	want := []struct{ kind, body string }{
		{"text/plain", wantText}, {"text/html", l.HTML}, {"text/plain", "bare\nline"}, {"message/rfc822", string(original)},
	}
	if len(parts) != len(want) {
		t.Fatalf("%d parts, want %d", len(parts), len(want))
	}
	for i, w := range want {
		if parts[i].kind != w.kind || parts[i].body != w.body {
			t.Errorf("part %d = %s %q, want %s %q", i, parts[i].kind, parts[i].body, w.kind, w.body)
		}
	}
	checkLineEnds(t, raw)
}

type readPart struct{ kind, body string }

func readParts(t *testing.T, contentType string, body io.Reader) []readPart {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	reader := multipart.NewReader(body, params["boundary"])
	_ = kind
	var parts []readPart
	for {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			return parts
		}
		if err != nil {
			t.Fatal(err)
		}
		kind, _, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(kind, "multipart/") {
			parts = append(parts, readParts(t, part.Header.Get("Content-Type"), part)...)
			continue
		}
		var decoded io.Reader = part
		switch part.Header.Get("Content-Transfer-Encoding") {
		case "base64":
			decoded = base64.NewDecoder(base64.StdEncoding, part)
		case "quoted-printable":
			decoded = quotedprintable.NewReader(part)
		}
		got, err := io.ReadAll(decoded)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, readPart{kind, string(got)})
	}
}

func checkLineEnds(t *testing.T, raw []byte) {
	t.Helper()
	for line := range bytes.SplitSeq(raw, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("bad line of %d bytes: %.80q", len(line), line)
		}
	}
}

func TestComposePlainTextIsOnePart(t *testing.T) {
	t.Parallel()
	l := letter()
	l.HTML = ""
	l.Text = "Content-Type: multipart/mixed;\r\n boundary=evil\r\n\r\n--evil"
	msg, err := netmail.ReadMessage(bytes.NewReader(mustCompose(t, l)))
	if err != nil {
		t.Fatal(err)
	}
	if got := msg.Header.Get("Content-Type"); !strings.HasPrefix(got, "text/plain") {
		t.Errorf("Content-Type = %q", got)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(msg.Body))
	if err != nil || strings.TrimRight(string(body), "\r\n") != l.Text {
		t.Errorf("body = %q, %v", body, err)
	}
}

func TestMailThatCannotGoOutAsItIsBecomesAFile(t *testing.T) {
	t.Parallel()
	for name, bytes := range map[string]string{
		"bare LF": "From: a@customer.example\n\nhi\n", "NUL": "a: b\r\n\r\n\x00", "long line": strings.Repeat("x", 1200),
	} {
		l := letter()
		l.Attachments = []send.Attachment{{Name: "original.eml", MediaType: "message/rfc822", Bytes: []byte(bytes)}}
		msg, err := netmail.ReadMessage(strings.NewReader(string(mustCompose(t, l))))
		if err != nil {
			t.Fatal(err)
		}
		parts := readParts(t, msg.Header.Get("Content-Type"), msg.Body)
		if last := parts[len(parts)-1]; last.kind != "application/octet-stream" || last.body != bytes {
			t.Errorf("%s: got %s %q", name, last.kind, last.body)
		}
	}
}

func TestComposeRefuses(t *testing.T) {
	t.Parallel()
	cases := map[string]func(*send.Letter){
		"line break in the subject":    func(l *send.Letter) { l.Subject = "a\r\nBcc: x@evil.example" },
		"bare LF in a name":            func(l *send.Letter) { l.To.Name = "a\nb" },
		"line break in a name":         func(l *send.Letter) { l.From.Name = "a\r\nX: y" },
		"line break in an address":     func(l *send.Letter) { l.To.Address = "a@b.test\r\nBcc: c@d.test" },
		"two addresses":                func(l *send.Letter) { l.To.Address = "a@b.test, c@d.test" },
		"no recipient":                 func(l *send.Letter) { l.To.Address = "" },
		"a name in the address":        func(l *send.Letter) { l.To.Address = "A <a@b.test>" },
		"address beyond ASCII":         func(l *send.Letter) { l.To.Address = "jürgen@b.test" },
		"line break in a reply-to":     func(l *send.Letter) { l.ReplyTo.Name = "x\r\n" },
		"no message id":                func(l *send.Letter) { l.MessageID = "" },
		"message id with a bracket":    func(l *send.Letter) { l.MessageID = "a>b@c" },
		"line break in in-reply-to":    func(l *send.Letter) { l.InReplyTo = "a@b\r\nX: y" },
		"line break in a reference":    func(l *send.Letter) { l.References = []string{"a\n@b"} },
		"no date":                      func(l *send.Letter) { l.Date = time.Time{} },
		"no text":                      func(l *send.Letter) { l.Text = "" },
		"broken UTF-8":                 func(l *send.Letter) { l.Text = "\xff" },
		"a mark that is none":          func(l *send.Letter) { l.Mark = "a b" },
		"line break in a header name":  func(l *send.Letter) { l.Headers = map[string]string{"X\r\nBcc": "x"} },
		"colon in a header name":       func(l *send.Letter) { l.Headers = map[string]string{"X: Y": "x"} },
		"line break in a header value": func(l *send.Letter) { l.Headers = map[string]string{"X": "x\r\nBcc: y"} },
		"a header of Compose's own":    func(l *send.Letter) { l.Headers = map[string]string{"bCC": "x@y.test"} },
		"line break in a file name": func(l *send.Letter) {
			l.Attachments = []send.Attachment{{Name: "a\r\nb", MediaType: "text/plain"}}
		},
		"line break in a media type": func(l *send.Letter) {
			l.Attachments = []send.Attachment{{Name: "a", MediaType: "text/plain\r\nX: y"}}
		},
	}
	for name, spoil := range cases {
		l := letter()
		spoil(&l)
		if raw, err := send.Compose(l); err == nil {
			t.Errorf("%s was composed:\n%s", name, raw)
		}
	}
}

func FuzzCompose(f *testing.F) {
	f.Add("subject", "name", "text", "<p>html</p>", "file.txt")
	f.Add("a\r\nBcc: x@y.test", "\"", ".\r\n.", "\x00", "../\"x")
	f.Add("multipart/ boundary=x Content-Type: multipart/mixed;", "Ünï", "\r\n.\r\n", "", "a")
	f.Fuzz(func(t *testing.T, subject, name, text, html, file string) {
		l := letter()
		l.Subject, l.To.Name, l.Text, l.HTML = subject, name, text, html
		l.Attachments = []send.Attachment{{Name: file, MediaType: "text/plain", Bytes: []byte(text)}}
		raw, err := send.Compose(l)
		if err != nil {
			return
		}
		checkLineEnds(t, raw)
		msg, err := netmail.ReadMessage(bytes.NewReader(raw))
		if err != nil {
			t.Fatalf("%v:\n%s", err, raw)
		}
		for _, forbidden := range []string{"Bcc", "Cc"} {
			if msg.Header.Get(forbidden) != "" {
				t.Fatalf("a %s field came in:\n%s", forbidden, raw)
			}
		}
		if to, err := msg.Header.AddressList("To"); err != nil || len(to) != 1 || to[0].Address != l.To.Address {
			t.Fatalf("To = %v, %v", to, err)
		}
		want := 2
		if html != "" {
			want = 3
		}
		if parts := readParts(t, msg.Header.Get("Content-Type"), msg.Body); len(parts) != want {
			t.Fatalf("%d parts, want %d:\n%s", len(parts), want, raw)
		}
	})
}

// BenchmarkCompose is a letter of some 15 KB.
func BenchmarkCompose(b *testing.B) {
	l := letter()
	l.Text = strings.Repeat("She found the one pharmacy that was open, and walked there herself.\n", 40)
	l.HTML = strings.Repeat(`<tr><td class="ink" style="padding:3px 0;font-size:16px;">“She walked there herself.”</td></tr>`+"\n", 110)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := send.Compose(l); err != nil {
			b.Fatal(err)
		}
	}
}
