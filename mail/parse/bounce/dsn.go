package bounce

import (
	"strconv"
	"strings"

	"goodword/mail/parse/part"
	"goodword/mail/parse/stem"
)

// status is what the status parts of a mail say (RFC 3464).
type status struct {
	failed    []Recipient // failed, expired, or an action nobody knows
	delayed   []Recipient
	fine      []string // delivered, relayed, expanded: what came of it
	unusable  int      // recipients without an address one could write to
	code      string   // status of such a one
	messageID string   // X-Original-Message-ID of the per-message fields
}

// recipients are the failed ones and those still waited for.
func (s *status) recipients() []Recipient { return append(s.failed, s.delayed...) }

func (s *status) any() bool {
	return len(s.failed)+len(s.delayed)+len(s.fine)+s.unusable > 0
}

// readStatus reads all status parts. The fields of a recipient come in any
// order, the blank line between groups may be missing, and some servers repeat
// a recipient: what is read is a run of fields with one Final-Recipient.
func readStatus(parts []*part.Part) *status {
	s := &status{}
	for _, p := range parts {
		body := p.Text
		if body == "" {
			body = string(p.Body)
		}
		s.read(cut(body, maxText))
	}
	s.failed = distinct(s.failed)
	s.delayed = distinct(s.delayed)
	return s
}

// readInlineStatus reads status fields that stand in the text: the part's
// boundary was lost, or a server pasted the fields below its words.
func readInlineStatus(text string) *status {
	s := &status{}
	at := indexFold(text, "final-recipient:")
	if at < 0 {
		if at = indexFold(text, "original-recipient:"); at < 0 {
			return s
		}
	}
	// Fields of the first recipient may come before its address: go back to
	// the start of the paragraph, and on to where the returned mail begins.
	if start := strings.LastIndex(text[:at], "\n\n"); start >= 0 {
		text = text[start:]
	}
	if end := indexFold(text, "\ncontent-type: message/rfc822"); end >= 0 {
		text = text[:end]
	}
	s.read(text)
	s.failed, s.delayed = distinct(s.failed), distinct(s.delayed)
	return s
}

// group is the fields of one recipient while they are read.
type group struct {
	final, original, action, code, diagnostic string
}

func (g *group) empty() bool { return g.final == "" && g.original == "" }

func (s *status) read(body string) {
	var g group
	for _, line := range unfold(body) {
		if line == "" {
			s.close(&g, false)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "final-recipient":
			s.put(&g, &g.final, value)
		case "original-recipient":
			s.put(&g, &g.original, value)
		case "action":
			s.put(&g, &g.action, firstWord(value))
		case "status":
			s.put(&g, &g.code, value)
		case "diagnostic-code":
			s.put(&g, &g.diagnostic, value)
		case "x-original-message-id":
			s.messageID = strings.Trim(value, "<> ")
		}
	}
	s.close(&g, true)
}

// put sets a field of the group; a field that the group has already begins the
// next one.
func (s *status) put(g *group, field *string, value string) {
	if *field != "" && !g.empty() {
		s.close(g, true)
	}
	*field = value
}

// close files a finished group. A blank line closes nothing that has no
// address and no status yet (QUIRK: some servers put a blank line after every
// field).
func (s *status) close(g *group, end bool) {
	if !end && (g.empty() || g.code == "" && g.diagnostic == "") {
		return
	}
	if !g.empty() {
		s.file(g)
	}
	*g = group{}
}

