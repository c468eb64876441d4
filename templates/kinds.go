package templates

// Letter is the kind of a letter; the name is stable (file names, the letter
// table, `goodword preview LETTER`).
type Letter string

const (
	LetterReceipt          Letter = "receipt"
	LetterQuestion         Letter = "question"
	LetterRequest          Letter = "request"
	LetterClarify          Letter = "clarify"
	LetterReminder         Letter = "reminder"
	LetterEscalated        Letter = "escalated"
	LetterDecidedElsewhere Letter = "decided_elsewhere"
	LetterDelegated        Letter = "delegated"
	LetterOutcome          Letter = "outcome"
	LetterUnderstood       Letter = "understood"
	LetterStatus           Letter = "status"
	LetterThankYou         Letter = "thank_you"
	LetterPassOn           Letter = "pass_on"
	LetterDigest           Letter = "digest"
	LetterCPO              Letter = "cpo_letter"
	LetterCustomerAnswer   Letter = "customer_answer"
	LetterCustomerHeard    Letter = "customer_heard"
	LetterCustomerWords    Letter = "customer_words"
	LetterTriviaWon        Letter = "trivia_won"
	LetterService          Letter = "service"
	LetterChallengePrivate Letter = "challenge_private"
	LetterTooLarge         Letter = "too_large"
	LetterUnreadable       Letter = "unreadable"
	LetterNotKnown         Letter = "not_known"
	LetterPaused           Letter = "paused"
	LetterCallCard         Letter = "call_card"
	LetterNoteCard         Letter = "note_card"
	LetterVisitCard        Letter = "visit_card"
	LetterOwnWords         Letter = "own_words"
	LetterHabit            Letter = "habit"
	LetterManagerWeek      Letter = "manager_week"
	LetterEmployeeMonth    Letter = "employee_month"
	LetterQuarter          Letter = "quarter"
	LetterStories          Letter = "stories"
	LetterBehaviours       Letter = "behaviours"
	LetterStatement        Letter = "statement"
	LetterHandover         Letter = "handover"
)

// KindInfo describes a kind of letter for help and preview.
type KindInfo struct {
	Kind    Letter
	Reader  string
	Purpose string
}

// Kinds lists every kind of letter, in the order of a nomination's life.
func Kinds() []KindInfo {
	return []KindInfo{
		{LetterReceipt, "nominator", "their nomination arrived, and who is asked"},
		{LetterQuestion, "nominator", "asks whom they meant"},
		{LetterRequest, "approver", "asks for an answer about one nomination"},
		{LetterClarify, "approver", "their answer was not clear; asks for one word"},
		{LetterReminder, "approver", "reminds of a request"},
		{LetterEscalated, "approver", "somebody else is asked, too; either may answer"},
		{LetterDecidedElsewhere, "approver", "somebody else decided"},
		{LetterDelegated, "approver, delegate", "confirms that a request was passed on"},
		{LetterOutcome, "nominator", "what became of their nomination"},
		{LetterUnderstood, "whoever wrote a command", "says back what was understood"},
		{LetterStatus, "nominator", "where their nominations stand"},
		{LetterThankYou, "nominee", "the thank-you over the CEO's name"},
		{LetterPassOn, "CEO", "a nominee's answer to the thank-you"},
		{LetterDigest, "CEO", "the day in one letter, with what goes out in their name"},
		{LetterCPO, "Chief People Officer", "what could not be routed, who wrote, what was set aside"},
		{LetterCustomerAnswer, "customer", "their words arrived"},
		{LetterCustomerHeard, "customer", "their words reached whom they praised; asks whether they may be told"},
		{LetterCustomerWords, "customer", "the Chief People Officer's own words, with a voucher or a question"},
		{LetterTriviaWon, "customer", "their answer to the month's question was drawn; brings a voucher"},
		{LetterService, "service team", "passes a challenge or an inquiry on"},
		{LetterChallengePrivate, "manager", "critical words that touch their team, in private"},
		{LetterTooLarge, "internal sender", "asks for a smaller mail"},
		{LetterUnreadable, "internal sender", "asks for a plain mail"},
		{LetterNotKnown, "internal sender", "the directory does not have them; whom to ask"},
		{LetterStatement, "CEO", "once a month: every letter that went over their name"},
		{LetterPaused, "operator, Chief People Officer", "mail over the CEO's name was stopped or goes on"},
		{LetterCallCard, "CEO", "what to have at hand for a call"},
		{LetterNoteCard, "CEO", "a card to write a note on, to print"},
		{LetterVisitCard, "CEO", "whom to meet on a visit to a site"},
		{LetterOwnWords, "nominee", "the CEO's own words, after the thank-you"},
		{LetterHabit, "CEO", "once a month: whom they reached in person, and whom not"},
		{LetterManagerWeek, "manager", "once a week: what waits, what was said of their team, whom nobody has seen"},
		{LetterEmployeeMonth, "employee", "once a month: what customers said of them"},
		{LetterQuarter, "CEO, Chief People Officer", "once a quarter: recognition in figures"},
		{LetterBehaviours, "employee", "what matters at their touchpoints: to who is new, and to all when the catalogue changes"},
		{LetterHandover, "Chief People Officers", "a term has begun: what waits passes to who follows"},
		{LetterStories, "a list", "once a week: stories that everybody concerned agreed to have told"},
	}
}

