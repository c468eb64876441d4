package mailtest

import (
	"bytes"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// Verdict is what the server says about the sender of a mail.
type Verdict string

// What Authentication-Results may say; Unstamped leaves the field out.
const (
	Pass      Verdict = "pass" // SPF, DKIM and DMARC pass, aligned with From
	Fail      Verdict = "fail"
	NoPolicy  Verdict = "none"
	Unstamped Verdict = ""
)

// envelope is how a mail came.
type envelope struct {
	from, to, helo, as string
}

// Deliver puts a mail into the mailbox of rcpt as if it had come from
// elsewhere, with this verdict. A bare LF becomes CRLF.
func (s *Server) Deliver(from, rcpt string, raw []byte, verdict Verdict) (Mail, error) {
	raw = withCRLF(raw)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if err := s.deliver(envelope{from: from, to: rcpt, helo: "elsewhere.test"}, raw, verdict); err != nil {
		return Mail{}, fmt.Errorf("mailtest: deliver to %s: %w", rcpt, err)
	}
	base, _ := split(rcpt)
	mails := s.accounts[base].mails
	return mails[len(mails)-1], nil
}

// deliver stamps a mail and puts it into a mailbox; the mutex is held.
func (s *Server) deliver(env envelope, raw []byte, verdict Verdict) error {
	a, err := s.recipient(env.to)
	if err != nil {
		return err
	}
	return s.put(a, Mail{From: env.from, To: env.to, Raw: s.stamp(env, raw, verdict)})
}

// stamp writes on top of a mail what a receiving server writes, and takes away
// verdicts that claim to be its own (RFC 8601 section 5).
func (s *Server) stamp(env envelope, raw []byte, verdict Verdict) []byte {
	s.serial++
	var top bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&top, format+"\r\n", args...) }
	line("Return-Path: <%s>", env.from)
	line("X-Original-To: %s", env.to)
	line("Delivered-To: %s", env.to)
	if verdict != Unstamped {
		domain := domainOf(authors(raw))
		_, sender := split(env.from)
		spf := map[Verdict]string{Pass: "pass", Fail: "fail"}[verdict]
		if spf == "" {
			spf = "none"
		}
		line("Authentication-Results: %s;\r\n\tspf=%s smtp.mailfrom=%s;\r\n\tdkim=%s header.d=%s;\r\n\tdmarc=%s header.from=%s",
			s.config.AuthservID, spf, orUnknown(sender), spf, orUnknown(domain), verdict, orUnknown(domain))
	}
	protocol := "ESMTP"
	if env.as != "" {
		protocol = "ESMTPSA"
	}
	line("Received: from %s ([127.0.0.1])\r\n\tby %s with %s id %06d\r\n\tfor <%s>; %s", orUnknown(env.helo),
		s.config.AuthservID, protocol, s.serial, env.to, s.config.Now().Format(time.RFC1123Z))
	top.Write(withoutOwnVerdicts(raw, s.config.AuthservID))
	return top.Bytes()
}

func orUnknown(name string) string {
	if name == "" {
		return "unknown.invalid"
	}
	return name
}

// judge gives the verdict on a submitted mail: it passes for the domain of the
// account that logged in, and for genuine domains; the mutex is held.
func (s *Server) judge(as string, raw []byte) Verdict {
	domain := domainOf(authors(raw))
	_, own := split(as)
	switch {
	case domain == "":
		return Fail
	case as != "" && domain == own:
		return Pass
	case as == "" && slices.Contains(s.config.Genuine, domain):
		return Pass
	}
	return Fail
}

// authors returns the values of all From fields.
func authors(raw []byte) []string {
	var values []string
	for _, f := range fields(raw) {
		if strings.EqualFold(f.name, "From") {
			values = append(values, f.value())
		}
	}
	return values
}

// domainOf is the domain of the one author; empty when there is not exactly one.
func domainOf(from []string) string {
	if len(from) != 1 {
		return ""
	}
	list, err := mail.ParseAddressList(from[0])
	if err != nil || len(list) != 1 {
		return ""
	}
	_, domain := split(list[0].Address)
	return domain
}

// headerField is one field with its folded lines, as it stands in the mail.
type headerField struct {
	name string
	raw  []byte
}

func (f headerField) value() string {
	_, value, _ := bytes.Cut(f.raw, []byte(":"))
	return strings.TrimSpace(strings.NewReplacer("\r\n", "", "\n", "").Replace(string(value)))
}

// fields cuts the header section into its fields; lines that are none are kept
// as fields without a name.
func fields(raw []byte) []headerField {
	var list []headerField
	for len(raw) > 0 {
		line := raw
		if i := bytes.IndexByte(raw, '\n'); i >= 0 {
			line = raw[:i+1]
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
		raw = raw[len(line):]
		if last := len(list) - 1; last >= 0 && (line[0] == ' ' || line[0] == '\t') {
			list[last].raw = append(slices.Clip(list[last].raw), line...)
			continue
		}
		name, _, _ := bytes.Cut(line, []byte(":"))
		list = append(list, headerField{name: strings.TrimSpace(string(name)), raw: slices.Clip(line)})
	}
	return list
}

// field is the value of the first field of that name.
func field(raw []byte, name string) string {
	for _, f := range fields(raw) {
		if strings.EqualFold(f.name, name) {
			return f.value()
		}
	}
	return ""
}

// withoutOwnVerdicts removes Authentication-Results fields that bear our id, or
// whose id is so disguised that a reader might take it for ours.
func withoutOwnVerdicts(raw []byte, id string) []byte {
	var kept bytes.Buffer
	read := 0
	for _, f := range fields(raw) {
		read += len(f.raw)
		if strings.EqualFold(f.name, "Authentication-Results") && strings.Contains(strings.ToLower(f.value()), strings.ToLower(id)) {
			continue
		}
		kept.Write(f.raw)
	}
	kept.Write(raw[read:])
	return kept.Bytes()
}

// withCRLF ends every line with CRLF.
func withCRLF(raw []byte) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n"))
}
