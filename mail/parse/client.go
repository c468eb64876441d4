package parse

import "strings"

// clientMark tells a mail program by a piece of a field.
type clientMark struct{ piece, client string }

// mailerMarks are looked for in X-Mailer and User-Agent, in lower case, in
// this order.
var mailerMarks = []clientMark{
	{"outlook-ios", "Outlook for iOS"}, {"outlook for ios", "Outlook for iOS"},
	{"outlook-android", "Outlook for Android"}, {"outlook for android", "Outlook for Android"},
	{"macoutlook", "Outlook for Mac"}, {"microsoft-macoutlook", "Outlook for Mac"}, {"outlook express", "Outlook Express"},
	{"outlook", "Outlook"}, {"iphone mail", "Apple Mail (iPhone)"}, {"ipad mail", "Apple Mail (iPad)"}, {"apple mail", "Apple Mail"},
	{"betterbird", "Betterbird"}, {"thunderbird", "Thunderbird"}, {"icedove", "Thunderbird"}, {"seamonkey", "SeaMonkey"},
	{"ymail", "Yahoo Mail"}, {"yahoomail", "Yahoo Mail"}, {"webservice/", "Yahoo Mail"}, {"aolmail", "AOL Mail"}, {"gmail", "Gmail"},
	{"mailmate", "MailMate"}, {"missive", "Missive"}, {"hubspot", "HubSpot"}, {"zimbra", "Zimbra"}, {"roundcube", "Roundcube"},
	{"lotus notes", "Notes"}, {"ibm notes", "Notes"}, {"hcl notes", "Notes"}, {"lotus domino", "Notes"}, {"em_client", "eM Client"}, {"em client", "eM Client"},
	{"evolution", "Evolution"}, {"kmail", "KMail"}, {"mutt", "Mutt"}, {"airmail", "Airmail"}, {"spark", "Spark"}, {"the bat!", "The Bat!"},
	{"open-xchange", "Open-Xchange"}, {"sogo", "SOGo"}, {"horde", "Horde"}, {"groupwise", "GroupWise"}, {"claws mail", "Claws Mail"},
	{"windows mail", "Windows Mail"}, {"windows live mail", "Windows Live Mail"}, {"zoho", "Zoho Mail"}, {"k-9", "K-9 Mail"}, {"nine", "Nine"},
	{"bluemail", "BlueMail"}, {"postbox", "Postbox"}, {"mailbird", "Mailbird"}, {"front", "Front"}, {"canary", "Canary"}, {"superhuman", "Superhuman"},
	{"samsung", "Samsung Email"}, {"squirrelmail", "SquirrelMail"}, {"pine", "Alpine"}, {"geary", "Geary"}, {"sylpheed", "Sylpheed"}, {"becky", "Becky!"},
}

// hostMarks are looked for in the Message-ID, in lower case.
var hostMarks = []clientMark{
	{"@mail.gmail.com", "Gmail"}, {".prod.outlook.com", "Outlook"}, {"@email.apple.com", "Apple Mail"}, {"@mail.yahoo.com", "Yahoo Mail"},
	{"@me.com", "Apple Mail"}, {"@icloud.com", "Apple Mail"}, {"@protonmail.com", "Proton Mail"}, {"@proton.me", "Proton Mail"},
	{"@smtp-relay.sendinblue", "Brevo"}, {"@hubspot", "HubSpot"}, {"@missive", "Missive"}, {"@frontapp.com", "Front"}, {"@zoho.", "Zoho Mail"},
}

// htmlMarks are looked for in the HTML.
var htmlMarks = []clientMark{
	{"gmail_quote", "Gmail"}, {"gmail_attr", "Gmail"}, {"gmail_default", "Gmail"}, {"gmail_signature", "Gmail"},
	{"ms-outlook-mobile", "Outlook for phones"}, {"MsoNormal", "Outlook"}, {"elementToProof", "Outlook"}, {"divRplyFwdMsg", "Outlook"},
	{"moz-forward-container", "Thunderbird"}, {"moz-cite-prefix", "Thunderbird"}, {"moz-signature", "Thunderbird"},
	{"yahoo_quoted", "Yahoo Mail"}, {"ydp", "Yahoo Mail"}, {"-webkit-nbsp-mode", "Apple Mail"}, {"AppleMailSignature", "Apple Mail"},
	{"protonmail_", "Proton Mail"}, {"zmail_extra", "Zoho Mail"}, {"missive_quote", "Missive"},
}

// clientOf says what wrote the mail, if it tells; html is its HTML, if any.
func clientOf(m *Message, html string) string {
	for i := range m.Root.Fields {
		f := &m.Root.Fields[i]
		if !strings.EqualFold(f.Name, "X-Mailer") && !strings.EqualFold(f.Name, "User-Agent") && !strings.EqualFold(f.Name, "X-MimeOLE") {
			continue
		}
		if c := lookUp(mailerMarks, strings.ToLower(f.Value)); c != "" {
			return c
		}
	}
	if c := lookUp(htmlMarks, html[:min(len(html), 64<<10)]); c != "" {
		return c
	}
	id := m.MessageID
	if id == "" {
		id = m.Root.Get("Message-ID")
	}
	if c := lookUp(hostMarks, strings.ToLower(id)); c != "" {
		return c
	}
	boundary := m.Root.Params["boundary"]
	switch {
	case strings.HasPrefix(boundary, "Apple-Mail"):
		return "Apple Mail"
	case strings.HasPrefix(boundary, "_000_") && strings.HasSuffix(boundary, "_"):
		return "Outlook"
	case strings.HasPrefix(boundary, "0000000000000"):
		return "Gmail"
	}
	if m.Forwarded != nil && !m.Forwarded.Attached && len(m.Chain) == 0 {
		return m.Forwarded.Client
	}
	return ""
}

func lookUp(marks []clientMark, s string) string {
	if s == "" {
		return ""
	}
	for _, mark := range marks {
		if strings.Contains(s, mark.piece) {
			return mark.client
		}
	}
	return ""
}
