package jobs

import (
	"context"
	"time"

	"goodword/internal/recognition/behaviour"
	"goodword/internal/recognition/match"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/parse/forward"
)

// Explanation is what goodword makes of a mail, in the form of explain --json.
// What is not there is null.
type Explanation struct {
	Kind       string       `json:"kind"`
	KindReason string       `json:"kind_reason"`
	MessageID  *string      `json:"message_id"`
	From       Person       `json:"from"`
	Subject    *string      `json:"subject"`
	Date       *string      `json:"date"` // RFC 3339
	Language   *string      `json:"language"`
	Client     *string      `json:"client"`
	Tone       string       `json:"tone"`
	ToneWhy    []string     `json:"tone_why"`
	Note       *string      `json:"note"`
	Forwarded  *Forwarded   `json:"forwarded"`
	Chain      []Person     `json:"chain"`
	Reply      *Reply       `json:"reply"`
	Bounce     *Bounce      `json:"bounce"`
	Absence    *Absence     `json:"absence"`
	Sender     SenderReason `json:"sender"`
	Behaviour  *Behaviour   `json:"behaviour,omitempty"`
	Nominees   []Nominee    `json:"nominees,omitempty"`
	Token      *string      `json:"token,omitempty"` // what a token of ours in it is for
	Warnings   []string     `json:"warnings"`
}

// Person is a name and an address.
type Person struct {
	Name    *string `json:"name"`
	Address *string `json:"address"`
}

// String shows a person in one line.
func (p Person) String() string {
	m := address.Mailbox{}
	if p.Name != nil {
		m.Name = *p.Name
	}
	if p.Address != nil {
		m.Address = *p.Address
	}
	return m.String()
}

// Forwarded is the original inside a forward.
type Forwarded struct {
	From     Person   `json:"from"`
	To       []Person `json:"to"`
	Cc       []Person `json:"cc"`
	Subject  *string  `json:"subject"`
	Date     *string  `json:"date"` // as written
	Body     string   `json:"body"`
	Attached bool     `json:"attached"`
	Evidence string   `json:"evidence"`
}

// Reply is an answer.
type Reply struct {
	Text     string    `json:"text"`
	Own      string    `json:"own"`
	Decision string    `json:"decision"`
	Comment  *string   `json:"comment"`
	Commands []Command `json:"commands"`
	Reason   string    `json:"reason"`
}

// Command is one thing asked for.
type Command struct {
	Name string   `json:"name"`
	Item *string  `json:"item"`
	Args []string `json:"args"`
}

// Bounce is a delivery report.
type Bounce struct {
	Recipients        []Recipient `json:"recipients"`
	OriginalMessageID *string     `json:"original_message_id"`
}

// Recipient is an address of a delivery report.
type Recipient struct {
	Address    *string `json:"address"`
	Status     *string `json:"status"`
	Permanent  bool    `json:"permanent"`
	Diagnostic *string `json:"diagnostic"`
}

// Absence is what an absence note states.
type Absence struct {
	Until  *string `json:"until"` // last day away, a date
	Deputy Person  `json:"deputy"`
}

// SenderReason says who vouches for the sender, or why nobody does.
type SenderReason struct {
	Vouched bool   `json:"vouched"`
	By      string `json:"by"`
	Reason  string `json:"reason"`
}

// Nominee is somebody the mail may praise.
type Nominee struct {
	Address  string   `json:"address"`
	Score    float64  `json:"score"`
	Evidence []string `json:"evidence"`
}

// Behaviour is what the words of praise suggest.
type Behaviour struct {
	ID     string   `json:"id"`
	Number int      `json:"number"` // what a manager answers with
	Name   string   `json:"name"`
	By     string   `json:"by"`              // words, or nominator
	Words  []string `json:"words,omitempty"` // that suggest it
}

// Explain says what goodword makes of a mail without settings or database, by
// the catalogue of behaviours that comes along.
func Explain(raw []byte, r Reading) Explanation {
	u := Understand(raw, r)
	x := u.explain()
	if m := (mail{Understanding: u, msg: u.Message}); m.praises() { // to read the catalogue takes longer than the mail
		x.Behaviour = explainBehaviour(work{Desk: &Desk{}, Catalogue: behaviour.Default()}, m)
	}
	return x
}

