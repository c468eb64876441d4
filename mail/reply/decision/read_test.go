package decision

import "testing"

func TestPlainAnswers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Decision{
		"approve": Approve, "Approved!": Approve, "ok, send it": Approve, "yes please": Approve,
		"approve – she was great with the Hendersons": Approve,
		"passt, bitte senden":                         Approve,
		"Freigabe erteilt":                            Approve,
		"👍":                                           Approve,
		"👍🏽":                                          Approve,
		"LGTM":                                        Approve,
		"Hi Tom,\n\napproved.\n\nBest,\nAnn":          Approve,
		"approve\nDanke an Lena, das war stark.\nTom": Approve,
		"no – that was Ben, not her":                  Decline,
		"decline: not our customer":                   Decline,
		"ablehnen, weil sie an dem Tag nicht da war":  Decline,
		"not approved":          Decline,
		"approved?":             Unclear,
		"did Tom approve this?": Unclear,
		"once HR approves, yes": Unclear,
		"your holiday is approved, will look at this later": Unclear,
		"I would approve":              Unclear,
		"approve or decline, whatever": Unclear,
		"approve. no wait, don't":      Unclear,
		"Tom said \"approved\"":        Unclear,
		"ask Ann to approve":           Unclear,
		"probably fine":                Unclear,
		"аpprove":                      Unclear,
		"app\u200brove":                Unclear,
		"ｏｋ":                           Approve,
		"aPpRoVe":                      Unclear,
		"Soll ich zustimmen":           Unclear,
		"ich kann das nicht freigeben": Unclear,
		"":                             Unclear,
	} {
		if got := Read(text, Options{}); got.Decision != want {
			t.Errorf("Read(%q) = %s, want %s: %s", text, got.Decision, want, got.Reason)
		}
	}
}
