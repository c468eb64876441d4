package jobs

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"goodword/internal/recognition"
	"goodword/internal/recognition/trivia"
	"goodword/internal/store"
	"goodword/mail/address"
	"goodword/mail/reply/decision"
	"goodword/templates"
)

// monthOf names a month by the company's clock, and gives the moment it turns.
func (w work) monthOf(now time.Time) (month string, turns time.Time) {
	place := w.Settings.Place.Location
	y, m, _ := now.In(place).Date()
	first := time.Date(y, m, 1, 0, 0, 0, 0, place)
	return first.Format(period), first.AddDate(0, 1, 0)
}

// trivia keeps the question that this month's letters to customers ask:
// "trivia: question = answer", and "trivia de: …" for German ones.
func (w work) trivia(m mail, c decision.Command) (templates.Line, error) {
	if w.Settings.CustomerLetters == 0 {
		return refuse(c, templates.WhyNotYet), nil
	}
	question, answer, ok := trivia.Part(clean(strings.TrimSpace(withoutTokens(first(c.Args)))))
	if !ok {
		return refuse(c, templates.WhyNoAnswer), nil
	}
	if read := decision.Read(answer, decision.Options{Role: decision.Approver}); read.Decision != decision.Unclear {
		return refuse(c, templates.WhyYesNo), nil // it would be read as the answer to another question of the same letter
	}
	month, turns := w.monthOf(w.now)
	t, err := store.PutTrivia(w.ctx, w.tx, month, w.cause, m.sender.ID, w.now)
	if err != nil {
		return templates.Line{}, err
	}
	fresh, err := store.PutQuestion(w.ctx, w.tx, t.ID, store.Question{Language: c.Item, Question: question, Answer: answer})
	if err != nil || !fresh {
		return refuse(c, templates.WhyAsked), err
	}
	return templates.Line{Did: templates.DidTrivia, Name: c.Item, Words: templates.Words(question + " = " + answer), When: turns.Add(-time.Hour)},
		w.audit("the month's question", m.sender.Address, nil, nil, month)
}

// asks gives the question that a letter to a customer asks, in the letter's
// language, and notes that it does; "" for none. Only a proven customer is asked.
func (w work) asks(l *store.Letter, n *store.Nomination) (templates.Words, error) {
	if n == nil || n.ID == 0 || !provenCustomer(n) || w.ours(n.CustomerAddress) || w.Settings.CustomerLetters == 0 {
		return "", nil
	}
	month, _ := w.monthOf(w.now)
	t, err := store.TriviaAsked(w.ctx, w.tx, month)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	list, err := store.Questions(w.ctx, w.tx, t.ID)
	if err != nil {
		return "", err
	}
	base, _, _ := strings.Cut(l.Language, "-")
	said := ""
	for _, q := range list { // that for every language comes first
		if q.Language == "" || q.Language == base {
			said = q.Question
		}
	}
	if said == "" {
		return "", nil
	}
	return templates.Words(said), store.LetterAsks(w.ctx, w.tx, l.ID, t.ID)
}

// triviaTries is how many answers of one customer are looked at.
const triviaTries = 3

// triviaRead is what a customer wrote, as an answer to the month's question.
type triviaRead struct {
	asked, right bool
	rest         string // without the line that holds a right answer; a yes is looked for only here
	words        string // for the CPO: without that line only where it says nothing else
}

// triviaAnswered looks for an answer to the month's question in what a customer
// answered to the letter that asked it.
func (w work) triviaAnswered(m mail, l *store.Letter, n *store.Nomination) (triviaRead, error) {
	own := m.own()
	read := triviaRead{rest: own, words: own}
	t, err := store.AskedBy(w.ctx, w.tx, l.ID)
	if errors.Is(err, store.ErrNotFound) {
		return read, nil
	}
	if err != nil {
		return read, err
	}
	read.asked = true
	if _, turns := w.monthOf(t.AskedAt); !w.now.Before(turns) {
		return read, nil // the month has turned: the draw is about to be
	}
	list, err := store.Questions(w.ctx, w.tx, t.ID)
	if err != nil {
		return read, err
	}
	var answers []string
	for _, q := range list {
		answers = append(answers, q.Answer)
	}
	line, right := trivia.Right(own, answers...)
	id, err := store.PutTriviaAnswer(w.ctx, w.tx, store.TriviaAnswer{TriviaID: t.ID, NominationID: n.ID, InboundID: w.cause, Address: address.Fold(l.ToAddress),
		Words: clean(oneLine(own)), Correct: right, SaidAt: w.now}, triviaTries)
	if err != nil || !right {
		return read, err
	}
	read.right, read.rest = true, strings.TrimSpace(strings.Replace(own, line, "", 1))
	if bareAnswer(line, answers) {
		read.words = read.rest
	}
	if id == 0 {
		return read, w.did(n, nil, "a right answer to the month's question, and not the first of this customer, or one too many")
	}
	return read, w.audit("the month's question answered", "the customer", n, nil, fmt.Sprintf("%s: answer %d is right", t.Month, id))
}

