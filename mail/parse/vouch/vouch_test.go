package vouch

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	netmail "net/mail"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/emersion/go-msgauth/dkim"

	"goodword/mail/parse/part"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

func check(raw []byte, rules Rules) Verdict {
	root, _ := part.Parse(raw)
	return Check(raw, root, rules)
}

const pass = "Authentication-Results: mx.corp.example; dmarc=pass (p=REJECT; sp=NONE) header.from=corp.example;\n spf=pass smtp.mailfrom=corp.example\n"

func TestServerVerdict(t *testing.T) {
	t.Parallel()
	const from = "From: Ann Berg <ann@corp.example>\n"
	rules := Rules{AuthservIDs: []string{"MX.corp.example"}}
	for _, c := range []struct {
		name, header string
		vouched      bool
		reason       string
	}{
		{"a pass", pass + from, true, "dmarc=pass"},
		{"a pass with version and comments", "Authentication-Results: (x) mx.corp.example (y) 1 (z; dmarc=fail) ; dmarc (a) = (b) pass (c) header (d) . (e) from = (f) corp.example\n" + from, true, ""},
		{"a pass with a reason", "Authentication-Results: mx.corp.example; dmarc=pass reason=\"so it is\" header.from=corp.example\n" + from, true, ""},
		{"base64 and local parts bare", "Authentication-Results: mx.corp.example; dkim=pass header.i=@corp.example header.s=a header.b=aB/c1+2=; spf=pass smtp.mailfrom=ann+a=b@corp.example; dmarc=pass header.from=Corp.Example\n" + from, true, ""},
		{"as Gmail writes it", "Authentication-Results: mx.corp.example;\n       dkim=pass header.i=@corp.example header.s=20230601 header.b=aB3/dE+f;\n       spf=pass (corp.example: domain of ann+x=y@corp.example designates 192.0.2.41 as permitted sender) smtp.mailfrom=\"ann+x=y@corp.example\";\n       dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=corp.example;\n       dara=pass header.i=@corp.example\n" + from, true, "dmarc=pass"},
		{"no field", from, false, "no Authentication-Results"},
		{"another server", strings.Replace(pass, "mx.corp", "mx.evil", 1) + from, false, "not by a server named"},
		{"another server on top of ours", "Authentication-Results: mx.evil.example; none\n" + pass + from, false, "not by a server named"},
		{"ours on top of a forged one", "Authentication-Results: mx.corp.example; dmarc=fail header.from=corp.example\n" + pass + from, false, "dmarc=fail"},
		{"another domain", strings.Replace(pass, "from=corp", "from=other", 1) + from, false, "From is of corp.example"},
		{"a subdomain", strings.Replace(pass, "from=corp", "from=x.corp", 1) + from, false, "From is of corp.example"},
		{"an address for a domain", strings.Replace(pass, "from=corp", "from=x@corp", 1) + from, false, "From is of"},
		{"no domain", "Authentication-Results: mx.corp.example; dmarc=pass\n" + from, false, "From is of"},
		{"two domains", "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example header.from=corp.example\n" + from, false, "From is of"},
		{"two results", "Authentication-Results: mx.corp.example; dmarc=fail header.from=corp.example; dmarc=pass header.from=corp.example\n" + from, false, "2 DMARC results"},
		{"none", "Authentication-Results: mx.corp.example; none\n" + from, false, "0 DMARC results"},
		{"only spf", "Authentication-Results: mx.corp.example; spf=pass smtp.mailfrom=corp.example\n" + from, false, "0 DMARC results"},
		{"another version of the method", "Authentication-Results: mx.corp.example; dmarc/2=pass header.from=corp.example\n" + from, false, "0 DMARC results"},
		{"another version of the field", "Authentication-Results: mx.corp.example 2; dmarc=pass header.from=corp.example\n" + from, false, "malformed"},
		{"in a reason", "Authentication-Results: mx.corp.example; spf=fail reason=\"x; dmarc=pass header.from=corp.example; y=z\"\n" + from, false, "0 DMARC results"},
		{"in a comment", "Authentication-Results: mx.corp.example; spf=fail (x; dmarc=pass header.from=corp.example; y) smtp.mailfrom=a@b.example\n" + from, false, "0 DMARC results"},
		{"in a quoted local part", "Authentication-Results: mx.corp.example; spf=fail smtp.mailfrom=\"a; dmarc=pass header.from=corp.example; y=z\"@evil.example\n" + from, false, "0 DMARC results"},
		{"in a bare local part beside the true one", "Authentication-Results: mx.corp.example; spf=fail smtp.mailfrom=a; dmarc=pass header.from=corp.example; x=y; dmarc=fail header.from=corp.example\n" + from, false, "2 DMARC results"},
		{"open comment", "Authentication-Results: mx.corp.example; (dmarc=pass; dmarc=pass header.from=corp.example\n" + from, false, "malformed"},
		{"open quote", "Authentication-Results: mx.corp.example; spf=fail reason=\"x; dmarc=pass header.from=corp.example\n" + from, false, "malformed"},
		{"without an authserv-id", "Authentication-Results: spf=pass smtp.mailfrom=corp.example; dmarc=pass action=none header.from=corp.example\n" + from, false, "malformed"},
		{"a property without its type", "Authentication-Results: mx.corp.example; dmarc=pass action=none header.from=corp.example\n" + from, false, "malformed"},
		{"the id in another's name", "Authentication-Results: mx.corp.example.evil.example; dmarc=pass header.from=corp.example\n" + from, false, "not by a server named"},
		{"a blank before the colon", strings.Replace(pass, ":", " :", 1) + from, false, "malformed"},
		{"a blank before the colon, above ours", strings.Replace(pass, ":", "\t:", 1) + pass + from, false, "malformed"},
		{"a pass by ARC", "ARC-Authentication-Results: i=1; mx.corp.example; dmarc=pass header.from=corp.example\n" + from, false, "no Authentication-Results"},

		{"two From fields", pass + from + "From: Eve <eve@evil.example>\n", false, "not exactly one From"},
		{"two From fields by spelling", pass + from + "FROM : Eve <eve@evil.example>\n", false, "not exactly one From"},
		{"no From", pass, false, "not exactly one From"},
		{"two addresses", pass + "From: ann@corp.example, eve@evil.example\n", false, "more than one address"},
		{"a group", pass + "From: Team: ann@corp.example;\n", false, "group or a route"},
		{"a route", pass + "From: <@evil.example:ann@corp.example>\n", false, "group or a route"},
		{"NUL", pass + "From: Ann <ann@corp.example>\x00\n", false, "NUL"},
		{"bare CR", pass + "From: Eve <eve@evil.example>\rFrom: ann@corp.example\n", false, "bare CR"},
		{"a quoted local part", pass + "From: \"ann@corp.example\"@corp.example\n", false, "no common form"},
		{"an address in the name", pass + "From: \"ceo@corp.example\" <ann@corp.example>\n", true, ""},
		{"an address as an encoded word", pass + "From: =?utf-8?q?ann=40corp.example?= <eve@evil.example>\n", false, "From is of evil.example"},
		{"a line that is no field", "nonsense\n" + pass + from, false, "no field"},
		{"a comment for a second address", pass + "From: ann@corp.example (eve@evil.example)\n", true, ""},
		{"a folded first line", " x\n" + pass + from, false, "folded line"},
	} {
		v := check(crlf(c.header+"Subject: x\n\nhello"), rules)
		if v.Vouched != c.vouched || !strings.Contains(v.Reason, c.reason) {
			t.Errorf("%s: got %+v, want vouched %v, reason with %q", c.name, v, c.vouched, c.reason)
		}
		if v.Vouched && (v.By != "authentication-results" || v.From.Address != "ann@corp.example") {
			t.Errorf("%s: got %+v", c.name, v)
		}
	}
}

