package templates

import (
	"reflect"
	"strings"
)

// choices lists, for every type whose values are words of a fixed list, those
// words: a source that compares with another one is refused.
var choices = map[reflect.Type]string{
	reflect.TypeFor[Proof]():         list(ProofDKIMOriginal, ProofAttached, ProofQuoted, ProofDirect, ProofUnproven, ProofColleague),
	reflect.TypeFor[Asked]():         list(AskedManager, AskedDelegate, AskedNextLevel, AskedCEO, AskedCPO),
	reflect.TypeFor[Result]():        list(ResultApproved, ResultDeclined, ResultLapsed, ResultWithdrawn, ResultReassigned, ResultThanked, ResultUndone, ResultReturned),
	reflect.TypeFor[StuckWhy]():      list(StuckRefused, StuckUnknown, StuckBounced),
	reflect.TypeFor[UnroutedWhy]():   list(UnroutedNobody, UnroutedNamed, UnroutedSeveral, UnroutedLeft, UnroutedSilent, UnroutedUnproven, UnroutedApprover),
	reflect.TypeFor[Concern]():       list(ConcernChallenge, ConcernInquiry),
	reflect.TypeFor[UnreadableWhy](): list(UnreadableWinmail, UnreadableEncrypted, UnreadableEmpty, UnreadableBroken),
	reflect.TypeFor[AsideKind](): list(AsideUnread, AsideLarge, AsideOurs, AsideCircles, AsideSpam, AsideSenders, AsideForged, AsideOutsider, AsideUnlisted,
		AsideAbsence, AsideBefore, AsideRepeat, AsideDetached, AsideUncounted, AsideUnclear, AsideFormer, AsideNoAnswer, AsideUnplaced, AsideOther),
	reflect.TypeFor[Standing](): list(StandingReceived, StandingUnclear, StandingIneligible, StandingWaits, StandingApproved, StandingHeld,
		StandingStuck, StandingThanked, StandingDeclined, StandingLapsed, StandingWithdrawn),
	reflect.TypeFor[Did](): list(DidApprove, DidDecline, DidEdit, DidNot, DidAlso, DidBehaviour, DidLevel, DidLesson, DidLater,
		DidDelegate, DidWaits, DidUndo, DidWithdraw, DidPrivate, DidThank, DidUnsaid, DidLeft, DidCall, DidNote, DidVisit, DidDone, DidHold, DidRelease, DidSkip,
		DidPause, DidResume, DidTell, DidDelight, DidToCEO, DidTrivia, DidDelightYes, DidDelightNo, DidAsk, DidWow, DidNews, DidPublish, DidUnpublish, DidWeekly, DidStoryYes, DidStoryNo, DidStoryAsk, DidTalked, DidMonthOff, DidMonthOn, DidNominee, DidRefuse, DidStranger, DidNothing),
	reflect.TypeFor[Why](): list(WhyDecided, WhySent, WhyExpired, WhyNoItem, WhyNotKnown, WhyMany, WhyNotYours, WhyOnce, WhyTooLong, WhySelf,
		WhyState, WhyNoWords, WhyNoConsent, WhyNotYet, WhyAlready, WhyReached, WhyDeclined, WhyUnproven, WhyNoVoucher, WhyBudget, WhyCustomerCap, WhyWaits, WhyNoAnswer, WhyYesNo, WhyAsked, WhyReturned, WhyUndelivered, WhyUncertain, WhyBeside),
	reflect.TypeFor[ReachWhy](): list(ReachNever, ReachSiteNever, ReachSiteLong, ReachShift, ReachRegion, ReachBehind, ReachBottomLine,
		ReachAbove, ReachTurned, ReachOften),
	reflect.TypeFor[StorySource]():    list(StoryAgreed, StoryPassedOn, StoryColleague),
	reflect.TypeFor[TrendKind]():      list(TrendPraise, TrendChallenge),
	reflect.TypeFor[PatternKind]():    list(PatternSelf, PatternMutual, PatternRing, PatternAuthor, PatternCopies),
	reflect.TypeFor[ConsentWord]():    list(ConsentAgreed, ConsentRefused),
	reflect.TypeFor[PrizeKind]():      list(PrizeGiven, PrizeAsked, PrizeNone),
	reflect.TypeFor[LimitKind]():      list(LimitVoucher, LimitMonth, LimitCustomer),
	reflect.TypeFor[BeyondResult]():   list(BeyondOpen, BeyondReleased, BeyondDeclined, BeyondLapsed, BeyondWithdrawn),
	reflect.TypeFor[TouchKind]():      list(TouchWords, TouchCall, TouchNote, TouchVisit, TouchOther),
	reflect.TypeFor[StatementState](): list(SentTaken, SentBounced, SentRefused, SentUnknown),
	reflect.TypeFor[RoleName]():       list(RoleFrontLine, RoleSupport, RoleManager, RoleExecutive),
	reflect.TypeFor[Level]():          list(LevelWellDone, LevelAboveBeyond, LevelBottomLine),
	reflect.TypeFor[Theme]():          list(ThemeSpeed, ThemeKindness, ThemeListening, ThemeOwnership, ThemeExpertise, ThemeHonesty, ThemeTeamwork),
}

func list[T ~string](words ...T) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return strings.Join(out, " ")
}
