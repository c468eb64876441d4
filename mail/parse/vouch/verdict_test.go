package vouch

import (
	"strings"
	"testing"
)

// TestWhatAPassRestsOn: an old genuine mail of Ann's passes DMARC for ever by
// its signature. Somebody who saw a token adds it, in a field the signature
// does not cover, and sends it on; that must prove nothing.
func TestWhatAPassRestsOn(t *testing.T) {
	t.Parallel()
	const (
		by    = "Authentication-Results: mx.corp.example; dmarc=pass header.from=corp.example"
		spf   = "; spf=pass smtp.mailfrom="
		rest  = "From: Ann <ann@corp.example>\nTo: praise@corp.example\nSubject: Re: x\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@corp.example>\n"
		sign  = "DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; bh=AA==; b=AA==; h="
		all   = "from:to:subject:date:message-id"
		reply = "In-Reply-To: <r@corp.example>\n"
	)
	for _, c := range []struct {
		name, header string
		vouched      bool
		alone        bool
		reason       string
	}{
		{"nothing told, no signature: it is SPF", by + "\n" + rest + reply, true, false, "the envelope's sender"},
		{"a stranger's signature is none", by + "\n" + strings.Replace(sign, "corp", "list", 1) + "from\n" + rest + reply, true, false, ""},
		{"SPF for the sender", by + spf + "ann@corp.example\n" + sign + "from\n" + rest + reply, true, false, "the envelope's sender"},
		{"SPF for the sender's plus address", by + spf + "Ann+x@Corp.example\n" + sign + "from\n" + rest + reply, true, false, ""},
		{"SPF for the domain", by + spf + "bounces.corp.example\n" + sign + "from\n" + rest + reply, true, false, ""},
		{"SPF for a colleague", by + spf + "bob@corp.example\n" + rest, false, false, "neither the envelope's sender"},
		{"SPF for a colleague, and a signature", by + spf + "bob@corp.example\n" + sign + all + "\n" + rest, true, true, "a DKIM signature"},
		{"SPF for a forwarder of the company's", by + spf + "SRS0=aB3d=XY=evil.test=eve@corp.example\n" + rest, false, false, "neither"},
		{"SPF for another domain", by + spf + "ann@evil.test\n" + sign + "from:to\n" + rest, false, false, "does not cover Subject"},
		{"SPF failed", by + "; spf=fail smtp.mailfrom=ann@corp.example\n" + sign + "from\n" + rest, false, false, "does not cover To"},
		{"SPF twice", by + "; spf=fail smtp.mailfrom=x@evil.test" + spf + "ann@corp.example\n" + sign + "from\n" + rest, false, false, "does not cover To"},
		{"SPF of the greeting", by + "; spf=pass smtp.helo=corp.example\n" + sign + "from\n" + rest, false, false, "does not cover To"},
		{"SPF in a field below", by + "\nAuthentication-Results: mx.corp.example; spf=pass smtp.mailfrom=ann@corp.example\n" + sign + "from\n" + rest, false, false, "does not cover To"},
		{"DKIM told, its signature gone", by + "; dkim=pass header.d=corp.example\n" + rest, false, false, "neither"},
		{"DKIM told by address, its signature gone", by + "; dkim=pass header.i=@mail.corp.example\n" + rest, false, false, "neither"},
		{"a stranger's DKIM told", by + "; dkim=pass header.d=list.test\n" + rest, true, false, ""},
		{"a signature over everything", by + "\n" + sign + all + "\n" + rest, true, true, "a DKIM signature"},
		{"a thread it does not cover", by + "\n" + sign + all + "\n" + rest + reply, false, false, "does not cover In-Reply-To"},
		{"references it does not cover", by + "\n" + sign + all + ":in-reply-to\n" + rest + reply + "References: <r@corp.example>\n", false, false, "does not cover References"},
		{"copies it does not cover", by + "\n" + sign + all + "\n" + rest + "Cc: praise+r@corp.example\n", false, false, "does not cover Cc"},
		{"recipients it does not cover", by + "\n" + sign + "from:subject:date:message-id\n" + rest, false, false, "does not cover To"},
		{"an id it does not cover", by + "\n" + sign + "from:to:subject:date:in-reply-to\n" + rest + reply, false, false, "does not cover Message-ID"},
		{"a second To on top", by + "\n" + sign + all + "\nTo: praise+r@corp.example\n" + rest, false, false, "2 To fields"},
		{"part of the text", by + "\n" + strings.Replace(sign, "s=s", "s=s; l=5", 1) + all + "\n" + rest, false, false, "a part of the text"},
		{"a wide signature beside the narrow one", by + "\n" + sign + all + "\n" + sign + "from:date\n" + rest, false, false, "does not cover To"},
		{"a tag twice", by + "\n" + strings.Replace(sign, "s=s", "s=s; h=from", 1) + all + "\n" + rest, false, false, "cannot be read"},
		{"no domain", by + "\n" + strings.Replace(sign, "d=corp.example; ", "", 1) + all + "\n" + rest, false, false, "cannot be read"},
		{"of a subdomain", by + "\n" + strings.Replace(sign, "d=corp", "d=mail.corp", 1) + "from\n" + rest, false, false, "does not cover To"},
		{"folded, in capitals", by + "\n" + sign + "From:To:\n Subject :Date\n :Message-ID:In-Reply-To\n" + rest + reply, true, true, ""},
	} {
		v := check(crlf(c.header+"\napprove\n"), Rules{AuthservIDs: []string{"mx.corp.example"}})
		if v.Vouched != c.vouched || v.SignatureAlone != c.alone || !strings.Contains(v.Reason, c.reason) {
			t.Errorf("%s: got %+v, want vouched %v, by a signature alone %v, reason with %q", c.name, v, c.vouched, c.alone, c.reason)
		}
	}
}

// TestVerifiedHereWithoutTheRest: what the verifier gets is less than the mail,
// and must be enough for every form of it.
func TestVerifiedHereWithoutTheRest(t *testing.T) {
	t.Parallel()
	mail := "Received: from a.test\n\tby b.test; x\n" + strings.Replace(answer, "Subject: Re: x", "Subject: Re: x\n y\n  z", 1)
	raw, lookup := signed(t, crlf(mail), "corp.example", append(usual, "Received", "Comments")...)
	for name, change := range map[string]func(string) string{
		"as it is":                 func(s string) string { return s },
		"a field on top":           func(s string) string { return "X-Long: " + strings.Repeat("x", 60_000) + "\r\n" + s },
		"a stranger's signature":   func(s string) string { return "DKIM-Signature: v=1; d=list.test; s=s; h=from; bh=; b=\r\n" + s },
		"a signature nobody reads": func(s string) string { return "DKIM-Signature: v=1; v=1\r\n" + s },
		"saved with LF":            func(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") },
	} {
		if v := check([]byte(change(string(raw))), Rules{LookupTXT: lookup}); !v.Vouched {
			t.Errorf("%s: %+v", name, v)
		}
	}
	for name, change := range map[string]func(string) string{
		"a field that must not be there": func(s string) string { return "Comments: x\r\n" + s },
		"another fold":                   func(s string) string { return strings.Replace(s, "\r\n  z", "\r\n\tz", 1) },
		"text behind":                    func(s string) string { return s + "approve\r\n" },
	} {
		if v := check([]byte(change(string(raw))), Rules{LookupTXT: lookup}); v.Vouched {
			t.Errorf("%s: %+v", name, v)
		}
	}
}
