package bounce

import (
	"encoding/json"
	"strings"
)

// QUIRK: Amazon SES reports bounces as JSON, which SNS mails as plain text. The
// report stands as a string in the envelope's Message, or alone when the
// subscription is "raw".
type snsEnvelope struct {
	Message string
	sesReport
}

type sesReport struct {
	NotificationType string
	EventType        string
	Bounce           struct {
		BounceType        string
		BouncedRecipients []struct {
			EmailAddress, Status, DiagnosticCode string
		}
	}
	Mail struct {
		Headers []struct{ Name, Value string }
	}
}

func (m *mail) amazon() (Verdict, bool) {
	if len(m.plain) == 0 || !strings.HasPrefix(strings.TrimLeft(cut(m.plain[0].Text, 64), " \n"), "{") {
		return Verdict{}, false
	}
	text := strings.TrimSpace(m.words())
	if !strings.Contains(text, "otificationType") && !strings.Contains(text, "eventType") {
		return Verdict{}, false
	}
	// The long line is folded somewhere inside its strings.
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\n ", ""), "\n", "")
	var envelope snsEnvelope
	if json.NewDecoder(strings.NewReader(text)).Decode(&envelope) != nil {
		return Verdict{}, false
	}
	report := envelope.sesReport
	if envelope.Message != "" && json.Unmarshal([]byte(envelope.Message), &report) != nil {
		return Verdict{}, false
	}
	kind := report.NotificationType + report.EventType
	if kind != "Bounce" {
		return Verdict{Kind: KindReport, Reason: "a report of Amazon SES: " + validCut(kind, 40)}, kind != ""
	}
	b := &Bounce{}
	var header strings.Builder
	for _, h := range report.Mail.Headers {
		if header.Len() < maxHeader {
			header.WriteString(oneLine(h.Name) + ": " + strings.Join(strings.Fields(h.Value), " ") + "\n")
		}
	}
	b.OriginalHeader = []byte(header.String())
	b.OriginalMessageID = messageID(field(b.OriginalHeader, "Message-ID"))
	for _, r := range report.Bounce.BouncedRecipients {
		address := typedAddress(r.EmailAddress)
		if address == "" || len(b.Recipients) == maxRecipients {
			continue
		}
		b.Recipients = append(b.Recipients, Recipient{
			Address: address, Status: enhancedCode(r.Status), Diagnostic: diagnostic(r.DiagnosticCode),
			Permanent: report.Bounce.BounceType == "Permanent",
		})
	}
	b.Recipients = distinct(b.Recipients)
	return m.bounceVerdict(b, "a bounce report of Amazon SES"), true
}
