package bounce

import (
	"strings"

	"goodword/mail/parse/stem"
)

// automatic: absence notes and other automatic answers (RFC 3834), by the
// fields programs own up with, then by the subjects they write.
func (m *mail) automatic() (Verdict, bool) {
	why := m.autoEvidence()
	if why == "" {
		return Verdict{}, false
	}
	return Verdict{Kind: KindAutoReply, Reason: why, Absence: readAbsence(m.ownWords(), m.date, m.fromAddr)}, true
}

// autoEvidence says by what a mail is an automatic answer; "" when it is none.
func (m *mail) autoEvidence() string {
	switch {
	case m.autoSubmitted == "auto-replied":
		return "Auto-Submitted: auto-replied (RFC 3834)"
	case m.autoMark != "":
		return m.autoMark + ", which automatic answers bear"
	case m.precedence == "auto_reply" || m.precedence == "auto-reply" || m.precedence == "autoreply":
		return "Precedence: " + m.precedence
	case m.challenge != "":
		return m.challenge + ": a program asks the sender to prove themselves"
	case m.rulesLoop && m.nullReturn:
		// QUIRK: Exchange marks redirected mail with the rules loop too, but
		// only its own answers come from <>.
		return "an answer by a rule of Exchange"
	}
	subject := m.lowSubject
	marked := m.rulesLoop || m.nullReturn || m.autoSubmitted != "" && m.autoSubmitted != "no"
	switch {
	case startsWithAny(subject, autoSubjects) && (marked || !goesOn(m.subject, autoSubjects)):
		return "the subject of an automatic answer: " + validCut(m.subject, 80)
	case startsWithAny(subject, absenceSubjects) && (marked || m.saysSo() && !goesOn(m.subject, absenceSubjects)):
		return "the subject of an absence note: " + validCut(m.subject, 80)
	case (m.nullReturn || m.autoSubmitted != "" && m.autoSubmitted != "no") && m.absent():
		return "the words of an absence note, sent by a program"
	case (m.precedence == "bulk" || m.precedence == "junk") && !m.listID && !m.listPost && !m.unsubscribe && m.absent():
		// QUIRK: vacation(1) of old has no other mark.
		return "the words of an absence note and Precedence: " + m.precedence
	case containsAny(subject, challengeSubjects) && containsAny(stem.Lower(cut(m.words(), 4096)), challengeWords):
		return "a program asks the sender to prove themselves"
	}
	return ""
}

// absent says whether the first words tell of an absence.
func (m *mail) absent() bool {
	return containsAny(stem.Lower(cut(m.ownWords(), 4096)), absenceWords)
}

// saysSo says whether the words bear out a subject that a person may write too.
// Guests praise what they saw on their holidays: of a subject about holidays more
// is asked than a word about them.
func (m *mail) saysSo() bool {
	if m.absent() && !startsWithAny(m.lowSubject, holidaySubjects) {
		return true
	}
	own := m.ownWords()
	if containsAny(stem.Lower(cut(own, 4096)), awayNow) {
		return true
	}
	a := readAbsence(own, m.date, m.fromAddr)
	return a != nil && (!a.Until.IsZero() || a.DeputyAddr != "")
}