func (s *status) file(g *group) {
	if len(s.failed)+len(s.delayed) >= maxRecipients {
		return
	}
	r := Recipient{Address: typedAddress(g.final), Status: enhancedCode(g.code), Diagnostic: diagnostic(g.diagnostic)}
	original := typedAddress(g.original)
	if r.Address == "" {
		r.Address, original = original, ""
	}
	if !strings.EqualFold(original, r.Address) && !strings.EqualFold(strings.ReplaceAll(r.Address, `"`, ""), original) {
		r.Original = original
	}
	if r.Status == "" || strings.HasSuffix(r.Status, ".0.0") {
		// What the other server said tells more than "other or undefined".
		if said := enhancedCode(r.Diagnostic); said != "" {
			r.Status = said
		}
	}
	switch g.action {
	case "delivered", "relayed", "expanded":
		s.fine = append(s.fine, g.action)
		return
	}
	if r.Address == "" {
		s.unusable++
		s.code = r.Status
		return
	}
	if g.action == "delayed" {
		r.Delayed = true
		s.delayed = append(s.delayed, r)
		return
	}
	r.Permanent = permanent(r.Status, r.Diagnostic)
	s.failed = append(s.failed, r)
}

// typedAddress takes the address out of "rfc822; ann@corp.example", whatever
// the type's case, with or without the type, brackets, comments and xtext
// (RFC 3464 section 2.3, RFC 6533 section 3).
func typedAddress(value string) string {
	kind, rest, typed := strings.Cut(value, ";")
	if !typed {
		kind, rest = "", value
	}
	kind = strings.ToLower(strings.TrimSpace(kind))
	rest = strings.TrimSpace(rest)
	if kind == "utf-8" || kind == "unicode" {
		if a := clean(strings.Trim(rest, "<> ")); strings.IndexByte(a, '@') > 0 && !strings.ContainsAny(a, " \t") && len(a) <= maxLocal {
			return unembed(a)
		}
	}
	// QUIRK: Sendmail and Exim name a local delivery's pipe or mailbox file
	// ("|/usr/bin/filter", "/var/mail/ann") where others write an address.
	trimmed := strings.Trim(rest, "<> ")
	if strings.HasPrefix(trimmed, "/") || strings.HasPrefix(trimmed, "|") {
		return ""
	}
	found := scanAddresses(rest)
	if len(found) == 0 {
		return ""
	}
	return plainXtext(found[0].addr)
}

// plainXtext undoes the two xtext codes that an address must carry (RFC 3461
// section 4); others may be part of the address (ann+25@corp.example).
func plainXtext(addr string) string {
	if !strings.Contains(addr, "+2B") && !strings.Contains(addr, "+3D") {
		return addr
	}
	return strings.ReplaceAll(strings.ReplaceAll(addr, "+3D", "="), "+2B", "+")
}

// unembed turns \x{5DE} of a utf-8-addr-xtext into its letter.
func unembed(addr string) string {
	var b strings.Builder
	for {
		i := strings.Index(addr, `\x{`)
		if i < 0 {
			break
		}
		end := strings.IndexByte(addr[i:], '}')
		if end < 0 || end > 9 {
			break
		}
		n, err := strconv.ParseUint(addr[i+3:i+end], 16, 32)
		if err != nil || n < 0x20 || n > 0x10ffff {
			break
		}
		b.WriteString(addr[:i])
		b.WriteRune(rune(n))
		addr = addr[i+end+1:]
	}
	b.WriteString(addr)
	return b.String()
}

// diagnostic is "smtp; 550 no such mailbox" without its type, on one line.
func diagnostic(value string) string {
	if kind, rest, ok := strings.Cut(value, ";"); ok && len(kind) < 40 && !strings.ContainsAny(strings.TrimSpace(kind), " \t:") {
		value = rest
	}
	return oneLine(value)
}

// oneLine makes any bytes a line of text, at most 500 bytes of it.
func oneLine(s string) string {
	s = clean(cut(s, 4*maxDiagnostic))
	return validCut(strings.Join(strings.Fields(s), " "), maxDiagnostic)
}

// clean makes bytes of unknown origin valid UTF-8 without control characters.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}