// bareAnswer says that a line that holds one of the answers holds no word beside it.
func bareAnswer(line string, answers []string) bool {
	return slices.ContainsFunc(answers, func(a string) bool {
		_, right := trivia.Right(line, a)
		return right && wordsIn(line) == wordsIn(a)
	})
}

// wordsIn counts the words of a text, whatever marks stand between them.
func wordsIn(text string) int {
	text = strings.NewReplacer("'", "", "’", "").Replace(text)
	return len(strings.FieldsFunc(text, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.N, unicode.Mn) }))
}

// triviaDue draws last month's question, once.
func (w work) triviaDue() error {
	month, _ := w.monthOf(w.now)
	t, err := store.TriviaToDraw(w.ctx, w.tx, month)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	right, err := store.RightAnswers(w.ctx, w.tx, t.ID)
	if err != nil {
		return err
	}
	_, seed, err := store.AuditHead(w.ctx, w.tx)
	if err != nil {
		return err
	}
	drawing := store.Drawing{Entrants: len(right), Seed: seed, Winner: trivia.Draw(seed, right)}
	if drawing.Winner == 0 {
		if err := w.drawn(&t, drawing, right); err != nil {
			return err
		}
		return w.audit("the month's question drawn", goodword, nil, nil, t.Month+": nobody answered rightly")
	}
	answer, err := store.TriviaAnswerByID(w.ctx, w.tx, drawing.Winner)
	if err != nil {
		return err
	}
	n, err := store.LockNomination(w.ctx, w.tx, answer.NominationID)
	if err != nil {
		return err
	}
	if waits, err := w.giftWaits(right); err != nil || waits {
		return err
	}
	if err := w.drawn(&t, drawing, right); err != nil {
		return err
	}
	if err := w.triviaPrize(&t, &n, answer.InboundID); err != nil {
		return err
	}
	return w.audit("the month's question drawn", goodword, &n, nil, fmt.Sprintf("%s: answer %d of %v by the seed %s", t.Month, drawing.Winner, right, seed))
}

// giftWaits says that a gift to one of who may be drawn waits for the CEO. Their
// prize could not be put beside it: the draw waits until it ends, for all of
// them, as a draw without some of them would not be fair.
func (w work) giftWaits(answers []int64) (bool, error) {
	open, err := store.OpenDelights(w.ctx, w.tx, tickBatch)
	if err != nil || len(open) == 0 {
		return false, err
	}
	for _, id := range answers {
		answer, err := store.TriviaAnswerByID(w.ctx, w.tx, id)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(open, func(d store.Delight) bool { return d.NominationID == answer.NominationID }) {
			return true, nil
		}
	}
	return false, nil
}

// drawn notes a draw. Another process may have drawn, or somebody answered or was
// forgotten, since the answers were listed: then this one is undone.
func (w work) drawn(t *store.Trivia, d store.Drawing, right []int64) error {
	locked, err := store.TriviaOf(w.ctx, w.tx, t.Month)
	if err != nil {
		return err
	}
	again, err := store.RightAnswers(w.ctx, w.tx, t.ID)
	if err != nil {
		return err
	}
	if locked.DrawnAt != nil || !slices.Equal(right, again) {
		return fmt.Errorf("draw the question of %s: it was drawn or answered meanwhile; the next look draws it", t.Month)
	}
	return store.DrawTrivia(w.ctx, w.tx, t.ID, d, w.now)
}