// programReport: what else a program wrote on its own account. A mail that a
// rule passed on bears the program's mark and somebody's words, and stays theirs.
func (m *mail) programReport() (Verdict, bool) {
	subject := m.lowSubject
	local, _, _ := strings.Cut(m.fromAddr, "@")
	switch {
	case strings.HasPrefix(subject, "report domain:") && strings.Contains(subject, "submitter:"),
		strings.Contains(local, "dmarc") && len(m.attachments) > 0:
		return Verdict{Kind: KindReport, Reason: "a DMARC aggregate report (RFC 7489)"}, true
	case containsAny(subject, quarantineSubjects) && (isMassName(m.fromAddr) || strongServer(local, m.fromName) ||
		strings.Contains(local, "quarantine") || strings.Contains(local, "spam") || m.autoSubmitted == "auto-generated"):
		return Verdict{Kind: KindReport, Reason: "a digest of quarantined mail"}, true
	}
	passedOn := m.rulesLoop || m.resent || strings.Contains(m.ruleSource, "mailbox rules") || m.forwards()
	if m.nullReturn && (m.precedence == "bulk" || m.precedence == "list" || m.listID) && !passedOn {
		return Verdict{Kind: KindAutoReply, Reason: "the words of a list program: from <>, and marked as of a list"}, true
	}
	if m.autoSubmitted == "auto-generated" && m.answers && !passedOn {
		return Verdict{Kind: KindAutoReply, Reason: "Auto-Submitted: auto-generated, and it answers a mail"}, true
	}
	if (m.autoSubmitted == "auto-generated" || m.autoSubmitted == "auto-notified") && !passedOn {
		return Verdict{Kind: KindReport, Reason: "Auto-Submitted: " + m.autoSubmitted + " (RFC 3834)"}, true
	}
	if m.reportType != "" && m.reportType != "unknown" && (m.fromServer() || m.nullReturn) {
		return Verdict{Kind: KindReport, Reason: "multipart/report of type " + validCut(m.reportType, 40)}, true
	}
	return Verdict{}, false
}

// ownWords is the text above what is quoted.
func (m *mail) ownWords() string {
	text := m.body
	if strings.TrimSpace(text) == "" {
		text = m.words()
	}
	text = cut(text, 16<<10)
	at := 0
	for at < len(text) {
		line := text[at:]
		next := len(text)
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		if trimmed := strings.TrimSpace(line); at > 0 && (strings.HasPrefix(trimmed, ">") || strings.HasPrefix(trimmed, "-----") ||
			strings.HasPrefix(trimmed, "_____") || fieldClass(trimmed) == summaryField && strings.ContainsAny(trimmed, "@<")) {
			return text[:at]
		}
		at = next
	}
	return text
}

// startsWithAny says whether a subject begins with one of words and the word
// ends there: "automatic reply: …", not "automatic replying".
func startsWithAny(subject string, words []string) bool {
	subject = withoutMarks(subject)
	if subject == "" || strings.HasPrefix(subject, "re:") {
		return false // a person's answer, at a glance: no program's words begin so
	}
	for _, w := range words {
		if w[0] != subject[0] {
			continue
		}
		if rest, ok := strings.CutPrefix(subject, w); ok {
			if last := w[len(w)-1]; rest == "" || !isWordByte(rest[0]) || last >= 0x80 || last == ':' {
				return true
			}
		}
	}
	return false
}

// withoutMarks takes off what stands before the words of a subject.
func withoutMarks(subject string) string {
	for {
		subject = strings.TrimLeft(subject, " \t[(<*\"'")
		rest, ok := strings.CutPrefix(subject, "【")
		if !ok {
			return subject
		}
		subject = rest
	}
}

func isWordByte(c byte) bool { return isAlnum(c) || c >= 0x80 && c != 0xef && c != 0xe2 }

// goesOn says that the subject of an automatic answer is a sentence of
// somebody's: "Out of office hours, and still wonderful". Programs put a mark, a
// name, a date or nothing behind their words.
func goesOn(subject string, words []string) bool {
	subject = withoutMarks(subject)
	lower := stem.Lower(subject)
	if len(lower) != len(subject) || strings.ContainsAny(lower, "0123456789") {
		return false
	}
	sentence := false
	for _, w := range words {
		if !strings.HasPrefix(lower, w) {
			continue
		}
		rest := strings.Fields(subject[len(w):])
		if len(rest) < 2 || strings.HasPrefix(subject[len(w):], rest[0]) || !isLowerByte(rest[0][0]) || isOneOf(strings.ToLower(rest[0]), behindAbsence) {
			return false
		}
		sentence = true
	}
	return sentence
}

func isLowerByte(c byte) bool { return c >= 'a' && c <= 'z' }

// behindAbsence are words that stand behind those of an absence note.
var behindAbsence = []string{
	"until", "till", "from", "re", "reply", "message", "response", "answer", "notification", "notice", "today", "this", "on", "for", "to", "due",
	"bis", "ab", "vom", "am", "im", "wegen", "von", "jusqu'au", "du", "le", "de", "hasta", "fino", "dal", "al", "tot", "van", "till", "til", "fra", "do", "od",
}
