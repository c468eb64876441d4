package jobs

import (
	"goodword/internal/store"
	"goodword/templates"
)

// builder gives who fills the view of a letter of a kind, nil for a kind that this
// version does not write. It is no table, as some of them lead back to build, and a
// table made anew for every letter took a tenth of its time.
func builder(kind templates.Letter) func(work, *store.Letter, *store.Nomination, templates.Frame, *built) error {
	switch kind {
	case templates.LetterReceipt:
		return work.buildReceipt
	case templates.LetterQuestion:
		return work.buildQuestion
	case templates.LetterRequest:
		return work.buildRequest
	case templates.LetterClarify:
		return work.buildClarify
	case templates.LetterReminder:
		return work.buildReminder
	case templates.LetterEscalated:
		return work.buildEscalated
	case templates.LetterDecidedElsewhere:
		return work.buildDecidedElsewhere
	case templates.LetterDelegated:
		return work.buildDelegated
	case templates.LetterOutcome:
		return work.buildOutcome
	case templates.LetterUnderstood:
		return work.buildUnderstood
	case templates.LetterStatus:
		return work.buildStatus
	case templates.LetterThankYou:
		return work.buildThankYou
	case templates.LetterPassOn:
		return work.buildPassOn
	case templates.LetterDigest:
		return work.buildDigest
	case templates.LetterCPO:
		return work.buildCPOLetter
	case templates.LetterCustomerAnswer:
		return work.buildCustomerAnswer
	case templates.LetterCustomerHeard:
		return work.buildCustomerHeard
	case templates.LetterTriviaWon:
		return work.buildTriviaWon
	case templates.LetterCustomerWords:
		return work.buildCustomerWords
	case templates.LetterService:
		return work.buildService
	case templates.LetterChallengePrivate:
		return work.buildChallengePrivate
	case templates.LetterTooLarge:
		return work.buildTooLarge
	case templates.LetterUnreadable:
		return work.buildUnreadable
	case templates.LetterNotKnown:
		return work.buildNotKnown
	case templates.LetterPaused:
		return work.buildPaused
	case templates.LetterStatement:
		return work.buildStatement
	case templates.LetterCallCard:
		return work.buildCallCard
	case templates.LetterNoteCard:
		return work.buildNoteCard
	case templates.LetterVisitCard:
		return work.buildVisitCard
	case templates.LetterManagerWeek:
		return work.buildManagerWeek
	case templates.LetterEmployeeMonth:
		return work.buildEmployeeMonth
	case templates.LetterOwnWords:
		return work.buildOwnWords
	case templates.LetterHabit:
		return work.buildHabit
	case templates.LetterQuarter:
		return work.buildQuarter
	case templates.LetterStories:
		return work.buildStories
	case templates.LetterBehaviours:
		return work.buildBehaviours
	case templates.LetterHandover:
		return work.buildHandover
	}
	return nil
}