func (Receipt) kind() Letter          { return LetterReceipt }
func (Question) kind() Letter         { return LetterQuestion }
func (Request) kind() Letter          { return LetterRequest }
func (Clarify) kind() Letter          { return LetterClarify }
func (Reminder) kind() Letter         { return LetterReminder }
func (EscalatedLetter) kind() Letter  { return LetterEscalated }
func (DecidedElsewhere) kind() Letter { return LetterDecidedElsewhere }
func (Delegated) kind() Letter        { return LetterDelegated }
func (Outcome) kind() Letter          { return LetterOutcome }
func (Understood) kind() Letter       { return LetterUnderstood }
func (Status) kind() Letter           { return LetterStatus }
func (ThankYou) kind() Letter         { return LetterThankYou }
func (PassOn) kind() Letter           { return LetterPassOn }
func (Digest) kind() Letter           { return LetterDigest }
func (CPOLetter) kind() Letter        { return LetterCPO }
func (CustomerAnswer) kind() Letter   { return LetterCustomerAnswer }
func (Service) kind() Letter          { return LetterService }
func (ChallengePrivate) kind() Letter { return LetterChallengePrivate }
func (TooLarge) kind() Letter         { return LetterTooLarge }
func (Unreadable) kind() Letter       { return LetterUnreadable }
func (NotKnown) kind() Letter         { return LetterNotKnown }
func (PausedLetter) kind() Letter     { return LetterPaused }

// blank has an empty view of each kind, for checking a source against its fields.
var blank = map[Letter]View{
	LetterReceipt: Receipt{}, LetterQuestion: Question{}, LetterRequest: Request{},
	LetterClarify: Clarify{}, LetterReminder: Reminder{}, LetterEscalated: EscalatedLetter{},
	LetterDecidedElsewhere: DecidedElsewhere{}, LetterDelegated: Delegated{}, LetterOutcome: Outcome{},
	LetterUnderstood: Understood{}, LetterStatus: Status{}, LetterThankYou: ThankYou{},
	LetterPassOn: PassOn{}, LetterDigest: Digest{}, LetterCPO: CPOLetter{},
	LetterCustomerAnswer: CustomerAnswer{}, LetterCustomerHeard: CustomerHeard{}, LetterCustomerWords: CustomerWords{}, LetterTriviaWon: TriviaWon{}, LetterService: Service{},
	LetterChallengePrivate: ChallengePrivate{}, LetterTooLarge: TooLarge{},
	LetterUnreadable: Unreadable{}, LetterNotKnown: NotKnown{}, LetterStatement: Statement{}, LetterPaused: PausedLetter{},
	LetterManagerWeek: ManagerWeek{}, LetterEmployeeMonth: EmployeeMonth{},
	LetterCallCard: CallCard{}, LetterNoteCard: NoteCard{}, LetterVisitCard: VisitCard{}, LetterOwnWords: OwnWords{}, LetterHabit: Habit{}, LetterQuarter: Quarter{}, LetterStories: Stories{}, LetterBehaviours: Behaviours{}, LetterHandover: HandoverLetter{},
}
