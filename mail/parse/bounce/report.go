package bounce

import (
	"strings"

	"goodword/mail/parse/stem"
)

// report is the text of a delivery report, cut into zones: what the server
// says, what it says below a summary of the mail, and the returned mail.
type report struct {
	lines []string
	block []bool // lines[i] belongs to a block of header lines
	below int    // index of the first line below a summary block, len(lines) without one
	end   int    // index of the first line of the returned mail, len(lines) without one
	real  int    // index of its first header line, where that can be told; else end
	tail  string // the text from there on
}

// cutReport finds where the server's words end. The returned mail begins at a
// line that says so, or where a block of three header lines stands that only a
// real header holds; a block of From, To, Subject, Date is a summary, and the
// server may go on below it (Exchange, iPlanet).
func cutReport(text string) *report {
	text = cut(text, maxText)
	r := &report{lines: strings.Split(text, "\n")}
	if len(r.lines) > maxLines {
		r.lines = r.lines[:maxLines]
	}
	r.block = make([]bool, len(r.lines))
	r.below, r.end = len(r.lines), len(r.lines)
	at := 0
	for i := 0; i < len(r.lines); i++ {
		line := cut(r.lines[i], maxLine)
		if r.saysReturned(i, line) {
			r.end, r.tail = i, text[min(len(text), at+len(r.lines[i])+1):]
			break
		}
		if n, real := r.headerBlock(i); n > 0 {
			if real {
				r.end, r.tail = i, text[at:]
				break
			}
			for j := i; j < i+n; j++ {
				r.block[j] = true
				at += len(r.lines[j]) + 1
			}
			r.below = min(r.below, i+n)
			i += n - 1
			continue
		}
		at += len(r.lines[i]) + 1
		r.lines[i] = line
	}
	r.below = min(r.below, r.end)
	r.real = r.end
	for j := r.end; j < len(r.lines) && j < r.end+40; j++ {
		if n, _ := r.headerBlock(j); n > 0 {
			r.real = j
			break
		}
	}
	return r
}

// headerBlock is how many lines from i on are header lines, when there are
// three kinds of them or more, and whether they are a real mail's.
func (r *report) headerBlock(i int) (n int, real bool) {
	if fieldClass(r.lines[i]) == 0 {
		return 0, false
	}
	indent := indentOf(r.lines[i])
	fields, trace, summary := 0, 0, 0
	j := i
	for ; j < len(r.lines) && j < i+200; j++ {
		line := r.lines[j]
		if strings.TrimSpace(line) == "" {
			break
		}
		if class := fieldClass(line); class != 0 && indentOf(line) <= indent+1 {
			fields++
			switch class {
			case traceField:
				trace++
			case summaryField:
				summary++
			}
			continue
		}
		if indentOf(line) > indent || namesField(line) {
			continue
		}
		break
	}
	real = fields >= 2 && trace > 0 || summary >= 2 && fields > summary
	if !real && (fields < 3 || summary == 0) {
		return 0, false
	}
	return j - i, real
}

// summaryTo are the addresses in the To lines of a summary of the mail.
func (r *report) summaryTo() []string {
	var all []string
	for i, line := range r.lines[:r.end] {
		if !r.block[i] {
			continue
		}
		if name, value, _ := strings.Cut(strings.TrimSpace(line), ":"); strings.EqualFold(name, "To") {
			all = appendAddresses(all, value)
		}
	}
	return all
}

// namesField says whether a line has the form of a header field, known or not.
func namesField(line string) bool {
	name, _, ok := strings.Cut(line, ":")
	return ok && len(name) > 2 && len(name) < 60 && strings.IndexByte(name, ' ') < 0 && strings.IndexByte(name, '@') < 0 && name[0] != '<'
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// saysReturned says whether a line announces the returned mail: a ruled line,
// or a short one that ends a sentence or stands above a header, with a word for
// the mail and one for its return.
func (r *report) saysReturned(i int, line string) bool {
	trimmed := strings.TrimSpace(line)
	if len(trimmed) < 8 || len(trimmed) > 200 || strings.IndexByte(trimmed, '@') >= 0 {
		return false
	}
	text := strings.ToLower(trimmed)
	ruled := strings.IndexByte("-=*|_+", text[0]) >= 0 && text[1] == text[0] || strings.HasPrefix(text, "|-")
	if ruled {
		return containsAny(text, returnedPhrases) || containsAny(text, returnedRules)
	}
	if len(text) > 120 || !containsAny(text, returnedPhrases) {
		return false
	}
	for _, end := range [...]string{":", ".", "：", "。", "：-", "-", "="} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	for j := i + 1; j < len(r.lines) && j < i+4; j++ {
		if strings.TrimSpace(r.lines[j]) != "" {
			return knownField(r.lines[j])
		}
	}
	return false
}

// Phrases that announce the returned mail wherever they stand in a short line.
var returnedPhrases = stem.Of(
	"original message follows", "original mail follows", "original mail as follows", "message headers follow", "copy of the original message",
	"original message headers", "copy of the message header", "this is a copy of", "below this line is", "enclosed is a copy",
	"original message header", "header of the original", "headers of the original", "message header follows", "unsent message follows",
	"original message is attached", "message is enclosed below", "copy of the message follows", "copy of your message",
	"original mail info", "message headers:", "undelivered message headers", "the following is a copy",
	"your original message", "text of the original", "ursprüngliche nachrichtenkopfzeilen", "originalnachricht", "ursprüngliche nachricht",
	"en-têtes de message d'origine", "en-têtes du message d'origine", "message d'origine", "message original", "encabezados de mensajes originales",
	"encabezados del mensaje original", "mensaje original", "mensagem original", "messaggio originale", "intestazioni originali",
	"intestazioni messaggio originale", "oorspronkelijke bericht", "ursprungligt meddelande", "ursprungliga meddelande", "oprindelig meddelelse",
	"originalmeddelelse", "opprinnelig melding", "alkuperäinen viesti", "oryginalna wiadomość", "nagłówki oryginalnej", "původní zpráva",
	"eredeti üzenet", "mesajul original", "özgün ileti", "исходное сообщение", "оригинальное сообщение", "заголовки исходного",
	"вихідне повідомлення", "元のメール", "元のメッセージ", "オリジナルメッセージ", "原始邮件", "原始郵件", "邮件原文", "원본 메시지", "원본 메일",
)

// Words that do so in a ruled line: "----- Returned message -----".
var returnedRules = stem.Of(
	"original m", "returned m", "original bounce", "message header", "unsent message", "undelivered message", "message follows", "message text follows",
	"message copy", "mail header", "message content", "message body", "forwarded message", "message contents", "received message", "rejected message",
)
