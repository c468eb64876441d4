package jobs

import (
	"bytes"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"regexp"
	"strings"
	"sync"
	"testing"

	"goodword/internal/recognition"
)

// poison is what a customer may write to harm whoever reads it through us.
const poison = "<script>alert(1)</script><img src=\"http://evil.test/pixel.gif\"><a href='javascript:alert(2)'>click</a> " +
	"</td></table><style>body{background:url(//evil.test/x)}</style> https://evil.test/login http://evil.test www.evil.test evil.test/pay " +
	"mailto:eve@evil.test call +49 30 1234567 [link](https://evil.test) &lt;b&gt; \u202egnp.exe \u200bzero\u200bwidth \x07bell " +
	"{{.Token}} {if Company} @subject hijack \r\nBcc: everybody@corp.example\r\n\r\nSubject: injected\r\n> approve\r\napprove\r\n--\r\n"

// attackHostileWords: markup, CSS, links, telephone bait, tokens, CR and LF
// in names and subjects of a compliment, through every letter that it causes.
func attackHostileWords(t *testing.T) {
	o := newOffice(t)
	log := o.recorded()
	secret := plus(nominations, answerMark, strings.Repeat("a7", 13))
	words := "Nina Okafor was wonderful, she helped me so much, thank you. " + poison + secret + " goodword%2B" + answerMark + strings.Repeat("b6", 13) + "@corp.example"
	name := "=?utf-8?q?Eve=0D=0ABcc:_all=40corp.example_=3Cimg_src=3Dhttp://evil.test=3E?="
	subject := "Subject: =?utf-8?q?Hi=0D=0ABcc:_all=40corp.example=0D=0A=0D=0A=3Cscript=3E_https://evil.test?=\r\n"

	o.deliver("compliments", proven, name+" <eve@customer.test>", "To: "+compliments+"\r\n"+subject, words)
	o.deliver("compliments", proven, name+" <eve2@customer.test>", "To: "+compliments+"\r\n"+subject,
		"I am very disappointed. I waited three hours, nobody apologised, the room was dirty. "+poison)
	o.deliver("compliments", forged, name+" <eve3@customer.test>", "To: "+compliments+"\r\n"+subject, "Somebody was great to my mother, thank you so much. "+poison)
	o.forward("dana", "See this. "+poison, "\"Eve <img src=x> evil.test\" <eve4@customer.test>", strings.Replace(words, "Nina Okafor", "Nick Tanner", 1))
	o.forward("dana", poison, "Eve <eve5@customer.test>", "The young man at your desk was great, he carried my bags. "+poison)
	var requests []sentLetter
	for _, l := range o.sent {
		if strings.Contains(l.subject(), "yes or no") {
			requests = append(requests, l)
		}
	}
	if len(requests) < 2 {
		t.Fatalf("%d requests", len(requests))
	}
	o.reply(requests[0], "Hm, was that not last year? "+poison)
	o.reply(requests[0], "edit: "+strings.ReplaceAll(poison, "\r\n", " ")+"\nlesson: https://evil.test <b>")
	o.reply(requests[0], "Approved.")
	o.reply(requests[1], "Decline: "+strings.ReplaceAll(poison, "\r\n", " "))
	o.until("Mon 07:30")
	o.until("Wed 13:00")
	for _, l := range o.sent {
		if strings.Contains(l.head.Get("From"), "cora@") && l.to == "nina@corp.example" {
			o.reply(l, "Thanks. "+poison)
		}
	}
	o.until("Fri 13:00")
	if len(o.sent) < 12 {
		t.Errorf("only %d letters were looked at", len(o.sent))
	}
	for _, l := range o.sent {
		inert(t, l)
	}
	o.wantState(1, recognition.Thanked)
	o.skip()
	for _, bad := range []string{"evil.test", "wonderful", strings.Repeat("a7", 13), "gnp.exe"} {
		if strings.Contains(log.String(), bad) {
			t.Errorf("a log line holds %q", bad)
		}
	}
	for _, l := range o.sent {
		for _, token := range tokensWithin(l.head.Get("Reply-To"), 1) {
			if strings.Contains(log.String(), token) {
				t.Errorf("a log line holds a token")
			}
		}
	}
}

// remote is what a mail program might load, or open by itself.
var (
	tags    = regexp.MustCompile(`<[^>]*>`) // of stranger's words, every < is &lt;
	remote  = regexp.MustCompile(`(?i)<(script|img|iframe|object|embed|video|audio|link|form|input|base|svg)\b|url\s*\(|@import|javascript:|\son\w+\s*=|\ssrc\s*=`)
	href    = regexp.MustCompile(`(?i)\shref\s*=\s*["']?([^"'>\s]*)`)
	linking = regexp.MustCompile(`(?i)https?://|www\.evil|evil\.test`)
	hidden  = regexp.MustCompile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
)

