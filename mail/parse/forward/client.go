package forward

import (
	"strings"

	"goodword/mail/parse/quote"
)

// client names the program that wrote the forward's header, where its form
// tells; "" where several write the same.
func client(lines []quote.Line, m mark) string {
	if m.block == nil {
		if m.attribution != nil && strings.HasPrefix(lines[m.start].Raw, "\ufeff") {
			return "Outlook"
		}
		return ""
	}
	rule := strings.ToLower(m.ruleText)
	order := fieldOrder(m.block.Labels)
	dashes := len(rule) - len(strings.TrimLeft(rule, "-"))
	switch {
	case strings.HasPrefix(rule, "======"):
		return "Zoho"
	case m.block.Start == m.start && m.rule != quote.NoRule && m.rule != quote.BareRule && len(m.block.Labels) > 2 && dashes == 5:
		return "Yahoo"
	case m.depth > 0 && dashes == 0 && strings.HasSuffix(strings.TrimSpace(rule), ":"):
		return "Apple Mail"
	case m.rule == quote.BareRule && strings.HasPrefix(order, "FD"):
		return "Outlook"
	case dashes == 10 && strings.HasPrefix(order, "FDST"):
		return "Gmail"
	case dashes == 8 && strings.HasPrefix(order, "SDFT"):
		return "Thunderbird"
	case dashes == 5 && strings.HasPrefix(order, "FDT"), m.rule == quote.NoRule && strings.HasPrefix(order, "FDT"):
		return "Outlook"
	}
	return ""
}

// fieldOrder spells the order of the fields that labels name: F, D, S, T, C.
func fieldOrder(labels []quote.Label) string {
	var b strings.Builder
	for _, l := range labels {
		switch l.Field {
		case quote.From:
			b.WriteByte('F')
		case quote.Date:
			b.WriteByte('D')
		case quote.Subject:
			b.WriteByte('S')
		case quote.To:
			b.WriteByte('T')
		case quote.Cc:
			b.WriteByte('C')
		}
	}
	return b.String()
}
