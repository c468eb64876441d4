package templates

import "time"

// Did is what was understood from an answer, and what was done with it.
type Did string

const (
	DidApprove    Did = "approve"   // Words: the manager's line
	DidDecline    Did = "decline"   // Words: the reason
	DidEdit       Did = "edit"      // Words: the new line
	DidNot        Did = "not"       // Who: new nominee
	DidAlso       Did = "also"      // Who: further nominees
	DidBehaviour  Did = "behaviour" // Name: the behaviour
	DidLevel      Did = "level"     // Level, Name: the amount
	DidLesson     Did = "lesson"    // Words
	DidLater      Did = "later"     // When: asked again then
	DidDelegate   Did = "delegate"  // Who
	DidWaits      Did = "waits"     // Who: the nominee; the answer decided nothing yet
	DidUndo       Did = "undo"      // Who: of a leader's letter
	DidWithdraw   Did = "withdraw"
	DidPrivate    Did = "private"
	DidThank      Did = "thank"  // Who, Words: they go to the nominee; When: at which time, and can be taken back until then
	DidUnsaid     Did = "unsaid" // Who: the reader's own words to them do not leave
	DidLeft       Did = "left"   // Words: own words below a command that are no part of it
	DidCall       Did = "call"   // Who: noted as to do
	DidNote       Did = "note"   // Who
	DidVisit      Did = "visit"  // Who
	DidDone       Did = "done"   // Who, Words
	DidHold       Did = "hold"   // Who
	DidRelease    Did = "release"
	DidSkip       Did = "skip"
	DidPause      Did = "pause"
	DidResume     Did = "resume"
	DidTell       Did = "tell"      // Item, Words: the customer; Who: the nominee the letter names
	DidDelight    Did = "delight"   // Item, Name: the voucher's value, Words
	DidAsk        Did = "ask"       // Item, Words
	DidToCEO      Did = "to_ceo"    // Item, Name: the voucher's value, Who: the CEO, When: until then, Words
	DidWow        Did = "wow"       // Words
	DidNews       Did = "news"      // Words, "" ends them; When: the last day
	DidPublish    Did = "publish"   // Item, Who: their story is told from now on
	DidUnpublish  Did = "unpublish" // Item, Who: their story is told nowhere
	DidWeekly     Did = "weekly"    // Words: all teams are asked to try it
	DidStoryYes   Did = "story_yes" // the reader agrees to be told of
	DidStoryNo    Did = "story_no"
	DidStoryAsk   Did = "story_ask" // the reader said yes and more; passed on, and asked for one word
	DidTalked     Did = "talked"    // Who, Words: the conversation about a challenge is logged
	DidMonthOff   Did = "month_off" // no monthly letter any more
	DidMonthOn    Did = "month_on"
	DidTrivia     Did = "trivia"      // Name: the language, "" for all, Words: question and answer, When: the last day
	DidDelightYes Did = "delight_yes" // Item, Name: the value, Words: the customer
	DidDelightNo  Did = "delight_no"  // Item, Name: the value, Who: who asked, Words: the reason
	DidNominee    Did = "nominee"     // Who: the CPO or nominator said who is meant
	DidRefuse     Did = "refuse"      // understood, not done: Why
	DidStranger   Did = "stranger"    // Words: the address that answered in the reader's place
	DidNothing    Did = "nothing"     // Words: what was not understood
)

// Why is why something understood was not done.
type Why string

const (
	WhyDecided   Why = "decided"    // somebody has decided already
	WhySent      Why = "sent"       // the thank-you has left already
	WhyExpired   Why = "expired"    // the question is too old
	WhyNoItem    Why = "no_item"    // no such number in the letter
	WhyNotKnown  Why = "not_known"  // Words: not in the directory
	WhyMany      Why = "many"       // Words: a given name that several people have
	WhyNotYours  Why = "not_yours"  // this reader may not ask for it
	WhyOnce      Why = "once"       // later, a second time
	WhyTooLong   Why = "too_long"   // later, by more than ten business days
	WhySelf      Why = "self"       // nominee, or the reader themself
	WhyState     Why = "state"      // it does not stand where that is possible
	WhyNoConsent Why = "no_consent" // nominee or customer did not agree, or took it back
	WhyNoWords   Why = "no_words"   // the command lacks its words or its address
	WhyNotYet    Why = "not_yet"    // a command this goodword does not follow
	WhyAlready   Why = "already"    // the same words were sent in before
	WhyReached   Why = "reached"    // the same words have reached the nominee
	WhyDeclined  Why = "declined"   // the same words were declined before
	WhyUncertain Why = "uncertain"  // the sender could not be proven
	WhyBeside    Why = "beside"     // an approval by number, and words beside it that may speak against it

	WhyReturned    Why = "returned"     // the thank-you came back, so these words did not follow it
	WhyUndelivered Why = "undelivered"  // refused by the mail server, or sent back by it
	WhyUnproven    Why = "unproven"     // the customer's address is not proven theirs
	WhyNoVoucher   Why = "no_voucher"   // none is left that fits
	WhyBudget      Why = "budget"       // the month's vouchers would be over their limit
	WhyCustomerCap Why = "customer_cap" // the customer has had as much as the settings allow
	WhyNoAnswer    Why = "no_answer"    // not of the form question = answer
	WhyYesNo       Why = "yes_no"       // a plain yes or no, which answers another question
	WhyAsked       Why = "asked"        // letters have asked this month's question already
	WhyWaits       Why = "waits"        // the CEO was asked for the same already
)

// Level is how far a recognition reaches.
type Level string

const (
	LevelWellDone    Level = "well_done"
	LevelAboveBeyond Level = "above_beyond"
	LevelBottomLine  Level = "bottom_line"
)

// Line is one thing understood from an answer, said back in one line of the
// reader's language. Which fields count depends on Did.
type Line struct {
	Did     Did
	Command string // what the answer said, "hold 4"; shown for DidRefuse
	Item    string // number of the digest's or CPO letter's item, "" for none
	Who     []Person
	Name    string // of a behaviour
	Level   Level
	Words   Words
	When    time.Time
	Why     Why // for DidRefuse
}
