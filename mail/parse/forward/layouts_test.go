package forward_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goodword/mail/address"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/quote/quotetest"
)

// layout is how one mail program writes a forward. Template lines hold the
// words of the language: %from, %to, %cc, %subject, %date, %sent, %begin,
// %forwarded, %original, %wrote; %day is the moment, %W the wide colon where the
// language has one; %BODY and %QUOTED are the original, bare or quoted.
type layout struct {
	client   string
	template string
	prefixed bool // the mail's subject bears the language's prefix
	bare     bool // no recipients in the header
	own      bool // the header bears its own subject
}

var layouts = []layout{
	{"apple", "NOTE\n\n> %begin\n>\n> %from: AUTHOR\n> %subject: SUBJECT\n> %date: %day:33 CEST\n> %to: TOBARE\n> %cc: CCLIST\n>\n%QUOTED\n>\n", false, false, true},
	{"apple with reply-to", "NOTE\n\n> %begin\n>\n> %from: AUTHOR\n> %subject: SUBJECT\n> %date: %day:33 CEST\n> %to: TOBARE\n> %cc: CCLIST\n> Reply-To: AUTHOR\n>\n%QUOTED\n", false, false, true},
	{"apple unquoted", "NOTE\n\n%begin\n\n%from: AUTHOR\n%subject: SUBJECT\n%date: %day\n%to: TOBARE\n%cc: CCLIST\n\n%BODY\n", true, false, true},
	{"gmail", "NOTE\n\n---------- Forwarded message ---------\n%from: AUTHOR\nDate: %day\nSubject: SUBJECT\nTo: <TOBARE>\nCc: CCLIST\n\n\n%BODY\n", false, false, true},
	{"outlook web", "NOTE\n\n________________________________\n%from: AUTHOR\n%sent: %day\n%to: TOBARE <TOBARE>\n%cc: CCSEMI\n%subject: SUBJECT\n\n%BODY\n", false, false, true},
	{"outlook desktop", "NOTE\n\n%from: AUTHOR \n%sent: %day\n%to: TOBARE\n%cc: CCSEMI\n%subject: SUBJECT\n\n%BODY\n", true, false, true},
	{"outlook plain", "NOTE\n\n-----%original-----\n%from: AUTHOR \n%sent: %day\n%to: TOBARE\n%cc: CCSEMI\n%subject: SUBJECT\n\n%BODY\n", true, false, true},
	{"outlook bold", "NOTE\n\n*%from:* AUTHOR\n*%sent:* %day\n*%to:* TOBARE\n*%cc:* CCSEMI\n*%subject:* SUBJECT\n\n%BODY\n", true, false, true},
	{"outlook mac new", "NOTE\n\n%from: AUTHOR\n%date: %day\n%to: TOBARE <TOBARE>\n%cc: CCLIST\n%subject: SUBJECT\n%BODY\n", true, false, true},
	{"outlook mac old", "NOTE\n\n\ufeff%wrote\n\n%INDENTED\n", true, true, false},
	{"outlook mobile", "NOTE\n\nGet Outlook for iOS\n________________________________\n%from: AUTHOR\n%sent: %day\n%to: TOBARE <TOBARE>\n%cc: CCSEMI\n%subject: SUBJECT\n\n%BODY\n", true, false, true},
	{"outlook 2013", "NOTE\n\n%from: Mara Okafor [mailto:mara@guest.example]\n%sent: %day\n%to: TOBARE\n%cc: CCSEMI\n%subject: SUBJECT\n\n%BODY\n", true, false, true},
	{"thunderbird", "NOTE\n\n-------- %forwarded --------\n%subject: \tSUBJECT\n%date: \tTue, 14 Apr 2026 09:26:00 +0200\n%from: \tAUTHOR\n%to: \tTOBARE\n%cc: \tCCLIST\n\n\n\n%BODY\n", false, false, true},
	{"yahoo", "NOTE\n   ----- %forwarded ----- %from: AUTHOR%to: \"TOBARE\" <TOBARE>%cc: CCSEMI%sent: %day:33 GMT+1%subject: SUBJECT\n %BODY\n", false, false, true},
	{"yahoo lines", "NOTE\n\n----- %forwarded -----\n%from: AUTHOR\n%to: \"TOBARE\" <TOBARE>\n%cc: CCSEMI\n%sent: %day GMT+1\n%subject: SUBJECT\n\n%BODY\n", false, false, true},
	{"hubspot", "NOTE\n\n---------- %forwarded ---------\n%from%W AUTHOR\n%date%W %day -0400\n%subject%W SUBJECT\n%to%W TOBARE\n%cc%W CCLIST\n\n%BODY\n", false, false, true},
	{"ionos", "NOTE\n> ---------- %original ----------\n> %from: AUTHOR\n> %to: \"TOBARE\" <TOBARE>\n> %cc: CCLIST\n> %date: %day CEST\n> %subject: SUBJECT\n> \u00a0\n> \u00a0\n%QUOTED\n", false, false, true},
	{"mailmate", "NOTE\n\n%begin\n\n> %from: AUTHOR\n> %to: TOBARE\n> %cc: CCLIST\n> %subject: SUBJECT\n> %date: Tue, 14 Apr 2026 09:26:00 +0200\n>\n%QUOTED\n", true, false, true},
	{"missive", "NOTE\n\n---------- %forwarded ----------\n%from: AUTHOR\n%date: %day\n%to: TOBARE\n%cc: CCLIST\n%subject: SUBJECT\n\n%QUOTED\n>\n", false, false, true},
	{"zoho", "NOTE\n\n============ %forwarded ============\n%from : AUTHOR\n%to : \"TOBARE\"<TOBARE>\n%cc : CCLIST\n%date : Tue, 14 Apr 2026 09:26:00 +0200\n%subject : SUBJECT\n============ %forwarded ============\n\n%BODY\n", false, false, true},
	{"proton", "NOTE\n\n------- %forwarded -------\n%from: AUTHOR\n%date: %day\n%subject: SUBJECT\n%to: TOBARE <TOBARE>\n%cc: CCLIST\n\n%BODY\n", false, false, true},
	{"spark quoted", "NOTE\n\n> ---------- %forwarded ----------\n> %from: AUTHOR\n> %date: %day\n> %to: TOBARE\n> %cc: CCLIST\n> %subject: SUBJECT\n>\n%QUOTED\n", false, false, true},
	{"em client", "NOTE\n\n------ %forwarded ------\n%from: \"Mara Okafor\" <mara@guest.example>\n%to: TOBARE\n%cc: CCSEMI\n%date: 14.04.2026 09:26:11\n%subject: SUBJECT\n\n%BODY\n", false, false, true},
	{"samsung", "NOTE\n\n-------- %original --------\n%from: AUTHOR \n%date: 14.04.26  09:26  (GMT+01:00) \n%to: TOBARE \n%cc: CCLIST \n%subject: SUBJECT \n\n%BODY\n", false, false, true},
	{"k9", "NOTE\n\n-------- %original --------\n%from: AUTHOR\n%sent: 14. 04. 2026 9:26:40 MESZ\n%to: TOBARE\n%cc: CCLIST\n%subject: SUBJECT\n\n%BODY\n", false, false, true},
	{"roundcube", "NOTE\n\n-------- %original --------\n%subject: SUBJECT\n%date: 2026-04-14 09:26\n%from: AUTHOR\n%to: TOBARE\n%cc: CCLIST\n\n%BODY\n", false, false, true},
	{"mutt", "NOTE\n\n----- Forwarded message from AUTHOR -----\n\nDate: Tue, 14 Apr 2026 09:26:00 +0200\nFrom: AUTHOR\nTo: TOBARE\nCc: CCLIST\nSubject: SUBJECT\n\n%BODY\n\n----- End forwarded message -----\n", false, false, true},
	{"gmx", "NOTE\n\n%sent: %day\n%from: \"Mara Okafor\" <mara@guest.example>\n%to: TOBARE\n%cc: CCLIST\n%subject: SUBJECT\n\n%BODY\n", true, false, true},
	{"orange", "NOTE\n\n> Message du 14/04/26 09:26\n> %from : \"Mara Okafor\" <mara@guest.example>\n> %to : TOBARE\n> %cc : CCLIST\n> %date : 14/04/26 09:26\n> %subject : SUBJECT\n>\n%QUOTED\n", false, false, true},
	{"netease", "NOTE\n\n---- %forwarded ----\n| %from | Mara Okafor<mara@guest.example> |\n| %date | %day |\n| %to | TOBARE |\n| %cc | CCLIST |\n| %subject | SUBJECT |\n\n%BODY\n", false, false, true},
	{"cells of a table", "NOTE\n\n%from\tAUTHOR\n%date\t%day\n%to\tTOBARE\n%cc\tCCLIST\n%subject\tSUBJECT\n\n%BODY\n", true, false, true},
	{"paragraph each", "NOTE\n\n%from: AUTHOR\n\n%sent: %day\n\n%to: TOBARE\n\n%cc: CCSEMI\n\n%subject: SUBJECT\n\n%BODY\n", true, false, true},
	{"stacked", "NOTE\n\n%from:\nAUTHOR\n%sent:\n%day\n%to:\nTOBARE\n%cc:\nCCSEMI\n%subject:\nSUBJECT\n\n%BODY\n", true, false, true},
	{"wholly quoted", "> %from: AUTHOR\n> %sent: %day\n> %to: TOBARE\n> %cc: CCSEMI\n> %subject: SUBJECT\n>\n%QUOTED\n", true, false, true},
}

