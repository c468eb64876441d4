package jobs

import (
	"strconv"
	"strings"

	"goodword/internal/recognition"
	suggestion "goodword/internal/recognition/level"
	"goodword/internal/store"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// levelName is a level as letters name it.
func levelName(l int) templates.Level {
	switch recognition.Level(l) {
	case recognition.AboveBeyond:
		return templates.LevelAboveBeyond
	case recognition.BottomLine:
		return templates.LevelBottomLine
	}
	return templates.LevelWellDone
}

// suggestLevel notes the level that a compliment's words suggest. It moves
// nobody closer to a thank-you or further from one: only the CEO's shortlist.
func (w work) suggestLevel(n *store.Nomination) error {
	found, words := suggestion.Suggest(n.Compliment, n.Language)
	if found == recognition.WellDone {
		return nil
	}
	n.Level = int(found)
	return store.SuggestLevel(w.ctx, w.tx, n.ID, n.Level, words)
}

// setLevel sets the level an approver says, with the amount beside level 3.
func (w work) setLevel(n *store.Nomination, c decision.Command) (templates.Line, error) {
	if len(c.Args) == 0 {
		return refuse(c, templates.WhyNoWords), nil
	}
	l, err := strconv.Atoi(c.Args[0])
	if err != nil || l < 1 || l > 3 {
		return refuse(c, templates.WhyNoItem), nil
	}
	line := templates.Line{Did: templates.DidLevel, Level: levelName(l)}
	amount, currency := "", ""
	if len(c.Args) == 3 {
		amount, currency = c.Args[1], c.Args[2]
		switch {
		case recognition.Level(l) != recognition.BottomLine:
			return refuse(c, templates.WhyState), nil
		case currency == "":
			return refuse(c, templates.WhyNoWords), nil
		}
		line.Name = strings.TrimSuffix(amount, ".00") + " " + currency
	}
	n.Level = l
	return line, store.PutLevel(w.ctx, w.tx, n.ID, l, amount, currency)
}

// requestLevel shows the level in a request, with the words that suggested it.
func (w work) requestLevel(v *templates.Request, n *store.Nomination) error {
	l, err := w.levelOf(n.ID)
	if err != nil || l.Level < int(recognition.AboveBeyond) {
		return err
	}
	v.Level, v.LevelWords = levelName(l.Level), templates.Words(strings.Join(l.Words, ", "))
	return nil
}
