package service

import (
	"bytes"
	"strings"

	"goodword/mail/parse/part"
	"goodword/mail/parse/vouch"
)

// judgeMark says whether the company's mark proves a sender.
func (t *trial) judgeMark() (held bool, said string) {
	in := t.Config.Trust.Internal
	switch {
	case t.missing != "":
		return false, "the " + t.missing + " mail did not arrive in time"
	case !t.proven(t.arrived[cleanMail]):
		return false, "the clean mail bears no " + in.Header + ": " + in.Value + " on top: your server does not mark mail of goodword's own account"
	}
	for _, kind := range []string{outsideMail, spacedOutsideMail} {
		if p := t.arrived[kind]; p != nil && (t.survived(p) || t.proven(p)) {
			return false, "a forged " + in.Header + written(kind) + " survives in mail from outside: let your server take the field away from all mail that comes in"
		}
	}
	for _, kind := range []string{forgedMail, spacedMail} {
		switch p := t.arrived[kind]; {
		case p == nil:
		case t.Outside != "" && t.onTop(p):
			return false, "a forged " + in.Header + written(kind) + " survives on top of your server's own in mail of its own people"
		case t.Outside == "" && t.survived(p):
			return false, "a forged " + in.Header + written(kind) + " survives: let your server take the field away before it writes its own; if it does so for mail from outside alone, name that server with --outside"
		}
	}
	if t.Outside != "" {
		return true, "a forged " + in.Header + " is taken away from mail from outside, and your server writes its own into mail of its own people"
	}
	return true, "a forged " + in.Header + " is taken away by the relay, and your server writes its own"
}

// written says how the fields of a mail were written, where that matters.
func written(kind string) string {
	if kind == spacedMail || kind == spacedOutsideMail {
		return ", written with a blank before its colon,"
	}
	return ""
}

// judgeResults says whether the server's verdict still proves a sender; known is
// false when a mail is missing that could have shown the opposite.
func (t *trial) judgeResults() (held, known bool, said string) {
	for _, kind := range []string{forgedMail, spacedMail, outsideMail, spacedOutsideMail} {
		p := t.arrived[kind]
		if p == nil {
			continue
		}
		if top := values(p, "Authentication-Results"); len(top) > 0 && strings.Contains(top[0], t.secret) {
			return false, true, "a forged Authentication-Results in your server's name" + written(kind) + " survives on top: let your server take such fields away (RFC 8601 section 5)"
		}
	}
	if t.missing != "" {
		return false, false, "the " + t.missing + " mail did not arrive in time"
	}
	return true, true, "no forged Authentication-Results survives on top"
}

// proven says whether the rule takes the mail for the company's own.
func (t *trial) proven(p *part.Part) bool {
	in := t.Config.Trust.Internal
	rule := vouch.Internal{Domains: in.Domains, Header: in.Header, Value: in.Value}
	return vouch.Check(t.raw[p], p, vouch.Rules{Internal: []vouch.Internal{rule}}).Vouched
}

// survived says whether a forged mark is anywhere in the mail.
func (t *trial) survived(p *part.Part) bool {
	in := t.Config.Trust.Internal
	same := 0
	for _, f := range p.Fields {
		if !strings.EqualFold(f.Name, in.Header) {
			continue
		}
		if f.Name == misspelled(in.Header) || strings.Contains(f.Raw, t.secret) {
			return true
		}
		same++
	}
	return same > len(values(t.arrived[cleanMail], in.Header))
}

// onTop says whether the topmost mark is forged.
func (t *trial) onTop(p *part.Part) bool {
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, t.Config.Trust.Internal.Header) {
			return f.Name == misspelled(t.Config.Trust.Internal.Header) || strings.Contains(f.Raw, t.secret)
		}
	}
	return false
}

// shown lists the fields of trust in a mail.
func (t *trial) shown(p *part.Part) string {
	var list []string
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, "Authentication-Results") || strings.EqualFold(f.Name, t.Config.Trust.Internal.Header) {
			list = append(list, f.Name+": "+f.Raw)
		}
	}
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, "; ")
}

func values(p *part.Part, name string) []string {
	var list []string
	for _, f := range p.Fields {
		if strings.EqualFold(f.Name, name) {
			list = append(list, f.Raw)
		}
	}
	return list
}

// counting gives a mail without the fields that have a blank before their colon,
// which prove nothing wherever they stand (mail/parse/vouch).
func counting(raw []byte) []byte {
	var kept []byte
	drop := false
	for rest := raw; len(rest) > 0; {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line = rest[:end+1]
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return append(kept, rest...)
		}
		rest = rest[len(line):]
		if line[0] != ' ' && line[0] != '\t' {
			name, _, _ := bytes.Cut(line, []byte(":"))
			drop = len(bytes.TrimRight(name, " \t")) < len(name)
		}
		if !drop {
			kept = append(kept, line...)
		}
	}
	return kept
}