const (
	sampleNote    = "For Ines at the front desk.\n\nShe deserves it."
	sampleSubject = "Our stay: a thousand thanks"
	sampleBody    = "Dear team,\n\nInes found my daughter's bear: within the hour, at night.\n\n  Mara Okafor\n\nP.S. Date of stay: 12.04.2026"
)

func (l layout) fill(g quotetest.Tongue) (text, subject string) {
	wide := ":"
	if strings.HasSuffix(g.Begin, "：") || g.Code == "ja" {
		wide = "："
	}
	author, ccList := "Mara Okafor <mara@guest.example>", "Tariq Lind <tariq@guest.example>, Noor <noor@guest.example>"
	wrote := strings.NewReplacer("%D", "14/04/2026 09:26", "%N", `"Mara Okafor"`, "%A", "<mara@guest.example>").Replace(g.Outlook)
	quoted := "> " + strings.ReplaceAll(sampleBody, "\n", "\n> ")
	indented := "    " + strings.ReplaceAll(sampleBody, "\n", "\n    ")
	text = strings.NewReplacer("%from", g.From, "%to", g.To, "%cc", g.Cc, "%subject", g.Subject, "%date", g.Date, "%sent", g.Sent,
		"%begin", g.Begin, "%forwarded", g.Forwarded, "%original", g.Original, "%wrote", wrote, "%day", g.Day, "%W", wide,
		"%BODY", sampleBody, "%QUOTED", quoted, "%INDENTED", indented, "NOTE", sampleNote, "AUTHOR", author, "SUBJECT", sampleSubject,
		"TOBARE", "desk@hotel.example", "CCLIST", ccList, "CCSEMI", strings.ReplaceAll(ccList, ", ", "; ")).Replace(l.template)
	text = strings.ReplaceAll(text, "9.26:33", "9.26.33")
	subject = "compliment"
	if l.prefixed {
		subject = g.Prefix + ": " + sampleSubject
	}
	return text, subject
}