// triviaPrize gives who was drawn a voucher within the CPO's limits, or puts it
// before the CEO. Where there is none to give, the CPO's letter says so.
func (w work) triviaPrize(t *store.Trivia, n *store.Nomination, mail int64) error {
	if why, err := w.hears(n); err != nil || why != "" || !provenCustomer(n) || w.Settings.Vouchers.Monthly == 0 {
		return err
	}
	about := w
	about.cause = mail // the answer that was drawn orders it
	if err := store.LockVouchers(w.ctx, w.tx); err != nil {
		return err
	}
	voucher, beyond, err := about.voucherFor(n, 0)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if beyond == "" {
		letter, err := about.postPrize(t, n)
		if err != nil || letter == 0 {
			return err
		}
		return about.give(n, voucher, letter, goodword)
	}
	if w.people.Leader(recognition.CEO) == 0 {
		return nil
	}
	id, err := store.AskDelight(w.ctx, w.tx, store.Delight{NominationID: n.ID, InboundID: t.InboundID, PersonID: t.PersonID, Cents: voucher.Cents, Currency: voucher.Currency,
		Beyond: beyond, AskedAt: w.now, Until: w.now.AddDate(0, 0, delightDays)})
	if err != nil {
		return err
	}
	if id == 0 {
		return fmt.Errorf("the prize of %s: another gift to its winner waits for the CEO; a later look draws it", t.Month)
	}
	return store.MarkPrize(w.ctx, w.tx, id, t.ID)
}

// postPrize writes to who was drawn.
func (w work) postPrize(t *store.Trivia, n *store.Nomination) (int64, error) {
	letter, err := w.post(post{kind: templates.LetterTriviaWon, slot: fmt.Sprintf("trivia_won:%s", t.Month), over: string(recognition.CPO), about: n,
		address: n.CustomerAddress, language: n.Language})
	if err != nil || letter == 0 {
		return 0, err
	}
	return letter, store.TriviaPrize(w.ctx, w.tx, t.ID, letter)
}

func (w work) buildTriviaWon(l *store.Letter, n *store.Nomination, f templates.Frame, b *built) error {
	t, err := store.TriviaOfLetter(w.ctx, w.tx, l.ID)
	if err != nil {
		return err
	}
	list, err := store.Questions(w.ctx, w.tx, t.ID)
	if err != nil || len(list) == 0 {
		return errors.Join(err, errNothingToSay)
	}
	f.Number = ""
	v := templates.TriviaWon{Frame: f, Customer: templates.Words(n.CustomerName), Question: templates.Words(list[0].Question), Answer: templates.Words(list[0].Answer), Entrants: *t.Entrants}
	base, _, _ := strings.Cut(l.Language, "-")
	for _, q := range list {
		if q.Language == base {
			v.Question, v.Answer = templates.Words(q.Question), templates.Words(q.Answer)
		}
	}
	if v.Voucher, err = w.voucherIn(l, f); err != nil {
		return err
	}
	v.Signer, _ = w.signsToCustomers(n)
	b.view, b.customer = v, true
	b.signs(w, w.signsAbout(n))
	return nil
}

// triviaShown tells the CPO of the month's question and of the last draw.
func (w work) triviaShown(v *templates.CPOLetter, since time.Time) error {
	month, _ := w.monthOf(w.now)
	t, err := store.TriviaAsked(w.ctx, w.tx, month)
	if err == nil {
		if v.Trivia, err = w.triviaAs(&t); err != nil {
			return err
		}
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	t, err = store.TriviaDrawn(w.ctx, w.tx, since)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if v.Drawn, err = w.triviaAs(&t); err != nil || t.Winner == nil {
		return err
	}
	answer, err := store.TriviaAnswerByID(w.ctx, w.tx, *t.Winner)
	if err != nil {
		return err
	}
	n, err := store.NominationByID(w.ctx, w.tx, answer.NominationID)
	if err != nil {
		return err
	}
	v.Drawn.Winner, v.Drawn.Prize = templates.Words(w.customerOf(&n)), templates.PrizeNone
	if v.Drawn.N, err = w.number(recognition.CPO, &n); err != nil {
		return err
	}
	if t.LetterID != nil {
		v.Drawn.Prize = templates.PrizeGiven
		return nil
	}
	if _, err := store.TriviaBeyond(w.ctx, w.tx, t.ID); err == nil {
		v.Drawn.Prize = templates.PrizeAsked
	} else if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	return nil
}

func (w work) triviaAs(t *store.Trivia) (*templates.TriviaShown, error) {
	list, err := store.Questions(w.ctx, w.tx, t.ID)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	shown := &templates.TriviaShown{Question: templates.Words(list[0].Question)}
	if t.Entrants != nil {
		shown.Right = *t.Entrants
		return shown, nil
	}
	right, err := store.RightAnswers(w.ctx, w.tx, t.ID)
	shown.Right = len(right)
	return shown, err
}