func TestNothingConfigured(t *testing.T) {
	t.Parallel()
	v := check(crlf(pass+"From: ann@corp.example\n\nhello"), Rules{})
	if v.Vouched || !strings.Contains(v.Reason, "settings name nothing") || v.From.Address != "ann@corp.example" {
		t.Errorf("got %+v", v)
	}
}

func TestInternal(t *testing.T) {
	t.Parallel()
	rules := Rules{Internal: []Internal{{Domains: []string{"corp.example"}, Header: "X-Org-AuthAs", Value: "Internal"}}}
	for _, c := range []struct {
		name, header string
		vouched      bool
	}{
		{"marked", "X-Org-AuthAs: Internal\nFrom: ann@Corp.example\n", true},
		{"marked below another", "X-Org-AuthAs: Anonymous\nX-Org-AuthAs: Internal\nFrom: ann@corp.example\n", false},
		{"marked with a blank before the colon", "X-Org-AuthAs : Internal\nFrom: ann@corp.example\n", false},
		{"another value", "X-Org-AuthAs: Internally\nFrom: ann@corp.example\n", false},
		{"not marked", "From: ann@corp.example\n", false},
		{"another domain", "X-Org-AuthAs: Internal\nFrom: ann@other.example\n", false},
	} {
		v := check(crlf(c.header+"\nhello"), rules)
		if v.Vouched != c.vouched || v.Vouched && v.By != "internal" {
			t.Errorf("%s: got %+v", c.name, v)
		}
	}
}

