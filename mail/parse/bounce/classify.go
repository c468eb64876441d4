package bounce

import (
	"strings"

	"goodword/mail/parse/part"
	"goodword/mail/parse/stem"
)

// Classify says whether a machine or a person wrote a mail, and reads what the
// machine reports. text is the body as a person reads it (HTML turned to text);
// it is used where the mail has no plain text of its own. What is not clearly a
// machine's is a person's, so that no praise is lost. The time it takes is
// linear in the size of header and text, of which 256 KB are read.
func Classify(root *part.Part, text string) Verdict {
	if root == nil {
		return Verdict{}
	}
	m := &mail{facts: read(root.Fields), leaves: gather(root), body: text}
	for _, rule := range [...]func(*mail) (Verdict, bool){
		(*mail).complaint, (*mail).certified, (*mail).readReceipt, (*mail).recalled, (*mail).statusReport, (*mail).amazon, (*mail).reacted,
		(*mail).calendarAnswer, (*mail).textReport, (*mail).automatic, (*mail).programReport, (*mail).mass, (*mail).plainNote,
	} {
		if v, ok := rule(m); ok {
			return v
		}
	}
	return Verdict{}
}

// mail is what the rules look at.
type mail struct {
	*facts
	*leaves
	body   string
	report string // text of the report, made when first asked for
}

func (m *mail) words() string {
	if m.report == "" {
		m.report = m.reportText(m.body)
	}
	return m.report
}

// complaint: abuse reports (RFC 5965) and reports of their kind.
func (m *mail) complaint() (Verdict, bool) {
	switch {
	case m.feedback != nil || m.reportType == "feedback-report",
		m.reportType != "" && indexFold(m.words(), "\nfeedback-type:") >= 0:
		return Verdict{Kind: KindReport, Reason: "an abuse report (RFC 5965)"}, true
	case m.complained != "":
		return Verdict{Kind: KindReport, Reason: "a feedback loop's report: " + m.complained}, true
	case startsWithAny(m.lowSubject, complaintSubjects) && (m.embedded != nil || m.headers != nil || m.fromServer() || indexFold(m.words(), "\nfeedback-type:") >= 0):
		return Verdict{Kind: KindReport, Reason: "an abuse report by its subject: " + validCut(m.subject, 80)}, true
	case m.reportType == "tlsrpt":
		return Verdict{Kind: KindReport, Reason: "a report on TLS connections (RFC 8460)"}, true
	}
	return Verdict{}, false
}

// QUIRK: Outlook.com's and some others' feedback loops attach the mail and say
// in the subject alone what it is.
var complaintSubjects = []string{
	"complaint about message from", "email feedback report for ip", "abuse report", "[abuse report", "spam complaint", "feedback loop", "fbl report", "email abuse report",
}

// fromServer says whether a mail server calls itself the author.
func (m *mail) fromServer() bool {
	if m.fromSeen && m.fromAddr == "" {
		return true
	}
	local, _, _ := strings.Cut(m.fromAddr, "@")
	if strongServer(local, m.fromName) || m.fromAddr == "10000@qq.com" { // QUIRK: QQ Mail's server writes as user 10000
		return true
	}
	path, _, _ := strings.Cut(m.returnPath, "@")
	return path != "" && path != "root" && strongServer(path, "")
}

