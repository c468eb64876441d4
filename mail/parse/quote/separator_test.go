package quote_test

import (
	"strings"
	"testing"

	"goodword/mail/parse/quote"
	"goodword/mail/parse/quote/quotetest"
)

func TestRuleOf(t *testing.T) {
	t.Parallel()
	cases := map[string]quote.Rule{
		"":                                       quote.NoRule,
		"--":                                     quote.NoRule,
		"- one thing":                            quote.NoRule,
		"-- one thing":                           quote.NoRule,
		"*bold* words":                           quote.NoRule,
		"__init__ does it":                       quote.NoRule,
		"________________________________":       quote.BareRule,
		"-----":                                  quote.BareRule,
		"=====================":                  quote.BareRule,
		"-----Original Message-----":             quote.NamedRule,
		"*-------- Original Message --------*":   quote.NamedRule,
		"---------- Forwarded message ---------": quote.SentRule,
		"----- Forwarded message from Ann Anderson <ann@guest.example> -----":      quote.SentRule,
		"----- End forwarded message -----":                                        quote.EndRule,
		"-------- Конец пересылаемого сообщения --------":                          quote.EndRule,
		"-------- Välitetty viesti / Fwd.Msg --------":                             quote.SentRule,
		"Begin forwarded message:":                                                 quote.SentRule,
		"Anfang der weitergeleiteten Nachricht:":                                   quote.SentRule,
		"Please forward this message to whoever was at the desk on that day, ok?:": quote.NoRule,
		"See below:": quote.NoRule,
		"Tom:":       quote.NoRule,
	}
	for text, want := range cases {
		if got, _ := quote.RuleOf(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
	for _, g := range quotetest.Tongues() {
		want := quote.SentRule
		if strings.HasPrefix(g.Code, "x-") {
			want = quote.NamedRule
		}
		if got, _ := quote.RuleOf("-------- " + g.Forwarded + " --------"); got != want {
			t.Errorf("%s: %q: %d, want %d", g.Code, g.Forwarded, got, want)
		}
		if got, _ := quote.RuleOf("-----" + g.Original + "-----"); got != quote.NamedRule {
			t.Errorf("%s: %q: %d, want NamedRule", g.Code, g.Original, got)
		}
	}
}

// TestLabels: each language's labels are known as what they are.
func TestLabels(t *testing.T) {
	t.Parallel()
	for _, g := range quotetest.Tongues() {
		if strings.HasPrefix(g.Code, "x-") {
			continue
		}
		for label, want := range map[string]quote.Field{g.From: quote.From, g.To: quote.To, g.Cc: quote.Cc, g.Subject: quote.Subject, g.Date: quote.Date, g.Sent: quote.Date} {
			if got := quote.FieldOf(label); got != want {
				t.Errorf("%s: %q is field %d, want %d", g.Code, label, got, want)
			}
		}
	}
}

func TestPrefixes(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		kind quote.Prefix
		rest string
	}{
		"Fwd: Thanks":            {quote.ForwardPrefix, "Thanks"},
		"FW : Merci":             {quote.ForwardPrefix, "Merci"},
		"WG: AW: Danke":          {quote.ForwardPrefix, "AW: Danke"},
		"RE[2]: Thanks":          {quote.AnswerPrefix, "Thanks"},
		"Re (3): Thanks":         {quote.AnswerPrefix, "Thanks"},
		"[EXTERNAL] FW: Thanks":  {quote.ForwardPrefix, "Thanks"},
		"EXT: FW: Thanks":        {quote.ForwardPrefix, "Thanks"},
		"[Fwd: Thanks]":          {quote.NoPrefix, "[Fwd: Thanks]"},
		"转发：谢谢":                  {quote.ForwardPrefix, "谢谢"},
		"回复: 谢谢":                 {quote.AnswerPrefix, "谢谢"},
		"İLT: Teşekkürler":       {quote.ForwardPrefix, "Teşekkürler"},
		"VS: Kiitos":             {quote.EitherPrefix, "Kiitos"},
		"Invoice: 4711":          {quote.NoPrefix, "Invoice: 4711"},
		"Regarding Ines: thanks": {quote.NoPrefix, "Regarding Ines: thanks"},
		"":                       {quote.NoPrefix, ""},
		":":                      {quote.NoPrefix, ":"},
	}
	for subject, want := range cases {
		if kind, rest := quote.PrefixOf(subject); kind != want.kind || rest != want.rest {
			t.Errorf("%q: %d %q, want %d %q", subject, kind, rest, want.kind, want.rest)
		}
	}
	for _, g := range quotetest.Tongues() {
		if kind, _ := quote.PrefixOf(g.Prefix + ": x"); kind != quote.ForwardPrefix && kind != quote.EitherPrefix {
			t.Errorf("%s: %q: %d", g.Code, g.Prefix, kind)
		}
	}
	if kind, _ := quote.PrefixIn("VS: Kiitos", "Lähettäjä: Mara"); kind != quote.AnswerPrefix {
		t.Errorf("Finnish VS: %d", kind)
	}
	if kind, _ := quote.PrefixIn("VS: Tak", "Fra: Mara\nSendt: i dag"); kind != quote.ForwardPrefix {
		t.Errorf("Danish VS: %d", kind)
	}
	if got := quote.BareSubject("Re: Fwd: [EXTERNAL] AW: Thanks"); got != "Thanks" {
		t.Errorf("bare subject %q", got)
	}
}

func TestDateScore(t *testing.T) {
	t.Parallel()
	cases := map[string]int{
		"Tuesday, April 14, 2026 at 9:26 AM": 3, "14.04.26 09:26": 3, "2026-04-14T09:26:00Z": 3, "14/04/2026": 2, "14 April 2026": 2,
		"tiistai 2. marraskuuta 2021 klo 9.26.50 UTC+1": 3, "tirsdag den 2. november 2021 09.26.50 CET": 3,
		"2026年4月14日 9:26": 3, "令和8年4月14日 午前9時26分": 3, "2026년 4월 14일 오전 9:26": 3, "١٤ أبريل ٢٠٢٦ ٩:٢٦ ص": 3,
		"วันอังคารที่ 14 เมษายน 2569 09:26": 3, "۲۵ فروردین ۱۴۰۵، ساعت ۹:۲۶": 3, "2026. 04. 14. 9:26": 3, "Apr 14, 9:26 AM": 1, "in 2026": 1,
		"": 0, "Room 12": 0, "MP3": 0, "12,50 EUR": 0, "Thanks": 0,
	}
	for text, want := range cases {
		if got := quote.DateScore(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}
