package forward

import (
	"strings"

	"goodword/mail/parse/quote"
)

// form is what of a forward's header tells the program that wrote it: the
// divider and the order of the fields, in any language.
type form struct {
	client      string
	mark        byte // of the divider; ':' for a title without marks, '|' for rows, 0 for no divider
	left, right int  // how many marks, -1 for any number
	order       string
	also        func(m mark) bool
}

// forms lists the known ones; the first that fits wins.
var forms = []form{
	{client: "Zoho Mail", mark: '=', left: -1, right: -1},
	{client: "NetEase Mail", mark: '-', left: 4, right: 4, also: inRows},
	{client: "QQ Mail", mark: '-', left: 18, right: 18},
	{client: "mutt", mark: '-', left: 5, right: 5, order: "DF", also: namesAuthor},
	{client: "Notes", mark: '-', left: 5, right: 5, also: dated},
	{client: "Outlook", mark: '-', left: 5, right: 5, order: "FD", also: tight},
	{client: "Yahoo Mail", mark: '-', left: 5, right: 5, order: "FT"},
	{client: "KMail", mark: '-', left: 10, right: 10, order: "SDF"},
	{client: "Gmail", mark: '-', left: 10, right: 9, order: "FDS", also: saysForwardedMessage},
	{client: "HubSpot", mark: '-', left: 10, right: 9, order: "FDS"},
	{client: "IONOS", mark: '-', left: 10, right: 10, order: "FT", also: isQuoted},
	{client: "Roundcube", mark: '-', left: 8, right: 8, order: "SDF", also: isoDate},
	{client: "Thunderbird", mark: '-', left: 8, right: 8, order: "SDF"},
	{client: "Samsung Email", mark: '-', left: 8, right: 8, order: "FDT", also: zoneInBrackets},
	{client: "Proton Mail", mark: '-', left: 7, right: 7},
	{client: "eM Client", mark: '-', left: 6, right: 6, order: "FT"},
	{client: "Orange", mark: ':', order: "FT", also: dated},
	{client: "MailMate", mark: ':', order: "FT"},
	{client: "Apple Mail", mark: ':', order: "FSD"},
	{client: "Apple Mail", mark: ':', order: "FDT"},
	{client: "Outlook", mark: '_', left: -1, order: "FD"},
	{client: "Outlook", order: "FDT"},
	{client: "GMX", order: "DFT"},
}

// client names the program that wrote the forward's header, where its form
// tells; "" where it does not.
func client(lines []quote.Line, m mark) string {
	if m.block == nil {
		// QUIRK: Outlook for Mac of 2016 to 2019 sets a byte order mark before
		// its attribution.
		if m.attribution != nil && strings.HasPrefix(lines[m.start].Raw, "\ufeff") {
			return "Outlook"
		}
		return ""
	}
	mark, left, right := divider(m, lines[m.start].Text)
	for _, f := range forms {
		if f.mark == mark && (f.left == left || f.left < 0) && (f.right == right || f.right < 0 || f.mark != '-') &&
			strings.HasPrefix(strings.ReplaceAll(m.header.Order, "C", ""), f.order) && (f.also == nil || f.also(m)) {
			return f.client
		}
	}
	return ""
}

// divider gives the mark a divider is made of and its length at either end.
func divider(m mark, text string) (mark byte, left, right int) {
	switch {
	case m.rule == quote.NoRule:
		return 0, 0, 0
	case m.rule == quote.BareRule:
		return text[0], -1, 0
	}
	if m.ruleText == "" {
		return 0, 0, 0
	}
	mark = m.ruleText[0]
	if strings.IndexByte("-=", mark) < 0 {
		return ':', 0, 0
	}
	body := strings.Trim(m.ruleText, string(mark))
	left = strings.Index(m.ruleText, body)
	return mark, left, len(m.ruleText) - left - len(body)
}

func inRows(m mark) bool      { return strings.HasPrefix(m.first, "|") }
func namesAuthor(m mark) bool { return strings.Contains(m.ruleText, "@") }
func dated(m mark) bool       { return quote.DateScore(m.ruleText) >= 2 }
func tight(m mark) bool       { return !strings.Contains(m.ruleText, "- ") }
func isQuoted(m mark) bool    { return m.depth > 0 }
func isoDate(m mark) bool {
	return len(m.header.Date) == len("2026-04-14 09:26") && m.header.Date[4] == '-'
}
func zoneInBrackets(m mark) bool { return strings.Contains(m.header.Date, "(GMT") }

func saysForwardedMessage(m mark) bool {
	return strings.Contains(m.ruleText, "Forwarded message")
}
