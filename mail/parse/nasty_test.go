package parse

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"goodword/mail/parse/part"
)

// TestNastyMails: mails made to cost or to confuse, a small one of each kind,
// keep to the caps and come out clean. How long large ones take is told in
// docs/reading.md; that none hangs is for the fuzz targets to say.
func TestNastyMails(t *testing.T) {
	t.Parallel()
	for name, raw := range nasty() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := Parse([]byte(raw), Options{})
			clean(t, m)
			if m.Kind == "" || len(m.Text) > maxText || len(m.Warnings) > 2*maxWarnings || len(m.Chain) > maxChain+2 {
				t.Errorf("kind %q, %d bytes of text, %d warnings, chain of %d", m.Kind, len(m.Text), len(m.Warnings), len(m.Chain))
			}
			if parts := countParts(m.Root); parts > 1100 {
				t.Errorf("%d parts", parts)
			}
			if strings.Contains(m.Text, "\r") {
				t.Error("a CR is left in the text")
			}
		})
	}
}

func countParts(p *part.Part) int {
	n := 1
	for _, c := range p.Children {
		n += countParts(c)
	}
	return n
}

// nasty makes the mails. Each has some 100 KB.
func nasty() map[string]string {
	const head = "From: Eve <eve@customer.test>\r\nTo: praise@corp.example\r\nSubject: Hello\r\nMIME-Version: 1.0\r\n"
	const size = 100 << 10
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	text := func(charset, body string) string {
		return head + "Content-Type: text/plain; charset=" + charset + "\r\n\r\n" + body
	}
	coded := func(how, body string) string {
		return head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: " + how + "\r\n\r\n" + body
	}
	mixed := func(each string) string {
		return head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + fill(each) + "--b--\r\n"
	}
	var nested, continued strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&nested, "Content-Type: multipart/alternative; boundary=\"b%d\"\r\n\r\n--b%d\r\n", i, i)
		fmt.Fprintf(&continued, ";\r\n name*%d*=a%%41", 2000-i)
	}
	return map[string]string{
		"nested, never closed": head + nested.String() + "x", "nested under one boundary": head + fill("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"),
		"mails in mails": head + fill("Content-Type: message/rfc822\r\n\r\nFrom: a@b.test\r\n"), "empty parts": mixed("--b\r\n\r\n\r\n"), "parts of HTML": mixed("--b\r\nContent-Type: text/html\r\n\r\n<b>x\r\n"),
		"nearly the boundary": head + "Content-Type: multipart/mixed; boundary=" + strings.Repeat("b", 70) + "\r\n\r\n" + fill("--"+strings.Repeat("b", 69)+"\r\n"),
		"a field without end": "From: " + fill("a ") + "\r\n\r\nx", "folds alone": head + "X-A: a\r\n" + fill(" \r\n b\r\n") + "\r\nx", "groups": "To: " + fill("g:") + "\r\n" + head + "\r\nx",
		"quotes in From": "From: " + fill("\"\\") + "\r\n" + head + "\r\nx", "encoded words": "Subject: " + fill("=?utf-8?q?=41?= ") + "\r\n" + head + "\r\nx", "half encoded words": "Subject: " + fill("=?") + "\r\n" + head + "\r\nx",
		"Re: Re:": "Subject: " + fill("Re: ") + "\r\n" + head + "\r\nx", "references": head + "References: " + fill("<a@b> ") + "\r\n\r\nx", "fields": head + fill("A: b\r\n") + "\r\nx",
		"continued parameters": head + "Content-Type: text/plain" + continued.String() + "\r\n\r\nx", "a parameter far away": head + "Content-Type: text/plain; name*999999999*=a; name*0*=utf-8''%" + fill("; a*1=b") + "\r\n\r\nx",
		"no such charset": text("klingon-8", fill("\x80\xffab ")), "a charset of 100 KB": text(fill("x"), "hi"), "UTF-16": text("utf-16le", fill("a\x00\r\x00\n\x00")), "UTF-32": text("utf-32", fill("a\x00\x00")),
		"UTF-7, shifted": text("utf-7", fill("+AG")), "UTF-7, plus": text("utf-7", fill("+")), "ISO-2022-JP, broken escapes": text("iso-2022-jp", fill("\x1b$B\x1b(")), "escapes undeclared": head + "\r\n" + fill("\x1b$"),
		"ISO-2022-KR": text("iso-2022-kr", fill("\x1b$)C\x0e\r\n")), "HZ": text("hz-gb-2312", fill("~{~")), "GB18030, broken": text("gb18030", fill("\x81\x30\x81")),
		"divs": head + "Content-Type: text/html\r\n\r\n" + fill("<div>"), "tables": head + "Content-Type: text/html\r\n\r\n" + fill("<table><tr><td>"), "fonts": head + "Content-Type: text/html\r\n\r\n" + fill("<font><p>"),
		"entities": head + "Content-Type: text/html\r\n\r\n" + fill("&amp;&#x41;&#0;"), "comments": head + "Content-Type: text/html\r\n\r\n" + fill("<!--"), "templates": head + "Content-Type: text/html\r\n\r\n" + fill("<svg><template><select>"),
		"base64, broken": coded("base64", fill("A=\r\n")), "base64 of NUL": coded("base64", base64.StdEncoding.EncodeToString(make([]byte, size))), "equals signs": coded("quoted-printable", fill("=")),
		"soft breaks": coded("quoted-printable", fill("=\r\n")), "files begun": text("utf-8", fill("begin 644 a\n")), "a uuencoded file": text("utf-8", "begin 644 a.jpg\n"+fill("M"+strings.Repeat("!", 60)+"\n")+"`\nend\n"),
		"NUL": text("utf-8", fill("\x00")), "no UTF-8": text("utf-8", fill("\xff\xfe\xc0")), "CR alone": strings.ReplaceAll(head, "\r\n", "\r") + "\r" + fill("a\r"), "CR CR LF": text("us-ascii", fill("a\r\r\n")),
		"no header": fill(":"), "nothing": "", "mbox lines": fill("From a\n"), "direction marks": text("utf-8", fill("\u202e\u2066a")),
		"S/MIME, nested": head + "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n\r\n" + fill("0\x80"),
		"winmail.dat":    head + "Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n\x78\x9f\x3e\x22\x01\x00" + fill("\x02\x10\x80\x01\x00\x00\x00\x00\x00\x00\x00"),
	}
}
