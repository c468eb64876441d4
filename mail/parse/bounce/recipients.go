package bounce

import (
	"strings"

	"goodword/mail/parse/stem"
)

// How surely a line names a failed recipient; the surest that was found counts.
const (
	leads    = iota // the address heads its line, or stands behind "Recipient:"
	phrased         // "… could not be delivered to ann@corp.example"
	spoken          // in the transcript of the SMTP conversation
	told            // in a sentence that tells of a failure
	anywhere        // in the server's words
	strengths
)

// search is the state of looking through a report's lines.
type search struct {
	found   [strengths][]Recipient
	section int // what the last heading said of the addresses below it
	indent  int // of the first line that an address leads, -1 before it
}

const (
	sectionOpen    = iota
	sectionFine    // "successful delivery"
	sectionDelayed // "transient non-fatal errors"
	sectionFailed
	sectionSpoken // the transcript: what heads a line there may have been accepted
)

// candidates looks through lines[from:to] that are not header lines.
func (r *report) candidates(from, to int) *search {
	s := &search{indent: -1}
	for i := from; i < to; i++ {
		line := r.lines[i]
		if r.block[i] {
			continue
		}
		if strings.IndexByte(line, '@') < 0 {
			s.heading(line)
			continue
		}
		if s.section != sectionFine {
			s.look(r, i, to)
		}
	}
	return s
}

// heading notes what a line without an address says of those below it.
func (s *search) heading(line string) {
	trimmed := strings.TrimSpace(line)
	if len(trimmed) < 8 {
		return
	}
	text := strings.ToLower(trimmed)
	switch {
	case strings.Contains(text, "transcript"):
		s.section = sectionSpoken
	case strings.Contains(text, "successful") && !strings.Contains(text, "not ") && !strings.Contains(text, "un"):
		s.section = sectionFine
	case strings.Contains(text, "transient"), strings.Contains(text, "non-fatal"), strings.Contains(text, "not yet been"),
		strings.Contains(text, "is delayed"), strings.Contains(text, "been delayed"):
		s.section = sectionDelayed
	case s.section != sectionOpen && (strings.HasPrefix(text, "--") || strings.HasSuffix(text, ":")) && containsAny(text, failureWords):
		s.section = sectionFailed
	}
}

// look files the addresses of one line by how surely they are recipients.
func (s *search) look(r *report, i, to int) {
	line := r.lines[i]
	found := scanAddresses(line)
	if len(found) == 0 {
		return
	}
	lowered := lowerInPlace(line)
	if f, ok := leading(line, lowered, found); ok && s.section != sectionSpoken {
		indent := indentOf(line)
		if s.indent < 0 || indent <= s.indent || (i > 0 && strings.TrimSpace(r.lines[i-1]) == "") {
			if s.indent < 0 {
				s.indent = indent
			}
			s.add(leads, r, i, to, line, f)
			for _, next := range listed(line, found, f) {
				s.add(leads, r, i, to, line, next)
			}
			return
		}
	}
	s.mention(r, i, to, lowered, found)
}

// listed are the addresses that stand behind f in a row: "f, g; h".
func listed(line string, all []found, f found) []found {
	var row []found
	end := f.end
	for _, next := range all {
		if next.start < end {
			continue
		}
		if !isListGap(line[end:next.start]) {
			break
		}
		row = append(row, next)
		end = next.end
	}
	return row
}

// isListGap says whether two addresses stand in one list.
func isListGap(between string) bool {
	between = strings.TrimSpace(strings.Trim(between, " <>\t\"'"))
	return between == "," || between == ";" || between == "and" || between == "&" || between == "und" || between == "et"
}

// mention files addresses inside a line.
func (s *search) mention(r *report, i, to int, lowered string, found []found) {
	line := r.lines[i]
	strength := -1 // of the address before, for those listed behind it
	for n, f := range found {
		before := lowered[:f.start]
		if n > 0 {
			before = lowered[found[n-1].end:f.start]
		}
		switch {
		case n > 0 && strength >= 0 && isListGap(before):
		case isSenderLabel(before), s.section == sectionSpoken && containsAny(lowered, fineWords):
			strength = -1
			continue
		case isRecipientLabel(before):
			strength = strengthOf(before)
		case isAnswerLine(line):
			strength = spoken
		case containsAny(lowered, failureWords):
			strength = told
		default:
			strength = anywhere
		}
		s.add(strength, r, i, to, line, f)
	}
}

// fineWords tell in a transcript that an address was accepted.
var fineWords = stem.Of("relayed", "sender ok", "recipient ok", "... sent", "... deliverable")

// strengthOf says how surely the words before an address make it a recipient.
func strengthOf(before string) int {
	if strings.HasPrefix(strings.TrimSpace(before), ">>>") || strings.Contains(before, "rcpt to") && len(strings.TrimSpace(before)) > 12 {
		return spoken
	}
	if isLabelLine(before) {
		return leads
	}
	return phrased
}

