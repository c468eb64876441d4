package day

import (
	"fmt"
	"strings"
	"time"
)

// form is a mail about to be written.
type form struct {
	id, from, to, subject string
	at                    time.Time
	more                  []string // further header lines
	text                  string
	contentType           string // text/plain; charset=utf-8
}

func (f form) bytes() []byte {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("From: %s", f.from)
	line("To: <%s>", f.to)
	line("Subject: %s", f.subject)
	line("Date: %s", f.at.Format(time.RFC1123Z))
	line("Message-ID: <%s>", f.id)
	for _, m := range f.more {
		line("%s", m)
	}
	line("MIME-Version: 1.0")
	if f.contentType == "" {
		f.contentType = "text/plain; charset=utf-8"
	}
	line("Content-Type: %s\n", f.contentType)
	b.WriteString(f.text)
	if !strings.HasSuffix(f.text, "\n") {
		b.WriteString("\n")
	}
	return []byte(strings.ReplaceAll(b.String(), "\n", "\r\n"))
}

// original is a customer's mail inside another.
type original struct {
	name, address, to, subject, text string
	at                               time.Time
}

// forwardForms are the ways in which mail programs pass a mail on.
func forwardForms() []func(note string, o original) (text, contentType string) {
	return []func(string, original) (string, string){gmail, outlook, appleMail, thunderbird, attached}
}

func gmail(note string, o original) (string, string) {
	return fmt.Sprintf("%s\n\n---------- Forwarded message ---------\nFrom: %s <%s>\nDate: %s\nSubject: %s\nTo: <%s>\n\n\n%s\n",
		note, o.name, o.address, o.at.Format("Mon, 2 Jan 2006 at 15:04"), o.subject, o.to, o.text), ""
}

func outlook(note string, o original) (string, string) {
	return fmt.Sprintf("%s\n\n________________________________\nFrom: %s <%s>\nSent: %s\nTo: %s <%s>\nSubject: %s\n\n%s\n",
		note, o.name, o.address, o.at.Format("Monday, January 2, 2006 3:04 PM"), Company, o.to, o.subject, o.text), ""
}

func appleMail(note string, o original) (string, string) {
	return fmt.Sprintf("%s\n\nBegin forwarded message:\n\nFrom: %s <%s>\nSubject: %s\nDate: %s\nTo: %s\n\n%s\n",
		note, o.name, o.address, o.subject, o.at.Format("2 January 2006 at 15:04:05 GMT"), o.to, o.text), ""
}

func thunderbird(note string, o original) (string, string) {
	return fmt.Sprintf("%s\n\n\n-------- Forwarded Message --------\nSubject: \t%s\nDate: \t%s\nFrom: \t%s <%s>\nTo: \t%s\n\n\n%s\n",
		note, o.subject, o.at.Format(time.RFC1123Z), o.name, o.address, o.to, o.text), ""
}

func attached(note string, o original) (string, string) {
	inner := form{id: "o" + fmt.Sprint(o.at.Unix()) + "." + o.address, from: o.name + " <" + o.address + ">", to: o.to, subject: o.subject, at: o.at, text: o.text}
	boundary := "=_skerry_" + fmt.Sprint(o.at.Unix())
	return fmt.Sprintf("--%s\nContent-Type: text/plain; charset=utf-8\n\n%s\n\n--%s\nContent-Type: message/rfc822\nContent-Disposition: attachment; filename=\"original.eml\"\n\n%s\n--%s--\n",
		boundary, note, boundary, strings.ReplaceAll(string(inner.bytes()), "\r\n", "\n"), boundary), "multipart/mixed; boundary=\"" + boundary + "\""
}
