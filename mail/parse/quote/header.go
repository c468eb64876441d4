package quote

import (
	"strings"
	"unicode"

	"goodword/mail/address"
)

// Header is what a block says of the mail below it.
type Header struct {
	From     address.Mailbox
	To, Cc   []address.Mailbox
	ReplyTo  []address.Mailbox // of the header, where it shows one
	Subject  string
	Date     string // as written
	Order    string // its fields in the order they stand: F, T, C, S, D
	Evidence string // how the author was found, in words
}

// Context is what stands around a block and helps to tell whether it is a
// mail's header.
type Context struct {
	Rule    Rule   // the divider right above, if any
	Forward bool   // the mail's subject has a forward prefix
	Subject string // the mail's subject without prefixes
	Last    bool   // nothing stands below
	Answer  bool   // the mail is an answer: what stands below the header is lost to its writer
}

// Header reads the block as the header of a mail. ok is false when it is none:
// too few fields, no date, nobody in it, or the labels of an order or a form.
func (b Block) Header(ctx Context) (h Header, ok bool) {
	f := b.sort()
	if !f.isHeader(b.Labels, ctx) {
		return Header{}, false
	}
	return b.read(f), true
}

// read takes the header out of a block that is one.
func (b Block) read(f *fields) (h Header) {
	h.Subject = f.value(b.Labels, Subject)
	h.Date = f.value(b.Labels, Date)
	h.To = people(f.value(b.Labels, To))
	h.Cc = people(f.value(b.Labels, Cc))
	for _, l := range b.Labels {
		if l.Field == ReplyTo && h.ReplyTo == nil {
			h.ReplyTo = people(l.Value)
		}
	}
	h.Order = f.order(len(b.Labels))
	if at := f.at[From]; at >= 0 {
		label := b.Labels[at]
		if !f.unclear && (label.Field == From || !severalPeople(label.Value)) {
			h.From = Author(authorValue(shown(label.Value)))
		}
		h.Evidence = "the line \"" + label.Name + ":\" of the header block"
		if label.Field != From {
			h.Evidence = "the first line with a person in a header block of unknown language (\"" + label.Name + ":\")"
		}
	}
	return h
}

// severalPeople: a list with two addresses or more, as recipients stand in; an
// author whose label is not known is one.
func severalPeople(value string) bool {
	list := people(value)
	return len(list) > 1 && list[0].Address != "" && list[1].Address != "" && !strings.EqualFold(list[0].Address, list[1].Address)
}

// Author reads the author of a From value: the first person in it; what stands
// for somebody else ("on behalf of …") is left out.
func Author(value string) address.Mailbox {
	list := address.ParseList(value)
	if len(list) == 0 {
		return address.Mailbox{}
	}
	return list[0]
}

// fields says which line of a block is which field.
type fields struct {
	at      [Foreign + 1]int // index into the labels, -1 for none
	known   int              // distinct fields named by known labels
	persons int              // values with an address
	author  bool             // the author's value has an address
	spaced  bool             // a blank line below the first label
	unclear bool             // a person is there who may be a recipient as well as the author
	foreign int              // labels of forms and orders
	others  int              // unknown labels that became no field
}

func (f *fields) value(labels []Label, field Field) string {
	if at := f.at[field]; at >= 0 {
		return labels[at].Value
	}
	return ""
}

// order spells which field each line is.
func (f *fields) order(lines int) string {
	spelled := make([]byte, 0, 5)
	for i := range lines {
		for at, letter := range [...]byte{From: 'F', To: 'T', Cc: 'C', Subject: 'S', Date: 'D'} {
			if letter != 0 && f.at[at] == i {
				spelled = append(spelled, letter)
			}
		}
	}
	return string(spelled)
}

// sort gives the lines of a block their fields: by known labels first, then by
// the shape and order of the values.
func (b Block) sort() *fields {
	f := &fields{spaced: b.spaced}
	for i := range f.at {
		f.at[i] = -1
	}
	taken := make([]bool, len(b.Labels))
	for i, l := range b.Labels {
		if l.Field == Foreign {
			f.foreign++
		}
		if person(l.Value) {
			f.persons++
		}
		if l.Field < From || l.Field > Date || f.at[l.Field] >= 0 && !f.better(b.Labels, l) {
			taken[i] = l.Field != Unknown && l.Field != Foreign
			continue
		}
		if f.at[l.Field] < 0 {
			f.known++
		}
		f.at[l.Field], taken[i] = i, true
	}
	f.distrust(b.Labels, taken)
	f.byShape(b.Labels, taken)
	if at := f.at[From]; at >= 0 {
		f.author = person(b.Labels[at].Value) || f.unclear
	}
	return f
}

// distrust drops the label that would name the author, where those of recipient
// and subject are not known and a person under an unknown label stands before:
// the word is another in this language, as Breton "Da" is "to" and Italian "Da"
// is "from". A name without address in the first line is a person, too, where
// nobody stands behind.
func (f *fields) distrust(labels []Label, taken []bool) {
	at := f.at[From]
	if at < 1 || f.at[To] >= 0 || f.at[Subject] >= 0 {
		return
	}
	for i, l := range labels[:at] {
		if taken[i] || l.Field != Unknown {
			continue
		}
		if person(l.Value) || i == 0 && nameShape(l.Value) && !anyPerson(labels[at+1:]) {
			taken[at] = false
			f.at[From] = -1
			f.known--
			return
		}
	}
}