// add files an address with what the report says of it: the rest of its line and
// those below, up to the next recipient.
func (s *search) add(strength int, r *report, i, to int, line string, f found) {
	if len(s.found[strength]) >= maxRecipients {
		return
	}
	c := Recipient{Address: clean(f.addr), Delayed: s.section == sectionDelayed}
	said := line[f.end:]
	for j := i + 1; j < to && j < i+12 && len(said) < 2*maxDiagnostic; j++ {
		next := strings.TrimSpace(r.lines[j])
		if next == "" && strings.TrimSpace(said) != "" || r.block[j] || strings.HasPrefix(next, "---") ||
			strength == leads && indentOf(r.lines[j]) <= indentOf(line) && startsRecipient(next) {
			break
		}
		said += " " + next
	}
	c.Diagnostic = oneLine(strings.TrimLeft(said, " \t>:;,.)]\"'"))
	c.Status = enhancedCode(c.Diagnostic)
	s.found[strength] = append(s.found[strength], c)
}

// startsRecipient says whether a line opens the next recipient's paragraph:
// an address heads it.
func startsRecipient(line string) bool {
	line = strings.TrimLeft(line, "<*>\"' ")
	at := strings.IndexByte(line, '@')
	space := strings.IndexAny(line, " \t")
	return at > 0 && (space < 0 || at < space)
}

// leading takes the address that heads a line, behind bullets, brackets and
// arrows: "<ann@corp.example>: unknown", "* ann@corp.example", "Ann
// <ann@corp.example>". Of "address <address>" the second is meant.
func leading(line, lowered string, all []found) (found, bool) {
	f := all[0]
	head := strings.TrimLeft(line[:f.start], " \t>*•·-–—+o'\"([{|#=")
	switch {
	case head == "", isOrdinal(head):
	case f.angled && len(head) < 60 && isDisplayName(head):
	case strings.EqualFold(strings.TrimSpace(head), "smtp:"):
	default:
		return f, false
	}
	if strings.HasPrefix(strings.TrimSpace(line), ">>>") && strings.Contains(lowered[:f.start], ":") {
		return f, false
	}
	if len(all) > 1 && !f.angled && all[1].angled && strings.TrimSpace(line[f.end:all[1].start]) == "" {
		return all[1], true
	}
	rest := strings.TrimLeft(line[f.end:], " \t\"')]}")
	if isProse(rest) {
		return f, false
	}
	return f, true
}

// choose picks the surest recipients: first above any summary of the mail, then
// below it. The sender and the postmaster are left out while anybody else is
// left; an address the mail was really sent to comes before others where a
// sentence only mentions it.
func (r *report) choose(sender, sentTo []string) []Recipient {
	zones := []*search{r.candidates(0, r.below)}
	if r.below < r.end {
		zones = append(zones, r.candidates(r.below, r.end))
	}
	if r.end < r.real {
		// The line that seemed to announce the returned mail may not have.
		zones = append(zones, r.candidates(r.end+1, r.real))
	}
	for _, sure := range [...][2]int{{leads, phrased}, {spoken, anywhere}} {
		for _, zone := range zones {
			for strength := sure[0]; strength <= sure[1]; strength++ {
				some := zone.found[strength]
				if strength >= told {
					some = preferring(some, sentTo)
				}
				if some = without(some, sender); len(some) > 0 {
					return plain(some)
				}
			}
		}
	}
	// Somebody may have written to themselves.
	for _, zone := range zones {
		for strength := leads; strength <= told; strength++ {
			if len(zone.found[strength]) > 0 {
				return plain(zone.found[strength])
			}
		}
	}
	return nil
}

// plain lists the candidates once each, those that failed before those that wait.
func plain(some []Recipient) []Recipient {
	all := make([]Recipient, 0, len(some))
	for _, delayed := range [...]bool{false, true} {
		for _, c := range some {
			if c.Delayed == delayed {
				all = append(all, c)
			}
		}
	}
	return distinct(all)
}

// without drops the sender's addresses and those of servers and help desks.
func without(some []Recipient, sender []string) []Recipient {
	var kept []Recipient
	for _, c := range some {
		if !holds(sender, c.Address) && !isOffice(c.Address) {
			kept = append(kept, c)
		}
	}
	return kept
}

func preferring(some []Recipient, sentTo []string) []Recipient {
	var kept []Recipient
	for _, c := range some {
		if holds(sentTo, c.Address) {
			kept = append(kept, c)
		}
	}
	if len(kept) > 0 {
		return kept
	}
	return some
}

func holds(addresses []string, addr string) bool {
	for _, a := range addresses {
		if strings.EqualFold(a, addr) {
			return true
		}
	}
	return false
}

// isOffice says whether an address is a server's or a help desk's.
func isOffice(addr string) bool {
	local := strings.ToLower(addr[:strings.LastIndexByte(addr, '@')])
	switch local {
	case "postmaster", "mailer-daemon", "abuse", "support", "helpdesk", "hostmaster", "noreply", "no-reply":
		return true
	}
	return false
}
