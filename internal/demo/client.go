package demo

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"text/template"
	"time"

	"goodword/mail/address"
)

// clientFiles are mails as each program writes them, to be filled in: new,
// answering, or forwarding.
//
//go:embed clients/*.eml
var clientFiles embed.FS

// clients are the mail programs there are.
func clients() []string {
	return []string{"outlook", "outlook-mobile", "gmail", "apple-mail", "iphone", "thunderbird"}
}

// draft is a mail about to be written by somebody's mail program.
type draft struct {
	Client   string
	Serial   int // makes what must be unique
	From, To address.Mailbox
	Subject  string
	At       time.Time // on its author's clock
	Lang     string    // of the mail program
	Text     string    // what the author writes
	Answer   *answered
	Forward  *answered
	Attached string // an original as .eml
}

// answered is a mail that another quotes.
type answered struct {
	From    address.Mailbox
	To      string
	Subject string
	At      time.Time
	ID      string
	Text    string
}

// write makes the bytes of a mail as its program does.
func write(d draft) ([]byte, error) {
	name := d.Client + ".eml"
	t := template.New(name)
	t.Funcs(clientWords(t, d.Lang))
	if _, err := t.ParseFS(clientFiles, "clients/"+name); err != nil {
		return nil, fmt.Errorf("write a mail with %s: %w", d.Client, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, d); err != nil {
		return nil, fmt.Errorf("write a mail with %s: %w", d.Client, err)
	}
	return crlf(b.Bytes()), nil
}

func crlf(b []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}

// clientWords are the functions of the mail programs' templates.
func clientWords(t *template.Template, lang string) template.FuncMap {
	within := func(name string, data any) (string, error) {
		var b strings.Builder
		err := t.ExecuteTemplate(&b, name, data)
		return b.String(), err
	}
	return template.FuncMap{
		"word":             func(key string) string { return labels(lang)[key] },
		"header":           func(s string) string { return mime.BEncoding.Encode("UTF-8", s) },
		"mailbox":          mailboxField,
		"domainOf":         func(m address.Mailbox) string { return address.Domain(m.Address) },
		"date":             func(t time.Time) string { return t.Format(time.RFC1123Z) },
		"esc":              html.EscapeString,
		"html":             htmlLines,
		"quote":            quoteLines,
		"flowed":           flowed,
		"crisp":            func(s string) string { return strings.TrimRight(s, "\n") },
		"outlookDate":      func(t time.Time) string { return outlookDate(lang, t) },
		"gmailDate":        func(t time.Time) string { return gmailDate(lang, t) },
		"appleDate":        func(t time.Time) string { return appleDate(lang, t) },
		"gmailWrote":       func(a answered) string { return gmailWrote(lang, a) },
		"appleWrote":       func(a answered) string { return appleWrote(lang, a) },
		"thunderbirdWrote": func(a answered) string { return thunderbirdWrote(lang, a) },
		"boundary":         func(serial, n int) string { return draw("boundary", serial)[:n] },
		"digits":           func(serial, n int) string { return fmt.Sprintf("%0*d", n, serial%10000) },
		"messageID":        func(serial int) string { return strings.ToUpper(draw("id", serial)[:30]) },
		"gmailID":          func(serial int) string { return "CA+" + draw("gmail", serial)[:40] },
		"uuid":             func(serial int) string { return strings.ToUpper(uuid(serial)) },
		"lowerUUID":        uuid,
		"threadIndex":      func(serial int) string { return base64.StdEncoding.EncodeToString([]byte(draw("thread", serial)[:22])) },
		"qp": func(name string, data any) (string, error) {
			text, err := within(name, data)
			return strings.ReplaceAll(quotedPrintable(text), "\r\n", "\n"), err
		},
		"b64": func(name string, data any) (string, error) {
			text, err := within(name, data)
			return base64Lines(string(crlf([]byte(text)))), err
		},
	}
}

// draw gives 64 characters that look drawn, and are the same in every run.
func draw(what string, serial int) string {
	return fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s %d", what, serial)))
}

func uuid(serial int) string {
	s := draw("uuid", serial)
	return s[:8] + "-" + s[8:12] + "-4" + s[13:16] + "-a" + s[17:20] + "-" + s[20:32]
}

func mailboxField(m address.Mailbox) string {
	if m.Name == "" {
		return "<" + m.Address + ">"
	}
	if strings.ContainsFunc(m.Name, func(r rune) bool { return r > 127 }) {
		return mime.QEncoding.Encode("UTF-8", m.Name) + " <" + m.Address + ">"
	}
	return m.Name + " <" + m.Address + ">"
}

// htmlLines makes a line of HTML of each line of text.
func htmlLines(text, open, end string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n")) {
		line = html.EscapeString(strings.TrimRight(line, "\n"))
		switch {
		case line != "":
		case strings.Contains(open, "MsoNormal"):
			line = "<o:p>&nbsp;</o:p>"
		case open != "":
			line = "<br>"
		}
		b.WriteString(open + line + end + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func quoteLines(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ">") {
			lines[i] = ">" + line
			continue
		}
		lines[i] = "> " + line
	}
	return strings.Join(lines, "\n")
}

// flowed wraps text as format=flowed does (RFC 3676): soft breaks end in a space.
func flowed(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimRight(text, "\n") + "\n") {
		line = strings.TrimRight(line, "\n")
		for len(line) > 72 {
			cut := strings.LastIndexByte(line[:72], ' ')
			if cut <= 0 {
				break
			}
			b.WriteString(line[:cut+1] + "\n")
			line = line[cut+1:]
		}
		b.WriteString(line + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func quotedPrintable(text string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = io.WriteString(w, text) // to memory: it cannot fail
	_ = w.Close()
	return b.String()
}

func base64Lines(text string) string {
	all := base64.StdEncoding.EncodeToString([]byte(text))
	var b strings.Builder
	for len(all) > 76 {
		b.WriteString(all[:76] + "\n")
		all = all[76:]
	}
	return b.String() + all
}
