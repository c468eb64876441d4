package bounce

import (
	"strings"
	"testing"
)

func TestScanAddresses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, want string }{
		{"<ann@brook.example>: unknown", "<ann@brook.example>"},
		{"ann@brook.example, bo@river.example.", "ann@brook.example bo@river.example"},
		{`<"ann brook"@brook.example>`, `<"ann brook"@brook.example>`},
		{"rfc822;ann@brook.example", "ann@brook.example"},
		{"[SMTP:ann@brook.example]", "ann@brook.example"},
		{"mailto:ann@brook.example?subject=x", "ann@brook.example"},
		{"'ann@brook.example' on Thu", "ann@brook.example"},
		{"550-ann@brook.example unknown", "ann@brook.example"},
		{"to=ann@brook.example, relay=x", "ann@brook.example"},
		{"bounce=ann=brook.example@list.test", "bounce=ann=brook.example@list.test"},
		{"<ann@[192.0.2.1]>", "<ann@[192.0.2.1]>"},
		{"ann@localhost", "ann@localhost"},
		{"*ann@brook.example*", "ann@brook.example"},
		{"*****@brook.example", "*****@brook.example"},
		{"=?utf-8?B?8J+QiA==?=@brook.example", "=?utf-8?B?8J+QiA==?=@brook.example"},
		{"宛先ann@brook.exampleに", "ann@brook.example"},
		{"a%b@c.example", "a%b@c.example"},
		{"@ @@ a@ @b @@@", ""},
		{"/var/spool/ann@brook.example", "var/spool/ann@brook.example"},
		{"https://brook.example/u?m=ann@brook.example", ""},
		{"a@b..c", ""},
		{"no address", ""},
	} {
		var got []string
		for _, f := range scanAddresses(c.line) {
			a := f.addr
			if f.angled {
				a = "<" + a + ">"
			}
			if f.start < 0 || f.end > len(c.line) || !strings.Contains(c.line[f.start:f.end], f.addr) {
				t.Errorf("%q: %+v lies outside", c.line, f)
			}
			got = append(got, a)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q, want %q", c.line, strings.Join(got, " "), c.want)
		}
	}
}

func TestCodes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, enhanced, answer string
		permanent              bool
	}{
		{"550 5.1.1 <ann@brook.example> unknown", "5.1.1", "550", true},
		{"550-5.7.26 unauthenticated", "5.7.26", "550", true},
		{"421 4.7.0 try later", "4.7.0", "421", false},
		{"#5.1.1 smtp;550", "5.1.1", "550", true},
		{"host 5.1.1.7 said no", "", "", true},
		{"192.0.2.5 5.2.2", "5.2.2", "", true},
		{"connection timed out", "", "", false},
		{"mailbox full", "", "", false},
		{"ERROR_CODE :421, not reachable", "", "421", false},
		{"at 12:550", "", "", true},
		{"552", "", "552", true},
		{"(480) 624-2500", "", "", true},
		{"", "", "", true},
	} {
		if got := enhancedCode(c.text); got != c.enhanced {
			t.Errorf("%q: status %q, want %q", c.text, got, c.enhanced)
		}
		if got := answerCode(c.text); got != c.answer {
			t.Errorf("%q: answer %q, want %q", c.text, got, c.answer)
		}
		if got := permanent(enhancedCode(c.text), c.text); got != c.permanent {
			t.Errorf("%q: permanent %v, want %v", c.text, got, c.permanent)
		}
	}
}

func TestTypedAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ value, want string }{
		{"rfc822; ann@brook.example", "ann@brook.example"},
		{"RFC822;<Ann@Brook.example>", "Ann@Brook.example"},
		{"ann@brook.example", "ann@brook.example"},
		{"rfc822;ann+2Bshop@brook.example", "ann+shop@brook.example"},
		{"rfc822;ann+25@brook.example", "ann+25@brook.example"},
		{`rfc822; "ann...brook"@brook.example`, `"ann...brook"@brook.example`},
		{`utf-8; \x{E4}nn@brook.example`, "änn@brook.example"},
		{`utf-8; \x{110000}@brook.example`, `\x{110000}@brook.example`},
		{"rfc822;/var/spool/ann@brook", ""},
		{"rfc822; |/bin/sort ann@brook.example", ""},
		{"x400; /S=ann/", ""},
		{"", ""},
	} {
		if got := typedAddress(c.value); got != c.want {
			t.Errorf("%q: got %q, want %q", c.value, got, c.want)
		}
	}
}