// anyPerson: one of the values holds an address.
func anyPerson(labels []Label) bool {
	for _, l := range labels {
		if l.Field != Cc && l.Field != Bcc && person(l.Value) {
			return true
		}
	}
	return false
}

// better: "Sent: yes" gives way to "Date: 12 May …".
func (f *fields) better(labels []Label, l Label) bool {
	return l.Field == Date && DateScore(l.Value) > DateScore(labels[f.at[Date]].Value)
}

// byShape names what no label named. The author is the first person, then come
// to and cc in order; the date is the value that looks most like one; of the
// rest the first is the subject.
func (f *fields) byShape(labels []Label, taken []bool) {
	if f.at[Date] < 0 {
		best := 1
		for i, l := range labels {
			if s := DateScore(l.Value); !taken[i] && l.Field == Unknown && s > best && !person(l.Value) {
				best, f.at[Date] = s, i
			}
		}
		if f.at[Date] >= 0 {
			taken[f.at[Date]] = true
		}
	}
	f.personsByOrder(labels, taken)
	f.namesByPlace(labels, taken)
	for i, l := range labels {
		if taken[i] || l.Field == Foreign || l.Value == "" {
			continue
		}
		if f.at[Subject] < 0 && (!person(l.Value) || !wordsLeft(labels[i+1:], taken[i+1:])) {
			f.at[Subject], taken[i] = i, true
			continue
		}
		f.others++
	}
}

// wordsLeft: a value without a person is left, which the subject is rather.
func wordsLeft(labels []Label, taken []bool) bool {
	for i, l := range labels {
		if !taken[i] && l.Field != Foreign && l.Value != "" && !person(l.Value) {
			return true
		}
	}
	return false
}

// personsByOrder gives the people that no label named their fields.
func (f *fields) personsByOrder(labels []Label, taken []bool) {
	for i, l := range labels {
		if taken[i] || !person(l.Value) || l.Field == Foreign {
			continue
		}
		if f.at[From] >= 0 && sameAuthor(labels[f.at[From]].Value, l.Value) {
			taken[i] = true // an unknown word for Reply-To
			continue
		}
		if name, ok := f.nameBefore(labels, taken, i); ok {
			f.at[From], taken[name], f.unclear = name, true, true
			return
		}
		for _, field := range []Field{From, To, Cc} {
			if f.at[field] < 0 && !(field == From && f.at[To] >= 0 && f.at[To] < i) {
				f.at[field], taken[i] = i, true
				break
			}
		}
	}
}

// nameBefore finds a line above the first person that may bear the author's
// name alone: then the person may be a recipient. One line of words can be the
// subject, where no other can.
func (f *fields) nameBefore(labels []Label, taken []bool, person int) (name int, ok bool) {
	if f.at[From] >= 0 || f.at[To] >= 0 && f.at[To] < person {
		return 0, false
	}
	above, others := 0, 0
	for i, l := range labels {
		_, two := ReadLabel(l.Value)
		switch {
		case i == f.at[Date] && l.Field == Unknown && two && i < person: // no author, and the date taken for one
			above++
			name = i
		case taken[i] || l.Field != Unknown || strings.Contains(l.Value, "@"):
		case i > person:
			others++
		case l.Value == "" && i == 0 && person == 1 && f.spaced: // a title that looks like a label
		case l.Value == "" || nameShape(l.Value):
			if above++; above == 1 {
				name = i
			}
		default:
			others++
		}
	}
	return name, above > 1 || above == 1 && (others > 0 || f.at[Subject] >= 0)
}

// sameAuthor compares the first addresses of two values as they stand.
func sameAuthor(a, b string) bool {
	x := bareAddress(a)
	return x != "" && strings.EqualFold(x, bareAddress(b))
}

func bareAddress(value string) string {
	at := strings.IndexByte(value, '@')
	if at < 0 {
		return ""
	}
	const ends = " \t<>()[]\",;:"
	start := strings.LastIndexAny(value[:at], ends) + 1
	if end := strings.IndexAny(value[at:], ends); end >= 0 {
		return value[start : at+end]
	}
	return value[start:]
}

// namesByPlace reads an unknown language without any address, as Outlook writes
// within one company: name, date, names, subject.
func (f *fields) namesByPlace(labels []Label, taken []bool) {
	if f.at[From] >= 0 || f.persons > 0 || f.at[Date] != 1 || taken[0] || len(labels) < 4 || DateScore(labels[1].Value) < 3 {
		return
	}
	if !nameShape(labels[0].Value) {
		return
	}
	f.at[From], taken[0] = 0, true
	if f.at[To] < 0 && !taken[2] && nameShape(labels[2].Value) {
		f.at[To], taken[2] = 2, true
	}
}

