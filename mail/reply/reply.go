// Package reply reads an answer: which of its words the sender newly wrote, and
// which decision or command they are. It has never heard of nominations and
// never guesses: what is not plain is unclear. jobs calls it for every mail
// that answers another, and explain for any file.
package reply

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"goodword/mail/parse/quote"
	"goodword/mail/reply/decision"
)

// Decision is what an answer says to "do you approve?".
type Decision string

const (
	Approve Decision = "approve"
	Decline Decision = "decline"
	Unclear Decision = "unclear"
)

// Command is one thing the sender asks for beside or instead of a decision.
type Command struct {
	Name string   // the design's word: edit, not, also, behaviour, level, lesson, later, delegate, undo, withdraw, status, private, thank, call, note, visit, done, hold, release, skip, pause, resume, publish, unpublish, delight, ask, wow, news, challenge, nominee ("3: ann@…")
	Item string   // the number of a digest item it is about, "" for none
	Args []string // addresses, numbers or one string of words, by command
	// Doubt says, of an approval or a release by number, what beside it may speak against it: then
	// it is to be asked back, and not carried out.
	Doubt string
}

// Reply is an answer, understood.
type Reply struct {
	Text      string // the answer as a person would read it, interleaved quotes kept
	Own       string // only the sender's own words
	Signature string // what was cut below them: signature, "sent from my …", legal footer
	Decision  Decision
	Comment   string // own words behind a decision, fit for the letter
	Commands  []Command
	Left      string // own words below the commands that are no part of them
	Reason    string // why this decision, in words for the operator
}

// Read understands the text of an answer. Decision, comment and commands come
// from the sender's own words alone. Where words stand that may or may not be
// the sender's, as below a quoted mail, they never make a decision, but they
// make one unclear that they speak against.
func Read(text string, opt decision.Options) *Reply { return ReadLines(quote.Lines(text), opt) }

// Cut is Read that looks for no decision: for answers that machines wrote. It
// leaves the decision Unclear; why is for the caller to say.
func Cut(lines []quote.Line) *Reply {
	parts := split(lines, false)
	return &Reply{Text: parts.Text, Own: parts.Own, Signature: parts.Signature, Decision: Unclear}
}

// ReadLines is Read for a text that is cut into lines already.
func ReadLines(lines []quote.Line, opt decision.Options) *Reply {
	parts := split(lines, false)
	r := &Reply{Text: parts.Text, Own: parts.Own, Signature: parts.Signature}
	res := decision.Read(parts.Own, opt)
	r.Decision, r.Comment, r.Left, r.Reason = Decision(res.Decision), res.Comment, res.Left, res.Reason
	for _, c := range res.Commands {
		r.Commands = append(r.Commands, Command(c))
	}
	r.weigh(parts, opt)
	return r
}

// ReadForms is ReadLines for a mail whose text may have come in other forms as
// well: rich is what its HTML shows, stub a plain form that was passed over;
// each may be nil. A decision or a command counts only if rich says the same and
// stub nothing else: a plain form loses what was struck out, and which words
// were quoted. forms is asked only when there is something to hold against it.
func ReadForms(lines []quote.Line, forms func() (rich, stub []quote.Line), opt decision.Options) *Reply {
	r := ReadLines(lines, opt)
	if r.Decision == Unclear && len(r.Commands) == 0 {
		return r
	}
	rich, stub := forms()
	switch {
	case rich != nil && !r.saidBy(rich, opt):
		r.Reason = "the HTML of the answer does not say what its plain form says"
	case !empty(stub) && r.deniedBy(stub, opt):
		r.Reason = "the plain form of the answer does not say what its HTML says"
	default:
		return r
	}
	r.Decision, r.Comment, r.Commands = Unclear, "", nil
	return r
}

// Result is what r decides, as mail/reply/decision tells it.
func (r *Reply) Result() decision.Result {
	out := decision.Result{Decision: decision.Decision(r.Decision), Comment: r.Comment, Left: r.Left, Reason: r.Reason}
	for _, c := range r.Commands {
		out.Commands = append(out.Commands, decision.Command(c))
	}
	return out
}

func empty(lines []quote.Line) bool {
	for i := range lines {
		if !lines[i].Blank() {
			return false
		}
	}
	return true
}

// saidBy says that lines, the same answer in another form, decide the same.
func (r *Reply) saidBy(lines []quote.Line, opt decision.Options) bool {
	parts := split(lines, false)
	other := &Reply{Decision: r.Decision}
	if !slices.Equal(strings.Fields(parts.Own), strings.Fields(r.Own)) {
		res := decision.Read(parts.Own, opt)
		if other.Decision = Decision(res.Decision); len(res.Commands) != len(r.Commands) {
			return false
		}
		for i, c := range res.Commands {
			if c.Name != r.Commands[i].Name || c.Item != r.Commands[i].Item {
				return false
			}
		}
	}
	other.weigh(parts, opt)
	return other.Decision == r.Decision || r.Decision == Decline && other.Decision == Unclear
}

// deniedBy says that lines decide, and not the same.
func (r *Reply) deniedBy(lines []quote.Line, opt decision.Options) bool {
	other := ReadLines(lines, opt)
	return other.Decision != Unclear && other.Decision != r.Decision
}

// weigh holds the doubtful words against the decision. An approval stands only
// if they approve too, or are contact lines.
func (r *Reply) weigh(parts Parts, opt decision.Options) {
	doubtful := parts.Doubtful
	if r.Decision == Approve && parts.Signature != "" && takesBack(parts.Signature, opt) {
		r.Decision, r.Comment = Unclear, ""
		r.Reason = "the signature holds words that may take the approval back"
		return
	}
	if r.Decision == Unclear || doubtful == "" {
		return
	}
	other := Decision(decision.Read(doubtful, opt).Decision)
	if other == r.Decision || other == Unclear && (r.Decision == Decline || contactLines(doubtful) && !decision.SpeaksAgainst(doubtful, opt)) {
		return
	}
	r.Decision, r.Comment = Unclear, ""
	r.Reason = "below the quoted mail or the signature stand words that may be the sender's and do not say the same"
}

// takesBack looks into the signature for a sentence that speaks to us: "Do not
// send this before Friday." Footers of companies are left alone.
func takesBack(signature string, opt decision.Options) bool {
	for paragraph := range strings.SplitSeq(signature, "\n\n") {
		if !quote.Legal(strings.ReplaceAll(paragraph, "\n", " ")) && decision.TakesBack(paragraph, opt) {
			return true
		}
	}
	return false
}

// contactLines: nothing but names, addresses and numbers, as in the footer of a
// list.
func contactLines(text string) bool {
	for _, line := range strings.Split(text, "\n") {
		if !contactLine(line) {
			return false
		}
	}
	return true
}

// contactLine: besides addresses, links and numbers at most four words, each
// with a capital or as a label: a name, a department, "tel.".
func contactLine(line string) bool {
	count := 0
	line = strings.Trim(line, "~-_=* ") // as rules have around words
	for _, word := range strings.Fields(line) {
		if strings.ContainsAny(word, "@") || strings.Contains(word, "://") || strings.Contains(word, "www.") || !strings.ContainsFunc(word, unicode.IsLetter) {
			continue
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "<([\"'"))
		label := strings.HasSuffix(word, ":") || strings.HasSuffix(word, ".") && len(word) < 6
		if count++; !unicode.IsUpper(first) && !label {
			return false
		}
	}
	return count <= 4 && !strings.ContainsAny(line, "!") && !strings.HasSuffix(line, "?")
}