// Explain says what goodword makes of a mail, with the directory and the tokens
// of the database. It changes nothing.
func (d *Desk) Explain(ctx context.Context, tx store.Tx, raw []byte, r Reading) Explanation {
	u := Understand(raw, r)
	x := u.explain()
	people, err := d.company.load(ctx, tx, d.settings(), r.Now)
	if err != nil {
		x.Warnings = append(x.Warnings, "the directory cannot be read: "+err.Error())
		return x
	}
	w := work{Desk: d, Catalogue: people.inForce(d.Catalogue), ctx: ctx, tx: tx, now: r.Now, people: people, ending: &ending{}}
	m := mail{Understanding: u, msg: u.Message}
	m.sender, _ = people.withAddress(m.from().Address)
	x.Behaviour = explainBehaviour(w, m)
	for _, c := range people.index.Find(w.search(m)).Candidates {
		x.Nominees = append(x.Nominees, Nominee{c.Address, c.Score, c.Evidence})
	}
	for _, token := range answerTokens(m.msg, d.Settings.AnswerTo) {
		if t, err := store.TokenByHash(ctx, tx, hashed(token)); err == nil {
			said := t.Purpose
			if !t.Live(r.Now) {
				said += ", no longer live"
			}
			x.Token = &said
			break
		}
	}
	return x
}

// search is what a new mail gives the matcher to go by.
func (w work) search(m mail) match.Mail {
	if m.msg.Forwarded != nil {
		return w.searchOriginal(m, w.customersWords(m))
	}
	text := m.msg.Text
	if m.Reply != nil {
		text = m.Reply.Own
	}
	find := match.Mail{Subject: m.msg.Subject, Text: text, To: recipients(m.msg.To), Cc: recipients(m.msg.Cc), Exclude: w.ourAddresses(m.from().Address)}
	if m.sender.ID != 0 {
		find.Direct, find.Nominator = true, m.from().Address
	} else {
		find.Author = match.Addr{Name: m.from().Name, Address: m.from().Address}
	}
	return find
}

// searchOriginal is what a mail that was passed on gives the matcher to go by.
func (w work) searchOriginal(m mail, f *forward.Forwarded) match.Mail {
	return match.Mail{Subject: f.Subject, Note: m.msg.Note, Text: f.Body, Author: match.Addr{Name: f.From.Name, Address: f.From.Address},
		To: recipients(f.To), Cc: recipients(f.Cc), Nominator: m.from().Address, Exclude: w.ourAddresses(m.from().Address, f.From.Address)}
}

func (u Understanding) explain() Explanation {
	m := u.Message
	x := Explanation{Kind: string(m.Kind), KindReason: m.KindReason, MessageID: some(m.MessageID), Subject: some(m.Subject), Client: some(m.Client),
		Language: some(u.Language()), Tone: string(u.Tone.Tone), ToneWhy: list(u.Tone.Why), Chain: shownPeople(m.Chain),
		Sender: SenderReason{u.Sender.Vouched, u.Sender.By, u.Sender.Reason}, Warnings: list(m.Warnings)}
	if len(m.From) > 0 {
		x.From = shownPerson(m.From[0])
	}
	if !m.Date.IsZero() {
		x.Date = some(m.Date.Format(time.RFC3339))
	}
	if f := m.Forwarded; f != nil {
		x.Note = some(m.Note)
		x.Forwarded = &Forwarded{shownPerson(f.From), shownPeople(f.To), shownPeople(f.Cc), some(f.Subject), some(f.Date), f.Body, f.Attached, f.Evidence}
	}
	if r := u.Reply; r != nil {
		x.Reply = &Reply{Text: r.Text, Own: r.Own, Decision: string(r.Decision), Comment: some(r.Comment), Commands: []Command{}, Reason: r.Reason}
		for _, c := range r.Commands {
			x.Reply.Commands = append(x.Reply.Commands, Command{c.Name, some(c.Item), list(c.Args)})
		}
	}
	if b := m.Bounce; b != nil {
		x.Bounce = &Bounce{Recipients: []Recipient{}, OriginalMessageID: some(b.OriginalMessageID)}
		for _, r := range b.Recipients {
			x.Bounce.Recipients = append(x.Bounce.Recipients, Recipient{some(r.Address), some(r.Status), r.Permanent, some(r.Diagnostic)})
		}
	}
	if a := m.Absence; a != nil {
		x.Absence = &Absence{Deputy: shownPerson(address.Mailbox{Name: a.DeputyName, Address: a.DeputyAddr})}
		if !a.Until.IsZero() {
			x.Absence.Until = some(a.Until.Format(time.DateOnly))
		}
	}
	return x
}

func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// list makes an empty list [] in JSON, and not null.
func list(l []string) []string {
	if l == nil {
		return []string{}
	}
	return l
}

func shownPerson(m address.Mailbox) Person { return Person{some(m.Name), some(m.Address)} }

func shownPeople(list []address.Mailbox) []Person {
	shown := make([]Person, 0, len(list))
	for _, m := range list {
		shown = append(shown, shownPerson(m))
	}
	return shown
}
