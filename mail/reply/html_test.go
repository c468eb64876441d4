package reply_test

import (
	"strings"
	"testing"

	"goodword/mail/parse/htmltext"
	"goodword/mail/parse/quote/quotetest"
	"goodword/mail/reply"
)

// answerPages are answers as mail programs write them in HTML, with the places
// of layouts_test.go.
var answerPages = map[string]string{
	"gmail":           `<div dir="ltr"><div>Yes, send it.</div><div><br></div><div>Tom</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">%gmail<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"><div dir="ltr">Shall the CEO thank her?<br>Answer approve or decline.</div></blockquote></div>`,
	"apple":           `<html><body dir="auto">Yes, send it.<div><br></div><div>Tom<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">%gmail<br><br></blockquote></div><blockquote type="cite"><div dir="ltr">&#xFEFF;Shall the CEO thank her?<br>Answer approve or decline.</div></blockquote></div></body></html>`,
	"outlook desktop": `<html><body lang="EN-GB"><div class="WordSection1"><p class="MsoNormal">Yes, send it.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Tom<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>%from:</b> Noor Lind &lt;noor@hotel.example&gt; <br><b>%sent:</b> %day<br><b>%to:</b> Tom Berg &lt;tom@hotel.example&gt;<br><b>%subject:</b> Approve?<o:p></o:p></p></div></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">Shall the CEO thank her?<br>Answer approve or decline.</p></div></body></html>`,
	"outlook web":     `<html><body dir="ltr"><div class="elementToProof">Yes, send it.</div><div><br></div><div>Tom</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>%from:</b> Noor Lind &lt;noor@hotel.example&gt;<br><b>%sent:</b> %day<br><b>%to:</b> Tom Berg &lt;tom@hotel.example&gt;<br><b>%subject:</b> Approve?</font><div>&nbsp;</div></div><div>Shall the CEO thank her?<br>Answer approve or decline.</div></body></html>`,
	"outlook ios":     `<html><body><div dir="ltr">Yes, send it.<div><br></div><div>Tom</div></div><div id="ms-outlook-mobile-signature"><div><br></div>Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><div id="mail-editor-reference-message-container"><hr style="display: inline-block; width: 98%;"><div id="divRplyFwdMsg"><b>%from:</b> Noor Lind &lt;noor@hotel.example&gt;<br><b>%sent:</b> %day<br><b>%to:</b> Tom Berg &lt;tom@hotel.example&gt;<br><b>%subject:</b> Approve?<div>&nbsp;</div></div><div>Shall the CEO thank her?<br>Answer approve or decline.</div></div></body></html>`,
	"yahoo":           `<html><head></head><body><div class="ydp1yahoo-style-wrap"><div>Yes, send it.</div><div><br></div><div>Tom</div><div><br></div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>%gmail</div><div><br></div><div><br></div><div><div id="yiv1">Shall the CEO thank her?<br>Answer approve or decline.</div></div></div></div></body></html>`,
	"thunderbird":     `<html><body><p>Yes, send it.</p><p>Tom<br></p><div class="moz-cite-prefix">%gmail<br></div><blockquote type="cite" cite="mid:1@hotel.example">Shall the CEO thank her?<br>Answer approve or decline.</blockquote></body></html>`,
}

// TestAnswerPages splits HTML answers, turned to text, in every language.
func TestAnswerPages(t *testing.T) {
	t.Parallel()
	for name, page := range answerPages {
		for _, g := range quotetest.Tongues() {
			t.Run(name+"/"+g.Code, func(t *testing.T) {
				t.Parallel()
				html := fillAnswer(strings.ReplaceAll(page, "%gmail", strings.NewReplacer("%A", "&lt;<a href=\"mailto:noor@hotel.example\">noor@hotel.example</a>&gt;", "%N", "Noor Lind").Replace(g.Gmail)), g)
				text, _ := htmltext.Convert(html)
				parts := reply.Split(text)
				const want = "Yes, send it.\n\nTom"
				if parts.Text != want || parts.Own != want {
					t.Errorf("text %q, own %q of:\n%s", parts.Text, parts.Own, text)
				}
			})
		}
	}
}
