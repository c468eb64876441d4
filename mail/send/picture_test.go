package send

import (
	"bytes"
	"mime"
	"mime/multipart"
	"net/mail"
	"strings"
	"testing"
	"time"

	"goodword/mail/address"
)

// TestPicture: a picture of the HTML comes in the multipart/related around it
// (RFC 2387), a file beside it; the same letter gives the same bytes.
func TestPicture(t *testing.T) {
	t.Parallel()
	l := Letter{From: address.Mailbox{Address: "a@corp.example"}, ReplyTo: address.Mailbox{Address: "a@corp.example"}, To: address.Mailbox{Address: "b@corp.example"},
		Subject: "Figures", MessageID: "x@corp.example", Date: time.Date(2026, 10, 1, 8, 0, 0, 0, time.UTC), Text: "As text.\n",
		HTML: `<p><img src="cid:behaviours"></p>`, Attachments: []Attachment{
			{Name: "behaviours.png", MediaType: "image/png", Bytes: []byte("\x89PNG"), ContentID: "behaviours"},
			{Name: "figures.csv", MediaType: "text/csv", Bytes: []byte("a,b\r\n")}}}
	raw, err := Compose(l)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Compose(l); err != nil || !bytes.Equal(raw, again) {
		t.Fatalf("the second one differs (%v)", err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	var walk func(body *multipart.Reader)
	walk = func(body *multipart.Reader) {
		for {
			p, err := body.NextPart()
			if err != nil {
				return
			}
			media, params, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
			if err != nil {
				t.Fatal(err)
			}
			seen = append(seen, media+p.Header.Get("Content-Id"))
			if strings.HasPrefix(media, "multipart/") {
				walk(multipart.NewReader(p, params["boundary"]))
			}
		}
	}
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	walk(multipart.NewReader(m.Body, params["boundary"]))
	want := "multipart/mixed multipart/related multipart/alternative text/plain text/html image/png<behaviours> text/csv"
	if got := media + " " + strings.Join(seen, " "); got != want {
		t.Errorf("the parts are\n%s, want\n%s", got, want)
	}
	l.Attachments[0].ContentID = "x> <y"
	if _, err := Compose(l); err == nil {
		t.Error("a Content-ID with a bracket is taken")
	}
}
