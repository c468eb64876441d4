package bounce

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/stem"
)

// reacted: a thumbs-up sent as a mail. Gmail's carry a part of their own
// (text/vnd.google.email-reaction+json); Outlook's and Apple's are told by
// their one sentence. QUIRK: x-ms-reactions is no sign of a reaction; senders
// write it to forbid reactions to what they send.
func (m *mail) reacted() (Verdict, bool) {
	if m.reaction != nil {
		return Verdict{Kind: KindReaction, Reason: "a reaction sent by Gmail"}, true
	}
	if m.forwards() {
		return Verdict{}, false
	}
	if s := m.lowSubject; containsAny(cut(s, 200), reactionSubjects) && reactionPrefix(s) {
		return Verdict{Kind: KindReaction, Reason: "the subject says it is a reaction: " + validCut(m.subject, 80)}, true
	}
	line, more := m.firstLine()
	if line == "" || len(line) > 300 {
		return Verdict{}, false
	}
	if isReaction(line, more) || !more && (m.answers || m.subject == "") && isTapback(line) {
		return Verdict{Kind: KindReaction, Reason: "a reaction: " + validCut(line, 80)}, true
	}
	if m.answers && m.saysReacted() {
		return Verdict{Kind: KindReaction, Reason: "a reaction, by its words"}, true
	}
	return Verdict{}, false
}

// saysReacted: besides symbols and links, the words above the quote are one line
// that says who reacted.
//
// QUIRK: Gmail writes the symbol above it, Outlook below.
func (m *mail) saysReacted() bool {
	said := 0
	for line := range strings.SplitSeq(cut(m.body, 2<<10), "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || onlyEmoji(line) || strings.HasPrefix(line, "<http"):
		case said == 1 && strings.HasSuffix(line, ":"), opensQuote(line) && !reactionSubjects.In(line):
			return said == 1
		case len(line) < 160 && (reactionSubjects.In(line) || viaGmail.In(line)), len(line) < 240 && gmailsOwn(line):
			said++
		default:
			return false
		}
	}
	return said == 1
}

// reactionSubjects are how Outlook writes "reacted to your message".
var reactionSubjects = stem.Of(
	"reacted to your", "reaction daily digest", "liked your message", "reacted to:", "hat auf ihre nachricht reagiert", "hat auf deine nachricht reagiert",
	"a réagi à votre message", "a réagi à ton message", "ha reaccionado a tu mensaje", "reaccionó a tu mensaje", "ha reaccionado a su mensaje",
	"reaccionó a su mensaje", "ha reagito al tuo messaggio", "ha reagito al messaggio", "reagiu à sua mensagem", "reagiu à tua mensagem",
	"heeft gereageerd op uw bericht met", "heeft gereageerd op je bericht met", "reagerade på ditt meddelande", "har reageret på din meddelelse",
	"har reagert på meldingen", "reagoi viestiisi", "zareagował(a) na twoją wiadomość", "отреагировал на ваше сообщение",
	"отреагировал(-а) на ваше сообщение", "さんがあなたのメッセージにリアクション", "对你的邮件做出了回应", "对你的消息做出了反应", "메시지에 반응",
)

// reactionPrefix keeps a person's answer or forward of such a mail out.
func reactionPrefix(subject string) bool {
	colon := strings.IndexByte(subject, ':')
	return colon < 0 || colon > 6 || strings.Contains(subject[:colon], "reacted")
}

// isReaction says whether a mail whose first line is this is nothing but a
// reaction. more says whether words of the sender's own follow.
func isReaction(line string, more bool) bool {
	if onlyEmoji(line) {
		return false // a person may answer with one, and mean it
	}
	return !more && len(line) < 160 && reactionSubjects.In(line) || viaGmail.In(line)
}

// gmailsOwn: a line with Gmail's link to what it is, in any language.
//
// QUIRK: Gmail puts it behind the sentence that says who reacted.
func gmailsOwn(line string) bool {
	return strings.Contains(line, "Gmail") && strings.Contains(line, "//www.google.com/gmail/about/?utm_source=gmail-in-product")
}

// viaGmail is what Gmail writes for programs that do not know reactions.
var viaGmail = stem.Of("reacted via gmail")

// isTapback knows Apple's: Liked “thanks for coming”, Reacted 👍 to “thanks for
// coming”. A customer may write the same of their own accord, so the caller asks
// for an answer or a mail without a subject.
func isTapback(line string) bool {
	last, _ := utf8.DecodeLastRuneInString(line)
	marked := strings.ContainsRune("”\"»“’", last)
	if !marked && last|0x20 != 'e' {
		return false
	}
	text := stem.Lower(line)
	if !marked && !strings.HasSuffix(text, " an image") {
		return false
	}
	for _, verb := range [...]string{
		"liked", "loved", "disliked", "laughed at", "emphasized", "emphasised", "questioned", "reacted",
		"gefällt", "a aimé", "a adoré", "le gustó", "le encantó", "piaciuto", "curtiu", "amou",
	} {
		rest, ok := strings.CutPrefix(text, verb+" ")
		if !ok {
			continue
		}
		if verb == "reacted" {
			i := strings.Index(rest, " to ")
			if i < 0 || i > 24 {
				continue
			}
			rest = rest[i+4:]
		}
		if first, _ := utf8.DecodeRuneInString(rest); strings.ContainsRune("“\"„«‘", first) || rest == "an image" {
			return true
		}
	}
	return false
}

// onlyEmoji says whether a line is made of symbols alone.
func onlyEmoji(line string) bool {
	for _, r := range line {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// firstLine is the first line of the sender's own words, and whether more of
// them follow before a quote.
func (m *mail) firstLine() (line string, more bool) {
	text := m.body
	if strings.TrimSpace(text) == "" {
		text = m.words()
	}
	text = cut(text, 8<<10)
	for i := 0; i < 60 && text != ""; i++ {
		var next string
		next, text, _ = strings.Cut(text, "\n")
		next = strings.TrimSpace(next)
		switch {
		case next == "" || strings.HasPrefix(next, "[") && strings.HasSuffix(next, "]"):
			continue
		case line == "":
			line = next
		case opensQuote(next):
			return line, false
		default:
			return line, true
		}
	}
	return line, false
}

// opensQuote says whether a line begins what is quoted.
func opensQuote(line string) bool {
	label, rest, labelled := strings.Cut(line, ":")
	return strings.HasPrefix(line, ">") || strings.HasPrefix(line, "--") || strings.HasPrefix(line, "__") ||
		fieldClass(line) != 0 || labelled && rest == "" && strings.ContainsAny(line, "@<0123456789") ||
		labelled && len(label) < 24 && strings.IndexByte(label, ' ') < 0 && strings.IndexByte(rest, '@') > 0
}

// forwards says whether the subject calls the mail a forward.
func (m *mail) forwards() bool {
	prefix, _, ok := strings.Cut(m.subject, ":")
	if !ok || len(prefix) > 16 {
		return false
	}
	switch strings.ToLower(strings.TrimSpace(prefix)) {
	case "fw", "fwd", "wg", "tr", "rv", "i", "enc", "vs", "vl", "vb", "doorst", "ynt", "ilt", "pd", "továbbítás", "転送", "转发", "轉寄", "전달", "пересл", "fs", "vid", "redir":
		return true
	}
	return false
}
