package jobs

import (
	"strings"
	"time"

	"goodword/internal/recognition"
	"goodword/internal/recognition/tone"
	"goodword/mail/parse"
	"goodword/mail/parse/bounce"
	"goodword/mail/parse/forward"
	"goodword/mail/parse/language"
	"goodword/mail/parse/vouch"
	"goodword/mail/reply"
	"goodword/mail/reply/decision"
	"goodword/mail/send"
)

// Reading is what understanding a mail may use beside the mail itself.
type Reading struct {
	Trust vouch.Rules
	Now   time.Time
}

// Understanding is what goodword makes of a mail by itself, before it looks at
// what the mail answers. Explain shows it, and every stored mail is read by it.
type Understanding struct {
	Message *parse.Message
	Reply   *reply.Reply // of a mail that answers another
	Sender  vouch.Verdict
	Proof   recognition.Proof // of the forwarded original
	Others  []Original        // further originals, attached beside it
	Tone    tone.Verdict      // of the words that are not the sender's routine: the original's, or the mail's own
	Mark    string            // of a letter of ours that came back
	Spam    string            // the field that says so

	language string
}

// Original is one of several mails that were passed on together.
type Original struct {
	*forward.Forwarded
	Proof recognition.Proof
	Tone  tone.Verdict
}

// Understand reads raw. It changes nothing and looks nothing up but keys of
// DKIM, where the rules of trust let it.
func Understand(raw []byte, r Reading) Understanding {
	u := read(raw, r)
	if !personal(u.Message.Kind) {
		return u
	}
	for i := range u.Others {
		body := u.Others[i].Body
		u.Others[i].Tone = tone.Of(body, language.Detect(body))
	}
	u.Tone = tone.Of(u.words(), u.Language())
	return u
}

// MessageID is that of a mail as it is stored, without its angle brackets; "" for none.
func MessageID(raw []byte) string {
	return clean(parse.Parse(raw, parse.Options{}).MessageID)
}

// read is Understand without judging the tone.
func read(raw []byte, r Reading) Understanding {
	m := parse.Parse(raw, parse.Options{})
	u := Understanding{Message: m, Sender: vouch.Check(raw, m.Root, r.Trust), Mark: field(m, send.MarkHeader), Spam: spam(m)}
	switch {
	case m.Answers && personal(m.Kind):
		u.Reply = reply.ReadForms(m.Lines, m.Forms, decision.Options{})
	case m.Answers:
		// Whatever a machine's mail seems to say, nobody said it.
		u.Reply = reply.Cut(m.Lines)
		u.Reply.Reason = "no person's answer: " + m.KindReason
	}
	u.language = u.spoken()
	if !personal(m.Kind) {
		u.Tone = tone.Verdict{Tone: tone.Neither}
		return u
	}
	if m.Forwarded != nil {
		u.Proof = proofOf(m.Forwarded, r.Trust)
	}
	for _, f := range m.Others {
		u.Others = append(u.Others, Original{Forwarded: f, Proof: proofOf(f, r.Trust)})
	}
	return u
}

// proofOf says how sure it is that an original is its author's.
func proofOf(f *forward.Forwarded, rules vouch.Rules) recognition.Proof {
	switch {
	case !f.Attached:
		return recognition.ProofQuoted
	case vouch.Original(f.Raw, rules.LookupTXT).Vouched:
		return recognition.ProofDKIM
	}
	return recognition.ProofAttached
}

// words are those whose tone counts.
func (u Understanding) words() string {
	switch {
	case u.Message.Forwarded != nil:
		return u.Message.Forwarded.Body
	case u.Reply != nil:
		return u.Reply.Own
	}
	return u.Message.Text
}

// Language is that of the words that count, as BCP 47; "" when unsure.
func (u Understanding) Language() string { return u.language }

// spoken detects the language of the words that count.
func (u Understanding) spoken() string {
	if found := u.Message.LanguageOf(u.words()); found != "" {
		return found
	}
	return u.Message.Language
}

// listField names the field that shows a mail to have come by a list, or "".
func listField(m *parse.Message) string {
	if m.Root == nil {
		return ""
	}
	return bounce.ByList(m.Root.Fields)
}

func field(m *parse.Message, name string) string {
	if m.Root == nil {
		return ""
	}
	for _, f := range m.Root.Fields {
		if strings.EqualFold(f.Name, name) {
			return f.Value
		}
	}
	return ""
}

// spam gives the field by which the company's own filter marks spam.
// QUIRK: SpamAssassin and rspamd write X-Spam-Flag or X-Spam-Status, Microsoft 365 an SCL of 5 and more.
func spam(m *parse.Message) string {
	if strings.HasPrefix(strings.ToLower(field(m, "X-Spam-Flag")), "yes") {
		return "X-Spam-Flag: YES"
	}
	if strings.HasPrefix(strings.ToLower(field(m, "X-Spam-Status")), "yes") {
		return "X-Spam-Status: Yes"
	}
	switch scl := strings.TrimSpace(field(m, "X-MS-Exchange-Organization-SCL")); scl {
	case "5", "6", "7", "8", "9":
		return "X-MS-Exchange-Organization-SCL: " + scl
	}
	return ""
}