// statusReport: a report with a status part, or with status fields pasted into
// its text. A person's mail that carries one as an attachment is not a report.
func (m *mail) statusReport() (Verdict, bool) {
	machine := m.reportType != "" || m.fromServer() || m.nullReturn || len(m.failed) > 0 ||
		len(m.status) > 0 && !m.forwards() && containsAny(m.lowSubject, failureWords)
	if !machine {
		return Verdict{}, false
	}
	s := readStatus(m.status)
	if len(s.recipients()) == 0 && !(len(m.status) == 0 && m.reportType == "") || !s.any() {
		if inline := readInlineStatus(m.words()); inline.any() {
			s = inline
		}
	}
	if len(m.status) == 0 && !s.any() {
		return Verdict{}, false
	}
	if len(s.recipients()) == 0 && len(s.fine) > 0 && s.unusable == 0 {
		return Verdict{Kind: KindReport, Reason: "a delivery report that tells of success: " + s.fine[0]}, true
	}
	b := &Bounce{Recipients: s.recipients()}
	r := cutReport(m.words())
	m.attach(b, r)
	if b.OriginalMessageID == "" {
		b.OriginalMessageID = s.messageID
	}
	if len(b.Recipients) == 0 {
		b.Recipients = m.namedRecipients(r, b)
		for i := range b.Recipients {
			if b.Recipients[i].Status == "" {
				b.Recipients[i].Status = s.code
			}
		}
	}
	if len(b.Recipients) == 0 && len(m.status) == 0 {
		return Verdict{}, false
	}
	return m.bounceVerdict(b, "a delivery report (RFC 3464)"), true
}

func (m *mail) bounceVerdict(b *Bounce, how string) Verdict {
	if b.OriginalMessageID == "" {
		// QUIRK: Gmail and James answer the mail that failed.
		b.OriginalMessageID = messageID(m.inReplyTo)
	}
	reason := how
	if len(b.Recipients) > 0 {
		first := b.Recipients[0]
		verb := " failed"
		if first.Delayed {
			verb = " delayed"
		}
		reason += ": " + first.Address + verb
		if first.Status != "" {
			reason += " " + first.Status
		}
	}
	return Verdict{Kind: KindBounce, Reason: reason, Bounce: b}
}

// attach adds what is known of the mail that failed.
func (m *mail) attach(b *Bounce, r *report) {
	b.OriginalHeader = m.returnedHeader(r.tail)
	if b.OriginalHeader == nil {
		b.OriginalHeader = m.lostHeader()
	}
	b.OriginalMessageID = messageID(field(b.OriginalHeader, "Message-ID"))
}

// namedRecipients finds the failed recipients where no status part tells them.
func (m *mail) namedRecipients(r *report, b *Bounce) []Recipient {
	sentTo := appendAddresses(nil, field(b.OriginalHeader, "To"))
	sentTo = appendAddresses(sentTo, field(b.OriginalHeader, "Cc"))
	sender := appendAddresses(append([]string(nil), m.to...), field(b.OriginalHeader, "From"))
	sender = appendAddresses(sender, field(b.OriginalHeader, "Return-Path"))
	named := r.choose(sender, sentTo)
	if len(m.failed) > 0 {
		return m.announced(named)
	}
	if m.listServer {
		// QUIRK: fml writes as LIST-admin of the list that refused; the addresses
		// in its words are those of senders.
		if list := listAddress(m.fromAddr); list != nil && (len(named) == 0 || indexFold(m.words(), list[0].Address) >= 0) {
			named = list
		}
	}
	if len(named) == 0 && len(m.bounced) > 0 {
		named = []Recipient{{Address: m.bounced[0]}}
	}
	if len(sentTo) == 0 {
		sentTo = r.summaryTo()
	}
	if len(named) == 0 && len(sentTo) == 1 {
		named = []Recipient{{Address: sentTo[0], Status: enhancedCode(strings.Join(r.lines[:r.end], " "))}}
	}
	return finish(named, r)
}

// listAddress is the list behind its administrator's address, nil when the
// address is not of that form.
func listAddress(admin string) []Recipient {
	local, domain, ok := strings.Cut(admin, "@")
	list := strings.TrimPrefix(local, "owner-")
	for _, suffix := range [...]string{"-admin", "-ctl", "-owner", "-request"} {
		list = strings.TrimSuffix(list, suffix)
	}
	if !ok || list == local || list == "" {
		return nil
	}
	return []Recipient{{Address: list + "@" + domain}}
}

