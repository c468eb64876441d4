package main

import (
	"strings"
	"testing"

	"goodword/jobs"
)

// TestUnseen: a name in the settings that no mail bears is told, with what stands there instead.
func TestUnseen(t *testing.T) {
	t.Parallel()
	ids := []string{"mx.harbour.test"}
	for name, c := range map[string]struct {
		seen  jobs.Verdicts
		words []string // none: nothing is said
	}{
		"no mail yet":  {jobs.Verdicts{}, nil},
		"one bears it": {jobs.Verdicts{Ours: 1, Mails: 8, None: 8}, nil},
		"another server's": {jobs.Verdicts{Mails: 8, None: 1, Others: []jobs.ServerVerdict{{Name: "mx1.\x1bharbour.test", Mails: 6, Example: 12}, {Name: "evil.test", Mails: 1, Example: 3}}},
			[]string{"none of the last mails bears a verdict of mx.harbour.test; of 8 nobody", "\non top of 6 stands one of mx1. harbour.test, such as mail 12\n", "evil.test", "\n1 bear none", "put it into trust.authserv_ids"}},
		"none at all": {jobs.Verdicts{Mails: 2, None: 2}, []string{"2 bear none", "let your mail server write Authentication-Results"}},
		"many":        {jobs.Verdicts{Mails: 7, Others: make([]jobs.ServerVerdict, 7)}, []string{"\n2 more servers\n"}},
	} {
		said := unseen(c.seen, ids)
		if (said == "") != (len(c.words) == 0) {
			t.Errorf("%s: says %q", name, said)
		}
		for _, word := range c.words {
			if !strings.Contains(said, word) {
				t.Errorf("%s: no %q in %s", name, word, said)
			}
		}
	}
}
