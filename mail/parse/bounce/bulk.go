package bounce

import (
	"strings"

	"goodword/mail/address"
	"goodword/mail/parse/stem"
)

// mass: newsletters and other mail sent to many. A mail that merely passed a
// list or an internal group bears List-Id, List-Post and often List-Unsubscribe
// and stays its author's: somebody may forward praise to a group that
// goodword's mailbox belongs to. So marks are weighed, and three points of
// mass mailing are asked for. An answer that came by a list answers the list.
func (m *mail) mass() (Verdict, bool) {
	if m.digest && (m.listID || m.listPost) {
		return Verdict{Kind: KindBulk, Reason: "a digest of a mailing list"}, true
	}
	if m.answers && !m.forwards() && (m.listID || m.listPost) && (m.precedence == "list" || m.precedence == "bulk" || m.listPost) {
		return Verdict{Kind: KindBulk, Reason: "an answer that came by a mailing list"}, true
	}
	if m.listAddr != "" && m.fromAddr == m.listAddr && !m.forwards() && !sentVia(m.fromName) {
		return Verdict{Kind: KindBulk, Reason: "a mailing list itself is the author"}, true
	}
	points := 0
	var why []string
	add := func(yes bool, n int, word string) {
		if yes {
			points += n
			why = append(why, word)
		}
	}
	add(m.unsubscribe && !m.listPost, 1, "List-Unsubscribe")
	add(m.oneClick && !m.listPost, 2, "List-Unsubscribe-Post")
	add(m.feedbackID, 2, "Feedback-ID")
	add(m.precedence == "bulk" || m.precedence == "junk", 2, "Precedence: "+m.precedence)
	add(m.campaign != "", 2, m.campaign)
	add(isMassName(m.fromAddr), 1, "From "+m.fromAddr)
	add(containsAny(m.mailer, massMailers), 2, "a mass mailer")
	add(m.amazonSNS, 2, "Amazon SNS")
	if m.answers {
		points -= 2
	}
	if points < 3 {
		return Verdict{}, false
	}
	return Verdict{Kind: KindBulk, Reason: "sent to many: " + strings.Join(why, ", ")}, true
}

// sentVia says whether a list names somebody it stands for: "Bo Lind via Staff".
// A praise that a colleague sent to the company's own group comes so.
func sentVia(name string) bool {
	_, _, ok := address.Via(name)
	return ok
}

// isMassName says whether nobody reads answers to this address.
func isMassName(addr string) bool {
	local, _, _ := strings.Cut(addr, "@")
	for _, w := range [...]string{"noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "newsletter", "marketing", "news", "mailing", "promo", "campaign"} {
		if strings.HasPrefix(local, w) {
			return true
		}
	}
	return false
}

var massMailers = stem.Of(
	"mailchimp", "phplist", "campaign", "newsletter", "acymailing", "cleverreach", "inxmail", "sendinblue", "brevo", "hubspot",
	"constant contact", "mailjet", "klaviyo", "emarsys", "silverpop", "marketo", "eloqua", "aweber", "getresponse", "rapidmail", "salesforce marketing",
)