// TestLayouts reads every layout in every language to the letter.
func TestLayouts(t *testing.T) {
	t.Parallel()
	for _, l := range layouts {
		for _, g := range quotetest.Tongues() {
			t.Run(l.client+"/"+g.Code, func(t *testing.T) {
				t.Parallel()
				text, subject := l.fill(g)
				f, note := forward.Find(text, forward.Mail{Subject: subject})
				if f == nil {
					t.Fatalf("no forward found, subject %q in:\n%s", subject, text)
				}
				want := &forward.Forwarded{From: address.Mailbox{Name: "Mara Okafor", Address: "mara@guest.example"}, Subject: sampleSubject, Body: sampleBody}
				if !l.bare {
					want.To = []address.Mailbox{{Address: "desk@hotel.example"}}
					want.Cc = []address.Mailbox{{Name: "Tariq Lind", Address: "tariq@guest.example"}, {Name: "Noor", Address: "noor@guest.example"}}
				}
				if strings.Contains(text, "Reply-To") {
					want.ReplyTo = []address.Mailbox{want.From}
				}
				got := *f
				got.Client, got.Evidence, got.Date = "", "", ""
				if diff := cmp.Diff(want, &got, shown); diff != "" {
					t.Errorf("-want +got:\n%s\n%s", diff, text)
				}
				if f.Date == "" || f.Evidence == "" {
					t.Errorf("date %q, evidence %q", f.Date, f.Evidence)
				}
				wantNote := sampleNote
				if !strings.HasPrefix(text, sampleNote) {
					wantNote = ""
				}
				if strings.HasPrefix(g.Code, "x-") && strings.Contains(l.template, "\n\n%begin\n\n") {
					wantNote += "\n\n" + g.Begin // a title nobody can know is left to the note
				}
				if note != wantNote {
					t.Errorf("note %q, want %q", note, wantNote)
				}
			})
		}
	}
}
