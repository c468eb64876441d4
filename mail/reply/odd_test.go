package reply_test

import (
	"strings"
	"testing"

	"goodword/mail/parse"
	"goodword/mail/reply"
	"goodword/mail/reply/decision"
)

// oddWords are refusals, and approvals taken back, with characters that cannot be
// seen, letters that look like others, and spaces within words.
var oddWords = []string{
	"\u200fapproved\u200f not", "app\u200broved, no", "n\u200bot approved", "I do n\u200dot approve", "n\u00adot approved", "appro\u00adved, n\u00adot",
	"n o t approved", "N O T approved", "n-o-t approved", "n.o.t. approved", "n i c h t genehmigt", "н е одобряю", "app roved not",
	"n\u043et approved", "\u0578ot approved", "n\u03bft approved", "n\u0456cht genehmigt", "\u043de approve", "не одобря\u0443o",
	"ｎｏｔ approved", "ｎｏｔ　ａｐｐｒｏｖｅｄ", "no\u2060t approved", "\u202edevorppa ton\u202c", "\u2066not\u2069 approved", "n\u034fot approved", "approved\u2028not",
	"n\u0336o\u0336t\u0336 approved", "a\u0336p\u0336p\u0336r\u0336o\u0336v\u0336e\u0336d\u0336", "𝐧𝐨𝐭 approved", "ⓝⓞⓣ approved", "ᴺᴼᵀ approved", "¬approved", "≠ approved", "!approved",
	"~approved~", "~~approved~~", "～～approved～～", "～approved～", "ne\u200cschvaluji", "dis-\napproved", "approvedn't", "approved.not", "notapproved", "nnot approved", "n0t approved",
}

// oddPages are the same as HTML.
var oddPages = []string{
	"<s>Approved</s>", "<del>Approved</del> sorry", "<strike>approved</strike>", `<span style="text-decoration:line-through">approved</span>`, `<span style="text-decoration: underline line-through">approved</span>`,
	"n<b></b>ot approved", "n&shy;ot approved", "n&zwnj;ot approved", "n&#8203;ot approved", "<font size=1>not</font>approved", "<i>n</i>ot <b>approved</b>",
	`approve<span style="color:#000">d? no</span>`, `<bdo dir="rtl">devorppa ton</bdo>`, "not<br>approved", "<p>approved</p><p>n<span></span>o</p>", "<u>not</u> <u>approved</u>",
	`<blockquote>approved</blockquote>`, "n&#x6f;t approved", "not&nbsp;approved", "ｎｏｔ&nbsp;approved",
}

// oddBodies are quoted-printable, with what is said split over its lines.
var oddBodies = []string{
	"no=\r\nt approved", "=6E=6F=74 approved", "approved, n=\r\not", "n=C2=ADot approved", "n=E2=80=8Bot approved", "not=20=\r\napproved", "approved=0Anot", "no=\r\n=\r\nt approved", "ap=\r\nproved: n=6F",
}

// TestOddForms: no refusal approves for the way it is written.
func TestOddForms(t *testing.T) {
	t.Parallel()
	head := "From: Tom Berg <tom@hotel.example>\r\nTo: praise@hotel.example\r\nSubject: Re: Approve?\r\nIn-Reply-To: <1@hotel.example>\r\nMIME-Version: 1.0\r\n"
	mails := map[string]string{}
	for _, words := range oddWords {
		mails[words] = head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + strings.ReplaceAll(words, "\n", "\r\n") + "\r\n"
	}
	for _, page := range oddPages {
		mails[page] = head + "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body>" + page + "</body></html>\r\n"
	}
	for _, body := range oddBodies {
		mails[body] = head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + body + "\r\n"
	}
	for words, raw := range mails {
		m := parse.Parse([]byte(raw), parse.Options{})
		for _, opt := range []decision.Options{{}, {Role: decision.Approver, Language: "en", Names: []string{"Lena Berg"}}} {
			if got := reply.ReadForms(m.Lines, m.Forms, opt); got.Decision == reply.Approve {
				t.Errorf("%q approves: own words %q: %s", words, got.Own, got.Reason)
			}
		}
	}
	// The mails are read at all.
	m := parse.Parse([]byte(head+"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nappro=\r\nved\r\n"), parse.Options{})
	if got := reply.ReadForms(m.Lines, m.Forms, decision.Options{}); got.Decision != reply.Approve {
		t.Errorf("a plain approval is %s: %s", got.Decision, got.Reason)
	}
}
