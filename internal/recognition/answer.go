package recognition

import "time"

// Answer is what is known of a mail that came back on a question of ours.
type Answer struct {
	TokenLive   bool  // known, not settled, not expired
	TokenBound  bool  // bound to this question
	AskedID     int64 // whom we asked
	DeputyID    int64 // registered delegate of the asked, 0 for none
	SenderID    int64 // the directory's person with the From address, 0 for none
	FromCount   int   // how many addresses the From fields hold
	Vouched     bool
	VouchReason string
	Machine     string // why it counts as made by a machine, "" for a person's
	SentAt      time.Time
	AskedAt     time.Time
	ByDKIMAlone bool // a signature is all that proves the sender, and an old mail bears it too
}

// Counts says whether an answer may decide or command (promise 7), and if not,
// why not, in words for the operator. The words themselves are judged elsewhere.
func (a Answer) Counts() (ok bool, why string) {
	switch {
	case a.Machine != "":
		return false, "made by a machine: " + a.Machine
	case !a.TokenBound:
		return false, "it carries no token of ours"
	case !a.TokenLive:
		return false, "its token is settled or has expired"
	case a.FromCount != 1:
		return false, "it does not have exactly one From address"
	case a.SenderID == 0:
		return false, "its sender is not in the directory"
	case a.SenderID != a.AskedID && (a.DeputyID == 0 || a.SenderID != a.DeputyID):
		return false, "its sender is not the one who was asked, nor their registered delegate"
	case !a.Vouched:
		return false, "nobody vouches for its sender: " + a.VouchReason
	case a.ByDKIMAlone && a.SentAt.Before(a.AskedAt.Add(-time.Minute)):
		return false, "its Date is earlier than the letter it answers"
	}
	return true, ""
}
