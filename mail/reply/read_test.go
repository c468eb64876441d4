package reply_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"goodword/mail/reply"
	"goodword/mail/reply/decision"
)

const asked = "\n\nOn Tue, Apr 14, 2026 at 9:26 AM Noor Lind <noor@hotel.example> wrote:\n> Answer approve or decline.\n"

const outlook = "From: Noor Lind <noor@hotel.example>\nSent: Tuesday, April 14, 2026 9:26 AM\nTo: Tom Berg <tom@hotel.example>\nSubject: Approve?\n\nAnswer approve or decline.\n"

// TestRead shows that only the sender's own words decide, and that words below
// the quote can take an approval back and never give one.
func TestRead(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, text string
		want       reply.Decision
	}{
		{"own words approve", "Approved." + asked, reply.Approve},
		{"own words decline", "I decline." + asked, reply.Decline},
		{"nothing but the quote", asked, reply.Unclear},
		{"approval in the quote", "Who is she?" + asked + "> approved\n", reply.Unclear},
		{"approval below the quote alone", "Who is she?" + asked + "\nApproved.\n", reply.Unclear},
		{"taken back below", "Approved." + asked + "\nI decline.\n", reply.Unclear},
		{"taken back below without a full stop", "Approved." + asked + "\nnot yet\n", reply.Unclear},
		{"a condition labelled, above a header", "Approved.\nPS: only once HR agrees\n" + outlook, reply.Unclear},
		{"a condition labelled and goodbye, above a header", "Approved.\n\nTom\n\nNote: not before Monday\nTom\n\n" + outlook, reply.Unclear},
		{"a label of the header above a header", "Approved.\nDate: not before 1 December\n\n" + outlook, reply.Unclear},
		{"a copy label above a header", "Approved.\nCc: HR must agree\n" + outlook, reply.Unclear},
		{"an importance above a header", "Approved.\nPriority: wait for HR first\n" + outlook, reply.Unclear},
		{"a labelled refusal above a header", "Declined: it is her duty\n" + outlook, reply.Decline},
		{"a date above an attribution", "Approved.\nWait until 1 December 2026" + asked[1:], reply.Unclear},
		{"a sentence like an attribution", "Approved.\nPlease first ask Ann Berg <ann@hotel.example> on 14 April 2026 at 9:30:\nshe knows more\n", reply.Unclear},
		{"a sentence like a header", "Approved.\nWaits for: Ann Berg <ann@hotel.example>\nUntil: 14 April 2026 9:30\nAbout: the bear\n", reply.Unclear},
		{"crossed out", "~~Approved.~~" + asked, reply.Unclear},
		{"a condition crossed out", "Approved. ~~once HR agrees~~" + asked, reply.Unclear},
		{"thanks crossed out", "Approved.\n~~Thank you.~~" + asked, reply.Approve},
		{"a postscript below the signature", "Yes\n\n-- \nTom\n\nPS: Only if Ann agrees" + asked, reply.Unclear},
		{"a condition within the signature", "Approved\n\n--\nTom\nwait for HR before sending" + asked, reply.Unclear},
		{"a legal footer below the signature", "Approved\n\n-- \nTom Berg\nHotel Example Ltd\nTel: 01 234\n\nThis message is confidential and intended for the recipient. If you have received it in\nerror, please do not print or forward it." + asked, reply.Approve},
		{"a motto below the signature", "Approved\n\n-- \nTom Berg\nWhere guests come first." + asked, reply.Approve},
		{"a marker above the quote", "Approved.\n\n--- Please reply above this line ---\n\nDeclined.", reply.Approve},
		{"said again below", "Approved." + asked + "\nApproved.\n", reply.Approve},
		{"a list's footer below", "Approved." + asked + "\nThe Desk List\ndesk@lists.hotel.example\n", reply.Approve},
		{"a condition below a rule", "Approved.\n-----\nbut only once HR agrees" + asked, reply.Unclear},
		{"a signature below a rule", "Approved.\n_____\nTom Berg\nFront office, Hotel Example" + asked, reply.Approve},
		{"a footer alone decides nothing", "This approval is confidential and intended for the recipient." + asked, reply.Unclear},
		{"declined, and a sentence below", "I decline." + asked + "\nShe left last week.\n", reply.Decline},
		{"a quoted mail without marks", "Approved.\n\nFrom: Noor Lind <noor@hotel.example>\nSent: Tuesday, April 14, 2026 9:26 AM\nTo: Tom Berg\nSubject: Approve?\n\nI decline.\n", reply.Approve},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := reply.Read(c.text, decision.Options{Role: decision.Approver})
			if r.Decision != c.want || r.Reason == "" {
				t.Errorf("%s, want %s: %s; own %q", r.Decision, c.want, r.Reason, r.Own)
			}
			if r.Decision == reply.Unclear && r.Comment != "" {
				t.Errorf("unclear with comment %q", r.Comment)
			}
		})
	}
}

func TestReadCommands(t *testing.T) {
	t.Parallel()
	r := reply.Read("delegate ann@hotel.example"+asked+"> delegate bo@hotel.example\n", decision.Options{Role: decision.Approver})
	want := []reply.Command{{Name: "delegate", Args: []string{"ann@hotel.example"}}}
	if diff := cmp.Diff(want, r.Commands); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if strings.Contains(r.Own, "bo@") {
		t.Errorf("own %q", r.Own)
	}
}