// validCut shortens to n bytes at the end of a letter.
func validCut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// enhancedCode finds the first RFC 3463 code in a text: class 2, 4 or 5, not a
// part of an IP address or of a longer number.
func enhancedCode(s string) string {
	for i := 0; i+4 < len(s); i++ {
		if (s[i] != '5' && s[i] != '4' && s[i] != '2') || s[i+1] != '.' || (i > 0 && (isAlnum(s[i-1]) || s[i-1] == '.')) {
			continue
		}
		j := digits(s, i+2, 3)
		if j == i+2 || j >= len(s) || s[j] != '.' {
			continue
		}
		k := digits(s, j+1, 3)
		if k == j+1 || (k < len(s) && isAlnum(s[k])) || (k+1 < len(s) && s[k] == '.' && isDigit(s[k+1])) {
			continue
		}
		return s[i:k]
	}
	return ""
}

func digits(s string, i, most int) int {
	for n := 0; i < len(s) && n < most && isDigit(s[i]); n++ {
		i++
	}
	return i
}

// answerCode finds the first SMTP answer code, 4xx or 5xx, standing alone.
func answerCode(s string) string {
	for i := 0; i+3 <= len(s); i++ {
		if (s[i] != '5' && s[i] != '4') || !isDigit(s[i+1]) || !isDigit(s[i+2]) || s[i+1] > '5' {
			continue
		}
		if i > 0 && (isAlnum(s[i-1]) || strings.IndexByte(".-/_", s[i-1]) >= 0) || i > 1 && s[i-1] == ':' && isDigit(s[i-2]) {
			continue
		}
		if i+3 < len(s) && (isAlnum(s[i+3]) || s[i+3] == '.' && i+4 < len(s) && isAlnum(s[i+4])) {
			continue
		}
		return s[i : i+3]
	}
	return ""
}

// permanent says whether trying again is pointless.
func permanent(code, diagnostic string) bool {
	if code != "" && code != "4.0.0" {
		return code[0] == '5'
	}
	if answer := answerCode(diagnostic); answer != "" {
		return answer[0] == '5'
	}
	return code == "" && !containsAny(strings.ToLower(diagnostic), passingWords)
}

var passingWords = stem.Of("timed out", "time-out", "expired", "too long", "over quota", "mailbox full", "is full", "not reachable", "for the last")

// unfold cuts into lines with folded ones joined, blank lines as "".
func unfold(body string) []string {
	var lines []string
	for len(body) > 0 && len(lines) < maxLines {
		line := body
		if i := strings.IndexByte(body, '\n'); i >= 0 {
			line, body = body[:i], body[i+1:]
		} else {
			body = ""
		}
		line = cut(strings.TrimRight(line, "\r"), maxLine)
		trimmed := strings.TrimSpace(line)
		if trimmed != "" && line[0] <= ' ' && len(lines) > 0 && lines[len(lines)-1] != "" && !startsField(trimmed) {
			if last := &lines[len(lines)-1]; len(*last) < maxLine {
				*last += " " + trimmed
			}
			continue
		}
		lines = append(lines, trimmed)
	}
	return lines
}

// startsField says whether an indented line is a status field nevertheless
// (QUIRK: reports quoted or indented by a later server).
func startsField(line string) bool {
	name, _, ok := strings.Cut(line, ":")
	if !ok || len(name) > 24 {
		return false
	}
	switch strings.ToLower(name) {
	case "final-recipient", "original-recipient", "action", "status", "diagnostic-code", "remote-mta", "last-attempt-date":
		return true
	}
	return false
}

// distinct drops repeated addresses, keeping the first.
func distinct(all []Recipient) []Recipient {
	if len(all) < 2 {
		return all
	}
	seen := make(map[string]bool, len(all))
	kept := all[:0]
	for _, r := range all {
		key := strings.ToLower(r.Address)
		if !seen[key] {
			seen[key] = true
			kept = append(kept, r)
		}
	}
	return kept
}

// indexFold is strings.Index for an ASCII lower-case needle, whatever the case
// of the text; linear enough, as needles begin with a rare letter run.
func indexFold(s, needle string) int {
	n := len(needle)
	for i := 0; i+n <= len(s); i++ {
		if s[i]|0x20 == needle[0]|0x20 && strings.EqualFold(s[i:i+n], needle) {
			return i
		}
	}
	return -1
}
