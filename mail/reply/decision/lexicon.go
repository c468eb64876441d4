package decision

// class says what a phrase does in an answer.
type class uint8

const (
	// Of these a deciding clause is made, and of nothing else.
	strong  class = iota // approves in so many words: "approved"
	attest               // approves alone, and beside a statement only says that it is true: "confirmed"
	mere                 // approves alone, and beside other words only takes note: "ok"
	yes                  // approves as an answer: "yes", "go ahead"
	filler               // changes nothing: "thanks", "from my side"
	decline              // declines in so many words
	no                   // declines as an answer: "no"

	// Each of these, in any other clause, stands against an approval.
	negation
	contrast // but, however
	regret   // sorry, unfortunately; poor work
	condition
	hold    // not now, not here: later, wait, ask Ann, will
	doubt   // perhaps, I guess, ha ha
	report  // somebody said
	other   // another matter: holiday, budget
	order   // tells somebody to give it to somebody else: "give it to"
	retract // taken back
	touch   // a word of approving in a sentence that does not approve
	against // a word of declining

	// Of these at least one stands in every other clause's sentence.
	praise
	person // she, him, their

	self    // I, you, we
	common  // shows the language, nothing else
	idiom   // takes the sting out of a word within: "first class"
	tells   // a verb that tells what was: "stayed"
	witness // says that the writer saw it: "I was there"
	too     // as well
	urge    // asks somebody to approve: beside a yes it means the same, alone it may pass the question on
	because // may follow a keyword without punctuation: "decline because"

	greeting
	signoff
	device // "Sent from my …"
	please // asks somebody to do it, so that it is no filler beside "approve"
	also   // "and" between commands
	named  // a command's word; phrase.name says which
	digit  // a written number; phrase.name is the figure
	amiss  // in the words of a command: the mail itself is a mistake
	remark // what a manager says beside an approval, whole: "the whole house is talking about it"

	// In the words of a lesson these show that the decision is meant.
	firstly // "first", which sets no condition before what is to be done
	office  // whom an approval may hang on: HR, the board
	sending // send, publish
	weekday // a day to wait for
	asking  // "ask", "look": what a lesson may be about
	never   // never, do not: what a lesson may begin with
	consult // speaks with somebody: "call", "check with"
	ahead   // "beforehand"; "before" too, where it ends its clause
	served  // whom one serves: "guest"
	title   // what somebody is in a house: "manager"; below a name

	// Of these a story that guests tell is made; see recall.go.
	recalls // "talked about it"
	lasting // "still"
	moment  // "at breakfast"

	// In the commands of a leader, whose words run on without a colon.
	willing   // "I'll", before "call 3"
	query     // begins a question: "where"
	addressed // "you": begins words to somebody
	reacts    // "that is", "so": begins a remark on what was read
	soon      // when or how they call: "today", "in person"; of a weekday phrase.name is its figure, 1 for Monday

	// Of these a lesson is made; see advice.go.
	advice  // says by itself what to do for customers: "stay calm"
	doing   // a verb of it: "bring"
	setting // to whom and where: "guest", "always"
	points  // points at the nomination, its people, or a time: "this", "shift", "now"

	// In the answer to a letter that numbers what waits.
	every // all of it
	pair  // both

	homely // of what praise in a house with guests is made: "luggage"; see beside.go
	classes
)

// langs is a set of languages, one bit each in the order of languages.
type langs uint32

var languages = [...]string{
	"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl",
	"cs", "hu", "ro", "tr", "ru", "uk", "ja", "zh", "ko", "any",
}

// german is its place in languages.
const german = 1

// everyLang grows with languages, so that none is half read.
const everyLang langs = 1<<len(languages) - 1

// sense is one class of a phrase and the languages in which it has it.
type sense struct {
	class class
	name  string // of a command, or a figure
	firm  langs  // means this wherever it stands
	weak  langs  // means this only where the answer is in that language
	start langs  // means this only at the start of a clause
	plain langs  // is a plain word there
	alone bool   // without its accent, means this only as a whole clause
}