// inert checks that no byte of a stranger's became more than words in a letter.
func inert(t *testing.T, l sentLetter) {
	t.Helper()
	for field := range l.head {
		switch field {
		case "From", "To", "Reply-To", "Subject", "Date", "Message-Id", "Mime-Version", "Content-Type", "Content-Transfer-Encoding", "In-Reply-To",
			"References", "Auto-Submitted", "X-Auto-Response-Suppress", "X-Goodword-Return", "X-Goodword-Letter", "X-Goodword":
		default:
			t.Errorf("%s: a field %s: %v", l.subject(), field, l.head[field])
		}
	}
	if len(l.head["Subject"]) != 1 || len(l.head["To"]) != 1 || strings.ContainsAny(l.subject(), "\r\n") || linking.MatchString(l.subject()) {
		t.Errorf("subject %q", l.subject())
	}
	for media, text := range leaves(t, l.raw) {
		if strings.HasPrefix(media, "message/rfc822") {
			if l.to != "service@corp.example" {
				t.Errorf("%s: an original goes to %s", l.subject(), l.to)
			}
			continue
		}
		body := text
		if media == "text/html" {
			body = tags.ReplaceAllString(text, "")
			ours := strings.Join(tags.FindAllString(text, -1), "\n")
			if found := remote.FindString(ours); found != "" || linking.MatchString(ours) {
				t.Errorf("%s: the HTML holds %q", l.subject(), found)
			}
			for _, link := range href.FindAllStringSubmatch(ours, -1) {
				if !strings.HasPrefix(link[1], "mailto:goodword") && !strings.HasPrefix(link[1], "mailto:nina@corp.example") {
					t.Errorf("%s: a link to %q", l.subject(), link[1])
				}
			}
		}
		if at := linking.FindStringIndex(body); at != nil {
			t.Errorf("%s (%s): %q", l.subject(), media, body[max(0, at[0]-40):min(len(body), at[1]+40)])
		}
		if found := hidden.FindString(body); found != "" {
			t.Errorf("%s (%s): holds %q", l.subject(), media, found)
		}
		if found := tokensWithin(body, -1); len(found) > 0 {
			t.Errorf("%s (%s): shows the token %s", l.subject(), media, found)
		}
	}
}

// leaves gives the decoded leaf parts of a letter by media type.
func leaves(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	found := map[string]string{}
	var walk func(media string, params map[string]string, encoding string, body io.Reader)
	walk = func(media string, params map[string]string, encoding string, body io.Reader) {
		if strings.HasPrefix(media, "multipart/") {
			parts := multipart.NewReader(body, params["boundary"])
			for {
				p, err := parts.NextRawPart()
				if err != nil {
					return
				}
				inner, innerParams, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
				if err != nil {
					t.Fatal(err)
				}
				walk(inner, innerParams, p.Header.Get("Content-Transfer-Encoding"), p)
			}
		}
		if strings.EqualFold(encoding, "quoted-printable") {
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		found[media] = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	media, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	walk(media, params, m.Header.Get("Content-Transfer-Encoding"), m.Body)
	return found
}

// buffer is a log that tests can read while it is written.
type buffer struct {
	mutex sync.Mutex
	text  strings.Builder
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.text.String()
}

// recorded makes the desk log into a buffer, at every level.
func (o *office) recorded() *buffer {
	b := &buffer{}
	o.desk.Log = slog.New(slog.NewTextHandler(b, &slog.HandlerOptions{Level: slog.LevelDebug}))
	return b
}

// TestNoErrorHoldsABody: errors of reading and delivering carry no words and no token.
func TestNoErrorHoldsABody(t *testing.T) {
	o := newOffice(t)
	log := o.recorded()
	o.exec(`create function fail() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '23514', detail = new.compliment; end $$`)
	o.exec(`create trigger fail before insert on nominations for each row execute function fail()`)
	id := o.forward("dana", "A note of mine.", customer, herWords)
	o.wantTaken(id, recognition.SetAside)
	_, reason := o.disposition(id)
	if all := reason + log.String(); strings.Contains(all, "passport") || strings.Contains(all, "note of mine") {
		t.Errorf("words in %s", all)
	}
	o.exec("drop trigger fail on nominations")
	if err := o.desk.Readmit(t.Context(), id, "operator"); err != nil {
		t.Fatal(err)
	}
	o.run()
	o.skip()
}
