package bounce

import (
	"strings"

	"goodword/mail/parse/stem"
)

// calendarAnswer: an invitation, its answer or its cancellation (RFC 5546,
// RFC 6047). An event that a person attached to their words is none: it has no
// method, or METHOD:PUBLISH.
func (m *mail) calendarAnswer() (Verdict, bool) {
	if m.calendar == nil {
		if strings.Contains(m.contentClass, "calendarmessage") {
			return Verdict{Kind: KindCalendar, Reason: "Content-Class says a calendar message"}, true
		}
		return Verdict{}, false
	}
	method := strings.ToLower(m.calendar.Params["method"])
	if method == "" {
		method = strings.ToLower(calendarMethod(m.calendar.Text, string(m.calendar.Body[:min(len(m.calendar.Body), 8<<10)])))
		if m.calendar.Disposition == "attachment" && method == "request" && !m.invites() {
			return Verdict{}, false // an invitation passed on by hand
		}
	}
	switch method {
	case "reply":
		return Verdict{Kind: KindCalendar, Reason: "an answer to an invitation (METHOD:REPLY)"}, true
	case "request", "cancel", "counter", "declinecounter", "refresh", "add":
		if m.forwards() && m.calendar.Disposition == "attachment" {
			return Verdict{}, false
		}
		return Verdict{Kind: KindCalendar, Reason: "an invitation (METHOD:" + strings.ToUpper(method) + ")"}, true
	}
	return Verdict{}, false
}

// invites says whether the subject is one that calendar programs write.
func (m *mail) invites() bool {
	prefix, _, ok := strings.Cut(m.lowSubject, ":")
	return ok && containsAny(prefix, calendarSubjects)
}

var calendarSubjects = stem.Of(
	"invitation", "updated invitation", "accepted", "declined", "tentative", "canceled", "cancelled", "einladung", "zugesagt", "abgelehnt",
	"abgesagt", "mit vorbehalt", "accepté", "refusé", "annulé", "aceptad", "rechazad", "cancelad", "aceite", "recusad", "convite",
	"accettat", "rifiutat", "annullat", "invito", "geaccepteerd", "geweigerd", "geannuleerd", "uitnodiging", "accepterat", "tackat nej",
	"inbjudan", "accepteret", "godtatt", "hyväksytty", "zaakceptowano", "odrzucono", "přijato", "zamítnuto", "принято", "отклонено",
	"приглашение", "承諾", "辞退", "招待", "已接受", "接受", "已拒绝", "수락", "거절",
)

// calendarMethod reads METHOD: of an iCalendar text, in its first lines.
func calendarMethod(text, body string) string {
	if text == "" {
		text = body
	}
	text = cut(text, 8<<10)
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			if strings.EqualFold(name, "METHOD") {
				return strings.TrimSpace(value)
			}
			if strings.EqualFold(name, "BEGIN") && strings.EqualFold(value, "VEVENT") {
				return ""
			}
		}
	}
	return ""
}
