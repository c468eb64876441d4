package send

import (
	"strings"
	"time"
)

// wish is a server's wish for less mail.
type wish struct {
	codes    []int    // reply codes it comes with; none: any
	enhanced []string // RFC 3463 statuses it comes with; none: any
	words    []string // lower case, one of which must stand in the text; none: any
	verbs    []Verb   // none: any
	least    time.Duration
	means    string
}

// wishes are the ways in which providers say so. Those for a day come with a
// code of the five hundreds and yet pass: taken as what the code says they would
// cost the letter.
func wishes() []wish {
	const day, hour = 6 * time.Hour, time.Hour
	early := []Verb{Connect, Auth, Mail, Data, Dot}
	return []wish{
		// QUIRK: Gmail says so with 550 or 552.
		{codes: []int{550, 552}, enhanced: []string{"5.4.5"}, least: day, means: "Gmail's limit for a day is reached"},
		{words: []string{"daily user sending", "daily sending quota", "daily smtp relay"}, least: day, means: "Gmail's limit for a day is reached"},
		// QUIRK: Exchange Online says so with 554.
		{words: []string{"submissionquotaexceeded"}, least: hour, means: "Exchange Online's limit of recipients a day is reached"},
		{words: []string{"storedrv.submission.exception:quotaexceeded"}, least: hour, means: "the mailbox that sends is full, its Sent Items included: make room there"},
		{enhanced: []string{"5.1.90"}, words: []string{"limit"}, least: hour, means: "Exchange Online's limit of recipients a day is reached"},
		{enhanced: []string{"5.7.232", "5.7.233"}, least: hour, means: "the tenant's limit of outside recipients a day is reached"},
		{codes: []int{432}, least: time.Minute, means: "Exchange Online has too many connections of this mailbox (three are allowed)"},
		{enhanced: []string{"4.3.2"}, words: []string{"storedrv", "connection", "thread limit"}, least: time.Minute, means: "Exchange Online has too many connections of this mailbox (three are allowed)"},
		{enhanced: []string{"4.7.500", "4.7.501"}, verbs: early, least: 5 * time.Minute, means: "Exchange Online is busy or wants less"},
		{codes: []int{454}, enhanced: []string{"4.7.0"}, verbs: []Verb{Auth}, least: 5 * time.Minute, means: "the server takes no logins for a while, as there were many"},
		{codes: []int{421, 450, 451, 452}, enhanced: []string{"4.7.0", "4.7.28", "4.3.1", "4.3.2", "4.4.5"}, verbs: []Verb{Connect, Auth, Mail}, least: time.Minute, means: "the server asks to slow down"},
		{codes: []int{421, 450, 451, 452, 454, 471}, words: []string{"too many", "rate limit", "ratelimit", "throttl", "slow down", "try again later", "too fast", "unusual rate",
			"server busy", "sending rate", "concurrent", "quota exceeded"}, verbs: early, least: time.Minute, means: "the server asks to slow down"},
	}
}

// slowed marks an outcome in which the server asked for less mail: nothing was
// delivered, and no letter had better follow for a while.
func slowed(o Outcome) Outcome {
	if o.Code < 400 || strings.HasPrefix(o.Enhanced, "4.2.") { // 4.2: one recipient's mailbox
		return o
	}
	text := strings.ToLower(o.Text)
	for _, w := range wishes() {
		if !fits(w.codes, o.Code) || !fits(w.enhanced, o.Enhanced) || !fits(w.verbs, o.Verb) || !mentions(w.words, text) {
			continue
		}
		o.Result, o.Slow, o.Wait = Temporary, true, w.least
		o.Text += "; that is: " + w.means + "; letters wait and go on by themselves"
		return o
	}
	return o
}

func fits[T comparable](allowed []T, value T) bool {
	for _, a := range allowed {
		if a == value {
			return true
		}
	}
	return len(allowed) == 0
}

func mentions(words []string, text string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return len(words) == 0
}
