package vouch

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"goodword/mail/parse/part"
)

// short is a mail of the usual shape, with nothing in it that could be checked.
func short() []byte {
	var m strings.Builder
	for range 6 {
		m.WriteString("Received: from mx.a.example (mx.a.example [192.0.2.1])\n\tby in.b.example with ESMTPS id 4CqX2k; Mon, 2 Nov 2026 10:00:00 +0000\n")
	}
	m.WriteString("From: Ann Berg <ann@corp.example>\nTo: praise@corp.example\nSubject: Re: x\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@corp.example>\n" +
		"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nX-Mailer: x\n\nThank you.\n")
	return crlf(m.String())
}

// BenchmarkCheck measures what a mail costs that nothing could prove, and one
// with a server's verdict.
func BenchmarkCheck(b *testing.B) {
	rules := Rules{AuthservIDs: []string{"mx.corp.example"}, LookupTXT: func(string) ([]string, error) { return nil, errors.New("none") }}
	for name, raw := range map[string][]byte{"nothing to check": short(), "a verdict": append(crlf(pass), short()...)} {
		b.Run(name, func(b *testing.B) {
			root, _ := part.Parse(raw)
			b.ReportAllocs()
			for b.Loop() {
				Check(raw, root, rules)
			}
		})
	}
}

// TestHostileHeaders: headers made to cost time are read, or given up, within a
// second of all of them together.
func TestHostileHeaders(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	rules := Rules{AuthservIDs: []string{"mx.corp.example"}, Internal: []Internal{{Domains: []string{"corp.example"}, Header: "X-In", Value: "yes"}},
		LookupTXT: func(string) ([]string, error) { asked.Add(1); return nil, errors.New("none") }}
	const from = "From: ann@corp.example\n"
	var all time.Duration
	for name, head := range map[string]string{
		"4 MB in one line":            "X: " + strings.Repeat("x", 4<<20) + "\n",
		"4 MB folded":                 "X: x" + strings.Repeat("\n x", 4<<20/3) + "\n",
		"300,000 References":          "References: " + strings.Repeat("<a@b.c> ", 300_000) + "\n",
		"500,000 lines":               strings.Repeat("A: b\n", 500_000),
		"200 KB folded":               "X: x" + strings.Repeat("\n x", 60_000) + "\n",
		"comments":                    "Authentication-Results: mx.corp.example" + strings.Repeat("()", 8000) + "; dmarc=none header.from=corp.example\n",
		"nested comments":             "Authentication-Results: mx.corp.example" + strings.Repeat("(", 8000) + strings.Repeat(")", 8000) + "; dmarc=pass header.from=corp.example\n",
		"3,000 results":               "Authentication-Results: mx.corp.example" + strings.Repeat("; a=b", 3000) + "\n",
		"1,900 verdicts":              strings.Repeat("Authentication-Results: mx.corp.example; none\n", 1900),
		"1,900 signatures":            strings.Repeat("DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; h=from:to:subject:date:message-id; bh=AA==; b=AA==\n", 1900),
		"a signature of 200 KB":       "DKIM-Signature: v=1; d=corp.example; h=" + strings.Repeat("from:", 40_000) + "; b=AA==\n",
		"a signature with 7,000 keys": "DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; bh=AA==; b=AA==; h=" + strings.Repeat("a:", 7000) + "a\n" + strings.Repeat("A: b\n", 1900),
		"folds in a signed field":     "DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; bh=AA==; b=AA==; h=from:to:subject:date:message-id:x\nX: x" + strings.Repeat("\n x", 60_000) + "\n",
		"a From of 200 KB":            "From: " + strings.Repeat("(", 100_000) + strings.Repeat(")", 100_000) + " ann@corp.example\n",
		"a From of quotes":            "From: " + strings.Repeat(`"`, 200_001) + " ann@corp.example\n",
		"a From of 500 addresses":     "From: " + strings.Repeat("a@corp.example, ", 500) + "b@corp.example\n",
		"a From of encoded words":     "From: " + strings.Repeat("=?utf-8?q?a?= ", 560) + "<eve@evil.test>\n",
		"1,900 marks of the company":  strings.Repeat("X-In: no\n", 1900),
		"a verdict for 1,000 domains": "Authentication-Results: mx.corp.example; dmarc=pass" + strings.Repeat(" header.from=a", 1000) + "\n",
		"a pass over signatures":      "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example\n" + strings.Repeat("DKIM-Signature: d=corp.example; l=1\n", 1900),
		"a verdict of quotes":         "Authentication-Results: mx.corp.example; dmarc=none reason=\"" + strings.Repeat("\\\"", 8000) + "\" header.from=corp.example\n",
	} {
		if !strings.HasPrefix(head, "From") {
			head += from
		}
		raw := crlf(head + "To: x@corp.example\nSubject: x\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@corp.example>\n\nhello\n")
		root, _ := part.Parse(raw)
		began := time.Now()
		v := Check(raw, root, rules)
		took := time.Since(began)
		if all += took; v.Vouched {
			t.Errorf("%s: vouched for: %+v", name, v)
		}
		t.Logf("%s took %s: %s", name, took, v.Reason)
	}
	if all > 20*time.Second { // a busy machine with the race detector is slow, a cost without bound slower
		t.Errorf("all together took %s", all)
	}
	if asked.Load() > 3*maxSignatures {
		t.Errorf("%d keys were looked up", asked.Load())
	}
}
