// Package decision reads what the newly written words of an answer decide:
// approve, decline, or neither beyond doubt, and which commands they give.
//
// It works by structure. The words are cut into sentences and clauses. An
// answer approves only if one whole clause is made of known words of approval
// in one language, and every other clause is praise, thanks, a greeting or a
// name: nothing that negates, asks, doubts, delays, sets a condition, reports
// somebody else's words or speaks of another matter. Whatever cannot be placed
// makes the answer unclear. The words of each language stand in words/*.txt, and
// in words.tab as they are loaded: after a change, run go generate.
//
// It does not find out which words are new (quotes and signatures are cut
// before), whether the sender may decide, or what a command's number stands
// for. mail/reply calls it.
package decision

import (
	"slices"
	"strings"
)

// Decision is what an answer says to "do you approve?".
type Decision string

// The three readings of an answer.
const (
	Approve Decision = "approve"
	Decline Decision = "decline"
	Unclear Decision = "unclear"
)

// Role is what the writer was asked as. It narrows, it never authorises.
type Role string

// The roles. A nominator, a nominee, the CEO and a manager who answers the weekly
// letter (who decide by item number) are asked for no decision, so that their Decision is always Unclear.
const (
	Unknown   Role = ""
	Approver  Role = "approver"
	Nominator Role = "nominator"
	Nominee   Role = "nominee"
	Manager   Role = "manager" // of a weekly letter, by item number, or of a challenge told in private
	CEO       Role = "ceo"
	CPO       Role = "cpo"
)

// Options are what the caller knows of the writer. The zero value is allowed
// and still finds decision and commands.
type Options struct {
	// Role is what the writer was asked as. A role other than Unknown leaves
	// out commands that the role has not; Reason then names them.
	Role Role
	// Language is the BCP 47 tag of the letter that was answered, or "". It
	// settles words that mean yes in one language and something else in
	// another (Polish "tak", Danish for thanks).
	Language string
	// Names are names that may stand beside a decision and mean nothing: of
	// the writer and of the nominee. Without them only a capitalised last line
	// is taken for a name.
	Names []string
	// About are the names of who the nomination is about, and Others those it
	// holds besides: the customer's, the nominator's. With About an approval that
	// names somebody else and not them is asked back: it may be another's praise.
	About, Others []string
	// Colleague says whether a word is the given name of somebody in the company who is none of
	// these. It is asked, if it is not nil, where a capital alone tells no name: at the beginning of a
	// sentence, and in German.
	Colleague func(word string) bool
}

// Command is one thing the writer asks for beside or instead of a decision.
// The fields are those of reply.Command.
type Command struct {
	Name string   // the design's word, or "nominee" for "3: ann@…"
	Item string   // the number of a digest item it is about; All or Both, of a manager; "" for none
	Args []string // addresses, numbers or one string of words, by command
	// Doubt says, of an approval or a release by number, what beside it may speak against it: then
	// it is to be asked back, and not carried out.
	Doubt string
}

// What a manager may say in place of numbers: all that waits in the letter, or both
// where just two do.
const (
	All  = "all"
	Both = "both"
)

// Result is an answer, understood.
type Result struct {
	Decision Decision
	// Comment is the writer's own words behind the decision, without greeting,
	// keyword, sign-off and name; at most MaxComment bytes.
	Comment  string
	Commands []Command // in the order written, at most MaxCommands
	// Left is what the writer said below commands that is no part of them, as a
	// second paragraph; at most MaxComment bytes, "" without commands.
	Left string
	// Reason says for the operator why it was read so. It quotes at most a few
	// words of the answer.
	Reason string
}

// Limits of what Read takes and gives.
const (
	MaxText     = 16 << 10 // bytes of own words; longer ones are unclear
	MaxComment  = 4 << 10  // bytes of a comment or of a command's words
	MaxCommands = 50
)

// Read finds decision and commands in own, the newly written words of an
// answer. It never fails: what it cannot read beyond doubt is Unclear, with the
// reason. Its time grows linearly with the length of own.
func Read(own string, opt Options) Result {
	d, why := draftOf(own, opt)
	if why != "" {
		return unclear(why)
	}
	r := d.result()
	if r.Decision == Unclear && len(r.Commands) == 0 {
		if mended, ok := d.mended(); ok {
			return mended
		}
	}
	return r
}