// signed gives raw with a DKIM signature on top, and a look-up for its key.
func signed(t *testing.T, raw []byte, domain string, keys ...string) ([]byte, func(string) ([]string, error)) {
	t.Helper()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, ed25519.SeedSize))
	var out bytes.Buffer
	err := dkim.Sign(&out, bytes.NewReader(raw), &dkim.SignOptions{Domain: domain, Selector: "s", Signer: key, HeaderKeys: keys})
	if err != nil {
		t.Fatal(err)
	}
	record := "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey))
	return out.Bytes(), func(name string) ([]string, error) {
		if name != "s._domainkey."+domain {
			return nil, errors.New("no such record: " + name)
		}
		return []string{record}, nil
	}
}

var usual = []string{"From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References"}

const answer = "From: Ann <ann@corp.example>\nTo: praise@corp.example\nSubject: Re: x\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@corp.example>\nIn-Reply-To: <0@corp.example>\n\napprove\n"

func TestDKIM(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		mail    string
		domain  string
		keys    []string
		spoil   func(string) string
		vouched bool
		reason  string
	}{
		{"plain", answer, "corp.example", usual, nil, true, "verifies"},
		{"of a subdomain", answer, "mail.corp.example", usual, nil, true, "verifies"},
		{"of another domain", answer, "evil.example", usual, nil, false, "From is of corp.example"},
		{"of a public suffix", strings.ReplaceAll(answer, "corp.example", "corp.co.uk"), "co.uk", usual, nil, false, "From is of"},
		{"body changed", answer, "corp.example", usual, func(s string) string { return strings.Replace(s, "approve", "decline", 1) }, false, "failed"},
		{"subject changed", answer, "corp.example", usual, func(s string) string { return strings.Replace(s, "Re: x", "Re: y", 1) }, false, "failed"},
		{"subject not covered", answer, "corp.example", []string{"From", "To", "Date", "Message-ID", "In-Reply-To"}, nil, false, "does not cover Subject"},
		{"message id not covered", answer, "corp.example", []string{"From", "To", "Subject", "Date", "In-Reply-To"}, nil, false, "does not cover Message-ID"},
		{"thread not covered", answer, "corp.example", usual[:5], nil, false, "does not cover In-Reply-To"},
		{"copies not covered", strings.Replace(answer, "Subject", "Cc: x@corp.example\nSubject", 1), "corp.example", usual, nil, false, "does not cover Cc"},
		{"thread added afterwards", strings.Replace(answer, "In-Reply-To: <0@corp.example>\n", "", 1), "corp.example", usual[:5], func(s string) string { return "References: <9@corp.example>\r\n" + s }, false, "does not cover References"},
		{"no message id", strings.Replace(answer, "Message-ID: <1@corp.example>\n", "", 1), "corp.example", usual, nil, false, "0 Message-ID fields"},
		{"a second subject on top", answer, "corp.example", usual, func(s string) string { return "Subject: Re: z\r\n" + s }, false, "2 Subject fields"},
		{"a second date on top", answer, "corp.example", usual, func(s string) string { return "Date: Tue, 3 Nov 2026 10:00:00 +0000\r\n" + s }, false, "2 Date fields"},
		{"a second From on top", answer, "corp.example", usual, func(s string) string { return "From: Eve <eve@evil.example>\r\n" + s }, false, "not exactly one From"},
		{"part of the body", answer, "corp.example", usual, func(s string) string { return strings.Replace(s, "a=ed25519-sha256;", "a=ed25519-sha256; l=5;", 1) }, false, "body length"},
		{"saved with LF", answer, "corp.example", usual, func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }, true, "verifies"},
	} {
		raw, lookup := signed(t, crlf(c.mail), c.domain, c.keys...)
		if c.spoil != nil {
			raw = []byte(c.spoil(string(raw)))
		}
		v := check(raw, Rules{LookupTXT: lookup})
		if v.Vouched != c.vouched || !strings.Contains(v.Reason, c.reason) || v.Vouched && (v.By != "dkim" || !v.SignatureAlone) {
			t.Errorf("%s: got %+v, want vouched %v, reason with %q", c.name, v, c.vouched, c.reason)
		}
		if v := check(raw, Rules{}); v.Vouched {
			t.Errorf("%s: vouched for without a look-up", c.name)
		}
	}
}