// isHeader weighs the evidence.
func (f *fields) isHeader(labels []Label, ctx Context) bool {
	named := ctx.Rule == NamedRule || ctx.Rule == SentRule
	if len(labels) < 2 || f.foreign > 1 {
		return false
	}
	if f.at[From] < 0 {
		return named && f.known >= 3 // a header all the same; its author is unknown
	}
	date := f.at[Date] >= 0 && (DateScore(f.value(labels, Date)) > 0 || labels[f.at[Date]].Field == Date && f.author)
	sameSubject := f.at[Subject] >= 0 && repeats(ctx.Subject, f.value(labels, Subject), f.persons > 1)
	marked := named || ctx.Forward || sameSubject
	knownAuthor := labels[f.at[From]].Field == From
	if !date {
		// A date may be missing where a divider says what this is.
		return marked && knownAuthor && f.author && f.at[Subject] >= 0 && (named || f.at[To] >= 0)
	}
	if !knownAuthor && !named && !sameSubject && ctx.Rule != BareRule && (f.known >= 3 || f.known > 0 && (f.persons < 2 || !ctx.Forward && !f.borrowed(labels))) {
		return false // the words for subject, date and recipient are known: the author's would be too
	}
	if knownAuthor && !f.author && !named && !f.mailOnly(labels) {
		return false // an order, a parcel, a journey: names and places, and lines no mail's header has
	}
	if f.known >= 3 && knownAuthor {
		// Cities have no address; names alone need more to be people.
		told := named || ctx.Forward
		return f.author || f.persons > 0 && (told || f.at[Subject] >= 0) ||
			told && (f.at[Subject] >= 0 || f.at[From] == 0 && DateScore(f.value(labels, Date)) == 3)
	}
	if f.known >= 2 && f.author {
		return marked || ctx.Rule == BareRule || f.at[Subject] >= 0 && f.at[To] >= 0 || f.known == len(labels)
	}
	if f.foreign > 0 || f.others > 2 {
		return false
	}
	if ctx.Answer && f.known == 0 && ctx.Rule == NoRule && (len(labels) < 4 || f.at[From] > 1 || f.at[Date] > 2) {
		return false // two lines in the writer's own words are no header
	}
	if marked {
		return f.author && len(labels) >= 2 || len(labels) >= 4
	}
	moment := f.author && DateScore(f.value(labels, Date)) == 3 && len(labels) >= 3
	if ctx.Rule == BareRule && f.at[From] == 0 && f.at[Date] == 1 {
		return moment // as Outlook writes it, below its rule
	}
	return moment && f.persons >= 2 && f.inOrder(labels) && !ctx.Last
}

// borrowed: every known label is a word that languages of no table have, too.
func (f *fields) borrowed(labels []Label) bool {
	for field := From; field <= Date; field++ {
		if at := f.at[field]; at >= 0 && labels[at].Field == field && !sharedLabels[strings.ToLower(labels[at].Name)] {
			return false
		}
	}
	return true
}

var sharedLabels = map[string]bool{"data": true, "datum": true, "dato": true, "date": true, "tema": true, "subject": true, "sent": true, "cc": true, "kopie": true, "kopia": true, "kopija": true}

// inOrder: an unknown language with nothing else to go by. Four lines at least,
// and the moment between two people or before them, as Outlook and GMX write
// without a divider; a list of whom to call for what has it elsewhere.
func (f *fields) inOrder(labels []Label) bool {
	if f.known > 1 {
		return true
	}
	to := f.at[From] + 1
	if to == f.at[Date] {
		to++
	}
	return len(labels) > 3 && f.at[From] < 2 && f.at[Date] < 2 && to < len(labels) && person(labels[to].Value)
}

// mailOnly: every line is one of a mail's header, and the subject is called so.
func (f *fields) mailOnly(labels []Label) bool {
	return f.foreign == 0 && f.others == 0 && (f.at[Subject] < 0 || labels[f.at[Subject]].Field == Subject)
}

// repeats: the mail's subject is this one, behind a prefix of a language in no
// table, or as it stands, which says less: bare is whether that will do.
func repeats(subject, value string, bare bool) bool {
	have, want := squeeze(BareSubject(value)), squeeze(subject)
	if have == "" || !strings.HasSuffix(want, have) {
		return false
	}
	prefix := want[:len(want)-len(have)]
	return prefix == "" && bare || prefix != "" && len(prefix) < 40 && (strings.HasSuffix(prefix, ":") || strings.HasSuffix(prefix, "："))
}

// person: the value holds an address.
func person(value string) bool {
	at := strings.IndexByte(value, '@')
	return at > 0 && at < len(value)-1 && !strings.Contains(value[:at], "://")
}

// nameShape: one to five words of letters, as a person is called.
func nameShape(value string) bool {
	words := strings.Fields(value)
	if len(words) == 0 || len(words) > 5 || len(value) > 80 {
		return false
	}
	for _, r := range value {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsSpace(r) && !strings.ContainsRune(".,'’-\"()/", r) {
			return false
		}
	}
	return true
}