// TakesBack says that text, which nobody asked for a decision, holds a plain
// refusal or takes something back: "do not send it", "not approved", "stop".
func TakesBack(text string, opt Options) bool {
	d, why := draftOf(text, opt)
	if why != "" {
		return false
	}
	for i := range d.tokens {
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			switch {
			case m.class == negation && d.means(m, true) != 0 && d.deniesSending(m.to):
				return true
			case m.class != no && m.class != decline && m.class != retract:
			case m.to == i+1 && m.class != decline || d.means(m, i == 0 || d.separates(i-1)) == 0:
			default:
				return true
			}
		}
	}
	return false
}

// Recalls says that own, which somebody wrote who approved before, may take that
// back without saying "undo" alone: a refusal, a mistake, "stop", "undo" with a
// reason. It errs towards yes: to ask again costs less than a thank-you that its
// approver wanted stopped.
func Recalls(own string, opt Options) bool { return takesBack(own, opt, "undo") }

// Withdraws is Recalls of who sent words in: "withdraw Nina, she was not there".
func Withdraws(own string, opt Options) bool { return takesBack(own, opt, "undo", "withdraw") }

// Stops says that own, a leader's words in which no command was read, may want
// something held: "Hold 1, why Nick?", "don't send this", whatever Recalls finds.
// It errs towards yes, as a hold is said back and ended by a word.
func Stops(own string, opt Options) bool { return takesBack(own, opt, "undo", "hold") }

// takesBack says that own refuses or takes something back, or that a clause begins
// with one of commands.
func takesBack(own string, opt Options, commands ...string) bool {
	opt.Role = Approver
	switch r := Read(own, opt); r.Decision {
	case Approve:
		return false
	case Decline:
		return true
	}
	d, why := draftOf(own, opt)
	if why != "" {
		return false
	}
	d.frame()
	for i := range d.tokens {
		if d.tokens[i].used != free {
			continue
		}
		begins := i == 0 || d.separates(i-1)
		ms := d.at(i)
		for k := range ms {
			m := &ms[k]
			if d.means(m, begins) == 0 {
				continue
			}
			switch m.class {
			case retract, amiss, decline:
				return true
			case no:
				if m.to > i+1 { // "do not send it", where "no" may begin "no problem"
					return true
				}
			case negation:
				if d.deniesSending(m.to) {
					return true
				}
			case named:
				if begins && slices.Contains(commands, m.name) {
					return true
				}
			}
		}
	}
	return false
}

// SpeaksAgainst says that text, which may be names and addresses, holds a word
// that stands against an approval: a negation, a doubt, "wait" at its start.
func SpeaksAgainst(text string, opt Options) bool {
	d, why := draftOf(text, opt)
	if why != "" {
		return false
	}
	for i := range d.tokens {
		for k := range d.at(i) {
			m := &d.at(i)[k]
			begins := i == 0 || d.separates(i-1)
			stands := m.class == no || m.class == decline || m.class >= negation && m.class <= against && m.class != other && (m.class != hold || begins)
			if stands && d.means(m, begins) != 0 {
				return true
			}
		}
	}
	return false
}

// deniesSending says that a word of approving stands right behind a negation
// that ends before token i: "not yet to be sent".
func (d *draft) deniesSending(i int) bool {
	for j := i; j < min(i+3, len(d.tokens)) && !d.separates(j); j++ {
		for _, c := range [...]class{yes, strong, attest, touch} {
			if _, ok := d.has(j, c); ok {
				return true
			}
		}
	}
	return false
}

// draftOf cuts own into tokens and finds the known phrases. why is not empty
// when there is nothing to read.
func draftOf(own string, opt Options) (d *draft, why string) {
	return draftWith(lexicon(), own, opt)
}

func draftWith(lex *words, own string, opt Options) (d *draft, why string) {
	if len(own) > MaxText {
		return nil, "the answer is longer than an answer to one question"
	}
	text, odd := normal(own)
	if odd != "" {
		return nil, odd
	}
	if strings.TrimSpace(text) == "" {
		return nil, "the answer has no words of its own"
	}
	d = &draft{text: text, opt: opt, lex: lex}
	d.tokens = tokenise(text)
	if odd := d.oddToken(); odd != "" {
		return nil, odd
	}
	d.scan()
	return d, ""
}

// result takes frame and commands off, and judges the rest.
func (d *draft) result() Result {
	d.frame()
	d.takeCommands()
	res := d.judge()
	d.settleCommands(&res)
	if len(res.Commands) > 0 {
		res.Left = d.left()
	}
	return res
}

func unclear(reason string) Result { return Result{Decision: Unclear, Reason: reason} }
