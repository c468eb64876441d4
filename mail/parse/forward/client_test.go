package forward_test

import (
	"strings"
	"testing"

	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote/quotetest"
)

// TestClient names the program by the form of its header, in every language.
func TestClient(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"apple": "Apple Mail", "apple with reply-to": "Apple Mail", "gmail": "Gmail", "outlook web": "Outlook", "outlook desktop": "Outlook",
		"outlook plain": "Outlook", "outlook bold": "Outlook", "outlook mac new": "Outlook", "outlook mac old": "Outlook", "outlook mobile": "Outlook",
		"outlook 2013": "Outlook", "thunderbird": "Thunderbird", "yahoo": "Yahoo Mail", "yahoo lines": "Yahoo Mail", "ionos": "IONOS",
		"mailmate": "MailMate", "zoho": "Zoho Mail", "proton": "Proton Mail", "em client": "eM Client", "samsung": "Samsung Email",
		"roundcube": "Roundcube", "mutt": "mutt", "gmx": "GMX", "orange": "Orange", "netease": "NetEase Mail",
		"missive": "", "spark quoted": "", "k9": "",
	}
	for _, l := range layouts {
		client, told := want[l.client]
		if !told {
			continue
		}
		for _, g := range quotetest.Tongues() {
			if strings.HasPrefix(g.Code, "x-") && l.client == "mailmate" {
				continue // its title stands in no table
			}
			text, subject := l.fill(g)
			f, _ := forward.Find(text, forward.Mail{Subject: subject})
			if f == nil || f.Client != client {
				t.Errorf("%s/%s: %+v, want %q", l.client, g.Code, f, client)
			}
		}
	}
}
