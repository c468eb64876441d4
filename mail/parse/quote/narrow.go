package quote

import (
	"strings"
	"unicode"

	"goodword/mail/address"
)

// narrowLines is how many lines of a block are looked at for the writer's own.
const narrowLines = 24

// Narrow moves the start of a header block down past lines of the writer's own
// that only look labelled, as "PS: not before Monday" right above Outlook's
// "From:", as long as what is left is a header that tells as much.
//
// A block that opens with its author is left alone: no header names two.
func (f *Finder) Narrow(b Block, h Header) (Block, Header) {
	if b.Labels[0].Field == From {
		return b, h
	}
	for at, end := b.Start+1, min(b.End, b.Start+narrowLines); at < end && !b.technical(); at++ {
		if _, ok := ReadLabel(f.lines[at].Text); !ok {
			continue
		}
		shorter, ok := ReadBlock(f.lines, at, f.context.Subject)
		if !ok || shorter.End < b.End {
			continue
		}
		header, ok := shorter.Header(f.context)
		if ok && tellsAsMuch(shorter, b, header, h) {
			b, h = shorter, header
		}
	}
	return b, h
}

// technical: the first line is a field of a mail that people do not write.
func (b Block) technical() bool {
	return b.Labels[0].Field == Other || b.Labels[0].Field == Sender || b.Labels[0].Field == ReplyTo
}

// OpensHeader tells whether a header begins at line i, without reading it. It
// gives up on no run of labelled lines, so it is for short texts.
func (f *Finder) OpensHeader(i int) bool {
	b, ok := ReadBlock(f.lines, i, f.context.Subject)
	return ok && b.sort().isHeader(b.Labels, f.context)
}

// tellsAsMuch: author, recipients, moment and subject of the longer block are
// in the shorter one too. A subject may be missing where only its place had made
// it one, among labels of a known language.
func tellsAsMuch(short, long Block, shorter, longer Header) bool {
	if shorter.From != longer.From || longer.Date != "" && shorter.Date == "" {
		return false
	}
	if lost(shorter.To, longer.To, shorter.From) || lost(shorter.Cc, longer.Cc, shorter.From) {
		return false
	}
	return shorter.Subject != "" || longer.Subject == "" || short.Names(From) && short.Names(Date) && !long.Names(Subject)
}

// lost: the recipients were in the dropped lines. Words without an address are
// none where the author has one.
func lost(shorter, longer []address.Mailbox, author address.Mailbox) bool {
	if len(longer) == 0 || len(shorter) > 0 {
		return false
	}
	for _, box := range longer {
		if box.Address != "" {
			return true
		}
	}
	return author.Address == ""
}

// Names says that a label of the table names the field in b.
func (b Block) Names(field Field) bool {
	for _, l := range b.Labels {
		if l.Field == field {
			return true
		}
	}
	return false
}

// NarrowAttribution is FindAttribution that leaves out lines of the writer's own
// above it, as "Wait until 1 December." above "On Monday, Ann <…> wrote:".
func NarrowAttribution(lines []Line, i int) (a Attribution, ok bool) {
	if a, ok = FindAttribution(lines, i); !ok {
		return a, false
	}
	if a.End == a.Start+1 {
		return a, true
	}
	a.Read()
	for at := a.Start + 1; at < a.End; at++ {
		shorter, ok := ReadAttribution(lines, at)
		if ok && shorter.End == a.End && DateScore(shorter.Date) >= DateScore(a.Date) && shorter.From.Address == a.From.Address && len(shorter.From.Name) >= len(a.From.Name) {
			a = shorter
		}
	}
	return a, true
}

// Guessed says that only a moment and a person made this an attribution, and
// more words stand in it than programs write: it may be a sentence.
func (a Attribution) Guessed() bool {
	if writingStems.In(a.Text) {
		return false
	}
	a.Read()
	cut := make([]span, 0, 3)
	for _, known := range [...]string{a.Date, a.From.Address, a.From.Name} {
		if known != a.From.Name || isName(known) {
			cut = leaveOut(cut, a.Text, known)
		}
	}
	return wordsBeside(a.Text, cut) > 2
}

// span is a stretch of bytes of a text.
type span struct{ from, to int }

// leaveOut adds where known first stands in text outside cut.
func leaveOut(cut []span, text, known string) []span {
	if known == "" {
		return cut
	}
search:
	for at := 0; ; {
		k := strings.Index(text[at:], known)
		if k < 0 {
			return cut
		}
		found := span{at + k, at + k + len(known)}
		for _, c := range cut {
			if found.from < c.to && c.from < found.to {
				at = c.to
				continue search
			}
		}
		return append(cut, found)
	}
}

// wordsBeside counts the words of text outside cut.
func wordsBeside(text string, cut []span) (n int) {
	inside := false
	for i, r := range text {
		letter := unicode.IsLetter(r) || unicode.IsMark(r)
		for _, c := range cut {
			letter = letter && (i < c.from || i >= c.to)
		}
		if letter && !inside {
			n++
		}
		inside = letter
	}
	return n
}

// isName: up to four words, of one dress: not "ask Ann Berg".
func isName(name string) bool {
	words, small := strings.Fields(name), 0
	for _, word := range words {
		if unicode.IsLower(firstRune(word)) && !strings.Contains(nameParticles, ","+word+",") {
			small++
		}
	}
	return len(words) <= 4 && (small == 0 || small == len(words))
}
