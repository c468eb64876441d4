package parse

import (
	"strings"
	"testing"

	"goodword/mail/parse/quote"
)

func bothForms(plain, html string) string {
	return strings.ReplaceAll(`From: a@hotel.example
To: good@hotel.example
Subject: Re: A good word
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b1

--b1
Content-Type: text/plain; charset=utf-8

`+plain+`
--b1
Content-Type: text/html; charset=utf-8

`+html+`
--b1--
`, "\n", "\r\n")
}

func textOf(lines []quote.Line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.Raw)
	}
	return strings.Join(out, "\n")
}

const blankForm = "blank"

// TestForms reads each form that a mail holds of its text.
func TestForms(t *testing.T) {
	t.Parallel()
	onlyHTML := "From: a@hotel.example\r\nSubject: Re: x\r\nContent-Type: text/html\r\n\r\n"
	for name, c := range map[string]struct{ mail, text, rich, stub string }{
		"plain alone":     {"From: a@hotel.example\r\nSubject: Re: x\r\n\r\nFine.\r\n", "Fine.", "", ""},
		"struck out":      {bothForms("Fine.", "<p><s>Fine.</s></p>"), "Fine.", "~~Fine.~~", ""},
		"quoted":          {bothForms("Fine.", "<blockquote>Fine.</blockquote>"), "Fine.", "> Fine.", ""},
		"alike":           {bothForms("Fine.", "<p>Fine.</p>"), "Fine.", "Fine.", ""},
		"a picture":       {bothForms("Fine.", `<img src="cid:1">`), "Fine.", "Fine.", ""},
		"HTML alone":      {onlyHTML + "<p>Fine.</p>", "Fine.", "", ""},
		"HTML with a bar": {onlyHTML + `<div style="border-left:1px solid">Fine.</div>`, "Fine.", "> Fine.", ""},
		"all unseen":      {onlyHTML + `<p style="color:white">Fine.</p>`, "Fine.", blankForm, ""},
		"a stub":          {bothForms("See the HTML", "<p>"+strings.Repeat("word ", 50)+"</p>"), strings.TrimSpace(strings.Repeat("word ", 50)), "", "See the HTML"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := Parse([]byte(c.mail), Options{})
			rich, stub := m.Forms()
			if c.rich == blankForm {
				if rich == nil || textOf(rich) != "" {
					t.Errorf("the HTML shows %q, want a blank form", textOf(rich))
				}
				return
			}
			if m.Text != c.text || textOf(rich) != c.rich || strings.TrimSpace(textOf(stub)) != c.stub {
				t.Errorf("text %q, rich %q, stub %q, want %q, %q, %q", m.Text, textOf(rich), textOf(stub), c.text, c.rich, c.stub)
			}
		})
	}
}
