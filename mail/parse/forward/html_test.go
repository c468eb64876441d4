package forward_test

import (
	"strings"
	"testing"

	"goodword/mail/address"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/htmltext"
	"goodword/mail/parse/quote/quotetest"
)

// pages are forwards as mail programs write them in HTML, with the places of
// layouts_test.go.
var pages = map[string]string{
	"gmail": `<div dir="ltr"><div>For Ines at the front desk.</div><div><br></div><div>She deserves it.</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>%from: <strong class="gmail_sendername" dir="auto">Mara Okafor</strong> <span dir="auto">&lt;<a href="mailto:mara@guest.example">mara@guest.example</a>&gt;</span><br>Date: %day<br>Subject: SUBJECT<br>To:  &lt;<a href="mailto:desk@hotel.example">desk@hotel.example</a>&gt;<br></div><br><br><div dir="ltr"><p>Ines was wonderful.</p><p>Mara</p></div></div></div>`,
	"outlook desktop": `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body lang="EN-GB"><div class="WordSection1"><p class="MsoNormal">For Ines at the front desk.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">She deserves it.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>%from:</b> Mara Okafor &lt;mara@guest.example&gt; <br><b>%sent:</b> %day<br><b>%to:</b> desk@hotel.example<br><b>%subject:</b> SUBJECT<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Ines was wonderful.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Mara<o:p></o:p></p></div></body></html>`,
	"outlook web": `<html><body dir="ltr"><div class="elementToProof">For Ines at the front desk.</div><div class="elementToProof"><br></div><div>She deserves it.</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000"><b>%from:</b> Mara Okafor &lt;mara@guest.example&gt;<br><b>%sent:</b> %day<br><b>%to:</b> desk@hotel.example &lt;desk@hotel.example&gt;<br><b>%subject:</b> SUBJECT</font><div>&nbsp;</div></div><div>Ines was wonderful.</div><div><br></div><div>Mara</div></body></html>`,
	"apple":       `<html><body style="overflow-wrap: break-word;">For Ines at the front desk.<div><br></div><div>She deserves it.<br><div><br><blockquote type="cite"><div>%begin</div><br class="Apple-interchange-newline"><div style="margin:0px;"><span style="font-family: -webkit-system-font;"><b>%from: </b></span><span>Mara Okafor &lt;<a href="mailto:mara@guest.example">mara@guest.example</a>&gt;<br></span></div><div style="margin:0px;"><span><b>%subject: </b></span><span><b>SUBJECT</b><br></span></div><div style="margin:0px;"><span><b>%date: </b></span><span>%day CEST<br></span></div><div style="margin:0px;"><span><b>%to: </b></span><span><a href="mailto:desk@hotel.example">desk@hotel.example</a><br></span></div><br><div><div>Ines was wonderful.<br><br>Mara</div></div></blockquote></div><br></div></body></html>`,
	"thunderbird": `<html><body><p>For Ines at the front desk.</p><p>She deserves it.<br></p><div class="moz-forward-container"><br><br>-------- %forwarded --------<table class="moz-email-headers-table" cellspacing="0" cellpadding="0" border="0"><tbody><tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">%subject: </th><td>SUBJECT</td></tr><tr><th valign="BASELINE" align="RIGHT">%date: </th><td>Tue, 14 Apr 2026 09:26:00 +0200</td></tr><tr><th align="RIGHT">%from: </th><td>Mara Okafor <a class="moz-txt-link-rfc2396E" href="mailto:mara@guest.example">&lt;mara@guest.example&gt;</a></td></tr><tr><th align="RIGHT">%to: </th><td><a class="moz-txt-link-abbreviated" href="mailto:desk@hotel.example">desk@hotel.example</a></td></tr></tbody></table><br><br><p>Ines was wonderful.</p><p>Mara</p></div></body></html>`,
	"yahoo":       `<html><head></head><body><div class="ydp1yahoo-style-wrap"><div>For Ines at the front desk.</div><div><br></div><div>She deserves it.</div><div><br></div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div style="font-family:sans-serif;"><div>----- %forwarded -----</div><div><b>%from:</b> Mara Okafor &lt;mara@guest.example&gt;</div><div><b>%to:</b> "desk@hotel.example" &lt;desk@hotel.example&gt;</div><div><b>%sent:</b> %day</div><div><b>%subject:</b> SUBJECT</div><div><br></div><div><div id="yiv1"><div>Ines was wonderful.<br><br>Mara</div></div></div></div></div></body></html>`,
	"outlook ios": `<html><body><div dir="ltr">For Ines at the front desk.<div><br></div><div>She deserves it.</div></div><div id="ms-outlook-mobile-signature"><div><br></div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><div id="mail-editor-reference-message-container" dir="auto"><hr style="display: inline-block; width: 98%;"><div id="divRplyFwdMsg" dir="ltr" style="font-size: 11pt;"><span><b>%from:</b> Mara Okafor &lt;mara@guest.example&gt;<br><b>%sent:</b> %day<br><b>%to:</b> desk@hotel.example &lt;desk@hotel.example&gt;<br><b>%subject:</b> SUBJECT</span><div>&nbsp;</div></div><p>Ines was wonderful.</p><p>Mara</p></div></body></html>`,
}

// TestPages reads HTML forwards, turned to text, in every language.
func TestPages(t *testing.T) {
	t.Parallel()
	for name, page := range pages {
		for _, g := range quotetest.Tongues() {
			t.Run(name+"/"+g.Code, func(t *testing.T) {
				t.Parallel()
				src := layout{template: page, prefixed: true}
				html, subject := src.fill(g)
				text, _ := htmltext.Convert(html)
				f, note := forward.Find(text, forward.Mail{Subject: subject})
				if f == nil {
					t.Fatalf("no forward in:\n%s", text)
				}
				want := address.Mailbox{Name: "Mara Okafor", Address: "mara@guest.example"}
				if f.From != want || f.Subject != sampleSubject || f.Date == "" || len(f.To) != 1 || f.To[0].Address != "desk@hotel.example" {
					t.Errorf("from %v to %v subject %q date %q in:\n%s", f.From, f.To, f.Subject, f.Date, text)
				}
				if squeezeBlank(f.Body) != "Ines was wonderful.\n\nMara" || squeezeBlank(note) != sampleNote {
					t.Errorf("note %q, body %q in:\n%s", note, f.Body, text)
				}
			})
		}
	}
}

func squeezeBlank(s string) string {
	for strings.Contains(s, "\n\n\n") {
		s = strings.ReplaceAll(s, "\n\n\n", "\n\n")
	}
	return s
}
