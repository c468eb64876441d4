package bounce

import (
	"strings"
)

// certified: the receipts of Italy's certified mail (PEC, DPR 68/2005): a
// machine says that a mail was taken, delivered, or not. Its X-Ricevuta says
// which; the mail is meant by X-Riferimento-Message-ID.
func (m *mail) certified() (Verdict, bool) {
	switch m.pecReceipt {
	case "":
		return Verdict{}, false
	case "non-accettazione", "errore-consegna", "preavviso-errore-consegna", "rilevazione-virus":
	default:
		return Verdict{Kind: KindReport, Reason: "a receipt of certified mail (PEC): " + validCut(m.pecReceipt, 40)}, true
	}
	words := cut(m.words(), maxText)
	b := &Bounce{OriginalMessageID: messageID(m.pecAbout)}
	code := enhancedCode(words)
	for _, addr := range pecRecipients(words) {
		b.Recipients = append(b.Recipients, Recipient{
			Address: addr, Status: code, Diagnostic: oneLine(words),
			Permanent: m.pecReceipt != "preavviso-errore-consegna" && permanent(code, words),
			Delayed:   m.pecReceipt == "preavviso-errore-consegna",
		})
	}
	return m.bounceVerdict(b, "a notice of certified mail (PEC), "+m.pecReceipt), true
}

// pecRecipients are the addresses of a notice without the sender's, which
// stands behind "proveniente da".
func pecRecipients(words string) []string {
	flat := strings.Join(strings.Fields(words), " ")
	low := lowerInPlace(flat)
	var all []string
	end := 0
	for _, f := range scanAddresses(flat) {
		before := strings.TrimRight(low[min(end, f.start):f.start], " \"'<(")
		end = f.end
		if strings.HasSuffix(before, "proveniente da") || strings.HasSuffix(before, "mittente") || strings.HasSuffix(before, "mittente:") ||
			isOffice(f.addr) || holds(all, clean(f.addr)) || len(all) == maxRecipients {
			continue
		}
		if len(all) > 0 && !isListGap(strings.Trim(before, `"' ()`)) && !strings.HasSuffix(before, ")") {
			break // below the list of recipients stand addresses of the provider
		}
		all = append(all, clean(f.addr))
	}
	return all
}
