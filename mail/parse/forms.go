package parse

import "goodword/mail/parse/quote"

// OtherForms tells of the other forms that the text of a mail came in.
type OtherForms struct {
	Rich bool   // the HTML may say otherwise than the text that was read
	Stub string // the plain form, where the HTML was read instead
}

// Forms gives the text of the mail in its other forms: rich as the HTML form
// shows it to its sender, where that may differ from Text, and stub, a plain
// form that was passed over for the HTML. Each is nil where there is none, and
// rich is blank where the HTML keeps all its words from being seen. What
// hangs on a single word, a decision, must hold in all of them: a plain form
// loses what was struck out, and the marks of quotes. It reads the HTML anew at
// each call.
func (m *Message) Forms() (rich, stub []quote.Line) {
	if m.Other.Stub != "" {
		stub = quote.Lines(m.Other.Stub)
	}
	if !m.Other.Rich || m.Root == nil {
		return nil, stub
	}
	r := &reader{message: &Message{}, strict: true}
	if text := r.body(m.Root).text; text != "" || r.hidden {
		rich = quote.Lines(text)
	}
	return rich, stub
}