func TestManySignatures(t *testing.T) {
	t.Parallel()
	for domain, vouched := range map[string]bool{"evil.example": true, "mail.corp.example": false} {
		raw, lookup := signed(t, crlf(answer), "corp.example", usual...)
		for range 20 {
			raw = slices.Concat(crlf("DKIM-Signature: v=1; a=rsa-sha256; d="+domain+"; s=s; h=from; bh=; b=\n"), raw)
		}
		var asked atomic.Int32 // look-ups run side by side
		v := check(raw, Rules{LookupTXT: func(name string) ([]string, error) {
			asked.Add(1)
			return lookup(name)
		}})
		if v.Vouched != vouched || asked.Load() > maxSignatures {
			t.Errorf("20 of %s on top: got %+v after %d look-ups", domain, v, asked.Load())
		}
	}
}

func TestOriginal(t *testing.T) {
	t.Parallel()
	raw, lookup := signed(t, crlf("From: Cleo <cleo@shop.example>\nSubject: Thanks\n\nGreat.\n"), "shop.example", "From")
	if v := Original(raw, lookup); !v.Vouched || v.From.Address != "cleo@shop.example" {
		t.Errorf("got %+v", v)
	}
	if v := Original(bytes.Replace(raw, []byte("Great"), []byte("Awful"), 1), lookup); v.Vouched {
		t.Errorf("changed body: got %+v", v)
	}
	if v := Original(raw, nil); v.Vouched || !strings.Contains(v.Reason, "look-ups are off") {
		t.Errorf("no look-up: got %+v", v)
	}
	if v := Original(append(crlf("From: eve@evil.example\n"), raw...), lookup); v.Vouched {
		t.Errorf("two From fields: got %+v", v)
	}
}

func FuzzParseResults(f *testing.F) {
	f.Add("mx.a.example; dmarc=pass (x) header.from=a.example; spf=pass smtp.mailfrom=\"a b\"@c.example")
	f.Add("mx.a.example 1; none")
	f.Add("a; b/1=c reason=d e.f=g;")
	f.Fuzz(func(t *testing.T, value string) {
		if len(value) > maxResults/2 {
			return
		}
		r, err := ParseResults(value)
		if err != nil {
			return
		}
		if r.AuthservID == "" {
			t.Errorf("ParseResults(%q): no authserv-id and no error", value)
		}
		// What a comment holds must never become a result.
		commented, err := ParseResults("mx.a.example; x=y (" + strings.NewReplacer("(", "", ")", "", "\\", "").Replace(value) + ") z.w=v")
		if err != nil || len(commented.Methods) != 1 {
			t.Errorf("in a comment %q gives %+v, %v", value, commented, err)
		}
		quoted, err := ParseResults("mx.a.example; x=y reason=\"" + strings.NewReplacer("\"", "", "\\", "").Replace(value) + "\"")
		if err != nil || len(quoted.Methods) != 1 {
			t.Errorf("in quotes %q gives %+v, %v", value, quoted, err)
		}
	})
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(pass + "From: ann@corp.example\n\nx"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		root, _ := part.Parse(raw)
		v := Check(raw, root, Rules{AuthservIDs: []string{"mx.corp.example"}, LookupTXT: func(string) ([]string, error) { return nil, errors.New("none") }})
		if v.Vouched && (len(root.All("From")) != 1 || v.From.Address == "") {
			t.Errorf("vouched for %+v in %q", v, raw)
		}
	})
}

// FuzzFrom: the quick way of reading a common From must agree with the strict one.
func FuzzFrom(f *testing.F) {
	for _, value := range []string{"Ann Berg <ann@corp.example>", "ann@corp.example", "J. R. <a@b.example>", "=?utf-8?q?x?= <a@b.example>", "a b@c.example", "<a@b.example>", "ä <ö@ü.example>", "a@b@c.example", "x <a@b.example> y", "a <b <c@d.example>"} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		addr, ok := plainMailbox(value)
		if !ok {
			return
		}
		list, err := netmail.ParseAddressList(undecoded(value))
		if err != nil || len(list) != 1 || list[0].Address != addr || hasOutside(value, ':', ';') {
			t.Errorf("%q: quickly %q, strictly %v, %v", value, addr, list, err)
		}
	})
}