// announced are the recipients of X-Failed-Recipients, with what the text says
// of them.
func (m *mail) announced(named []Recipient) []Recipient {
	var all []Recipient
	for _, a := range m.failed {
		r := Recipient{Address: a}
		for _, n := range named {
			if strings.EqualFold(n.Address, a) {
				r = n
			}
		}
		r.Permanent = permanent(r.Status, r.Diagnostic)
		all = append(all, r)
	}
	return distinct(all)
}

// finish fills in from the whole report what one recipient's lines do not say.
func finish(named []Recipient, r *report) []Recipient {
	if len(named) == 0 {
		return nil
	}
	whole := strings.Join(r.lines[:r.end], " ")
	for i := range named {
		n := &named[i]
		if n.Status == "" && answerCode(n.Diagnostic) == "" && !n.Delayed {
			n.Status = enhancedCode(whole)
			if n.Diagnostic == "" {
				n.Diagnostic = oneLine(whole)
			}
		}
		n.Permanent = !n.Delayed && permanent(n.Status, n.Diagnostic)
	}
	return named
}

// textReport: the forms older than RFC 3464 and the vendors' own.
func (m *mail) textReport() (Verdict, bool) {
	server := m.fromServer()
	if !server && !m.nullReturn && len(m.failed) == 0 && !m.listServer && !m.amazonSNS && m.reportType == "" && m.headerOwner == nil && m.autoSubmitted == "" {
		return Verdict{}, false
	}
	r := cutReport(m.words())
	score := m.score(server, r)
	if score < 5 || !server && !m.failureTold() {
		return Verdict{}, false
	}
	b := &Bounce{}
	m.attach(b, r)
	b.Recipients = m.namedRecipients(r, b)
	if len(b.Recipients) == 0 && score < 7 {
		return Verdict{}, false
	}
	if m.stillTrying(r) {
		for i := range b.Recipients {
			b.Recipients[i].Delayed, b.Recipients[i].Permanent = true, false
		}
	}
	return m.bounceVerdict(b, "a server's words about a delivery"), true
}

// stillTrying says whether a report without a status part is a warning only.
func (m *mail) stillTrying(r *report) bool {
	if containsAny(m.lowSubject, delayWords) && !containsAny(m.lowSubject, gaveUpWords) {
		return true // QUIRK: Postfix writes "could not be delivered for more than 4 hour(s)" of a mail that it keeps trying
	}
	words := stem.Lower(m.subject + "\n" + strings.Join(r.lines[:min(r.end, 40)], "\n"))
	return containsAny(words, delayWords) && !containsAny(words, gaveUpWords)
}

// failureTold says whether a report whose author is not a mail server by name
// is one: an absence note comes from <> too, and names the deputy's address.
func (m *mail) failureTold() bool {
	if len(m.failed) > 0 || m.listServer {
		return true
	}
	subject := m.lowSubject
	if startsWithAny(subject, autoSubjects) || startsWithAny(subject, absenceSubjects) || m.autoMark != "" {
		return false
	}
	return containsAny(subject, failureWords) || m.reportType == "delivery-status"
}

// score weighs the evidence that a text is a delivery report.
func (m *mail) score(server bool, r *report) int {
	score := 0
	add := func(yes bool, points int) {
		if yes {
			score += points
		}
	}
	head := stem.Lower(strings.Join(r.lines[:min(r.end, 40)], "\n"))
	add(server, 2)
	add(m.nullReturn, 1)
	add(len(m.failed) > 0, 4)
	add(m.listServer, 3)
	add(m.reportType == "delivery-status" || m.reportType == "unknown", 2)
	add(m.autoSubmitted == "auto-replied" || m.autoSubmitted == "auto-generated", 1)
	add(containsAny(m.lowSubject, failureWords), 2)
	add(containsAny(head, failureWords), 2)
	add(answerCode(head) != "" || enhancedCode(head) != "", 1)
	add(r.end < len(r.lines) || m.embedded != nil || m.headers != nil || m.headerOwner != nil, 1)
	add(m.autoMark != "" || m.rulesLoop || m.suppress, -2)
	return score
}
